"""The time expressions of a sentence, by its words: what day each is, told as future and as past.

In: the time expressions of a sentence, the publication day. Out: `Timed`, each resolved against that day or the day
told before it; times of a report ("said on Tuesday") are marked. Whose time each is: see `nearest`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wiredesk.news.dates import TimeExpression, resolve
from wiredesk.news.dates.values import Bound, Day, Weekday
from wiredesk.news.meetings.grammar.clauses import REPORTING, Parsed
from wiredesk.news.meetings.grammar.triggers import NOUNS
from wiredesk_schemas import When


@dataclass(frozen=True, slots=True)
class Timed:
    """A time expression at words [first, last), with what it resolves to; `reported`: it dates a report."""

    first: int
    last: int
    words: str
    when: When | None
    past: When | None
    reported: bool
    certainly_past: bool = False

    def is_certain(self, published_on: date | None) -> bool:
        """Whether the words themselves place it after the publication day: it reads the same in a past tense."""
        if self.when is None or published_on is None:
            return False
        if self.when.end is None:
            return False
        if self.when.start is None or self.when.end <= published_on:
            return False
        if self.past is None or self.past.end is None or self.past.start == self.when.start:
            return self.past is not None
        # "June 17" without a year: nobody tells of a day so long ago without saying so.
        ago = published_on - self.past.end
        return ago.days > LONG_AGO_DAYS and self.when.start - published_on < ago

    def is_nearest_ahead(self, published_on: date | None) -> bool:
        """Whether a bare weekday is nearer ahead than behind: "Friday's talks", told on a Wednesday."""
        if published_on is None or self.when is None or self.past is None or self.when.precision != "day":
            return False
        if self.when.start is None or self.past.end is None or self.when.start == self.past.start:
            return False
        ahead, ago = (self.when.start - published_on).days, (published_on - self.past.end).days
        return 0 < ahead < ago <= 7 and ahead <= NEAR_DAYS

    def is_ahead(self, published_on: date | None) -> bool:
        """Whether it names a day (or span) that is not over on the publication day."""
        return (
            self.when is not None
            and self.when.end is not None
            and published_on is not None
            and self.when.end >= published_on
        )


_AGENTS = frozenset("reporters statement interview briefing news cnn reuters ap afp".split())
FILLERS = frozenset("on late early this last the in a an his her their".split())
"""Words that may stand between a verb and its time."""
# No meeting is announced for a day further ahead.
FAR_YEARS = 4
# A day further back than this is told with its year.
LONG_AGO_DAYS = 60
# A bare weekday so few days ahead is that one.
NEAR_DAYS = 2


def place_times(
    parsed: Parsed, expressions: Sequence[TimeExpression], published_on: date | None, anchor: date | None = None
) -> tuple[Timed, ...]:
    """The expressions of a sentence (offsets from its start) by words, each resolved towards the future."""
    found: list[Timed] = []
    for expression in expressions:
        if isinstance(expression.value, Bound) and expression.value.side == "since":
            continue  # it ends today, and yet dates nothing that lies ahead
        first = parsed.words.index_at(parsed.start + expression.start)
        last = parsed.words.index_at(parsed.start + expression.end - 1) + 1
        if _is_counted(parsed.words.lower, first) or _is_any_day(parsed.words.lower, first, last):
            continue
        if isinstance(expression.value, Bound) and parsed.words.lower[last : last + 1] == ["'s"]:
            # "before next week's summit": the week is the summit's
            expression, first = replace(expression, value=expression.value.of), min(first + 1, last - 1)
        if isinstance(expression.value, Bound) and parsed.words.lower[last : last + 2] == [",", "when"]:
            expression = replace(expression, value=expression.value.of)  # "a ban until May 5, when talks are to begin"
        anchor = last_day(found, anchor)
        if expression.rule in HANGING and _names_an_event(parsed.words.words, last):
            anchor = None  # "two days before Kenyans vote" counts from that, not from the day told before
        when = resolve(expression, published_on, direction="future", anchor=anchor)
        starts = when.start if when is not None else None
        if starts is not None and published_on is not None and starts.year - published_on.year > FAR_YEARS:
            continue  # "the first time in 50 years"
        if found and "that" not in parsed.words.lower[found[-1].last : first]:  # "wrote on Saturday that on Sunday"
            when = _in_order(when, found, expression, published_on)
        past = resolve(expression, published_on, direction="past", anchor=anchor)
        found.append(
            Timed(first, last, expression.text, when, past, _is_reported(parsed, first), expression.direction == "past")
        )
    return tuple(found)


HANGING = frozenset(("after something", "before something"))
_KNOWN = frozenset("the that this those these their its his her".split())


def _names_an_event(words: Sequence[str], last: int) -> bool:
    """Whether what follows "a day before" is an event of its own: a name or a clause, not "the talks" told of."""
    following = words[last : last + 2]
    if not following or not following[0][0].isalnum() or following[0] in ("arrival", "departure"):
        return False
    return following[0] not in _KNOWN or following[-1][0].isupper()


_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())


def _is_counted(lower: Sequence[str], first: int) -> bool:
    """ "Their third summit this year": the span within which meetings are counted, not when this one is."""
    noun = first - 1
    return (
        lower[first] == "this"
        and noun > 0
        and lower[noun] in NOUNS
        and not _ORDINALS.isdisjoint(lower[max(0, noun - 2) : noun])
    )


def _is_any_day(lower: Sequence[str], first: int, last: int) -> bool:
    """ "June 15, a Monday, ...": what kind of day it is."""
    return last - first == 1 and lower[first - 1 : first] == ["a"] and lower[last : last + 1] in ([","], ["."], [])


def _in_order(
    when: When | None, before: Sequence[Timed], expression: TimeExpression, published_on: date | None
) -> When | None:
    """A weekday that may be today or in a week, after later days of a list: "on Sunday, Monday and Wednesday"."""
    told = [t.when.start for t in before if t.when and t.when.precision == "day" and t.when.start and not t.reported]
    if when is not None and told and isinstance(expression.value, Day) and expression.value.month is None:
        return resolve(expression, told[-1], direction="future")  # "opens on June 15 and ends on the 17th"
    if when is None or when.start != published_on or not isinstance(expression.value, Weekday) or when.end is None:
        return when
    week = timedelta(days=7)
    if expression.value.shift is None and told and when.start is not None and when.start < told[-1] < when.start + week:
        return replace(when, start=when.start + week, end=when.end + week)
    return when


def last_day(times: Sequence[Timed], before: date | None) -> date | None:
    """The last single day told so far: what "the same day" counts from."""
    days = [t.when.start for t in times if t.when is not None and t.when.precision == "day" and not t.reported]
    return days[-1] if days else before


def _is_reported(parsed: Parsed, first: int) -> bool:
    lower = parsed.words.lower
    i = first - 1
    while i >= 0 and lower[i] in FILLERS:
        i -= 1
    if i >= 0 and lower[i] == "conference":  # "told a news conference on Monday", not "a conference on December 9"
        return lower[i - 1] in ("news", "press")
    return i >= 0 and (lower[i] in REPORTING or lower[i] in _AGENTS)
