"""What a meeting inherits: place and day from the itinerary that it is a part of, or from the event beside it.

In: the standing candidates and the article's surroundings. Out: the candidates with `when`, `where` and `occasion`
filled where their own words are silent. A journey lends only to meetings of its traveller; events: see `sidelines`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.journeys.itineraries import NEAR, Itinerary, itinerary_of, nearest, stop_with_town
from wiredesk.news.meetings.journeys.travellers import TRAVELLER
from wiredesk.news.meetings.occasions.sidelines import (
    hold_where_its_sidelines_are,
    inherit_from_event,
    name_occasion,
    put_beside_the_nearest,
    put_where_its_parties_are,
)
from wiredesk.news.meetings.surroundings import Journey, Surroundings
from wiredesk.news.meetings.when.lengths import TRIPS, find_lengths
from wiredesk_schemas import When, Where

# The time of all of a journey holds for what is told of it so many sentences away.
FAR = 30


def inherit(standing: Sequence[Candidate], around: Surroundings) -> None:
    """Fill the standing candidates from the article's journeys and host events."""
    for event in around.events.values():
        hold_where_its_sidelines_are(event, standing)
    for candidate in standing:
        name_occasion(candidate, around.events)
        inherit_from_event(candidate, around.events)
        _from_journey(candidate, around)
        put_beside_the_nearest(candidate, around.events)
        put_where_its_parties_are(candidate, around)
    for candidate in standing:
        _where_it_was_that_day(candidate, standing)
        _as_what_is_told_before(candidate, standing)


_THAT_DAY = re.compile(
    r"\b(?:(?:the|that) same|that|later in the|later the same) (?:day|evening|afternoon|morning|night)\b"
)


def _where_it_was_that_day(candidate: Candidate, standing: Sequence[Candidate]) -> None:
    """ "She will call on the president the same evening": where she is told to be that day."""
    if candidate.where is not None or not candidate.when.text or candidate.frame.call or candidate.sentence < 0:
        return
    if not _THAT_DAY.search(candidate.when.text.lower()):
        return
    keys = {p.key for p in candidate.parties}
    before = [s for s in standing if 0 <= candidate.sentence - s.sentence <= NEAR and s is not candidate]
    same = [s for s in before if s.where and s.when.start == candidate.when.start and keys & {p.key for p in s.parties}]
    if same:
        candidate.where = same[-1].where
        candidate.slots.append(("where", str(candidate.where), f"sentence {same[-1].sentence}, on the same day"))


def _as_what_is_told_before(candidate: Candidate, standing: Sequence[Candidate]) -> None:
    """ "On his three-day trip he will meet X. He will also meet dissidents": there, and on any day of the trip."""
    if candidate.where is not None or candidate.when.text is not None or candidate.status != "planned":
        return
    if "also" not in candidate.frame.parsed.words.lower[candidate.frame.first : candidate.frame.last]:
        return
    travellers = {p.key: p for p in candidate.parties if p.kind == "person"}
    if candidate.kind != "meeting" or any(p.country for p in candidate.parties if p.key not in travellers):
        return
    before = [s for s in standing if 0 < candidate.sentence - s.sentence <= 1 and s.kind == "meeting" and s.where]
    last = next((s for s in before if any(p.key in travellers for p in s.parties)), None)
    home = {travellers[p.key].country for p in last.parties if p.key in travellers} if last is not None else set()
    if last is None or last.where is None or last.where.country in home:
        return
    candidate.where = last.where
    candidate.slots.append(("where", str(last.where), f"sentence {last.sentence}, beside which it is told"))
    if last.when.precision == "days" and candidate.when.start is None:
        candidate.when = last.when


def _from_journey(candidate: Candidate, around: Surroundings) -> None:
    itinerary = itinerary_of(candidate, around)
    if candidate.status == "cancelled" and candidate.kind != "event" and _is_rough(candidate.when):
        _date_by_span(candidate, itinerary, {p.country for p in candidate.parties if p.country})
    if candidate.kind == "event" and candidate.body is not None:
        _date_within_stop(candidate, itinerary)
        return
    if candidate.status != "planned":
        return
    others = {p.country for p in candidate.parties if p.country} - {itinerary.home}
    stops = itinerary.stops_of(candidate)
    chosen = nearest(candidate, stops or (itinerary.regions if others else ()))
    if candidate.where is None or candidate.where.city is None:
        _place(candidate, around.heading_of(candidate.sentence), itinerary, stops, chosen)
    if candidate.where is None:
        _at_the_hosts(candidate, itinerary)
    if _is_of_the_whole(candidate) and not _tells_its_day(candidate):
        _date_by_span(candidate, itinerary, others)
    if candidate.when.start is None and candidate.when.text is None:
        dated = (
            chosen if chosen is not None and chosen.when.start is not None else nearest(candidate, itinerary.regions)
        )
        if candidate.occasion is not None and dated is not None and dated.when.precision in ("day", "days"):
            dated = None  # on which day of the summit it is, nobody tells
        if dated is not None and (stops or others) and not itinerary.is_mere_start(dated):
            _date(candidate, dated, itinerary)
        if candidate.when.start is None:
            _date_by_span(candidate, itinerary, others)


