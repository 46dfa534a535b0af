"""Ties a candidate to the calendar and the map: when and where, by the words of its own clause.

In: a candidate and the time expressions of its sentence. Out: the candidate with `when`, `where` and `occasion`, or
refused because its day is over. What the sentence does not tell may come later from another mention of the same
meeting, or from the journey that it is a part of.
"""

from collections.abc import Sequence
from datetime import date

from wiredesk.news.lexicon import Lexicon
from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.places import Place, find_places
from wiredesk.news.meetings.times import Timed, choose_time
from wiredesk_schemas import When, Where


def ground(candidate: Candidate, times: Sequence[Timed], published_on: date | None, lexicon: Lexicon) -> None:
    """Fill when, where and occasion from the sentence."""
    _ground_when(candidate, times, published_on)
    _ground_where(candidate, lexicon)
    event = candidate.frame.event
    if event is not None and not event.is_visit and (event.body or event.type in ("summit", "multilateral")):
        candidate.occasion = event.name
    elif candidate.kind == "meeting":
        candidate.occasion = _occasion_beside(candidate)


def _ground_when(candidate: Candidate, times: Sequence[Timed], published_on: date | None) -> None:
    timed = choose_time(candidate.frame, times)
    if timed is None:
        return
    when = timed.when
    if published_on is not None and when is not None and when.end is not None and when.end < published_on:
        if candidate.status == "planned" and candidate.frame.status is None:
            candidate.refuse(f"its day is over ({timed.words!r})")
        return
    if when is None and timed.past is not None and timed.past.end is not None:
        if candidate.frame.status is None:
            candidate.refuse(f"its day is over ({timed.words!r})")
        return
    if when is None:
        return
    if candidate.frame.mood in ("past",):
        return
    if candidate.status == "postponed" or candidate.frame.status == "postponed":
        candidate.moved_from = when if when.start else None
        candidate.when = When(text=timed.words)
        return
    candidate.when = when
    candidate.slots.append(
        ("when", f"{when.start}..{when.end} ({when.precision})", f"{timed.words!r}, nearest to the trigger")
    )


def _ground_where(candidate: Candidate, lexicon: Lexicon) -> None:
    frame = candidate.frame
    parsed = frame.parsed
    last = min(frame.last, len(parsed.words))
    places = find_places(parsed, frame.first, last, lexicon)
    if frame.rule not in ("travel", "visit", "visit-noun"):
        places = [p for p in places if p.preposition != "to" or frame.first <= p.at < frame.head]
    place = _nearest(frame.head, places)
    if candidate.host_country:
        place = next((p for p in places if p.where.country == candidate.host_country), None)
        if place is None:
            named = next((m for m in frame.to if m.country == candidate.host_country), None)
            city = None
            if named is not None and named.kind == "city":
                city = " ".join(parsed.words.words[named.first : named.last]).removeprefix("the ")
                for sense in lexicon.senses(city):
                    if sense.kind == "place":
                        city = sense.entity.town
            candidate.where = Where(city=city, country=candidate.host_country)
            return
    if place is not None:
        candidate.where = place.where
        candidate.slots.append(("where", place.where.text or "", f"after {place.preposition!r}"))
    elif frame.event and frame.event.inside:
        # "the Geneva talks": a city before the noun is where it is, unless it stands for its government.
        cities = [m for m in frame.event.inside if m.kind == "city" and m.role is None and m.country]
        if cities:
            candidate.where = Where(city=cities[0].name, country=cities[0].country)


def _nearest(head: int, places: Sequence[Place]) -> Place | None:
    return min(places, key=lambda p: (p.at - head) * 1.0 if p.at > head else (head - p.at) * 1.5 + 3, default=None)


def _occasion_beside(candidate: Candidate) -> str | None:
    """The named event that the clause mentions beside a meeting: "at the G-20 summit", "on the sidelines of"."""
    from wiredesk.news.meetings.events import find_events

    frame = candidate.frame
    for event in find_events(frame.parsed):
        if event.is_visit or event.head == frame.head or event is frame.event:
            continue
        if event.body is not None and frame.first <= event.head <= frame.last + 12:
            return event.name
    return None
