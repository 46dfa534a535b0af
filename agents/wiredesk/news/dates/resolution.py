"""Place a time expression on the calendar, as a careful reader of a newspaper of that day would.

In: an expression, the publication day (None when unknown), the direction of the verb's tense. Out: a `When` with its
precision and how it came about; None for what is no date (habits, durations). What cannot be placed for certain keeps
its words and has precision "unknown": vague times, year-less dates when the publication day is unknown or when the
nearest such day in the direction is more than 300 days off, times that hang on an event the text does not date.

Conventions: weeks from Monday; "this week" is today to Sunday (on a Sunday: to the next one); thirds of a month
(1-10, 11-20, 21-end) for early, mid and late; "by June 5" from the publication day to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from wiredesk.news.dates.calendar import (
    HOLIDAYS,
    Span,
    Unit,
    day_of,
    month_span,
    months_span,
    nth_weekday,
    season_span,
    shifted,
    span_of,
    years_span,
)
from wiredesk.news.dates.expressions import Direction, TimeExpression
from wiredesk.news.dates.values import (
    Anchor,
    Bound,
    Clock,
    Day,
    Duration,
    Fraction,
    Holiday,
    Moment,
    Month,
    NumericDay,
    Offset,
    Ordinal,
    Part,
    Range,
    Relative,
    Repeated,
    Season,
    Several,
    Stretch,
    UnitOf,
    Value,
    Weekday,
    Year,
)
from wiredesk_schemas import ResolvedFrom, When
from wiredesk_schemas.values import Precision

MAX_DISTANCE_DAYS = 300
"""Nearer than a year, so that a report of last September's talks in a piece of 20 September is not next September's."""

_PRECISIONS: dict[Unit, Precision] = {"day": "day", "week": "week", "weekend": "days", "month": "month", "year": "year"}
_THIRDS = {"early": 0, "mid": 1, "late": 2, "end": 2}


@dataclass(frozen=True, slots=True)
class _Frame:
    """From which days to count, and which way."""

    published: date | None
    anchor: date | None
    direction: Direction | None
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Days on the calendar; `counted` whether the publication day or an anchor was needed."""

    start: date
    end: date
    precision: Precision
    rule: str
    counted: date | None = None


def resolve(
    expression: TimeExpression,
    published_on: date | None,
    *,
    direction: Direction | None = None,
    anchor: date | None = None,
    day_first: bool | None = None,
) -> When | None:
    """When the expression is; None when it is no date.

    `direction` is the tense of the sentence's verb, None where it is undecided: then the nearest day is taken. Words
    that name a direction themselves ("last", "ago") keep it. `anchor` is the day of the expression that "two days
    later" or "the same day" refers to. `day_first` says how the source writes "5/6/2023" (True: June 5), None where
    that is not known.
    """
    value = expression.value
    if isinstance(value, Duration | Repeated):
        return None
    frame = _Frame(published_on, anchor, direction, day_first)
    clock = value.clock if isinstance(value, Moment) else value if isinstance(value, Clock) else None
    place = _place(value, frame)
    time = f"{clock.hour:02d}:{clock.minute:02d}" if clock else None
    zone = clock.zone if clock else None
    if place is None:
        trace = ResolvedFrom(words=expression.text, anchor=None, rule=f"{expression.rule}: not placed")
        return When(text=expression.text, time=time, zone=zone, resolved_from=trace)
    trace = ResolvedFrom(words=expression.text, anchor=place.counted, rule=f"{expression.rule}: {place.rule}")
    return When(
        start=place.start,
        end=place.end,
        precision=place.precision,
        text=expression.text,
        time=time,
        zone=zone,
        resolved_from=trace,
    )


def _place(value: Value, frame: _Frame) -> _Place | None:
    match value:
        case Day():
            return _day(value, frame)
        case NumericDay(first, second, year) if frame.day_first is not None:
            day, month = (first, second) if frame.day_first else (second, first)
            return _of(_single(day_of(year, month, day)), "day", "day first" if frame.day_first else "month first")
        case Weekday():
            return _weekday(value, frame)
        case Relative():
            return _relative(value, frame)
        case Month() | Season() | Holiday():
            return _named(value, frame)
        case Year(year, years):
            precision: Precision = "year" if years == 1 else "window"
            return _of(years_span(year, years), precision, "that year" if years == 1 else "those years")
        case Fraction():
            return _fraction(value, frame)
        case Part():
            return _part(value, frame)
        case Ordinal():
            return _ordinal(value, frame)
        case UnitOf(unit, of):
            place = _place(of, frame)
            return place and _of(span_of(unit, place.start), _precision(unit), f"the {unit} of it", place.counted)
        case Anchor(unit):
            told = frame.anchor
            return _of(span_of(unit, told) if told else None, _precision(unit), "the day told before", told)
        case Offset():
            return _offset(value, frame)
        case Stretch():
            return _stretch(value, frame)
        case Bound():
            return _bound(value, frame)
        case Range():
            return _range(value, frame)
        case Several():
            return _several(value, frame)
        case Moment(day, _, _):
            return _place(day, frame)
        case Clock() if frame.anchor or (frame.direction == "future" and frame.published):
            on = frame.anchor or frame.published
            return _of((on, on) if on else None, "day", "a time of the day in hand", on)
    return None


