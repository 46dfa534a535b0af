"""Rules for times that another time places: within its year, beside its day, around its weekend."""

from dataclasses import replace

from wiredesk.news.dates.day_rules import count_of, unit_of
from wiredesk.news.dates.grammar import Match, Rule
from wiredesk.news.dates.values import (
    Anchor,
    Day,
    Duration,
    Fraction,
    Holiday,
    Lasting,
    LongWeekend,
    Month,
    Offset,
    Ordinal,
    Part,
    Range,
    Relative,
    Season,
    UnitOf,
    Vague,
    Value,
    Weekday,
    Year,
)


def in_year(value: Value | None, year: Value) -> Value | None:
    """The time within a year that is told beside it; None for what has a year, or no place in one."""
    match value:
        case Month(_, None, None, None) | Season(_, None, None, None) | Holiday(_, None, None, None):
            return replace(value, of=year)
        case Fraction(_, _, None):
            return replace(value, of=year)
        case Day(day, int() as month, None, None):
            return Ordinal(day, "day", Month(month, of=year))
        case Part(_, of) | Ordinal(_, _, of):
            inner = in_year(of, year)
            return inner and replace(value, of=inner)
        case Range(first, last, _):
            begin, end = in_year(first, year), in_year(last, year)
            return replace(value, first=begin, last=end) if begin and end else None
    return None


def _in_year(match: Match) -> Value | None:
    """ "May next year", "the summer of next year", "next year, on May 5"."""
    year = match.value("year")
    if not isinstance(year, Relative) or year.unit != "year" or year.gone:
        return None
    year = replace(year, rest=False)
    season = match.named.get("season")
    return in_year(Season(_season_name(match)) if season else match.value("time"), year)


def _season_name(match: Match) -> str:
    name = match.word("season")
    return "autumn" if name == "fall" else name


def _weekday_away(match: Match) -> Value | None:
    """ "Monday two weeks from now": of the week in which that day lies."""
    weekday, of = match.value("weekday"), match.value("of")
    if not isinstance(weekday, Weekday) or not isinstance(of, Offset) or of.origin is not None:
        return None
    return Weekday(weekday.weekday, None, UnitOf("week", of))


def _from(match: Match, sign: int = 1) -> Value | None:
    """ "Two days after Christmas"; "for three days from Monday" is as long as that."""
    duration, origin = match.value("duration"), match.maybe("origin")
    if not isinstance(duration, Duration) or not duration.count:
        return None
    if isinstance(duration, Lasting) and origin and " from " in match.phrase and duration.unit in ("day", "week"):
        return lasting(duration, origin)
    return Offset(sign * duration.count, duration.unit, origin or Anchor())


def lasting(duration: Duration, first: Value) -> Value:
    """From a day on, so many days or weeks."""
    days = duration.count * (7 if duration.unit == "week" else 1)
    return Range(first, Offset(days - 1, "day", first))


def _to_the_day(match: Match) -> Value | None:
    """ "a year ago today", "two months ago tomorrow" """
    of = match.value("of")
    return replace(of, origin=match.value("day")) if isinstance(of, Offset) and of.origin is None else None


def _stretch_beside(match: Match) -> Value | None:
    """ "the two weeks before Christmas": all the days of them."""
    back = match.phrase.rstrip().endswith("before")
    far, origin = _from(match, -1 if back else 1), match.value("origin")
    return far and (Range(far, origin, lasting=False) if back else Range(origin, far, lasting=False))


def _unplaced(match: Match) -> Value:
    return Vague()


def _before(match: Match) -> Value | None:
    return _from(match, -1)


def _neighbour(match: Match) -> Value:
    """ "the day after the talks", "the week before the summit": what it is next to is not a date, or is ("Easter")."""
    unit, size = unit_of(match)
    back = match.phrase.rstrip().endswith("before")
    return UnitOf(unit, Offset(-size if back else size, unit, match.maybe("origin") or Anchor()))


