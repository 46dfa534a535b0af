"""Frames of the verbs by which parties come together: meet, hold talks, host, speak, attend, gather.

In: a parsed sentence, a trigger verb with its group, the meeting nouns of the sentence. Out: a frame, None where the
words are no meeting by grammar ("gather intelligence").
"""

from wiredesk.news.meetings.frames.frame import ARRANGING, DETERMINERS, Frame, clause_of, find_event_after, find_subject
from wiredesk.news.meetings.grammar.auxiliaries import ADVERBS
from wiredesk.news.meetings.grammar.clauses import (
    BOUNDARIES,
    DATED,
    DAYS,
    PREPOSITIONS,
    Parsed,
    clause_end,
    clause_start,
    coordinated_after,
)
from wiredesk.news.meetings.grammar.events import Event
from wiredesk.news.meetings.grammar.objects import objects_after
from wiredesk.news.meetings.grammar.predicates import predicate_of
from wiredesk.news.meetings.grammar.triggers import NOUNS, Verb
from wiredesk.news.meetings.grammar.verbs import VerbGroup
from wiredesk.news.parties.mentions import Mention

_VISITING = frozenset("schedule plan announce begin start pay make undertake take go proceed press".split())
_NO_OBJECT = frozenset(
    "outside against about over after before during following amid despite near because until where when".split()
)
_GOING_AHEAD = frozenset("go proceed press".split())
# These take a meeting as object only when it follows at once.
_LOOSE = frozenset(
    """pay make take undertake continue begin start open launch lead set enter engage restart resume
    confirm agree fix grant give throw return""".split()
)


