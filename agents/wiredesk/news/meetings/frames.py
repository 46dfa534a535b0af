"""Triggers to frames: each verb or noun that can announce a meeting, with who, whom and the mood of the words.

In: a parsed sentence. Out: frames, accepted or not; nothing is resolved and nothing refused here but what is no
meeting by grammar (a "meeting" without any party in reach). The verbs and nouns are in `triggers`; verbs are read in
`encounters` and `travels`, a verb of calling off and the nouns here.
"""

from dataclasses import replace

from wiredesk.news.meetings.auxiliaries import ADVERBS, NEGATIVES
from wiredesk.news.meetings.cancelling import read_off
from wiredesk.news.meetings.clauses import PREPOSITIONS, Parsed, clause_start, coordinated_before
from wiredesk.news.meetings.encounters import (
    read_absent,
    read_attend,
    read_call_on,
    read_confer,
    read_convey,
    read_gather,
    read_hold,
    read_meet,
    read_receive,
    read_see,
)
from wiredesk.news.meetings.events import Event, find_events
from wiredesk.news.meetings.frame import ARRANGING, DETERMINERS, Frame, past_relative
from wiredesk.news.meetings.governors import find_governor, governing_subject, missed_there
from wiredesk.news.meetings.openings import find_opening
from wiredesk.news.meetings.predicates import Predicate, predicate_of
from wiredesk.news.meetings.travels import read_accept, read_send, read_stay, read_visit
from wiredesk.news.meetings.triggers import NOUNS, VERBS, Verb
from wiredesk.news.meetings.verbs import VerbGroup, read_verb_group
from wiredesk.news.parties.mentions import Mention

# "Pushed their summit with the Danish prime minister back": so far from its verb a particle may stand.
PARTICLE_REACH = 14


def find_frames(parsed: Parsed) -> list[Frame]:
    """The frames of a sentence in text order. Linear in its length but for windows of fixed size."""
    events = find_events(parsed)
    taken: set[int] = set()
    frames: list[Frame] = []
    governed: list[Frame] = []
    for i, word in enumerate(parsed.words.lower):
        verbs = VERBS.get(word)
        if not verbs:
            continue
        for verb in verbs:
            # The noun that "accept" takes stands behind its giver's whole name.
            reach = PARTICLE_REACH if verb.role in ("cancel", "postpone", "accept") else 4
            if verb.after and not verb.after & set(parsed.words.lower[i + 1 : i + 1 + reach]):
                continue
            frame = _verb_frame(parsed, i, verb, events, governed)
            if frame:
                frames.append(frame)
                governed.append(frame)
                if frame.event:
                    taken.add(frame.event.head)
                break
    for event in events:
        frame = _event_frame(parsed, event, frames, taken=event.head in taken)
        if frame:
            frames.append(frame)
    return frames


def _verb_frame(parsed: Parsed, i: int, verb: Verb, events: list[Event], earlier: list[Frame]) -> Frame | None:
    lower = parsed.words.lower
    if verb.role == "absent" and NEGATIVES.isdisjoint(lower[max(0, i - 4) : i]):
        return None
    if any(m.first <= i < m.last for m in parsed.mentions):
        return None  # "visiting President Xi"
    if verb.form == "ing" and (i == 0 or lower[i - 1] in DETERMINERS) and lower[i] in NOUNS and i > 0:
        return None
    if lower[i] in NOUNS and any(
        e.head == i and (_is_noun(parsed, i, verb) or _has_article(parsed, e)) for e in events
    ):
        return None
    if (
        verb.form == "past"
        and verb.lemma in ARRANGING
        and i
        and lower[i - 1] in DETERMINERS | {"of", "over", "for", "on"}
    ):
        return None  # "a planned conference"
    if verb.role == "hold" and verb.form in ("past", "participle") and lower[i + 1 : i + 2] == ["by"]:
        return None  # "a delegation led by X"
    group = read_verb_group(parsed.words, i, verb.form)
    if group.mood in ("infinitive", "gerund"):
        group = _governed(parsed, group, earlier)
    if verb.form == "base" and i and lower[i - 1] in ("by", "of", "over", "from", "for", "with", "in", "return"):
        return None  # "spoke by phone"
    follows = any(m.last == i and m.kind == "both" for m in parsed.mentions)  # "when the two meet"
    if (
        group.mood == "present"
        and verb.form == "base"
        and not parsed.is_title
        and not follows
        and _is_noun(parsed, i, verb)
    ):
        return None
    if group.mood == "denied" and verb.lemma in ("go", "proceed") and verb.role == "hold":
        group = replace(group, mood="off", status="cancelled")  # "will not go ahead with a visit"
    read = _READERS.get(verb.role)
    frame = read(parsed, i, verb, group, events) if read else None
    return _called_off(frame, group) if frame is not None and group.mood == "off" else frame


