"""The diary: what all articles together say of every meeting.

In: the reports of one article revision at a time, and people's corrections, in any order. Out: new revisions of the
meetings they touch, and the rows in which the diary outlives the process. Who belongs together follows from the set of
reports (`gathering`), what is known of a meeting from its reports (`ledger`); kept over time is only what was sent.
Ids are minted once, from a meeting's earliest report, and stay with it. Meetings that are over are kept as history like
any other; who wants what is coming asks `is_upcoming`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush

from wiredesk.news.lexicon import Lexicon
from wiredesk.news.life.gathering import Gathering
from wiredesk.news.life.ledger import Account
from wiredesk.news.life.parties import likeness, parties_of
from wiredesk.news.life.people import Corrections, check_correction, overruled
from wiredesk.news.life.records import (
    MOST_REVISIONS_KNOWN,
    ArticleRecord,
    MeetingRecord,
    Row,
    article_key,
    correction_row,
    meeting_key,
)
from wiredesk.news.life.register import Placing, Register
from wiredesk.news.life.revisions import compose, merged, next_revision, signature, withdrawn
from wiredesk.news.life.testimony import Testimony, TestimonyKey, Voice, read_testimony
from wiredesk.news.sources import Sources, load_sources
from wiredesk_schemas import ArticleReports, Correction, MeetingAnnounced, MeetingReport, decode

LATENESS = timedelta(days=30)
# An undated meeting is over when nothing was said of it for so long.
UNDATED_ENDS_AFTER = timedelta(days=90)


class Diary:
    """Reports within a lateness window, and the meetings made of them.

    Use: `events = diary.apply(reports, at=arrived)`, send the events, then write `diary.take_rows()` in the order
    given, then acknowledge. A crash between sending and writing sends the same events again, with the same ids.
    """

    def __init__(
        self, *, lateness: timedelta = LATENESS, sources: Sources | None = None, lexicon: Lexicon | None = None
    ) -> None:
        """`lateness`: how long after a meeting its reports are still taken together; `sources`: who is official, who
        an agency (the packaged list when None)."""
        self.lateness = lateness
        self._sources = sources or load_sources()
        self._gathering = Gathering(lexicon)
        self._lexicon = lexicon
        self._articles: dict[str, ArticleRecord] = {}
        self._corrections = Corrections()
        self._register = Register(self._gathering, self._corrections)
        self._due: list[tuple[float, str, str]] = []
        self._rows: list[Row] = []

    @classmethod
    def load(
        cls,
        rows: Iterable[tuple[bytes, bytes]],
        *,
        lateness: timedelta = LATENESS,
        sources: Sources | None = None,
        lexicon: Lexicon | None = None,
    ) -> "Diary":
        """The diary that wrote these rows, in any order of rows. Raises SchemaError on a row that is not its own."""
        diary = cls(lateness=lateness, sources=sources, lexicon=lexicon)
        told: list[tuple[Testimony, str]] = []
        for key, value in rows:
            kind, name = key[:2], key[2:].decode("utf-8", "surrogatepass")
            if kind == b"a:":
                record = ArticleRecord.read(value)
                diary._articles[name] = record
                told += diary._testimonies(record)
            elif kind == b"m:":
                meeting = MeetingRecord.read(name, value)
                diary._register.remember(meeting)
                if meeting.due is not None:
                    heappush(diary._due, (meeting.due, "m", name))
            elif kind == b"c:":
                diary._corrections.put(name, decode(value, Correction))
        diary._gathering.change(add=told)
        diary._register.recognise([t.key for t, _ in told])
        for meeting in diary._register.meetings.values():
            arrived = [a for key in meeting.members() if (a := diary._articles[key[0]].arrived) is not None]
            if arrived:
                diary._expect_end(meeting, meeting.latest, datetime.fromtimestamp(max(arrived), UTC))
        return diary

    def apply(
        self, reports: ArticleReports, *, at: datetime | None = None, origin: str | None = None
    ) -> list[MeetingAnnounced]:
        """New revisions of the meetings that one article revision touches; none when it was applied before.

        `at` is when the record arrived (its Kafka timestamp, so that a replay sees the same); None forgets nothing.
        `origin` names the raw record: an article that goes back to an earlier text does so by another record, while a
        record that is read again says nothing new - unless it is the latest and a later extractor reads it otherwise.
        """
        events = self._forget(at)
        known = self._articles.get(reports.article_id)
        mark = reports.revision if origin is None else f"{reports.revision} {origin}"
        if (known is None and not reports.meetings) or (known is not None and _is_known(reports, mark, known)):
            return events
        record = ArticleRecord(reports, self._numbers(known, reports.meetings), (mark,))
        record.arrived = at.timestamp() if at else None
        if known:
            earlier = [seen for seen in known.seen if seen != mark]
            record.seen = (*earlier[1 - MOST_REVISIONS_KNOWN :], mark)
            record.apart, record.forgotten = known.apart, known.forgotten
        self._articles[reports.article_id] = record
        told = self._testimonies(record)
        events += self._change(told, known.keys() if known else [], at)
        while split := self._late_for_a_split(told):
            events += self._set_apart(*split, at)
        self._rows.append(record.row())
        if at and not record.numbers:
            self._expect(at + self.lateness, "a", reports.article_id)
        return events

    def correct(self, correction: Correction, *, at: datetime | None = None) -> list[MeetingAnnounced]:
        """New revisions that a person's decision brings; none when it is known already. Raises SchemaError when the
        decision cannot be obeyed (a merge into nothing, a field that does not exist)."""
        check_correction(correction)
        if self._corrections.get(correction.correction_id) == correction:
            return []
        return self._decide(correction.correction_id, correction, at)

    def take_back(self, correction_id: str, *, at: datetime | None = None) -> list[MeetingAnnounced]:
        """New revisions after a decision is taken back (a tombstone on the corrections topic)."""
        return self._decide(correction_id, None, at) if self._corrections.get(correction_id) else []

    def take_rows(self) -> list[Row]:
        """The rows to write since the last call, in the order in which they must be written."""
        rows, self._rows = self._rows, []
        return rows

    def current(self) -> list[MeetingAnnounced]:
        """The last revision of every meeting that is held, by meeting_id."""
        return [m.latest for _, m in sorted(self._register.meetings.items()) if m.latest]

    def account(self, meeting_id: str) -> Account | None:
        """All that is known of a meeting now, with what was too small for a revision; None when nothing is."""
        record = self._register.meetings.get(meeting_id)
        return record.tally().read() if record and record.voices else None

    def members(self, meeting_id: str) -> frozenset[TestimonyKey]:
        """The reports that a meeting is made of."""
        record = self._register.meetings.get(meeting_id)
        return record.members() if record else frozenset()

    def _testimonies(self, record: ArticleRecord) -> list[tuple[Testimony, str]]:
        told = zip(record.numbers, record.reports.meetings, strict=True)
        return [
            (read_testimony(n, report, record.reports, self._sources), record.apart.get(n, ""))
            for n, report in told
            if n not in record.forgotten
        ]

    def _numbers(self, known: ArticleRecord | None, reports: tuple[MeetingReport, ...]) -> tuple[int, ...]:
        """A number for each report: that of the same meeting in the revision before, else a new one."""
        if known is None:
            return tuple(range(len(reports)))
        free = {
            n: parties_of(r.participants, self._lexicon)
            for n, r in zip(known.numbers, known.reports.meetings, strict=True)
        }
        following = max(known.numbers, default=-1) + 1
        numbers = []
        for report in reports:
            own = parties_of(report.participants, self._lexicon)
            best = max(free, key=lambda n: (likeness(own, free[n]), -n), default=None)
            if best is not None and likeness(own, free[best]) > 0:
                del free[best]
                numbers.append(best)
            else:
                numbers.append(following)
                following += 1
        return tuple(numbers)

    def _change(
        self, added: list[tuple[Testimony, str]], gone: Iterable[TestimonyKey], at: datetime | None
    ) -> list[MeetingAnnounced]:
        """Change the set of reports; the revisions that follow."""
        lost = {voice for key in gone if (voice := self._gathering.voice(key))}
        touched = self._gathering.change(add=added, remove=gone)
        told = [t for t, _ in added]
        if self._gathering.stirred or lost:
            return self._compare(self._register.place(touched, lost, told), at)
        return self._compare(self._register.join(told), at)

    def _compare(self, placing: Placing, at: datetime | None) -> list[MeetingAnnounced]:
        """What is new in these meetings against what was sent."""
        events = [event for record, into in placing.ended for event in self._end(record, into, at)]
        records = {r.meeting_id: r for r in (*placing.meetings, *self._beside(placing.moved))}
        for record in sorted(records.values(), key=lambda r: r.minted):
            events += self._revise(record, at)
        return events

    def _end(self, record: MeetingRecord, into: MeetingRecord | None, at: datetime | None) -> list[MeetingAnnounced]:
        """A meeting that nobody reports any more, or that is known to be another."""
        if record.latest is None:
            return []
        if into is None:
            return self._send(record, withdrawn(record.latest), at)
        by = next((c for c in self._corrections.of(record.meeting_id, "merge") if c.into == into.meeting_id), None)
        return self._send(record, merged(record.latest, into.meeting_id, by), at)

    def _beside(self, moved: set[Voice]) -> list[MeetingRecord]:
        """Meetings said to be on the sidelines of one whose reports now belong elsewhere."""
        found: dict[str, MeetingRecord] = {}
        for voice in moved:
            for article_id, n in voice.members:
                record = self._articles[article_id]
                for own, report in zip(record.numbers, record.reports.meetings, strict=True):
                    index = report.part_of
                    if index is None or index >= len(record.numbers) or record.numbers[index] != n:
                        continue
                    if meeting := self._register.find((article_id, own)):
                        found[meeting.meeting_id] = meeting
        return list(found.values())

    def _revise(self, record: MeetingRecord, at: datetime | None) -> list[MeetingAnnounced]:
        if retracted := self._decisions(record, "retract"):
            return self._send(record, record.latest and withdrawn(record.latest, retracted_by=retracted[-1]), at)
        if not record.voices:
            return []
        account = record.tally().read()
        if not account.affirmed:  # a denial of what nobody reports, or nobody any more
            return self._send(record, record.latest and withdrawn(record.latest), at)
        now = compose(record.meeting_id, account, part_of=self._part_of(record, account))
        for correction in self._decisions(record, "set"):
            now = replace(overruled(now, correction.values or {}), corrected_by=signature(correction))
        return self._send(record, next_revision(record.latest, now, denied=account.denied), at)

    def _decisions(self, record: MeetingRecord, action: str) -> list[Correction]:
        """A person's decisions on a meeting, and on those merged into it."""
        ids = [record.meeting_id]
        ids += [c.meeting_id for c in self._corrections.merges() if c.into == record.meeting_id]
        found = [c for meeting_id in ids for c in self._corrections.of(meeting_id, action)]
        return sorted(found, key=lambda c: (c.at, c.correction_id))

    def _part_of(self, record: MeetingRecord, account: Account) -> str | None:
        """The summit that most of its best sources put it beside."""
        votes: Counter[str] = Counter()
        for article_id, index in account.part_of:
            numbers = self._articles[article_id].numbers
            summit = self._register.find((article_id, numbers[index])) if index < len(numbers) else None
            if summit and summit is not record:
                votes[summit.meeting_id] += 1
        return max(votes, key=lambda m: votes[m], default=None)  # the first of equals: that of the best source

    def _send(
        self, record: MeetingRecord, event: MeetingAnnounced | None, at: datetime | None
    ) -> list[MeetingAnnounced]:
        if at:
            self._expect_end(record, event or record.latest, at)
        if event is None:
            self._rows += [] if record.stored else [record.row()]
            return []
        record.latest = event
        self._rows.append(record.row())
        return [event]

    def _decide(self, correction_id: str, correction: Correction | None, at: datetime | None) -> list[MeetingAnnounced]:
        """Put a correction in force, or take it out, and bring its meetings up to date."""
        old = self._corrections.get(correction_id)
        both = [c for c in (old, correction) if c]
        touched = self._register.leaders([c.meeting_id for c in both] + [c.into for c in both if c.into])
        self._corrections.put(correction_id, correction)
        events: list[MeetingAnnounced] = []
        if old and old.action == "split":
            events += self._join_again(correction_id, at)
        events += self._compare(self._register.place({v for v in touched if v.leader is v}, set(), []), at)
        record = self._register.meetings.get(correction.meeting_id) if correction else None
        if correction and correction.action == "split" and record:
            events += self._set_apart(correction, record, at)
        self._rows.append(correction_row(correction_id, correction))
        return events

    def _late_for_a_split(self, told: list[tuple[Testimony, str]]) -> tuple[Correction, MeetingRecord] | None:
        """A split whose article comes only now."""
        for testimony, _ in told:
            record = self._register.find(testimony.key)
            if record is None or self._articles[testimony.key[0]].apart.get(testimony.key[1]):
                continue
            for split in self._corrections.of(record.meeting_id, "split"):
                if testimony.key[0] in split.articles and _leaving(split, record):
                    return split, record
        return None

    def _set_apart(self, split: Correction, record: MeetingRecord, at: datetime | None) -> list[MeetingAnnounced]:
        """The reports of the named articles leave the meeting."""
        leaving = _leaving(split, record)
        for article_id, n in leaving:
            self._articles[article_id].apart[n] = split.correction_id
        return self._tell_again(leaving, at)

    def _join_again(self, correction_id: str, at: datetime | None) -> list[MeetingAnnounced]:
        back = frozenset(
            (article_id, n)
            for article_id, r in self._articles.items()
            for n, split in r.apart.items()
            if split == correction_id
        )
        for article_id, n in back:
            del self._articles[article_id].apart[n]
        return self._tell_again(back, at)

    def _tell_again(self, keys: frozenset[TestimonyKey], at: datetime | None) -> list[MeetingAnnounced]:
        records = [self._articles[article_id] for article_id in sorted({key[0] for key in keys})]
        told = [(t, apart) for r in records for t, apart in self._testimonies(r) if t.key in keys]
        events = self._change(told, keys, at) if keys else []
        self._rows += [r.row() for r in records]
        return events

    def _expect(self, due: datetime, kind: str, name: str) -> None:
        heappush(self._due, (due.timestamp(), kind, name))

    def _expect_end(self, record: MeetingRecord, meeting: MeetingAnnounced | None, at: datetime) -> None:
        """Note when a meeting may be forgotten: it is over, and nobody spoke of it, for `lateness`."""
        ends = at
        if meeting and record.voices and meeting.when.end:
            ends = max(at, datetime.combine(meeting.when.end, datetime.max.time(), at.tzinfo))
        elif record.voices:
            ends = at + UNDATED_ENDS_AFTER
        due = (ends + self.lateness).timestamp()
        if record.due is None:
            heappush(self._due, (due, "m", record.meeting_id))
        record.due = due

    def _forget(self, at: datetime | None) -> list[MeetingAnnounced]:
        """Let go of meetings and articles whose time is over, without a word: their history is with the subscribers.

        What had been kept from another meeting by one of them may go there now; that is told.
        """
        events: list[MeetingAnnounced] = []
        while at and self._due and self._due[0][0] < at.timestamp():
            due, kind, name = heappop(self._due)
            record = self._register.meetings.get(name)
            if kind == "a":
                self._forget_article(name)
            elif record and record.due is not None and record.due > due:
                heappush(self._due, (record.due, "m", name))
            elif record:
                events += self._forget_meeting(record, at)
        return events

    def _forget_article(self, article_id: str) -> None:
        record = self._articles.get(article_id)
        if record and not record.keys():
            del self._articles[article_id]
            self._rows.append((article_key(article_id), None))

    def _forget_meeting(self, record: MeetingRecord, at: datetime) -> list[MeetingAnnounced]:
        keys = self._register.forget(record)
        touched = self._gathering.change(remove=keys)
        self._rows.append((meeting_key(record.meeting_id), None))
        for article_id, n in sorted(keys):
            article = self._articles[article_id]
            article.forgotten.add(n)
            if article.keys():
                self._rows.append(article.row())
            else:
                self._forget_article(article_id)
        return self._compare(self._register.place({v for v in touched if v.leader is v}, set(), []), at)


def _leaving(split: Correction, record: MeetingRecord) -> frozenset[TestimonyKey]:
    """The reports that a split takes out of a meeting; never all of them."""
    members = record.members()
    leaving = frozenset(key for key in members if key[0] in split.articles)
    return leaving if leaving != members else frozenset()


def _is_known(reports: ArticleReports, mark: str, known: ArticleRecord) -> bool:
    is_latest = reports.revision == known.reports.revision
    return mark in known.seen and not (is_latest and reports.meetings != known.reports.meetings)
