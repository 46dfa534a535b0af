"""Which time expression of a sentence is the meeting's.

In: the times of a sentence and a frame. Out: the one nearest to the frame's trigger in its clause, or a day near it
that lies in its longer span; none that dates something else. None rather than a guess.
"""

from collections.abc import Sequence

from wiredesk.news.meetings.frames.frame import Frame
from wiredesk.news.meetings.grammar.auxiliaries import ADVERBS, AUXILIARIES
from wiredesk.news.meetings.grammar.clauses import (
    BOUNDARIES,
    PREPOSITIONS,
    RELATIVES,
    REPORTING,
    clause_start,
    is_boundary,
    resumption,
)
from wiredesk.news.meetings.grammar.dashes import interruption_around
from wiredesk.news.meetings.grammar.triggers import NOUNS, VERBS
from wiredesk.news.meetings.when.other_days import is_of_something_else
from wiredesk.news.meetings.when.times import FILLERS, Timed
from wiredesk.news.parties.tokens import Words

# Further than this many words a time is another clause's.
REACH = 22
# Within so many words a day is that of the longer span told beside it.
FINER_REACH = 9


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
    if _is_of_another_noun(frame, timed) or _is_in_an_aside(words, timed, frame.head):
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
    if start and lower[start - 1] in RELATIVES and "," in lower[timed.last : frame.head]:
        aside = lower[start : timed.first]  # "who took office in March, will meet"
        if any(_tells_of_the_past(aside, i) for i in range(len(aside))):
            return True
    if timed.first > start + 1 and _is_of_an_event_before(lower, frame.head, timed.last):
        return True
    return timed.last <= frame.first and not _LEAVING.isdisjoint(lower[max(0, timed.first - 5) : timed.first])


def _is_in_an_aside(words: Words, timed: Timed, head: int) -> bool:
    """ "X - who took office in January - plans to meet Y": between dashes that the trigger stands outside of."""
    around = interruption_around(words, timed.first)
    return around is not None and not around[0] < head < around[1]


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
    while i >= 0 and (lower[i] in FILLERS or lower[i] in ("then", ",")):
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
    event = frame.event
    if lower[noun : noun + 1] == [] or lower[noun] not in NOUNS:
        # "The Jan. 1 inauguration": a date with its month, before a noun that is no meeting
        of_a_noun = lower[at : at + 1] != [] and lower[at].isalpha() and lower[at] not in _NO_NOUN | VERBS.keys()
        return of_a_noun and timed.last - timed.first > 1 and (event is None or not event.first <= at <= event.head)
    return noun != frame.head and (event is None or noun != event.head)


_NO_NOUN = PREPOSITIONS | BOUNDARIES | ADVERBS | FILLERS | AUXILIARIES | REPORTING | {"and", "or", "then"}


_ENDED = frozenset("ended began started opened closed concluded finished culminated resulted broke".split())


def _is_deeds(lower: Sequence[str], timed: Timed, first: int) -> bool:
    """ "The row ended in March with a call between A and B": the time of the verb right before it."""
    i = timed.first - 1
    while i > 0 and lower[i] in FILLERS:
        i -= 1
    return timed.last <= first and i >= 0 and lower[i] in _ENDED


_CARRIES = frozenset(
    """held hosted postponed delayed rescheduled moved cancelled canceled convened organised organized attended resumed
    extended""".split()
)


def _is_of_a_participle(lower: Sequence[str], head: int, first: int) -> bool:
    """ "will talk about the gas link, opened in May": the day of a past participle right before it."""
    i = first - 1
    while i > head and lower[i] in FILLERS:
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
    relative = start > 0 and words.lower[start - 1] in RELATIVES
    return not relative and not is_boundary(words, timed.first) and timed.first - start <= _OPENING_WORDS


# "Later on Monday" and "But in the evening of 5 May" open a clause.
_OPENING_WORDS = 3


def _is_told_by_when(frame: Frame, timed: Timed, when: int) -> bool:
    """ "Looked ahead to the end of the month, when he is to meet"; not "on Thursday, when they agreed to meet"."""
    clause = frame.parsed.words.lower[frame.first : max(frame.head, frame.last)]
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
    opener = frame.first - 1
    is_told_by_when = (
        not after and opener >= low and words.lower[opener] in ("when", "as") and _is_told_by_when(frame, timed, opener)
    )
    if is_told_by_when:
        high = min(high, opener + 1)  # however long its subject is
    cost = (high - low) * (0.5 if after else 0.6)
    for i in range(low, high):
        if is_boundary(words, i):
            if words.lower[i] == "where" and not after:
                cost += 4  # "flies to Riga on Friday, where he will meet"
                continue
            if is_told_by_when and i == opener:
                continue
            cost += 18 if not after else 14 if words.lower[i] in ("that", "which", "who", "after", "since") else 7
        elif words.lower[i] in REPORTING:
            cost += 8
    if not after:
        cost += 6 if "," in words.lower[low:high] and not _opens_its_clause(words, timed) else 1
        if any(w in ("and", "but", "then") for w in words.lower[low:high]):
            cost += 10  # "met A on Tuesday and will meet B on Thursday"
    return cost