def _called_off(frame: Frame, group: VerbGroup) -> Frame:
    """ "Will no longer meet", "dropped plans to visit": off; who will no longer attend only stays away."""
    if frame.rule in ("attend", "join", "gather") or group.status is None:
        return replace(frame, mood="denied")
    return replace(frame, status=group.status, marker=frame.head)


def _is_noun(parsed: Parsed, i: int, verb: Verb) -> bool:
    """Whether a form that is a verb and a noun ("visit", "meeting", "talks", "call") is the noun here."""
    lower = parsed.words.lower
    before = lower[i - 1] if i else ""
    if verb.form == "ing":
        at = i - 1
        while at > 0 and parsed.words.lower[at] in ADVERBS:
            at -= 1  # "before later meeting the premier"
        return before not in _GERUND_OPENERS and parsed.words.lower[at] not in ("before", "after", "while", "by")
    if verb.form == "s" and lower[i - 1 : i] and before in PREPOSITIONS | {"includes", "include"}:
        return True  # "including stops in Oslo"
    if before in ("to", "will", "would", "'ll", "not", "may", "could", "should", "can", "might", "must", "who", "they"):
        return False
    if verb.form == "base":
        return before in DETERMINERS or before in ("of", "for", "on", "from", "state", "official", "day", "overseas")
    return before in DETERMINERS or (verb.form == "s" and verb.lemma in ("talk", "call"))


def _has_article(parsed: Parsed, event: Event) -> bool:
    """ "A three-day visit": a noun by its phrase."""
    return event.first < event.head and parsed.words.lower[event.first] in ("a", "an", "the", "no", "any", "another")


_GERUND_OPENERS = frozenset(
    """is are was were be been being after before while when by for of without not and 's 're also 'm will to at from
    then , about on""".split()
)


_OPENERS = frozenset("before after while when prior ahead on upon".split())
_PLANS_OR_DATES = frozenset("plan plans planned scheduled due set expected visit trip agreed date dates".split())


def _governed(parsed: Parsed, group: VerbGroup, earlier: list[Frame]) -> VerbGroup:
    """The mood of what governs a bare "to meet" or "meeting": the nearest earlier trigger, else the clause's verb."""
    lower = parsed.words.lower
    start = 0 if group.decided_by == "to" else clause_start(parsed.words, group.first)
    if parsed.words.lower[max(0, group.first - 2) : group.first] in (["instead", "of"], ["rather", "than"]) or (
        group.first and parsed.words.lower[group.first - 1] == "without"
    ):
        return replace(group, mood="denied", decided_by="instead of")
    if group.decided_by != "to" and start <= 1 and group.first <= start + 1 and lower[0] in _OPENERS:
        opening = find_opening(parsed, group.head, lower[0])  # "Before meeting X on Friday, Y will"
        if opening.mood == "ahead":
            return replace(group, mood="present", decided_by=opening.by, subject=opening.subject)
    for frame in reversed(earlier):
        if frame.head >= start - 1 and frame.head < group.first and group.first - frame.head < 30:
            left = (*frame.left, *frame.right) if frame.rule == "join" else frame.left
            by = f"{frame.decided_by} ... {group.decided_by}"
            if (
                frame.mood == "off"
                and (frame.event is None or not frame.event.is_visit)
                and frame.rule
                in (
                    "cancelled",
                    "postponed",
                )
            ):
                return replace(group, mood="hypothetical", decided_by=by)
            if frame.mood == "off":
                return replace(group, mood="off", decided_by=by, subject=left, places=frame.to, status=frame.status)
            return replace(group, mood=frame.mood, decided_by=by, subject=left, places=frame.to)  # type: ignore[arg-type]  # a frame's mood is a verb's
    shared = _shares_subject(parsed, group, earlier)
    if shared is not None:
        group = replace(group, subject=shared.left)
        if shared.mood in ("future", "past-future"):
            return replace(group, mood=shared.mood, decided_by=f"{shared.decided_by} ... {group.decided_by}")  # type: ignore[arg-type]  # a frame's mood is a verb's
    for j in range(group.first - 1, max(-1, group.first - 25), -1):
        word = lower[j]
        if word in ("will", "'ll"):
            return replace(group, mood="future", decided_by=f"{word} ... {group.decided_by}")
        if word == "would":
            return replace(group, mood="past-future", decided_by=f"{word} ... {group.decided_by}")
        if word in ("may", "might", "could", "should", "can", "must"):
            return replace(group, mood="hypothetical", decided_by=word)
        if word in _PLANS_OR_DATES and not NEGATIVES.isdisjoint(lower[max(0, j - 2) : j]):
            return replace(group, mood="denied", decided_by=f"no {word}")
        if word in ("plans", "planned", "scheduled", "due", "set", "expected", "visit", "trip", "agreed"):
            return replace(group, mood="future", decided_by=f"{word} ... {group.decided_by}")
        if word == "way" and lower[j - 2 : j - 1] == ["on"]:
            return replace(group, mood="future", decided_by="on the way")
        if word in ("wants", "wanted", "hopes", "hoped", "offered", "asked", "urged", "called", "invited", "want"):
            return replace(group, mood="wish", decided_by=word)
    if parsed.is_title and group.decided_by == "to":
        return replace(group, mood="future", decided_by="headline: to")
    return group


