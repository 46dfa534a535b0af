"""Triggers to frames: each verb or noun that can announce a meeting, with who, whom and the mood of the words.

In: a parsed sentence. Out: frames, accepted or not; nothing is resolved and nothing refused here but what is no
meeting by grammar (a "meeting" without any party in reach). The verbs and nouns are in `triggers`.
"""

from dataclasses import dataclass, replace

from wiredesk.news.meetings.auxiliaries import ADVERBS
from wiredesk.news.meetings.clauses import (
    DAYS,
    Parsed,
    clause_end,
    clause_start,
    coordinated_after,
    objects_after,
    subject_of,
)
from wiredesk.news.meetings.events import Event, find_events
from wiredesk.news.meetings.predicates import Predicate, predicate_of
from wiredesk.news.meetings.triggers import NOUNS, VERBS, Verb
from wiredesk.news.meetings.verbs import VerbGroup, read_verb_group
from wiredesk.news.parties.mentions import Mention


@dataclass(frozen=True, slots=True)
class Frame:
    """One reading of one trigger at word `head`; its clause is words [first, last).

    `left` are who acts, `right` whom they meet, `to` the places they go to. `status` is "cancelled" or "postponed"
    where the verb says so. `host`: the left side receives the right one.
    """

    rule: str
    parsed: Parsed
    head: int
    first: int
    last: int
    mood: str
    decided_by: str
    left: tuple[Mention, ...] = ()
    right: tuple[Mention, ...] = ()
    to: tuple[Mention, ...] = ()
    event: Event | None = None
    status: str | None = None
    host: bool = False
    expected: bool = False
    call: bool = False


_VISITING = frozenset("schedule plan announce begin start pay make undertake take".split())
# These take a meeting as object only when it follows at once.
_LOOSE = frozenset(
    "pay make take undertake continue begin start open launch lead set enter engage restart resume".split()
)
# These verbs, already done, put the meeting ahead ("has scheduled talks", "announced a summit").
_ARRANGING = frozenset("schedule plan arrange set announce organize organise".split())
_DETERMINERS = frozenset(
    """
    the a an this that his her their its 's any each no first second third next last another final planned scheduled
    upcoming private formal summit bilateral face-to-face one-on-one rare special recent emergency cabinet
    ministerial annual closed-door official separate every two three such high-level""".split()
)


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
            if verb.after and not verb.after & set(parsed.words.lower[i + 1 : i + 5]):
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
    if any(m.first <= i < m.last for m in parsed.mentions):
        return None  # "visiting President Xi"
    if verb.form == "ing" and (i == 0 or lower[i - 1] in _DETERMINERS) and lower[i] in NOUNS and i > 0:
        return None
    if lower[i] in NOUNS and any(e.head == i for e in events) and _is_noun(parsed, i, verb):
        return None
    if (
        verb.form == "past"
        and verb.lemma in _ARRANGING
        and i
        and lower[i - 1] in _DETERMINERS | {"of", "over", "for", "on"}
    ):
        return None  # "a planned conference"
    group = read_verb_group(parsed.words, i, verb.form)
    if group.mood in ("infinitive", "gerund"):
        group = _governed(parsed, group, earlier)
    if verb.form == "base" and i and lower[i - 1] in ("by", "of", "over", "from", "for", "with", "in", "return"):
        return None  # "spoke by phone"
    if group.mood == "present" and verb.form == "base" and parsed.is_title is False and _is_noun(parsed, i, verb):
        return None
    read = _READERS.get(verb.role)
    return read(parsed, i, verb, group, events) if read else None


_NOUN_LIKE = frozenset(
    "plan visit talk call tour stop host lead schedule set head land trip start launch delay".split()
)


def _follows_subject(parsed: Parsed, i: int) -> bool:
    before = parsed.words.lower[i - 1]
    return (
        before in ADVERBS or before in ("who", "that", "which", "and", ",") or any(m.last == i for m in parsed.mentions)
    )


def _is_noun(parsed: Parsed, i: int, verb: Verb) -> bool:
    """Whether a form that is a verb and a noun ("visit", "meeting", "talks", "call") is the noun here."""
    before = parsed.words.lower[i - 1] if i else ""
    if verb.form == "ing":
        return before not in _GERUND_OPENERS
    if before in ("to", "will", "would", "'ll", "not", "may", "could", "should", "can", "might", "must", "who", "they"):
        return False
    if verb.form == "base":
        return before in _DETERMINERS or before in ("of", "for", "on", "from", "state", "official", "day", "overseas")
    return before in _DETERMINERS or (verb.form == "s" and verb.lemma in ("talk", "call"))


