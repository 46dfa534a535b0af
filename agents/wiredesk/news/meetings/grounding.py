"""Ties a candidate to the calendar and the map: when and where, by the words of its own clause.

In: a candidate and the time expressions of its sentence. Out: the candidate with `when`, `where` and `occasion`, or
refused because its day is over. What the sentence does not tell may come later from another mention of the same
meeting, or from the journey that it is a part of.
"""

from collections.abc import Sequence
from datetime import date

from wiredesk.news.lexicon import Lexicon
from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.occasions.names import find_occasion, plain_name
from wiredesk.news.meetings.when.days import ground_when
from wiredesk.news.meetings.when.diaries import Diary
from wiredesk.news.meetings.when.times import Timed
from wiredesk.news.meetings.when.turns import own_place, own_times
from wiredesk.news.meetings.where.places import place_named
from wiredesk.news.meetings.where.sites import ground_where, is_held_here
from wiredesk_schemas import Where

# They have no name of their own, whoever holds them: "the six powers' next round of talks".
_NO_EVENTS = frozenset("round call calls conversation conversations discussion discussions".split())


def ground(
    candidate: Candidate,
    times: Sequence[Timed],
    published_on: date | None,
    lexicon: Lexicon,
    here: Where | None = None,
) -> None:
    """Fill when, where and occasion from the sentence; `here` is the town from which the article is written."""
    ground_when(candidate, own_times(candidate, times), published_on)
    ground_where(candidate, lexicon)
    if (place := own_place(candidate, lexicon)) is not None:
        candidate.where = place
        candidate.slots.append(("where", place.text or "", "told of this party alone"))
    if here is not None and (candidate.where is None or candidate.where.city is None) and is_held_here(candidate):
        candidate.where = here
        candidate.slots.append(("where", here.text or "", "'here', as the dateline has it"))
    event = candidate.frame.event
    body = event.body if event is not None else None
    its_body = body.name if body else candidate.body.name if candidate.kind == "event" and candidate.body else None
    is_event = event is not None and not event.is_visit and event.noun not in _NO_EVENTS
    if event is not None and is_event and (its_body or event.type in ("summit", "multilateral")):
        candidate.occasion = plain_name(event.name, its_body)
    elif candidate.kind == "meeting":
        frame = candidate.frame
        candidate.occasion = find_occasion(frame.parsed, frame.head, frame.first, frame.last)


def enter_diary(candidate: Candidate, diary: Diary, lexicon: Lexicon) -> None:
    """What the heading above a meeting and the opening of its item tell, where its own words do not."""
    if candidate.sentence < 0 or candidate.refused is not None:
        return
    day = diary.day_of(candidate.sentence)
    if (
        day is not None
        and candidate.when.start is None
        and candidate.when.text is None
        and candidate.frame.mood != "past"
    ):
        candidate.when = day
        candidate.slots.append(("when", day.text or "", "the heading above it"))
    town = diary.towns.get(candidate.sentence) if diary.towns else None
    where = (
        place_named(town.title(), lexicon) if town and (candidate.where is None or not candidate.where.city) else None
    )
    if where is not None and where.city:
        candidate.where = where
        candidate.slots.append(("where", where.text or "", "the town with which the item opens"))