# Before a participle whose subject is that of the verb before it.
_SHARING = frozenset("before after while when then".split())


def _shares_subject(parsed: Parsed, group: VerbGroup, earlier: list[Frame]) -> Frame | None:
    """The trigger whose subject acts again: "X will meet A and B before sitting down with C"."""
    lower = parsed.words.lower
    at = group.first - 1
    while at > 0 and lower[at] in ADVERBS and lower[at] not in _SHARING:
        at -= 1
    if group.mood != "gerund" or at < 1 or lower[at] not in _SHARING:
        return None
    governor = next((f for f in reversed(earlier) if f.head < at), None)
    if governor is None or not governor.left or at - governor.head > 25 or ";" in lower[governor.head : at]:
        return None
    return governor


_READERS = {
    "absent": read_absent,
    "accept": read_accept,
    "attend": read_attend,
    "call-on": read_call_on,
    "cancel": read_off,
    "confer": read_confer,
    "convey": read_convey,
    "gather": read_gather,
    "hold": read_hold,
    "meet": read_meet,
    "postpone": read_off,
    "receive": read_receive,
    "see": read_see,
    "send": read_send,
    "stay": read_stay,
    "travel": read_visit,
    "visit": read_visit,
}


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
    return before[-1].left, before[-1].mood, f"within: {before[-1].decided_by}"


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


def _event_frame(parsed: Parsed, event: Event, frames: list[Frame], *, taken: bool) -> Frame | None:
    """The frame of a meeting noun: by its predicate, its adjectives, or the clause that it is a part of."""
    if _is_the_same(parsed, event, frames):
        return None
    predicate: Predicate = predicate_of(parsed, event)
    if predicate.mood == "future" and _is_told_of(parsed, event):
        predicate = Predicate("ahead", "it would be")
    left = (*(m for o in event.owners for m in _whose(parsed, o)), *event.inside, *_planner(parsed, event))
    right = event.with_
    if taken and predicate.status is None:  # "will not go there, and his meeting with X has been called off"
        holder = next(f for f in frames if f.event is event)
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
        left = (*left, *holder.left) if holder.rule in ("attend", "join", "travel", "visit") else left
        mood, by = holder.mood, f"{holder.decided_by} ({holder.rule})"
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
                left = (*left, *around[-1].left, *around[-1].right)
        if event.is_visit and mood == "none" and event.to and not left:
            left, mood, by = _stops_of(parsed, event, frames, mood, by)
        if not left and event.with_ and not event.between:
            left, mood, by = _governing(parsed, event, frames, mood, by)
        if mood in ("none", "ahead", "future") and (mood == "none" or _wants_party(event, left)):
            governor = find_governor(parsed, event)
            named = event.body is not None or event.is_named  # "who may be at the summit": it is held all the same
            if (
                mood == "none"
                and governor.mood != "none"
                and not (named and governor.mood in ("hypothetical", "denied"))
            ):
                mood, by = governor.mood, governor.by
            if _wants_party(event, left) or (not left and not right and len(governor.subject) > 1):
                left = (*left, *governor.subject)
    if predicate.status and predicate.by.endswith(" of") and not left and len(right) < 2:
        left = governing_subject(parsed, event)  # "X announced the cancellation of talks with Y"
    first, last = clause_start(parsed.words, event.first), past_relative(parsed, event)
    if predicate.status and event.body is not None and not right:
        right = missed_there(parsed, event)
    rule = "visit-noun" if event.is_visit else "event"
    status = predicate.status
    if status:
        rule = status
    return Frame(rule, parsed, event.head, first, last, mood, by, left, right, event.to, event, status,
                 expected=predicate.expected, call=event.call, marker=predicate.marker)  # fmt: skip
