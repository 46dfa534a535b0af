"""Whom "the two leaders", "both sides", "they" and "the bloc" mean: those told before who may be so called.

In: what the article has told, such a phrase and its sentence. Out: the two parties, or the one body; none where one
or more than two may be meant.
"""

from collections.abc import Callable

from msgspec.structs import replace

from wiredesk.news.parties.holders import of_government
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.party import Party
from wiredesk.news.parties.ranks import HEADS, rank_of
from wiredesk.news.parties.told import Told, body_party
from wiredesk.news.parties.vocabulary import ARMED

# "The two leaders" are named in so many sentences before.
REACH = 6
# "The bloc" is named at most so many sentences before.
BLOC_REACH = 7

# "The two militaries", "both sides": those of two states, not two people.
_OF_STATES = frozenset(
    """countries nations governments sides states militaries armies navies ministries capitals powers""".split()
)
# Of these one may be no state: "the government and the rebels ... both sides".
_SIDES = frozenset({"sides", "parties", "foes", "rivals"})
_VOICES = ("spokesman", "spokeswoman", "spokesperson", "press secretary")
_LEADING = ("president", "premier", "prime minister", "minister", "king", "monarch")
# Ranks of those whom "the two leaders" never means.
_NO_LEADERS = frozenset({"official", "body", "company", "envoy", "military", None})


def of_both(told: Told, mention: Mention, sentence: int) -> tuple[Party, ...]:
    """The two, or three, told last before the phrase."""
    if mention.name == "they":  # "Chad and Mali said they would hold talks"
        pair = _pair_of_states(told, mention, sentence)
        if pair:
            return pair
    words = mention.name.lower().split()
    if not _SIDES.isdisjoint(words):
        sides = _last_told(told, mention, sentence, _sides)
        if any(p.kind == "government" or " " in p.name for p in sides):  # "FARC" and "rebels" may be one
            return sides
    return _last_told(told, mention, sentence, _people if _OF_STATES.isdisjoint(words) else _states)


def _last_told(
    told: Told, mention: Mention, sentence: int, read: Callable[[Told, Mention, int, Mention], tuple[Party, ...]]
) -> tuple[Party, ...]:
    """The two (or "three") whom `read` tells of in the sentences before, the nearest first; none where of more."""
    told_of: dict[tuple[str, str], Party] = {}
    count = 3 if "three" in mention.name.split() else 2
    for at in told.back(sentence, REACH):
        for m in told.before(mention, sentence, at):
            for party in read(told, m, at, mention):
                told_of.setdefault(party.key, party)
        found = list(told_of.values())
        if len(found) == 1 and at == sentence - 1:
            found += [p for p in _said_by(told, mention, sentence, read) if p.key not in told_of]
        heads = [p for p in found if p.kind != "person" or rank_of(p.role) in HEADS]
        found = heads if len(heads) == count else found
        if len(found) == count:
            return _as_called(told, found, mention)
        if len(found) > count:
            return ()
    return ()


def _said_by(
    told: Told, mention: Mention, sentence: int, read: Callable[[Told, Mention, int, Mention], tuple[Party, ...]]
) -> tuple[Party, ...]:
    """Who ends the sentence and says so: "A meeting of the two leaders is set for May, the Danish premier said"."""
    after = [m for m in told.mentions.get(sentence, ()) if m.first >= mention.last]
    speaks = after and after[-1].first in told.subjects.get(sentence, frozenset())
    return read(told, after[-1], sentence, mention) if speaks else ()


def _states(told: Told, m: Mention, at: int, both: Mention) -> tuple[Party, ...]:
    """A state told as one: its name or officials, its capital where that acts, or whose head is named."""
    if m.kind == "city":
        acting = told.subjects.get(at, frozenset())
        acts = m.role == "seat" or not acting.isdisjoint((m.first, m.last + 1))  # "Moscow and Ankara said"
        return of_government(told, m, at) if m.country and m.role and acts else ()
    if m.kind == "person" and both.name.startswith("their "):  # "their foreign ministers", after two presidents
        states = {p.country for p in told.of_person(m, at) if p.role and rank_of(p.role) in HEADS} - {None}
        return tuple(
            Party(told.state_name(c or ""), "government", c, None, None, f"state of {m.name}", plural=True)
            for c in states
        )
    return of_government(told, m, at) if m.country and m.kind in ("state", "government", "adjective") else ()


def _sides(told: Told, m: Mention, at: int, both: Mention) -> tuple[Party, ...]:
    """A state, or a movement that stands against one."""
    if m.kind != "body":
        return _states(told, m, at, both)
    stands_against = m.country or m.name.split()[-1].lower() in ARMED
    return (replace(body_party(m), country=None),) if stands_against else ()


def _people(told: Told, m: Mention, at: int, both: Mention) -> tuple[Party, ...]:
    if m.kind != "person" or not told.is_known(m):
        return ()
    return tuple(p for p in told.of_person(m, at) if (p.role or p.entity) and _is_called(p, both))


def _is_called(person: Party, both: Mention) -> bool:
    """Whether one may be of those so called: an analyst is none of "the two leaders", nor is who speaks for them."""
    rank = rank_of(person.role)
    if "leaders" in both.name.lower():
        return person.role is None or rank not in _NO_LEADERS
    return rank != "official" or not ((person.role or "").endswith(_VOICES) or _names_office(both))


def _names_office(both: Mention) -> bool:
    return any(word in both.name.lower() for word in _LEADING)


def _as_called(told: Told, found: list[Party], mention: Mention) -> tuple[Party, ...]:
    if mention.role == "leader":  # "the leaders of the two countries" are named elsewhere
        found = [told.head_of(p.country or "") or p for p in found]
    return tuple(replace(p, how=f"{mention.name} → {p.name}") for p in found)


def _pair_of_states(told: Told, mention: Mention, sentence: int) -> tuple[Party, ...]:
    """The two states that act together right before "they" in its own sentence, where no person is named."""
    here = told.before(mention, sentence, sentence)
    states = [m for m in here if m.kind in ("state", "government", "body", "city") and not m.owner]
    if len(states) != 2 or len(here) != len(states):
        return ()
    if states[1].first not in told.subjects.get(sentence, ()) or states[1].first - states[0].last > 2:
        return ()
    found = [p for m in states for p in ((body_party(m),) if m.kind == "body" else of_government(told, m, sentence))]
    return tuple(replace(p, how=f"they → {p.name}") for p in found) if len(found) == 2 else ()


def of_bloc(told: Told, sentence: int) -> tuple[Party, ...]:
    """The body of states named last before "the leaders of the bloc"."""
    for at in told.back(sentence, BLOC_REACH, first=0):
        for m in reversed(told.mentions.get(at, ())):
            if m.kind == "body" and m.entity:
                return (replace(body_party(m, "the bloc"), country=None),)
    return ()
