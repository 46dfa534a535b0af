"""The frames of meeting nouns: "talks", "a visit", "the G20 summit".

In: a parsed sentence, one of its events and the frames of its verbs. Out: the frame of the noun, with its parties and
its mood from its own predicate, its adjectives, or the clause that it is a part of; None where a verb's frame tells it.
"""

from msgspec.structs import replace

from wiredesk.news.meetings.frames.frame import Frame, past_relative
from wiredesk.news.meetings.frames.routes import Route, find_route
from wiredesk.news.meetings.frames.tellers import find_teller
from wiredesk.news.meetings.grammar.clauses import DATED, Parsed, clause_start, coordinated_before
from wiredesk.news.meetings.grammar.events import Event
from wiredesk.news.meetings.grammar.governors import (
    find_governor,
    governing_subject,
    is_apart,
    missed_there,
)
from wiredesk.news.meetings.grammar.legs import find_legs
from wiredesk.news.meetings.grammar.predicates import Predicate, predicate_of
from wiredesk.news.meetings.grammar.triggers import STOPS
from wiredesk.news.parties.mentions import Mention

# So many words may stand between a verb and the talks for which its subject goes somewhere.
_GOVERNED = 25


def _governing(
    parsed: Parsed, event: Event, frames: list[Frame], mood: str, by: str
) -> tuple[tuple[Mention, ...], str, str]:
    """Who has the talks with the other side: "arrives in Lima for talks with", "attends a lunch before talks with"."""
    before = [
        f
        for f in frames
        if f.left
        and 0 < event.head - f.head < _GOVERNED
        and _OTHER_CLAUSE.isdisjoint(parsed.words.lower[f.last : event.first])
    ]
    beside = set(parsed.words.lower[max(0, event.first - 2) : event.first])
    if not before or not beside & {"for", "before", "of"}:
        return (), mood, by
    governor = before[-1]
    if mood == "none" and governor.mood in ("future", "past-future", "progressive", "present"):
        mood, by = governor.mood, f"within: {governor.decided_by}"
    return governor.left, mood, by


_STOPS = frozenset("including includes include with then and followed".split())


def _stops_of(
    parsed: Parsed, event: Event, frames: list[Frame], mood: str, by: str
) -> tuple[tuple[Mention, ...], str, str]:
    """ "leaves for Europe on Monday, including stops in Oslo and Riga": the stops of a journey told before."""
    before = [f for f in frames if f.rule in ("travel", "visit") and f.left and 0 < event.head - f.head < _GOVERNED]
    if not before:
        return (), mood, by
    if before[-1].mood == "past" or _STOPS.isdisjoint(parsed.words.lower[max(0, event.first - 4) : event.first]):
        return before[-1].left, mood, by
    return (before[-1].left, *_within(parsed, event, before[-1]))


def _routed(parsed: Parsed, event: Event, holder: Frame, route: Route) -> Frame:
    """ "Departs on Sunday for a trip that includes Laos and Fiji": who departs visits what the journey includes."""
    mood, by = _within(parsed, event, holder)
    first, last = clause_start(parsed.words, event.first), past_relative(parsed, event)
    return Frame("visit-noun", parsed, event.head, first, last, mood, by, holder.left, (), route.places, event,
                 expected=holder.expected)  # fmt: skip


def _off_with_journey(parsed: Parsed, event: Event, frames: list[Frame]) -> Frame | None:
    """ "Cancelled a trip to Asia, including stops in Bali and Brunei": each stop is off as well."""
    off = next(
        (f for f in frames if f.status and f.left and f.event and f.event.is_visit and f.event is not event), None
    )
    if off is None or event.noun not in STOPS or not event.to or not 0 < event.head - off.head < _GOVERNED:
        return None
    if _STOPS.isdisjoint(parsed.words.lower[off.head : event.first]):
        return None
    legs = find_legs(parsed, event.to[0].first - 1)
    to = legs if len(legs) > 1 else event.to
    return replace(off, head=event.head, event=event, to=to, last=past_relative(parsed, event))


def _within(parsed: Parsed, event: Event, journey: Frame) -> tuple[str, str]:
    """The mood of a stop of a journey."""
    mood = journey.mood
    if mood in ("present", "progressive") and not DATED.isdisjoint(parsed.words.lower[: event.first]):
        mood = "future"  # it "leaves on Monday": the day is that of the first stop at most
    return mood, f"within: {journey.decided_by}"


