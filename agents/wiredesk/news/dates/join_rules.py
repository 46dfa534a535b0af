"""Rules that make times of times: parts of periods, days within weeks, ranges, bounds, times of day."""

import re
from collections.abc import Callable
from dataclasses import replace

from wiredesk.news.dates.beside_rules import BESIDE_RULES, holiday_weekend, lasting
from wiredesk.news.dates.day_rules import count_of, day_part, unit_of
from wiredesk.news.dates.grammar import Match, Rule
from wiredesk.news.dates.values import (
    Bound,
    Clock,
    Day,
    Duration,
    Fraction,
    Moment,
    Month,
    Ordinal,
    Part,
    PartName,
    Range,
    Relative,
    Several,
    Side,
    UnitOf,
    Vague,
    Value,
    Weekday,
    Year,
)
from wiredesk.news.dates.words import WEEKDAY_NUMBERS, ZONE_CITIES, ZONES


def _clock(match: Match) -> Value | None:
    """3 p.m., 3:30 p.m. EST, 1500 GMT, 15.30 Moscow time, noon."""
    phrase = match.phrase
    figures = re.findall(r"\d+", match.word("figures"))
    if match.named.get("noon"):
        hour, minute = (0 if match.word("noon") == "midnight" else 12), 0
    elif len(figures) == 1 and len(figures[0]) == 4:
        hour, minute = int(figures[0][:2]), int(figures[0][2:])
    else:
        hour, minute = int(figures[0]), int(figures[1]) if len(figures) > 1 else 0
    meridiem = match.word("meridiem").replace(".", "").replace(" ", "")
    if meridiem:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if meridiem == "pm" else 0)
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    zone = ZONES.get(match.word("zone")) or (ZONE_CITIES.get(match.word("zonecity")) if "time" in phrase else None)
    return Clock(hour, minute, zone)


def _either_clock(match: Match) -> Value | None:
    """ "3 p.m. (1900 GMT)": the one whose zone is told."""
    first, second = match.value("first"), match.value("second")
    if isinstance(first, Clock) and isinstance(second, Clock):
        return first if first.zone or not second.zone else second
    return None


def _of(match: Match, unit: str = "unit") -> Value:
    """The period of which a part is taken; a unit alone is the one of today ("the end of the month")."""
    year = count_of(match, "year")
    return match.maybe("of") or (Year(year) if year else Relative(unit_of(match, unit)[0]))


def _part(part: PartName) -> Callable[[Match], Value]:
    return lambda match: Part(part, _of(match))


def _part_of_unit(part: PartName) -> Callable[[Match], Value | None]:
    """ "late in the week"; "late in the day" is one of any story."""
    return lambda match: None if unit_of(match)[0] == "day" else Part(part, _of(match))


def _quarter(match: Match, parts: int = 4) -> Value | None:
    number = parts if "last" in match.phrase or "final" in match.phrase else count_of(match, "number")
    of = match.maybe("of") or (Year(count_of(match, "year")) if match.named.get("year") else None)
    return Fraction(number, parts, of) if 1 <= number <= parts else None


def _half(match: Match) -> Value | None:
    return _quarter(match, 2)


def _unit_out(match: Match) -> Value:
    """ "before the year is out": by the end of it."""
    return Bound("by", Relative(unit_of(match)[0]))


def _parts(match: Match) -> Value | None:
    """ "mid- to late April": from the one part to the other."""
    first, last = (_PARTS[match.word(name)] for name in ("first", "last"))
    of = match.value("of")
    return Range(Part(first, of), Part(last, of), lasting=False)


_PARTS: dict[str, PartName] = {"early": "early", "mid": "mid", "late": "late"}


def _or_next(match: Match) -> Value | None:
    """ "this week or next" """
    first = match.value("first")
    if not isinstance(first, Relative) or first.count or first.rest or first.gone or first.unit == "day":
        return None
    return Several((first, Relative(first.unit, 1)), either=True)