def read_meet(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """Subject meets object ("will meet with X"), or several meet each other."""
    if group.passive:
        return None
    left = find_subject(parsed, group)
    right = objects_after(parsed, i + 1)
    if not right:
        right = _antecedent_of_whom(parsed, group)
    if not left and not right:
        return None
    first, last = clause_of(parsed, i, group)
    return Frame(
        "meet", parsed, i, first, last, group.mood, group.decided_by, left, right, group.places, expected=group.expected
    )


def _antecedent_of_whom(parsed: Parsed, group: VerbGroup) -> tuple[Mention, ...]:
    """ "Netanyahu, with whom he will meet": the party before "with whom"."""
    start = clause_start(parsed.words, group.first)
    if start < 1 or parsed.words.lower[start - 1] != "whom":
        return ()
    near = [m for m in parsed.mentions if m.last <= start - 1 and m.kind != "pronoun"]
    return (near[-1],) if near and start - near[-1].last <= 4 else ()


def read_call_on(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """ "will call on the emperor", not "will call on the emperor to abdicate"."""
    if parsed.words.lower[i + 1 : i + 2] != ["on"] or group.passive:
        return None
    called = next((k for k, m in enumerate(parsed.mentions) if m.first == i + 2), None)
    left = find_subject(parsed, group)
    right = coordinated_after(parsed, called) if called is not None else ()
    if not left or not right or any(m.kind not in ("person", "office") for m in right):
        return None
    first, last = clause_of(parsed, i, group)
    if "to" in parsed.words.lower[right[-1].last : last]:
        return None
    return Frame("meet", parsed, i, first, last, group.mood, group.decided_by, left, right, expected=group.expected)


def read_hold(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """Subject holds a meeting noun ("hold talks with X", "pay a visit to Y")."""
    if (group.passive and verb.lemma != "grant") or (i and parsed.words.lower[i - 1] == "as"):
        return None  # "will not go as planned"
    if parsed.words.lower[i : i + 2] == ["set", "for"] or (
        verb.lemma == "call" and parsed.words.lower[i + 1] in ("for", "on", "off")
    ):
        return None  # "is set for talks": read from the noun; "call for talks"
    if verb.lemma in ARRANGING and parsed.words.lower[i + 1 : i + 2] == ["to"] and verb.lemma != "agree":
        return None  # "plans to come to Oslo for talks": read from what is planned
    if (
        verb.lemma == "have"
        and parsed.words.lower[i + 1 : i + 2]
        and parsed.words.lower[i + 1] not in DETERMINERS | NOUNS.keys()
    ):
        return None  # the auxiliary
    event = find_event_after(parsed, i, events, 6 if verb.lemma == "have" else 12)
    if event and not _NO_OBJECT.isdisjoint(parsed.words.lower[i + 1 : event.first]):
        return None  # "will hold a protest outside the summit"
    if event and verb.lemma in _LOOSE and event.first > i + 3:
        return None
    if event is None or (event.is_visit and verb.lemma not in _VISITING):
        return None
    mood = group.mood
    if verb.lemma == "have" and mood == "present" and parsed.words.lower[event.last : event.last + 1] in _SETTLED:
        mood = "future"  # "has a meeting with X planned"
    if verb.lemma == "have" and mood == "past":  # "had a call scheduled for Thursday"
        told = predicate_of(parsed, event)
        mood = "past-future" if told.mood in ("future", "past-future") else mood
    if verb.lemma in _GOING_AHEAD and "with" not in parsed.words.lower[i + 1 : i + 4]:
        return None
    if verb.lemma in ARRANGING and mood == "past":
        mood = "future"
    if verb.lemma in ("call", "convene", "summon") and mood == "past" and _is_for_a_day(parsed, event):
        mood = "future"
    left = find_subject(parsed, group)
    first, last = clause_of(parsed, i, group)
    right = (*event.with_, *event.inside)
    if verb.lemma == "grant" and not right:  # "will grant an audience to X"
        right = tuple(m for m in event.to if m.kind == "person")
    if not left and not right:
        return None
    rule = "visit" if event.is_visit else "hold"
    return Frame(rule, parsed, i, first, last, mood, f"{group.decided_by} {verb.lemma}", left, right, event.to,
                 event, expected=group.expected, call=event.call)  # fmt: skip


_SETTLED = (["planned"], ["scheduled"], ["set"], ["booked"], ["arranged"], ["coming"], ["lined"])


def _is_for_a_day(parsed: Parsed, event: Event) -> bool:
    """ "called an emergency meeting for Sunday", "called a summit of ministers in Oslo on Friday": it lies ahead,
    whatever the tense."""
    lower = parsed.words.lower
    near = range(event.head + 1, min(event.head + 13, len(lower) - 1))
    return any(lower[k] in ("for", "on") and lower[k + 1] in _DAYS for k in near)


_DAYS = (DAYS | {"next", "this", "tomorrow", "later", "early", "late"}) - {"the"}


# "Received at the White House": so many words after the verb.
SEAT_WITHIN = 3


def read_receive(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """Subject hosts or receives object; "will be received by X" the other way round."""
    if group.passive:  # "will be received by the pope"
        guest = find_subject(parsed, group)
        if "by" in parsed.words.lower[i + 1 : i + 10]:
            host = objects_after(parsed, parsed.words.lower.index("by", i) + 1)
        else:  # "will be received at the White House"
            host = tuple(m for m in parsed.mentions if i < m.first <= i + SEAT_WITHIN and m.role == "seat")
        first, last = clause_of(parsed, i, group)
        if not guest or not host:
            return None
        return Frame("host", parsed, i, first, last, group.mood, group.decided_by, host, guest, host=True)
    left = find_subject(parsed, group)
    first, last = clause_of(parsed, i, group)
    if verb.lemma == "play":  # "will play host", "plays host to X": if to nobody told, to the traveller
        if parsed.words.lower[i + 1 : i + 2] != ["host"] or not left:
            return None
        guests = objects_after(parsed, i + 3) if parsed.words.lower[i + 2 : i + 3] == ["to"] else ()
        return Frame("host", parsed, i, first, last, group.mood, group.decided_by, left, guests, host=True)
    right = objects_after(parsed, i + 1)
    event = find_event_after(parsed, i, events)
    if right and event and min(m.first for m in right) > event.first:
        right = ()
    if event and not right:
        right = (*event.with_, *event.inside)
    elif verb.lemma != "host" and not right:
        return None
    if not left or (not right and event is None):
        return None
    if event is None and right and "with" in parsed.words.lower[i + 1 : right[0].first]:
        return None  # "will host the World Cup with Norway"
    return Frame("host", parsed, i, first, last, group.mood, group.decided_by, left, right, (), event, host=True,
                 expected=group.expected)  # fmt: skip


def read_convey(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """Subject presses a foreign counterpart, whom it must meet for that."""
    right = tuple(m for m in objects_after(parsed, i + 1) if m.role == "counterpart" and m.country)
    left = find_subject(parsed, group)
    if not left or not right or group.mood not in ("future", "past-future"):
        return None
    first, last = clause_of(parsed, i, group)
    return Frame("convey", parsed, i, first, last, group.mood, group.decided_by, left, right, group.places,
                 expected=group.expected)  # fmt: skip


def read_attend(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """Subject takes part in an event, or joins others."""
    event = find_event_after(parsed, i, events, 20 if verb.lemma == "join" else 12)
    left = find_subject(parsed, group)
    right = objects_after(parsed, i + 1)
    bodies = tuple(m for m in right if m.kind == "body")
    right = (*right, *(event.with_ if event else ())) if verb.lemma == "join" else bodies
    if group.passive and verb.lemma == "join":  # "will be joined by X at talks with Y"
        by = parsed.words.lower[i + 1 : i + 2] == ["by"]
        right = (*objects_after(parsed, i + 2), *(event.with_ if event else ())) if by and event else ()
    if not left or (event is None and not right) or (group.passive and not right):
        return None
    if group.mood == "denied" and event is not None and verb.lemma == "attend":
        return _not_attended(parsed, i, group, event, left)
    if event is None and right and _in_doing(parsed.words.lower, right[-1].last):
        return None  # "will join X in condemning the attack"
    first, last = clause_of(parsed, i, group)
    return Frame("attend" if verb.lemma != "join" else "join", parsed, i, first, last, group.mood, group.decided_by,
                 left, right, (), event, expected=group.expected)  # fmt: skip


def _not_attended(parsed: Parsed, i: int, group: VerbGroup, event: Event, left: tuple[Mention, ...]) -> Frame | None:
    """ "Will not attend talks with X scheduled for Friday": without one of two sides they are off."""
    is_dated = not DATED.isdisjoint(parsed.words.lower[event.first : clause_end(parsed.words, event.last - 1)])
    planned = is_dated or event.ahead is not None or predicate_of(parsed, event).mood in ("future", "past-future")
    if not event.with_ or event.body is not None or event.is_named or event.between or not planned:
        return None
    first, last = clause_of(parsed, i, group)
    return Frame("cancelled", parsed, i, first, last, "off", f"not attend ({group.decided_by})", left, event.with_,
                 event.to, event, "cancelled", marker=i)  # fmt: skip


def _in_doing(lower: list[str], at: int) -> bool:
    return lower[at : at + 1] == ["in"] and at + 1 < len(lower) and lower[at + 1].endswith("ing")


def read_confer(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """Subject speaks with object, in person or by phone."""
    if group.passive or parsed.words.lower[i : i + 2] == ["exchange", "of"]:
        return None
    direct = verb.lemma in ("phone", "telephone", "chat", "call")
    right = objects_after(parsed, i + 1, need_with=not direct and verb.lemma != "chat")
    left = find_subject(parsed, group)
    if not right and verb.lemma == "speak":
        end = parsed.words.lower[i + 1 : i + 7]
        if "to" in end:
            at = i + 1 + end.index("to") + 1
            right = objects_after(parsed, at)
    first, last = clause_of(parsed, i, group)
    sits = verb.lemma == "discuss" and any(m.kind == "body" and m.entity and m.last == group.first for m in left)
    if sits and not right:
        # A body that is to discuss something on a day meets on it: "EU ministers will discuss the plan on Monday".
        mood = "ahead" if group.mood in ("future", "past-future") else group.mood
        return Frame("gather", parsed, i, first, last, mood, group.decided_by, left, expected=group.expected)
    if not left or (not right and not any(m.plural for m in left) and len(left) < 2):
        return None
    if verb.lemma == "call" and not _is_phoned(parsed, group, right):
        return None
    after = parsed.words.lower[i + 1 : i + 8]
    call = (direct and verb.lemma != "chat") or "phone" in after or "telephone" in after
    return Frame("confer", parsed, i, first, last, group.mood, group.decided_by, left, right, call=call,
                 expected=group.expected)  # fmt: skip


def _is_phoned(parsed: Parsed, group: VerbGroup, right: tuple[Mention, ...]) -> bool:
    """ "will call President X on Friday", not "will call President X a liar"."""
    if (
        not right
        or group.mood == "present"
        or right[0].first > group.head + 2
        or any(m.kind not in ("person", "office") for m in right)
    ):
        return False
    return parsed.words.lower[right[-1].last : right[-1].last + 1] not in (
        ["a"],
        ["an"],
        ["the"],
        ["“"],
        ['"'],
        ["for"],
    )


def read_absent(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """Subject is not coming: no meeting, but what it had planned is off (see `reversals`)."""
    if group.mood not in ("denied", "off"):
        return None
    left = tuple(m for m in find_subject(parsed, group) if m.kind in ("person", "office", "pronoun"))
    first, last = clause_of(parsed, i, group)
    return Frame("absent", parsed, i, first, last, "denied", group.decided_by, left) if left else None


def read_see(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """Subject sees an office-holder ("is to see the Polish prime minister"), or one of whom the article tells that."""
    right = tuple(
        m
        for m in objects_after(parsed, i + 1)
        if m.kind == "person" and (m.role or m.country or " " in m.name or (group.places and not m.weak))
    )
    left = find_subject(parsed, group)
    guest = _is_guest(parsed, i + 1)
    if not left or group.passive or (not guest and (not right or verb.form != "base")):
        return None
    first, last = clause_of(parsed, i, group)
    right = right or tuple(m for m in parsed.mentions if m.first == i + 1)
    return Frame("see", parsed, i, first, last, group.mood, group.decided_by, left, right, group.places,
                 host=guest, expected=group.expected)  # fmt: skip


def _is_guest(parsed: Parsed, at: int) -> bool:
    """ "Will see him there", "sees her on Monday", not "will see her sister"."""
    lower = parsed.words.lower
    following = lower[at + 1] if at + 1 < len(lower) else "."
    whom = any(m.first == at and m.kind == "pronoun" and m.name in ("he", "she") for m in parsed.mentions)
    return whom and (following in BOUNDARIES | PREPOSITIONS | ADVERBS | DAYS or following in (",", "."))


def read_gather(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """A body, or several parties, come together."""
    following = parsed.words.words[i + 1] if i + 1 < len(parsed.words) else "."
    if following[0].islower() and following not in _PLACE_OR_TIME and verb.lemma == "gather":
        return None  # "gather intelligence"
    left = find_subject(parsed, group)
    if not left or (not any(m.plural or m.kind == "body" for m in left) and len(left) < 2):
        return None
    first, last = clause_of(parsed, i, group)
    return Frame("gather", parsed, i, first, last, group.mood, group.decided_by, left, expected=group.expected)


_PLACE_OR_TIME = frozenset(
    """in at on for to this next here there again as later over with around today tomorrow tonight and from amid
    together""".split()
)
