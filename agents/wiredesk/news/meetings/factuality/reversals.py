"""What is called off in other words than it was announced: "He was to meet X on Friday. The meeting was called off."

In: all candidates of an article, judged one by one. Out: the meeting told before gets the status (and the new day) that
a later mention without its parties gives it: "the trip", "that meeting", "called it off", "pulled out". Only the last
meeting told before is meant, of the same kind, and every party that the later words name must be one of its own. So is
what somebody who does not come was to do; a plan first set for another day is moved; and what had been planned, and
came to nothing, is off, or history where nothing says when.
"""

import re
from collections.abc import Sequence

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.frames.cancelling import STAYING_AWAY
from wiredesk.news.meetings.frames.frame import Frame
from wiredesk.news.meetings.grammar.calling_off import AT_FIRST
from wiredesk.news.meetings.grammar.clauses import REPORTING
from wiredesk.news.meetings.merging import stands_for
from wiredesk.news.meetings.when.lengths import TRIPS
from wiredesk.news.parties.party import Party
from wiredesk_schemas import When

# "The meeting" and "it" mean one told at most so many sentences before.
NOUN_REACH = 4
PRONOUN_REACH = 1
_DEFINITE = frozenset("both the that this his her their its".split())
_NOTHING_ELSE = (
    "no party can be told",
    "only one party can be told",
    "no state to visit is named",
    "no visitor can be told",
)
_AHEAD = ("future", "past-future", "present", "progressive", "none", "ahead")
_WAS_PLANNED = ("it was planned", "nothing says that it lies ahead")


def apply_reversals(candidates: Sequence[Candidate], texts: Sequence[str]) -> None:
    """Give the meetings told before the status that later mentions give them; `texts` are the sentences."""
    for told in candidates:
        if told.frame.status is not None and told.refused is None:
            _refuse_history(told)
        if told.frame.mood != "off" or told.frame.status is None or told.refused not in _NOTHING_ELSE:
            continue
        stays_away = told.frame.decided_by.partition(" ")[0] in STAYING_AWAY  # what is of many goes on without him
        for meeting in _meant(told, candidates):
            of_two = len(meeting.parties) == 2 and all(p.kind != "organisation" for p in meeting.parties)
            if stays_away and (meeting.kind != "meeting" or not of_two):
                continue
            if told.when.start is None and _is_history(meeting):
                continue
            if _is_anaphoric(told) or meeting.frame.head > told.frame.head:
                _reverse(meeting, told)
    _apply_absences(candidates)
    for told in candidates:
        if _tells_first_day(told):
            _apply_first_day(told, candidates)
    for plan in candidates:
        if plan.status != "planned" or not _had_been_planned(plan) or not is_plan(plan):
            continue
        if not _is_undone(plan, texts):
            continue
        if _is_history(plan):
            plan.refuse("it was planned long ago, and came to nothing")
        else:
            plan.refused, plan.status = None, "cancelled"
            plan.slots.append(("status", "cancelled", "had been planned, and is no longer"))


def _tells_first_day(told: Candidate) -> bool:
    """ "The meeting was originally set for April 5": not when it is, where another day is told."""
    frame, event = told.frame, told.frame.event
    if event is None or frame.mood != "past-future" or told.when.start is None or not _is_anaphoric(told):
        return False
    return not AT_FIRST.isdisjoint(frame.parsed.words.lower[event.last : frame.last])


def _apply_first_day(told: Candidate, candidates: Sequence[Candidate]) -> None:
    """The plan told before for another day has been moved to it."""
    plans = [c for c in candidates if _is_before(c, told) and told.sentence - c.sentence <= NOUN_REACH and is_plan(c)]
    last = next((c for c in reversed(plans) if c.when.start is not None and c.kind != "visit"), None)
    if last is None or last.when.start == told.when.start or last.refused is not None:
        return
    last.status, last.moved_from = "postponed", told.when
    last.slots.append(("status", "postponed", f"sentence {told.sentence}, which tells for when it was first set"))
    told.refused = "the day for which a meeting was first set"


