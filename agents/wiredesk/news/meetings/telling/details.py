"""What other sentences tell of a meeting, though by themselves they announce none: "the talks, due on 5 May in Bern".

In: the meetings that stand and the refused candidates. Out: the standing ones with the day and place that a refused one
tells of the same meeting. It is the same when all parties it names are parties of that meeting and of no other, or
when it names none, by "the talks", and only one meeting can be meant. Refused: what is over, and any day that
contradicts one that the meeting has.
"""

from collections.abc import Sequence
from datetime import date

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.merging import days_conflict, stands_for
from wiredesk.news.meetings.when.coarseness import coarseness
from wiredesk.news.parties.party import Party
from wiredesk_schemas import When, Where

_DEFINITE = frozenset("the that this their his her both".split())
_NOUNS = frozenset(
    """talks negotiations discussions dialogue meeting meetings summit conference session visit trip sit-down sitdown
    encounter gathering""".split()
)
# "The talks" are those told at most so many sentences before.
REACH = 6
# "The meeting" of an article's first sentences is the title's.
OPENING = 3
# So many sentences after it the parties of "the two leaders" are named, at an article's opening.
INTRODUCED = 2


def add_details(standing: Sequence[Candidate], candidates: Sequence[Candidate], published_on: date | None) -> None:
    """Fill `when` and `where` of the standing candidates from refused ones that speak of them."""
    for told in candidates:
        if told.refused is None or not _may_tell(told, published_on):
            continue
        meeting = _meant(told, standing, candidates)
        if meeting is None:
            continue
        if is_finer(told.when, meeting.when) and meeting.status != "postponed":
            meeting.when = told.when
            meeting.slots.append(("when", str(told.when.text), f"sentence {told.sentence}, which speaks of it"))
        if _is_town_of(told.where, meeting.where):
            meeting.where = told.where
            meeting.slots.append(("where", str(told.where), f"sentence {told.sentence}, which speaks of it"))


def _may_tell(told: Candidate, published_on: date | None) -> bool:
    if told.frame.mood == "past" or told.frame.parsed.is_title:
        return False
    if (told.refused or "").startswith(("its day", "a journey at home")):
        return False
    if told.when.start is None:
        return told.where is not None
    return published_on is not None and told.when.start >= published_on


def _meant(told: Candidate, standing: Sequence[Candidate], candidates: Sequence[Candidate]) -> Candidate | None:
    parties = [p for p in told.parties if p.kind != "group" and (p.kind != "organisation" or p.entity)]
    if len(parties) < 2 and not _is_definite(told):
        standing = [s for s in standing if _is_antecedent(told, s)]
    if parties:
        fits = [s for s in standing if s.sentence >= 0 and all(_takes_part(p, s) for p in parties)]
        fits = [s for s in fits if not days_conflict(told.when, s.when)]
    else:
        fits = [s for s in standing if _is_near(s, told) and _is_last_named(s, told, candidates)]
    if len(fits) > 1 and told.frame.event is not None and told.frame.event.is_visit:
        fits = [s for s in fits if _is_of_kind(told, s)]  # "the visit" is no summit, though both are told there
    return fits[0] if len(fits) == 1 and _is_of_kind(told, fits[0]) else None


def _is_antecedent(told: Candidate, meeting: Candidate) -> bool:
    """ "A dinner on Saturday with X, at which the two will discuss": the noun before "at which"."""
    first, lower = meeting.frame.first, meeting.frame.parsed.words.lower
    before = lower[max(0, first - 2) : first]
    return told.sentence == meeting.sentence and told.frame.head < first and before in _AT_WHICH


_AT_WHICH = (["at", "which"], ["during", "which"], ["in", "which"])


def _is_near(meeting: Candidate, told: Candidate) -> bool:
    """Whether any mention of the meeting stands right before it."""
    mentions = (meeting, *meeting.merged)
    if all(c.sentence < 0 for c in mentions):
        return told.sentence < OPENING  # only the title tells of it
    if told.sentence < OPENING and any(0 < c.sentence - told.sentence <= INTRODUCED for c in mentions):
        return True  # "The two leaders meet on Friday", before they are named
    return any(c.sentence >= 0 and 0 <= told.sentence - c.sentence <= REACH for c in mentions)


def _is_last_named(meeting: Candidate, told: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Whether no other meeting with parties is named between it and "the talks"."""
    between = [
        c
        for c in candidates
        if c.parties and meeting.sentence <= c.sentence < told.sentence and c.kind != "visit" and c is not meeting
    ]
    return all(all(_takes_part(p, meeting) for p in c.parties) for c in between)


def _is_of_kind(told: Candidate, meeting: Candidate) -> bool:
    """Whether its noun may stand for the meeting: a visit's day is not that of each talk, nor is a talk a summit."""
    event = told.frame.event
    if event is None:
        return True
    if event.is_visit or meeting.kind == "visit":
        if event.is_visit and meeting.kind != "visit" and told.when.precision not in ("day", "days"):
            return any(c.kind == "visit" for c in meeting.merged)  # of the visit's month, not of its first day
        return event.is_visit and meeting.kind == "visit"
    return meeting.kind != "event" or event.noun in ("summit", "session", "conference", "gathering") or bool(told.body)


def _takes_part(party: Party, meeting: Candidate) -> bool:
    return any(p.key == party.key or stands_for(p, party) for p in meeting.parties)


def _is_definite(told: Candidate) -> bool:
    """Whether it is a known meeting: "the talks", "their summit", "Monday's meeting"."""
    event = told.frame.event
    if event is None and told.frame.rule in ("meet", "confer"):
        subject = told.frame.left
        return bool(subject) and all(m.kind in ("group", "both", "pronoun") for m in subject) and not told.frame.right
    if event is None or event.noun not in _NOUNS:
        return False
    lower = told.frame.parsed.words.lower
    return lower[event.first] in _DEFINITE or "'s" in lower[event.first : event.head]


def _is_town_of(told: Where | None, own: Where | None) -> bool:
    """Whether a town is told where none is known, in the state that is known."""
    if told is None or not told.city or (own is not None and own.city):
        return False
    return own is None or own.country in (None, told.country)


def is_finer(told: When, own: When) -> bool:
    """Whether a day says more than what is known, and does not contradict it."""
    if told.start is None or coarseness(told) >= coarseness(own):
        return False
    return not days_conflict(told, own)
