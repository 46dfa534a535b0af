"""Place a time expression on the calendar, as a careful reader of a newspaper of that day would.

In: an expression, the publication day (None when unknown), the direction of the verb's tense. Out: a `When` with its
precision and how it came about; None for what is no date (habits, durations). What cannot be placed for certain keeps
its words and has precision "unknown": vague times, year-less dates when the publication day is unknown or when the
nearest such day in the direction is more than 300 days off, times that hang on an event the text does not date.

Conventions: weeks from Monday; "this week" is today to Sunday (on a Sunday: to the next one); thirds of a month
(1-10, 11-20, 21-end) for early, mid and late; "by June 5" from the publication day to it.
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from wiredesk.news.dates.calendar import (
    HOLIDAYS,
    Span,
    Unit,
    month_span,
    months_span,
    season_span,
    shifted,
    span_of,
    years_span,
)
from wiredesk.news.dates.counted import place_day, place_relative, place_stretch
from wiredesk.news.dates.expressions import Direction, TimeExpression
from wiredesk.news.dates.parts import days_of_part, long_weekend, nth_in
from wiredesk.news.dates.places import Frame, Place, nearest, placed, precision_of, single, years_around
from wiredesk.news.dates.values import (
    Anchor,
    Bound,
    Clock,
    Day,
    Duration,
    Fraction,
    Holiday,
    LongWeekend,
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
    is_floating,
)
from wiredesk_schemas import ResolvedFrom, When
from wiredesk_schemas.values import Precision


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
    frame = Frame(published_on, anchor, direction, day_first)
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


def _place(value: Value, frame: Frame) -> Place | None:
    match value:
        case Day():
            return place_day(value, frame)
        case NumericDay():
            return _numeric_day(value, frame)
        case Weekday():
            return _weekday(value, frame)
        case Relative():
            return place_relative(value, frame)
        case Month() | Season() | Holiday():
            return _named(value, frame)
        case Year(year, years):
            years_precision: Precision = "year" if years == 1 else "window"
            return placed(years_span(year, years), years_precision, "that year" if years == 1 else "those years")
        case Fraction():
            return _fraction(value, frame)
        case Part():
            return _part(value, frame)
        case Ordinal(number, counted_unit, of):
            whole = _place(_whole(of), frame)
            span = nth_in(number, counted_unit, (whole.start, whole.end)) if whole else None
            precision = "day" if isinstance(counted_unit, int) else precision_of(counted_unit)
            return whole and placed(span, precision, f"number {number} in it", whole.counted)
        case UnitOf(unit, of):
            place = _exact(of, frame) if isinstance(of, Offset) else _place(of, frame)
            return place and placed(span_of(unit, place.start), precision_of(unit), f"the {unit} of it", place.counted)
        case LongWeekend(of):
            place = _place(of, frame)
            return place and placed(long_weekend(place.start), "days", "the weekend beside it", place.counted)
        case Anchor(unit):
            told = frame.anchor
            return placed(span_of(unit, told) if told else None, precision_of(unit), "the day told before", told)
        case Offset():
            return _offset(value, frame)
        case Stretch():
            return place_stretch(value, frame)
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
            return placed((on, on) if on else None, "day", "a time of the day in hand", on)
    return None


def _numeric_day(value: NumericDay, frame: Frame) -> Place | None:
    """In the order that its weekday or the source's habit tells."""
    first, second = Day(value.second, value.first, value.year), Day(value.first, value.second, value.year)
    if value.weekday is not None:
        days = {place_day(replace(day, weekday=value.weekday), frame) for day in (first, second)}
        fitting = [place for place in days if place and place.start.weekday() == value.weekday]
        if len(fitting) == 1:
            return fitting[0]
    return None if frame.day_first is None else place_day(second if frame.day_first else first, frame)


def _weekday(value: Weekday, frame: Frame) -> Place | None:
    if value.of is not None and value.shift in ("following", "previous"):
        of = _place(value.of, frame)
        beside = of and _place(replace(value, of=None), replace(frame, anchor=of.start))
        return of and beside and replace(beside, counted=of.counted)
    if value.of is not None:
        week = _place(replace(value.of, rest=False) if isinstance(value.of, Relative) else value.of, frame)
        if week is None or (week.end - week.start).days > 13:
            return None
        start = week.start - timedelta(days=week.start.weekday()) if week.precision == "week" else week.start
        day = shifted(start, (value.weekday - start.weekday()) % 7, "day")
        return placed(single(day), "day", "of that week", week.counted)
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
    return placed(single(shifted(day, days, "day")), "day", rule, day)


def _named(value: Month | Season | Holiday, frame: Frame) -> Place | None:
    """A month, season or holiday of a known year, or the one that the words or the direction pick."""

    def in_year(year: int) -> Span | None:
        if isinstance(value, Month):
            return month_span(year, value.month)
        if isinstance(value, Season):
            return season_span(value.name, year)
        return single(HOLIDAYS[value.name](year))

    precision: Precision = "month" if isinstance(value, Month) else "season" if isinstance(value, Season) else "day"
    if value.of is not None:
        of = _place(_whole(value.of), frame)
        return of and placed(in_year(of.start.year), precision, "of that year", of.counted)
    if value.year:
        return placed(in_year(value.year), precision, "of that year")
    published = frame.published
    if published is None:
        return None
    spans = [span for year in years_around(frame, 2) if (span := in_year(year))]
    if value.shift in ("next", "coming", "following"):
        after = next((span for span in spans if span[0] > published), None)
        return placed(after, precision, "first after publication", published)
    if value.shift in ("last", "past", "previous"):
        over = [span for span in spans if span[1] < published]
        return placed(over[-1] if over else None, precision, "last before publication", published)
    if value.shift == "this" and not (isinstance(value, Season) and value.name == "winter"):
        return placed(in_year(published.year), precision, "of this year", published)
    found = nearest(spans, frame)
    return found and placed(found[0], precision, found[1], published)