def _whose(parsed: Parsed, owner: Mention) -> tuple[Mention, ...]:
    """The possessor itself, or whom "whose" stands for: the party right before it."""
    if owner.name != "who":
        return (owner,)
    before = [k for k, m in enumerate(parsed.mentions) if m.last <= owner.first and m.kind != "pronoun"]
    near = before and owner.first - parsed.mentions[before[-1]].last <= 1
    return coordinated_before(parsed, before[-1]) if near else ()


# What opens a clause of its own: "will talk in Oslo, where X came for a summit".
_OTHER_CLAUSE = frozenset("where who whom which while although because".split())
_WITHIN = frozenset("at during in after from".split())


_PLANNING = frozenset("plan plans proposal preparations hopes bid offer".split())


def _planner(parsed: Parsed, event: Event) -> tuple[Mention, ...]:
    """Whose plan it is: "Chanda's plan for a summit with X"."""
    lower = parsed.words.lower
    at = event.first - 1
    if at < 2 or lower[at] not in ("for", "of") or lower[at - 1] not in _PLANNING or event.owners:
        return ()
    return tuple(m for m in parsed.mentions if m.owner and m.last in (at - 1, at - 2))


def _wants_party(event: Event, left: tuple[Mention, ...]) -> bool:
    """Whether only the other side of the meeting is told so far."""
    return bool(event.with_) and not left and not event.between and not event.is_visit and event.body is None


_WILL_NOT = frozenset("will 'll wo won't".split())


def _is_told_by_its_day(parsed: Parsed, event: Event, left: tuple[Mention, ...]) -> bool:
    """ "At Thursday's summit, X will ask for": who speaks there is there."""
    lower = parsed.words.lower
    bare = event.noun == "summit" and not (left or event.with_ or event.body or event.is_named)
    return (
        bare
        and lower[event.head - 1] == "'s"
        and lower[max(0, event.first - 1) : event.first] in (["at"], ["during"], [])
    )


_AWAITING = frozenset("preparing prepares prepared bracing braces awaiting awaits ahead".split())


def _awaiting(parsed: Parsed, event: Event) -> tuple[Mention, ...]:
    """ "London is preparing for the Chadian president's visit", "Rome is cleaning its streets ahead of": the host."""
    before = parsed.words.lower[max(0, event.first - 4) : event.first]
    if _AWAITING.isdisjoint(before):
        return ()
    subject = governing_subject(parsed, event)
    return subject if len(subject) == 1 and subject[0].kind in ("state", "city") and subject[0].country else ()


_IT = frozenset("it this that".split())
_BE = frozenset("be mark only also just".split())


def _is_told_of(parsed: Parsed, event: Event) -> bool:
    """ "It would be only the third meeting between A and B, and it will ...": what is said of one told before."""
    lower = parsed.words.lower
    i = event.first - 1
    while i > 0 and lower[i] in _BE:
        i -= 1
    return 0 < i < event.first - 1 and lower[i] in ("would", "will", "'d", "'ll") and lower[i - 1] in _IT


_MEETINGS = frozenset("meet host see confer".split())


def _is_the_same(parsed: Parsed, event: Event, frames: list[Frame]) -> bool:
    """ "Will meet X in Oslo for their second summit": what their meeting is called."""
    if parsed.words.lower[max(0, event.first - 1) : event.first + 1] != ["for", "their"] or event.with_ or event.body:
        return False
    before = [f for f in frames if f.head < event.head]
    return bool(before) and before[-1].rule in _MEETINGS and event.head < before[-1].last and bool(before[-1].right)


