"""Days that stand beside a meeting and are of something else: "agreed on Monday to meet", "after Sunday's vote".

In: a frame and a time expression of its sentence. Out: whether the words themselves tie the time to another thing. The
lexicon has only words of closed classes; what is not told for certain is left to the distance.
"""

from collections.abc import Sequence

from wiredesk.news.meetings.frames.frame import Frame
from wiredesk.news.meetings.grammar.clauses import BOUNDARIES, is_boundary
from wiredesk.news.meetings.grammar.triggers import NOUNS
from wiredesk.news.parties.tokens import Words

_BESIDE = frozenset("after before following since until till ahead of despite over about for from".split())
_HELD = frozenset(
    """begin begins began open opens opened start starts started last lasts take takes took held due set scheduled
    planned slated happen happens convene convenes resume resumes meet meets host hosts""".split()
)
_MODALS = frozenset("will would may might could should can must is are was were has have had".split())
_THROUGH = frozenset("through thru".split())
# So many words after "which" its verb stands.
_VERB_REACH = 4


def is_of_something_else(words: Words, frame: Frame, first: int, last: int) -> bool:
    """Whether the time at words [first, last) dates another thing than the frame's meeting."""
    lower = words.lower
    return (
        _is_denied(lower, first)
        or (is_last_day(lower, first) and lower[last : last + 2] != [",", "when"])
        or _dates_a_decision(lower, frame, first, last)
        or _is_an_owner(lower, frame, first, last)
        or _is_of_another_relative(words, frame, first)
    )


def _is_denied(lower: Sequence[str], first: int) -> bool:
    """ "not on Saturday but six days after that" """
    before = lower[max(0, first - 2) : first]
    return before[-1:] == ["not"] or before == ["not", "on"]


def is_last_day(lower: Sequence[str], first: int) -> bool:
    """Whether it is a last day whose first one is not told: "which lasts through Friday"."""
    return first > 0 and lower[first - 1] in _THROUGH


def _dates_a_decision(lower: Sequence[str], frame: Frame, first: int, last: int) -> bool:
    """ "pledged Monday to open a dialogue", "agreed on Friday to meet": the day of the word given."""
    if lower[last : last + 1] != ["to"] or frame.last <= last:
        return False
    for i in range(first - 1, max(-1, first - 1 - _DECISION_REACH), -1):
        if lower[i] in BOUNDARIES:
            return False
        if lower[i].endswith("ed") and len(lower[i]) > 4:
            own = frame.head == i or last < frame.head <= last + _INFINITIVE
            return own and (i == 0 or lower[i - 1] not in _PASSIVE)
    return False


# "agreed in a phone call late on Thursday to meet"
_DECISION_REACH = 8
_INFINITIVE = 6
# "next week's" before the noun's own words.
_OWNER_WORDS = 3
_PASSIVE = frozenset("is are be been being was were due".split())


def _is_an_owner(lower: Sequence[str], frame: Frame, first: int, last: int) -> bool:
    """ "after Sunday's election", "ahead of next week's vote": the day of the noun that it owns."""
    owner = "'s" in lower[last - 1 : last + 1] or lower[last : last + 1] in (["'"], ["’"])
    if not owner or first == 0 or lower[first - 1] not in _BESIDE:
        return False
    event = frame.event
    return event is None or not event.first - _OWNER_WORDS <= first <= event.head


def _is_of_another_relative(words: Words, frame: Frame, first: int) -> bool:
    """ "in Astana, which may by Friday have another name": what the clause tells of another noun than the meeting."""
    lower, event = words.lower, frame.event
    if first <= frame.head:
        return False
    opening = next((i for i in range(first - 1, frame.head, -1) if is_boundary(words, i)), None)
    if opening is None or lower[opening] not in ("which", "who"):
        return False
    noun = opening - 2 if lower[opening - 1] == "," else opening - 1
    if lower[noun] in NOUNS or (event is not None and event.first <= noun <= event.last):
        return False
    verbs = lower[opening + 1 : min(first, opening + 1 + _VERB_REACH)]
    return any(w in _MODALS for w in verbs) and _HELD.isdisjoint(verbs)