def _refuse_history(told: Candidate) -> None:
    """What the article knows as off from earlier, and a trip of which only its own government is told."""
    frame, event = told.frame, told.frame.event
    lower = frame.parsed.words.lower
    at = frame.marker if frame.marker is not None else frame.head
    is_said = not REPORTING.isdisjoint(lower)  # "said that it had cancelled": that is today's news
    if _is_long_before(frame):
        told.refuse("it had been called off long before")
    elif "had" in lower[max(frame.first, at - 3) : at] and not is_said and told.when.start is None:
        told.refuse("it had been called off before")
    elif told.kind == "meeting" and event is not None and event.noun in TRIPS and not (frame.to or event.inside):
        told.refuse("no state to visit is named")  # "Paris calls off minister's trip"


def _is_history(plan: Candidate) -> bool:
    """ "Had been due to visit Rome soon after X took office, but scrapped the trip": nothing says when, all is over."""
    words = plan.frame.parsed.words.lower[plan.frame.head :]
    return plan.when.start is None and plan.frame.decided_by.startswith("been") and not _AFTER_THAT.isdisjoint(words)


_AFTER_THAT = frozenset("after since when until".split())
_SPANS = frozenset("week weeks month months year years decade decades".split())


def _is_long_before(frame: Frame) -> bool:
    """ "Weeks after she cancelled a visit", "When he called off the talks in August, they ...": what came before."""
    lower = frame.parsed.words.lower
    if frame.first < 1:
        return False
    opener = lower[frame.first - 1]
    if opener == "when":
        return (frame.first == 1 and frame.decided_by.endswith("ed)")) or "had" in lower[: frame.first - 1]
    return opener in ("after", "since") and frame.first > 1 and lower[frame.first - 2] in _SPANS


_UNDOING = re.compile(
    r"\b(?:no longer|instead|called off|cancel\w*|scrap\w*|shelved|fell through|off the (?:table|calendar)|is off|"
    r"not (?:come|coming|go|going|travel|take place|happen|now))\b"
)
_GOES_ON = re.compile(r"(?:But|Instead|That|This|It|He|She|They|The (?:meeting|visit|trip|talks|summit|plan))\b")


def _had_been_planned(candidate: Candidate) -> bool:
    """ "Had been expected to meet", "had planned to visit": the pluperfect of what is no longer so."""
    by = candidate.frame.decided_by.split(" (")[0]  # "been expected to (visit)"
    return candidate.frame.mood == "past-future" and by.startswith(("been ", "had ")) and by.endswith("to")


def _is_undone(plan: Candidate, texts: Sequence[str]) -> bool:
    """Whether the rest of its sentence or the next one says that it is no longer so."""
    if plan.sentence < 0:
        return False
    words = plan.frame.parsed.words.lower
    if _UNDOING.search(" ".join(words[plan.frame.head :])):
        return True
    following = texts[plan.sentence + 1] if plan.sentence + 1 < len(texts) else ""
    return bool(_GOES_ON.match(following) and _UNDOING.search(following))


def _apply_absences(candidates: Sequence[Candidate]) -> None:
    """What somebody "was to" do on a journey that is off or put off, or who "is not coming", is so as well."""
    absent = {p.key: c for c in candidates for p in c.parties if p.kind == "person" and _keeps_away(c, p)}
    for meeting in candidates:
        why = next((absent[p.key] for p in meeting.parties if p.key in absent), None)
        if why is None or why is meeting or meeting.status != "planned" or not _was_to(meeting) or not is_plan(meeting):
            continue
        if _is_history(meeting):
            continue
        meeting.refused, meeting.status = None, "cancelled"
        if why.frame.status == "postponed":  # on a day to come that nobody tells
            meeting.status, meeting.moved_from = "postponed", meeting.when if meeting.when.start else None
            meeting.when = When(text=meeting.when.text)
        meeting.slots.append(("status", meeting.status, f"sentence {why.sentence}, which tells that they do not come"))


def _keeps_away(told: Candidate, person: Party) -> bool:
    """Whether it tells that the person does not come: not at all, or not on the journey that was planned."""
    if told.frame.rule == "absent":
        return True
    is_journey = told.visitor is not None and person.key == told.visitor.key
    return is_journey and told.status != "planned" and (told.refused is None or told.refused in _NOTHING_ELSE)


# "Was to", "had been due to have", "was to hold", "was to (continue) ... to see": with what the verb adds.
_WAS_TO = re.compile(
    r"(?:\S+ )*?(?:was|were|been|had|be|due|set|scheduled|supposed|planned|expected|slated|meant) to\b"
)


