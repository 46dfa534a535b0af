"""Rules for days and months in figures: "2023-11-15", "15/11/2023", "Friday 5/12", "19/20 March"."""

import re
from dataclasses import replace
from datetime import MAXYEAR

from wiredesk.news.dates.calendar import day_of
from wiredesk.news.dates.day_rules import NAMED_MONTH, SHIFT, YEAR, century_of, count_of, month_of, year_of
from wiredesk.news.dates.grammar import Match, Rule
from wiredesk.news.dates.values import Day, Month, NumericDay, Range, Value
from wiredesk.news.dates.words import WEEKDAY_NUMBERS


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
    if len(numbers) == 2 and 1900 <= numbers[0] < 2100:
        return month_of_figures(*numbers)
    year = numbers[2] if len(numbers) == 3 else 0
    if len(numbers) == 3 and year < 100:
        year = century_of(year)
    if (not year and "/" not in word) or year > MAXYEAR:
        return None
    orders = {(numbers[0], numbers[1]), (numbers[1], numbers[0])}
    days = [(month, day) for month, day in orders if day_of(year or 2000, month, day)]
    if len(days) != 1:
        return NumericDay(numbers[0], numbers[1], year or None) if days else None
    return Day(days[0][1], days[0][0], year or None)


def _dated_figures(match: Match) -> Value | None:
    """Without its year a day in figures may be a fraction, unless a weekday or "on" stands before it."""
    value = _numeric(match)
    return value if not isinstance(value, NumericDay) or value.year else None


def _weekday_figures(match: Match) -> Value | None:
    """ "Friday 5/12": the weekday tells which is the month, or else the source's habit does."""
    day = _numeric(match)
    return replace(day, weekday=WEEKDAY_NUMBERS[match.word("weekday")]) if isinstance(day, Day | NumericDay) else None


def month_of_figures(year: int, month: int) -> Value | None:
    """ "2015/12"; "2011/12" may be a season that ends a year later."""
    return Month(month, year) if 1 <= month <= 12 and month <= year % 100 else None


def _month_in_figures(match: Match) -> Value | None:
    return month_of_figures(count_of(match, "year"), count_of(match, "month"))


def _figures_apart(match: Match) -> Value | None:
    year, month, day = (count_of(match, name) for name in ("year", "month", "day"))
    return Day(day, month, year) if day_of(year, month, day) else None


def _beside(match: Match) -> Value | None:
    """ "19/20 March": two days, told as one would write a date in figures."""
    first, last = (int(n) for n in match.word("figures").split("/")[:2])
    month = month_of(match)
    if match.word("figures").count("/") > 1 or last != first + 1 or not day_of(2000, month, last):
        return None
    return Range(Day(first, month, year_of(match)), Day(last, month, year_of(match)))


def _figures_between(match: Match) -> Value | None:
    """ "from 10/1 to 11/7", "10/1-11/7/2023"; "1/3 to 2/3" alone may be shares."""
    first, last = (_numeric(replace(match, named={"figures": match.named[name]})) for name in ("first", "last"))
    if not isinstance(first, Day | NumericDay) or not isinstance(last, Day | NumericDay):
        return None
    if not last.year and not match.phrase.startswith(("from", "between")):
        return None
    return Range(first if first.year else replace(first, year=last.year), last)


def _named_figures(match: Match) -> Value | None:
    """ "on 5/6"; "on 9/11" is the name of a day in history."""
    return None if match.word("figures") in _HISTORIC else _numeric(match)


_HISTORIC = frozenset(("9/11", "7/7", "11/9", "24/7", "50/50"))


FIGURE_RULES = (
    Rule(
        "days in figures",
        "(from |between )?{slashed:first}(~-~| to | until | and | through ){slashed:last}(?! of)",
        _figures_between,
    ),
    Rule("days", f"{{slashed:figures}} (of )?{NAMED_MONTH}{YEAR}", _beside),
    Rule("days", f"{NAMED_MONTH} {{slashed:figures}}{YEAR}", _beside),
    Rule(
        "weekday and figures",
        f"({SHIFT} )?{{anyweekday:weekday}}.?( - |,? on |, | ){{open}}?{{slashed:figures}}{{close}}?",
        _weekday_figures,
    ),
    Rule("month in figures", "(?<!-){monthnum:month}/{yyyy:year}(?!-)", _month_in_figures),
    Rule("month in figures", "(?<!-){yyyy:year}-{monthnum:month}(?!-)(?! {other})", _month_in_figures),
    Rule("day in figures", "(?<=on ){slashed:figures}(?! of)", _named_figures),
    Rule("day in figures", "({iso:figures}|{slashed:figures})", _dated_figures),
    Rule("day in figures", "{yyyy:year} {monthnum:month} {figure:day}(?! {units})", _figures_apart),
)
