"""What a time expression means before it is known from which day to count: small values that nest.

"early next week" is ``Part("early", Relative("week", 1))``; "a week from Monday" ``Offset(1, "week", Weekday(0))``.
`roles` are the names by which the grammar's later passes call a value.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from wiredesk.news.dates.calendar import Unit

Shift = Literal["this", "next", "last", "coming", "past", "following", "previous"]
"""How a period is picked: "coming" and "past" are the nearest, "following" and "previous" count from another day."""

PartName = Literal["early", "mid", "late", "end", "first half", "second half", "earlier", "later"]
"""Thirds and halves; "earlier" and "later" are what is over and what is left of it on the day of publication."""

Side = Literal["by", "before", "until", "after", "since"]


class Value:
    """Base of all symbolic times."""

    __slots__ = ()
    roles: ClassVar[frozenset[str]] = frozenset()


def _roles(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Number(Value):
    """A count in several words ("twenty-one"); 0 for "a couple of"."""

    count: int
    roles = _roles("num daynum NUMBER")


@dataclass(frozen=True, slots=True)
class OrdinalNumber(Number):
    """ "twenty-first" """

    roles = _roles("daynum nth nthfigure NUMBER")


@dataclass(frozen=True, slots=True)
class YearNumber(Number):
    """A year spelt out: "two thousand and twelve"."""

    roles = _roles("yyyy anyyear NUMBER")


@dataclass(frozen=True, slots=True)
class Day(Value):
    """A day of the calendar, with or without its year; without a month: "on the 15th"."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    roles = _roles("DATE DAY CALENDAR")


@dataclass(frozen=True, slots=True)
class NumericDay(Value):
    """ "5/6/2023": May 6 or June 5, which the words alone do not tell, but a weekday beside them may."""

    first: int
    second: int
    year: int | None = None
    weekday: int | None = None
    roles = _roles("DATE DAY")


@dataclass(frozen=True, slots=True)
class Weekday(Value):
    """A day of the week, Monday 0; `of` the week it lies in ("Monday of next week").

    With the shift "following" or "previous" `of` is the day from which it is counted ("the Monday after Easter").
    """

    weekday: int
    shift: Shift | None = None
    of: Value | None = None
    roles = _roles("DATE DAY WEEKDAY")


@dataclass(frozen=True, slots=True)
class Relative(Value):
    """Counted in whole units from today's: today (day, 0), next week (week, 1), last month (month, -1).

    `rest`: only what is left of it ("later this week"); `gone`: only what is over ("earlier this week").
    """

    unit: Unit
    count: int = 0
    rest: bool = False
    gone: bool = False
    roles = _roles("DATE PERIOD RELATIVE")


@dataclass(frozen=True, slots=True)
class RelativeDay(Relative):
    """Today, tomorrow, yesterday and their neighbours."""

    roles = _roles("DATE DAY TODAY")


@dataclass(frozen=True, slots=True)
class Month(Value):
    """A month by its name; `of` the year it lies in ("May next year")."""

    month: int
    year: int | None = None
    shift: Shift | None = None
    of: Value | None = None
    roles = _roles("DATE PERIOD MONTH")


@dataclass(frozen=True, slots=True)
class Year(Value):
    """A year by its number; `years` above 1 for a decade or a century."""

    year: int
    years: int = 1
    roles = _roles("DATE PERIOD YEAR")


@dataclass(frozen=True, slots=True)
class Season(Value):
    """A season, northern; `of` the year in which it begins."""

    name: str
    year: int | None = None
    shift: Shift | None = None
    of: Value | None = None
    roles = _roles("DATE PERIOD SEASON")


@dataclass(frozen=True, slots=True)
class Fraction(Value):
    """The second quarter, the first half: `number` of `parts` of a year, this year where none is named."""

    number: int
    parts: int
    of: Value | None = None
    roles = _roles("DATE PERIOD FRACTION")


@dataclass(frozen=True, slots=True)
class Ordinal(Value):
    """The first week of June, the last day of the month, the second Tuesday of May; -1 is the last one.

    `unit` is a unit, or a weekday's number.
    """

    number: int
    unit: Unit | int
    of: Value
    roles = _roles("DATE PERIOD ORDINAL")


