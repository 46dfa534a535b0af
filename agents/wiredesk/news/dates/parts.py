"""Parts of a span of days: its early, middle or late part, its halves, its first week, its last day."""

from datetime import date, timedelta

from wiredesk.news.dates.calendar import Span, Unit, shifted, span_of
from wiredesk.news.dates.values import PartName

_THIRDS = {"early": 0, "mid": 1, "late": 2, "end": 2}


def days_of_part(part: PartName, span: Span) -> Span:
    """Thirds by days in a month (1-10, 11-20, 21-end), by months in what is longer; halves likewise."""
    start, end = span
    days = (end - start).days + 1
    if days == 1:
        return span
    if part in ("first half", "second half"):
        middle = _middle(start, end, days)
        return (start, middle) if part == "first half" else (middle + timedelta(days=1), end)
    third = _THIRDS[part]
    if days <= 7:  # a week: Monday to Wednesday, Tuesday to Thursday, Thursday or (its end) Friday to Sunday
        first, last = {"early": (0, 2), "mid": (1, 3), "late": (3, 6), "end": (4, 6)}[part]
        return start + timedelta(days=first), min(start + timedelta(days=last), end)
    if days <= 31:
        cuts = [start, start + timedelta(days=10), start + timedelta(days=20), end + timedelta(days=1)]
    else:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        inner = [shifted(start, months * n // 3, "month") or start for n in (1, 2)]
        cuts = [start, *inner, end + timedelta(days=1)] if end < date.max else [start, *inner, end]
    return cuts[third], cuts[third + 1] - timedelta(days=1)


def _middle(start: date, end: date, days: int) -> date:
    if 28 <= days <= 31 and start.day == 1:
        return start.replace(day=15)
    if days > 31 and start.day == 1:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        half = shifted(start, months // 2, "month")
        return half - timedelta(days=1) if half else end
    return start + timedelta(days=(days - 1) // 2)


def nth_in(number: int, unit: Unit | int, span: Span) -> Span | None:
    """The first (1), second ... or last (-1) unit, or weekday by its number, in a span; None where it has none."""
    start, end = span
    if isinstance(unit, int):
        day = _nth_weekday(number, unit, span)
        return (day, day) if day else None
    if unit == "day":
        day = shifted(end, number + 1, "day") if number < 0 else shifted(start, number - 1, "day")
        return (day, day) if day and start <= day <= end else None
    if unit == "week":
        return _nth_week(number, span)
    if unit == "weekend":
        saturday = _nth_weekday(number, 5, span)
        return span_of("weekend", saturday) if saturday else None
    if number < 0:
        nth = shifted(end.replace(day=1) if (end - start).days > 31 else end, number + 1, unit)
        inner = span_of(unit, nth) if nth else None
        return inner if inner and inner[0] >= start else None
    first = span_of(unit, start)
    nth = first and shifted(first[0], number - 1, unit)
    inner = span_of(unit, nth) if nth else None
    return inner if inner and inner[0] <= end else None


def _nth_weekday(number: int, weekday: int, span: Span) -> date | None:
    start, end = span
    if number < 0:
        day = shifted(end, 7 * (number + 1) - (end.weekday() - weekday) % 7, "day")
    else:
        day = shifted(start, 7 * (number - 1) + (weekday - start.weekday()) % 7, "day")
    return day if day and start <= day <= end else None


def _nth_week(number: int, span: Span) -> Span | None:
    """A week belongs to the month or year in which its Thursday lies."""
    edge = span[1] if number < 0 else span[0]
    thursday = edge + timedelta(days=(3 - edge.weekday()) % 7 - (7 if number < 0 and edge.weekday() != 3 else 0))
    week = shifted(thursday, number - 1 if number > 0 else number + 1, "week")
    return span_of("week", week) if week and span[0] <= week <= span[1] else None


def long_weekend(holiday: date) -> Span | None:
    """The weekend before a Monday or Tuesday, else the one after; with the holiday, if at most one day lies between."""
    near = shifted(holiday, -2, "day")
    weekend = span_of("weekend", near) if near else None
    if weekend is None:
        return None
    far = max((weekend[0] - holiday).days, (holiday - weekend[1]).days) > 2
    return weekend if far else (min(weekend[0], holiday), max(weekend[1], holiday))
