"""When a meeting that is off was to be held, and to which day it is moved.

In: a frame with a status, the time expressions of its sentence. Out: the old and the new day. A day after "to", "until"
or "for" is the new one if it follows the word that moves the meeting; any other day after that word is the day on which
it was called off ("was scrapped on Tuesday"), and so is one between verb and object ("cancelled on Tuesday a visit").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wiredesk.news.dates import find_times, resolve
from wiredesk.news.meetings.frames.frame import Frame
from wiredesk.news.meetings.grammar.calling_off import NEW_DAY
from wiredesk.news.meetings.grammar.triggers import NOUNS
from wiredesk.news.meetings.when.times import Timed
from wiredesk_schemas import When

_TO = frozenset("to until till for into".split())
_PLANNED = frozenset(
    """scheduled planned set due slated booked fixed meant originally expected arranged envisioned
    envisaged foreseen pencilled penciled intended for""".split()
)
_AGAIN = frozenset("will 'll would".split())
_UNTIL = re.compile(r"^(?:until|till|to|from)\s+(?:at least\s+|after\s+)?(?:the\s+)?", re.IGNORECASE)
# A meeting called off on a day so long ago is history, unless a day to come is told.
LONG_AGO = timedelta(days=30)
# "Will not meet X, as had been planned for this week": so many words after its clause.
AFTERWARDS = 10
# So many words after the verb the new day may stand.
REACH = 14


@dataclass(frozen=True, slots=True)
class OffTimes:
    """`old`: when it was to be held; `new`: when it now is; `text`: the words of the old day; `is_history`: it was
    called off long ago."""

    old: When | None = None
    new: When | None = None
    text: str | None = None
    is_history: bool = False
    is_over: bool = False


def read_off_times(frame: Frame, times: Sequence[Timed], published_on: date | None) -> OffTimes:
    """The days that the frame's sentence tells of what is off."""
    old: When | None = None
    new: When | None = None
    text: str | None = None
    is_history = is_over = False
    for timed in times:
        if timed.reported and not _is_in_phrase(frame, timed):
            continue
        told_after = frame.last < timed.first <= frame.last + AFTERWARDS and _after_planned(frame, timed)
        told_after = told_after and NOUNS.keys().isdisjoint(frame.parsed.words.lower[frame.last : timed.first])
        if not (frame.first - 4 <= timed.first <= frame.last or told_after):
            continue
        pair = _from_to(frame, timed)
        if pair is not None:
            old, new, text = (*pair, timed.words)
        elif _is_new_day(frame, timed):
            new = new or _plain(timed, published_on)
        elif _is_old_day(frame, timed) or _is_in_phrase(frame, timed):
            when, over = _planned_day(frame, timed, published_on)
            is_over = is_over or over
            if old is None and when is not None:
                old, text = when, timed.words
        elif _dates_the_end(frame, timed, published_on):
            is_history = True
        if _is_long_ago(timed, published_on):
            is_history = True
    ahead = any(w is not None and w.end is not None for w in (old, new))
    return OffTimes(old, new, text, is_history and not ahead, is_over and not ahead)


def _is_in_phrase(frame: Frame, timed: Timed) -> bool:
    """ "Friday's meeting", "talks in April that": within the noun's own phrase."""
    event = frame.event
    return event is not None and event.first <= timed.first and timed.last <= event.head + 1


def _from_to(frame: Frame, timed: Timed) -> tuple[When, When] | None:
    """ "Moved from September 4 to September 9"."""
    lower, when = frame.parsed.words.lower, timed.when
    inside = lower[max(0, timed.first - 1) : timed.last]
    if "from" not in inside[:2] or "to" not in inside or when is None or not (when.start and when.end):
        return None
    return (
        When(start=when.start, end=when.start, precision="day", text=when.text),
        When(start=when.end, end=when.end, precision="day", text=when.text),
    )


