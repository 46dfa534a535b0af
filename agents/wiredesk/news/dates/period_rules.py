"""Rules for months, years, seasons, and for weeks, months and years counted from today's; for durations and habits."""

from collections.abc import Callable

from wiredesk.news.dates.day_rules import SHIFT, century_of, count_of, count_word, shift_of, unit_of
from wiredesk.news.dates.grammar import Match, Rule
from wiredesk.news.dates.values import (
    Anchor,
    Bound,
    Duration,
    Lasting,
    Month,
    Number,
    Offset,
    Ordinal,
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
)
from wiredesk.news.dates.words import DECADES, MONTH_NUMBERS, SEASONS, UNIT_VALUES

_HEDGES = frozenset("about around roughly nearly almost some".split())
_STEPS = {"this": 0, "next": 1, "coming": 1, "following": 1, "last": -1, "past": -1, "previous": -1}


def _year(match: Match) -> int | None:
    return count_of(match, "year") or None


def _month(match: Match) -> Value:
    year = _year(match)
    return Month(MONTH_NUMBERS[match.word("month")], year, None if year else shift_of(match))


def _month_short(match: Match) -> Value | None:
    """ "April of 87" """
    short = count_of(match, "short")
    return Month(MONTH_NUMBERS[match.word("month")], century_of(short)) if 40 <= short < 100 else None


def _months(match: Match) -> Value | None:
    """ "March to May", "June and July 2014"; "May" is no name beside another month."""
    first, last, year = MONTH_NUMBERS[match.word("first")], MONTH_NUMBERS[match.word("last")], _year(match)
    if first == last:
        return None
    return Range(Month(first, year and year - (first > last)), Month(last, year), lasting=False)


def _season(match: Match) -> Value:
    year = _year(match)
    return Season(SEASONS[match.word("season")], year, None if year else shift_of(match))


def _year_value(match: Match) -> Value:
    return Year(count_of(match, "year"))


def _years(match: Match) -> Value | None:
    first, last = count_of(match, "first"), count_of(match, "last")
    if first < last and " and " in match.phrase and "between" not in match.phrase:
        return Several((Year(first), Year(last)))
    return Range(Year(first), Year(last), lasting="between" not in match.phrase) if first < last else None


def _decade(match: Match) -> Value | None:
    word = match.word("decade")
    year = 1900 + DECADES[word] if word in DECADES else count_of(match, "decade")
    return Year(year, 10) if year % 10 == 0 else None


def _century(match: Match) -> Value | None:
    number = count_of(match, "number")
    return Year(100 * (number - 1), 100) if 1 < number < 40 else None


def _relative(match: Match) -> Value | None:
    """ "next week"; "the following week" counts from another day of the story."""
    unit, size = unit_of(match)
    shift = shift_of(match) or "this"
    if unit == "day":  # "the next day" of a story is not tomorrow, "the last day" not yesterday
        step = {"next": 1, "following": 1, "previous": -1}.get(shift)
        return Offset(step, "day", Anchor()) if step else Relative("day") if match.phrase == "this day" else None
    if shift in ("following", "previous") and match.phrase.startswith("the "):
        return UnitOf(unit, Offset(size if shift == "following" else -size, unit, Anchor()))
    if unit == "weekend" and shift == "coming":
        return UnitOf("weekend", Weekday(5, "coming"))
    if shift in ("coming", "past") and "this" not in match.phrase and unit not in ("weekend", "decade"):
        return Stretch(size if shift == "coming" else -size, unit)
    return Relative(unit, _STEPS[shift] * size)


def _working_week(match: Match) -> Value | None:
    """ "this working week": Monday to Friday."""
    if match.named.get("unit") and unit_of(match) != ("week", 1):
        return None
    week = Relative("week", _STEPS[shift_of(match) or "this"])
    return Range(Weekday(0, None, week), Weekday(4, None, week))


def _for_all(match: Match) -> Value | None:
    unit, size = unit_of(match)
    return Relative(unit) if unit in ("week", "month", "quarter", "year") and size == 1 else None


def _numbered_week(match: Match) -> Value | None:
    """ "the week 31" of the present year, as ISO 8601 counts them."""
    number = count_of(match, "number")
    return Ordinal(number, "week", UnitOf("year", Relative("day"))) if 1 <= number <= 53 else None


def _rest(match: Match) -> Value:
    return Relative(unit_of(match)[0], 0, rest=True)


def _gone(match: Match) -> Value:
    return Relative(unit_of(match)[0], 0, gone=True)