@dataclass(frozen=True, slots=True)
class UnitOf(Value):
    """The week of April 10, the weekend of May 3: the unit in which another time lies."""

    unit: Unit
    of: Value
    roles = _roles("DATE PERIOD UNITOF")


@dataclass(frozen=True, slots=True)
class LongWeekend(Value):
    """The weekend beside a holiday, with it: "Labor Day weekend" ends on the Monday."""

    of: Value
    roles = _roles("DATE PERIOD")


@dataclass(frozen=True, slots=True)
class Part(Value):
    """Late June, early next week, the end of the month."""

    part: PartName
    of: Value
    roles = _roles("DATE PART")


@dataclass(frozen=True, slots=True)
class Holiday(Value):
    """A holiday by the name it has in `calendar.HOLIDAYS`."""

    name: str
    year: int | None = None
    shift: Shift | None = None
    of: Value | None = None
    roles = _roles("DATE DAY HOLIDAY")


@dataclass(frozen=True, slots=True)
class Anchor(Value):
    """The day of another expression, which the caller knows: "the same day", "that week"."""

    unit: Unit = "day"
    roles = _roles("DATE DAY")


@dataclass(frozen=True, slots=True)
class Offset(Value):
    """So many units from another time, back when negative. `origin` None: from the publication day."""

    count: int
    unit: Unit
    origin: Value | None = None
    roles = _roles("DATE DAY OFFSET")


@dataclass(frozen=True, slots=True)
class Stretch(Value):
    """The next three days, the past two weeks: so many units from today, back when negative."""

    count: int
    unit: Unit
    roles = _roles("DATE STRETCH")


@dataclass(frozen=True, slots=True)
class Bound(Value):
    """By June 5, before Friday, since 2019."""

    side: Side
    of: Value
    roles = _roles("BOUND")


@dataclass(frozen=True, slots=True)
class Range(Value):
    """From one time to another; `lasting`: through all of it ("Nov. 14-17"), else some time in it ("between")."""

    first: Value
    last: Value
    lasting: bool = True
    roles = _roles("DATE RANGE")


@dataclass(frozen=True, slots=True)
class Several(Value):
    """Monday and Tuesday; `either`: Tuesday or Wednesday."""

    options: tuple[Value, ...]
    either: bool = False
    roles = _roles("DATE RANGE")


@dataclass(frozen=True, slots=True)
class Clock(Value):
    """A time of day; `zone` an IANA name or an offset, None where it is local or not told."""

    hour: int
    minute: int = 0
    zone: str | None = None
    roles = _roles("CLOCK")


@dataclass(frozen=True, slots=True)
class Moment(Value):
    """A time of a day, or a part of it ("Monday night")."""

    day: Value
    clock: Clock | None = None
    part: str | None = None
    roles = _roles("DATE DAY MOMENT")


@dataclass(frozen=True, slots=True)
class Vague(Value):
    """A time that no calendar shows: "soon", "in the coming days"; `past`: "in recent weeks"."""

    past: bool = False
    roles = _roles("VAGUE")


@dataclass(frozen=True, slots=True)
class Duration(Value):
    """How long: "for three days", "a two-day visit". No date by itself. `count` 0: a few."""

    count: int
    unit: Unit
    roles = _roles("DURATION")


@dataclass(frozen=True, slots=True)
class Lasting(Duration):
    """A duration with its preposition: "for three days", which may follow the day of its beginning."""

    roles = _roles("DURATION LASTING")


@dataclass(frozen=True, slots=True)
class Repeated(Value):
    """A habit: "every Tuesday", "weekly". No date."""

    roles = _roles("REPEATED")


def is_floating(value: Value) -> bool:
    """Whether a value is placed by nearness alone, so that the second of a range follows the first."""
    match value:
        case Day(_, month, year):
            return not (month and year)
        case (
            Weekday(_, None, None)
            | Month(_, None, None, None)
            | Season(_, None, None, None)
            | Holiday(_, None, None, None)
        ):
            return True
        case Part(_, of) | Moment(of, _, _):
            return is_floating(of)
    return False
