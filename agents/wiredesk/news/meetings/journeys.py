"""What a meeting inherits: place and day from the journey that it is a part of, or from the event beside which it is.

In: the standing candidates and the article's surroundings. Out: the candidates with `when`, `where` and `occasion`
filled where their own words are silent. A journey lends only to meetings of its traveller, an event to those that name
it as their occasion or whose parties are told to be there.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.host_events import HostEvent, is_closer
from wiredesk.news.meetings.merging import days_conflict
from wiredesk.news.meetings.occasions import GENERIC, town_of
from wiredesk.news.meetings.surroundings import Journey, Surroundings
from wiredesk_schemas import When, Where

# How many sentences a journey's place reaches forward when nothing else ties the meeting to it.
NEAR = 2
# So many sentences after a journey, whom its traveller meets is met there if nothing else is told of them.
BESIDE = 4
# A host event lends its place to a meeting on a day so far off its own days (its leaders come early, and leave late).
AROUND_DAYS = 2


_A_DAY = timedelta(days=1)
_THERE = frozenset("there sidelines margins fringes".split())
"""Words of a meeting that put it beside the event told before it."""
_REMOTE = frozenset("virtual video online remote phone telephone videoconference teleconference".split())


def inherit(standing: Sequence[Candidate], around: Surroundings, published_on: date | None) -> None:
    """Fill the standing candidates from the article's journeys and host events."""
    for event in around.events.values():
        _held_where_its_sidelines_are(event, standing)
    for candidate in standing:
        _name_occasion(candidate, around.events)
        _from_event(candidate, around.events)
        _from_journey(candidate, around, published_on)
        _from_event_nearby(candidate, around.events)
        _from_event_attended(candidate, around)
    for candidate in standing:
        _where_it_was_that_day(candidate, standing)


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


def _held_where_its_sidelines_are(event: HostEvent, standing: Sequence[Candidate]) -> None:
    """A summit of which only the country is known is in the city in which people meet on its sidelines."""
    if event.where is None or event.where.city is not None:
        return
    for other in standing:
        if other.kind != "meeting" or other.status != "planned" or other.where is None or other.where.city is None:
            continue
        beside = other.occasion == event.name or any(0 < s - other.sentence <= NEAR + 1 for s in event.sidelines)
        if beside and other.where.country == event.where.country:
            event.where = other.where
            return


def _from_event_nearby(candidate: Candidate, events: dict[str, HostEvent]) -> None:
    """Two leaders who are to meet, told beside the one summit of the article: they meet there.

    Beside is: within two sentences after it, or up to three before a sentence that says "on the sidelines of".
    """
    named = [e for e in events.values() if e.body is not None and e.sentences]
    if _is_on_the_sidelines(candidate):  # of which one is not said again: the one told last
        named = sorted(named, key=lambda e: max((s for s in e.sentences if s <= candidate.sentence), default=-2))[-1:]
    if len(named) != 1 or candidate.occasion or candidate.kind != "meeting" or candidate.sentence < 0:
        return
    event = named[0]
    if candidate.status != "planned" or _elsewhere(candidate.where, event.where):
        return
    beside = _is_on_the_sidelines(candidate) or (
        candidate.where is None
        and any(0 <= candidate.sentence - s <= NEAR for s in event.sentences if s not in event.apart)
    )
    if beside or any(0 < s - candidate.sentence <= NEAR + 1 for s in event.sidelines):
        _put_beside(candidate, event, f"told beside it in sentence {event.sentences[0]}")
        there = not _THERE.isdisjoint(candidate.frame.parsed.words.lower)
        if candidate.when.start is None and there and _has_its_days(event):
            candidate.when = event.when


_BESIDE_IT = frozenset("sidelines margins fringes".split())


def _is_on_the_sidelines(candidate: Candidate) -> bool:
    """ "Will meet on the sidelines on Thursday", without saying of what."""
    frame, lower = candidate.frame, candidate.frame.parsed.words.lower
    return any(
        lower[i] in _BESIDE_IT and lower[i + 1 : i + 2] != ["of"]
        for i in range(frame.first, min(frame.last, len(lower)))
    )


def _has_its_days(event: HostEvent) -> bool:
    """Whether the first and last day of an event are told, between which everything beside it is held: of one that
    "opens on Friday" or is on "this weekend" nobody says so."""
    return event.when.precision == "days" and "weekend" not in (event.when.text or "").lower()