def _weekday_beside(match: Match) -> Value | None:
    """ "the Monday after Easter" """
    weekday = match.value("weekday")
    if not isinstance(weekday, Weekday) or weekday.of is not None:
        return None
    back = match.phrase.rstrip().endswith("before")
    first = Weekday(weekday.weekday, "previous" if back else "following", match.value("origin"))
    more = max(count_of(match, "number"), 1) - 1
    return Offset(-more if back else more, "week", first) if more else first


def holiday_weekend(match: Match) -> Value:
    """ "Labor Day weekend", "the weekend of Easter"."""
    return LongWeekend(match.value("of"))


def _range_weekend(match: Match) -> Value:
    return match.value("of")


def _holiday_week(match: Match) -> Value | None:
    """ "Christmas week"; "Easter week" is that before it for some and that after it for others."""
    holiday = match.value("of")
    return None if isinstance(holiday, Holiday) and "easter" in holiday.name else UnitOf("week", holiday)


def _week_of_year(match: Match) -> Value | None:
    """ "week 27 of last year", "calendar week 12 of 2018": as ISO 8601 counts them."""
    number, year = count_of(match, "number"), count_of(match, "figures")
    of = Year(year) if year else match.maybe("of")
    is_year = isinstance(of, Year) or (isinstance(of, Relative) and of.unit == "year")
    return Ordinal(number, "week", of) if of and is_year and 1 <= number <= 53 else None


def _upcoming(match: Match) -> Value | None:
    """ "next May 5", "this coming 6th of April": the first one of such a month."""
    day = match.value("day")
    if not isinstance(day, Day) or day.year or not day.month:
        return None
    return Ordinal(day.day, "day", Month(day.month, None, "next"))


_TIME = "({MONTH:time}|{SEASON:time}|{PART:time}|{CALENDAR:time}|{HOLIDAY:time}|{FRACTION:time}|{RANGE:time})"
BESIDE_RULES = (
    Rule("in a year", f"{_TIME}(,? of |,? in |, | ){{RELATIVE:year}}", _in_year),
    Rule("in a year", f"{{RELATIVE:year}}(,? in |,? on |, ){_TIME}", _in_year),
    Rule("in a year", "(the )?{season} (of|in) {RELATIVE:year}", _in_year),
    Rule(
        "week of year",
        "(the )?(calendar )?week {num:number}(,? of |,? in )({RELATIVE:of}|{YEAR:of}|{anyyear:figures})",
        _week_of_year,
    ),
    Rule("next day of a month", "(this coming|next) {CALENDAR:day}", _upcoming),
    Rule("holiday weekend", "(the |(over|on|at|during|for)( the)? )?{HOLIDAY:of} weekend", holiday_weekend),
    Rule("weekend of", "(the )?weekend of {RANGE:of}", _range_weekend),
    Rule("weekday away", "{WEEKDAY:weekday},? {OFFSET:of}", _weekday_away),
    Rule("weekday away", "{OFFSET:of},? on {WEEKDAY:weekday}", _weekday_away),
    Rule("holiday week", "{HOLIDAY:of} week", _holiday_week),
    Rule(
        "weekday beside",
        "(the )?({nth:number} )?{WEEKDAY:weekday} (after|following|before) {DAY:origin}",
        _weekday_beside,
    ),
    Rule("to the day", "{OFFSET:of} {TODAY:day}", _to_the_day),
    Rule(
        "weeks beside", "the (first |last )?{DURATION:duration} (after|following|before) {DAY:origin}", _stretch_beside
    ),
    Rule("from", "{DURATION:duration} (from|after) {DATE:origin}", _from),
    Rule("before", "{DURATION:duration} (before|prior to|ahead of) {DATE:origin}", _before),
    Rule("within some time of", "within {DURATION:duration} of {DATE:origin}", _unplaced),
    Rule("day beside", "(the )?{unit} (after|following|before) {DAY:origin}", _neighbour),
    Rule("after something", "{DURATION:duration} (after|following)(?! that)", _from),
    Rule("before something", "{DURATION:duration} (before|ahead of|prior to)", _before),
    Rule("after something", "the {unit} (after|following)", _neighbour),
    Rule("before something", "the {unit} before", _neighbour),
)
