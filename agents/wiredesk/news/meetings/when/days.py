"""When a candidate is to be held, by the words of its own clause; refused where that day is over.

A day goes to the trigger that it stands nearest to. Of what is called off it is the day that it was to be held, of what
is moved the new one.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.frames.frame import Frame
from wiredesk.news.meetings.grammar.calling_off import is_time
from wiredesk.news.meetings.when.lengths import LASTS, OPENS, STAYS, TRIPS, Length, closes, find_lengths, lengthen
from wiredesk.news.meetings.when.nearest import choose_time
from wiredesk.news.meetings.when.off_times import read_off_times
from wiredesk.news.meetings.when.times import Timed
from wiredesk_schemas import When


def ground_when(candidate: Candidate, times: Sequence[Timed], published_on: date | None) -> None:
    """Fill `when`, or refuse a candidate whose day is over."""
    if candidate.frame.status is not None:
        _ground_off(candidate, times, published_on)
        return
    timed = choose_time(candidate.frame, times) or _same_day(candidate.frame, times)
    if timed is None:
        return
    when = timed.when
    if published_on is not None and when is not None and when.end is not None and when.end < published_on:
        if _is_over(candidate, timed):
            candidate.refused = f"its day is over ({timed.words!r})"  # whatever else it lacks
        return
    if when is None and timed.past is not None and timed.past.end is not None:
        if _is_over(candidate, timed):
            candidate.refused = f"its day is over ({timed.words!r})"  # whatever else it lacks
        return
    if when is None:
        return
    if _is_month_over(candidate.frame, timed, published_on):
        candidate.refused = f"its day is over ({timed.words!r})"  # whatever else it lacks
        return
    if _is_just_over(candidate.frame, timed, published_on) and not _follows_a_day_ahead(timed, times, published_on):
        candidate.refused = f"its day is just over ({timed.words!r})"
        return
    if candidate.frame.mood == "past" and candidate.frame.decided_by not in ("was", "were"):
        return
    if (
        len(candidate.frame.to) > 1
        and (when.precision == "day" or (when.precision == "days" and sum(not t.reported for t in times) > 1))
        and candidate.frame.rule in ("travel", "visit", "visit-noun", "meet")
    ):
        return  # one day cannot be that of several stops
    when = _until_its_end(candidate.frame, timed, times, _with_length(candidate.frame, timed, when))
    if when.precision == "days" and _opens_with_it(candidate.frame, timed):
        when = replace(when, end=when.start, precision="day")
    candidate.when = when
    if _is_instead(candidate.frame.parsed.words.lower, timed.last):
        candidate.status = "postponed"
    candidate.slots.append(
        ("when", f"{when.start}..{when.end} ({when.precision})", f"{timed.words!r}, nearest to the trigger")
    )


_MOVING_ON = frozenset("flying heading travelling traveling going moving continuing driving".split())


def _same_day(frame: Frame, times: Sequence[Timed]) -> Timed | None:
    """ "On Wednesday he will see the premier before flying on to Oslo": the one day of the sentence."""
    lower = frame.parsed.words.lower
    if frame.rule != "travel" or lower[frame.head] not in _MOVING_ON or lower[frame.head - 1] != "before":
        return None
    told = [t for t in times if t.when is not None and not t.reported]
    is_one = len(told) == 1 and told[0].first < frame.head and told[0].when is not None
    return told[0] if is_one and told[0].when.precision == "day" else None  # type: ignore[union-attr]


def _with_length(frame: Frame, timed: Timed, when: When) -> When:
    """The span from a first or last day, of what the clause says how long it lasts: "a two-day visit from Tuesday"."""
    if when.precision != "day":
        return when
    lower, event = frame.parsed.words.lower, frame.event
    for length in find_lengths(lower):
        is_own = event is not None and event.first <= length.at < length.noun <= event.head
        is_own = is_own or (_is_counted_out(lower, length) and _is_beside(frame, timed, length))
        is_own = is_own or (lower[length.at] in LASTS and frame.first <= length.at and event is not None)
        is_journey = frame.rule in ("travel", "visit", "visit-noun") and lower[length.noun] in TRIPS | STAYS
        if is_own or (is_journey and frame.first <= length.at < frame.last):
            return lengthen(when, length.days, is_last=closes(lower, timed.first))
    return when


def _until_its_end(frame: Frame, timed: Timed, times: Sequence[Timed], when: When) -> When:
    """ "Opens on Monday and ends on Wednesday": from the one to the other."""
    if when.precision != "day" or when.start is None:
        return when
    lower = frame.parsed.words.lower
    for other in times:
        last = other.when.start if other.when and other.when.precision == "day" and not other.reported else None
        if other.first <= timed.last or last is None or not closes(lower, other.first):
            continue
        if OPENS.isdisjoint(lower[max(0, timed.first - 3) : timed.first]) or "." in lower[timed.last : other.first]:
            continue
        if when.start < last <= when.start + _LONGEST:
            return replace(when, end=last, precision="days")
    return when


def _opens_with_it(frame: Frame, timed: Timed) -> bool:
    """ "A 12-day tour that starts Monday with talks in Tokyo": the first day is that of the talks."""
    lower, event = frame.parsed.words.lower, frame.event
    if event is None or lower[timed.last : timed.last + 1] != ["with"] or not 0 <= event.first - timed.last <= 2:
        return False
    return not OPENS.isdisjoint(lower[timed.first : timed.last]) and event.noun not in TRIPS


# No meeting whose two days are told so lasts longer.
_LONGEST = timedelta(days=14)

# Between the day and how long it lasts: "on Thursday in the port of Gdansk for two days of talks".
_FOR_DAYS = 10


def _is_beside(frame: Frame, timed: Timed, length: Length) -> bool:
    """Whether the length is that of the frame's own noun, or stands after its verb near the day."""
    own = frame.event is not None and frame.event.head == length.noun
    return own or frame.head < length.at < timed.first + _FOR_DAYS


