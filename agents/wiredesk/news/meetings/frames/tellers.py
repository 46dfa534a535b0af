"""Who tells of talks with another takes part in them: "Iran said talks with Zambia would resume on Friday".

In: a parsed sentence and an event of which only the other side is named. Out: the teller, where it is a state, a body
or one who holds an office; none where the words do not say that the talks will be, or name no day.
"""

from wiredesk.news.meetings.grammar.calling_off import is_time
from wiredesk.news.meetings.grammar.clauses import DAYS, Parsed, subject_of
from wiredesk.news.meetings.grammar.events import Event
from wiredesk.news.parties.mentions import Mention

_TELLS = frozenset("said says announced announces confirmed confirms added told".split())
_BETWEEN = frozenset("that the a an its his her their on another further new fresh this week".split())
_KINDS = frozenset({"state", "government", "office", "body", "city", "person", "pronoun"})
_MODALS = frozenset("will would 'll 'd is are was were has had".split())
_HAPPENS = frozenset(
    """held resume begin start open continue restart place planned scheduled set due cancelled canceled postponed
    called put expected""".split()
)
# So many words after the event its verb and its day may stand.
REACH = 14


def find_teller(parsed: Parsed, event: Event) -> tuple[Mention, ...]:
    """The subject of the verb of saying that governs the event, before or after it."""
    lower = parsed.words.lower
    told = range(event.last, min(len(lower), event.last + REACH))
    will = next((i for i in told if lower[i] in _MODALS), None)
    if will is None or _HAPPENS.isdisjoint(lower[will + 1 : will + 5]):
        return ()
    if not event.ahead and not any(is_time(lower, i) and lower[i] != "the" for i in (*told, event.first)):
        return ()
    at = event.first - 1
    while at >= 0 and (lower[at] in _BETWEEN or lower[at] in DAYS):
        at -= 1
    if at > 0 and lower[at] in _TELLS:
        return _able(subject_of(parsed, at))
    after = next((i for i in range(will + 1, len(lower)) if lower[i] in _TELLS), None)
    if after is None:
        return ()
    subject = subject_of(parsed, after)
    return _able(subject) if subject and lower[subject[0].first - 1] == "," else ()


def _able(subject: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The subject, if all of it may take part in talks."""
    fits = all(m.kind in _KINDS and not m.owner and (m.kind != "city" or m.role) for m in subject)
    return subject if fits else ()
