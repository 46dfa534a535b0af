"""Summits of several bodies in one breath: "NATO and G-7 summits", "gatherings, APEC in Hanoi and ASEAN in Manila".

In: the frame of one meeting noun. Out: one frame for each body, each with its own place: the places before the noun in
the order of the bodies ("in Brussels and Sicily for NATO and G-7 summits"), or the one right after a body. Refused:
bodies that meet one another ("NATO-EU talks"), and those that are told without places of their own.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from wiredesk.news.meetings.frames.frame import Frame
from wiredesk.news.meetings.grammar.clauses import (
    DAYS,
    PLACES,
    Parsed,
    is_verb_next,
)
from wiredesk.news.meetings.grammar.events import Event
from wiredesk.news.meetings.grammar.triggers import NOUNS, VERBS
from wiredesk.news.parties.mentions import Mention

_ONE_OF = {
    "meetings": "meeting", "summits": "summit", "gatherings": "gathering", "conferences": "conference",
    "sessions": "session", "forums": "forum",
}  # fmt: skip
_NOUNS = frozenset({*_ONE_OF, *_ONE_OF.values()})
# "The Group of 7 wealthy nations in": so many words may stand between a body and its place.
_PLAIN = 3


def tell_apart(frame: Frame) -> tuple[Frame, ...]:
    """The frames of the summits of which a noun's frame speaks; the frame itself where it is one."""
    event = frame.event
    if event is None or event.noun not in _NOUNS or frame.status or event.between:
        return (frame,)
    bodies = [m for m in frame.parsed.mentions if m.kind == "body" and m.entity and not m.owner]
    if len(bodies) < 2:
        return (frame,)
    inside = [m for m in event.inside if m in bodies]
    if event.noun in _ONE_OF and len(inside) > 1:
        return _each_before(frame, event, inside) or (frame,)
    after = _each_after(frame.parsed, event, bodies)
    found = tuple(_of(frame, event, body, place) for body, place in after)
    if event.body is None:
        return found if len(found) > 1 and event.noun in _ONE_OF else (frame,)
    return (frame, *found)


def tell_of_several(holder: Frame, event: Event) -> tuple[Frame, ...]:
    """The summits of a noun that a verb takes: "host gatherings, APEC in Hanoi and ASEAN in Manila"; empty where not
    several bodies are told."""
    told = replace(holder, rule="event", head=event.head, right=(), to=(), host=False)
    return found if len(found := tell_apart(told)) > 1 else ()


def _each_before(frame: Frame, event: Event, bodies: Sequence[Mention]) -> tuple[Frame, ...]:
    """ "In Brussels and Sicily for NATO and G-7 summits": the first is in the first of them."""
    parsed = frame.parsed
    before = [m for m in parsed.mentions if m.last <= event.first and m.kind in PLACES]
    places = before[-len(bodies) :]
    first = places[0].first if places else 0
    between = set(parsed.words.lower[first : event.first])
    own = {w for m in places for w in parsed.words.lower[m.first : m.last]}
    if len(places) < len(bodies) or "for" not in between or not all(map(_joins, between - own)):
        return ()
    return tuple(_of(frame, event, body, place) for body, place in zip(bodies, places, strict=True))


def _each_after(parsed: Parsed, event: Event, bodies: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """ "... summit in Riga and the Group of 7 rich nations in Bern": the bodies after the noun with their places."""
    lower = parsed.words.lower
    places = {m.first: m for m in reversed(parsed.mentions) if m.kind in PLACES}
    found: list[tuple[Mention, Mention]] = []
    at = event.head + 1
    if event.body is not None and lower[at : at + 1] in (["in"], ["at"]) and at + 1 in places:
        at = places[at + 1].last
    for body in bodies:
        if body.first < at:
            continue
        if not lower[at : body.first] or not {"and", ",", "the", ":"}.issuperset(lower[at : body.first]):
            break
        ends = range(body.last, min(len(lower), body.last + _PLAIN + 1))
        held = next((i for i in ends if lower[i] in ("in", "at")), None)
        if held is None or held + 1 not in places or not all(map(_is_plain, lower[body.last : held])):
            break
        place = places[held + 1]
        if is_verb_next(parsed.words, place.last):
            break  # "and the European Union in Brussels said"
        found.append((body, place))
        at = place.last
    return found


def _joins(word: str) -> bool:
    """Whether a word may stand among the places and before the bodies: "in Riga and Bern next week for"."""
    return word in _JOINS or word in DAYS or word[0].isdigit()


_JOINS = frozenset("and , for the next this week month on later".split())


def _is_plain(word: str) -> bool:
    """Whether a word may stand between a body and its place: not one that names a summit of its own."""
    return word.isalpha() and word not in NOUNS and word not in VERBS


def _of(frame: Frame, event: Event, body: Mention, place: Mention) -> Frame:
    """The frame of one body's summit: its words are those of the body and its place."""
    one = replace(
        event,
        body=body,
        name=f"{body.name} {_ONE_OF.get(event.noun, event.noun)}",
        noun=_ONE_OF.get(event.noun, event.noun),
        inside=(),
        with_=(),
        to=(place,),
    )
    left = (body, *(m for m in frame.left if m.kind in ("person", "office", "pronoun")))
    first, last = (body.first, place.last) if place.first > event.head else (event.first, event.head + 1)
    return replace(frame, event=one, left=left, right=(), to=(place,), first=first, last=last)
