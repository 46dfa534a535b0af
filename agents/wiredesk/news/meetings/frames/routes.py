"""Where a journey leads, as its predicate tells it: "the trip will take him to Japan", "her first stop is Oslo".

In: a parsed sentence and a journey's noun. Out: the places, and whom it takes there, where the words say so.
"""

from dataclasses import dataclass

from wiredesk.news.meetings.frames.travels import find_places_after
from wiredesk.news.meetings.grammar.clauses import Parsed, clause_end
from wiredesk.news.meetings.grammar.events import Event
from wiredesk.news.meetings.grammar.legs import INCLUDES, find_legs
from wiredesk.news.meetings.grammar.triggers import STOPS
from wiredesk.news.parties.mentions import Mention

# So many words on, the noun's predicate has told where the journey leads.
_REACH = 16
_TAKES = frozenset("take takes taking bring brings bringing".split())
_BEGINS = frozenset(
    "begin begins beginning start starts starting open opens kick kicks end ends ending conclude".split()
)
_IS = frozenset("is : be".split())
_ENDS = frozenset(". ; “ ” but while because although".split())


@dataclass(frozen=True, slots=True)
class Route:
    """`whom`: the pronoun or person that the journey takes to the `places`; `ahead`: by words as "will be"."""

    places: tuple[Mention, ...]
    whom: tuple[Mention, ...] = ()
    ahead: bool = False


def find_route(parsed: Parsed, event: Event) -> Route | None:
    """The places that the predicate of a journey's noun tells; None where it tells none."""
    lower = parsed.words.lower
    for i in range(event.last, min(len(lower) - 1, event.last + _REACH)):
        word = lower[i]
        if word in _ENDS:
            return None
        if word in _IS and event.noun in STOPS and (i <= event.last + 1 or lower[i - 1] == "will"):
            found = _at(parsed, i)
            return Route(found.places, ahead=lower[i - 1] == "will") if found is not None else None
        if word in _TAKES and lower[i + 1] == "in":
            return Route(legs) if (legs := find_legs(parsed, i + 1)) else None
        if word in _TAKES:
            whom = next((m for m in parsed.mentions if m.first == i + 1 and m.kind in ("pronoun", "person")), None)
            found = _at(parsed, whom.last - 1) if whom is not None else None
            return Route(found.places, (whom,)) if found is not None and whom is not None else None
        if word in _BEGINS and lower[i + 1] in ("in", "with", "at"):
            return _at(parsed, i)
        if word in INCLUDES:
            if len(legs := find_legs(parsed, i)) > 1:
                return Route(legs)
            at = next((k for k in range(i + 1, clause_end(parsed.words, i)) if lower[k] in ("in", "to", "at")), None)
            return _at(parsed, i) or (_at(parsed, at) if at is not None and at <= i + 4 else None)
    return None


def _at(parsed: Parsed, i: int) -> Route | None:
    """The places that follow a word directly."""
    places = find_places_after(parsed, i)
    return Route(places) if places else None
