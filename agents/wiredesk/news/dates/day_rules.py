"""Rules for single days, months and years as the calendar names them, and for days counted from today's."""

import re
from collections.abc import Callable
from datetime import MAXYEAR

from wiredesk.news.dates.calendar import HOLIDAYS, Unit, day_of
from wiredesk.news.dates.grammar import Match, Rule
from wiredesk.news.dates.values import (
    Anchor,
    Day,
    Holiday,
    Moment,
    Number,
    NumericDay,
    Offset,
    Ordinal,
    Range,
    Relative,
    RelativeDay,
    Several,
    Shift,
    Value,
    Weekday,
)
from wiredesk.news.dates.words import CARDINALS, MONTH_NUMBERS, ORDINALS, UNIT_VALUES, WEEKDAY_NUMBERS

SHIFTS: dict[str, Shift] = {
    "this": "this",
    "current": "this",
    "next": "next",
    "last": "last",
    "coming": "coming",
    "upcoming": "coming",
    "past": "past",
    "following": "following",
    "previous": "previous",
    "preceding": "previous",
}


def shift_of(match: Match) -> Shift | None:
    """How the words "this", "next", "this coming" pick a period; the last such word counts."""
    shift = None
    for part in match.parts:
        if isinstance(part, str) and part.lower() in SHIFTS:
            shift = SHIFTS[part.lower()]
    return shift


def count_of(match: Match, name: str) -> int:
    """The number that a word, a figure or an earlier value stands for; 0 for "a few" and where it is missing."""
    value = match.maybe(name)
    if isinstance(value, Number):
        return value.count
    return count_word(match.word(name))


def count_word(word: str) -> int:
    """The number that a word or figure stands for ("three", "3", "3rd", "third"); 0 for none."""
    digits = re.sub(r"\D", "", word)
    return int(digits) if digits else CARDINALS.get(word.lower()) or ORDINALS.get(word.lower(), 0)


def unit_of(match: Match, name: str = "unit") -> tuple[Unit, int]:
    """The unit a word names and how many of it: a fortnight is two weeks."""
    return UNIT_VALUES[match.word(name)]


def _year(match: Match) -> int | None:
    """The year, None where it is left out; '16 is 2016 and '78 is 1978."""
    if short := match.word("short"):
        return (2000 if int(short) < 70 else 1900) + int(short) if len(short) == 2 else None
    return count_of(match, "year") or None


def _month(match: Match, name: str = "month") -> int:
    return MONTH_NUMBERS[match.word(name)]


def _day(match: Match) -> Value | None:
    month, day, year = _month(match), count_of(match, "day"), _year(match)
    return Day(day, month, year) if day_of(year or 2000, month, day) else None


def _days(match: Match) -> Value | None:
    month, year = _month(match), _year(match)
    first, last = count_of(match, "day"), count_of(match, "last")
    if not first < last or day_of(year or 2000, month, last) is None:
        return None
    return Range(Day(first, month, year), Day(last, month, year))


def _either_day(match: Match) -> Value | None:
    month, year = _month(match), _year(match)
    days = [count_of(match, name) for name in ("day", "second", "last") if match.named.get(name)]
    if sorted(set(days)) != days or day_of(year or 2000, month, days[-1]) is None:
        return None
    return Several(tuple(Day(day, month, year) for day in days), either=" or " in match.phrase)


def _numeric(match: Match) -> Value | None:
    """ISO days for certain; "15/11/2023" where only one order gives a day; "5/6/2023" stays open, "5/6" is no date."""
    word = match.word("figures").split("t")[0]
    if re.fullmatch(r"\d{8}", word):
        numbers = [int(word[:4]), int(word[4:6]), int(word[6:])]
    else:
        numbers = [int(n) for n in re.findall(r"\d+", word)]
    if len(numbers) == 3 and numbers[0] > 31:
        year, month, day = numbers
        return Day(day, month, year) if day_of(year, month, day) else None
    if len(numbers) < 2:
        return None
    year = numbers[2] if len(numbers) == 3 else 0
    if len(numbers) == 3 and year < 100:
        year += 2000 if year < 70 else 1900
    if (not year and "/" not in word) or year > MAXYEAR:
        return None
    orders = {(numbers[0], numbers[1]), (numbers[1], numbers[0])}
    days = [(month, day) for month, day in orders if day_of(year or 2000, month, day)]
    if len(days) != 1:
        return NumericDay(numbers[0], numbers[1], year) if days and year else None
    return Day(days[0][1], days[0][0], year or None)


