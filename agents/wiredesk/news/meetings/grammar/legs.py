"""The stops that are listed after a word: "includes Laos, Fiji and the ASEAN summit in Hanoi", "stops in Oslo, Riga".

In: a parsed sentence and the word before the list. Out: its places in text order; a summit in the list is read by
itself (see `noun_frames`), and what follows it is still of the list. Whether an event stands in such a list.
"""

from collections.abc import Sequence

from wiredesk.news.meetings.grammar.auxiliaries import ADVERBS
from wiredesk.news.meetings.grammar.clauses import DAYS, PLACES, Parsed
from wiredesk.news.meetings.grammar.events import Event, find_events
from wiredesk.news.meetings.grammar.triggers import VISIT_NOUNS
from wiredesk.news.parties.mentions import Mention

INCLUDES = frozenset(
    """include includes including cover covers covering span spans spanning feature features featuring comprise
    comprises encompasses""".split()
)
"""What leads from a journey to its stops."""
_JOINS = frozenset(", and & then followed by".split())
# What may stand between two stops, beside what joins them: "Oslo on Monday, and later a visit to Riga".
_BETWEEN = frozenset(
    """in at to on by the a an also both next later finally well as stop stops stopover stopovers visit visits
    neighbouring neighboring week""".split()
)


def find_legs(parsed: Parsed, at: int) -> tuple[Mention, ...]:
    """The places of the list that begins after word `at`; empty where it begins with anything else."""
    lower = parsed.words.lower
    events = [e for e in find_events(parsed) if e.head > at and (e.body is not None or e.is_named)]
    by_first = {m.first: m for m in reversed(parsed.mentions) if m.kind in PLACES and not m.owner}
    found: list[Mention] = []
    i = at + 1
    joined = True
    while i < len(lower):
        event = next((e for e in events if e.first == i), None)
        if event is not None and joined:
            i, joined = _past(event, lower, by_first), False
        elif i in by_first and joined:
            found.append(by_first[i])
            i, joined = by_first[i].last, False
        elif lower[i] in _JOINS:
            i, joined = i + 1, True
        elif lower[i] in _BETWEEN or lower[i] in DAYS or lower[i] in ADVERBS or lower[i][0].isdigit():
            i += 1
        else:
            break
    return tuple(found)


def _past(event: Event, lower: Sequence[str], places: dict[int, Mention]) -> int:
    """The word after an event and its own place."""
    after = event.head + 1
    held = places.get(after + 1) if lower[after : after + 1] in (["in"], ["at"]) else None
    return held.last if held is not None else after


def is_stop(parsed: Parsed, event: Event) -> bool:
    """Whether an event is a stop of a journey: "the trip features stops in Laos, a G20 meeting", "to Laos for"."""
    lower = parsed.words.lower
    if _is_for(parsed, event):
        return True
    opens = next((i for i in range(event.first - 1, -1, -1) if lower[i] in INCLUDES), None)
    if opens is None or VISIT_NOUNS.isdisjoint(lower[max(0, opens - _JOURNEY_WITHIN) : opens]):
        return False
    places = {m.first: m for m in reversed(parsed.mentions) if m.kind in PLACES and not m.owner}
    events = {e.first: e for e in find_events(parsed)}
    i = opens + 1
    while i < event.first:
        if i in places:
            i = places[i].last
        elif i in events and events[i].head < event.first and (events[i].body is not None or events[i].is_named):
            i = _past(events[i], lower, places)
        elif lower[i] in _JOINS or lower[i] in _BETWEEN or lower[i] in DAYS or lower[i] in ADVERBS:
            i += 1
        else:
            return False
    return True


def _is_for(parsed: Parsed, event: Event) -> bool:
    """ "The trip to Laos for a summit of the G20"."""
    lower = parsed.words.lower
    if lower[event.first - 1 : event.first] != ["for"]:
        return False
    place = next((m for m in parsed.mentions if m.last == event.first - 1 and m.kind in PLACES), None)
    return place is not None and lower[place.first - 1] in ("to", "in") and lower[place.first - 2] in VISIT_NOUNS


def is_for_summit(parsed: Parsed, event: Event) -> bool:
    """ "Stops in Riga and Bern for NATO and G-7 meetings": whether a body's summit brings the traveller there."""
    is_led_on = event.to and "for" in parsed.words.lower[event.to[0].last :]
    places = find_legs(parsed, event.to[0].first - 1) if is_led_on else ()
    at = places[-1].last if places else 0
    if not places or parsed.words.lower[at : at + 1] != ["for"]:
        return False
    events = (e for e in find_events(parsed) if e.first == at + 1)
    return any(e.body is not None or any(m.kind == "body" and m.entity for m in e.with_) for e in events)


# "The ten-day trip to Asia next week, which will include".
_JOURNEY_WITHIN = 12
