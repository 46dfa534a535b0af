"""Parts of a span of days: its early, middle or late part, its halves, its first week, its last day."""

from datetime import date, timedelta

from wiredesk.news.dates.calendar import Span, Unit, nth_weekday, shifted, span_of
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
    if days > 31 and start.day == 1:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        half = shifted(start, months // 2, "month")
        return half - timedelta(days=1) if half else end
    return start + timedelta(days=(days - 1) // 2)


def nth_in(number: int, unit: Unit | int, span: Span) -> Span | None:
    """The first (1), second ... or last (-1) unit, or weekday by its number, in a span; None where it has none."""
    start, end = span
    if isinstance(unit, int):
        day = nth_weekday(start.year, start.month, unit, number) if (end - start).days <= 31 else None
        return (day, day) if day else None
    if unit == "day":
        day = shifted(end, number + 1, "day") if number < 0 else shifted(start, number - 1, "day")
        return (day, day) if day and start <= day <= end else None
    if unit == "week":
        return _nth_week(number, span)
    if unit == "weekend":
        saturday = nth_weekday(start.year, start.month, 5, number)
        return span_of("weekend", saturday) if saturday else None
    if number < 0:
        return span_of(unit, end)
    first = span_of(unit, start)
    nth = first and shifted(first[0], number - 1, unit)
    inner = span_of(unit, nth) if nth else None
    return inner if inner and inner[0] <= end else None


def _nth_week(number: int, span: Span) -> Span | None:
    """A week belongs to the month or year in which its Thursday lies."""
    edge = span[1] if number < 0 else span[0]
    thursday = edge + timedelta(days=(3 - edge.weekday()) % 7 - (7 if number < 0 and edge.weekday() != 3 else 0))
    week = shifted(thursday, number - 1 if number > 0 else 0, "week")
    return span_of("week", week) if week and week <= span[1] else None
