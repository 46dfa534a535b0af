"""What a trigger says in one reading: who acts, whom they meet, where they go, and the mood of the words.

In: a parsed sentence and a verb group. Out: the parts of a frame that all readers of verbs ask for: the
subject (that of the verb itself, or of the one that governs it), the clause, the meeting noun that is its object.
"""

from msgspec import Struct

from wiredesk.news.meetings.grammar.auxiliaries import ADVERBS
from wiredesk.news.meetings.grammar.clauses import Parsed, clause_end, clause_start, resumption, subject_of
from wiredesk.news.meetings.grammar.dashes import past_dashes
from wiredesk.news.meetings.grammar.events import Event
from wiredesk.news.meetings.grammar.openings import find_main_subject
from wiredesk.news.meetings.grammar.verbs import VerbGroup
from wiredesk.news.parties.mentions import Mention


class Frame(Struct, frozen=True):
    """One reading of one trigger at word `head`; its clause is words [first, last).

    `left` are who acts, `right` whom they meet, `to` the places they go to. `status` is "cancelled" or "postponed"
    where the verb says so, `marker` the word that does. `host`: the left side receives the right one.
    `stands`: told as what is not off yet ("would not cancel the talks").
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
    marker: int | None = None
    stands: bool = False


DETERMINERS = frozenset(
    """
    the a an this that his her their its 's any each no first second third next last another final planned scheduled
    upcoming private formal summit bilateral face-to-face one-on-one rare special recent emergency cabinet
    ministerial annual closed-door official separate every two three such high-level""".split()
)
# These verbs, already done, put the meeting ahead ("has scheduled talks", "announced a summit").
ARRANGING = frozenset("schedule plan arrange set announce organize organise confirm agree fix".split())


def clause_of(parsed: Parsed, i: int, group: VerbGroup) -> tuple[int, int]:
    """The clause in which the verb at word i and its group stand."""
    return clause_start(parsed.words, group.first), clause_end(parsed.words, i)


def find_subject(parsed: Parsed, group: VerbGroup) -> tuple[Mention, ...]:
    """The subject of the group, or of the verb that governs it across "before", "to"."""
    if group.subject:
        return group.subject
    left = _predicated(parsed, subject_of(parsed, group.first))
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
    left = left or _possessor(parsed, group)
    if not left and clause_start(parsed.words, group.first) <= 1 and group.mood in ("future", "past-future"):
        return find_main_subject(parsed, group.head)[0]  # "Scheduled to meet X on Friday, Y spoke"
    return left


_COPULAS = frozenset("be is becomes become became".split())


def _predicated(parsed: Parsed, subject: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """ "X will be the first US president to visit Laos": X, of whom that is said."""
    lower = parsed.words.lower
    said = subject[0] if len(subject) == 1 and subject[0].kind == "office" else None
    if said is None or said.first < 2 or "first" not in lower[said.first : said.last]:
        return subject
    return (subject_of(parsed, said.first - 1) or subject) if lower[said.first - 1] in _COPULAS else subject


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


def find_event_after(parsed: Parsed, i: int, events: list[Event], reach: int = 12) -> Event | None:
    """The first meeting noun after word i in its clause, at most `reach` words on."""
    end = clause_end(parsed.words, i)
    return next((e for e in events if i < e.head < min(end, i + 1 + reach) and e.first <= i + reach - 4), None)


def past_relative(parsed: Parsed, event: Event) -> int:
    """Past the clause of the event, with one that follows it by "that" ("a summit that was to open in Abuja")."""
    last = clause_end(parsed.words, event.last - 1)
    if (closed := past_dashes(parsed.words, last)) is not None:
        return clause_end(parsed.words, closed)  # "a meeting — without the host — will take place in Oslo"
    if last < len(parsed.words) and last <= event.last + 8 and (on := resumption(parsed.words, last)) is not None:
        return clause_end(parsed.words, on)
    if last < len(parsed.words) and parsed.words.lower[last] in ("that", "which") and last <= event.last + 8:
        return clause_end(parsed.words, last)
    return last
