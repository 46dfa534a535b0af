"""When two words for an office mean the same one: "the Russian leader" is its president.

In: roles as `wiredesk.news.lexicon.offices` names them. Out: yes or no.
"""

from wiredesk.news.lexicon import load_offices

HEADS = frozenset({"state", "government", "leader"})
"""The ranks of those who lead a state."""


def rank_of(role: str | None) -> str | None:
    """The rank of a role; None for none and for one that is no known office."""
    return load_offices().rank(role) if role else None


def is_same_rank(role: str | None, wanted: str | None) -> bool:
    """Whether someone of this role may be called by the wanted one; ministers by their portfolio."""
    if wanted is None or role is None:
        return role == wanted or wanted is None
    if wanted == "leader":
        return rank_of(role) in HEADS
    if role == wanted or wanted in role:
        return True
    a, b = rank_of(role), rank_of(wanted)
    if a == b == "minister":
        return _portfolio(role) == _portfolio(wanted)
    return a == b or (a in HEADS and b in HEADS and wanted == "counterpart")


def _portfolio(role: str) -> str:
    for word in ("defen", "financ", "treasury", "trade", "commerce", "interior", "energy", "oil", "economy", "health"):
        if word in role:
            return {"treasury": "financ", "commerce": "trade"}.get(word, word)
    return "foreign"


def is_same_office(role: str, wanted: str | None) -> bool:
    """Whether the very office is meant, with or without what it is of ("the minister", "the secretary")."""
    if wanted is None:
        return False
    if wanted == "leader":
        return rank_of(role) in HEADS
    if role == wanted or role.endswith(" " + wanted) or wanted.endswith(" " + role):
        return True
    return role.startswith(f"{wanted} of ") and rank_of(role) in ("minister", rank_of(wanted))