def _is_new_day(frame: Frame, timed: Timed) -> bool:
    if frame.status != "postponed" or frame.marker is None or not frame.marker < timed.first:
        return False
    lower = frame.parsed.words.lower
    before, own = lower[timed.first - 1], lower[timed.first]
    between = lower[frame.marker + 1 : timed.first]
    if lower[frame.marker] == "will":
        return True  # "postponed last week, will be held on Friday"
    if frame.decided_by == NEW_DAY or own in ("until", "till") or (between and between[0] in ("will", "now")):
        return True
    if timed.first - frame.marker > REACH or (before not in _TO and own not in _TO):
        return False
    earlier = lower[max(frame.marker + 1, timed.first - 3) : timed.first - 1]
    return not (before == "for" and _PLANNED & set(earlier))


def _is_old_day(frame: Frame, timed: Timed) -> bool:
    """After the noun, before the word that calls it off; or after both, where that is a verb before its object."""
    if frame.rule not in ("cancelled", "postponed"):  # "will no longer travel to Bern next week for talks"
        return timed.first > frame.head
    if timed.first <= frame.head and frame.event is None:
        return False
    if not _AGAIN.isdisjoint(frame.parsed.words.lower[frame.head + 1 : timed.first]) and not _after_planned(
        frame, timed
    ):
        return False  # "who called off a visit in May, will now go there on Friday"
    event_at = frame.event.head if frame.event is not None else frame.head
    if timed.first < event_at:
        return False
    if frame.marker is not None and frame.marker > event_at:
        return timed.first < frame.marker or _after_planned(frame, timed)
    return True


def _after_planned(frame: Frame, timed: Timed) -> bool:
    lower = frame.parsed.words.lower
    if _PLANNED & set(lower[max(0, timed.first - 3) : timed.first]):
        return True
    since = frame.event.head if frame.event is not None else frame.head
    between = lower[since : timed.first]
    return any(w == "to" and between[k - 1] in ("was", "were", "due") for k, w in enumerate(between) if k)


def _planned_day(frame: Frame, timed: Timed, published_on: date | None) -> tuple[When | None, bool]:
    """The day it was to be held, None where the words date the calling off; and whether that day is over."""
    when, past = timed.when, timed.past
    if when is None:
        return None, past is not None and past.end is not None
    if published_on is None or when.end is None or when.start is None:
        return when, False
    if timed.certainly_past or when.end < published_on:
        return None, True
    if _after_planned(frame, timed) or _is_in_phrase(frame, timed) or past is None or past.end is None:
        return when, False
    ago, ahead = published_on - past.end, when.start - published_on
    if past.start == when.start and when.start != published_on:
        return when, False
    if past.end <= published_on and ago <= ahead:
        return None, ago > LONG_AGO
    return when, False


_SPANS = frozenset({"month", "season", "year"})


def _dates_the_end(frame: Frame, timed: Timed, published_on: date | None) -> bool:
    """ "Were called off in January": a month after the word that calls it off, in the past tense, long over."""
    past = timed.past
    if published_on is None or past is None or past.end is None or past.precision not in _SPANS:
        return False
    lower, at = frame.parsed.words.lower, frame.marker
    if at is None or not at < timed.first or frame.status == "postponed":
        return False
    return not {"was", "were"}.isdisjoint(lower[max(0, at - 3) : at]) and published_on - past.end > LONG_AGO


def _plain(timed: Timed, published_on: date | None) -> When | None:
    """ "Until April" and "to April" name April itself."""
    text = _UNTIL.sub("", timed.words)
    if text == timed.words:
        return timed.when
    found = find_times(text)
    return resolve(found[0], published_on, direction="future") if found else timed.when


def _is_long_ago(timed: Timed, published_on: date | None) -> bool:
    past = timed.past
    if published_on is None or past is None or past.end is None:
        return False
    if timed.certainly_past and past.precision in _SPANS and past.end < published_on:
        return True  # "last month": no news, however near its end
    if timed.when is not None and (timed.when.end is None or timed.when.end >= published_on):
        return False
    return published_on - past.end > LONG_AGO