def _of(span: Span | None, precision: Precision, rule: str, counted: date | None = None) -> _Place | None:
    return _Place(span[0], span[1], precision, rule, counted) if span else None


def _precision(unit: Unit) -> Precision:
    return _PRECISIONS.get(unit, "window")


def _nearest(spans: Iterable[Span | None], frame: _Frame) -> tuple[Span, str] | None:
    """The span that is nearest to the publication day in the direction, at most 300 days off; else None."""
    published = frame.published
    if published is None:
        return None
    known = [span for span in spans if span]
    if frame.direction == "future":
        known = [span for span in known if span[1] >= published]
        rule = "first on or after publication"
    elif frame.direction == "past":
        known = [span for span in known if span[0] <= published]
        rule = "last on or before publication"
    else:
        rule = "nearest to publication"
    if not known:
        return None
    best = min(known, key=lambda span: _distance(span, published))
    return (best, rule) if _distance(best, published) <= MAX_DISTANCE_DAYS else None


def _distance(span: Span, day: date) -> int:
    return max((span[0] - day).days, (day - span[1]).days, 0)


def _years(frame: _Frame, around: int = 1) -> range:
    year = frame.published.year if frame.published else 1
    return range(year - around, year + around + 1)


def _single(day: date | None) -> Span | None:
    return (day, day) if day else None


def _day(value: Day, frame: _Frame) -> _Place | None:
    if value.month and value.year:
        return _of(_single(day_of(value.year, value.month, value.day)), "day", "full date")
    if frame.published is None:
        return None
    if value.month:
        days = [day_of(year, value.month, value.day) for year in _years(frame)]
    else:
        months = [shifted(frame.published.replace(day=1), n, "month") for n in range(-11, 12)]
        days = [day_of(m.year, m.month, value.day) for m in months if m]
    if value.weekday is not None:
        fitting = [day for day in days if day and day.weekday() == value.weekday]
        both_ways = replace(frame, direction=None) if value.month else frame
        found = _nearest(map(_single, fitting), frame) or _nearest(map(_single, fitting), both_ways)
        if found:
            return _of(found[0], "day", f"that weekday's date, {found[1]}", frame.published)
    found = _nearest(map(_single, days), frame)
    return found and _of(found[0], "day", found[1], frame.published)


def _weekday(value: Weekday, frame: _Frame) -> _Place | None:
    if value.of is not None:
        week = _place(replace(value.of, rest=False) if isinstance(value.of, Relative) else value.of, frame)
        if week is None or (week.end - week.start).days > 13:
            return None
        start = week.start - timedelta(days=week.start.weekday()) if week.precision == "week" else week.start
        day = shifted(start, (value.weekday - start.weekday()) % 7, "day")
        return _of(_single(day), "day", "of that week", week.counted)
    from_anchor = value.shift in ("following", "previous")
    day = frame.anchor if from_anchor else frame.published
    if day is None:
        return None
    ahead, back = (value.weekday - day.weekday()) % 7, (day.weekday() - value.weekday) % 7
    monday = -day.weekday()
    if value.shift == "next":
        days, rule = monday + 7 + value.weekday, "of next week"
    elif value.shift == "last":
        days, rule = monday - 7 + value.weekday, "of last week"
    elif value.shift in ("coming", "following"):
        days, rule = ahead or 7, "first after"
    elif value.shift in ("past", "previous"):
        days, rule = -(back or 7), "last before"
    elif frame.direction == "future":
        days, rule = ahead, "first on or after publication"
    elif frame.direction == "past":
        days, rule = -back, "last on or before publication"
    elif value.shift == "this":
        days, rule = monday + value.weekday, "of this week"
    else:
        days, rule = ahead if ahead <= back else -back, "nearest to publication"
    return _of(_single(shifted(day, days, "day")), "day", rule, day)


