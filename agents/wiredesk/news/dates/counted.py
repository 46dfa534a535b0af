"""Times that are counted from the publication day alone: days without a year, this and next week, the next three days.

In: a value and the frame. Out: its place, None where the publication day is not known or the calendar has no such day.
"""

from dataclasses import replace
from datetime import date, timedelta

from wiredesk.news.dates.calendar import day_of, shifted, span_of
from wiredesk.news.dates.places import Frame, Place, nearest, placed, precision_of, single, years_around
from wiredesk.news.dates.values import Day, Relative, Stretch


def place_day(value: Day, frame: Frame) -> Place | None:
    """A day of the calendar; without its year the nearest in the direction, with a weekday the one that fits it."""
    if value.month and value.year:
        return placed(single(day_of(value.year, value.month, value.day)), "day", "full date")
    if frame.published is None:
        return None
    if value.month:
        days = [day_of(year, value.month, value.day) for year in years_around(frame)]
    else:
        months = [shifted(frame.published.replace(day=1), n, "month") for n in range(-11, 12)]
        days = [day_of(m.year, m.month, value.day) for m in months if m]
    if value.weekday is not None:
        fitting = [day for day in days if day and day.weekday() == value.weekday]
        both_ways = replace(frame, direction=None) if value.month else frame
        found = nearest(map(single, fitting), frame) or nearest(map(single, fitting), both_ways)
        if found:
            return placed(found[0], "day", f"that weekday's date, {found[1]}", frame.published)
    found = nearest(map(single, days), frame)
    return found and placed(found[0], "day", found[1], frame.published)


def place_relative(value: Relative, frame: Frame) -> Place | None:
    """So many whole units from that of publication; of the present one only what is left, or what is over."""
    published = frame.published
    if published is None:
        return None
    unit, precision = value.unit, precision_of(value.unit)
    if unit == "day" and value.rest:  # "later in the day": the day in hand, today where there is no other
        on = frame.anchor or (published if frame.direction == "future" else None)
        return placed(single(on), "day", "the day in hand", on)
    day = shifted(published, value.count, unit)
    span = day and span_of(unit, day)
    if not span:
        return None
    if unit == "day" or value.count:
        return placed(span, precision, f"{value.count:+d} {unit}", published)
    if unit == "weekend":
        if frame.direction == "past" and published < span[0]:
            day = shifted(published, -1, "week")
            return placed(span_of(unit, day) if day else None, precision, "the weekend before publication", published)
        return placed(span, precision, "the weekend of this week", published)
    if value.gone or (frame.direction == "past" and not value.rest):
        return placed((span[0], published), precision, f"this {unit} up to publication", published)
    end = span[1]
    if unit == "week" and published == end:  # on a Sunday, the week to come
        end += timedelta(days=7)
    return placed((published, end), precision, f"publication to the end of the {unit}", published)


def place_stretch(value: Stretch, frame: Frame) -> Place | None:
    """From publication so many units on or back, its day counted in; of quarters whole ones."""
    published = frame.published
    if published is None:
        return None
    if value.unit == "quarter":
        return _quarters(value.count, published)
    if value.unit == "hour":
        other = shifted(published, -(-value.count // 24), "day")
    else:
        other = shifted(published, value.count, value.unit)
    if other is None:
        return None
    span = (published, other) if value.count > 0 else (other, published)
    return placed(span, "window", f"{value.count:+d} {value.unit} from publication", published)


def _quarters(count: int, published: date) -> Place | None:
    """Whole ones, before or after the one of publication."""
    step = 1 if count > 0 else -1
    near, far = (shifted(published, n, "quarter") for n in (step, count))
    spans = sorted(span for day in (near, far) if day and (span := span_of("quarter", day)))
    whole = (spans[0][0], spans[-1][1]) if spans else None
    return placed(whole, "window", f"{count:+d} quarters beside that of publication", published)
