"""On what occasion: the host event that a sentence names beside a meeting, or the one after it does.

In: parsed sentences. Out: the event's name in the article's words; None where none is named.
"""

from wiredesk.news.meetings.clauses import Parsed
from wiredesk.news.meetings.events import find_events

_BESIDE = frozenset("sidelines sideline margins fringes edges".split())
_OCCASIONS = frozenset("at during of for attending attend to".split())
# How many words beyond its clause an occasion may stand.
REACH = 12


def find_occasion(parsed: Parsed, head: int, first: int, last: int) -> str | None:
    """The event beside the trigger at word `head`: "at the G-20 summit", "during the Asia-Europe Meeting"."""
    lower = parsed.words.lower
    for event in find_events(parsed):
        if event.is_visit or event.head == head or not first - REACH <= event.head <= last + REACH:
            continue
        if event.body is None and event.type not in ("summit", "multilateral"):
            continue
        before = lower[max(0, event.first - 2) : event.first]
        owned = lower[event.head + 1 : event.head + 3] in (["'s", "sidelines"], ["'s", "margins"])
        if owned or any(w in _OCCASIONS for w in before):
            return event.name
    for mention in parsed.mentions:
        if mention.kind != "body" or not mention.entity or not first - REACH <= mention.first <= last + REACH:
            continue
        before = lower[max(0, mention.first - 3) : mention.first + 1]
        if "during" in before or _BESIDE & set(before):
            return mention.name
    return None


def find_sideline(parsed: Parsed) -> str | None:
    """The event on whose sidelines a sentence puts what was told before it."""
    lower = parsed.words.lower
    at = next((i for i, word in enumerate(lower) if word in _BESIDE), None)
    if at is None or lower[0] not in ("it", "the", "their", "both", "they"):
        return None
    for event in find_events(parsed):
        if at < event.head <= at + REACH and (event.body is not None or event.is_named):
            return event.name
    return next((m.name for m in parsed.mentions if m.kind == "body" and m.entity and at < m.first <= at + 4), None)
