"""Meetings whose parties stand elsewhere: "the talks will resume Tuesday", "they will meet again", "the summit opens".

In: all candidates of an article. Out: those refused only for want of parties, given those of the one meeting or
negotiation that the article told before and that they may mean. What was held before is meant only by words of
repetition. Where two may be meant, they stay refused.
"""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.frames.frame import Frame
from wiredesk.news.meetings.merging import stands_for
from wiredesk.news.parties.cast import Cast
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.party import Party

WANTING = frozenset({"no party can be told", "only one party can be told"})
_KINDS = {
    **dict.fromkeys(
        """talks negotiations discussions round rounds dialogue session sessions conversations consultations
        contacts""".split(),
        "talks",
    ),
    **dict.fromkeys("meeting meetings encounter gathering get-together sit-down conversation".split(), "meeting"),
    "summit": "summit",
}
ECHOING = frozenset(_KINDS)
"""Meeting nouns whose parties may stand elsewhere."""
# How many sentences back the parties may stand.
REACH = 12

# The day of "the upcoming talks on Friday" stands so near.
_BESIDE = 3
_AHEAD = frozenset({"future", "past-future", "off"})
_DEFINITE = frozenset("the that this these their its both".split())
# Two sides have them, whoever else is there.
_TALKS = frozenset("talks negotiations round rounds".split())
# Words of one more meeting of the same parties.
_ONCE_MORE = frozenset(
    """resume resumes resumed resuming resumption restart restarts reconvene reconvenes relaunch again return returning
    second third fourth fifth next new another further fresh follow-up continue continues later""".split()
)
_RETURNING = frozenset("resume resumes resuming resumption restart restarts reconvene reconvenes again".split())
_MEETING = frozenset({"meet", "confer", "gather", "hold"})
# Those who come for the parties told before, where no word says whose they are.
_SENT = frozenset(
    """negotiators delegations teams mediators sides parties leaders ministers envoys officials diplomats delegates
    representatives""".split()
)
# Reasons for which a candidate still names the parties of a meeting.
_BEHIND = ("it was held", "its day is over", "its day is just over", "it is a habit")
_TOLD = ("nothing says", "present tense", "progressive tense", "told of what", "it was planned", "it has begun")


def echo_parties(candidates: Sequence[Candidate], cast: Cast) -> None:
    """Fill the parties of meetings ahead that name none (or one) from the one told before that they mean."""
    for candidate in candidates:
        if candidate.refused not in WANTING or candidate.sentence < 0 or not _awaits_parties(candidate):
            continue
        source = _antecedent(candidate, candidates)
        if source is not None:
            told = tuple(replace(p, how=f"parties as in sentence {source.sentence}") for p in source.parties)
        else:
            told = _sides(candidate, cast)
        if len(told) > 1:
            candidate.parties = told
            candidate.refused = None
            candidate.slots.append(("participants", _called(candidate), "; ".join({p.how for p in told})))


def _sides(candidate: Candidate, cast: Cast) -> tuple[Party, ...]:
    """ "Chad and Mali have traded fire for a year. The next round of talks opens Friday": the two sides told before."""
    frame = candidate.frame
    named = frame.event.noun in _TALKS if frame.event is not None else all(m.kind == "group" for m in frame.left)
    if candidate.parties or not named:
        return ()
    both = Mention(0, 0, "both", "the two sides", plural=True)
    return cast.parties(both, candidate.sentence)


def _called(candidate: Candidate) -> str:
    event = candidate.frame.event
    return event.noun if event is not None else candidate.frame.rule


def _awaits_parties(candidate: Candidate) -> bool:
    """Whether its words point to a meeting told before, and put it ahead."""
    frame = candidate.frame
    told = candidate.when.start is not None or frame.status is not None
    if frame.mood not in _AHEAD and not (told and frame.mood in ("ahead", "present")):
        return False
    if frame.event is None:
        return _is_of_those_told(candidate) and (told or bool(_RETURNING & _words(candidate)))
    if frame.event.noun not in _KINDS or any(m.kind != "group" for m in frame.right):
        return False
    if not told and _RETURNING.isdisjoint(_words(candidate)):
        return False
    apart = frame.mood == "ahead" or frame.decided_by == frame.event.ahead
    return _is_definite(frame) and (not apart or _is_dated(candidate))


