"""Triggers to frames: each verb or noun that can announce a meeting, with who, whom and the mood of the words.

In: a parsed sentence. Out: frames, accepted or not; nothing is resolved and nothing refused here but what is no
meeting by grammar (a "meeting" without any party in reach). The verbs and nouns are in `triggers`; verbs are read in
`encounters` and `travels`, a verb of calling off and the nouns here.
"""

from msgspec.structs import replace

from wiredesk.news.meetings.frames.breaths import tell_apart, tell_of_several
from wiredesk.news.meetings.frames.cancelling import read_off
from wiredesk.news.meetings.frames.encounters import (
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
from wiredesk.news.meetings.frames.frame import ARRANGING, DETERMINERS, Frame
from wiredesk.news.meetings.frames.noun_frames import noun_frame
from wiredesk.news.meetings.frames.travels import read_accept, read_send, read_stay, read_visit
from wiredesk.news.meetings.grammar.auxiliaries import ADVERBS, NEGATIVES
from wiredesk.news.meetings.grammar.clauses import DATED, PREPOSITIONS, Parsed, clause_start
from wiredesk.news.meetings.grammar.events import Event, find_events
from wiredesk.news.meetings.grammar.openings import find_opening
from wiredesk.news.meetings.grammar.triggers import CALL_NOUNS, NOUNS, VERBS, Verb
from wiredesk.news.meetings.grammar.verbs import VerbGroup, read_verb_group

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
        frame = noun_frame(parsed, event, frames, taken=event.head in taken)
        if frame:
            frames += tell_apart(frame)
        elif event.head in taken and event.body is None:
            frames += tell_of_several(next(f for f in frames if f.event is event), event)
    return frames


def _verb_frame(parsed: Parsed, i: int, verb: Verb, events: list[Event], earlier: list[Frame]) -> Frame | None:
    lower = parsed.words.lower
    if verb.role == "absent" and NEGATIVES.isdisjoint(lower[max(0, i - 4) : i]):
        return None
    if any(m.first <= i < m.last for m in parsed.mentions):
        return None  # "visiting President Xi"
    if verb.lemma == "plan" and lower[i : i + 2] == ["plans", "for"] and _is_called_off(lower, i):
        return None  # "scrapped plans for a summit"
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
    if verb.role == "confer" and lower[i + 1 : i + 2] and lower[i + 1] in CALL_NOUNS:
        return None  # "in a telephone call"
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


def _is_called_off(lower: list[str], i: int) -> bool:
    """Whether a verb that calls something off stands right before word i: "scrapped his plans"."""
    before = (verb for word in lower[max(0, i - 3) : i] for verb in VERBS.get(word, ()))
    return any(verb.role in ("cancel", "postpone") for verb in before)


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
    if verb.form == "s" and lower[i - 1 : i] and before in PREPOSITIONS | _MAKES:
        return True  # "including stops in Oslo"
    if before in ("to", "will", "would", "'ll", "not", "may", "could", "should", "can", "might", "must", "who", "they"):
        return False
    if verb.form == "base":
        return before in DETERMINERS or before in ("of", "for", "on", "from", "state", "official", "day", "overseas")
    return before in DETERMINERS or (verb.form == "s" and verb.lemma in ("talk", "call"))


def _has_article(parsed: Parsed, event: Event) -> bool:
    """ "A three-day visit": a noun by its phrase."""
    return event.first < event.head and parsed.words.lower[event.first] in ("a", "an", "the", "no", "any", "another")


_MAKES = frozenset("include includes feature features make makes making".split())
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
            return replace(group, mood=frame.mood, decided_by=by, subject=left, places=frame.to)
    shared = _shares_subject(parsed, group, earlier)
    if shared is not None:
        group = replace(group, subject=shared.left)
        mood = shared.mood
        if mood in ("present", "progressive") and not DATED.isdisjoint(lower[: group.first]):
            mood = "future"  # "flies to Riyadh on Friday before heading to Rome"
        if mood in ("future", "past-future"):
            return replace(group, mood=mood, decided_by=f"{shared.decided_by} ... {group.decided_by}")
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
        if word in ("becomes", "become") and "first" in lower[j + 1 : group.first]:
            return replace(group, mood="present", decided_by=f"{word} the first to")
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
