"""Which time expression of a sentence belongs to a meeting, and what day it is.

In: the time expressions of a sentence and a frame. Out: the one nearest to the frame's trigger in its clause, resolved
against the publication day; times of a report ("said on Tuesday") belong to the report. None rather than a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wiredesk.news.dates import TimeExpression, resolve
from wiredesk.news.dates.values import Bound, Day, Weekday
from wiredesk.news.meetings.frames.frame import Frame
from wiredesk.news.meetings.grammar.clauses import REPORTING, Parsed, clause_start, is_boundary, resumption
from wiredesk.news.meetings.grammar.triggers import NOUNS, VERBS
from wiredesk.news.meetings.when.other_days import is_of_something_else
from wiredesk.news.parties.tokens import Words
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
_FILLERS = frozenset("on late early this last the in a an his her their".split())
# No meeting is announced for a day further ahead.
FAR_YEARS = 4
# A day further back than this is told with its year.
LONG_AGO_DAYS = 60
# A bare weekday so few days ahead is that one.
NEAR_DAYS = 2
# Further than this many words a time is another clause's.
REACH = 22
# Within so many words a day is that of the longer span told beside it.
FINER_REACH = 9


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
    while i >= 0 and lower[i] in _FILLERS:
        i -= 1
    if i >= 0 and lower[i] == "conference":  # "told a news conference on Monday", not "a conference on December 9"
        return lower[i - 1] in ("news", "press")
    return i >= 0 and (lower[i] in REPORTING or lower[i] in _AGENTS)


def choose_time(frame: Frame, times: Sequence[Timed]) -> Timed | None:
    """The expression that dates the frame's meeting: the nearest, or a day near it that lies in its longer span."""
    near: list[tuple[float, Timed]] = []
    for timed in times:
        if timed.reported or (timed.when is None and timed.past is None) or _is_another_verbs(frame, timed):
            continue
        if not is_of_something_else(frame.parsed.words, frame, timed.first, timed.last):
            near.append((_distance(frame, timed), timed))
    near = sorted(((cost, timed) for cost, timed in near if cost <= REACH), key=lambda one: one[0])
    if not near:
        return None
    best = next((timed for _, timed in near if timed.when is None or timed.when.start), near[0][1])
    return next((timed for cost, timed in near if cost <= FINER_REACH and _is_day_of(timed, best)), best)


def _is_day_of(timed: Timed, span: Timed) -> bool:
    """ "This year's summit will open on June 15": a day within the span that the words tell first."""
    day, whole = timed.when, span.when
    if day is None or whole is None or day.precision != "day" or whole.precision not in _SPANS:
        return False
    if not (day.start and whole.start and whole.end) or timed.certainly_past or timed.first < span.last:
        return False
    return whole.start <= day.start <= whole.end


_SPANS = frozenset("week month season year window".split())


_LEAVING = frozenset("depart departs departing leave leaves leaving".split())
_APART = frozenset("before after ahead following".split())
_BEEN = frozenset(
    """was were had did began took said met went came left held made became broke shut fell won lost gave told got saw
    sent spent fled fought shot hit became""".split()
)
_PLANS = frozenset("scheduled planned expected slated fixed booked invited agreed arranged proposed set".split())


