"""Frames of the verbs by which somebody goes to another: visit, travel, send, accept an invitation.

In: a parsed sentence, a trigger verb with its group, the meeting nouns of the sentence. Out: a frame with the places it
goes to, None where the words are no journey to anyone.
"""

from msgspec.structs import replace

from wiredesk.news.meetings.frames.frame import Frame, clause_of, find_event_after, find_subject
from wiredesk.news.meetings.grammar.auxiliaries import ADVERBS, BE_PAST, NEGATIVES, Mood
from wiredesk.news.meetings.grammar.clauses import DAYS, Parsed, clause_end, clause_start, coordinated_after
from wiredesk.news.meetings.grammar.events import Event
from wiredesk.news.meetings.grammar.objects import objects_after
from wiredesk.news.meetings.grammar.triggers import Verb
from wiredesk.news.meetings.grammar.verbs import VerbGroup
from wiredesk.news.parties.mentions import Mention

_WAY = frozenset("to the in for at on back off next this week month from a brief state official london".split())


# Between a verb of going and the trip that it begins: "departs on Sunday on a trip to".
_LEADS = _WAY | DAYS | {"three-day", "day", "trip", "tour", "for"}


_NEXT_STOP = frozenset(
    "and , to the then neighboring neighbouring possibly later next week on in finally from until - –".split()
)


def find_places_after(parsed: Parsed, i: int) -> tuple[Mention, ...]:
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
        if found and not all(w in _NEXT_STOP or w in DAYS or w in ADVERBS or w[0].isdigit() for w in between):
            break
        if found and not {"and", ","} & set(between):
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


def read_visit(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """Subject goes to states or cities, or to a person there."""
    if group.passive:
        return None
    left = find_subject(parsed, group)
    to = find_places_after(parsed, i)
    right = objects_after(parsed, i + 1) if verb.role == "visit" and not to else ()
    first, last = clause_of(parsed, i, group)
    event = find_event_after(parsed, i, events, 16)
    if event and event.is_visit and not to and parsed.words.lower[event.first - 1] == "including":
        event = None  # "leaves for Europe, including stops in Oslo and Riga": read from the stops
    if (
        event and event.is_visit and not to and _LEADS.issuperset(parsed.words.lower[i + 1 : event.first])
    ):  # "embarks on a three-day trip to Japan"
        to = tuple(m for m in event.to if m.kind in ("state", "city", "place"))
    if event and not event.is_visit and "for" in parsed.words.lower[max(0, event.first - 8) : event.first]:
        right = (*right, *event.with_, *event.inside)
    if not left and group.mood != "denied":
        return None
    right = right or _inviting(parsed, first, last)
    rule = "visit" if verb.role == "visit" else "travel"
    return Frame(rule, parsed, i, first, last, group.mood, f"{group.decided_by} ({verb.lemma})", left, right, to,
                 event, expected=group.expected)  # fmt: skip


def _inviting(parsed: Parsed, first: int, last: int) -> tuple[Mention, ...]:
    """ "at the invitation of X": who has asked the traveller to come, and receives him."""
    lower = parsed.words.lower
    for mention in parsed.mentions:
        of = lower[max(0, mention.first - 2) : mention.first] == ["invitation", "of"]
        owns = mention.owner and "invitation" in lower[mention.last : mention.last + 2]
        if first <= mention.first < last and mention.kind in ("person", "office") and (of or owns):
            return (mention,)
    return ()


def read_stay(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """Subject is to be at a place: "will be in Oslo next week for talks", "is expected in Oslo on Monday"."""
    lower = parsed.words.lower
    at = i + 1 + (lower[i + 1 : i + 2] == ["back"])
    to = find_places_after(parsed, at) if lower[at : at + 1] in (["in"], ["at"]) else ()
    if not to or to[0].first > at + 2:
        return None
    if verb.lemma != "be":
        before = lower[i - 1] if i else ""
        mood: Mood = "denied" if before in NEGATIVES else "past-future" if before in BE_PAST else "future"
        group = replace(group, mood=mood, decided_by=f"{verb.lemma} in", expected=verb.lemma == "expected")
    left = find_subject(parsed, group)
    if not left or group.mood in ("present", "infinitive", "gerund") or group.decided_by.startswith("headline"):
        return None
    event = find_event_after(parsed, i, events, 16)
    right: tuple[Mention, ...] = ()
    if event and not event.is_visit and "for" in lower[max(0, event.first - 8) : event.first]:
        right = (*event.with_, *event.inside)
    first, last = clause_of(parsed, i, group)
    return Frame("travel", parsed, i, first, last, group.mood, group.decided_by, left, right, to, event,
                 expected=group.expected)  # fmt: skip


def read_send(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """ "will send its ministers to Ukraine": who is sent, goes."""
    right = objects_after(parsed, i + 1)
    to = tuple(m for m in find_places_after(parsed, i))
    if group.passive or not right:
        return None
    first, last = clause_of(parsed, i, group)
    by = f"{group.decided_by} ({verb.lemma})"
    return Frame("travel", parsed, i, first, last, group.mood, by, right, (), to, expected=group.expected)


def read_accept(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """ "has accepted an invitation from X to visit Y": an invitation answered is a plan."""
    lower = parsed.words.lower
    left = find_subject(parsed, group)
    if not left or group.passive or group.mood not in ("past", "present", "future", "past-future"):
        return None
    reach = min(len(lower), i + INVITATION_REACH)
    at = next((k for k in range(i + 1, reach) if lower[k] in ("invitation", "invite", "offer")), None)
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
            if m.owner and i < m.first < at and m.kind != "pronoun"  # "Kim's invitation"
        )
    )
    to_do = range(at, min(len(lower), at + 20))
    visit = next((k for k in to_do if lower[k] in ("visit", "travel", "come") or lower[k : k + 2] == ["to", "a"]), None)
    to = find_places_after(parsed, visit) if visit is not None else ()
    meet = next((k for k in to_do if lower[k] == "meet" and lower[k - 1] == "to"), None)
    if meet is not None and not right:  # "accepted an invitation to meet X in Bern"
        right = objects_after(parsed, meet + 1)
    if not right and not to:
        return None
    first, last = clause_start(parsed.words, group.first), min(len(lower), i + 40)
    return Frame("accept", parsed, i, first, last, "future", f"{lower[i]} {lower[at]}", left, right, to)


# "Accepted the Danish prime minister Karen Holst's invitation": so many words may stand between.
INVITATION_REACH = 14