def _stretch(sign: int) -> Callable[[Match], Value]:
    def build(match: Match) -> Value:
        unit, size = unit_of(match)
        count = size * (count_of(match, "count") if match.named.get("count") else 1 - bool(match.named.get("few")))
        return Stretch(sign * count, unit) if count else Vague(sign < 0)

    return build


def _offset(sign: int, *, anchored: bool = False) -> Callable[[Match], Value]:
    """ "in two weeks" is that day; "in about two weeks" the week in which it lies."""

    def build(match: Match) -> Value:
        unit, size = unit_of(match)
        count = size * (1 if match.named.get("article") else count_of(match, "count"))
        if not count:
            return Vague(sign < 0)
        if unit == "weekend" and not anchored:
            return Relative(unit, sign * count)
        offset = Offset(sign * count, unit, Anchor() if anchored else None)
        hedged = not _HEDGES.isdisjoint(match.phrase.split())
        return UnitOf(unit, offset) if hedged and unit != "day" else offset

    return build


def _half_year(match: Match) -> Value:
    return Offset(-6 if match.phrase.endswith("ago") else 6, "month")


def _working_days(sign: int) -> Callable[[Match], Value]:
    return lambda match: Offset(sign * (count_of(match, "count") or 1), "business day")


def _compound(match: Match) -> Value | None:
    """ "two years and one month ago"."""
    words = [p for p in match.parts if not isinstance(p, str) or p.lower() in UNIT_VALUES or count_word(p)]
    sign = -1 if match.phrase.endswith(("ago", "earlier")) else 1
    value: Value | None = Anchor() if match.phrase.endswith(("later", "earlier")) else None
    for count, unit in zip(words[::2], words[1::2], strict=False):
        if not isinstance(unit, str) or unit.lower() not in UNIT_VALUES:
            return None
        name, size = UNIT_VALUES[unit.lower()]
        number = count.count if isinstance(count, Number) else count_word(str(count))
        value = Offset(sign * size * number, name, value)
    return value


def _compound_stretch(match: Match) -> Value | None:
    """ "the last 3 months and 2 weeks" """
    end = _compound(match)
    today = RelativeDay("day")
    if not isinstance(end, Offset) or "next" in match.phrase:
        return end and Range(today, end)
    back: Value | None = None
    for step in _steps(end):
        back = Offset(-step.count, step.unit, back)
    return back and Range(back, today)


def _steps(offset: Value | None) -> list[Offset]:
    """The offsets that nest in one, the innermost first."""
    return [*_steps(offset.origin), offset] if isinstance(offset, Offset) else []


def _duration(match: Match) -> Value:
    unit, size = unit_of(match)
    count = size * (1 if match.named.get("article") else count_of(match, "count"))
    return Lasting(count, unit) if match.phrase.startswith("for ") else Duration(count, unit)


def _long(match: Match) -> Value:
    unit, size = unit_of(match)
    return Duration(size, unit)


def _vague(*, past: bool = False) -> Callable[[Match], Value]:
    return lambda match: Vague(past)


def _repeated(match: Match) -> Value:
    return Repeated()


_TO = "(~-~| to | through | and | or | until | till )"
_FIRST, _LAST = "({shortmonth:first}.?|{longmonth:first})", "({shortmonth:last}.?|{longmonth:last})"
_SUPERLATIVE = "((?<={most} )|(?<={most} {other} )|(?<={most} {other} {other} ))"
_OF_YEAR = ",? (of |in )?{anyyear:year}"
_ROUGHLY = "({few} |{num} or {num} |{num} to {num} )?"
_UNITS = "({anyunit:unit}|{units:unit})"
_PLURAL = "{units}(( (and|or) {units}))?"
_NOT_FROM = "(?! (of|since|from|after|before))"
_WITHIN = "(in|over|during|within)"
_MANY = "(({num:count}|(a )?{few:count}) ({anyunit:unit}|{units:unit})|{article} {anyunit:unit})"
_WORKING_DAYS = "({num:count}|{article}) (business|working) ({unit}|{units})"
_BARE_IN = "(?<=(in|since|until|till|from|during|of|early|late|mid|throughout|between|through) )"

