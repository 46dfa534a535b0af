"""When a meeting is held, after all that was said of it.

In: the dates that reports give, and when it was moved. Out: the date that holds.
The most exact kind of date wins (a day before a trip before a week before a month ...), for a vaguer one told later
takes nothing back; among equals the latest told, unless three times as many outlets, no less trusted, say otherwise.
After a move, only dates that are told with it or later hold. A day within a meeting of two or three days does not
shorten it when it is its first; a day within a longer trip is the day of the meeting.
"""

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from wiredesk.news.life.testimony import DAY, TRIP, UNDATED, Span, exactness, span_of
from wiredesk.news.life.votes import Backing, Votes
from wiredesk_schemas import When

Dates: TypeAlias = tuple[date | None, date | None, str]
"""Start, end and precision."""

UNKNOWN: Dates = (None, None, "unknown")


def dates_of(when: When) -> Dates:
    """What is compared of a date."""
    return (when.start, when.end, when.precision) if span_of(when) else UNKNOWN


def resolve_dates(said: Votes[Dates], old: Iterable[Span], moved_on: int) -> Dates:
    """The dates that hold. `old` are the days that it was moved from, `moved_on` the day (ordinal) that this was told,
    0 when it was never moved."""
    gone = list(old)
    held = {v: b for v, b in said if _span(v) and not (moved_on and _is_stale(v, b, gone, moved_on))}
    if not held:
        return UNKNOWN
    level = min(_level(v) for v in held)
    chosen = said.latest(lambda v: v in held and _level(v) == level)
    return _whole(chosen, held) if chosen and level == DAY else chosen or UNKNOWN


def _is_stale(value: Dates, backing: Backing, gone: list[Span], moved_on: int) -> bool:
    """True for a date from before the move. The reports that tell of the move, and those after it, give the new one."""
    latest = backing.latest
    if latest.report.status == "postponed" or latest.report.moved_from is not None:
        return False
    span = _span(value)
    if span and any(span[0] <= g[1] and g[0] <= span[1] for g in gone):
        return _level(value) <= TRIP or backing.first.day <= moved_on
    return latest.day < moved_on if gone else latest.day <= moved_on


def _whole(day: Dates, held: dict[Dates, Backing]) -> Dates:
    """The days of a meeting whose first day this is, else the day."""
    around = [
        (b.weight, b.latest.order, v)
        for v, b in held.items()
        if _level(v) == DAY
        and v[0] == day[0]
        and v[1]
        and day[1]
        and v[1] > day[1]
        and b.weight * 3 >= held[day].weight
    ]
    return max(around, key=lambda a: a[:2])[2] if around else day


def _span(value: Dates) -> Span | None:
    return (value[0].toordinal(), value[1].toordinal()) if value[0] and value[1] else None


def _level(value: Dates) -> int:
    return exactness(When(start=value[0], end=value[1], precision=value[2])) if value[0] else UNDATED  # type: ignore[arg-type]  # a precision


def conflicting_dates(said: Votes[Dates], chosen: Dates, old: Iterable[Span], moved_on: int) -> list[Dates]:
    """Exact dates that sources give beside the chosen one and that clash with it; most backed first."""
    span = _span(chosen)
    if span is None or _level(chosen) > TRIP:
        return []
    gone = list(old)
    others = [
        (b.weight, b.latest.order, v)
        for v, b in said
        if (s := _span(v)) and _level(v) == DAY and (s[1] < span[0] or span[1] < s[0])
        and not (moved_on and _is_stale(v, b, gone, moved_on))
    ]  # fmt: skip
    return [v for _, _, v in sorted(others, reverse=True, key=lambda o: o[:2])]
