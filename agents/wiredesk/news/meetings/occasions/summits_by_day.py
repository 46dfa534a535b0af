"""Whose summit "Thursday's summit" is, where no other words tell it.

In: candidates refused for want of parties. Out: "at Thursday's summit" as that of the one body of which the sentence or
those right before speak, with whoever is to speak there. Where two bodies may be meant, they stay refused.
"""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.grammar.clauses import Parsed
from wiredesk.news.meetings.telling.echoes import WANTING
from wiredesk.news.parties.cast import Cast
from wiredesk.news.parties.party import Party

# The body of a summit is told in so many sentences before it, or in its own.
BODY_REACH = 2
_AHEAD = frozenset({"future", "ahead"})
_DATING = frozenset("monday tuesday wednesday thursday friday saturday sunday week month".split())


def name_summits_by_day(candidates: Sequence[Candidate], parse: Callable[[int], Parsed], cast: Cast) -> None:
    """Give a body to summits of which only the day is told."""
    for candidate in candidates:
        if candidate.refused in WANTING and candidate.sentence >= 0 and _is_summit_by_its_day(candidate):
            _name_body(candidate, parse, cast)


def _is_summit_by_its_day(candidate: Candidate) -> bool:
    """ "At Thursday's summit", "next week's summit": no more is said of it than when it is."""
    event, frame = candidate.frame.event, candidate.frame
    if event is None or event.noun != "summit" or frame.mood not in _AHEAD or frame.right or frame.status:
        return False
    phrase = frame.parsed.words.lower[event.first : event.head]
    return phrase[-1:] == ["'s"] and len(phrase) > 1 and phrase[-2] in _DATING


def _name_body(candidate: Candidate, parse: Callable[[int], Parsed], cast: Cast) -> None:
    """Take the one body with members that is told before the summit."""
    for index in range(candidate.sentence, max(-1, candidate.sentence - BODY_REACH - 1), -1):
        bodies: dict[str, Party] = {}
        for mention in parse(index).mentions:
            if mention.kind == "body" and mention.entity and cast.is_of_states(mention):
                bodies.setdefault(mention.entity, cast.parties(mention, index)[0])
        if len(bodies) > 1:
            return
        for body in bodies.values():
            candidate.kind, candidate.body = "event", body
            _fill(candidate, (body, *candidate.parties), index)
            return


def _fill(candidate: Candidate, parties: tuple[Party, ...], sentence: int) -> None:
    candidate.parties = tuple(replace(p, how=f"told in sentence {sentence}") for p in parties)
    candidate.refused = None
    event = candidate.frame.event
    candidate.slots.append(("participants", event.noun if event else "", f"told in sentence {sentence}"))