def _relative(value: Relative, frame: _Frame) -> _Place | None:
    published = frame.published
    if published is None:
        return None
    unit, precision = value.unit, _precision(value.unit)
    day = shifted(published, value.count, unit)
    span = day and span_of(unit, day)
    if not span:
        return None
    if unit == "day" or value.count:
        return _of(span, precision, f"{value.count:+d} {unit}", published)
    if unit == "weekend":
        if frame.direction == "past" and published < span[0]:
            day = shifted(published, -1, "week")
            return _of(span_of(unit, day) if day else None, precision, "the weekend before publication", published)
        return _of(span, precision, "the weekend of this week", published)
    if value.gone or (frame.direction == "past" and not value.rest):
        return _of((span[0], published), precision, f"this {unit} up to publication", published)
    end = span[1]
    if unit == "week" and published == end:  # on a Sunday, the week to come
        end += timedelta(days=7)
    return _of((published, end), precision, f"publication to the end of the {unit}", published)


def _named(value: Month | Season | Holiday, frame: _Frame) -> _Place | None:
    """A month, season or holiday of a known year, or the one that the words or the direction pick."""

    def in_year(year: int) -> Span | None:
        if isinstance(value, Month):
            return month_span(year, value.month)
        if isinstance(value, Season):
            return season_span(value.name, year)
        return _single(HOLIDAYS[value.name](year))

    if isinstance(value, Holiday) and value.of is not None:
        of = _place(_whole(value.of), frame)
        return of and _of(in_year(of.start.year), "day", "of that year", of.counted)
    precision: Precision = "month" if isinstance(value, Month) else "season" if isinstance(value, Season) else "day"
    if value.year:
        return _of(in_year(value.year), precision, "of that year")
    published = frame.published
    if published is None:
        return None
    spans = [span for year in _years(frame, 2) if (span := in_year(year))]
    if value.shift in ("next", "coming", "following"):
        after = next((span for span in spans if span[0] > published), None)
        return _of(after, precision, "first after publication", published)
    if value.shift in ("last", "past", "previous"):
        over = [span for span in spans if span[1] < published]
        return _of(over[-1] if over else None, precision, "last before publication", published)
    if value.shift == "this" and not (isinstance(value, Season) and value.name == "winter"):
        return _of(in_year(published.year), precision, "of this year", published)
    found = _nearest(spans, frame)
    return found and _of(found[0], precision, found[1], published)


def _fraction(value: Fraction, frame: _Frame) -> _Place | None:
    months = 12 // value.parts
    first = months * (value.number - 1) + 1
    if value.of is not None:
        whole = _place(_whole(value.of), frame)
        return whole and _of(months_span(whole.end.year, first, months), "window", "of that year", whole.counted)
    found = _nearest((months_span(year, first, months) for year in _years(frame)), frame)
    return found and _of(found[0], "window", found[1], frame.published)


def _whole(value: Value) -> Value:
    """ "this month" within "the end of this month" is all of it, not what is left of it."""
    if isinstance(value, Relative) and value.count == 0 and value.unit != "day":
        return UnitOf(value.unit, Relative("day"))
    return value


def _part(value: Part, frame: _Frame) -> _Place | None:
    of = _place(_whole(value.of), frame)
    if of is None:
        return None
    start, end = _days_of_part(value.part, of)
    published = frame.published
    if published and frame.direction == "future" and start < published <= end and of.counted:
        start = published
    return _of((start, end), "window", f"{value.part} part", of.counted)


def _days_of_part(part: str, of: _Place) -> Span:
    start, end = of.start, of.end
    days = (end - start).days + 1
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


def _ordinal(value: Ordinal, frame: _Frame) -> _Place | None:
    of = _place(_whole(value.of), frame)
    if of is None:
        return None
    number, unit, rule = value.number, value.unit, f"number {value.number} in it"
    if isinstance(unit, int):
        if (of.end - of.start).days > 31:
            return None
        return _of(_single(nth_weekday(of.start.year, of.start.month, unit, number)), "day", rule, of.counted)
    if unit == "day":
        day = of.end if number < 0 else shifted(of.start, number - 1, "day")
        return _of(_single(day if day and day <= of.end else None), "day", rule, of.counted)
    if unit == "week":  # a week belongs to the month or year in which its Thursday lies
        edge = of.end if number < 0 else of.start
        thursday = edge + timedelta(days=(3 - edge.weekday()) % 7 - (7 if number < 0 and edge.weekday() != 3 else 0))
        week = shifted(thursday, number - 1 if number > 0 else 0, "week")
        span = span_of("week", week) if week and week <= of.end else None
        return _of(span, "week", rule, of.counted)
    if unit == "weekend":
        saturday = nth_weekday(of.start.year, of.start.month, 5, number)
        return _of(span_of("weekend", saturday) if saturday else None, "days", rule, of.counted)
    inner = span_of(unit, of.end) if number < 0 else None
    if inner is None:
        first = span_of(unit, of.start)
        nth = first and shifted(first[0], number - 1, unit)
        inner = span_of(unit, nth) if nth else None
    return _of(inner if inner and inner[0] <= of.end else None, _precision(unit), rule, of.counted)


