"""All that is said of one meeting, and what a careful wire editor makes of it.

In: the testimonies of one meeting, in any order. Out: `Account`, every field of the meeting, the same for the same set.
The policy, field by field: status as in `status`, dates as in `dating`; place, occasion and form: what most outlets
say, the latest of equals; type: likewise, but the first; certainty: confirmed once anyone confirms, expected after a
denial; participants and agenda: everything that is said by enough; sources: official before agency before outlet, own
reports before copies, the first before later ones. Adding a testimony costs the same for the third and the 20,000th.
"""

from bisect import insort
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from wiredesk.news.life.attendance import Attendance
from wiredesk.news.life.dating import Dates, conflicting_dates, dates_of, resolve_dates
from wiredesk.news.life.parties import fold_words
from wiredesk.news.life.status import standing
from wiredesk.news.life.testimony import Span, Testimony, occasion_key, span_of, status_of
from wiredesk.news.life.votes import Votes
from wiredesk_schemas import (
    AgendaItem,
    Announcer,
    Conflict,
    ConflictingValue,
    Occasion,
    Participant,
    Source,
    When,
    Where,
)
from wiredesk_schemas.values import Attribution, Certainty, MeetingForm, MeetingType, Status

MOST_SOURCES = 50
MOST_AGENDA = 12
MOST_ANNOUNCERS = 8
MOST_CONFLICTING = 4
ATTRIBUTIONS: tuple[Attribution, ...] = ("party", "official", "media", "anonymous")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is known of a meeting; fields as in MeetingAnnounced. `denied`: the last word is that it is not planned;
    `affirmed`: anyone says or said that it is.
    `part_of`: of the same articles, the numbers of the meetings on whose sidelines it is said to be."""

    status: Status
    denied: bool
    affirmed: bool
    certainty: Certainty
    attribution: Attribution | None
    type: MeetingType | None
    form: MeetingForm | None
    participants: tuple[Participant, ...]
    when: When
    where: Where | None
    occasion: Occasion | None
    part_of: tuple[tuple[str, int], ...]
    agenda: tuple[AgendaItem, ...]
    announced_by: tuple[Announcer, ...]
    sources: tuple[Source, ...]
    source_count: int
    independent_sources: int
    conflicts: tuple[Conflict, ...]
    first_announced_at: datetime | None
    extractor: str | None


@dataclass(slots=True)
class Ledger:
    """The testimonies of one meeting, counted up."""

    count: int = 0
    earliest: Testimony | None = None
    last_day: int = 0
    _latest: Testimony | None = None
    _outlets: set[str] = field(default_factory=set)
    _best: list[tuple[tuple[Any, ...], Testimony]] = field(default_factory=list)
    _first_at: datetime | None = None
    _said: Votes[tuple[int, str]] = field(default_factory=Votes)
    _dates: Votes[Dates] = field(default_factory=Votes)
    _hours: Votes[tuple[Dates, str, str | None]] = field(default_factory=Votes)
    _old: dict[Span, int] = field(default_factory=dict)
    _countries: Votes[str] = field(default_factory=Votes)
    _cities: Votes[tuple[str | None, str]] = field(default_factory=Votes)
    _venues: Votes[tuple[str | None, str]] = field(default_factory=Votes)
    _occasions: Votes[str | frozenset[str]] = field(default_factory=Votes)
    _types: Votes[MeetingType] = field(default_factory=Votes)
    _forms: Votes[MeetingForm] = field(default_factory=Votes)
    _certainties: Votes[Certainty] = field(default_factory=Votes)
    _attributions: Votes[Attribution] = field(default_factory=Votes)
    _agenda: Votes[str] = field(default_factory=Votes)
    _announcers: Votes[tuple[str, ...]] = field(default_factory=Votes)
    _attendance: Attendance = field(default_factory=Attendance)

    def add(self, testimony: Testimony) -> None:
        """One more report."""
        report, article = testimony.report, testimony.article
        self.count += 1
        self.last_day = max(self.last_day, testimony.day)
        if testimony.independent:
            self._outlets.add(testimony.outlet)
        if self.earliest is None or testimony.order < self.earliest.order:
            self.earliest = testimony
        if self._latest is None or testimony.order > self._latest.order:
            self._latest = testimony
        at = article.published_at
        if at is not None and (self._first_at is None or at < self._first_at):
            self._first_at = at
        self._rank(testimony)
        self._said.add((testimony.day, status_of(report)), testimony)
        if report.denied:
            return  # a denial names what is not: nothing of it goes into the picture
        dates = dates_of(report.when)
        if dates:
            self._dates.add(dates, testimony)
            if report.when.time:
                self._hours.add((dates, report.when.time, report.when.zone), testimony)
        if old := span_of(report.moved_from):
            self._old[old] = max(self._old.get(old, 0), testimony.day)
        self._add_place(testimony)
        if report.occasion and (key := occasion_key(report.occasion.name)):
            self._occasions.add(key, testimony)
        choices: tuple[tuple[Votes[Any], str | None], ...] = (
            (self._types, report.type),
            (self._forms, report.form),
            (self._certainties, report.certainty),
            (self._attributions, report.attribution),
        )
        for votes, value in choices:
            if value is not None:
                votes.add(value, testimony)
        for item in report.agenda:
            self._agenda.add(item.topic or " ".join(fold_words(item.text)), testimony)
        for announcer in report.announced_by:
            self._announcers.add(fold_words(announcer.name), testimony)
        self._attendance.add(testimony)

    def _add_place(self, testimony: Testimony) -> None:
        where = testimony.report.where
        if where is None:
            return
        if where.country:
            self._countries.add(where.country, testimony)
        if where.city:
            self._cities.add((where.country, " ".join(fold_words(where.city))), testimony)
        if where.venue:
            self._venues.add((where.country, " ".join(fold_words(where.venue))), testimony)

    def _rank(self, testimony: Testimony) -> None:
        place = (testimony.rank, not testimony.independent, testimony.order)
        if len(self._best) < MOST_SOURCES or place < self._best[-1][0]:
            insort(self._best, (place, testimony), key=lambda b: b[0])
            del self._best[MOST_SOURCES:]

    def read(self) -> Account:
        """What holds now. Needs one testimony at least."""
        stands = standing(self._said)
        moved_on = max(stands.moved_on, *self._old.values(), 0) if self._old else stands.moved_on
        dates = resolve_dates(self._dates, self._old, moved_on)
        where = self._where(stands.moved_on)
        denied = stands.status == "denied"
        agenda = sorted(self._agenda, key=lambda a: (-a[1].weight, a[1].first.order, a[0]))[:MOST_AGENDA]
        return Account(
            status="planned" if denied else stands.status,  # type: ignore[arg-type]  # "denied" is no status of the contract
            denied=denied,
            affirmed=any(status != "denied" for _, status in self._said.values),
            certainty="confirmed" if "confirmed" in self._certainties.values and not denied else "expected",
            attribution=next((a for a in ATTRIBUTIONS if a in self._attributions.values), None),
            type=self._types.most_backed_first(),
            form=self._forms.most_backed(),
            participants=self._attendance.read(len(self._outlets)),
            when=self._when(dates),
            where=where,
            occasion=self._occasion(),
            part_of=tuple((t.key[0], t.report.part_of) for _, t in self._best if t.report.part_of is not None),
            agenda=tuple(_agenda_item(key, backing.first) for key, backing in agenda),
            announced_by=self._announced_by(),
            sources=self._sources(stands.told_by),
            source_count=self.count,
            independent_sources=len(self._outlets),
            conflicts=self._conflicts(dates, moved_on, where, stands.moved_on),
            first_announced_at=self._first_at,
            extractor=self._latest.article.extractor if self._latest else None,
        )

    def _when(self, dates: Dates | None) -> When:
        if dates is None:
            return When()
        told = self._dates.values[dates].latest.report.when
        hours = self._hours.latest(lambda h: h[0] == dates)
        return When(
            start=date.fromordinal(dates[1]),
            end=date.fromordinal(dates[2]),
            precision=dates[3],
            text=told.text,
            time=hours[1] if hours else None,
            zone=hours[2] if hours else None,
            resolved_from=told.resolved_from,
        )

    def _where(self, since: int) -> Where | None:
        """Where it is held; when it was moved, as told from that day on, if anyone tells."""
        countries, cities, venues = (
            self._countries.told_since(since),
            self._cities.told_since(since),
            self._venues.told_since(since),
        )
        country = countries.most_backed()
        city = cities.most_backed(lambda c: country is None or c[0] in (None, country))
        venue = venues.most_backed(lambda v: country is None or v[0] in (None, country))
        if country is None and city is None and venue is None:
            return None
        told = {
            "city": self._cities.values[city].latest.report.where if city else None,
            "venue": self._venues.values[venue].latest.report.where if venue else None,
            "country": self._countries.values[country].latest.report.where if country else None,
        }
        words = told["city"] or told["venue"] or told["country"]
        return Where(
            city=told["city"].city if told["city"] else None,
            country=country,
            venue=told["venue"].venue if told["venue"] else None,
            text=words.text if words else None,
        )

    def _occasion(self) -> Occasion | None:
        key = self._occasions.most_backed()
        return self._occasions.values[key].best.report.occasion if key else None

    def _announced_by(self) -> tuple[Announcer, ...]:
        told = sorted(self._announcers, key=lambda a: (-a[1].weight, a[1].first.order, a[0]))[:MOST_ANNOUNCERS]
        return tuple(
            next(a for a in backing.best.report.announced_by if fold_words(a.name) == name) for name, backing in told
        )

    def _sources(self, told_by: Testimony) -> tuple[Source, ...]:
        """The best; the one that proves the status is among them, first when the meeting is not simply planned."""
        best = [t for _, t in self._best]
        if status_of(told_by.report) != "planned":
            best = [told_by, *(t for t in best if t is not told_by)][:MOST_SOURCES]
        return tuple(t.source for t in best)

    def _conflicts(self, dates: Dates | None, moved_on: int, where: Where | None, since: int) -> tuple[Conflict, ...]:
        found: list[Conflict] = []
        if dates and (others := conflicting_dates(self._dates, dates, self._old, moved_on)):
            shown = [dates, *others][:MOST_CONFLICTING]
            found.append(_conflict("when", [(_shown(d), self._dates.values[d]) for d in shown]))
        countries = self._countries.told_since(since)
        if where and where.country and len(countries.values) > 1:
            told = sorted(countries, key=lambda c: (c[0] != where.country, -c[1].weight, c[0]))
            found.append(_conflict("where.country", told))
        cities = [(c, b) for c, b in self._cities.told_since(since) if where and c[0] in (None, where.country)]
        if where and where.city and len({c[1] for c, _ in cities}) > 1:
            own = " ".join(fold_words(where.city))
            cities.sort(key=lambda c: (c[0][1] != own, -c[1].weight, c[0][1], c[0][0] or ""))
            named = {c[1]: (b.latest.report.where.city, b) for c, b in reversed(cities) if b.latest.report.where}
            found.append(_conflict("where.city", list(reversed(named.values()))))
        return tuple(found)


def _shown(dates: Dates) -> dict[str, Any]:
    return {"start": date.fromordinal(dates[1]), "end": date.fromordinal(dates[2]), "precision": dates[3]}


def _conflict(name: str, told: Any) -> Conflict:
    """Some values with a few of the articles that give each, in order of publication."""
    return Conflict(
        field=name,
        values=tuple(
            ConflictingValue(
                value=value, sources=tuple(dict.fromkeys((b.first.key[0], b.best.key[0], b.latest.key[0])))
            )
            for value, b in told[:MOST_CONFLICTING]
        ),
    )


def _agenda_item(key: str, told: Testimony) -> AgendaItem:
    return next(i for i in told.report.agenda if (i.topic or " ".join(fold_words(i.text))) == key)