def _figures_apart(match: Match) -> Value | None:
    year, month, day = (count_of(match, name) for name in ("year", "month", "day"))
    return Day(day, month, year) if day_of(year, month, day) else None


def _weekday(match: Match) -> Value:
    return Weekday(WEEKDAY_NUMBERS[match.word("weekday")], shift_of(match))


def _weekday_week(match: Match) -> Value:
    return Offset(1, "week", Weekday(WEEKDAY_NUMBERS[match.word("weekday")]))


def _weekday_day(match: Match) -> Value:
    return Day(count_of(match, "day"), None, None, WEEKDAY_NUMBERS[match.word("weekday")])


def relative_day(count: int) -> Callable[[Match], Value]:
    """A builder of the day so many days from today's."""
    return lambda match: RelativeDay("day", count)


def _holiday(match: Match) -> Value:
    phrase = match.phrase.replace("s' day", "s day").replace("labour", "labor").replace("ers day", "er's day")
    name = next(name for name in _HOLIDAYS if name in phrase)
    return Holiday(name, _year(match), None if match.named.get("year") else shift_of(match))


def _nth_day(match: Match) -> Value | None:
    day = count_of(match, "day")
    return Day(day) if 1 <= day <= 31 else None


def day_part(match: Match) -> Value:
    """ "Monday night", "this morning", "tomorrow afternoon"."""
    day = match.maybe("day") or RelativeDay("day", -1 if match.phrase.startswith("last") else 0)
    return Moment(day, None, match.word("daypart"))


def _weekdays_away(match: Match) -> Value | None:
    """ "two Sundays from now", "three Mondays ago"."""
    count, weekday = count_of(match, "count"), WEEKDAY_NUMBERS[match.word("weekdays")]
    if not 1 <= count <= 52:
        return None
    if match.phrase.endswith("ago"):
        return Offset(1 - count, "week", Weekday(weekday, "past"))
    return Offset(count - 1, "week", Weekday(weekday, "coming"))


def _after_next(match: Match) -> Value:
    return Weekday(WEEKDAY_NUMBERS[match.word("weekday")], None, Relative("week", 2))


def _next_part(match: Match) -> Value:
    """ "the next morning": of the day after the one told before."""
    return Moment(Offset(1, "day", Anchor()), None, match.word("daypart"))


def _ordinals(match: Match) -> Value | None:
    """ "on the 6th and 7th", "from the 18th to the 20th of next month"."""
    first, last = count_of(match, "day"), count_of(match, "last")
    if not 1 <= first < last <= 31:
        return None
    of = match.word("shift")
    if of == "next":
        month = Relative("month", 1)
        return Range(Ordinal(first, "day", month), Ordinal(last, "day", month))
    return Range(Day(first), Day(last))


def _anchor(match: Match) -> Value:
    """ "the same day", "that week", "that afternoon"."""
    if part := match.word("daypart"):
        return Moment(Anchor(), None, part)
    return Anchor(unit_of(match)[0])


_HOLIDAYS = sorted(HOLIDAYS, key=len, reverse=True)
_HOLIDAY_WORDS = "|".join([*_HOLIDAYS, "veterans' day", "presidents' day", "labour day", "mothers day", "fathers day"])
_NAMED_MONTH = "({shortmonth:month}.?|{longmonth:month})"
_MONTH = "({shortmonth:month}.?|{longmonth:month}|{lowmonth:month})"
_YEAR = "((~,)? (of |in )?{anyyear:year}|/{anyyear:year}|,? '{num:short})?"
_TO = "(~-~| to | through | thru | until | till )"
_NOT_COUNT = "(?! (million|billion|percent|per|people|years|points|votes|dead))"
_NO_NOUN = "(?! ({other}|anniversary|century|time|annual|of|day|and|to|-|{anymonth}|{unit}|{units}))"
_NOT_STREET = "(?! (lane|street|avenue|road|square|boulevard))"
SHIFT = (
    "(this coming|the current|this past|this upcoming|this|next|last|coming|upcoming|past|following|previous|preceding)"
)

