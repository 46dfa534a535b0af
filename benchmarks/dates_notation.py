"""Carries a time that was read here into the notation of the public test phrases, which says some things otherwise.

In: an expression and the day of reference. Out: its first and last day as the phrases would give them, None where it
has none. What was understood stays the same; only these habits differ, and each holds for all phrases alike:

- A range told by its two ends stops before the end that is named ("May 5 to May 7" has two days, "March to May" two
  months), and a part of a period at either end is the point where that begins ("the start"), halves ("the middle") or
  is over ("the end").
- "In two months" and "two years ago" are one day, counted from the day of reference; here that month or that year, as
  news means it. "The next three days" begin tomorrow and "the past three days" end yesterday; "within three days" are
  today and the two after it. Here they last from today to the day counted, both with it. Decades are whole ones there,
  as are "the past month" and "the coming week"; "the following Friday" is that of next week.
- "This week" and "the current quarter" are all of it; here what is left of it from publication on. "Later this year"
  is what is left of its second half, "earlier this month" its first half.
- "Early" and "late" are halves of a month, a week and of the present year, "mid" is the 10th to the 20th of a month;
  here these are thirds, which they are there of other years.
"""

from dataclasses import replace
from datetime import date, timedelta

from wiredesk.news.dates import TimeExpression, resolve
from wiredesk.news.dates.calendar import Unit, span_of
from wiredesk.news.dates.values import (
    Anchor,
    Bound,
    Day,
    Fraction,
    Moment,
    Month,
    NumericDay,
    Offset,
    Ordinal,
    Part,
    Range,
    Relative,
    Stretch,
    UnitOf,
    Value,
    Weekday,
    Year,
)

Span = tuple[date, date]
DAY = timedelta(days=1)


def carried(expression: TimeExpression, reference: date | None) -> Span | None:
    """First and last day, by the habits above."""
    value = expression.value
    plain = placed(expression, value, reference)
    if plain is None:
        return None
    match value:
        case Moment(day, _, _):
            return carried(replace(expression, value=day), reference)
        case Weekday(day, "following" | "previous" as shift, None):
            return placed(expression, Weekday(day, "next" if shift == "following" else "last"), reference)
        case Offset(_, "month" | "year" | "decade" | "quarter", None | Anchor()):
            return placed(expression, Offset(0, "day", value), reference)
        case Stretch(count, unit):
            return stretch(expression, count, unit, plain, reference)
        case Relative(unit, 0) if unit not in ("day", "weekend"):
            return of_the_present(value, placed(expression, UnitOf(unit, Relative("day")), reference), plain)
        case Part(part, of) if part not in ("first half", "second half"):
            return part_of(part, of, plain)
        case Bound("by", of):
            return plain[0], point(of, plain[1]) - DAY
        case Bound("since", _):
            return plain[0], plain[1] - DAY
        case Range(first, last, _):
            return between_ends(first, last, plain)
    return plain


def placed(expression: TimeExpression, value: Value, reference: date | None) -> Span | None:
    """As it is placed here, with figures as in America; words that count from another day count from the reference."""
    when = resolve(replace(expression, value=value), reference, anchor=reference, day_first=False)
    return (when.start, when.end) if when and when.start and when.end else None


def stretch(expression: TimeExpression, count: int, unit: Unit, plain: Span, reference: date | None) -> Span | None:
    """From tomorrow or to yesterday; whole decades and quarters; without a number the calendar's period."""
    text = expression.text.lower()
    if text.startswith("within"):
        return plain[0], plain[1] - DAY
    if unit == "quarter":
        return plain
    if unit == "decade":
        ends = [placed(expression, Relative(unit, n), reference) for n in sorted((count, 1 if count > 0 else -1))]
        return (ends[0][0], ends[1][1]) if ends[0] and ends[1] else None
    if text.endswith((f"coming {unit}", f"past {unit}")):
        return placed(expression, Relative(unit, count), reference)
    return (plain[0] + DAY, plain[1]) if count > 0 else (plain[0], plain[1] - DAY)


def of_the_present(value: Relative, whole: Span | None, plain: Span) -> Span | None:
    """All of the present week, month ..., or its half."""
    if whole is None or not (value.rest or value.gone):
        return whole
    early, late = halves(whole)
    return (max(late[0], plain[0]), late[1]) if value.rest else early


def part_of(part: str, of: Value, plain: Span) -> Span:
    """The half or the middle of a month, a week and the present year; the third of another year."""
    unit = unit_of(of)
    whole = span_of(unit, plain[0]) if unit else None
    if whole is None or (unit == "year" and not isinstance(of, Relative)):
        return plain
    if part == "mid":
        return (whole[0].replace(day=10), whole[0].replace(day=20)) if unit == "month" else plain
    return halves(whole)[0 if part in ("early", "earlier") else 1]


def between_ends(first: Value, last: Value, plain: Span) -> Span:
    """From where the first begins to where the last begins; what is told by its length stays as long."""
    by_length = isinstance(last, Offset) or (isinstance(first, Ordinal) and isinstance(last, Ordinal))
    by_length = by_length or (isinstance(last, Weekday) and isinstance(last.of, Relative))  # "the working week"
    return plain if by_length else (point(first, plain[0]), point(last, plain[1]) - DAY)


def point(value: Value, day: date) -> date:
    """Where the period in which the day lies begins, or its named part."""
    part = value.part if isinstance(value, Part) else "early"
    unit = unit_of(value.of if isinstance(value, Part) else value) or "day"
    start, end = span_of(unit, day) or (day, day)
    if part in ("late", "end"):
        return end + DAY
    return start + (end + DAY - start) / 2 if part == "mid" else start


def halves(whole: Span) -> tuple[Span, Span]:
    """Of a year six months each, of a month 15 days and the rest, of a week three and four days."""
    start, end = whole
    days = (end - start).days + 1
    middle = start.replace(month=7) if days > 300 else start + timedelta(days=3 if days == 7 else 15)
    return (start, middle - DAY), (middle, end)


def unit_of(value: Value) -> Unit | None:
    """How long the period is that a value names, None for what is none of the calendar's."""
    match value:
        case Day() | NumericDay():
            return "day"
        case Month():
            return "month"
        case Year(_, 1):
            return "year"
        case Fraction(_, 4, _):
            return "quarter"
        case Relative(unit) | UnitOf(unit, _):
            return unit
    return None