def _date_within_stop(candidate: Candidate, itinerary: Itinerary) -> None:
    """ "Will visit Japan and Vietnam from May 3 to 14 ... the APEC summit in Vietnam": some time within those days."""
    if candidate.when.start is not None or candidate.when.text is not None or candidate.where is None:
        return
    stops = [j for j in itinerary.stops if j.where and j.where.country == candidate.where.country and j.when.start]
    if len({(j.when.start, j.when.end) for j in stops}) == 1 and stops[0].when.precision == "days":
        candidate.when = replace(stops[0].when, precision="window")
        candidate.slots.append(("when", stops[0].when.text or "", f"journey in sentence {stops[0].sentence}"))


def _place(
    candidate: Candidate, heading: Where | None, itinerary: Itinerary, stops: Sequence[Journey], chosen: Journey | None
) -> None:
    """The town of its stop, the heading above it, the stop's state, or where its traveller was told to be last."""
    place = stop_with_town(candidate, stops)
    where, told = (place.where, f"journey in sentence {place.sentence}") if place else (None, "")
    if where is None and heading is not None and candidate.where is None and candidate.sentence >= 0:
        where, told = heading, "the heading above it"
    if where is None and chosen is not None:
        where, told = chosen.where, f"journey in sentence {chosen.sentence}"
    if where is None and candidate.where is None and candidate.sentence >= 0 and _speaks_of_there(candidate):
        last = itinerary.last_before(candidate)
        if last is not None:
            where, told = last.where, f"journey in sentence {last.sentence}"
    if where is not None:
        candidate.where = where
        candidate.slots.append(("where", where.text or where.country or "", told))


def _at_the_hosts(candidate: Candidate, itinerary: Itinerary) -> None:
    """Who is on the way abroad and received by somebody, is received in the host's state."""
    frame = candidate.frame
    if not frame.host or frame.call or candidate.kind != "meeting" or candidate.occasion or len(candidate.parties) != 2:
        return
    host, guest = candidate.parties
    on_the_way = guest.key in {j.who for j in itinerary.stops} or any(how == TRAVELLER for _, _, how in candidate.slots)
    if on_the_way and host.country is not None and host.country != guest.country:
        candidate.where = Where(country=host.country, text=host.name)
        candidate.slots.append(("where", host.country, "who receives a traveller, does so at home"))


def _date(candidate: Candidate, chosen: Journey, itinerary: Itinerary) -> None:
    """The time of its stop. A day is that of the arrival: it is the meeting's only beside it, or where they move on the
    next day or stay for hours. "This week" holds for all of the journey."""
    if chosen.when.start is None:
        return
    apart = abs(candidate.sentence - chosen.sentence)
    here = candidate.where is not None and candidate.where.city is not None and candidate.where == chosen.where
    reach = FAR if chosen.when.precision != "day" else NEAR if here else 1
    if apart <= reach or itinerary.moves_on(chosen) or chosen.who in itinerary.short:
        candidate.when = chosen.when
        candidate.slots.append(("when", chosen.when.text or "", f"journey in sentence {chosen.sentence}"))


def _date_by_span(candidate: Candidate, itinerary: Itinerary, others: set[str]) -> None:
    span = itinerary.span_for(candidate, others)
    if span is not None:
        candidate.when = span[0]
        candidate.slots.append(("when", span[0].text or "", f"journey told in sentence {span[1]}"))


def _is_of_the_whole(candidate: Candidate) -> bool:
    """ "On his three-day trip, he will meet X": on any day of it."""
    lower = candidate.frame.parsed.words.lower
    return candidate.sentence >= 0 and any(
        lower[length.noun] in TRIPS and not _DURING.isdisjoint(lower[max(0, length.at - 3) : length.at])
        for length in find_lengths(lower)
    )


def _tells_its_day(candidate: Candidate) -> bool:
    """Whether its own sentence tells when it is, not another one that speaks of it."""
    told = (candidate.when.text or "").lower().split()
    return bool(told) and told[-1] in candidate.frame.parsed.words.lower


_DURING = frozenset("on during over in of".split())


def _is_rough(when: When) -> bool:
    """Whether a journey's days say more: nothing is told, or only the week or month."""
    return when.start is None or when.precision in ("week", "month", "window")


def _speaks_of_there(candidate: Candidate) -> bool:
    lower = candidate.frame.parsed.words.lower
    return "there" in lower[:3] or "visit" in lower or "trip" in lower or "stop" in lower