def _ordinal(match: Match) -> Value | None:
    """ "the first week of June", "the last Tuesday of the month" (whose "last Tuesday" is one value already)."""
    weekday, number = match.maybe("weekday"), count_of(match, "number") or -1
    if not isinstance(weekday, Weekday):
        unit, size = unit_of(match)
        return Ordinal(number, unit, _of(match, "whole")) if size == 1 else None
    if match.named.get("number") if weekday.shift is None else weekday.shift == "last":
        return Ordinal(number, weekday.weekday, _of(match, "whole"))
    return None


def _last_but_one(match: Match) -> Value:
    """ "the penultimate week of May" """
    weekday = match.maybe("weekday")
    unit = weekday.weekday if isinstance(weekday, Weekday) else unit_of(match)[0]
    return Ordinal(-2, unit, _of(match, "whole"))


def _first_days(match: Match) -> Value | None:
    """ "the last two days of August", "the first three months of 2014": from one to the other."""
    duration, of = match.value("count"), _of(match, "whole")
    if not isinstance(duration, Duration) or duration.unit not in ("day", "week", "month", "quarter"):
        return None
    count, unit = duration.count, duration.unit
    if not 1 < count <= 31:
        return None
    ends = (1, count) if "first" in match.phrase.split()[:2] else (-count, -1)
    return Range(Ordinal(ends[0], unit, of), Ordinal(ends[1], unit, of))


def _third(match: Match) -> Value | None:
    number = 3 if match.word("last") else 2 if "middle" in match.phrase else count_of(match, "number")
    part = {1: "early", 2: "mid", 3: "late"}.get(number)
    return Part(part, _of(match)) if part else None  # type: ignore[arg-type]  # a part's own names


def _unit_of(match: Match) -> Value:
    day = count_of(match, "day")
    return UnitOf(unit_of(match)[0], Day(day) if day else match.value("of"))


def _week_of(match: Match) -> Value:
    return UnitOf("week", match.value("of"))


def _weekday_of(match: Match) -> Value | None:
    weekday, of = match.maybe("weekday"), match.value("of")
    if isinstance(weekday, Weekday):
        return replace(weekday, of=of) if weekday.of is None else None
    return Weekday(WEEKDAY_NUMBERS[match.word("abbreviated")], None, of)


def _nth_of(match: Match) -> Value:
    return Ordinal(count_of(match, "day"), "day", match.value("of"))


def _dated_weekday(match: Match) -> Value | None:
    """ "Tuesday, Nov. 15": the date, with the weekday to tell its year."""
    weekday, day = match.maybe("weekday"), match.value("day")
    if not isinstance(day, Day):
        return None
    if isinstance(weekday, Weekday):
        return replace(day, weekday=weekday.weekday)
    number = WEEKDAY_NUMBERS.get(match.word("weekday"))  # "Thu, 19 May": an abbreviation, which alone is no date
    return replace(day, weekday=number) if number is not None else None


def _same_day(match: Match) -> Value:
    """ "tomorrow, May 12", "today (Friday)": said twice, the calendar's day counts."""
    first, second = match.value("first"), match.value("second")
    return second if isinstance(second, Day) else first


def _moment(match: Match) -> Value | None:
    day, clock = match.value("day"), match.value("clock")
    if isinstance(day, Moment):
        return replace(day, clock=clock) if day.clock is None and isinstance(clock, Clock) else None
    return Moment(day, clock) if isinstance(clock, Clock) else None


def _range(match: Match) -> Value | None:
    first, last = match.value("first"), match.value("last")
    if isinstance(first, Day) and isinstance(last, Day) and first.month and last.month and last.year and not first.year:
        first = replace(first, year=last.year - (first.month > last.month))
    if isinstance(first, Month) and isinstance(last, Month) and last.year and not (first.year or first.shift):
        first = replace(first, year=last.year - (first.month > last.month))
    if isinstance(first, Year) != isinstance(last, Year) and not any(_has_year(end) for end in (first, last)):
        return None
    return Range(first, last, lasting=not match.phrase.startswith("between"))