def _offset(value: Offset, frame: _Frame) -> _Place | None:
    if value.unit in ("hour", "minute"):
        return None
    if value.origin is None or isinstance(value.origin, Anchor):
        day = frame.published if value.origin is None else frame.anchor
        target = day and shifted(day, value.count, value.unit)
        unit: Unit = "day" if value.unit in ("week", "weekend") else value.unit
        return _of(span_of(unit, target) if target else None, _precision(unit), f"{value.count:+d} {value.unit}", day)
    origin = _exact(value.origin, frame) if isinstance(value.origin, Offset) else _place(value.origin, frame)
    if origin is None or origin.start != origin.end:
        return None
    target = shifted(origin.start, value.count, value.unit)
    return _of(_single(target), "day", f"{value.count:+d} {value.unit} from that day", origin.counted)


def _exact(value: Offset, frame: _Frame) -> _Place | None:
    """Counted to the day, as "two years" is in "two years and three days ago"."""
    if value.origin is None or isinstance(value.origin, Anchor):
        day = frame.published if value.origin is None else frame.anchor
        return _of(_single(day and shifted(day, value.count, value.unit)), "day", "counted to the day", day)
    return _offset(value, frame)


def _stretch(value: Stretch, frame: _Frame) -> _Place | None:
    published = frame.published
    if published is None:
        return None
    if value.unit == "hour":
        other = shifted(published, -(-value.count // 24), "day")
    else:
        other = shifted(published, value.count, value.unit)
    if other is None:
        return None
    span = (published, other) if value.count > 0 else (other, published)
    return _of(span, "window", f"{value.count:+d} {value.unit} from publication", published)


def _bound(value: Bound, frame: _Frame) -> _Place | None:
    published = frame.published
    direction: Direction = "past" if value.side == "since" else frame.direction or "future"
    of = _place(_whole(value.of), replace(frame, direction=direction))
    if of is None or published is None or value.side == "after":
        return None
    if value.side == "since":
        return _of(
            (of.start, published) if of.start <= published else None, "window", "from it to publication", published
        )
    at_end = isinstance(value.of, Part) and value.of.part == "end"
    end: date | None = of.end
    if not at_end and value.side == "before":
        end = shifted(of.start, -1, "day")
    elif not at_end and value.side == "until":
        end = of.start
    return _of((published, end) if end and end >= published else None, "window", "publication to it", published)


def _is_floating(value: Value) -> bool:
    """Whether a value is placed by nearness alone, so that the second of a range follows the first."""
    match value:
        case Day(_, month, year, _):
            return not (month and year)
        case Weekday(_, None, None) | Month(_, None, None) | Season(_, None, None) | Holiday(_, None, None):
            return True
        case Part(_, of) | Moment(of, _, _):
            return _is_floating(of)
    return False


def _after(first: _Place, last: Value, frame: _Frame) -> _Place | None:
    return _place(last, replace(frame, published=first.start, direction="future") if _is_floating(last) else frame)


def _range(value: Range, frame: _Frame) -> _Place | None:
    first = _place(_whole(value.first), frame)
    last = _after(first, _whole(value.last), frame) if first else None
    if first is None and _is_floating(value.first) and frame.published:  # it has begun: count back from its end
        last = _place(value.last, frame)
        first = last and _place(value.first, replace(frame, published=last.end, direction="past"))
    if first and last and last.end < first.start and _is_floating(value.first):
        first = _place(value.first, replace(frame, published=last.end, direction="past"))
    if first is None or last is None or last.end < first.start:
        return None
    whole_days = first.precision == last.precision == "day"
    counted = first.counted or last.counted
    precision: Precision = "days" if value.lasting and whole_days else "window"
    return _of((first.start, last.end), precision, f"from one to the other, {first.rule}", counted and frame.published)


def _several(value: Several, frame: _Frame) -> _Place | None:
    first = _place(value.options[0], frame)
    places = [first, *(_after(first, option, frame) if first else None for option in value.options[1:])]
    known = [place for place in places if place]
    if first is None or len(known) < len(value.options):
        return None
    start, end = min(p.start for p in known), max(p.end for p in known)
    in_a_row = all((b.start - a.end).days == 1 for a, b in pairwise(known))
    lasting = in_a_row and not value.either and all(p.precision == "day" for p in known)
    counted = frame.published if any(p.counted for p in known) else None
    return _of((start, end), "days" if lasting else "window", f"all of them, {first.rule}", counted)
