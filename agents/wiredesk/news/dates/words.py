"""The words and figures that times are made of, and the classes by which the rules call them.

A word may be in several classes ("second" is an ordinal, "May" a month and a name). Words outside these lists end
every expression. Case matters only where it tells a month from a verb: "may" and "march" in lower case are no months.
"""

import re

from wiredesk.news.dates.calendar import Unit

TOKEN = re.compile(
    r"""
    [ap]\.[ ]?m\.? (?!\w)                       # p.m.
  | [^\W\d_]+                                   # a word
  | [ \t\u00a0\u2009\u202f]+
  | \d{1,2}:\d\d (?::\d\d)? (?!\w)              # 15:30
  | \d{4}[-.]\d\d?[-.]\d\d? (?:T\d\d:?\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)? (?!\w)            # 2023-11-15
  | \d{1,4}/\d{1,2} (?:/\d{2,4})? (?!\w|/|\.\d)     # 11/15/2023
  | (?<!\d-) \d{1,2}[-.]\d{1,2}[-.]\d{4} (?!\w)          # 15.11.2023
  | \d+ (?:st|nd|rd|th) (?!\w)
  | \d{1,3} (?:,\d{3})+ (?!\d)                  # 12,000
  | \d+ (?:\.\d+)+                              # 6.45
  | \d+
  | ['’]s (?!\w)
  | -{1,2} | [–—‐‑]
  | .
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
"""Parts a text without a gap, in linear time."""

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS_SHORT = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9}
_MONTHS_SHORT |= {"oct": 10, "nov": 11, "dec": 12}
_WEEKDAYS_SHORT = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4}
_WEEKDAYS_SHORT |= {"sat": 5, "sun": 6}

SHORT = frozenset(_MONTHS_SHORT | _WEEKDAYS_SHORT)
"""Abbreviated months and weekdays, which may be a part of a name."""
MONTH_NUMBERS: dict[str, int] = {name: n for n, name in enumerate(MONTHS, 1)} | _MONTHS_SHORT
WEEKDAY_NUMBERS: dict[str, int] = {name: n for n, name in enumerate(WEEKDAYS)} | _WEEKDAYS_SHORT
WEEKDAY_NUMBERS |= {f"{name}s": n for n, name in enumerate(WEEKDAYS)}

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NTH = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth".split()
_NTH += "fifteenth sixteenth seventeenth eighteenth nineteenth".split()

CARDINALS: dict[str, int] = {word: n for n, word in enumerate(_ONES + _TEENS, 1)}
CARDINALS |= {word: 10 * n for n, word in enumerate(_TENS, 2)} | {"a": 1, "an": 1}
ORDINALS: dict[str, int] = {word: n for n, word in enumerate(_NTH, 1)} | {"twentieth": 20, "thirtieth": 30}

UNITS: dict[str, tuple[Unit, int]] = {
    "day": ("day", 1),
    "week": ("week", 1),
    "fortnight": ("week", 2),
    "weekend": ("weekend", 1),
    "month": ("month", 1),
    "quarter": ("quarter", 1),
    "year": ("year", 1),
    "decade": ("decade", 1),
    "century": ("century", 1),
    "hour": ("hour", 1),
    "minute": ("minute", 1),
}
_PLURALS = {f"{unit}s": value for unit, value in UNITS.items() if unit != "century"}
_PLURALS["centuries"] = ("century", 1)
UNIT_VALUES = UNITS | _PLURALS

_SUPERLATIVES = """first second third only lowest highest largest biggest worst best deadliest longest greatest steepest
    most least time times twice""".split()
"""Words after which "in ten years" is how long, not when."""

SEASONS = {"spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter"}
DECADES = {f"{stem}ties": n for n, stem in ((50, "fif"), (60, "six"), (70, "seven"), (80, "eigh"), (90, "nine"))}

_OTHER_CALENDARS = """chinese lunar jewish islamic muslim persian iranian kurdish tibetan thai khmer cambodian burmese
    nepali hindu sikh tamil vietnamese korean ethiopian coptic orthodox julian russian armenian balinese assyrian
    amazigh berber""".split()
"""Whose New Year, Christmas or Easter falls on another day than the one of that name alone."""

ZONES: dict[str, str | None] = {
    "gmt": "GMT",
    "utc": "UTC",
    "bst": "+01:00",
    "cet": "+01:00",
    "cest": "+02:00",
    "eet": "+02:00",
    "eest": "+03:00",
    "msk": "+03:00",
    "et": "America/New_York",
    "est": "-05:00",
    "edt": "-04:00",
    "ct": "America/Chicago",
    "cst": "-06:00",
    "cdt": "-05:00",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
    "pst": "-08:00",
    "pdt": "-07:00",
    "jst": "+09:00",
    "kst": "+09:00",
    "hkt": "+08:00",
    "sgt": "+08:00",
    "aest": "+10:00",
    "aedt": "+11:00",
}
"""Abbreviations whose meaning in news is not in doubt ("IST" is three zones, so it is none here)."""

ZONE_CITIES: dict[str, str | None] = {
    "local": None,
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "pacific": "America/Los_Angeles",
    "washington": "America/New_York",
    "london": "Europe/London",
    "paris": "Europe/Paris",
    "berlin": "Europe/Berlin",
    "brussels": "Europe/Brussels",
    "geneva": "Europe/Zurich",
    "vienna": "Europe/Vienna",
    "kyiv": "Europe/Kyiv",
    "moscow": "Europe/Moscow",
    "istanbul": "Europe/Istanbul",
    "cairo": "Africa/Cairo",
    "tehran": "Asia/Tehran",
    "delhi": "Asia/Kolkata",
    "beijing": "Asia/Shanghai",
    "tokyo": "Asia/Tokyo",
    "seoul": "Asia/Seoul",
}
"""Places and words before "time": "3 p.m. Moscow time"."""


def word_classes() -> dict[str, set[str]]:
    """Each word or figure as it stands in a text, with its classes."""
    classes: dict[str, set[str]] = {}

    def add(words: object, *names: str, lower: bool = True) -> None:
        for word in words:  # type: ignore[attr-defined]
            forms = {word, word.capitalize(), word.upper()} if lower else {word.capitalize(), word.upper()}
            for form in forms:
                classes.setdefault(form, set()).update(names)

    odd = ("march", "may")
    add((m for m in MONTHS if m not in odd), "anymonth", "longmonth", "month")
    add(odd, "anymonth", "longmonth", "oddmonth", lower=False)
    classes["may"] = {"lowmonth"}
    add(_MONTHS_SHORT, "anymonth", "shortmonth")
    add(WEEKDAYS, "anyweekday", "weekday")
    add(_WEEKDAYS_SHORT, "anyweekday", lower=False)
    add((f"{d}s" for d in WEEKDAYS), "weekdays")
    add((u for u in UNITS if u not in ("hour", "minute")), "unit", "anyunit")
    add(("hour", "minute"), "anyunit")
    add(_PLURALS, "units")
    add(("workweek",), "workweek")
    classes["week"].add("lowweek")
    add((w for w in CARDINALS if w not in ("a", "an")), "num")
    add(("a", "an"), "article")
    add(_ONES, "one")
    add(_TEENS, "teen")
    add(_TENS, "tens")
    add(ORDINALS, "daynum", "nth")
    add(_NTH[:9], "nthone")
    add(SEASONS, "season")
    add(DECADES, "nineties")
    add(_SUPERLATIVES, "most")
    add(_OTHER_CALENDARS, "othercalendar")
    add(("few", "several"), "few")
    add(("early", "mid", "late"), "third")
    add(("next",), "next")
    add(("last", "final"), "last")
    add("he she they we it who which that will would is are was were has have had".split(), "function")
    add(("morning", "afternoon", "evening", "night"), "daypart")
    add(("noon", "midday", "midnight"), "noon")
    add(ZONES, "zone", lower=False)
    add(ZONE_CITIES, "zonecity")
    add(("local",), "zonecity")
    for meridiem in ("a.m.", "p.m.", "a.m", "p.m", "a. m.", "p. m.", "am", "pm"):
        for form in (meridiem, meridiem.upper()):
            classes.setdefault(form, set()).add("meridiem")
    _add_figures(classes)
    return classes


def _add_figures(classes: dict[str, set[str]]) -> None:
    for n in range(1000):
        for figure in {str(n), f"{n:02d}"}:
            names = classes.setdefault(figure, set())
            names.add("num")
            if 1 <= n <= 31:
                names.update(("daynum", "figure"))
            if n <= 24:
                names.add("hour")
            if n <= 12:
                names.add("monthnum")
    for n in range(1, 32):
        suffix = {1: "st", 2: "nd", 3: "rd"}.get(n % 10 if n not in (11, 12, 13) else 0, "th")
        for figure in {str(n), f"{n:02d}"}:
            classes[figure + suffix] = {"daynum", "nth", "nthfigure"}
    for n in range(1500, 2200):
        classes.setdefault(str(n), set()).add("anyyear")
        if 1900 <= n < 2100:
            classes[str(n)].add("yyyy")
    for n in range(2400):
        if n % 100 < 60:
            classes.setdefault(f"{n:04d}", set()).add("hhmm")
    for word in (" ", "  ", "\t", "\u00a0"):
        classes[word] = {"space"}
    for mark in ("-", "--", "–", "—", "‐", "‑", "~"):
        classes[mark] = {"dash"}
    classes["("], classes[")"] = {"open"}, {"close"}
    for mark in ("'", "’"):
        classes[mark] = {"apostrophe"}
    classes["'s"] = classes["’s"] = {"possessive"}


_SHAPE = re.compile(
    r"""(?P<iso> \d{4}([-.])\d\d?\2\d\d? (?:T.+)? | (?:19|20)\d{6})
      | (?P<slashed> \d+/\d+(?:/\d+)? | \d\d?([-.])\d\d?\4\d{4})
      | (?P<time> \d\d?:\d\d(?::\d\d)?)
      | (?P<decimal> \d\d?\.\d\d)""",
    re.VERBOSE,
)


def figure_class(part: str) -> str | None:
    """The class of a figure that is in no list: "iso", "slashed", "time", "decimal" or None."""
    if not part[0].isdigit():
        return "space" if part.isspace() and "\n" not in part else None
    shape = _SHAPE.fullmatch(part)
    return shape.lastgroup if shape else None
