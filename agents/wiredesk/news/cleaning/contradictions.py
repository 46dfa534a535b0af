"""A publication day that the text itself contradicts.

In: the clean text and the day. Out: whether they cannot both be true. News names the day of what was said by its
weekday, and means one of the last few days. "Said on Thursday" in a piece of Wednesday would be six days old, and
nothing newer in it: then the day is wrong, mostly by a time zone or because it is that of an earlier version.
A date given in full after which somebody "said" something is as clear.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

READ_CHARACTERS = 4_000
"""The news of a piece stands at its top; further down are older days."""

FRESH_DAYS = 3
"""A piece quotes something said today, yesterday or over the weekend."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SAID = (
    "said", "told reporters", "told journalists", "told lawmakers", "told parliament",
    "announced", "stated", "confirmed",
)  # fmt: skip
_BEFORE_DAY = re.compile(
    rf"\b(?:{'|'.join(_SAID)})(?: in a statement| in an interview| at a (?:news|press) conference)?"
    r"(?: on| late| early| late on| early on)? $"
)
_AFTER_DAY = re.compile(
    r"\b(?!['’]|, \w+ \d| (?:will|would|is|was|has|had|could|may|might|should|were|are|the|next|last|and|or)\b)"
)
_BEFORE = 60
"""Characters before a weekday in which "said ..." must stand."""

_MONTHS = "January February March April May June July August September October November December".split()
_ON_DATE = re.compile(rf" on (?P<month>{'|'.join(_MONTHS)}) (?P<day>\d{{1,2}}), (?P<year>\d{{4}})\b")


def contradicts(text: str, published_on: date) -> bool:
    """Whether the text reports something said after that day."""
    top = text[:READ_CHARACTERS]
    for dated in _ON_DATE.finditer(top):
        if not top.endswith(_SAID, 0, dated.start()):
            continue
        try:
            day = date(int(dated["year"]), _MONTHS.index(dated["month"]) + 1, int(dated["day"]))
        except ValueError:
            continue
        if day > published_on + timedelta(days=1):
            return True
    ages = [(published_on.weekday() - day) % 7 for day in _days_of_speech(top)]
    return 6 in ages and min(ages) > FRESH_DAYS


def _days_of_speech(text: str) -> Iterator[int]:
    """The weekdays, 0 for Monday, on which somebody said something."""
    for number, name in enumerate(_WEEKDAYS):
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if _AFTER_DAY.match(text, end) and _BEFORE_DAY.search(text[max(0, at - _BEFORE) : at]):
                yield number
            at = text.find(name, end)
