"""The arithmetic of the calendar: weeks, months, seasons, movable feasts.

Weeks run from Monday to Sunday; a weekend is Saturday and Sunday. Seasons are the northern, whole-month ones that
news uses (summer: June 1 to August 31). Days outside the years 1 to 9999 are None, never an OverflowError.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

Span = tuple[date, date]
Unit = Literal[
    "day", "week", "weekend", "month", "quarter", "year", "decade", "century", "hour", "minute", "business day"
]

SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""The first month of each season; it lasts three months, winter into the next year."""

_MONTHS_IN: dict[str, int] = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none (February 30)."""
    if not MINYEAR <= year <= MAXYEAR or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def shifted(day: date, count: int, unit: Unit) -> date | None:
    """`count` units from the day, back when negative; the 31st becomes the last day of a shorter month."""
    if unit in _MONTHS_IN:
        month = day.year * 12 + day.month - 1 + count * _MONTHS_IN[unit]
        year, month = divmod(month, 12)
        if not MINYEAR <= year <= MAXYEAR:
            return None
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    if unit == "business day":
        days = _working_days(day, count)
    else:
        days = {"day": 1, "week": 7, "weekend": 7}.get(unit, 0) * count
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def _working_days(day: date, count: int) -> int:
    """The days, weekends with them, that so many days from Monday to Friday take."""
    if count == 0:
        return 0
    step = 1 if count > 0 else -1
    weeks, rest = divmod(abs(count) - 1, 5)
    days, left = 0, rest + 1
    while left:
        days += step
        left -= (day.weekday() + days) % 7 < 5
    return days + step * 7 * weeks


def span_of(unit: Unit, day: date) -> Span | None:
    """The week, weekend, month ... in which the day lies (of a weekday: the weekend that ends its week)."""
    if unit in ("day", "business day", "hour", "minute"):
        return day, day
    if unit in ("week", "weekend"):
        monday = shifted(day, -day.weekday(), "day")
        first = monday and (monday if unit == "week" else shifted(monday, 5, "day"))
        last = monday and shifted(monday, 6, "day")
        return (first, last) if first and last else None
    if unit == "month":
        return month_span(day.year, day.month)
    if unit == "quarter":
        return months_span(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    if unit == "year":
        return year_span(day.year)
    years = 10 if unit == "decade" else 100
    return years_span(day.year // years * years, years)


def month_span(year: int, month: int) -> Span | None:
    """First to last day of a month."""
    return months_span(year, month, 1)


def months_span(year: int, month: int, count: int) -> Span | None:
    """First to last day of so many months, which may end in a later year."""
    first = day_of(year, month, 1)
    beyond = first and shifted(first, count, "month")
    return (first, beyond - timedelta(days=1)) if first and beyond else None


def year_span(year: int) -> Span | None:
    """January 1 to December 31."""
    return years_span(year, 1)


def years_span(year: int, count: int) -> Span | None:
    """January 1 of a year to December 31, so many years long."""
    first, last = day_of(year, 1, 1), day_of(year + count - 1, 12, 31)
    return (first, last) if first and last else None


def season_span(name: str, year: int) -> Span | None:
    """The season that begins in this year."""
    return months_span(year, SEASON_STARTS[name], 3)


def easter(year: int) -> date | None:
    """Western Easter Sunday (the anonymous Gregorian computus of 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return day_of(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date | None:
    """The first (1), second ... or last (-1) such weekday of a month; Monday is 0."""
    span = month_span(year, month)
    if span is None:
        return None
    if number < 0:
        return span[1] - timedelta(days=(span[1].weekday() - weekday) % 7)
    day = span[0] + timedelta(days=(weekday - span[0].weekday()) % 7 + 7 * (number - 1))
    return day if day.month == month else None


def _fixed(month: int, day: int) -> Callable[[int], date | None]:
    return lambda year: day_of(year, month, day)


def _weekday(month: int, weekday: int, number: int) -> Callable[[int], date | None]:
    return lambda year: nth_weekday(year, month, weekday, number)


def _last_before(month: int, day: int, weekday: int) -> Callable[[int], date | None]:
    """The last such weekday before a day of the year."""

    def found(year: int) -> date | None:
        bound = day_of(year, month, day)
        return bound and shifted(bound, -1 - (bound.weekday() - 1 - weekday) % 7, "day")

    return found


def _from_easter(days: int) -> Callable[[int], date | None]:
    def day(year: int) -> date | None:
        sunday = easter(year)
        return sunday and shifted(sunday, days, "day")

    return day


HOLIDAYS: dict[str, Callable[[int], date | None]] = {
    "new year's day": _fixed(1, 1),
    "new year's eve": _fixed(12, 31),
    "new year": _fixed(1, 1),
    "valentine's day": _fixed(2, 14),
    "st. patrick's day": _fixed(3, 17),
    "st. george's day": _fixed(4, 23),
    "st. david's day": _fixed(3, 1),
    "st. andrew's day": _fixed(11, 30),
    "st. stephen's day": _fixed(12, 26),
    "all saints' day": _fixed(11, 1),
    "all souls' day": _fixed(11, 2),
    "guy fawkes day": _fixed(11, 5),
    "guy fawkes night": _fixed(11, 5),
    "bonfire night": _fixed(11, 5),
    "cinco de mayo": _fixed(5, 5),
    "workers' day": _fixed(5, 1),
    "waitangi day": _fixed(2, 6),
    "german unity day": _fixed(10, 3),
    "human rights day": _fixed(12, 10),
    "world aids day": _fixed(12, 1),
    "united nations day": _fixed(10, 24),
    "washington's birthday": _weekday(2, 0, 3),
    "indigenous peoples' day": _weekday(10, 0, 2),
    "victoria day": _last_before(5, 25, 0),
    "women's day": _fixed(3, 8),
    "april fools": _fixed(4, 1),
    "anzac day": _fixed(4, 25),
    "australia day": _fixed(1, 26),
    "canada day": _fixed(7, 1),
    "victory day": _fixed(5, 9),
    "remembrance day": _fixed(11, 11),
    "mother's day": _weekday(5, 6, 2),
    "father's day": _weekday(6, 6, 3),
    "cyber monday": lambda year: (day := nth_weekday(year, 11, 3, 4)) and shifted(day, 4, "day"),
    "palm sunday": _from_easter(-7),
    "whit monday": _from_easter(50),
    "groundhog day": _fixed(2, 2),
    "inauguration day": _fixed(1, 20),
    "arbor day": _weekday(4, 4, -1),
    "mardi gras": _from_easter(-47),
    "maundy thursday": _from_easter(-3),
    "ascension day": _from_easter(39),
    "mlk day": _weekday(1, 0, 3),
    "earth day": _fixed(4, 22),
    "may day": _fixed(5, 1),
    "bastille day": _fixed(7, 14),
    "halloween": _fixed(10, 31),
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "independence day": _fixed(7, 4),
    "fourth of july": _fixed(7, 4),
    "juneteenth": _fixed(6, 19),
    "veterans day": _fixed(11, 11),
    "armistice day": _fixed(11, 11),
    "martin luther king day": _weekday(1, 0, 3),
    "presidents day": _weekday(2, 0, 3),
    "memorial day": _weekday(5, 0, -1),
    "labor day": _weekday(9, 0, 1),
    "columbus day": _weekday(10, 0, 2),
    "black friday": lambda year: (day := nth_weekday(year, 11, 3, 4)) and shifted(day, 1, "day"),
    "thanksgiving day": _weekday(11, 3, 4),
    "thanksgiving": _weekday(11, 3, 4),
    "good friday": _from_easter(-2),
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
    "easter": _from_easter(0),
    "pentecost": _from_easter(49),
    "whit sunday": _from_easter(49),
    "holy saturday": _from_easter(-1),
    "holy thursday": _from_easter(-3),
    "shrove tuesday": _from_easter(-47),
    "trinity sunday": _from_easter(56),
    "ash wednesday": _from_easter(-46),
}
"""Holidays whose day is the same wherever news in English is read, with those of the United States where it is not."""