def _has_year(value: Value) -> bool:
    """Whether it may stand beside a bare year: "from 2015 to May 2017", "from 2007 to the end of 2008"."""
    return isinstance(value, Part) or (isinstance(value, Month) and value.year is not None)


def _day_to(match: Match) -> Value | None:
    """ "the 14th to Nov. 17", "Nov. 14, 2013 to 17" """
    last = match.value("last")
    first = count_of(match, "day")
    if not isinstance(last, Day) or not last.month or not 1 <= first <= 31:
        return None
    return Range(Day(first, last.month, last.year), last) if first < last.day else None


def _several(match: Match) -> Value | None:
    """ "Monday and Tuesday"; "yesterday and this morning" are two times, not a span."""
    days = tuple(part for part in match.parts if isinstance(part, Value))
    if any(isinstance(day, Moment) for day in days):
        return None
    return Several(days, either=any(isinstance(p, str) and p.lower() == "or" for p in match.parts))


def _starting(match: Match) -> Value | None:
    """ "a three-day visit that begins on Monday": from then, so long."""
    duration, first = match.value("duration"), match.value("first")
    if not isinstance(duration, Duration) or not duration.count or duration.unit not in ("day", "week"):
        return None
    return lasting(duration, first)


def _bound(side: Side) -> Callable[[Match], Value]:
    return lambda match: Bound(side, match.value("of"))


_ZONE = "( {zone}|,? {zonecity} time)"
CLOCK_RULES = (
    Rule("time", f"({{time:figures}}|{{decimal:figures}}|{{hour:figures}})~{{meridiem}}{_ZONE}?(?!{{num}})", _clock),
    Rule("time", f"({{time:figures}}|{{hhmm:figures}}|{{decimal:figures}})( hours| hrs|hrs)?{_ZONE}", _clock),
    Rule("time", "({time:figures}|{hhmm:figures}|{decimal:figures}) (hours|hrs)", _clock),
    Rule("time", "(?<=(at|by|until|from) ){time:figures}", _clock),
    Rule("time", "(?<=(at|by|until|from|about|around) ){hour:figures} o'clock", _clock),
    Rule("time", f"{{noon}}{_ZONE}?", _clock),
)