def _is_counted_out(lower: Sequence[str], length: Length) -> bool:
    """ "For two days of talks": the noun is what the days are of."""
    return lower[length.at + 1 : length.at + 3] in (["days", "of"], ["day", "of"])


# A bare weekday so few days back is that one after "was to"; yesterday also where nothing says "will".
JUST_OVER_DAYS = 2


def _is_just_over(frame: Frame, timed: Timed, published_on: date | None) -> bool:
    """ "Ahead of Tuesday's talks", "was to meet on Tuesday", told on a Wednesday: it was yesterday."""
    told_as_past = (
        (frame.mood in ("ahead", "none") and frame.rule != "gather")
        or (frame.mood == "past-future" and frame.decided_by.startswith(("was", "were", "been")))
        or (frame.mood == "present" and frame.decided_by.startswith(("before", "ahead", "prior")))
    )
    past, when = timed.past, timed.when
    if not told_as_past or published_on is None or past is None or when is None:
        return False
    if past.precision != "day" or past.end is None or when.start is None or past.end == when.start:
        return False
    ago, ahead = (published_on - past.end).days, (when.start - published_on).days
    return 0 < ago <= (JUST_OVER_DAYS if frame.mood == "past-future" else 1) and ago < ahead


def _follows_a_day_ahead(timed: Timed, times: Sequence[Timed], published_on: date | None) -> bool:
    """ "Meet on Friday and Saturday before a summit on Sunday": after days that lie ahead another one does."""
    starts = [t.when.start for t in times if t.first < timed.first and t.when and t.when.start and not t.reported]
    when = timed.when
    return any(published_on and when and when.start and published_on < day < when.start for day in starts)


_DAY_PREPOSITIONS = frozenset("on in the of".split())


def _is_instead(lower: Sequence[str], at: int) -> bool:
    """ "On Monday instead of Friday", "on Monday rather than on Friday as planned"."""
    if list(lower[at : at + 2]) not in (["instead", "of"], ["rather", "than"]):
        return False
    i = at + 2
    while i < len(lower) and lower[i] in _DAY_PREPOSITIONS:
        i += 1
    return is_time(lower, i)


def _is_month_over(frame: Frame, timed: Timed, published_on: date | None) -> bool:
    """ "Had been scheduled to meet in January", told in March: the January that is nearer."""
    past, when = timed.past, timed.when
    if frame.mood != "past-future" or not frame.decided_by.startswith(("was", "were", "been", "had")):
        return False
    if published_on is None or past is None or past.end is None or when is None or when.start is None:
        return False
    if past.precision != "month" or past.start == when.start:
        return False
    return published_on - past.end < when.start - published_on


def _is_over(candidate: Candidate, timed: Timed) -> bool:
    """Whether a day gone by is the meeting's: not where "will" says that it lies ahead."""
    frame = candidate.frame
    if frame.mood != "future":
        return True
    return timed.certainly_past and frame.decided_by in ("scheduled", "set", "slated", "planned", "due")


def _ground_off(candidate: Candidate, times: Sequence[Timed], published_on: date | None) -> None:
    """Of what is cancelled the day it was to be held, of what is moved the new one."""
    told = read_off_times(candidate.frame, times, published_on)
    if told.is_over or told.is_history:
        # Whatever else it lacks, it shall not be completed from other sentences.
        candidate.refused = "its day is over" if told.is_over else "it was called off long ago"
        return
    if candidate.frame.status == "postponed":
        candidate.moved_from = told.old if told.old is not None and told.old.start else None
        candidate.when = told.new or When(text=told.text)
    elif told.old is not None:
        candidate.when = told.old
    if candidate.when.text:
        candidate.slots.append(("when", str(candidate.when.start), f"{candidate.when.text!r}, of what is off"))
