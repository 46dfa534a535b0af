"""Rules for single days, months and years as the calendar names them, and for days counted from today's."""

import re
from collections.abc import Callable

from wiredesk.news.dates.calendar import Unit, day_of
from wiredesk.news.dates.grammar import Match, Rule
from wiredesk.news.dates.values import (
    Anchor,
    Day,
    Moment,
    Number,
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
    "prior": "previous",
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


def year_of(match: Match) -> int | None:
    """The year, None where it is left out; '16 is 2016 and '78 is 1978."""
    if short := match.word("short"):
        return century_of(int(short)) if len(short) == 2 else None
    return count_of(match, "year") or None


def century_of(year: int) -> int:
    """The year that two figures mean: news looks further back than ahead."""
    return year + (2000 if year < _PIVOT else 1900)


_PIVOT = 40


def month_of(match: Match, name: str = "month") -> int:
    """The number of the month that a word names."""
    return MONTH_NUMBERS[match.word(name)]


def _day(match: Match) -> Value | None:
    month, day, year = month_of(match), count_of(match, "day"), year_of(match)
    return Day(day, month, year) if day_of(year or 2000, month, day) else None


def _days(match: Match) -> Value | None:
    month, year = month_of(match), year_of(match)
    first, last = count_of(match, "day"), count_of(match, "last")
    if not first < last or day_of(year or 2000, month, last) is None:
        return None
    return Range(Day(first, month, year), Day(last, month, year), lasting=not match.phrase.startswith("between"))


def _days_across(match: Match) -> Value | None:
    """ "April the 27th to the 3rd", "the 27th to the 3rd of May": the next month begins between them."""
    first, last = count_of(match, "day"), count_of(match, "last")
    if first < last:
        return _days(match)
    month = month_of(match)
    is_first = match.parts.index(match.named["month"]) < match.parts.index(match.named["day"])
    begins = month if is_first else (month - 2) % 12 + 1
    return Range(Day(first, begins), Day(last, begins % 12 + 1)) if day_of(2000, begins, first) and last < 16 else None


def _either_day(match: Match) -> Value | None:
    month, year = month_of(match), year_of(match)
    days = [count_of(match, name) for name in ("day", "second", "last") if match.named.get(name)]
    if sorted(set(days)) != days or day_of(year or 2000, month, days[-1]) is None:
        return None
    return Several(tuple(Day(day, month, year) for day in days), either=" or " in match.phrase)


def _weekday(match: Match) -> Value:
    return Weekday(WEEKDAY_NUMBERS[match.word("weekday")], shift_of(match))


def _weekday_week(match: Match) -> Value:
    weeks = 2 if match.phrase.endswith("fortnight") else 1
    return Offset(weeks, "week", Weekday(WEEKDAY_NUMBERS[match.word("weekday")]))


def _weeks_on(match: Match) -> Value | None:
    """ "a week on Monday", "two weeks on Friday": so long after the coming one."""
    unit, size = unit_of(match)
    if unit != "week":
        return None
    weeks = size * (count_of(match, "count") or 1)
    return Offset(weeks, "week", Weekday(WEEKDAY_NUMBERS[match.word("weekday")], "coming"))


def _weeks_from_today(match: Match) -> Value | None:
    """ "a week tomorrow", "today fortnight" """
    unit, size = unit_of(match)
    weeks = size * (count_of(match, "count") or 1)
    return Offset(weeks, "week", RelativeDay("day", int("tomorrow" in match.phrase))) if unit == "week" else None


def _before_last(match: Match) -> Value:
    return Offset(-1, "week", Weekday(WEEKDAY_NUMBERS[match.word("weekday")], "past"))


def _weekday_next(match: Match) -> Value:
    return Weekday(WEEKDAY_NUMBERS[match.word("weekday")], "next")


def _weekday_day(match: Match) -> Value:
    return Day(count_of(match, "day"), None, None, WEEKDAY_NUMBERS[match.word("weekday")])


def relative_day(count: int) -> Callable[[Match], Value]:
    """A builder of the day so many days from today's."""
    return lambda match: RelativeDay("day", count)


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
    if step := {"next": 1, "last": -1}.get(match.word("shift"), 0):
        month = Relative("month", step)
        return Range(Ordinal(first, "day", month), Ordinal(last, "day", month))
    return Range(Day(first), Day(last))


def _anchor(match: Match) -> Value:
    """ "the same day", "that week", "that afternoon"."""
    if part := match.word("daypart"):
        return Moment(Anchor(), None, part)
    return Anchor(unit_of(match)[0])


NAMED_MONTH = "({shortmonth:month}.?|{longmonth:month})"
_MONTH = "({shortmonth:month}.?|{longmonth:month}|{lowmonth:month})"
YEAR = "((~,)? (of |in )?{anyyear:year}|/{anyyear:year}|,? '{num:short})?"
UNTIL = "(~-~| to | through | thru | until | till )"
_NOT_COUNT = "(?! (million|billion|percent|per|people|years|points|votes|dead))"
_NO_NOUN = "(?! ({other}|anniversary|century|time|annual|of|day|and|to|-|{anymonth}|{unit}|{units}))"
_NOT_STREET = "(?! (lane|street|avenue|road|square|boulevard))"
SHIFT = (
    "(this coming|the current|this past|this upcoming|this|next|last|coming|upcoming|past|following|previous|preceding"
    "|prior)"
)

DAY_RULES = (
    Rule("day range", f"{NAMED_MONTH} {{daynum:day}}{UNTIL}{{daynum:last}}{YEAR}{_NOT_COUNT}", _days),
    Rule(
        "day range",
        f"((from|between) )?(the )?{{daynum:day}}{UNTIL}(the )?{{daynum:last}} (of )?{_MONTH}{YEAR}",
        _days,
    ),
    Rule("day range", f"between {NAMED_MONTH} {{daynum:day}} and (the )?{{daynum:last}}{YEAR}", _days),
    Rule("day range", f"between (the )?{{daynum:day}} and (the )?{{daynum:last}} (of )?{_MONTH}{YEAR}", _days),
    Rule(
        "days",
        f"{NAMED_MONTH} {{daynum:day}}(, {{daynum:second}})?,? (and|or) {{daynum:last}}{YEAR}{_NOT_COUNT}",
        _either_day,
    ),
    Rule(
        "days",
        f"(the )?{{daynum:day}}(, {{daynum:second}})?,? (and|or) (the )?{{daynum:last}} (of )?{_MONTH}{YEAR}",
        _either_day,
    ),
    Rule("days across", f"(from )?{NAMED_MONTH} (the )?{{nth:day}}{UNTIL}(the )?{{nth:last}}{_NO_NOUN}", _days_across),
    Rule("days across", f"((from|between) )?the {{nth:day}}{UNTIL}the {{nth:last}} of {NAMED_MONTH}", _days_across),
    Rule("month day", f"{NAMED_MONTH}(,? (the )?|~){{daynum:day}}{YEAR}{_NOT_COUNT}", _day),
    Rule("month day", "{lowmonth:month} {nth:day}(,? {anyyear:year})?", _day),
    Rule("month day", "{lowmonth:month} {figure:day},? {anyyear:year}", _day),
    Rule("month day", "{anymonth:month}(-|/){figure:day}((-|/){anyyear:year})?", _day),
    Rule(
        "day month",
        f"(?<!(last|first|final|middle|second) )(the )?{{daynum:day}}( day)?( of)? {_MONTH}{YEAR}{_NOT_STREET}",
        _day,
    ),
    Rule("day month", "{figure:day}(-|/)({anymonth:month}|{lowmonth:month})((-|/){anyyear:year})?", _day),
    Rule("day month", f"{{teen:day}} {{anymonth:month}}{YEAR}", _day),
    Rule("year month day", "{anyyear:year}(,? |-|/){anymonth:month}.?( |-|/){daynum:day}", _day),
    Rule(
        "weekday day",
        f"{{anyweekday:weekday}}.?,? ((the )?{{nthfigure:day}}|the {{nth:day}})( of (the|this) month)?{_NO_NOUN}",
        _weekday_day,
    ),
    Rule("weekday day", "(?<=on ){anyweekday:weekday} {figure:day}(?=(.|,|;|!))", _weekday_day),
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
    Rule(
        "days of month",
        f"((from|between) )?(the )?{{daynum:day}}({UNTIL}| and )(the )?{{daynum:last}},? (of |in )?"
        "(this|{next:shift}|{last:shift}) month",
        _ordinals,
    ),
    Rule("weekdays away", "{num:count} {weekdays} (from now|from today|ago)", _weekdays_away),
    Rule("weekday after next", "{weekday} after next", _after_next),
    Rule("weekday before last", "(the )?{weekday} before last", _before_last),
    Rule(
        "week from today", "({article}|{num:count}) ({unit}|{units:unit}) (from )?(today|tomorrow)", _weeks_from_today
    ),
    Rule("week from today", "(today|tomorrow) {unit}(?!{possessive}| {other})", _weeks_from_today),
    Rule("weekday week", "{weekday} (week|fortnight)(?! of)", _weekday_week),
    Rule(
        "weekday week",
        "(?<!(than|least|times|once|twice|whole|entire|every) )({article}|{num:count}) ({unit}|{units:unit}) "
        "on {weekday}",
        _weeks_on,
    ),
    Rule("weekday next", "{weekday} next(?! ({other}|{unit}|{month}|{season}|{weekday}))", _weekday_next),
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
)
"""In order: where several match at one place, the first wins."""
