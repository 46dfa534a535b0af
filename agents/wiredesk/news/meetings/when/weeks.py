"""The weekdays of a journey or talks that are told to be in another week: "She will visit Kenya next week. On Thursday
she will meet the president" is Thursday of that week, and so it is of a visit "from April 23 to 25"; "She leaves on
Sunday. On Wednesday she will meet him", told on a Wednesday, is the one after that Sunday.

In: the candidates of an article, with their times. Out: the same, the bare weekdays of who is told to travel or to meet
in a coming week moved into it, or past the day told before. Refused: days that are told with more words, and what is
at home or elsewhere.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from wiredesk.news.meetings.candidate import Candidate
from wiredesk_schemas import When

# So many sentences on, a weekday is still one of the week that was told.
REACH = 2
_WEEK = timedelta(days=7)
_BARE = re.compile(
    r"(?:(?:on|and|late|early|the|morning|afternoon|evening|night|,|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s*)+",
    re.IGNORECASE,
)


def move_into_week(candidates: Sequence[Candidate], published_on: date | None) -> None:
    """Move bare weekdays into the week that a candidate right before them tells of the same traveller."""
    coming = [c for c in candidates if published_on is not None and _is_of_a_coming_week(c, published_on)]
    for told in coming:
        for candidate in candidates:
            if 0 <= candidate.sentence - told.sentence <= REACH and _is_part_of(candidate, told):
                _move(candidate, told.when)


def move_in_order(candidates: Sequence[Candidate], published_on: date | None) -> None:
    """Move a weekday that would be the day of publication past a later day, told before of the same traveller."""
    if published_on is None:
        return
    told: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.sentence, c.frame.head)):
        if candidate.sentence < 0 or candidate.frame.mood in _UNTOLD:
            continue
        when = candidate.when
        if when.start == published_on and when.end is not None and _BARE.fullmatch(when.text or ""):
            before = next((t for t in reversed(told) if _goes_before(t, candidate)), None)
            if before is not None:
                candidate.when = when = replace(when, start=published_on + _WEEK, end=when.end + _WEEK)
                candidate.slots.append(("when", f"{when.start}..{when.end}", f"after {before.when.text!r}"))
        if when.precision in ("day", "days") and when.start and published_on < when.start <= published_on + _WEEK:
            told.append(candidate)


_UNTOLD = ("past", "denied", "hypothetical", "wish")


def _goes_before(told: Candidate, candidate: Candidate) -> bool:
    """Whether the story of one who takes part in both goes on from one to the other, or both are told in one breath."""
    people = {p.key for p in told.parties if p.kind == "person"}
    goes_on = 0 <= candidate.sentence - told.sentence <= REACH and any(p.key in people for p in candidate.parties)
    return goes_on or (told.sentence == candidate.sentence and told.when.text == candidate.when.text)


def _is_of_a_coming_week(told: Candidate, published_on: date) -> bool:
    when = told.when
    return (
        told.sentence >= 0
        and when.precision in ("week", "days")
        and when.start is not None
        and when.start > published_on
        and told.frame.mood not in _UNTOLD
    )


def _is_part_of(candidate: Candidate, told: Candidate) -> bool:
    """Whether one who meets is told to be away that week, and the meeting is in a state to which the journey leads."""
    mine = [p for p in candidate.parties if any(p.key == q.key for q in told.parties)]
    if told.visitor is None and told.kind != "visit":
        return len(mine) > 1 and candidate is not told
    mine = [p for p in mine if told.visitor is None or p.key == told.visitor.key]
    if not mine or candidate is told:
        return False
    homes = {p.country for p in mine if p.kind == "person"}
    own = candidate.where.country if candidate.where else None
    there = _told([own] if own else [p.country for p in candidate.parties]) - homes
    goals = _told([p.country for p in told.parties]) | _told([m.country for m in told.frame.to])
    goals |= _told([told.where.country if told.where else None, told.host_country])
    goals -= homes
    return bool(there & goals) or (bool(there) and not goals)


def _told(countries: Iterable[str | None]) -> set[str]:
    return {country for country in countries if country}


def _move(candidate: Candidate, week: When) -> None:
    moved = in_week(candidate.when, week)
    if moved is not None:
        candidate.when = moved
        candidate.slots.append(("when", f"{moved.start}..{moved.end}", f"of the week that {week.text!r} tells"))


def in_week(when: When, span: When) -> When | None:
    """A bare weekday within a coming week, or days, that are told; None for any other time, and where it is there."""
    if when.start is None or when.end is None or span.start is None or span.end is None:
        return None
    if when.precision not in ("day", "days") or when.start >= span.start or not _BARE.fullmatch(when.text or ""):
        return None
    weeks = -(-(span.start - when.start).days // 7)  # as few as lead past the first day
    start, end = when.start + weeks * _WEEK, when.end + weeks * _WEEK
    return replace(when, start=start, end=end) if span.start <= start <= end <= span.end else None
