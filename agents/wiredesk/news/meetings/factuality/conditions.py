"""What hangs on something else: conditions, guesses, questions, habits and fiction, though its verb says "will".

In: a frame. Out: the reason why its words announce nothing, None where they stand by themselves. Read are the word that
opens its clause, what stands before that ("it is possible that"), "if" after it, and the mark that ends the sentence.
"""

from wiredesk.news.meetings.frames.frame import Frame
from wiredesk.news.meetings.grammar.auxiliaries import (
    BE_PAST,
    BE_PRESENT,
    DOUBT_MODALS,
    FUTURE_MODALS,
    PAST_MODALS,
)
from wiredesk.news.meetings.grammar.clauses import REPORTING

_HABIT = frozenset(
    "every each usually often regularly annually always frequently routinely typically sometimes rarely".split()
)
_PERIODS = frozenset(
    """day week month year monday tuesday wednesday thursday friday saturday sunday two three few january march april
    spring summer autumn september october november december other""".split()
)
_TIMES_A = frozenset("once twice times".split())
_WEEKDAYS = frozenset("mondays tuesdays wednesdays thursdays fridays saturdays sundays".split())
_DENIED = frozenset(
    """denied denies deny denying dismissed dismisses dismissing ruled excluded rejected rejects refuted rebutted
    quashed rubbished untrue false baseless cold untruth unfounded""".split()
)
_IMAGINED = frozenset("suppose imagine picture".split())
_OFTEN = frozenset("weekly daily monthly yearly".split())
_FICTION = frozenset("film movie novel sitcom drama episode thriller".split())
_DEBATE = frozenset("tv televised television".split())
_UNSURE = frozenset(
    """speculation possibility prospect rumors rumours rumor hope hopes hoped chance likelihood suggestion suggested
    suggest demand demanded demands proposal proposed propose possible conceivable unlikely doubtful doubt
    doubts doubted imagine suppose supposing wish wishes wished pray prayed idea asked request requested urged
    recommended speculated speculate speculates guessed guess bet rumoured rumored fear fears feared""".split()
)
_GUESSES = frozenset("perhaps maybe possibly hopefully suppose imagine".split())
_CONDITIONS = frozenset("if unless whether".split())
# "Will see if", "and ask whether", "even if" make no condition.
_NO_CONDITION = frozenset(
    """even as ask asks asked asking see seeing decide decides determine know knows wonder wonders check learn say
    discuss discussing explore consider gauge unclear sure assess clear test""".split()
)
_BREAKS = frozenset("; who which because although though but that said".split())
_ONLY_ONCE = frozenset("if when after once unless".split())
_ANY_TIME = (("any", "time"), ("at", "any"))
_ASKING = FUTURE_MODALS | PAST_MODALS | DOUBT_MODALS | BE_PRESENT | BE_PAST | {"did", "does", "do"}
# So many words after the trigger its condition may stand.
REACH = 22


def find_condition(frame: Frame) -> str | None:
    """Why the frame announces nothing by itself."""
    lower = frame.parsed.words.lower
    event = frame.event
    first = event.first + 1 if event is not None and lower[event.first] == "that" else frame.first
    opener = lower[first - 1] if first else ""
    before = lower[max(0, first - 8) : max(0, first - 1)]
    if opener == "that" and any(w in _DENIED for w in before):
        return "it is denied"
    if lower[0] in _IMAGINED or lower[:2] == ["what", "if"]:
        return "it is imagined"
    if _is_candidates_promise(lower):
        return "it hangs on an election"
    if not _FICTION.isdisjoint(lower):
        return "it is told of a film or book"
    if "debate" in lower and _DEBATE & set(lower):
        return "it is a debate before an audience"
    if frame.stands:
        return None  # "demanded that Chad cancel next week's talks": what hangs on it is that they are off
    if opener == "that" and any(w in _UNSURE for w in before[-4:]):
        return "it is only hoped, guessed or asked for"
    if opener in _CONDITIONS or any(w in ("neither", "unless") for w in lower[max(0, frame.first - 1) : frame.head]):
        return f"it hangs on {opener!r}"
    if _GUESSES & set(lower[max(0, frame.first - 1) : frame.head]) and frame.event is None:
        return "it is a guess"
    if frame.mood not in ("off", "past", "none", "ahead"):
        return _hangs_on(frame) or _is_question(frame)
    return None


_I = frozenset("i he she we".split())


def _is_candidates_promise(lower: list[str]) -> bool:
    """ "As president, I will meet", "If elected, she will": told of an office that is still to be won."""
    opening = [w for w in lower[:7] if w not in ("“", '"')]
    return (opening[:2] == ["as", "president"] and opening[2:3] == [","] and not _I.isdisjoint(opening[3:4])) or (
        opening[:2] == ["if", "elected"]
    )


def _hangs_on(frame: Frame) -> str | None:
    """An "if" after the trigger, "only when", "any time", or a sentence that opens with its condition."""
    lower = frame.parsed.words.lower
    if lower[0] in ("if", "unless") and frame.first <= frame.head and not _goes_well(lower) and _main_follows(frame):
        return f"it hangs on {lower[0]!r}"
    for i in range(frame.head + 1, min(len(lower), frame.head + REACH)):
        word = lower[i]
        if word in _BREAKS or word in REPORTING:
            return None
        if word in ("if", "unless", "provided") and lower[i - 1] not in _NO_CONDITION and not _goes_well(lower[i:]):
            return f"it hangs on {word!r}"
        if word == "only" and lower[i + 1 : i + 2] and lower[i + 1] in _ONLY_ONCE:
            return f"it hangs on 'only {lower[i + 1]}'"
        if word in ("anytime", "whenever") or tuple(lower[i : i + 2]) in _ANY_TIME:
            return "no time is meant"
    return None


def _goes_well(lower: list[str]) -> bool:
    """ "If all goes to plan" and "if confirmed" are no conditions that a reader counts with."""
    return lower[1:2] in (["all"], ["everything"], ["confirmed"], ["necessary"], ["needed"], ["only"])


def _main_follows(frame: Frame) -> bool:
    """Whether the frame is in the main clause after the opening condition's comma."""
    lower = frame.parsed.words.lower
    comma = lower.index(",") if "," in lower else len(lower)
    return frame.head < comma or frame.mood in ("future", "past-future", "present", "hypothetical")


def _is_question(frame: Frame) -> str | None:
    """ "Will A meet B?": asked, not said. "What will A tell B when they meet on Friday?" tells of a meeting."""
    lower = frame.parsed.words.lower
    if lower[-1] != "?" or lower[0] not in _ASKING or frame.event is not None:
        return None
    return "it is asked"


def is_habit(frame: Frame) -> bool:
    """ "Meets every Friday", "twice a year", "on Wednesdays", "on the first Monday of each month"."""
    lower = frame.parsed.words.lower
    if frame.event is None and lower[max(0, frame.head - 2) : frame.head] == ["continue", "to"]:
        return True  # "will continue to meet with unions"
    for i in range(max(frame.first, frame.head - 4), min(frame.last, frame.head + 14)):
        word = lower[i]
        following = lower[i + 1] if i + 1 < len(lower) else ""
        if word in _WEEKDAYS and lower[i - 1] == "on":
            return True
        if word in _OFTEN and i > frame.head and following in (".", ",", "and", "to", "with", ""):
            return True  # "meets with the chairman weekly"
        if word in _TIMES_A and following in ("a", "each", "every", "per"):
            return True
        if word in _HABIT and i < frame.head + 8 and (word not in ("every", "each") or following in _PERIODS):
            return True
        if word in ("every", "each") and following in _PERIODS:
            return True
    return False