def _is_another_verbs(frame: Frame, timed: Timed) -> bool:
    """Whether it dates what was done, or a departure: "talks on the plant that they shut in April", "before leaving
    for Oslo on Friday, where he will meet"."""
    words, lower = frame.parsed.words, frame.parsed.words.lower
    if _is_of_another_noun(frame, timed):
        return True
    if timed.first > frame.head:
        opening = next((i for i in range(timed.first - 1, frame.head, -1) if is_boundary(words, i)), None)
        within = lower[opening + 1 : timed.first] if opening is not None and opening >= frame.last else []
        if any(_tells_of_the_past(within, i) for i in range(len(within))) or _opens_another_deed(lower, timed):
            return True
        if _then_goes_on(lower, frame.head, timed.first):
            return True
        if opening is not None and _is_of_a_place(frame, opening, timed):
            return True
        if opening is not None and lower[opening] in _APART and opening + 1 < timed.first:
            return True  # "before another one in autumn"
        return frame.status is None and _is_of_a_participle(lower, frame.head, timed.first)
    if frame.event is not None and frame.head == frame.event.head and _is_deeds(lower, timed, frame.event.first):
        return True
    if frame.event is not None and frame.head == frame.event.head:  # "which on Thursday had hailed the talks"
        between = lower[timed.last : frame.event.first]
        if any(_tells_of_the_past(between, i) for i in range(len(between))):
            return True
    start = clause_start(words, timed.first)
    if frame.first and lower[frame.first - 1] == "where" and timed.last < frame.first:
        outer = lower[start : frame.first - 1]  # "arrived in Riga on Friday, where he will meet"
        outer = outer[max((i for i, word in enumerate(outer) if word in _TO_COME), default=0) :]
        if any(_tells_of_the_past(outer, i) for i in range(len(outer))):
            return True
    if start and lower[start - 1] in _RELATIVES and "," in lower[timed.last : frame.head]:
        aside = lower[start : timed.first]  # "who took office in March, will meet"
        if any(_tells_of_the_past(aside, i) for i in range(len(aside))):
            return True
    if timed.first > start + 1 and _is_of_an_event_before(lower, frame.head, timed.last):
        return True
    return timed.last <= frame.first and not _LEAVING.isdisjoint(lower[max(0, timed.first - 5) : timed.first])


_TO_COME = frozenset("will 'll would".split())


def _is_of_an_event_before(lower: Sequence[str], head: int, last: int) -> bool:
    """ "Scheduled for Thursday a meeting of its ministers and will send envoys to meet X": the day of that meeting."""
    joined = next((i for i in range(last, head) if lower[i] in ("and", "but") and lower[i + 1] in _TO_COME), None)
    return joined is not None and not NOUNS.keys().isdisjoint(lower[last:joined])


def _then_goes_on(lower: Sequence[str], head: int, first: int) -> bool:
    """ "Travels to Vietnam for talks, then goes to Japan on May 26", "and on to Japan": the day of the next stop."""
    after = range(head + 1, first - 1)
    return any(lower[i] == "then" and (lower[i + 1] == "to" or lower[i + 1] in VERBS) for i in after[1:]) or any(
        lower[i] == "on" and lower[i - 1] == "and" and lower[i + 1] == "to" for i in after
    )


def _is_of_a_place(frame: Frame, opening: int, timed: Timed) -> bool:
    """ "Will end her trip in Finland, which joined in April": what the place did, not when the trip is."""
    lower, event = frame.parsed.words.lower, frame.event
    if lower[opening] != "which" or event is None or opening <= event.head + 2:
        return False
    within = lower[opening + 1 : timed.first]
    return any(_tells_of_the_past(within, i) and word not in _IS_HELD for i, word in enumerate(within))


_IS_HELD = frozenset("was were had began took held opened started scheduled postponed delayed".split())


def _opens_another_deed(lower: Sequence[str], timed: Timed) -> bool:
    """ "Will hold talks with A, and on Saturday [she will] open a fair": the day stands before the verb of what is done
    next."""
    i = timed.first - 1
    while i >= 0 and (lower[i] in _FILLERS or lower[i] in ("then", ",")):
        i -= 1
    if i < 0 or lower[i] not in ("and", "but"):
        return False
    following = lower[timed.last : timed.last + _SUBJECT_WORDS]
    if following[:1] == [","]:
        following = following[1:]
    return following[:1] == ["to"] or not _DOES.isdisjoint(following)


_DOES = frozenset("will 'll would is are plans plan intends expects hopes was were".split())
# The subject of what is done next: "and on Friday the prime minister will".
_SUBJECT_WORDS = 4


def _is_of_another_noun(frame: Frame, timed: Timed) -> bool:
    """ "Will see A and cap the trip with a July 16 summit in Bern": the day stands within the phrase of another one."""
    lower, at = frame.parsed.words.lower, timed.last
    if lower[timed.first - 1 : timed.first] not in (["a"], ["an"], ["the"], ["its"], ["their"]):
        return False
    noun = at + 1 if lower[at : at + 1] and lower[at] not in NOUNS else at
    if lower[noun : noun + 1] == [] or lower[noun] not in NOUNS:
        return False
    event = frame.event
    return noun != frame.head and (event is None or noun != event.head)