_GERUND_OPENERS = frozenset(
    """is are was were be been being after before while when by for of without not and 's 're also 'm will to at from
    then , about on""".split()
)


def _governed(parsed: Parsed, group: VerbGroup, earlier: list[Frame]) -> VerbGroup:
    """The mood of what governs a bare "to meet" or "meeting": the nearest earlier trigger, else the clause's verb."""
    start = 0 if group.decided_by == "to" else clause_start(parsed.words, group.first)
    if parsed.words.lower[max(0, group.first - 2) : group.first] in (["instead", "of"], ["rather", "than"]) or (
        group.first and parsed.words.lower[group.first - 1] == "without"
    ):
        return replace(group, mood="denied", decided_by="instead of")
    for frame in reversed(earlier):
        if frame.head >= start - 1 and frame.head < group.first and group.first - frame.head < 30:
            left = (*frame.left, *frame.right) if frame.rule == "join" else frame.left
            by = f"{frame.decided_by} ... {group.decided_by}"
            if frame.mood == "off":
                return replace(group, mood="hypothetical", decided_by=by)
            return replace(group, mood=frame.mood, decided_by=by, subject=left, places=frame.to)  # type: ignore[arg-type]  # a frame's mood is a verb's
    lower = parsed.words.lower
    for j in range(group.first - 1, max(-1, group.first - 25), -1):
        word = lower[j]
        if word in ("will", "'ll"):
            return replace(group, mood="future", decided_by=f"{word} ... {group.decided_by}")
        if word == "would":
            return replace(group, mood="past-future", decided_by=f"{word} ... {group.decided_by}")
        if word in ("may", "might", "could", "should", "can", "must"):
            return replace(group, mood="hypothetical", decided_by=word)
        if word in ("plans", "planned", "scheduled", "due", "set", "expected", "visit", "trip", "agreed"):
            return replace(group, mood="future", decided_by=f"{word} ... {group.decided_by}")
        if word in ("wants", "wanted", "hopes", "hoped", "offered", "asked", "urged", "called", "invited", "want"):
            return replace(group, mood="wish", decided_by=word)
    if parsed.is_title and group.decided_by == "to":
        return replace(group, mood="future", decided_by="headline: to")
    return group


def _parts(parsed: Parsed, i: int, group: VerbGroup) -> tuple[int, int]:
    return clause_start(parsed.words, group.first), clause_end(parsed.words, i)


