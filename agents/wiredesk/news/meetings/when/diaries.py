"""Diaries: a line that is only a day ("FRIDAY, APRIL 12") dates what stands below it, as "LISBON - " places an item.

In: the sentences of an article. Out: the day of the heading above a sentence, the town with which its item opens.
Refused: a day that may be that of the article itself (the publication day, if it stands alone), days gone by, and lines
that say anything else.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wiredesk.news.dates import find_times, resolve
from wiredesk.news.sentences import Sentence
from wiredesk_schemas import When

_OPENS_WITH_DAY = re.compile(
    r"(?i)[^\w\n]{0,4}(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}\b[^\n]{0,40}$|"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? \d)"
)
_OPENS_WITH_TOWN = re.compile(r"[^\w\n]{0,4}[A-Z]{3}[^\n]{0,40} [–—-] ")
_DAY_LINE = re.compile(r"\W*(?:[A-Z][A-Za-z]{2,8}\b|\d{1,2}(?:st|nd|rd|th)?\b)[^\n]{2,60}")
_ITEM = re.compile(r"\W*(?P<town>[A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+){0,2})(?:, [A-Z][\w ]{2,20})? [–—-] ")
_ASIDE = re.compile(r"\([^()]*\)")
# A heading dates so many sentences at most.
REACH = 12
# A line with a day and more than so many other letters is a sentence.
MOST_OTHER_LETTERS = 3
# One item that opens with a town is the dateline of the article.
FEWEST_ITEMS = 3


@dataclass(frozen=True, slots=True)
class Diary:
    """`days` are (sentence, day) of the headings in text order; `towns` the capitals with which items open."""

    days: tuple[tuple[int, When], ...] = ()
    towns: dict[int, str] | None = None

    def day_of(self, index: int) -> When | None:
        """The day of the last heading above a sentence."""
        at = bisect_left(self.days, index, key=lambda pair: pair[0])
        return self.days[at - 1][1] if at and index - self.days[at - 1][0] <= REACH else None


def read_diary(sentences: Sequence[Sentence], text: str, published_on: date | None) -> Diary:
    """The headings and items of an article; nothing where it is no diary."""
    lines = text.split("\n")
    with_days = any(map(_OPENS_WITH_DAY.match, lines))
    if not with_days and not any(map(_OPENS_WITH_TOWN.match, lines)):
        return Diary()
    towns: dict[int, str] = {}
    days: list[tuple[int, When]] = []
    for index, sentence in enumerate(sentences):
        item = _ITEM.match(text, sentence.start, sentence.end)
        if item:
            towns[index] = item["town"]
        elif with_days and (when := _day_of(text[sentence.start : sentence.end], published_on)) is not None:
            days.append((index, when))
    several = len({when.start for _, when in days}) > 1
    kept = tuple((i, w) for i, w in days if several or w.start != published_on)
    return Diary(kept, towns if len(towns) >= FEWEST_ITEMS else None)


def _day_of(line: str, published_on: date | None) -> When | None:
    if len(line) > 64 or published_on is None or not _DAY_LINE.fullmatch(line):
        return None
    times = [t for t in find_times(line) if t.kind == "date"]
    if not times:
        return None
    others = line[: times[0].start] + line[times[-1].end :]
    if sum(c.isalpha() for c in _ASIDE.sub("", others)) > MOST_OTHER_LETTERS:
        return None
    when = resolve(times[0], published_on, direction="future")
    is_ahead = when is not None and when.precision == "day" and when.start is not None and when.start >= published_on
    return when if is_ahead else None
