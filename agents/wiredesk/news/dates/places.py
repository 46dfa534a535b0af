"""Where on the calendar a time lies, and which of several spans is meant: the nearest in the direction of the tense."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wiredesk.news.dates.calendar import Span, Unit
from wiredesk.news.dates.expressions import Direction
from wiredesk_schemas.values import Precision

MAX_DISTANCE_DAYS = 300
"""Nearer than a year, so that a report of last September's talks in a piece of 20 September is not next September's."""

PRECISIONS: dict[Unit, Precision] = {"day": "day", "week": "week", "weekend": "days", "month": "month", "year": "year"}


@dataclass(frozen=True, slots=True)
class Frame:
    """From which days to count, and which way."""

    published: date | None
    anchor: date | None
    direction: Direction | None
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Days on the calendar, the rule that put them there, and the day they were counted from, None for full dates."""

    start: date
    end: date
    precision: Precision
    rule: str
    counted: date | None = None


def placed(span: Span | None, precision: Precision, rule: str, counted: date | None = None) -> Place | None:
    """The span as a place; None where there is none."""
    return Place(span[0], span[1], precision, rule, counted) if span else None


def precision_of(unit: Unit) -> Precision:
    """How exact a whole unit is; what news has no word for is a window."""
    return PRECISIONS.get(unit, "window")


def nearest(spans: Iterable[Span | None], frame: Frame) -> tuple[Span, str] | None:
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


def years_around(frame: Frame, around: int = 1) -> range:
    """The years next to that of publication."""
    year = frame.published.year if frame.published else 1
    return range(year - around, year + around + 1)


def single(day: date | None) -> Span | None:
    """The span of one day."""
    return (day, day) if day else None
