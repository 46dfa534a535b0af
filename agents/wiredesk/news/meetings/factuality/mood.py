"""Is it announced? Each candidate's mood, and why it is refused when the words do not say that it will be.

In: a candidate. Out: the candidate, refused with the reason or with its certainty. A date that has passed is judged
later, by `grounding`.
"""

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.factuality.conditions import find_condition, is_habit
from wiredesk.news.meetings.frames.frame import Frame
from wiredesk.news.meetings.grammar.clauses import REPORTING

REASONS = {
    "past": "it was held",
    "hypothetical": "it is only possible",
    "wish": "it is only wished or offered",
    "denied": "it is denied",
    "infinitive": "nothing says that it will be",
    "gerund": "nothing says that it will be",
    "none": "nothing says that it lies ahead",
}
# What these call off may be under way: it was planned only where a day to come or a word says so.
_MAY_BE_UNDER_WAY = frozenset(
    """suspend suspended halt halted freeze frozen break broken abandon abandoned drop dropped adjourn adjourned on
    derailed""".split()
)


def judge_factuality(candidate: Candidate, *, has_time_ahead: bool, certainly_ahead: bool) -> None:
    """Refuse what is not announced; `has_time_ahead`: a day to come stands in the clause.

    `certainly_ahead`: that day lies ahead by its own words ("next week"), not only if the tense says so ("Monday").
    """
    frame = candidate.frame
    mood = frame.mood
    if mood == "off":
        candidate.status = frame.status or "planned"
        word = frame.decided_by.split()[0] if frame.decided_by else ""
        if word in _MAY_BE_UNDER_WAY and not has_time_ahead and not _was_planned(frame):
            candidate.refuse("what is off was under way")
    elif mood == "past" and _is_backshifted(frame, has_time_ahead=has_time_ahead):
        pass
    elif mood in ("past", "hypothetical", "wish", "denied", "infinitive", "gerund"):
        candidate.refuse(f"{REASONS[mood]} ({frame.decided_by})")
    elif (mood == "none" and not certainly_ahead) or (
        mood == "ahead" and not has_time_ahead and not _is_explicit(frame)
    ):
        candidate.refuse(REASONS["none"])
    elif mood == "past-future" and not has_time_ahead and (_is_narrated(frame) or _is_left_to_others(frame)):
        candidate.refuse(f"told of what was to come, nothing says for a day to come ({frame.decided_by})")
    elif mood == "past-future" and _came_to_nothing(frame):
        candidate.refuse(f"it was planned, and something else came ({frame.decided_by})")
    elif mood == "past-future" and not has_time_ahead and frame.decided_by.startswith(("was to", "were to")):
        candidate.refuse(f"it was planned, nothing says for a day to come ({frame.decided_by})")
    elif (
        mood == "progressive"
        and candidate.when.precision in ("week", "month", "year", "season")
        and not certainly_ahead
    ):
        candidate.refuse("it has begun")
    elif mood in ("present", "progressive") and not has_time_ahead and not _in_future_clause(frame):
        candidate.refuse(f"{mood} tense without a day to come ({frame.decided_by})")
    # "Was to have met"; not "would have talks", where it is the verb of the talks.
    if mood == "past-future" and frame.decided_by.endswith(" have") and frame.parsed.words.lower[frame.head] != "have":
        candidate.status = "cancelled"
    reason = find_condition(frame)
    if reason:
        candidate.refuse(reason)
    if is_habit(frame):
        candidate.refuse("it is a habit")
    if frame.expected:
        candidate.certainty = "expected"


# Words that put a meeting ahead though no day is told.
_EXPLICIT = (
    "ahead of",
    "eve of",
    "in advance of",
    "run-up to",
    "preparing for",
    "prepares for",
    "preparations for",
    "forward to",
)


def _is_explicit(frame: Frame) -> bool:
    return any(words in frame.decided_by for words in _EXPLICIT)


def _is_backshifted(frame: Frame, *, has_time_ahead: bool) -> bool:
    """ "Said that she was meeting him on Friday": the past tense is that of the saying."""
    lower = frame.parsed.words.lower
    if not has_time_ahead or frame.decided_by not in ("was", "were") or not lower[frame.head].endswith("ing"):
        return False
    return any(w in REPORTING for w in lower[max(0, frame.first - 8) : frame.head])


def _is_narrated(frame: Frame) -> bool:
    """ "They would meet, in the end, for an hour": no one is said to have said so."""
    lower = frame.parsed.words.lower
    return frame.decided_by == "would" and REPORTING.isdisjoint(lower) and "that" not in lower[: frame.head]


_THEN = frozenset("but when until before".split())
_CAME = frozenset(
    """came fell died broke began went took got left ran lost had was were stayed chose changed turned struck hit
    decided""".split()
)


def _came_to_nothing(frame: Frame) -> bool:
    """ "In April she was to fly to Lusaka but fell ill": told as past, with what came instead."""
    lower = frame.parsed.words.lower
    if not frame.decided_by.startswith(("was", "were", "been", "had")):
        return False
    for k in range(frame.head + 1, len(lower) - 1):
        if lower[k : k + 2] == ["and", "did"]:
            return True
        if lower[k] in _THEN:
            following = lower[k + 1 : k + 5]
            return not _CAME.isdisjoint(following) or (lower[k] == "but" and following[0].endswith("ed"))
        if lower[k] in REPORTING:
            return False
    return False


def _is_left_to_others(frame: Frame) -> bool:
    """ "The two agreed that their ministers would talk again": left to those who are not named, for no day."""
    return bool(frame.left) and all(m.kind == "both" and m.name.startswith("their ") for m in frame.left)


def _was_planned(frame: Frame) -> bool:
    event = frame.event
    lower = frame.parsed.words.lower
    until = event.last + 8 if event else frame.head
    return (event is not None and event.ahead is not None) or bool(_PLANNED & set(lower[frame.first : until]))


_PLANNED = frozenset("scheduled planned set due slated expected upcoming meant".split())


_SHORTLY = frozenset("days weeks hours day week shortly".split())


def _in_future_clause(frame: Frame) -> bool:
    """ "when they meet", where the main clause says "will"."""
    lower = frame.parsed.words.lower
    opener = lower[frame.first - 1] if frame.first else ""
    if opener not in ("when", "before", "until", "as", "where", "after"):
        return False
    if opener == "before" and not _SHORTLY.isdisjoint(lower[max(0, frame.first - 2) : frame.first]):
        return True  # "comes just days before the leaders gather"
    outside = [*lower[: frame.first], *lower[frame.last :]]
    return any(w in ("will", "'ll", "expected", "scheduled", "set", "plans", "likely") for w in outside)
