"""Summits told by the name of their series alone: "at the G20 in Bali".

In: a parsed sentence and the mention of such a body. Out: the event, where a place follows the name.
"""

from wiredesk.news.meetings.grammar.clauses import Parsed
from wiredesk.news.meetings.grammar.event import Event
from wiredesk.news.parties.mentions import Mention

# Series of summits that are named without a noun: "at the G20 in Bali".
BARE = frozenset(f"body:{name}" for name in "g7 g8 g20 apec".split())


def is_held(parsed: Parsed, body: Mention, found: list[Event]) -> bool:
    """ "At the Group of 7 in Evian", "a NATO summit in Ankara and the Group of 7 in Evian"."""
    lower = parsed.words.lower
    at = body.first - (lower[body.first - 1 : body.first] == ["the"])
    joins = lower[at - 1] if at > 0 else ""
    beside = joins == "and" and bool(found) and found[-1].body is not None and found[-1].last >= at - 3
    if body.owner or not (joins in ("at", "for") or beside):
        return False
    place = body.last + 1 if lower[body.last : body.last + 1] == ["in"] else -1
    return any(m.first == place and m.kind in ("city", "state", "place", "person") for m in parsed.mentions)


def bare_summit(parsed: Parsed, body: Mention) -> Event:
    """The event of a body's name, its head the last word of it."""
    to = tuple(m for m in parsed.mentions if m.first == body.last + 1)[:1]
    first = body.first - (parsed.words.lower[body.first - 1] == "the")
    return Event(body.last - 1, first, to[0].last, "summit", "summit", (), (), (), False, to, body,
                 f"{body.name} summit", None, None, call=False, negated=False)  # fmt: skip