def _was_to(candidate: Candidate) -> bool:
    return candidate.frame.mood == "past-future" and _WAS_TO.match(candidate.frame.decided_by) is not None


def _is_anaphoric(told: Candidate) -> bool:
    """Whether it points back: a definite noun, or no noun at all."""
    event = told.frame.event
    if event is None:
        return True
    lower = told.frame.parsed.words.lower
    return lower[event.first] in _DEFINITE or "'s" in lower[event.first : event.head]


def _meant(told: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of the last sentence before that tells of a plan with these parties."""
    event = told.frame.event
    reach = NOUN_REACH if event is not None else PRONOUN_REACH
    named = [p for p in told.parties if p.kind == "person" or p.kind == "government"]
    is_told_as_past = _is_told_as_past(told)
    fits = [
        c
        for c in candidates
        if c is not told
        and (_is_before(c, told) or _is_explained(c, told))
        and abs(told.sentence - c.sentence) <= reach
        and is_plan(c)
        and (c.frame.mood == "past-future" or not is_told_as_past)
        and (event is None or _is_same_kind(c, is_visit=event.is_visit))
        and _names_all(c, named, said_by_others=event is not None)
    ]
    last = max((c.sentence for c in fits), default=None)
    return [c for c in fits if c.sentence == last]


def _is_told_as_past(told: Candidate) -> bool:
    """Whether it was off at an earlier time, or only by hearsay: "a week after it was cancelled", "a row had led him
    to call it off", "the radio had reported that the talks were off"."""
    frame = told.frame
    lower = frame.parsed.words.lower
    opener = lower[frame.first - 1] if frame.first else ""
    at = frame.marker if frame.marker is not None else frame.head
    near = lower[max(frame.first, at - 4) : at]
    return opener in _EARLIER or "had" in near or "to" in near[-2:] or bool(_HEARSAY & set(lower[: frame.first]))


_EARLIER = frozenset("after since until before that if".split())
_HEARSAY = frozenset("reported claimed denied rumours rumors speculation suggested".split())


def _is_before(candidate: Candidate, told: Candidate) -> bool:
    if candidate.sentence < 0 or told.sentence < 0:
        return False
    return (candidate.sentence, candidate.frame.head) < (told.sentence, told.frame.head)


def _is_explained(candidate: Candidate, told: Candidate) -> bool:
    """ "Cancelled a stop in Bern, where he was to meet X", "Y cancelled the trip. She had been due to meet Z"."""
    if not _was_to(candidate) or told.sentence < 0 or candidate.sentence - told.sentence > 2:
        return False
    return (candidate.sentence, candidate.frame.head) > (told.sentence, told.frame.head)


def is_plan(candidate: Candidate) -> bool:
    """Whether it tells a plan, by whichever tense, of two parties at least."""
    if candidate.frame.mood not in _AHEAD or len(candidate.parties) < 2:
        return False
    return candidate.refused is None or candidate.refused.startswith(_WAS_PLANNED)


def _is_same_kind(candidate: Candidate, *, is_visit: bool) -> bool:
    """ "The trip" means a journey, or the meeting to which one travels; "the talks" no mere journey."""
    return is_visit or candidate.kind != "visit"


def _names_all(candidate: Candidate, named: Sequence[Party], *, said_by_others: bool) -> bool:
    """Whether the parties named are its own; a government that calls off "the visit" need not be one."""
    own = [p for p in named if any(_is_of(p, q) for q in candidate.parties)]
    return len(own) == len(named) or (said_by_others and all(p.kind == "government" for p in named if p not in own))


def _is_of(party: Party, other: Party) -> bool:
    return party.key == other.key or stands_for(party, other) or bool(party.country and party.country == other.country)


def _reverse(meeting: Candidate, told: Candidate) -> None:
    meeting.refused = None
    meeting.status = told.frame.status or meeting.status
    if meeting.status == "postponed":
        meeting.moved_from = meeting.when if meeting.when.start is not None else told.moved_from
        meeting.when = told.when if told.when.start is not None else When(text=meeting.when.text)
    meeting.merged.append(told)
    meeting.slots.append(("status", meeting.status, f"sentence {told.sentence}, which speaks of it"))
