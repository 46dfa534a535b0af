"""Which star of reports is which meeting: ids, minted once and kept for life.

In: the stars that `gathering` makes of the reports, as they change. Out: the meeting that each is, and those that
have come to an end or have turned out to be another. An id goes where most of its reports are, its founder at a tie; of
several in one star the oldest stays, but what a person merged goes into what it was merged into. Both stay with their
founders, which the merge ties: else the reports of the one could take the id of the other away with them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from wiredesk.news.life.gathering import Gathering
from wiredesk.news.life.people import Corrections
from wiredesk.news.life.records import MeetingRecord
from wiredesk.news.life.testimony import Testimony, TestimonyKey, Voice
from wiredesk_schemas.event import id_of


@dataclass(frozen=True, slots=True)
class Placing:
    """What a change of reports made of meetings: those that have reports now, those that have none any more with the
    meeting that took them over (None: nobody says it), and the voices that came from elsewhere. Oldest first."""

    meetings: list[MeetingRecord]
    ended: list[tuple[MeetingRecord, MeetingRecord | None]] = field(default_factory=list)
    moved: set[Voice] = field(default_factory=set)


class Register:
    """All meetings by id, and the meeting of each leading voice."""

    def __init__(self, gathering: Gathering, corrections: Corrections) -> None:
        self.meetings: dict[str, MeetingRecord] = {}
        self._gathering = gathering
        self._corrections = corrections
        self._meeting_of: dict[Voice, MeetingRecord] = {}
        self._founders: dict[TestimonyKey, list[MeetingRecord]] = {}
        self._minted = 0

    def find(self, key: TestimonyKey) -> MeetingRecord | None:
        """The meeting that a report belongs to."""
        voice = self._gathering.voice(key)
        return self._meeting_of.get(voice.leader) if voice and voice.leader else None

    def leaders(self, meeting_ids: Iterable[str]) -> set[Voice]:
        """The voices that lead these meetings, and those that their founders follow."""
        records = [self.meetings[m] for m in meeting_ids if m in self.meetings]
        found = {v.leader for r in records for v in r.voices}
        found |= {v.leader for r in records if (v := self._gathering.voice(r.founder))}
        return {leader for leader in found if leader is not None and leader.leader is leader}

    def join(self, added: list[Testimony]) -> Placing:
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
        return Placing(sorted(records.values(), key=lambda r: r.minted))

    def place(self, touched: set[Voice], lost: set[Voice], added: list[Testimony]) -> Placing:
        """Give the stars around the touched leaders their meetings. `lost`: voices that lost a report just now."""
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
        losers.sort(key=lambda pair: pair[0].minted)
        for record, _ in losers:
            record.voices, record.ledger = set(), None
        return Placing(sorted(owners, key=lambda r: r.minted), losers, moved)

    def recognise(self, keys: Iterable[TestimonyKey]) -> None:
        """Give the stars of loaded reports the meetings that they were."""
        leaders = {v.leader for key in keys if (v := self._gathering.voice(key)) and v.leader}
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

    def remember(self, record: MeetingRecord) -> None:
        """Enter a meeting, new or loaded."""
        self.meetings[record.meeting_id] = record
        self._founders.setdefault(record.founder, []).append(record)
        self._minted = max(self._minted, record.minted)

    def forget(self, record: MeetingRecord) -> frozenset[TestimonyKey]:
        """Strike a meeting from the register; the reports it was made of."""
        for voice in record.voices:
            if self._meeting_of.get(voice) is record:
                del self._meeting_of[voice]
        del self.meetings[record.meeting_id]
        self._unfound(record)
        return record.members()

    def _unfound(self, record: MeetingRecord) -> None:
        self._founders[record.founder].remove(record)
        if not self._founders[record.founder]:
            del self._founders[record.founder]

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
            pair = [self.meetings.get(merge.meeting_id), self.meetings.get(merge.into or "")]
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
        what a person merged goes into what it was merged into, and the ids of both stay with their founders.
        """
        merges = self._corrections.merges()
        sent_away = {c.meeting_id for c in merges}
        tied = sent_away | {c.into for c in merges}
        claims: list[list[MeetingRecord]] = [[] for _ in stars]
        losers: list[tuple[MeetingRecord, MeetingRecord | None]] = []
        for record in sorted(before, key=lambda r: r.minted):
            founder = self._gathering.voice(record.founder)
            weights = [
                (
                    founder in voices and record.meeting_id in tied,
                    sum(len(v.members) for v in record.voices & voices),
                    founder in voices,
                    -n,
                )
                for n, voices in enumerate(voices_of)
                if founder in voices or not record.voices.isdisjoint(voices)
            ]
            if weights:
                claims[-max(weights)[-1]].append(record)
            else:
                losers.append((record, None))
        owners: list[MeetingRecord] = []
        for voices, rivals in zip(voices_of, claims, strict=True):
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
        while (meeting_id := _meeting_id(founder, salt)) in self.meetings:
            salt += 1
        self._minted += 1
        record = MeetingRecord(meeting_id, self._minted, founder)
        self.remember(record)
        return record

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
            self._unfound(record)
            record.founder = _earliest(voices).key
            self._founders.setdefault(record.founder, []).append(record)
            record.stored = False
        return came


def _earliest(voices: set[Voice]) -> Testimony:
    return min((t for voice in voices for t in voice.members.values()), key=lambda t: t.order)


def _meeting_id(founder: TestimonyKey, salt: int) -> str:
    words = f"meeting\n{founder[0]}\n{founder[1]}" + (f"\n{salt}" if salt else "")
    return id_of(words)
