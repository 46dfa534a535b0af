"""Which reports speak of the same meeting.

In: testimonies, in any order, and taken out again. Out: stars of voices, the meetings. Voices stand in one fixed order,
the more exact first; each follows the best fitting leader before it, or leads a meeting of its own. What a voice
follows rests on the set of reports alone, so any order of arrival gives the same meetings; a change is carried on only
to the voices it can touch. Two reports of one article are two meetings: a voice does not join where its articles speak
already.
"""

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush

from wiredesk.news.lexicon import Lexicon
from wiredesk.news.life.likeness import (
    HORIZONS,
    LATE_CALLED_OFF,
    MOVED_AFTER,
    MOVED_BEFORE,
    OFF_BEFORE,
    fit,
    fit_old,
)
from wiredesk.news.life.testimony import MOVING, Rank, Span, Testimony, TestimonyKey, Voice, voice_of

# Voices of which more than one article in five speaks of both are two meetings; fewer are slips of reading.
SLIPS = 5
MONTH_DAYS = 30
# How many such months an undated report looks ahead and back.
AHEAD, BACK = max(HORIZONS) // MONTH_DAYS + 1, LATE_CALLED_OFF // MONTH_DAYS + 1
ANY_FIT = 1e-9
DATED, UNDATED_SHELF, LEADERS = range(3)