def _from_event_attended(candidate: Candidate, around: Surroundings) -> None:
    """Who is told to be at the one event of the article meets others there, where no other place is told."""
    if candidate.occasion or candidate.kind != "meeting" or candidate.status != "planned" or candidate.frame.call:
        return
    keys = {p.key for p in candidate.parties if p.kind == "person"}
    there = [e for e in around.events.values() if e.body is not None and e.where and keys & e.attending]
    if not there or len({e.where.city for e in there if e.where}) > 1:
        return
    event = min(there, key=lambda e: min(abs(candidate.sentence - s) for s in e.sentences))
    its_city = event.where.city if event.where else None
    if _elsewhere(candidate.where, event.where) or not _at_that_time(candidate.when, event.when):
        return
    if candidate.where is not None and candidate.where.city not in (None, its_city):
        return
    if (candidate.where is None or candidate.where.city != its_city) and _is_on_the_way(candidate, event, around, keys):
        return
    _put_beside(candidate, event, "its parties are there")


def _is_on_the_way(candidate: Candidate, event: HostEvent, around: Surroundings, keys: set[tuple[str, str]]) -> bool:
    """Whether the last place told before the meeting is another stop of the same journey."""
    country = event.where.country if event.where else None
    stops = [j for j in around.journeys if j.who in keys and j.where and j.where.country not in (None, country)]
    last = max((j.sentence for j in stops if j.sentence <= candidate.sentence), default=-1)
    return bool(stops) and last >= max((s for s in event.sentences if s <= candidate.sentence), default=-1)


def _put_beside(candidate: Candidate, event: HostEvent, why: str) -> None:
    by_journey = any(slot == "when" and told.startswith("journey") for slot, _, told in candidate.slots)
    if by_journey and candidate.when.precision in ("day", "days"):
        candidate.when = event.when if _has_its_days(event) else When()  # on which day of it, nobody tells
    candidate.occasion = event.name
    if candidate.where is None or candidate.where.city is None:
        candidate.where = event.where or candidate.where
    candidate.slots.append(("occasion", event.name, why))


def _at_that_time(own: When, event: When) -> bool:
    """Whether nothing says that the meeting is at another time than the event."""
    if own.start is None or own.end is None:
        return True
    if event.start is None or event.end is None:
        return own.precision in ("day", "days", "week")
    near = timedelta(days=AROUND_DAYS)
    return own.start <= event.end + near and event.start - near <= own.end


def _may_be_there(own: Where | None, event: Where | None) -> bool:
    """Whether a meeting may be where an event is, whose days it takes: not "to Laos for talks, then to the summit in
    Aso", of which nobody knows the state."""
    return own is None or own.country is None or event is None or own.country == event.country


def _elsewhere(own: Where | None, other: Where | None) -> bool:
    return bool(own and other and own.country and other.country and own.country != other.country)


def _name_occasion(candidate: Candidate, events: dict[str, HostEvent]) -> None:
    """ "the summit" is the article's only one."""
    if candidate.occasion and candidate.occasion.lower() in GENERIC:
        named = [e for e in events.values() if e.body is not None]
        if len(named) == 1:
            candidate.occasion = named[0].name
    town = town_of(candidate.occasion) if candidate.occasion else None
    if town is not None:
        there = [e for e in events.values() if e.body is not None and e.where and e.where.city == town]
        candidate.occasion = there[0].name if len(there) == 1 else candidate.occasion


def _from_event(candidate: Candidate, events: dict[str, HostEvent]) -> None:
    event = events.get(candidate.body.key[1]) if candidate.body else None
    if event is None and candidate.occasion:
        event = next(
            (
                e
                for e in events.values()
                if e.name == candidate.occasion or (e.body and e.body.name in candidate.occasion)
            ),
            None,
        )
    if event is None or _elsewhere(candidate.where, event.where):
        return  # "to Hanoi for talks, then on to Japan for the summit"
    noun = candidate.frame.event
    is_remote = noun is not None and not _REMOTE.isdisjoint(noun.name.lower().split())
    if (
        event.where
        and not is_remote
        and (
            candidate.where is None
            or (candidate.where.city is None and candidate.where.country in (None, event.where.country))
        )
    ):
        candidate.where = event.where
        candidate.slots.append(("where", event.where.text or "", f"where {event.name!r} is held"))
    own = candidate.kind == "event" or (
        candidate.status == "planned" and _has_its_days(event) and _may_be_there(candidate.where, event.where)
    )
    closer = candidate.kind == "event" and is_closer(event.when, candidate.when)
    if closer or (
        candidate.when.start is None and candidate.when.text is None and event.when.start is not None and own
    ):
        candidate.when = event.when
        candidate.slots.append(("when", event.when.text or "", f"when {event.name!r} is held"))


