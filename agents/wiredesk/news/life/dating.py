"""When a meeting is held, after all that was said of it.

In: the dates that reports give, and when it was moved. Out: the date that holds.
The most exact kind of date wins (a day before a trip before a week before a month ...), for a vaguer one told later
takes nothing back; among equals the latest told, unless three times as many outlets, no less trusted, say otherwise.
After a move, only dates that are told with it or later hold. A day within a meeting of two or three days does not
shorten it when it is its first, or is told once the meeting has begun; a day within a longer trip is the day of the
meeting.
"""

from collections.abc import Iterable
from typing import TypeAlias

from wiredesk.news.life.testimony import DAY, MOVING, TRIP, Span, exactness, span_of, status_of
from wiredesk.news.life.votes import Backing, Votes
from wiredesk_schemas import When
from wiredesk_schemas.values import Precision

Dates: TypeAlias = tuple[int, int, int, Precision]
"""How exact (DAY, TRIP ...), first and last day as ordinals, precision."""


def dates_of(when: When) -> Dates | None:
    """What is compared of a date; None when it is unknown."""
    span = span_of(when)
    return (exactness(when), span[0], span[1], when.precision) if span else None


def resolve_dates(said: Votes[Dates], old: Iterable[Span], moved_on: int) -> Dates | None:
    """The dates that hold. `old` are the days that it was moved from, `moved_on` the day (ordinal) that this was told,
    0 when it was never moved."""
    held = said.values
    if moved_on:
        gone = list(old)
        held = {v: b for v, b in said if not _is_stale(v, b, gone, moved_on)}
    if not held:
        return None
    level = min(v[0] for v in held)
    chosen = said.latest(lambda v: v[0] == level and v in held)
    return _whole(chosen, held) if chosen and level == DAY else chosen


def _is_stale(value: Dates, backing: Backing, gone: list[Span], moved_on: int) -> bool:
    """True for a date from before the move. The reports that tell of the move, and those after it, give the new one."""
    latest = backing.latest
    if status_of(latest.report) in MOVING or latest.report.moved_from is not None:
        return False
    level, start, end, _ = value
    if any(start <= g[1] and g[0] <= end for g in gone):
        return level <= TRIP or backing.first.day <= moved_on
    return latest.day < moved_on if gone else latest.day <= moved_on


def _whole(day: Dates, held: dict[Dates, Backing]) -> Dates:
    """The days of a meeting whose first day this is, or which had begun when the day was told; else the day."""
    told = held[day].first.day
    around = [
        (b.weight, b.latest.order, v)
        for v, b in held.items()
        if v[0] == DAY
        and v[1] <= day[1] <= day[2] <= v[2]
        and v != day
        and (v[1] == day[1] or v[1] <= told)
        and b.weight * 3 >= held[day].weight
    ]
    return max(around, key=lambda a: a[:2])[2] if around else day


def conflicting_dates(said: Votes[Dates], chosen: Dates, old: Iterable[Span], moved_on: int) -> list[Dates]:
    """Exact dates that sources give beside the chosen one and that clash with it; most backed first."""
    level, start, end, _ = chosen
    if level > TRIP or len(said.values) < 2:
        return []
    gone = list(old)
    others = [
        (b.weight, b.latest.order, v)
        for v, b in said
        if v[0] == DAY and (v[2] < start or end < v[1]) and not (moved_on and _is_stale(v, b, gone, moved_on))
    ]
    return [v for _, _, v in sorted(others, reverse=True, key=lambda o: o[:2])]
