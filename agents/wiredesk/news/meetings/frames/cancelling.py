"""Frames of the verbs that call a meeting off or move it: "cancelled a visit to Norway", "pulled out of talks with X".

In: a parsed sentence, a trigger verb with its group, the meeting nouns of the sentence. Out: a frame with status
"cancelled" or "postponed"; None where it is not the meeting that is off: who skips or boycotts a summit, or cancels an
appearance at one, does not call it off. Passive forms are read from the noun (see `calling_off`).
"""

from msgspec.structs import replace

from wiredesk.news.meetings.frames.frame import Frame, find_event_after, find_subject, past_relative
from wiredesk.news.meetings.grammar.calling_off import is_on_again, is_time
from wiredesk.news.meetings.grammar.clauses import Parsed, clause_start, subject_of
from wiredesk.news.meetings.grammar.events import Event
from wiredesk.news.meetings.grammar.openings import find_main_subject
from wiredesk.news.meetings.grammar.predicates import predicate_of
from wiredesk.news.meetings.grammar.triggers import Verb
from wiredesk.news.meetings.grammar.verbs import VerbGroup
from wiredesk.news.parties.mentions import Mention

STAYING_AWAY = frozenset("pull back withdraw skip drop-out bow".split())
"""Who does this to a summit of many stays away from it; only talks of two are off by it."""
_PRESENCE = frozenset("participation attendance appearance role part plans presence speech stand seat".split())
_MOVING = frozenset("move push bring shift".split())
# Between such a verb and its object: so many words.
REACH = 14
_PRONOUN_AFTER = 2


def read_off(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, events: list[Event]) -> Frame | None:
    """Subject calls off or moves a meeting; "cancelled it" and "pulled out" mean one told before."""
    lower = parsed.words.lower
    if group.passive:
        return None
    event = find_event_after(parsed, i, events, REACH)
    if group.mood == "denied":
        return _stands(parsed, i, verb, group, event) if event is not None else None
    left = _agreed(parsed, group) or find_subject(parsed, group)
    if not left and verb.form == "ing" and lower[0] in _OPENERS:
        left = find_main_subject(parsed, i)[0]  # "Despite canceling talks, Denmark said"
    before = lower[i + 1 : event.first] if event is not None else []
    if before[-1:] == ["for"]:
        before = [word for word in before if word != "plans"]  # "scrapped plans for a summit", not "to attend one"
    if event is None or _PRESENCE & set(before):
        return _without_noun(parsed, i, verb, group, left) if event is None else None
    if verb.lemma in _MOVING and not _moves_in_time(lower, i, event):
        return None
    if verb.lemma == "put" and not _puts_off(lower, i, event):
        return None
    if verb.lemma in STAYING_AWAY and _is_of_many(event) and not _is_one_told_before(lower, event):
        return None
    if lower[event.last : event.last + 1] in (["that"], ["which"]) and predicate_of(parsed, event).mood == "past":
        return None
    first, last = clause_start(parsed.words, group.first), past_relative(parsed, event)
    if group.mood == "present" and lower[first - 1 : first] in (["if"], ["unless"], ["whether"]):
        return _stands(parsed, i, verb, replace(group, mood="hypothetical"), event)
    if group.mood in ("hypothetical", "wish", "future", "past-future") and (group.mood != "future" or group.expected):
        if group.mood in ("hypothetical", "wish") and (stands := _stands(parsed, i, verb, group, event)) is not None:
            return stands
        return Frame(
            "off", parsed, i, first, last, "hypothetical", group.decided_by, left, event.with_, event.to, event
        )
    if is_on_again(lower, event.first, event.last):
        return None
    purpose = next((e for e in events if e.head > event.head and e.with_ and e.head - event.last < 6), None)
    if purpose is not None and lower[purpose.first - 1] != "for" and "for" not in lower[event.last : purpose.first]:
        purpose = None
    left, right = _sides(parsed, event, left, purpose)
    if verb.form == "ing" and lower[0] in _OPENERS:  # "Despite canceling the talks, ...": to its comma
        last = next((k for k in range(event.last, last) if lower[k] == ","), last)
    status = "cancelled" if verb.role == "cancel" else "postponed"
    by = f"{verb.lemma} ({group.decided_by})"
    return Frame(status, parsed, i, first, last, "off", by, left, right, event.to, event, status, marker=i)


_AGREED = frozenset("agreed agree agrees decided".split())


def _agreed(parsed: Parsed, group: VerbGroup) -> tuple[Mention, ...]:
    """ "X agreed with Y to postpone talks": both."""
    lower = parsed.words.lower
    to = next((k for k in range(group.head - 1, group.first - 1, -1) if lower[k] == "to"), None)
    partner = next((m for m in parsed.mentions if m.last == to), None)
    if partner is None or lower[partner.first - 1] != "with":
        return ()
    at = next((k for k in range(partner.first - 1, max(0, partner.first - 4), -1) if lower[k] in _AGREED), None)
    return (*subject_of(parsed, at), partner) if at is not None else ()