_OF = "({PERIOD:of}|{anyyear:year}|(the|this) {unit})"
_WHOLE = "({PERIOD:of}|{anyyear:year}|(the|this) {unit:whole})"
_LAST_BUT_ONE = "(penultimate|second( |-)(to( |-))?last|next( |-)to( |-)last)"
_NTH = "({nth:number}|last|final)"
PART_RULES = (
    Rule("two times", "{CLOCK:first}( {open}|, |,? or | / ){CLOCK:second}{close}?", _either_clock),
    Rule("part of day", "(early |late |later |earlier )?{DAY:day} (early |late )?{daypart}", day_part),
    Rule("part of day", "(early |late |later |earlier ){DAY:day}", lambda match: match.value("day")),
    Rule("part of day", "(the )?{daypart} of {DAY:day}", day_part),
    Rule("quarter", f"(the )?{_NTH} quarter( of |, | in | )({{YEAR:of}}|{{RELATIVE:of}}|{{anyyear:year}})", _quarter),
    Rule("quarter", f"({{RELATIVE:of}}|{{anyyear:year}}){{possessive}} {_NTH} quarter", _quarter),
    Rule("quarter", f"{{anyyear:year}} {_NTH} quarter", _quarter),
    Rule("quarter", f"(the )?{_NTH} quarter( of the year)?(?!-)", _quarter),
    Rule("quarter", "q~{num:number}( of | in |, | |-)({YEAR:of}|{RELATIVE:of}|{anyyear:year})", _quarter),
    Rule("quarter", "{num:number}q( of | in |, | |)({YEAR:of}|{RELATIVE:of}|{anyyear:year})", _quarter),
    Rule("quarter", "{anyyear:year}( |-)q~{num:number}", _quarter),
    Rule("half", "h~{num:number}( of | in |, | |-)({YEAR:of}|{anyyear:year})", _half),
    Rule("half", "{anyyear:year}( |-)h~{num:number}", _half),
    Rule("half", f"(the )?first half( of|,)? {_OF}", _part("first half")),
    Rule("half", f"(the )?(second|latter|last) half( of|,)? {_OF}", _part("second half")),
    Rule("nth week", f"(the )?{_NTH} ({{unit}}|{{WEEKDAY:weekday}}) (of|in) {_WHOLE}", _ordinal),
    Rule("nth week", f"(the )?{_LAST_BUT_ONE} ({{unit}}|{{WEEKDAY:weekday}}) (of|in) {_WHOLE}", _last_but_one),
    Rule("nth week", f"(the )?{_NTH} {{unit}},? ({{PERIOD:of}}|{{yyyy:year}})", _ordinal),
    Rule("nth week", f"(the )?{{WEEKDAY:weekday}} (of|in) {_WHOLE}", _ordinal),
    Rule("nth week", f"{{RELATIVE:of}}{{possessive}} {_NTH} ({{unit}}|{{WEEKDAY:weekday}})", _ordinal),
    Rule("first days", f"(the )?(first|last|final) {{DURATION:count}} (of|in) {_WHOLE}", _first_days),
    Rule("third of", f"(the )?({{nth:number}}|{{last}}|middle) third of {_OF}", _third),
    Rule("nth day", "(the )?{nth:day}( day)? of {PERIOD:of}", _nth_of),
    Rule("nth day", "{RELATIVE:of},? (on )?(the )?{nth:day}(?! ({other}|of|and|to))", _nth_of),
    Rule("weekend of", "(the )?weekend of {HOLIDAY:of}", holiday_weekend),
    Rule(
        "week of",
        "(the )?{unit} (of|beginning|starting|commencing|ending) (on )?({WEEKDAY},? )?({CALENDAR:of}|the {nth:day})",
        _unit_of,
    ),
    Rule("week of", "(the )?{unit} (of|beginning|starting|commencing|ending) (on )?{DAY:of}", _unit_of),
    Rule("week of", "(the )?w/c ({WEEKDAY},? )?{CALENDAR:of}", _week_of),
    Rule("parts", "{third:first}( |-|- )(to|or|and) {third:last}( |-)~{PERIOD:of}", _parts),
    Rule("in the end", "(?<=at )the end of the day", lambda match: Vague()),
    Rule("end of", f"((the )?(very )?(end|close) of|end-) ?{_OF}", _part("end")),
    Rule("end of", "(the )?end of {unit}", _part("end")),
    Rule("end of", "(the )?{unit}({possessive} |-| )end", _part("end")),
    Rule("mid", "mid(-| )?{unit}(?! (election|elections|term|terms|vote|polls|{other} election))", _part("mid")),
    Rule("early part", f"(the )?(early|first) part of {_OF}", _part("early")),
    Rule("late part", f"(the )?(late|later|latter|last) part of {_OF}", _part("late")),
    Rule("first days", "(the )?(first|opening) days of {PERIOD:of}", _part("early")),
    Rule("last days", "(the )?(last|final|closing) days of {PERIOD:of}", _part("end")),
    Rule("before it is out", "before (the|this) {unit} (is out|ends|is over)", _unit_out),
    Rule("this or next", "{RELATIVE:first} or next(?! {other})", _or_next),
    Rule("rest of", "(the )?(rest|remainder|balance) of {PERIOD:of}", _part("later")),
    Rule("late", "late in (the|this) {unit}", _part_of_unit("late")),
    Rule("early", "early in (the|this) {unit}", _part_of_unit("early")),
    Rule("late", "(the )?late( in|-)?~{PERIOD:of}", _part("late")),
    Rule("early", "(the )?early( in|-)?~{PERIOD:of}", _part("early")),
    Rule("later in", "later( in)? {PERIOD:of}", _part("later")),
    Rule("earlier in", "earlier( in)? {PERIOD:of}", _part("earlier")),
    Rule("early", f"(the )?(beginning|start|opening) of {_OF}", _part("early")),
    Rule("mid", "(the )?mid( in|-)?~{PERIOD:of}", _part("mid")),
    Rule("mid", f"(the )?middle of {_OF}", _part("mid")),
)

