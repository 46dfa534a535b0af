"""What governs a meeting noun from its left: "will raise it *in* talks with", "is preparing *for* a summit with".

In: a parsed sentence and an event that says nothing of itself. Out: the mood of the words that lead to it, and who
acts there: the subject of their clause, whose schedule it is, or for a phrase that opens the sentence ("Ahead of a
meeting with X, Y said ...") the subject that follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wiredesk.news.meetings.grammar.auxiliaries import (
    ADVERBS,
    BE_PAST,
    BE_PRESENT,
    BEFORE_TO,
    DOUBT_MODALS,
    FUTURE_MODALS,
    HAVE,
    NEGATIVES,
    PAST_MODALS,
)
from wiredesk.news.meetings.grammar.clauses import (
    BOUNDARIES,
    Parsed,
    clause_start,
    coordinated_after,
    coordinated_before,
    in_prepositional_phrase,
    is_subject,
    subject_of,
)
from wiredesk.news.meetings.grammar.events import Event
from wiredesk.news.meetings.grammar.openings import PARTIES, find_opening
from wiredesk.news.parties.mentions import Mention

# Words before an event that put it ahead of what the clause tells.
_BEFORE = frozenset("before until till".split())
# What a traveller or speaker is when talks lie ahead of them: "is set for talks", "was bracing for a summit".
_BOUND_FOR = frozenset(
    """set due ready bound headed heading scheduled slated preparing prepares prepare gearing braced bracing booked
    arriving arrives arrived flying travelling traveling returning coming agreed planned positioned tapped""".split()
)
# A schedule and what it holds: "the day's programme includes a dinner with".
_HOLDS = frozenset(
    """include includes including feature features comprise comprises contain contains encompass encompasses
    involve involves culminate culminates culminating conclude concludes concluding""".split()
)
_SCHEDULES = frozenset(
    """schedule programme program agenda itinerary calendar diary day trip visit tour stop stopover week plans travels
    swing journey stay""".split()
)
# Verbs of telling and doing in the past: what they govern need not lie ahead.
_PAST = frozenset(
    """met held told said came went took made left gave got saw began ran led spoke sat found fell won lost knew
    thought wrote brought drew sent paid heard became kept put let hailed broke""".split()
)
# What these govern is only wished for, offered or thought of: "is considering a meeting", "is pushing for talks".
_WANTING = frozenset(
    """considering consider considers considered weighing weighs mulling mulls contemplating exploring seeking seeks
    seek sought proposing proposes proposed suggesting suggests suggested requesting requests requested demanding
    demands
    demanded urging urges urged offering offers offered wants want wanted needs need hopes hope hoped hoping pushing
    pushes pushed pressing pressed calling awaiting floated floating floats eyeing eyes favours favors opposes
    discussing negotiating arranging possibility prospect prospects chance chances likelihood speculation
    rumours rumors idea invitation invited inviting""".split()
)
# A governor stands at most so many words before the event.
REACH = 24


@dataclass(frozen=True, slots=True)
class Governor:
    """`mood`: "ahead" needs a day to come, "hypothetical" and "denied" refuse, "none" says nothing."""

    mood: str
    by: str
    subject: tuple[Mention, ...] = ()


def find_governor(parsed: Parsed, event: Event) -> Governor:
    """What the words left of the event say; linear in the clause."""
    lower = parsed.words.lower
    start = clause_start(parsed.words, event.first)
    opener = lower[start - 1] if start else ""
    if start == event.first and opener in ("after", "following", "since", "despite"):
        return _opening(parsed, event, opener) if start == 1 else Governor("none", "")
    if _opens_sentence(parsed, event, start):
        return _opening(parsed, event, opener)
    if opener in ("before", "ahead") and start == event.first - (opener == "ahead"):
        return Governor("ahead", opener, _acting_before(parsed, start - 1))
    covered = {i for m in parsed.mentions for i in range(m.first, m.last + m.owner)}  # with the "'s" of an owner
    for i in range(event.first - 1, max(start - 1, event.first - REACH), -1):
        word = lower[i]
        if i in covered:
            continue
        found = _read(parsed, event, i, word)
        if found is not None:
            return found
        if word in _PAST or (word.endswith("ed") and word not in _BOUND_FOR and word != "followed"):
            break
    return Governor("none", "")


def _read(parsed: Parsed, event: Event, i: int, word: str) -> Governor | None:
    lower = parsed.words.lower
    if word == "forward" and lower[i + 1 : i + 2] == ["to"]:
        return Governor("ahead", "forward to", subject_of(parsed, _verb_first(parsed, i - 1)))
    if word in _BEFORE:
        return Governor("ahead", word, _acting_before(parsed, i))
    at = next((k for k in range(i - 1, max(-1, i - 7), -1) if lower[k] in _BOUND_FOR), -1) if word == "for" else -1
    if at >= 0 and lower[at - 1 : at] != ["as"]:  # not "left as planned for"
        return Governor("ahead", f"{lower[at]} for", subject_of(parsed, _verb_first(parsed, at)))
    if word in _WANTING:
        return Governor("hypothetical", word)
    if word in FUTURE_MODALS:
        mood = "denied" if word == "won't" or NEGATIVES & set(lower[i + 1 : i + 3]) else "ahead"
        return Governor(mood, word, _acting(parsed, i))
    if word in PAST_MODALS:
        mood = "denied" if word == "wouldn't" or NEGATIVES & set(lower[i + 1 : i + 3]) else "ahead"
        return Governor(mood, word, subject_of(parsed, i))
    if word in DOUBT_MODALS:
        return Governor("hypothetical", word)
    if word in _HOLDS:
        return Governor("ahead", word, _whose_schedule(parsed, i))
    if word == "to" and i and (rule := BEFORE_TO.get(lower[i - 1])) is not None:
        mood = "ahead" if rule[0] == "future" else "hypothetical" if rule[0] == "wish" else rule[0]
        return Governor(mood, f"{lower[i - 1]} to", subject_of(parsed, _verb_first(parsed, i - 1)))
    if word in BE_PRESENT and word not in ("be", "been", "being"):
        return Governor("denied" if word in NEGATIVES else "present", word, _acting(parsed, i))
    if word in BE_PAST or word in HAVE:
        return Governor("none", "")
    return None


def _acting(parsed: Parsed, verb: int) -> tuple[Mention, ...]:
    """The subject of a verb, or whose journey or programme its subject is."""
    owner = _whose_schedule(parsed, verb) if _SCHEDULES & set(parsed.words.lower[max(0, verb - 8) : verb]) else ()
    return owner or subject_of(parsed, verb)


def _verb_first(parsed: Parsed, i: int) -> int:
    """Where the verb group that ends with word i begins ("is also set")."""
    lower = parsed.words.lower
    while i and (lower[i - 1] in ADVERBS or lower[i - 1] in BE_PRESENT | BE_PAST | HAVE):
        i -= 1
    return i


def _acting_before(parsed: Parsed, until: int) -> tuple[Mention, ...]:
    """The subject of the clause that ends at word `until`."""
    start = clause_start(parsed.words, until)
    for k, mention in enumerate(parsed.mentions):
        if mention.last > until:
            break
        if mention.first < start or mention.kind not in PARTIES or mention.owner:
            continue
        if is_subject(parsed.words, mention) and not in_prepositional_phrase(parsed.words, mention):
            return coordinated_before(parsed, k)
    return ()


def governing_subject(parsed: Parsed, event: Event) -> tuple[Mention, ...]:
    """Who acts in the clause that leads to the event."""
    return _acting_before(parsed, event.first)


def _whose_schedule(parsed: Parsed, verb: int) -> tuple[Mention, ...]:
    """Whose programme it is: "X's visit includes", "the schedule of X includes"; else the subject itself."""
    lower = parsed.words.lower
    start = clause_start(parsed.words, verb)
    near = [m for m in parsed.mentions if start <= m.first and m.last <= verb]
    for mention in near:
        following = set(lower[mention.last : min(verb, mention.last + 6)])
        if mention.owner and following & _SCHEDULES:
            return (mention,)
        if mention.first and lower[mention.first - 1] == "of" and lower[max(0, mention.first - 2)] in _SCHEDULES:
            return (mention,)
    return subject_of(parsed, verb)


def _opens_sentence(parsed: Parsed, event: Event, start: int) -> bool:
    """Whether the event stands in a phrase before the main clause: "Ahead of talks with X, ..."."""
    lower = parsed.words.lower
    lead = [w for w in lower[start : event.first] if w not in ("“", '"')]
    if start and (start > 1 or lower[0] not in BOUNDARIES):
        return False
    return len(lead) <= 4 and (not lead or lead[0] in _OPENERS)


_OPENERS = frozenset("in at during for of on before ahead prior ahead-of with days hours weeks".split())


def _opening(parsed: Parsed, event: Event, opener: str) -> Governor:
    opening = find_opening(parsed, event.head, opener)
    return Governor(opening.mood, opening.by, opening.subject)


# So many words may stand between a meeting that is off and "without".
_OFF_REACH = 25


def missed_there(parsed: Parsed, event: Event) -> tuple[Mention, ...]:
    """Who was to come to what is off: "the summit will not go ahead without the president"."""
    near = range(event.last, min(event.last + _OFF_REACH, len(parsed.words)))
    without = next((i for i in near if parsed.words.lower[i] == "without"), None)
    if without is None:
        return ()
    missed = next((k for k, m in enumerate(parsed.mentions) if m.first == without + 1), None)
    return coordinated_after(parsed, missed) if missed is not None else ()


_APART = frozenset("ahead before after until prepare preparing prepared".split())


def is_apart(lower: Sequence[str], head: int, at: int) -> bool:
    """Whether what is named at word `at` is another day's than what the trigger at `head` tells: "will meet on Tuesday,
    ahead of talks at the G20", "meets to prepare a summit"."""
    return not _APART.isdisjoint(lower[head + 1 : at])