def _fraction(value: Fraction, frame: Frame) -> Place | None:
    months = 12 // value.parts
    first = months * (value.number - 1) + 1
    if value.of is not None:
        whole = _place(_whole(value.of), frame)
        return whole and placed(months_span(whole.end.year, first, months), "window", "of that year", whole.counted)
    found = nearest((months_span(year, first, months) for year in years_around(frame)), frame)
    return found and placed(found[0], "window", found[1], frame.published)


def _whole(value: Value) -> Value:
    """ "this month" within "the end of this month" is all of it, not what is left of it."""
    if isinstance(value, Relative) and value.count == 0 and value.unit != "day":
        return UnitOf(value.unit, Relative("day"))
    return value


def _part(value: Part, frame: Frame) -> Place | None:
    of = _place(_whole(value.of), frame)
    if of is None:
        return None
    if value.part in ("earlier", "later"):
        return _rest_of(value.part, of, frame)
    start, end = days_of_part(value.part, (of.start, of.end))
    published = frame.published
    if published and frame.direction == "future" and start < published <= end and of.counted:
        start = published
    return placed((start, end), "day" if start == end == of.start else "window", f"{value.part} part", of.counted)


def _rest_of(part: str, of: Place, frame: Frame) -> Place | None:
    """ "later this summer": from publication on, where that lies in it."""
    start, end = of.start, of.end
    if frame.published and start <= frame.published <= end:
        start, end = (start, frame.published) if part == "earlier" else (frame.published, end)
    return placed((start, end), of.precision, f"what is {part} of it", of.counted)


def _offset(value: Offset, frame: Frame) -> Place | None:
    if value.unit in ("hour", "minute"):
        return None
    if value.origin is None or isinstance(value.origin, Anchor):
        day = frame.published if value.origin is None else frame.anchor
        target = day and shifted(day, value.count, value.unit)
        unit: Unit = "day" if value.unit in ("week", "weekend") else value.unit
        return placed(
            span_of(unit, target) if target else None, precision_of(unit), f"{value.count:+d} {value.unit}", day
        )
    origin = _exact(value.origin, frame) if isinstance(value.origin, Offset) else _place(value.origin, frame)
    if origin is None or origin.start != origin.end:
        return None
    target = shifted(origin.start, value.count, value.unit)
    return placed(single(target), "day", f"{value.count:+d} {value.unit} from that day", origin.counted)


def _exact(value: Offset, frame: Frame) -> Place | None:
    """Counted to the day, as "two years" is in "two years and three days ago"."""
    if value.origin is None or isinstance(value.origin, Anchor):
        day = frame.published if value.origin is None else frame.anchor
        return placed(single(day and shifted(day, value.count, value.unit)), "day", "counted to the day", day)
    return _offset(value, frame)


def _bound(value: Bound, frame: Frame) -> Place | None:
    published = frame.published
    direction: Direction = "past" if value.side == "since" else frame.direction or "future"
    of = _place(_whole(value.of), replace(frame, direction=direction))
    if of is None or published is None or value.side == "after":
        return None
    if value.side == "since":
        return placed(
            (of.start, published) if of.start <= published else None, "window", "from it to publication", published
        )
    at_end = isinstance(value.of, Part) and value.of.part == "end"
    end: date | None = of.end
    if not at_end and value.side == "before":
        end = shifted(of.start, -1, "day")
    elif not at_end and value.side == "until":
        end = of.start
    return placed((published, end) if end and end >= published else None, "window", "publication to it", published)


def _after(first: Place, last: Value, frame: Frame) -> Place | None:
    return _place(last, replace(frame, published=first.start, direction="future") if is_floating(last) else frame)


def _range(value: Range, frame: Frame) -> Place | None:
    first = _place(_whole(value.first), frame)
    last = _after(first, _whole(value.last), frame) if first else None
    if first is None and is_floating(value.first) and frame.published:  # it has begun: count back from its end
        last = _place(value.last, frame)
        first = last and _place(value.first, replace(frame, published=last.end, direction="past"))
    if first and last and last.end < first.start and is_floating(value.first):
        first = _place(value.first, replace(frame, published=last.end, direction="past"))
    if first is None or last is None or last.end < first.start:
        return None
    whole_days = first.precision == last.precision == "day"
    counted = frame.published if first.counted or last.counted else None
    precision: Precision = "days" if value.lasting and whole_days else "window"
    return placed(
        (first.start, last.end), precision, f"from one to the other, {first.rule}", counted and frame.published
    )


def _several(value: Several, frame: Frame) -> Place | None:
    first = _place(value.options[0], frame)
    places = [first, *(_after(first, option, frame) if first else None for option in value.options[1:])]
    known = [place for place in places if place]
    if first is None or len(known) < len(value.options):
        return None
    start, end = min(p.start for p in known), max(p.end for p in known)
    in_a_row = all((b.start - a.end).days == 1 for a, b in pairwise(known))
    lasting = in_a_row and not value.either and all(p.precision == "day" for p in known)
    counted = frame.published if any(p.counted for p in known) else None
    return placed((start, end), "days" if lasting else "window", f"all of them, {first.rule}", counted)
