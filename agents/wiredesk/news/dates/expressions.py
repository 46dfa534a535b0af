"""Find the time expressions of a text: what the words mean, not yet on which day they fall.

In: any text. Out: expressions in text order, not overlapping, each with a symbolic value that `resolution.resolve`
places on the calendar. Habits ("every Tuesday") and durations ("for three days") are found as well, so that no rule
takes their words for a date. Refused: figures that are no date, "May" and "March" where they are names or verbs,
weekdays' abbreviations that stand alone ("the Sun").
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from wiredesk.news.dates import words
from wiredesk.news.dates.day_rules import DAY_RULES
from wiredesk.news.dates.figure_rules import FIGURE_RULES
from wiredesk.news.dates.grammar import Grammar
from wiredesk.news.dates.holiday_rules import HOLIDAY_RULES
from wiredesk.news.dates.join_rules import BOUND_RULES, CLOCK_RULES, JOIN_RULES, MOMENT_RULES, PART_RULES, RANGE_RULES
from wiredesk.news.dates.number_rules import NUMBER_RULES
from wiredesk.news.dates.period_rules import PERIOD_RULES
from wiredesk.news.dates.values import (
    Anchor,
    Bound,
    Clock,
    Day,
    Duration,
    Fraction,
    Holiday,
    Lasting,
    LongWeekend,
    Moment,
    Month,
    Number,
    NumericDay,
    Offset,
    Ordinal,
    OrdinalNumber,
    Part,
    Range,
    Relative,
    RelativeDay,
    Repeated,
    Season,
    Several,
    Stretch,
    UnitOf,
    Vague,
    Value,
    Weekday,
    Year,
    YearNumber,
)

Direction = Literal["future", "past"]
Kind = Literal["date", "vague", "time", "duration", "habit"]

VALUE_TYPES: tuple[type[Value], ...] = (
    Anchor,
    Bound,
    Clock,
    Day,
    Duration,
    Fraction,
    Holiday,
    Lasting,
    LongWeekend,
    Moment,
    Month,
    Number,
    NumericDay,
    Offset,
    Ordinal,
    OrdinalNumber,
    Part,
    Range,
    Relative,
    RelativeDay,
    Repeated,
    Season,
    Several,
    Stretch,
    UnitOf,
    Vague,
    Weekday,
    Year,
    YearNumber,
)
_SHIFT_DIRECTIONS: dict[str, Direction] = {"next": "future", "coming": "future", "last": "past", "past": "past"}
_KINDS: dict[type[Value], Kind] = {
    Vague: "vague",
    Clock: "time",
    Duration: "duration",
    Lasting: "duration",
    Repeated: "habit",
}


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """text[start:end] of the article, in code points; `rule` is the grammar's rule that made the value."""

    start: int
    end: int
    text: str
    value: Value
    rule: str

    @property
    def kind(self) -> Kind:
        """What it is: only a "date" has a place on the calendar; a "time" of day has one with a day."""
        return _KINDS.get(type(self.value), "date")

    @property
    def direction(self) -> Direction | None:
        """Whether the words themselves say that it is to come ("next", "in two days") or over ("ago", "last")."""
        return direction_of(self.value)

    @property
    def needs_anchor(self) -> bool:
        """It counts from another expression's day: "two days later", "the same day", "the following week"."""
        return is_anchored(self.value)


def find_times(text: str) -> tuple[TimeExpression, ...]:
    """All time expressions of a text; linear in its length."""
    chart = _grammar().read(text)
    return tuple(
        TimeExpression(start, end, text[start:end], _as_length(part, text, start), name)
        for part, name, start, end in zip(chart.parts, chart.names, chart.starts, chart.starts[1:], strict=False)
        if name and isinstance(part, Value) and not isinstance(part, Number) and not _is_of_a_name(text, start, end)
    )


def _is_of_a_name(text: str, start: int, end: int) -> bool:
    """Whether an abbreviated month or weekday is joined to a word that goes on: "Mar-a-Lago", "Sun-ji"."""
    joined = text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()
    return joined and text[start:end].lower() in words.SHORT


# "the first conversation between the two leaders in a year": how long it was, not when it will be.
_COMPARED = re.compile(r"\b(?:first|only|second|third|\w{3,12}est|most \w{3,16}) [^.;:,()\n]{0,70} $")
_COMPARED_REACH = 100
"""Characters: a superlative, a noun and what it is of."""


def _as_length(value: Value, text: str, start: int) -> Value:
    """An offset of years or months that measures a superlative before it, as the length that it is."""
    if isinstance(value, Offset) and value.unit in ("year", "month") and value.count > 0 and value.origin is None:
        before = text[max(0, start - _COMPARED_REACH) : start]
        if _COMPARED.search(before):
            return Duration(value.count, value.unit)
    return value


def direction_of(value: Value) -> Direction | None:
    """The direction that the words of a value name, None where only the verb's tense tells it."""
    match value:
        case Relative("day", 0, True, _):  # "later in the day" is said of any day
            return None
        case Relative(_, count, rest, gone):
            return "future" if count > 0 or rest else "past" if count < 0 or gone else None
        case Weekday(_, shift, of) if shift or of:
            return _SHIFT_DIRECTIONS.get(shift or "") or (direction_of(of) if of else None)
        case Month(_, None, shift) | Season(_, None, shift) | Holiday(_, None, shift, None):
            return _SHIFT_DIRECTIONS.get(shift or "")
        case Offset(count, _, None) | Stretch(count, _):
            return "future" if count > 0 else "past"
        case Bound("since", _):
            return "past"
        case Vague(past):
            return "past" if past else "future"
        case Part("later" | "earlier" as side, _):
            return "future" if side == "later" else "past"
        case Part(_, of) | UnitOf(_, of) | Ordinal(_, _, of) | Bound(_, of) | Moment(of, _, _) | Range(of, _, _):
            return direction_of(of)
        case Fraction(_, _, of) if of:
            return direction_of(of)
    return None


def is_anchored(value: Value) -> bool:
    """Whether a value counts from the day of another expression."""
    match value:
        case Anchor() | Weekday(_, "following" | "previous", None):
            return True
        case Offset(_, _, of) | Part(_, of) | UnitOf(_, of) | Ordinal(_, _, of) | Moment(of, _, _) | Range(of, _, _):
            return of is not None and is_anchored(of)
        case Relative() | Month() | Day():
            return False
    return False


@cache
def _grammar() -> Grammar:
    passes = (
        NUMBER_RULES,
        (*CLOCK_RULES, *FIGURE_RULES, *DAY_RULES, *HOLIDAY_RULES, *PERIOD_RULES),
        PART_RULES,
        JOIN_RULES,
        MOMENT_RULES,
        RANGE_RULES,
        BOUND_RULES,
    )
    return Grammar(words.TOKEN, words.word_classes(), words.figure_class, VALUE_TYPES, passes)
