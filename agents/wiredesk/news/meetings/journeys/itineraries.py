"""The way of those who travel to a meeting, as one: its stops, told anywhere in the article, and the span of all of it.

In: a candidate and the article's surroundings. Out: the itinerary of its parties; which of its stops are the meeting's,
and what their days say of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.merging import days_conflict
from wiredesk.news.meetings.surroundings import Journey, Surroundings
from wiredesk_schemas import When

# How many sentences a stop reaches forward when nothing else ties the meeting to it.
NEAR = 2
# So many sentences after a stop, whom its traveller meets is met there if nothing else is told of them.
BESIDE = 4
_A_DAY = timedelta(days=1)
Who = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Itinerary:
    """`stops` in the order in which they are told, but for the meeting's own; `spans` by traveller with a sentence;
    `short` are the travellers who stay for hours.
    """

    stops: tuple[Journey, ...]
    spans: Mapping[Who, tuple[When, int]]
    short: frozenset[Who]

    @property
    def home(self) -> str | None:
        """The state from which the first of them comes."""
        return self.stops[0].home if self.stops else None

    @property
    def regions(self) -> tuple[Journey, ...]:
        """The ways through several states that are not named, with their time."""
        return tuple(j for j in self.stops if j.is_regional and j.when.precision in ("week", "days"))

    def stops_of(self, candidate: Candidate) -> list[Journey]:
        """The stops where the meeting may be held: those of its state, else the only goal."""
        return [j for j in self.stops if _fits(candidate, j)] or self._only_goal(candidate)

    def last_before(self, candidate: Candidate) -> Journey | None:
        """The stop told last before a meeting."""
        near = [j for j in self.stops if j.where and 0 <= candidate.sentence - j.sentence <= NEAR]
        return max(near, key=lambda j: (j.sentence, j.at), default=None)

    def is_mere_start(self, stop: Journey) -> bool:
        """Whether its day is the first of a longer journey, and none else is told: "leaves Monday, back on Friday"."""
        span = self.spans.get(stop.who)
        days = {j.when.start for j in self.stops if j.when.precision == "day" and j.when.start}
        return span is not None and span[0].precision == "days" and len(days) == 1 and stop.when.start == span[0].start

    def moves_on(self, stop: Journey) -> bool:
        """Whether the traveller is elsewhere the next day, or the stops are listed with their days: then all that is
        told of the stop is on its own day."""
        day = stop.when.start
        if day is None or stop.when.precision != "day" or stop.where is None:
            return False
        if len({j.when.start for j in self.stops if j.where == stop.where and j.when.start}) > 1:
            return False
        others = [j for j in self.stops if j.where and j.where != stop.where and j.when.precision == "day"]
        return any(
            j.when.start is not None
            and (
                j.when.start - day == _A_DAY or (j.sentence == stop.sentence and abs(j.when.start - day) <= 2 * _A_DAY)
            )
            for j in others
        )

    def span_for(self, candidate: Candidate, others: set[str]) -> tuple[When, int] | None:
        """The span of the whole journey, for a meeting that is a part of it: it is held abroad, or with `others`."""
        for party in candidate.parties:
            span = self.spans.get(party.key) if party.kind == "person" else None
            if span is None or days_conflict(span[0], candidate.when):
                continue
            if span[0].precision == "day" and not 0 <= span[1] - candidate.sentence <= NEAR:
                continue  # a first day alone is the meeting's only beside it
            if span[0].precision == "days" and self._is_placed_in_time(candidate, party.key, span[0]):
                continue
            abroad = candidate.where.country != party.country if candidate.where else bool(others)
            if abroad and not candidate.frame.call:
                return span
        return None

    def _is_placed_in_time(self, candidate: Candidate, who: Who, span: When) -> bool:
        """Whether its own stop has a day, or it is beside an event: then it is not on any day of the journey."""
        city = candidate.where.city if candidate.where else None
        stops = [j for j in self.stops if j.who == who and j.where and j.where.city == city and j.when.start]
        return candidate.occasion is not None or (city is not None and any(j.when.start != span.start for j in stops))

    def _only_goal(self, candidate: Candidate) -> list[Journey]:
        """The one place to which they go, told right before a meeting with people whose state nobody tells."""
        goals = {j.where.country for j in self.stops if j.where}
        homes = {j.home for j in self.stops} - {None}
        strangers = any(p.country is None for p in candidate.parties)
        if candidate.where is not None or not strangers or candidate.kind != "meeting":
            return []
        mine: Sequence[Journey] = self.stops
        if len(goals) != 1:  # of several stops the one told right before
            mine = [j for j in mine if j.where and 0 <= candidate.sentence - j.sentence <= NEAR]
            last = max((j.sentence for j in mine), default=-1)
            mine = [j for j in mine if j.sentence == last]
            if len({j.where for j in mine}) != 1:
                return []
        if any(p.country in homes and p.key not in {j.who for j in mine} for p in candidate.parties):
            return []
        return [j for j in mine if j.where and 0 <= candidate.sentence - j.sentence <= BESIDE]


def itinerary_of(candidate: Candidate, around: Surroundings) -> Itinerary:
    """The itinerary of a candidate's people, without the journey that it is itself."""
    travellers = {p.key for p in candidate.parties if p.kind == "person"}
    stops = tuple(j for j in around.journeys if j.who in travellers and j.origin is not candidate)
    return Itinerary(stops, around.trips, around.short)


def nearest(candidate: Candidate, stops: Sequence[Journey]) -> Journey | None:
    """The one told nearest to the meeting, of those with a date if there is one."""
    return min(stops, key=lambda j: (j.when.start is None, abs(candidate.sentence - j.sentence)), default=None)


def stop_with_town(candidate: Candidate, stops: Sequence[Journey]) -> Journey | None:
    """The stop with the town of the meeting: the only one, or for a meeting the one told last before it."""
    towns = [j for j in stops if j.where and j.where.city]
    if len({j.where.city for j in towns if j.where}) <= 1:
        return min(towns, key=lambda j: abs(candidate.sentence - j.sentence), default=None)
    if candidate.kind == "visit":
        return None
    before = [j for j in towns if j.sentence <= candidate.sentence]
    return max(before, key=lambda j: (j.sentence, j.at), default=None)


def _fits(candidate: Candidate, journey: Journey) -> bool:
    """Whether the journey goes to the state of the meeting's place, or of the other party."""
    country = journey.where.country if journey.where else None
    if country is None:
        return False
    others = {p.country for p in candidate.parties if p.country and p.key != journey.who} - {journey.home}
    own = candidate.where.country if candidate.where else None
    return own == country or (own is None and country in others)