def _read_meet(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    if group.passive:
        return None
    left = _subject(parsed, group)
    right = objects_after(parsed, i + 1)
    if not right:
        right = _antecedent_of_whom(parsed, group)
    if not left and not right:
        return None
    first, last = _parts(parsed, i, group)
    return Frame(
        "meet", parsed, i, first, last, group.mood, group.decided_by, left, right, group.places, expected=group.expected
    )


def _subject(parsed: Parsed, group: VerbGroup) -> tuple[Mention, ...]:
    """The subject of the group, or of the verb that governs it across "before", "to"."""
    if group.subject:
        return group.subject
    left = subject_of(parsed, group.first)
    at = group.first
    for _ in range(3):
        if left:
            break
        start = clause_start(parsed.words, at)
        if any(
            w not in ADVERBS and w not in ("to", "in", "addition", "and", ",") for w in parsed.words.lower[start:at]
        ):
            break  # the subject is there, but it is no party that is known
        if start <= 0 or parsed.words.lower[start - 1] in ("—", "–", "--", ";", ":", "“", "”", '"', "if"):
            break
        at = start - 1
        left = subject_of(parsed, at)
    return left or _possessor(parsed, group)


_DECISIONS = frozenset(
    "decision plan plans trip visit effort attempt move intention refusal offer bid promise pledge tour".split()
)


def _possessor(parsed: Parsed, group: VerbGroup) -> tuple[Mention, ...]:
    """ "Obama's decision to cancel": who owns the noun that governs the verb."""
    start = clause_start(parsed.words, group.first)
    owners = [m for m in parsed.mentions if m.owner and start <= m.first and m.last <= group.first + 1]
    if not owners or group.head - owners[-1].last > 12:
        return ()
    between = parsed.words.lower[owners[-1].last : group.head]
    return (owners[-1],) if any(w in _DECISIONS for w in between) else ()


def _antecedent_of_whom(parsed: Parsed, group: VerbGroup) -> tuple[Mention, ...]:
    """ "Netanyahu, with whom he will meet": the party before "with whom"."""
    start = clause_start(parsed.words, group.first)
    if start < 1 or parsed.words.lower[start - 1] != "whom":
        return ()
    near = [m for m in parsed.mentions if m.last <= start - 1 and m.kind != "pronoun"]
    return (near[-1],) if near and start - near[-1].last <= 4 else ()


def _event_after(parsed: Parsed, i: int, events: list[Event], reach: int = 12) -> Event | None:
    end = clause_end(parsed.words, i)
    return next((e for e in events if i < e.head < min(end, i + 1 + reach) and e.first <= i + reach - 4), None)


def _read_hold(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    if group.passive or (i and parsed.words.lower[i - 1] == "as"):  # "will not go as planned"
        return None
    if (
        verb.lemma == "have"
        and parsed.words.lower[i + 1 : i + 2]
        and parsed.words.lower[i + 1] not in _DETERMINERS | NOUNS.keys()
    ):
        return None  # the auxiliary
    event = _event_after(parsed, i, events, 6 if verb.lemma == "have" else 12)
    if event and verb.lemma in _LOOSE and event.first > i + 2:
        return None
    if event is None or (event.is_visit and verb.lemma not in _VISITING):
        return None
    mood = group.mood
    if verb.lemma in _ARRANGING and mood == "past":
        mood = "future"
    left = _subject(parsed, group)
    first, last = _parts(parsed, i, group)
    right = (*event.with_, *event.inside)
    if not left and not right:
        return None
    rule = "visit" if event.is_visit else "hold"
    return Frame(rule, parsed, i, first, last, mood, f"{group.decided_by} {verb.lemma}", left, right, event.to,
                 event, expected=group.expected, call=event.call)  # fmt: skip


def _read_receive(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    if group.passive:  # "will be received by the pope"
        if "by" not in parsed.words.lower[i + 1 : i + 4]:
            return None
        guest, host = _subject(parsed, group), objects_after(parsed, parsed.words.lower.index("by", i) + 1)
        first, last = _parts(parsed, i, group)
        if not guest or not host:
            return None
        return Frame("host", parsed, i, first, last, group.mood, group.decided_by, host, guest, host=True)
    left = _subject(parsed, group)
    right = objects_after(parsed, i + 1)
    event = _event_after(parsed, i, events)
    first, last = _parts(parsed, i, group)
    if right and event and min(m.first for m in right) > event.first:
        right = ()
    if event and not right:
        right = (*event.with_, *event.inside)
    elif verb.lemma != "host" and not right:
        return None
    if not left or (not right and event is None):
        return None
    return Frame("host", parsed, i, first, last, group.mood, group.decided_by, left, right, (), event, host=True,
                 expected=group.expected)  # fmt: skip


_WAY = frozenset("to the in for at on back off next this week month from a brief state official london".split())


def _places_after(parsed: Parsed, i: int) -> tuple[Mention, ...]:
    """The states or cities that follow the verb before another clause, coordinated ("to Saudi Arabia and Jordan")."""
    end = min(clause_end(parsed.words, i), i + 16)
    lower = parsed.words.lower
    found: list[Mention] = []
    at = i + 1
    for mention in parsed.mentions:
        if mention.first <= i or mention.first >= end:
            continue
        between = lower[at : mention.first]
        if not found and not all(w in _WAY or w in ADVERBS or w in DAYS or w[0].isdigit() for w in between):
            break
        if found and not set(between) <= {"and", ",", "to", "the", "then", "neighboring", "possibly", "later"}:
            break
        if any(w in ("with", "for", "about", "against", "by") for w in between):
            break
        if mention.kind not in ("state", "city", "place") or mention.owner:
            if found or mention.kind in ("person", "office", "government"):
                break
            continue
        found.append(mention)
        at = mention.last
    return tuple(found)


def _read_visit(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    if group.passive:
        return None
    left = _subject(parsed, group)
    to = _places_after(parsed, i)
    right = objects_after(parsed, i + 1) if verb.role == "visit" and not to else ()
    first, last = _parts(parsed, i, group)
    event = _event_after(parsed, i, events, 16)
    if event and not event.is_visit and "for" in parsed.words.lower[max(0, event.first - 8) : event.first]:
        right = (*right, *event.with_, *event.inside)
    if not left and group.mood != "denied":
        return None
    rule = "visit" if verb.role == "visit" else "travel"
    return Frame(rule, parsed, i, first, last, group.mood, f"{group.decided_by} ({verb.lemma})", left, right, to,
                 event, expected=group.expected)  # fmt: skip


def _read_send(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """ "will send its ministers to Ukraine": who is sent, goes."""
    right = objects_after(parsed, i + 1)
    to = tuple(m for m in _places_after(parsed, i))
    if group.passive or not right:
        return None
    first, last = _parts(parsed, i, group)
    by = f"{group.decided_by} ({verb.lemma})"
    return Frame("travel", parsed, i, first, last, group.mood, by, right, (), to, expected=group.expected)


def _read_accept(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """ "has accepted an invitation from X to visit Y": an invitation answered is a plan."""
    lower = parsed.words.lower
    left = _subject(parsed, group)
    if not left or group.passive or group.mood not in ("past", "present", "future", "past-future"):
        return None
    at = next((k for k in range(i + 1, min(len(lower), i + 6)) if lower[k] in ("invitation", "invite", "offer")), None)
    if at is None:
        return None
    after = [
        k
        for k, m in enumerate(parsed.mentions)
        if at < m.first <= at + 6 and lower[m.first - 1] in ("from", "by", "of")
    ]
    right = (
        coordinated_after(parsed, after[0])
        if after
        else tuple(
            m
            for m in parsed.mentions
            if m.owner and i < m.first < at  # "Kim's invitation"
        )
    )
    visit = next((k for k in range(at, min(len(lower), at + 20)) if lower[k] in ("visit", "travel", "come")), None)
    to = _places_after(parsed, visit) if visit is not None else ()
    if not right and not to:
        return None
    first, last = clause_start(parsed.words, group.first), min(len(lower), i + 40)
    return Frame("accept", parsed, i, first, last, "future", f"{lower[i]} {lower[at]}", left, right, to)


def _read_convey(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    right = tuple(m for m in objects_after(parsed, i + 1) if m.role == "counterpart" and m.country)
    left = _subject(parsed, group)
    if not left or not right or group.mood not in ("future", "past-future"):
        return None
    first, last = _parts(parsed, i, group)
    return Frame("convey", parsed, i, first, last, group.mood, group.decided_by, left, right, group.places,
                 expected=group.expected)  # fmt: skip


def _read_attend(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    event = _event_after(parsed, i, events)
    left = _subject(parsed, group)
    right = objects_after(parsed, i + 1)
    bodies = tuple(m for m in right if m.kind == "body")
    right = (*right, *(event.with_ if event else ())) if verb.lemma == "join" else bodies
    if not left or (event is None and not right):
        return None
    first, last = _parts(parsed, i, group)
    return Frame("attend" if verb.lemma != "join" else "join", parsed, i, first, last, group.mood, group.decided_by,
                 left, right, (), event, expected=group.expected)  # fmt: skip


def _read_confer(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    if group.passive:
        return None
    direct = verb.lemma in ("phone", "telephone", "chat")
    right = objects_after(parsed, i + 1, need_with=not direct and verb.lemma != "chat")
    left = _subject(parsed, group)
    if not right and verb.lemma == "speak":
        end = parsed.words.lower[i + 1 : i + 7]
        if "to" in end:
            at = i + 1 + end.index("to") + 1
            right = objects_after(parsed, at)
    first, last = _parts(parsed, i, group)
    if not left or (not right and not any(m.plural for m in left) and len(left) < 2):
        return None
    after = parsed.words.lower[i + 1 : i + 8]
    call = (direct and verb.lemma != "chat") or "phone" in after or "telephone" in after
    return Frame("confer", parsed, i, first, last, group.mood, group.decided_by, left, right, call=call,
                 expected=group.expected)  # fmt: skip


def _read_see(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    right = tuple(m for m in objects_after(parsed, i + 1) if m.kind == "person" and m.role)
    left = _subject(parsed, group)
    if not right or not left or verb.form != "base":
        return None
    first, last = _parts(parsed, i, group)
    return Frame(
        "see", parsed, i, first, last, group.mood, group.decided_by, left, right, group.places, expected=group.expected
    )


def _read_gather(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    following = parsed.words.words[i + 1] if i + 1 < len(parsed.words) else "."
    if following[0].islower() and following not in _PLACE_OR_TIME and verb.lemma == "gather":
        return None  # "gather intelligence"
    left = _subject(parsed, group)
    if not left or (not any(m.plural or m.kind == "body" for m in left) and len(left) < 2):
        return None
    first, last = _parts(parsed, i, group)
    return Frame("gather", parsed, i, first, last, group.mood, group.decided_by, left, expected=group.expected)


_PLACE_OR_TIME = frozenset(
    """in at on for to this next here again as later over with around today tomorrow tonight and from amid
    together""".split()
)


def _read_off(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """ "cancelled a visit to Norway"; passive forms are read from the noun (see predicates)."""
    event = _event_after(parsed, i, events, 14)
    left = _subject(parsed, group)
    if group.passive or event is None or predicate_of(parsed, event).mood == "past":
        return None
    purpose = next((e for e in events if e.head > event.head and e.with_ and e.head - event.last < 6), None)
    first = clause_start(parsed.words, group.first)
    last = _past_relative(parsed, event)
    status = "cancelled" if verb.role == "cancel" else "postponed"
    if group.mood in ("hypothetical", "wish", "denied", "future", "past-future"):
        if group.mood != "denied" and not (group.mood == "future" and not group.expected):
            return Frame(
                "off", parsed, i, first, last, "hypothetical", group.decided_by, left, event.with_, event.to, event
            )
        if group.mood == "denied":
            return None
    right = (*event.with_, *event.inside, *(purpose.with_ if purpose else ()))
    by = f"{verb.lemma} ({group.decided_by})"
    return Frame(status, parsed, i, first, last, "off", by, left, right, event.to, event, status)


_READERS = {
    "accept": _read_accept,
    "attend": _read_attend,
    "cancel": _read_off,
    "confer": _read_confer,
    "convey": _read_convey,
    "gather": _read_gather,
    "hold": _read_hold,
    "meet": _read_meet,
    "postpone": _read_off,
    "receive": _read_receive,
    "see": _read_see,
    "send": _read_send,
    "travel": _read_visit,
    "visit": _read_visit,
}


def _past_relative(parsed: Parsed, event: Event) -> int:
    """Past the clause of the event, with one that follows it by "that" ("a summit that was to open in Abuja")."""
    last = clause_end(parsed.words, event.last - 1)
    if last < len(parsed.words) and parsed.words.lower[last] in ("that", "which") and last <= event.last + 8:
        return clause_end(parsed.words, last)
    return last


def _event_frame(parsed: Parsed, event: Event, frames: list[Frame], *, taken: bool) -> Frame | None:
    """The frame of a meeting noun: by its predicate, its adjectives, or the clause that it is a part of."""
    predicate: Predicate = predicate_of(parsed, event)
    left = (*event.owners, *event.inside)
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
        left = (*left, *holder.left) if holder.rule in ("attend", "join") else left
        mood, by = holder.mood, f"{holder.decided_by} ({holder.rule})"
        if predicate.mood != "none":
            mood, by = predicate.mood, predicate.by
    else:
        mood, by = predicate.mood, predicate.by
        if mood == "none":
            beside = parsed.words.lower[max(0, event.first - 2) : event.first]
            reach = 60 if any(w in ("for", "at", "of", "during") for w in beside) else 0
            around = [f for f in frames if f.first <= event.head < f.last + reach and f.head < event.head]
            if (
                around
                and (event.body is not None or event.is_named)
                and around[-1].mood in ("future", "past-future", "progressive", "present")
            ):
                mood, by = around[-1].mood, f"within: {around[-1].decided_by}"
                left = (*left, *around[-1].left, *around[-1].right)
    first, last = clause_start(parsed.words, event.first), _past_relative(parsed, event)
    rule = "visit-noun" if event.is_visit else "event"
    status = predicate.status
    if status:
        rule = status
    return Frame(rule, parsed, event.head, first, last, mood, by, left, right, event.to, event, status,
                 expected=predicate.expected, call=event.call)  # fmt: skip