_OPENERS = frozenset("despite after before by following since without".split())


def _is_of_many(event: Event) -> bool:
    """Whether it goes on without one who stays away: that of a body, or of leaders who are not named."""
    of_two = [m for m in (*event.with_, *event.inside) if m.kind != "group"]
    return event.body is not None or event.is_named or not of_two


def _is_one_told_before(lower: list[str], event: Event) -> bool:
    """ "The meeting", "their talks", by which one of two may be meant that was told before."""
    return (
        lower[event.first] in ("the", "their") and event.noun in ("meeting", "talks") and event.head <= event.first + 2
    )


def _without_noun(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, left: tuple[Mention, ...]) -> Frame | None:
    """ "but called it off", "but pulled out": the meeting was told before."""
    lower = parsed.words.lower
    if group.mood not in ("past", "present", "future") or not left:
        return None
    following = lower[i + 1 : i + 4]
    pulled_out = verb.lemma in ("pull", "back") and following[:1] == ["out"] and following[1:2] != ["of"]
    if "it" not in following[:_PRONOUN_AFTER] and not pulled_out:
        return None
    status = "cancelled" if verb.role == "cancel" else "postponed"
    first = clause_start(parsed.words, group.first)
    by = f"{verb.lemma} ({group.decided_by})"
    return Frame(status, parsed, i, first, min(len(lower), i + 12), "off", by, left, status=status, marker=i)


_OBJECT_CONTROL = frozenset("urge urged urges urging ask asked asks asking call calls pressed pressing".split())


def _stands(parsed: Parsed, i: int, verb: Verb, group: VerbGroup, event: Event) -> Frame | None:
    """ "Would not cancel her talks with X", "threatened to put off next week's visit": what is not yet off, stands."""
    lower = parsed.words.lower
    known = event.ahead or event.owners or lower[event.first] == "the" or "'s" in lower[event.first : event.head]
    if not known or (verb.lemma == "put" and not _puts_off(lower, i, event)):
        return None
    complete = sum(m.kind != "group" for m in event.with_) > 1  # "to pull out of the summit between X and Y"
    if verb.lemma in STAYING_AWAY and not complete:
        return None
    controlled = not _OBJECT_CONTROL.isdisjoint(lower[max(0, group.first - 8) : i])
    subject = () if controlled or complete else find_subject(parsed, group)
    left, right = _sides(parsed, event, event.owners or subject, None)
    first, last = clause_start(parsed.words, group.first), past_relative(parsed, event)
    rule = "visit-noun" if event.is_visit else "event"
    return Frame(rule, parsed, event.head, first, last, "ahead", f"{group.decided_by} {verb.lemma}", left, right,
                 event.to, event, stands=True)  # fmt: skip


def _puts_off(lower: list[str], i: int, event: Event) -> bool:
    """ "Put off the talks", "put the talks on hold"; not "put pressure on them to hold talks"."""
    off = "off" in (*lower[i + 1 : i + 2], *lower[event.last : event.last + 1])
    after = lower[i + 1 : event.last + 4]
    return off or any(after[k : k + 2] in (["on", "hold"], ["on", "ice"]) for k in range(len(after)))


def _moves_in_time(lower: list[str], i: int, event: Event) -> bool:
    """Whether it is moved to another day, not to another place: "moved the talks to Friday", "pushed it back"."""
    if {"off", "back", "forward", "up"} & set(lower[i + 1 : i + 3]) or lower[event.last : event.last + 1] in (
        ["off"],
        ["back"],
        ["forward"],
        ["up"],
    ):
        return True
    return any(
        w in ("to", "until", "from", "into") and is_time(lower, k + 1)
        for k, w in enumerate(lower[event.head + 1 : event.last + 8], start=event.head + 1)
    )


def _sides(
    parsed: Parsed, event: Event, left: tuple[Mention, ...], purpose: Event | None
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Who meets whom: of a visit "by X" or "X's visit" that another calls off, X is the visitor and the other the
    host."""
    lower = parsed.words.lower
    owners = tuple(m for m in event.owners if m.kind != "pronoun")
    right = (*event.with_, *event.inside, *(purpose.with_ if purpose else ()))
    if not event.is_visit:
        return left, (*right, *owners)
    guests = [m for m in event.with_ if {"by", "of"} & set(lower[max(event.head, m.first - 3) : m.first])]
    visitors = owners or tuple(guests)
    if not visitors:
        return left, right
    hosts = tuple(m for m in right if m not in visitors)
    return visitors, hosts or (() if event.to else left)