def _from_journey(candidate: Candidate, around: Surroundings, published_on: date | None) -> None:
    if candidate.status == "cancelled" and candidate.kind != "event" and _is_rough(candidate.when):
        _date_by_trip(candidate, around, {p.country for p in candidate.parties if p.country})
    if (candidate.kind == "event" and candidate.body is not None) or candidate.status != "planned":
        return
    travellers = {p.key for p in candidate.parties if p.kind == "person"}
    mine = [j for j in around.journeys if j.who in travellers and j.origin is not candidate]
    others = {p.country for p in candidate.parties if p.country} - {j.home for j in mine[:1]}
    fits = [j for j in mine if _fits(candidate, j)] or _only_goal(candidate, mine)
    regional = [j for j in mine if j.is_regional and j.when.precision in ("week", "days")]
    chosen = _nearest(candidate, fits or (regional if others else []))
    if candidate.where is None or candidate.where.city is None:
        _place(candidate, around, mine, fits, chosen)
    if candidate.when.start is None and candidate.when.text is None:
        dated = chosen if chosen is not None and chosen.when.start is not None else _nearest(candidate, regional)
        if candidate.occasion is not None and dated is not None and dated.when.precision in ("day", "days"):
            dated = None  # on which day of the summit it is, nobody tells
        if dated is not None and (fits or others) and not _is_mere_start(dated, mine, around):
            _date(candidate, dated, mine, is_short=dated.who in around.short)
        if candidate.when.start is None:
            _date_by_trip(candidate, around, others)


def _is_mere_start(stop: Journey, mine: Sequence[Journey], around: Surroundings) -> bool:
    """Whether its day is the first of a longer journey, and none else is told: "leaves Monday, is back on Friday"."""
    trip = around.trips.get(stop.who)
    days = {j.when.start for j in mine if j.when.precision == "day" and j.when.start}
    return trip is not None and trip[0].precision == "days" and len(days) == 1 and stop.when.start == trip[0].start


def _nearest(candidate: Candidate, journeys: Sequence[Journey]) -> Journey | None:
    """The one told nearest to the meeting, of those with a date if there is one."""
    return min(journeys, key=lambda j: (j.when.start is None, abs(candidate.sentence - j.sentence)), default=None)


def _place(
    candidate: Candidate, around: Surroundings, mine: Iterable[Journey], fits: Sequence[Journey], chosen: Journey | None
) -> None:
    place = _town(candidate, fits)
    heading = around.heading_of(candidate.sentence) if candidate.where is None and candidate.sentence >= 0 else None
    where = place.where if place else None
    told = f"journey in sentence {place.sentence}" if place else ""
    if where is None and heading is not None:
        where, told = heading, "the heading above it"
    if where is None and chosen is not None:
        where, told = chosen.where, f"journey in sentence {chosen.sentence}"
    if where is None and candidate.where is None and candidate.sentence >= 0 and _speaks_of_there(candidate):
        near = [j for j in mine if j.where and 0 <= candidate.sentence - j.sentence <= NEAR]
        last = max(near, key=lambda j: (j.sentence, j.at), default=None)
        if last is not None:
            where, told = last.where, f"journey in sentence {last.sentence}"
    if where is not None:
        candidate.where = where
        candidate.slots.append(("where", where.text or where.country or "", told))


def _town(candidate: Candidate, fits: Sequence[Journey]) -> Journey | None:
    """The stop in the meeting's state: the only town, or for a meeting the one told last before it."""
    towns = [j for j in fits if j.where and j.where.city]
    if len({j.where.city for j in towns if j.where}) <= 1:
        return min(towns, key=lambda j: abs(candidate.sentence - j.sentence), default=None)
    if candidate.kind == "visit":
        return None
    before = [j for j in towns if j.sentence <= candidate.sentence]
    return max(before, key=lambda j: (j.sentence, j.at), default=None)