PERIOD_RULES = (
    Rule("century", "(the )?{nth:number} century", _century),
    Rule(
        "habit",
        "(every|each)( other)?( {num})? ({weekday}|{anyunit}|{units}|{season}|{longmonth}|{daypart}|weekday)",
        _repeated,
    ),
    Rule("habit", "(once|twice|times) (a|an|each|every|per) ({unit}|hour)", _repeated),
    Rule("habit", "(on )?{weekdays}( and {weekdays})?(?! ('|{possessive}))", _repeated),
    Rule(
        "habit",
        "(daily|weekly|biweekly|fortnightly|monthly|quarterly|yearly|annually|annual|nightly|biennial)",
        _repeated,
    ),
    Rule(
        "month year",
        "({shortmonth:month}.?,?|{longmonth:month},?|{lowmonth:month})(~| of | in )((the )?year )?{anyyear:year}",
        _month,
    ),
    Rule("month year", "{anymonth:month}(/|-){anyyear:year}", _month),
    Rule("month year", "({yyyy:year}(/|-){anymonth:month}|{yyyy:year} {month})(?!.?(-|/| ){daynum})", _month),
    Rule("month year", "{longmonth:month} of {num:short}(?! {other})", _month_short),
    Rule(
        "months",
        f"((from|between) )?{_FIRST}{_TO}{_LAST}({_OF_YEAR})?(?! {{daynum}})",
        _months,
    ),
    Rule(
        "month",
        "(this coming|this upcoming|this past|this|next|last|coming|upcoming) "
        "({month}|{oddmonth:month}|{shortmonth:month}.?)",
        _month,
    ),
    Rule("month", "{month}", _month),
    Rule("month", "(?<=(by|before) ){oddmonth:month}(?=(.|,|;))", _month),
    Rule("month", f"{_BARE_IN}({{oddmonth:month}}|{{shortmonth:month}}.?)", _month),
    Rule("month", "(?<=(early|late|mid)(-| ))({oddmonth:month}|{shortmonth:month}.?)", _month),
    Rule("season", "(the )?({season} of|{season},?) (the year )?{yyyy:year}", _season),
    Rule("season", f"{SHIFT} {{season}}", _season),
    Rule(
        "season",
        "(?<=(in|over|during|by|until|for|before|after|this|late|early|of|from|through|since) )(the )?{season}(?! of)",
        _season,
    ),
    Rule("decade", "(the )?(early |late |mid-?~)?({yyyy:decade}~('|{possessive}|s)|{nineties:decade})", _decade),
    Rule("year", "(the )?year {anyyear:year}", _year_value),
    Rule("years", "(?<!-)((from|between) )?{yyyy:first}(~-~| to | through | until | and ){yyyy:last}(?!-)", _years),
    Rule(
        "year",
        "(?<=(in|of|since|until|till|before|after|during|throughout|early|late|mid) ){yyyy:year}(?!-)",
        _year_value,
    ),
    Rule("year", "(?<=(for|by|to|from|through) ){yyyy:year}(?! {other}|-)", _year_value),
    Rule("year", "(?<=mid-){yyyy:year}", _year_value),
    Rule("year", "(?<=between ){yyyy:year}(?= and )", _year_value),
    Rule("later this", "(later|later in|later on) (this|the) {unit}", _rest),
    Rule("later this", "(the )?(rest|remainder|balance) of ((this|the|my|our|his|her|its|their) )?{unit}", _rest),
    Rule("later this", "(this )?{unit} ahead", _rest),
    Rule("earlier this", "(earlier|earlier in) (this|the) {unit}", _gone),
    Rule(
        "year to date",
        "(the )?{unit}(-| )to(-| )date",
        lambda match: Bound("since", Relative(unit_of(match)[0])),
    ),
    Rule(
        "compound",
        f"((for|in|over) )?(the )?(last|past|next) ({_MANY}(,|,? and) ){{1,2}}{_MANY}(?! (ago|from|later|earlier))",
        _compound_stretch,
    ),
    Rule("working week", f"{SHIFT} ((business|working|work|trading) {{unit:unit}}|{{workweek}})", _working_week),
    Rule("for all of it", "(?<=for )the {unit:unit}(?=(.|,|;|:|!))", _for_all),
    Rule("week by number", "the (calendar )?{lowweek} {num:number}(?! ({other}|of|in)|,? (of|in)|-)", _numbered_week),
    Rule("stretch", f"{_WITHIN} (the )?next {{anyunit:unit}}", _stretch(1)),
    Rule("stretch", f"({_WITHIN} )?(the )?(next|coming|following|upcoming) {{num:count}} {_UNITS}", _stretch(1)),
    Rule("stretch", f"({_WITHIN} )?(the )?{{num:count}} (next|upcoming|coming) {{units:unit}}", _stretch(1)),
    Rule(
        "stretch",
        f"((in|over|during|for) )?(the )?(last|past|previous|preceding|prior) {{num:count}} {_UNITS}(?! of)",
        _stretch(-1),
    ),
    Rule("stretch", "((in|over|during) )?(the )?{num:count} (past|previous) {units:unit}", _stretch(-1)),
    Rule("coming days", f"({_WITHIN} )?(the )?(next|coming|following|upcoming) {_ROUGHLY}{_PLURAL}", _vague()),
    Rule("duration", f"for (the )?{_PLURAL} (ahead|to come)", lambda match: Lasting(0, "year")),
    Rule("coming days", f"((in|over|during) )?(the )?{_PLURAL} (ahead|to come)", _vague()),
    Rule("coming days", f"(within|in a matter of) {_PLURAL}(?! (of|from))", _vague()),
    Rule(
        "coming days",
        f"(in|within) ({_MANY}|{{num}})( or {{num}}| or so| to {{num}} {{units}}|-{{num}} {{units}})",
        _vague(),
    ),
    Rule(
        "recent days",
        f"((in|over|during|for) )?(the )?(last|past|recent|previous) {_ROUGHLY}{_PLURAL}",
        _vague(past=True),
    ),
    Rule("coming days", "(in|over) the (near|coming|foreseeable) future", _vague()),
    Rule("soon", "(?<!as )(?<!too )(?<!how )(soon|shortly|momentarily)(?! (after|as|enough|before))", _vague()),
    Rule(
        "soon", "(in due course|at some point|at a later (date|time|stage)|at a future date|sooner or later)", _vague()
    ),
    Rule("new year", "(early )?in the new year", _vague()),
    Rule(
        "after next",
        "(the )?{unit} after next(?! ({anyweekday}|{unit}|{anymonth}|{season}))",
        lambda match: Relative(unit_of(match)[0], 2),
    ),
    Rule("before last", "(the )?{unit} before last", lambda match: Relative(unit_of(match)[0], -2)),
    Rule("compound", f"({_MANY}(,|,? and) ){{1,2}}{_MANY} (ago|from now|later|earlier)", _compound),
    Rule("compound", f"in ({_MANY}(,|,? and) ){{1,2}}{_MANY}(('|{{possessive}})? time)?", _compound),
    Rule("working days", f"(in {_WORKING_DAYS}|{_WORKING_DAYS} (from now|from today|hence))", _working_days(1)),
    Rule("working days", f"{_WORKING_DAYS} ago", _working_days(-1)),
    Rule("half a year", "(in )?half {article} year (ago|from now)", _half_year),
    Rule("next working day", "(the )?next (business|working) day", _working_days(1)),
    Rule("about so long ago", f"(more|less|fewer) than {_MANY} ago", _vague(past=True)),
    Rule("about so long ago", f"(over|under|well over) {_MANY} ago", _vague(past=True)),
    Rule("within", f"in (less than|fewer than|no more than|under|at most) {_MANY}{_NOT_FROM}", _stretch(1)),
    Rule("from now", f"(in )?{_MANY} (from now|hence)", _offset(1)),
    Rule("in time", "in {article} {unit}{possessive} time", _offset(1)),
    Rule("in time", f"in {_MANY}('|{{possessive}}) time", _offset(1)),
    Rule(
        "duration",
        f"{_SUPERLATIVE}in (about |around |nearly |almost |more than |over )?{_MANY}",
        _duration,
    ),
    Rule(
        "in time",
        f"in (just |only |exactly |about |around |roughly )?{_MANY}{_NOT_FROM}",
        _offset(1),
    ),
    Rule("within", f"within (about |around |roughly |the next )?{_MANY}(?! (of|after|from))", _stretch(1)),
    Rule("ago", f"(about |around |nearly |almost |some )?{_MANY} ago", _offset(-1)),
    Rule("later", f"(just |only )?{_MANY} (later|afterwards|after that)", _offset(1, anchored=True)),
    Rule("earlier", f"(just |only )?{_MANY} (earlier|beforehand|before that)", _offset(-1, anchored=True)),
    Rule("relative", f"(the )?{SHIFT} {{unit}}(?! of|-)", _relative),
    Rule("relative", "(this|next|last|current) (calendar )?{unit}(?! of)", _relative),
    Rule("weekend", "((at|over|on|during) )?the weekend(?! of)", lambda match: UnitOf("weekend", Weekday(5))),
    Rule("duration", "({num:count}|{article})-({anyunit:unit}|{units:unit})(-(long|old))?", _duration),
    Rule("duration", "{unit}-long", _long),
    Rule("duration", f"(for |over )?(about |around |nearly |almost |some |at least |up to )?{_MANY}", _duration),
)