JOIN_RULES = (
    Rule(
        "weekday and date",
        "{WEEKDAY:weekday}(~-~|, |,? the | | on |, on )?{open}?{CALENDAR:day}{close}?",
        _dated_weekday,
    ),
    Rule("weekday and date", "{anyweekday:weekday}.?( - |, | ){CALENDAR:day}", _dated_weekday),
    Rule("weekday and date", "{CALENDAR:day},? {open}{WEEKDAY:weekday}{close}", _dated_weekday),
    Rule("weekday of", "{WEEKDAY:weekday}( of|,| in)? {RELATIVE:of}", _weekday_of),
    Rule("weekday of", "{WEEKDAY:weekday} of {UNITOF:of}", _weekday_of),
    Rule("weekday of", "{RELATIVE:of}( on|,|{possessive})? {WEEKDAY:weekday}", _weekday_of),
    Rule("weekday of", "{RELATIVE:of}( on|,)? {anyweekday:abbreviated}", _weekday_of),
    Rule("weekday of", "{ORDINAL:of} on {WEEKDAY:weekday}", _weekday_of),
    Rule("said twice", "{TODAY:first}(,| -)? {open}?({CALENDAR:second}|{WEEKDAY:second}){close}?", _same_day),
    *BESIDE_RULES,
)
_AT = "(,? (at|around|about|from|by|before|until)( about| around)? |, | )"
MOMENT_RULES = (
    Rule("day and time", f"{{DAY:day}}{_AT}{{CLOCK:clock}}", _moment),
    Rule("day and time", "{CLOCK:clock}(,? on |, | ){DAY:day}", _moment),
)
_BEGIN = "((starting|beginning|commencing)( from)?|that (begins|starts|began)|which (begins|starts)|from)"
RANGE_RULES = (
    Rule("for days", "{DAY:first},? {LASTING:duration}", _starting),
    Rule(
        "to date",
        "(from|between) {DATE:of},? (to date|(and|to|until|till|through) (now|today|the present))",
        _bound("since"),
    ),
    Rule("between now and", "(between|from) (now|today) (and|until|to|through|till) {DATE:of}", _bound("by")),
    Rule("starting", f"{{DURATION:duration}}( {{other}}){{0,2}},? {_BEGIN} (on )?{{DAY:first}}", _starting),
    Rule(
        "range", "(from |between ){DATE:first},?( and (until )?| to | until | through | till |~-~){DATE:last}", _range
    ),
    Rule("range", "{DATE:first}(~-~| to | through | thru | until | till ){DATE:last}", _range),
    Rule("range", "(the )?{daynum:day}(~-~| to | until | through ){CALENDAR:last}", _day_to),
    Rule("days", "({DAY}, ){1,5}{DAY},? (and|or) {DAY}", _several),
    Rule("days", "({DAY},? (and|or) (on )?(the )?){DAY}", _several),
    Rule("months", "{PERIOD},? (and|or) (in )?{PERIOD}", _several),
    Rule("months", "({PART},? or (in )?({PERIOD}|{PART})|{PERIOD},? or (in )?{PART})", _several),
)
BOUND_RULES = (
    Rule("by", "(by|no later than|not later than|on or before) {DATE:of}", _bound("by")),
    Rule("before", "(before|ahead of|prior to) {DATE:of}", _bound("before")),
    Rule("until", "(until|till|up to) {DATE:of}", _bound("until")),
    Rule("after", "(on or )?(after|following|no (earlier|sooner) than|not before) {DATE:of}", _bound("after")),
    Rule("since", "(ever )?since {DATE:of}", _bound("since")),
)