def _is_of_those_told(candidate: Candidate) -> bool:
    """ "They will meet again", "negotiators from both sides will be back": nobody is named who acts."""
    frame = candidate.frame
    if frame.rule not in _MEETING or not frame.left or any(m.kind != "group" for m in frame.right):
        return False
    return all(
        m.kind == "both" or (m.kind == "pronoun" and m.name == "they") or (m.kind == "group" and m.role in _SENT)
        for m in frame.left
    )


def _is_definite(frame: Frame) -> bool:
    """ "The talks", "negotiations", "the next round", "a second meeting": known from before."""
    event, lower = frame.event, frame.parsed.words.lower
    if event is None:
        return False
    phrase = lower[event.first : event.head]
    if any(w[0].isupper() for w in frame.parsed.words.words[max(1, event.first) : event.head + 1]):
        return False  # "the Lakeland Meeting" is a name, "the Estonian talks" are others
    return not phrase or phrase[0] in _DEFINITE or not _ONCE_MORE.isdisjoint(phrase)


def _is_dated(candidate: Candidate) -> bool:
    """Whether its own phrase tells the day: "Friday's talks", not "on Friday urged him ahead of the upcoming talks"."""
    event, text = candidate.frame.event, (candidate.when.text or "").lower().split()
    lower = candidate.frame.parsed.words.lower
    return event is not None and bool(text) and text[-1].strip(".,") in lower[event.first : event.last + _BESIDE]


def _words(candidate: Candidate) -> frozenset[str]:
    """The words of its phrase and clause, without "next Tuesday" and the like."""
    frame = candidate.frame
    lower = frame.parsed.words.lower
    first = frame.event.first if frame.event is not None else frame.first
    own = lower[min(first, frame.head) : frame.head + 1]
    after = [w for w in lower[frame.head + 1 : frame.last] if w not in ("next", "new", "second", "later")]
    return frozenset((*own, *after))


def _antecedent(candidate: Candidate, candidates: Sequence[Candidate]) -> Candidate | None:
    """The nearest meeting before with parties that it may mean; none where the nearest sentence tells of two."""
    fits = [other for other in candidates if _may_be_meant(other, candidate)]
    if not fits:
        return None
    nearest = max(other.sentence for other in fits)
    there = [other for other in fits if other.sentence == nearest]
    best = max(there, key=lambda c: len(c.parties))
    return best if all(_is_among(other.parties, best.parties) for other in there) else None


def _may_be_meant(other: Candidate, candidate: Candidate) -> bool:
    if other is candidate or not 0 <= candidate.sentence - other.sentence <= REACH or other.sentence < 0:
        return False
    if other.sentence == candidate.sentence and not (_is_noun(other) and other.frame.head < candidate.frame.head):
        return False  # "will meet on Friday, two days after the meeting was cancelled" is told whole
    if other.kind == "visit" or len(list(_named(other.parties))) < 2 or not _is_of_kind(other, candidate):
        return False
    if not _is_told_of(other, once_more=not _ONCE_MORE.isdisjoint(_words(candidate))):
        return False
    return not candidate.parties or _is_among(candidate.parties, other.parties)


def _is_noun(candidate: Candidate) -> bool:
    event = candidate.frame.event
    return event is not None and event.head == candidate.frame.head


def _is_told_of(other: Candidate, *, once_more: bool) -> bool:
    """Whether the article tells of it as a meeting that is, was, or will be."""
    if other.frame.mood in ("wish", "hypothetical"):
        return False
    reason = other.refused
    if reason is None or reason.startswith(_TOLD):
        return other.frame.mood != "past" or once_more
    return once_more and reason.startswith(_BEHIND)


def _is_of_kind(other: Candidate, candidate: Candidate) -> bool:
    """Whether its noun may stand for the other: "the summit" for a summit, "the meeting" for any."""
    if candidate.frame.event is None:
        return True
    noun = other.frame.event.noun if other.frame.event is not None else None
    if noun is not None and noun not in _KINDS:
        return False
    wanted = _KINDS[candidate.frame.event.noun]
    return wanted == "meeting" or _KINDS.get(noun or "", "talks") == wanted


def _named(parties: Sequence[Party]) -> Iterator[Party]:
    return (p for p in parties if p.kind != "group")


def _is_among(few: Sequence[Party], many: Sequence[Party]) -> bool:
    """Whether each of the few is one of the many, or its state or leader is."""
    return all(any(p.key == q.key or stands_for(p, q) for q in many) for p in few)
