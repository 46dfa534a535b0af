"""Is it announced? Each candidate's mood, and why it is refused when the words do not say that it will be.

In: a candidate. Out: the candidate, refused with the reason or with its certainty. A date that has passed is judged
later, by `grounding`.
"""

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.clauses import Parsed
from wiredesk.news.meetings.frame import Frame

REASONS = {
    "past": "it was held",
    "hypothetical": "it is only possible",
    "wish": "it is only wished or offered",
    "denied": "it is denied",
    "infinitive": "nothing says that it will be",
    "gerund": "nothing says that it will be",
    "none": "nothing says that it lies ahead",
}
_HABIT = frozenset(
    "every usually often regularly annually always frequently routinely typically sometimes rarely".split()
)
_DENIED = frozenset("denied denies deny denying dismissed ruled excluded rejected".split())
_FICTION = frozenset("film movie novel sitcom drama episode thriller".split())
_PERIODS = frozenset(
    "day week month year monday tuesday wednesday thursday friday saturday sunday two three few".split()
)
_UNSURE = frozenset(
    """speculation possibility prospect rumors hope hopes hoped chance likelihood suggestion suggested suggest demand
    demanded proposal insisted""".split()
)
_CONDITIONS = frozenset("if unless whether".split())
# A present tense or a bare noun needs a day to come.
NEEDS_TIME = frozenset({"present", "progressive", "none", "past-future"})


def judge_factuality(candidate: Candidate, *, has_time_ahead: bool, certainly_ahead: bool) -> None:
    """Refuse what is not announced; `has_time_ahead`: a day to come stands in the clause.

    `certainly_ahead`: that day lies ahead by its own words ("next week"), not only if the tense says so ("Monday").
    """
    frame = candidate.frame
    mood = frame.mood
    if mood == "off":
        candidate.status = frame.status or "planned"
    elif mood in ("past", "hypothetical", "wish", "denied", "infinitive", "gerund"):
        candidate.refuse(f"{REASONS[mood]} ({frame.decided_by})")
    elif (mood == "none" and not certainly_ahead) or (mood == "ahead" and not has_time_ahead):
        candidate.refuse(REASONS["none"])
    elif mood == "past-future" and not has_time_ahead and frame.decided_by in ("was to", "were to"):
        candidate.refuse(f"it was planned, nothing says for a day to come ({frame.decided_by})")
    elif (
        mood == "progressive"
        and candidate.when.precision in ("week", "month", "year", "season")
        and not certainly_ahead
    ):
        candidate.refuse("it has begun")
    elif mood in ("present", "progressive") and not has_time_ahead and not _in_future_clause(frame):
        candidate.refuse(f"{mood} tense without a day to come ({frame.decided_by})")
    reason = _condition(frame.parsed, frame)
    if reason:
        candidate.refuse(reason)
    if _is_habit(frame):
        candidate.refuse("it is a habit")
    if frame.expected:
        candidate.certainty = "expected"


def _is_habit(frame: Frame) -> bool:
    lower = frame.parsed.words.lower
    for i in range(max(frame.first, frame.head - 4), min(frame.last, frame.head + 8)):
        if lower[i] in _HABIT and (
            lower[i] not in ("every", "each") or (lower[i + 1 : i + 2] and lower[i + 1] in _PERIODS)
        ):
            return True
    return False


def _in_future_clause(frame: Frame) -> bool:
    """ "when they meet", where the main clause says "will"."""
    lower = frame.parsed.words.lower
    opener = lower[frame.first - 1] if frame.first else ""
    if opener not in ("when", "before", "until", "as", "where", "after"):
        return False
    outside = [*lower[: frame.first], *lower[frame.last :]]
    return any(w in ("will", "'ll", "expected", "scheduled", "set", "plans", "likely") for w in outside)


def _condition(parsed: Parsed, frame: Frame) -> str | None:
    lower = parsed.words.lower
    opener = lower[frame.first - 1] if frame.first else ""
    if opener == "that" and any(w in _DENIED for w in lower[max(0, frame.first - 5) : frame.first - 1]):
        return "it is denied"
    if any(w in _FICTION for w in lower):
        return "it is told of a film or book"
    if opener == "that" and any(w in _UNSURE for w in lower[max(0, frame.first - 4) : frame.first - 1]):
        return "it is only hoped, guessed or asked for"
    if opener in _CONDITIONS:
        return f"it hangs on {opener!r}"
    if lower[frame.last : frame.last + 1] in (["if"], ["unless"]) and lower[frame.last - 1] not in ("even", "as"):
        return f"it hangs on {lower[frame.last]!r}"
    before = lower[max(0, frame.first - 1) : frame.head]
    for word in before:
        if word in ("neither", "unless"):
            return f"it is denied or hangs on {word!r}"
    return None