_ENDED = frozenset("ended began started opened closed concluded finished culminated resulted broke".split())


def _is_deeds(lower: Sequence[str], timed: Timed, first: int) -> bool:
    """ "The row ended in March with a call between A and B": the time of the verb right before it."""
    i = timed.first - 1
    while i > 0 and lower[i] in _FILLERS:
        i -= 1
    return timed.last <= first and i >= 0 and lower[i] in _ENDED


_CARRIES = frozenset(
    """held hosted postponed delayed rescheduled moved cancelled canceled convened organised organized attended resumed
    extended""".split()
)


def _is_of_a_participle(lower: Sequence[str], head: int, first: int) -> bool:
    """ "will talk about the gas link, opened in May": the day of a past participle right before it."""
    i = first - 1
    while i > head and lower[i] in _FILLERS:
        i -= 1
    word = lower[i]
    if i <= head + 1 or not word.endswith("ed") or len(word) < 5 or word in _PLANS | _CARRIES:
        return False
    return lower[i - 1] not in ("be", "to", "is", "are", "being")


def _tells_of_the_past(lower: Sequence[str], i: int) -> bool:
    word = lower[i]
    if word in _BEEN:
        return "to" not in lower[i + 1 : i + 3] and _PLANS.isdisjoint(lower[i : i + 4])
    auxiliary = i and lower[i - 1] in ("is", "are", "be", "to")
    return word.endswith("ed") and len(word) > 4 and word not in _PLANS and not auxiliary


def _opens_its_clause(words: Words, timed: Timed) -> bool:
    """Whether it stands at the head of a clause ("On Monday, he will meet"), not at the end of another one."""
    start = clause_start(words, timed.first)
    relative = start > 0 and words.lower[start - 1] in _RELATIVES
    return not relative and not is_boundary(words, timed.first) and timed.first - start <= _OPENING_WORDS


_RELATIVES = frozenset("who which whom whose".split())


# "Later on Monday" and "But in the evening of 5 May" open a clause.
_OPENING_WORDS = 3


def _is_told_by_when(frame: Frame, timed: Timed, when: int) -> bool:
    """ "Looked ahead to the end of the month, when he is to meet"; not "on Thursday, when they agreed to meet"."""
    clause = frame.parsed.words.lower[frame.first : frame.head]
    return when == frame.first - 1 and timed.last >= when - 1 and not _AHEAD.isdisjoint(clause)


_AHEAD = frozenset("is are will 'll plans plan expects expect".split())


# "Flies to Riga on Friday, where he will meet": the words from "where" to the verb.
_WHERE_WORDS = 5


def _distance(frame: Frame, timed: Timed) -> float:
    words = frame.parsed.words
    event = frame.event
    if event and event.first <= timed.first and timed.last <= event.last:
        return 0.0
    after = timed.first > frame.head
    low, high = (frame.head + 1, timed.first) if after else (timed.last, frame.head)
    opening = next((i for i in range(low, high) if is_boundary(words, i)), None) if after else None
    on = resumption(words, opening) if opening is not None else None
    low = on if on is not None and on < high else low  # what stands in a relative clause is passed over
    if not after and "where" in words.lower[low:high]:  # however long it is what is done there
        high = min(high, words.lower.index("where", low) + _WHERE_WORDS)
    cost = (high - low) * (0.5 if after else 0.6)
    for i in range(low, high):
        if is_boundary(words, i):
            if words.lower[i] == "where" and not after:
                cost += 4  # "flies to Riga on Friday, where he will meet"
                continue
            if words.lower[i] == "when" and not after and _is_told_by_when(frame, timed, i):
                continue
            cost += 18 if not after else 14 if words.lower[i] in ("that", "which", "who", "after", "since") else 7
        elif words.lower[i] in REPORTING:
            cost += 8
    if not after:
        cost += 6 if "," in words.lower[low:high] and not _opens_its_clause(words, timed) else 1
        if any(w in ("and", "but", "then") for w in words.lower[low:high]):
            cost += 10  # "met A on Tuesday and will meet B on Thursday"
    return cost
