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
from datetime import UTC, date, datetime, timedelta
from heapq import heappop, heappush
from uuid import uuid5

from wiredesk.news.lexicon import Lexicon
from wiredesk.news.life.gathering import Gathering
from wiredesk.news.life.ledger import Account, Ledger
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
from wiredesk.news.life.revisions import compose, merged, next_revision, signature, withdrawn
from wiredesk.news.life.testimony import Testimony, TestimonyKey, Voice, read_testimony
from wiredesk.news.sources import Sources, load_sources
from wiredesk_schemas import ArticleReports, Correction, MeetingAnnounced, MeetingReport, decode
from wiredesk_schemas.event import NAMESPACE

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
        self._meetings: dict[str, MeetingRecord] = {}
        self._meeting_of: dict[Voice, MeetingRecord] = {}
        self._founders: dict[TestimonyKey, list[MeetingRecord]] = {}
        self._corrections = Corrections()
        self._minted = 0
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
                diary._remember(MeetingRecord.read(name, value))
            elif kind == b"c:":
                diary._corrections.put(name, decode(value, Correction))
        diary._gathering.change(add=told)
        diary._recognise(told)
        return diary

    def apply(self, reports: ArticleReports, *, at: datetime | None = None) -> list[MeetingAnnounced]:
        """New revisions of the meetings that one article revision touches; none when it was applied before.

        `at` is when the record arrived (its Kafka timestamp, so that a replay sees the same); None forgets nothing.
        """
        self._forget(at)
        known = self._articles.get(reports.article_id)
        if (known is None and not reports.meetings) or (known is not None and reports.revision in known.seen):
            return []
        record = ArticleRecord(
            reports,
            self._numbers(known, reports.meetings),
            ((*known.seen[1 - MOST_REVISIONS_KNOWN :],) if known else ()) + (reports.revision,),
            known.apart if known else {},
            arrived=at.timestamp() if at else None,
        )
        self._articles[reports.article_id] = record
        added = self._testimonies(record)
        gone = known.keys() if known else []
        events = self._change(added, gone, at)
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
        return [m.latest for _, m in sorted(self._meetings.items()) if m.latest]

    def account(self, meeting_id: str) -> Account | None:
        """All that is known of a meeting now, with what was too small for a revision; None when nothing is."""
        record = self._meetings.get(meeting_id)
        return self._ledger(record).read() if record and record.voices else None

    def members(self, meeting_id: str) -> frozenset[TestimonyKey]:
        """The reports that a meeting is made of."""
        record = self._meetings.get(meeting_id)
        return frozenset(key for voice in record.voices for key in voice.members) if record else frozenset()

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
        self, added: list[tuple[Testimony, str]], gone: list[TestimonyKey], at: datetime | None
    ) -> list[MeetingAnnounced]:
        """Change the set of reports; the revisions that follow."""
        lost = {voice for key in gone if (voice := self._gathering.voice(key))}
        touched = self._gathering.change(add=added, remove=gone)
        told = [t for t, _ in added]
        stirred = self._gathering.stirred or bool(lost)
        events = self._reconcile(touched, lost, told, at) if stirred else self._join(told, at)
        while split := self._late_for_a_split(told):
            events += self._set_apart(*split, at)
        return events

    def _join(self, added: list[Testimony], at: datetime | None) -> list[MeetingAnnounced]:
        """Reports that join meetings as they stand: nothing else is looked at, however many reports a meeting has."""
        records: dict[str, MeetingRecord] = {}
        for testimony in added:
            voice = self._gathering.voice(testimony.key)
            if voice and voice.leader:
                record = self._meeting_of[voice.leader]
                record.voices.add(voice)
                if record.ledger:
                    record.ledger.add(testimony)
                records[record.meeting_id] = record
        ordered = sorted(records.values(), key=lambda r: r.minted)
        return [event for record in ordered for event in self._revise(record, at)]

    def _reconcile(
        self, touched: set[Voice], lost: set[Voice], added: list[Testimony], at: datetime | None
    ) -> list[MeetingAnnounced]:
        """Give the stars around the touched leaders their meetings, and compare each with what was sent."""
        stars = self._stars(touched)
        near = touched.union(*stars)
        before = {self._meeting_of[leader] for leader in near if leader in self._meeting_of}
        while missing := {
            voice.leader
            for record in before
            for voice in record.voices
            if voice.leader and not any(voice.leader in star for star in stars)
        }:
            stars += [s for s in self._stars(missing) if s not in stars]
            before |= {self._meeting_of[leader] for star in stars for leader in star if leader in self._meeting_of}
        stars.sort(key=lambda star: min(leader.order for leader in star))
        voices_of = [{v for leader in star for v in leader.followers} for star in stars]
        owners, losers = self._owners(stars, voices_of, before)
        for leader in [leader for leader in touched if leader.leader is not leader]:
            self._meeting_of.pop(leader, None)
        moved: set[Voice] = set()
        for star, voices, record in zip(stars, voices_of, owners, strict=True):
            for leader in star:
                self._meeting_of[leader] = record
            moved |= self._enter(record, voices, lost, added)
        events: list[MeetingAnnounced] = []
        for record, into in sorted(losers, key=lambda pair: pair[0].minted):
            events += self._leave(record, into, at)
        again = {r.meeting_id: r for r in owners} | {r.meeting_id: r for r in self._beside(moved)}
        for record in sorted(again.values(), key=lambda r: r.minted):
            events += self._revise(record, at)
        return events

    def _stars(self, leaders: Iterable[Voice]) -> list[set[Voice]]:
        """The leaders that make one meeting, for each of these; ties come from moved meetings and from people."""
        ties = self._ties()
        stars: list[set[Voice]] = []
        done: set[Voice] = set()
        for first in sorted(leaders, key=lambda v: v.order):  # the same in every process
            if first in done or first.leader is not first:
                continue
            star, reach = {first}, [first]
            while reach:
                leader = reach.pop()
                near = {v.also for v in leader.followers if v.also} | {v.leader for v in leader.tied if v.leader}
                near |= ties.get(leader, set())
                reach += near - star
                star |= near
            done |= star
            stars.append(star)
        return stars

    def _ties(self) -> dict[Voice, set[Voice]]:
        ties: dict[Voice, set[Voice]] = {}
        for merge in self._corrections.merges():
            pair = [self._meetings.get(merge.meeting_id), self._meetings.get(merge.into or "")]
            leaders = [v.leader for m in pair if m and (v := self._gathering.voice(m.founder)) and v.leader]
            if len(leaders) == 2 and leaders[0] is not leaders[1]:
                ties.setdefault(leaders[0], set()).add(leaders[1])
                ties.setdefault(leaders[1], set()).add(leaders[0])
        return ties

    def _owners(
        self, stars: list[set[Voice]], voices_of: list[set[Voice]], before: set[MeetingRecord]
    ) -> tuple[list[MeetingRecord], list[tuple[MeetingRecord, MeetingRecord | None]]]:
        """The meeting of each star; and those that lose theirs, with the meeting that takes it over.

        An id goes where most of its reports are, its founder at a tie; of several in one star the oldest stays, but
        what a person merged goes into what it was merged into.
        """
        claims: list[list[MeetingRecord]] = [[] for _ in stars]
        losers: list[tuple[MeetingRecord, MeetingRecord | None]] = []
        for record in sorted(before, key=lambda r: r.minted):
            founder = self._gathering.voice(record.founder)
            weights = [
                (sum(len(v.members) for v in record.voices & voices), founder in voices, -n)
                for n, voices in enumerate(voices_of)
                if founder in voices or not record.voices.isdisjoint(voices)
            ]
            if weights:
                claims[-max(weights)[2]].append(record)
            else:
                losers.append((record, None))
        owners: list[MeetingRecord] = []
        for voices, rivals in zip(voices_of, claims, strict=True):
            sent_away = {c.meeting_id for c in self._corrections.merges()}
            ranked = sorted(rivals, key=lambda r: (r.meeting_id in sent_away, r.minted))
            owner = ranked[0] if ranked else self._returning(voices) or self._mint(voices)
            owners.append(owner)
            losers += [(loser, owner) for loser in ranked[1:]]
        return owners, losers

    def _returning(self, voices: set[Voice]) -> MeetingRecord | None:
        """A meeting withdrawn or merged before, whose founder stands here again on its own."""
        keys = [key for voice in voices for key in voice.members if key in self._founders]
        back = [r for key in keys for r in self._founders[key] if not r.voices]
        return min(back, key=lambda r: r.minted, default=None)

    def _mint(self, voices: set[Voice]) -> MeetingRecord:
        founder = _earliest(voices).key
        salt = 0
        while (meeting_id := _meeting_id(founder, salt)) in self._meetings:
            salt += 1
        self._minted += 1
        record = MeetingRecord(meeting_id, self._minted, founder)
        self._remember(record)
        return record

    def _remember(self, record: MeetingRecord) -> None:
        self._meetings[record.meeting_id] = record
        self._founders.setdefault(record.founder, []).append(record)
        self._minted = max(self._minted, record.minted)
        if record.due is not None:
            heappush(self._due, (record.due, "m", record.meeting_id))

    def _enter(self, record: MeetingRecord, voices: set[Voice], lost: set[Voice], added: list[Testimony]) -> set[Voice]:
        """The meeting is made of these voices now; those that came from elsewhere."""
        came = voices - record.voices
        if record.ledger is not None and (record.voices - voices or lost & voices):
            record.ledger = None
        if record.ledger is not None:
            for testimony in added:
                voice = self._gathering.voice(testimony.key)
                if voice in voices and voice not in came:
                    record.ledger.add(testimony)
            for voice in came:
                for testimony in voice.members.values():
                    record.ledger.add(testimony)
        record.voices = voices
        if not any(record.founder in voice.members for voice in voices):
            self._founders[record.founder].remove(record)
            record.founder = _earliest(voices).key
            self._founders.setdefault(record.founder, []).append(record)
            if record.stored:
                self._rows.append(record.row())
        return came

    def _ledger(self, record: MeetingRecord) -> Ledger:
        if record.ledger is None:
            record.ledger = Ledger()
            for voice in record.voices:
                for testimony in voice.members.values():
                    record.ledger.add(testimony)
        return record.ledger

    def _leave(self, record: MeetingRecord, into: MeetingRecord | None, at: datetime | None) -> list[MeetingAnnounced]:
        """A meeting that has no reports left, or whose reports are known to be of another."""
        record.voices, record.ledger = set(), None
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
                    beside = self._gathering.voice((article_id, own))
                    if beside and beside.leader and (meeting := self._meeting_of.get(beside.leader)):
                        found[meeting.meeting_id] = meeting
        return list(found.values())

    def _revise(self, record: MeetingRecord, at: datetime | None) -> list[MeetingAnnounced]:
        if retracted := self._decisions(record, "retract"):
            return self._send(record, record.latest and withdrawn(record.latest, retracted_by=retracted[-1]), at)
        if not record.voices:
            return []
        account = self._ledger(record).read()
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
            voice = self._gathering.voice((article_id, numbers[index])) if index < len(numbers) else None
            summit = self._meeting_of.get(voice.leader) if voice and voice.leader else None
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
        named = {c.meeting_id for c in (old, correction) if c} | {c.into for c in (old, correction) if c and c.into}
        records = [self._meetings[m] for m in sorted(named) if m in self._meetings]
        touched = {v.leader for r in records for v in r.voices if v.leader}
        touched |= {v.leader for r in records if (v := self._gathering.voice(r.founder)) and v.leader}
        self._corrections.put(correction_id, correction)
        events: list[MeetingAnnounced] = []
        if old and old.action == "split":
            events += self._join_again(correction_id, at)
        events += self._reconcile({v for v in touched if v.leader is v}, set(), [], at)
        if correction and correction.action == "split" and (record := self._meetings.get(correction.meeting_id)):
            events += self._set_apart(correction, record, at)
        self._rows.append(correction_row(correction_id, correction))
        return events

    def _late_for_a_split(self, added: list[Testimony]) -> tuple[Correction, MeetingRecord] | None:
        """A split whose article comes only now."""
        for testimony in added:
            voice = self._gathering.voice(testimony.key)
            record = self._meeting_of.get(voice.leader) if voice and voice.leader else None
            if record is None or self._articles[testimony.key[0]].apart.get(testimony.key[1]):
                continue
            for split in self._corrections.of(record.meeting_id, "split"):
                if testimony.key[0] in split.articles and self._leaving(split, record) != self.members(
                    record.meeting_id
                ):
                    return split, record
        return None

    def _leaving(self, split: Correction, record: MeetingRecord) -> frozenset[TestimonyKey]:
        return frozenset(key for key in self.members(record.meeting_id) if key[0] in split.articles)

    def _set_apart(self, split: Correction, record: MeetingRecord, at: datetime | None) -> list[MeetingAnnounced]:
        """The reports of the named articles leave the meeting; never all of them."""
        leaving = self._leaving(split, record)
        if not leaving or leaving == self.members(record.meeting_id):
            return []
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
        lost = {voice for key in keys if (voice := self._gathering.voice(key))}
        touched = self._gathering.change(add=told, remove=keys)
        events = self._reconcile(touched, lost, [t for t, _ in told], at)
        self._rows += [r.row() for r in records]
        return events

    def _recognise(self, told: list[tuple[Testimony, str]]) -> None:
        """Give the stars of loaded reports the meetings that they were."""
        leaders = {v.leader for t, _ in told if (v := self._gathering.voice(t.key)) and v.leader}
        for star in self._stars(leaders):
            voices = {v for leader in star for v in leader.followers}
            rivals = [r for v in voices for key in v.members for r in self._founders.get(key, ())]
            sent_away = {c.meeting_id for c in self._corrections.merges()}
            alive = [r for r in rivals if r.latest is None or r.latest.change != "merged"] or rivals
            record = min(alive, key=lambda r: (r.meeting_id in sent_away, r.minted), default=None)
            if record is None:
                record = self._mint(voices)
            record.voices = voices
            for leader in star:
                self._meeting_of[leader] = record
            arrived = [self._articles[key[0]].arrived for v in voices for key in v.members]
            if last := max((a for a in arrived if a is not None), default=None):
                self._expect_end(record, record.latest, datetime.fromtimestamp(last, UTC))

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

    def _forget(self, at: datetime | None) -> None:
        """Let go of meetings and articles whose time is over, without a word: their history is with the subscribers."""
        while at and self._due and self._due[0][0] < at.timestamp():
            due, kind, name = heappop(self._due)
            if kind == "a":
                self._forget_article(name)
            elif record := self._meetings.get(name):
                if record.due is not None and record.due > due:
                    heappush(self._due, (record.due, "m", name))
                else:
                    self._forget_meeting(record)

    def _forget_article(self, article_id: str) -> None:
        record = self._articles.get(article_id)
        if record and not record.keys():
            del self._articles[article_id]
            self._rows.append((article_key(article_id), None))

    def _forget_meeting(self, record: MeetingRecord) -> None:
        keys = self.members(record.meeting_id)
        for voice in record.voices:
            if self._meeting_of.get(voice) is record:
                del self._meeting_of[voice]
        touched = self._gathering.change(remove=keys)
        for article_id, n in keys:
            article = self._articles[article_id]
            article.forgotten.add(n)
            if article.keys():
                self._rows.append(article.row())
            else:
                self._forget_article(article_id)
        del self._meetings[record.meeting_id]
        self._founders[record.founder].remove(record)
        if not self._founders[record.founder]:
            del self._founders[record.founder]
        self._rows.append((meeting_key(record.meeting_id), None))
        # Vaguer reports that had followed it were its own; others are not touched.
        self._reconcile({v for v in touched if v.leader is v}, set(), [], None)


def is_upcoming(meeting: MeetingAnnounced, today: date) -> bool:
    """True for a meeting that is still to be: planned or moved, not withdrawn, denied or merged, and not over.

    An undated one is upcoming. A backfill makes revisions of meetings long over, like any other: who alarms people
    asks this first.
    """
    if meeting.change in ("withdrawn", "merged", "denied") or meeting.status == "cancelled":
        return False
    return meeting.when.end is None or meeting.when.end >= today


def _earliest(voices: set[Voice]) -> Testimony:
    return min((t for voice in voices for t in voice.members.values()), key=lambda t: t.order)


def _meeting_id(founder: TestimonyKey, salt: int) -> str:
    words = f"meeting\n{founder[0]}\n{founder[1]}" + (f"\n{salt}" if salt else "")
    return str(uuid5(NAMESPACE, words))