class Gathering:
    """Voices and whom they follow. `stirred`: the last change did more than let new reports join who leads already."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.stirred = False
        self._lexicon = lexicon
        self._voices: dict[Rank, Voice] = {}
        self._of: dict[TestimonyKey, Voice] = {}
        self._keys_of: dict[str, list[TestimonyKey]] = {}
        self._shelves: tuple[dict[tuple[str, int], set[Voice]], ...] = ({}, {}, {})

    def voice(self, key: TestimonyKey) -> Voice | None:
        """The voice that a testimony is in."""
        return self._of.get(key)

    def change(self, *, add: Iterable[tuple[Testimony, str]] = (), remove: Iterable[TestimonyKey] = ()) -> set[Voice]:
        """Add and take out testimonies; the leaders (old and new) of all voices that changed.

        With each testimony comes the name of the split that sets it apart, "" for none.
        """
        changed: set[Voice] = set()
        touched: set[Voice] = set()
        self.stirred = False
        for key in remove:
            if voice := self._take_out(key):
                changed.add(voice)
                changed.update(voice.siblings)
                touched.add(voice.leader or voice)
        for testimony, apart in add:
            voice = self._put_in(testimony, apart)
            if voice.leader is None:
                changed.add(voice)
            else:
                touched.add(voice.leader)
                changed.update(max(voice, sibling, key=_order) for sibling in voice.siblings)
        self._settle(changed, touched)
        return touched

    def _put_in(self, testimony: Testimony, apart: str) -> Voice:
        fresh = voice_of(testimony, apart=apart, lexicon=self._lexicon)
        voice = self._voices.get(fresh.order)
        own = self._keys_of.setdefault(testimony.key[0], [])
        twin = 0
        while voice is not None and any(key in voice.members for key in own):
            # One article with two reports that say the same: two meetings, told apart by their number.
            twin += 1
            fresh = voice_of(testimony, apart=f"{apart}#{twin}", lexicon=self._lexicon)
            fresh.apart = apart
            voice = self._voices.get(fresh.order)
        if voice is None:
            voice = fresh
            self._voices[voice.order] = voice
            self._shelve(voice, UNDATED_SHELF if voice.span is None else DATED, add=True)
        for key in own:
            other = self._of[key]
            if other is not voice and not set(other.parties.keys).isdisjoint(voice.parties.keys):
                voice.siblings[other] = voice.siblings.get(other, 0) + 1
                other.siblings[voice] = other.siblings.get(voice, 0) + 1
        own.append(testimony.key)
        voice.members[testimony.key] = testimony
        self._of[testimony.key] = voice
        return voice

    def _take_out(self, key: TestimonyKey) -> Voice | None:
        voice = self._of.pop(key, None)
        if voice is None:
            return None
        del voice.members[key]
        own = self._keys_of[key[0]]
        own.remove(key)
        if not own:
            del self._keys_of[key[0]]
        for other in {self._of[k] for k in own if k in self._of}:
            if other in voice.siblings:
                left = voice.siblings[other] - 1
                for one, two in ((voice, other), (other, voice)):
                    if left > 0:
                        one.siblings[two] = left
                    else:
                        one.siblings.pop(two, None)
        return voice

    def _settle(self, changed: set[Voice], touched: set[Voice]) -> None:
        queue: list[tuple[Rank, Voice]] = []
        queued: set[Voice] = set()

        def push(voices: Iterable[Voice]) -> None:
            for v in voices:
                if v not in queued:
                    queued.add(v)
                    heappush(queue, (v.order, v))

        push(changed)
        while queue:
            _, voice = heappop(queue)
            queued.discard(voice)
            if not voice.members:
                push(self._bury(voice, touched))
                continue
            leader, also, best = self._choose(voice)
            before, also_before = voice.leader, voice.also
            if (leader, also) == (before, also_before):
                voice.fit = best
                continue
            self.stirred |= before is not None or leader is voice or also is not None
            self._follow(voice, leader, also, best)
            touched |= {leader} | ({also} if also else set())
            touched |= {v for v in (before, also_before) if v is not None}
            if leader is voice and before is not voice:
                self._shelve(voice, LEADERS, add=True)
                push(y for y in self._may_follow(voice) if y.is_bridge or fit(y, voice) >= max(y.fit, ANY_FIT))
            elif before is voice and leader is not voice:
                self._shelve(voice, LEADERS, add=False)
                push(list(voice.followers) + list(voice.tied))
            push(s for s in voice.siblings if s.order > voice.order)

    def _bury(self, voice: Voice, touched: set[Voice]) -> list[Voice]:
        """Take an empty voice away; those that followed it have to choose again."""
        orphans = [v for v in (*voice.followers, *voice.tied, *voice.siblings) if v is not voice]
        if voice.leader is voice:
            self._shelve(voice, LEADERS, add=False)
        touched |= {v for v in (voice.leader, voice.also) if v is not None}
        self._follow(voice, None, None, 0.0)
        self._shelve(voice, UNDATED_SHELF if voice.span is None else DATED, add=False)
        self._voices.pop(voice.order, None)
        for sibling in list(voice.siblings):
            sibling.siblings.pop(voice, None)
        voice.siblings.clear()
        return orphans

    @staticmethod
    def _follow(voice: Voice, leader: Voice | None, also: Voice | None, best: float) -> None:
        if voice.leader is not None:
            voice.leader.followers.discard(voice)
        if voice.also is not None:
            voice.also.tied.discard(voice)
        voice.leader, voice.also, voice.fit = leader, also, best
        if leader is not None:
            leader.followers.add(voice)
        if also is not None:
            also.tied.add(voice)

    def _choose(self, voice: Voice) -> tuple[Voice, Voice | None, float]:
        """Whom a voice follows, whom it ties to it, and how well the first fits."""
        best: tuple[float, Voice | None] = (0.0, None)
        moved: tuple[float, Voice | None] = (0.0, None)
        for leader in self._leaders_for(voice):
            if leader.order >= voice.order:
                continue
            value = fit(voice, leader)
            if value and _beats(value, leader, best) and not _clashes(voice, leader):
                best = (value, leader)
            old = fit_old(voice, leader) if voice.is_bridge else 0.0
            if old and _beats(old, leader, moved) and not _clashes(voice, leader):
                moved = (old, leader)
        if moved[1] is None or moved[1] is best[1]:
            return best[1] or voice, None, best[0]
        if best[1] is None and voice.span is not None:
            return voice, moved[1], moved[0]  # the first to tell the new date: what is told of it later comes here
        if best[1] is None:
            return moved[1], None, moved[0]
        return moved[1], best[1], moved[0]

    def _leaders_for(self, voice: Voice) -> set[Voice]:
        found: set[Voice] = set()
        shelf = self._shelves[LEADERS]
        for key in voice.parties.keys:
            for month in _months_to_look(voice):
                if here := shelf.get((key, month)):
                    found |= here
        found.discard(voice)
        return found

    def _may_follow(self, leader: Voice) -> Iterator[Voice]:
        """Voices behind a new leader that could follow it."""
        seen: set[Voice] = {leader}
        dated, undated = self._shelves[DATED], self._shelves[UNDATED_SHELF]
        months = _months_filed(leader)
        for key in leader.parties.keys:
            for shelf, before, after in ((dated, 1, 1), (undated, AHEAD, BACK)):
                for month in range(min(months) - before, max(months) + after + 1):
                    for voice in shelf.get((key, month), ()):
                        if voice.order > leader.order and voice not in seen:
                            seen.add(voice)
                            yield voice

    def _shelve(self, voice: Voice, which: int, *, add: bool) -> None:
        shelf = self._shelves[which]
        for key in voice.parties.keys:
            for month in _months_filed(voice):
                if add:
                    shelf.setdefault((key, month), set()).add(voice)
                elif here := shelf.get((key, month)):
                    here.discard(voice)
                    if not here:
                        del shelf[(key, month)]


def _order(voice: Voice) -> Rank:
    return voice.order


def _beats(value: float, leader: Voice, best: tuple[float, Voice | None]) -> bool:
    return value > best[0] or (value == best[0] and best[1] is not None and leader.order < best[1].order)


def _clashes(voice: Voice, leader: Voice) -> bool:
    """True when the articles of a voice speak in that meeting already, by a voice before it."""
    for other, both in voice.siblings.items():
        here = other is leader or (other.order < voice.order and leader in (other.leader, other.also))
        if here and both * SLIPS >= min(len(voice.members), len(other.members)):
            return True
    return False


def _months(span: Span, before: int = 0, after: int = 0) -> range:
    return range((span[0] - before) // MONTH_DAYS, (span[1] + after) // MONTH_DAYS + 1)


def _months_filed(voice: Voice) -> list[int]:
    """Where a voice is filed: the months that it speaks of, else that of its publication."""
    spans = [s for s in (voice.span, voice.old) if s is not None] or [(voice.day, voice.day)]
    months = {month for span in spans for month in _months(span)}
    return sorted(months | _months_moved(voice))


def _months_to_look(voice: Voice) -> Iterable[int]:
    """Where the leaders stand that a voice may follow."""
    if voice.span is None:
        here, back = voice.day // MONTH_DAYS, 3 if voice.status == "planned" else BACK
        months = set(range(here - back, here + AHEAD + 1))
    else:
        months = set(_months(voice.span, 1, 1))
    if voice.old is not None:
        months |= set(_months(voice.old, 1, 1))
    return months | _months_moved(voice)


def _months_moved(voice: Voice) -> set[int]:
    """Where the meeting may stand that "postponed" or "after all" speaks of, when the old date is not told."""
    if voice.status not in MOVING or voice.old is not None or not voice.day:
        return set()
    before = MOVED_BEFORE if voice.status == "postponed" else OFF_BEFORE
    return set(_months((voice.day, voice.day), before, MOVED_AFTER))