DAY_RULES = (
    Rule("day range", f"{_NAMED_MONTH} {{daynum:day}}{_TO}{{daynum:last}}{_YEAR}{_NOT_COUNT}", _days),
    Rule(
        "day range",
        f"((from|between) )?(the )?{{daynum:day}}{_TO}(the )?{{daynum:last}} (of )?{_MONTH}{_YEAR}",
        _days,
    ),
    Rule(
        "days",
        f"{_NAMED_MONTH} {{daynum:day}}(, {{daynum:second}})?,? (and|or) {{daynum:last}}{_YEAR}{_NOT_COUNT}",
        _either_day,
    ),
    Rule(
        "days",
        f"(the )?{{daynum:day}}(, {{daynum:second}})?,? (and|or) (the )?{{daynum:last}} (of )?{_MONTH}{_YEAR}",
        _either_day,
    ),
    Rule("month day", f"{_NAMED_MONTH}(,? (the )?|~){{daynum:day}}{_YEAR}{_NOT_COUNT}", _day),
    Rule("month day", "{lowmonth:month} {nth:day}(,? {anyyear:year})?", _day),
    Rule("month day", "{lowmonth:month} {figure:day},? {anyyear:year}", _day),
    Rule("month day", "{anymonth:month}(-|/){figure:day}((-|/){anyyear:year})?", _day),
    Rule(
        "day month",
        f"(?<!(last|first|final|middle|second) )(the )?{{daynum:day}}( day)?( of)? {_MONTH}{_YEAR}{_NOT_STREET}",
        _day,
    ),
    Rule("day month", "{figure:day}(-|/)({anymonth:month}|{lowmonth:month})(-|/){anyyear:year}", _day),
    Rule("day month", f"{{teen:day}} {{anymonth:month}}{_YEAR}", _day),
    Rule("year month day", "{anyyear:year}(,? |-|/){anymonth:month}.?( |-|/){daynum:day}", _day),
    Rule("day in figures", "{yyyy:year} {monthnum:month} {figure:day}(?! {units})", _figures_apart),
    Rule("day in figures", "({iso:figures}|{slashed:figures})", _numeric),
    Rule(
        "weekday day",
        "{anyweekday:weekday}.?,? (the )?{nthfigure:day}(?! {other})",
        _weekday_day,
    ),
    Rule(
        "day of month",
        f"(?<=(on|by|for|from|until) )the {{nthfigure:day}}( of (the|this) month)?{_NO_NOUN}",
        _nth_day,
    ),
    Rule(
        "days of month",
        "((from|between) )?(the )?{nthfigure:day}(~-~|,? and | to | through | until )(the )?{nthfigure:last}"
        f"( of ((the|this) (same )?month|{{next:shift}} month))?{_NO_NOUN}",
        _ordinals,
    ),
    Rule("weekdays away", "{num:count} {weekdays} (from now|from today|ago)", _weekdays_away),
    Rule("weekday after next", "{weekday} after next", _after_next),
    Rule("weekday week", "{weekday} week(?! of)", _weekday_week),
    Rule("weekday", f"{SHIFT} {{anyweekday:weekday}}", _weekday),
    Rule("weekday", "{weekday}", _weekday),
    Rule("weekday", "(?<=(on|by|until|from) ){anyweekday:weekday}", _weekday),
    Rule("day after tomorrow", "(the )?day after tomorrow", relative_day(2)),
    Rule("day before yesterday", "(the )?day before yesterday", relative_day(-2)),
    Rule("today", "(?<!usa )(later |earlier )?today(?!{other}? show)", relative_day(0)),
    Rule("tonight", "(later )?tonight(?!{other}? show)", lambda match: Moment(RelativeDay("day", 0), None, "night")),
    Rule("tomorrow", "tomorrow", relative_day(1)),
    Rule("yesterday", "yesterday", relative_day(-1)),
    Rule("part of today", "(later |earlier )?(this {daypart}|last night)", day_part),
    Rule("same day", "that ({unit}|{daypart})", _anchor),
    Rule("same day", "((the|that) )?(same|very) ({unit}|{daypart})", _anchor),
    Rule("next morning", "(the )?(next|following) {daypart}", _next_part),
    Rule("holiday", f"({SHIFT} )?({_HOLIDAY_WORDS})(,? (of |in )?{{yyyy:year}})?", _holiday),
)
"""In order: where several match at one place, the first wins."""