def _date(candidate: Candidate, chosen: Journey, mine: Sequence[Journey], *, is_short: bool) -> None:
    if chosen.when.start is None:
        return
    apart = abs(candidate.sentence - chosen.sentence)
    # A day is that of the arrival: it is the meeting's only beside it. "This week" holds for all of the journey.
    here = candidate.where is not None and candidate.where.city is not None and candidate.where == chosen.where
    if (
        apart <= ((NEAR if here else 1) if chosen.when.precision == "day" else 30)
        or _moves_on(chosen, mine)
        or is_short
    ):
        candidate.when = chosen.when
        candidate.slots.append(("when", chosen.when.text or "", f"journey in sentence {chosen.sentence}"))


def _moves_on(stop: Journey, mine: Sequence[Journey]) -> bool:
    """Whether the traveller is elsewhere the next day, or the stops are listed with their days: then all that is told
    of the stop is on its own day."""
    day = stop.when.start
    if day is None or stop.when.precision != "day" or stop.where is None:
        return False
    if len({j.when.start for j in mine if j.where == stop.where and j.when.start}) > 1:
        return False
    others = [j for j in mine if j.where and j.where != stop.where and j.when.precision == "day" and j.when.start]
    return any(
        j.when.start is not None
        and (j.when.start - day == _A_DAY or (j.sentence == stop.sentence and abs(j.when.start - day) <= 2 * _A_DAY))
        for j in others
    )


def _only_goal(candidate: Candidate, mine: Sequence[Journey]) -> list[Journey]:
    """The one place to which the traveller goes, told right before a meeting with people whose state nobody tells."""
    goals = {j.where.country for j in mine if j.where}
    homes = {j.home for j in mine}
    strangers = any(p.country is None for p in candidate.parties)
    if candidate.where is not None or not strangers or candidate.kind != "meeting":
        return []
    if len(goals) != 1:  # of several stops the one told right before
        mine = [j for j in mine if j.where and 0 <= candidate.sentence - j.sentence <= NEAR]
        last = max((j.sentence for j in mine), default=-1)
        mine = [j for j in mine if j.sentence == last]
        if len({j.where for j in mine}) != 1:
            return []
    if any(p.country in homes and p.key not in {j.who for j in mine} for p in candidate.parties):
        return []
    return [j for j in mine if j.where and 0 <= candidate.sentence - j.sentence <= BESIDE]


def _is_placed_in_time(candidate: Candidate, around: Surroundings, who: tuple[str, str], trip: When) -> bool:
    """Whether its own stop has a day, or it is beside an event: then it is not on any day of the journey."""
    city = candidate.where.city if candidate.where else None
    stops = [j for j in around.journeys if j.who == who and j.where and j.where.city == city and j.when.start]
    stops = [j for j in stops if j.when.start != trip.start]
    return candidate.occasion is not None or (city is not None and bool(stops))


def _is_rough(when: When) -> bool:
    """Whether a journey's days say more: nothing is told, or only the week or month."""
    return when.start is None or when.precision in ("week", "month", "window")


def _date_by_trip(candidate: Candidate, around: Surroundings, others: set[str]) -> None:
    """The span of the whole journey, for a meeting that is a part of it: it is held abroad, or with others."""
    for party in candidate.parties:
        span = around.trips.get(party.key) if party.kind == "person" else None
        if span is not None and span[0].precision == "day" and not 0 <= span[1] - candidate.sentence <= NEAR:
            continue  # a first day alone is the meeting's only beside it
        if (
            span is not None
            and span[0].precision == "days"
            and _is_placed_in_time(candidate, around, party.key, span[0])
        ):
            continue
        abroad = candidate.where.country != party.country if candidate.where else bool(others)
        if span is not None and days_conflict(span[0], candidate.when):
            continue
        if span is not None and abroad and not candidate.frame.call:
            candidate.when = span[0]
            candidate.slots.append(("when", span[0].text or "", f"journey told in sentence {span[1]}"))
            return


def _fits(candidate: Candidate, journey: Journey) -> bool:
    """Whether the journey goes to the state of the meeting's place, or of the other party."""
    country = journey.where.country if journey.where else None
    if country is None:
        return False
    others = {p.country for p in candidate.parties if p.country and p.key != journey.who} - {journey.home}
    own = candidate.where.country if candidate.where else None
    return own == country or (own is None and country in others)


def _speaks_of_there(candidate: Candidate) -> bool:
    lower = candidate.frame.parsed.words.lower
    return "there" in lower[:3] or "visit" in lower or "trip" in lower or "stop" in lower