def noun_frame(parsed: Parsed, event: Event, frames: list[Frame], *, taken: bool) -> Frame | None:
    """The frame of a meeting noun: by its predicate, its adjectives, or the clause that it is a part of."""
    if _is_the_same(parsed, event, frames):
        return None
    if (off := _off_with_journey(parsed, event, frames)) is not None:
        return off
    predicate: Predicate = predicate_of(parsed, event)
    if predicate.mood == "future" and _is_told_of(parsed, event):
        predicate = Predicate("ahead", "it would be")
    if event.is_visit and predicate.by == "would" and find_governor(parsed, event).mood == "hypothetical":
        predicate = Predicate("hypothetical", "would")  # "is weighing a trip that would include"
    left = (*(m for o in event.owners for m in _whose(parsed, o)), *event.inside, *_planner(parsed, event))
    right = event.with_
    route = find_route(parsed, event) if event.is_visit and not event.to and predicate.status is None else None
    if taken and predicate.status is None:  # "will not go there, and his meeting with X has been called off"
        holder = next(f for f in frames if f.event is event)
        if route is not None and holder.rule in ("travel", "visit") and not holder.to:
            return _routed(parsed, event, holder, route)
        if holder.rule == "join" and event.owners and event.with_:  # "invited Y to join his meeting with X"
            first, last = clause_start(parsed.words, event.first), past_relative(parsed, event)
            return Frame("event", parsed, event.head, first, last, "ahead", "join", left, right, event.to, event)
        # "will attend the G-20 summit": the summit is a meeting of its own.
        if (event.body is None and not event.is_named) or holder.rule not in (
            "attend",
            "travel",
            "visit",
            "meet",
            "join",
            "host",
        ):
            return None
        mood, by = holder.mood, f"{holder.decided_by} ({holder.rule})"
        if holder.rule in ("attend", "join") and holder.mood == "denied":  # "will not attend": it is held all the same
            mood = "none" if _WILL_NOT.isdisjoint(holder.decided_by.replace(",", "").split()) else "future"
        elif holder.rule in ("attend", "join", "travel", "visit"):
            left = (*left, *holder.left)
        if predicate.mood != "none":
            mood, by = predicate.mood, predicate.by
    else:
        mood, by = predicate.mood, predicate.by
        if mood == "none":
            beside = parsed.words.lower[max(0, event.first - 2) : event.first]
            reach = 60 if any(w in ("for", "at", "of", "during") for w in beside) else 0
            around = [
                f
                for f in frames
                if f.first <= event.head < f.last + reach
                and f.head < event.head
                and _OTHER_CLAUSE.isdisjoint(parsed.words.lower[f.last : event.first])
            ]
            if around and around[-1].mood == "past" and event.head < around[-1].last and _WITHIN & set(beside):
                mood, by = "past", f"within: {around[-1].decided_by}"  # "they met at the NATO summit in June"
            elif (
                around
                and (event.body is not None or event.is_named)
                and around[-1].mood in ("future", "past-future", "progressive", "present")
            ):
                mood, by = around[-1].mood, f"within: {around[-1].decided_by}"
                inside = around[-1].event.inside if around[-1].event else ()  # of "the US-ASEAN summit", told before
                going = (
                    ()
                    if is_apart(parsed.words.lower, around[-1].head, event.first)
                    else (*around[-1].left, *around[-1].right)
                )
                going = tuple(m for m in going if m not in inside)
                others = ("body", "government")  # "the G20 summit and the NATO summit", "the leaders of Chad and Peru"
                left = (*left, *(m for m in going if m.kind not in others))
        if event.is_visit and mood == "none" and event.to and not left:
            left, mood, by = _stops_of(parsed, event, frames, mood, by)
        if not left and event.with_ and not event.between:
            left, mood, by = _governing(parsed, event, frames, mood, by)
        alone = _is_told_by_its_day(parsed, event, left)
        if mood in ("none", "ahead", "future") and (mood == "none" or _wants_party(event, left) or alone):
            governor = find_governor(parsed, event)
            named = event.body is not None or event.is_named  # "who may be at the summit": it is held all the same
            if (
                mood == "none"
                and governor.mood != "none"
                and not (named and governor.mood in ("hypothetical", "denied"))
            ):
                mood, by = governor.mood, governor.by
            if alone:
                left = tuple(m for m in governor.subject if m.kind in ("person", "office", "pronoun"))
            elif _wants_party(event, left) or (not left and not right and len(governor.subject) > 1):
                left = (*left, *governor.subject)
    if _wants_party(event, left) and (mood in ("future", "past-future") or predicate.status):
        left = find_teller(parsed, event)
    if predicate.status and predicate.by.endswith(" of") and not left and len(right) < 2:
        left = governing_subject(parsed, event)  # "X announced the cancellation of talks with Y"
    to = event.to
    if event.is_visit and event.owners and not to and route is None and predicate.status is None:
        to = _awaiting(parsed, event)
    if event.noun in STOPS and to and len(legs := find_legs(parsed, to[0].first - 1)) > 1:
        to = legs
    if route is not None:
        left, to = left or route.whom, route.places
        mood, by = ("future", "will be") if route.ahead and mood == "none" else (mood, by)
    first, last = clause_start(parsed.words, event.first), past_relative(parsed, event)
    if predicate.status and event.body is not None and not right:
        right = missed_there(parsed, event)
    rule = "visit-noun" if event.is_visit else "event"
    status = predicate.status
    if status:
        rule = status
    return Frame(rule, parsed, event.head, first, last, mood, by, left, right, to, event, status,
                 expected=predicate.expected, call=event.call, marker=predicate.marker)  # fmt: skip
