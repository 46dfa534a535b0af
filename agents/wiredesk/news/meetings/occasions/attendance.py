"""Who of the people in an article goes to a summit that it names by its body: "He ends the week with the G20 summit".

In: the meetings that stand, all candidates, what the article tells of its host events. Out: summits and sessions with
the persons who are told to come, in whatever sentence, and with those who meet on their sidelines or travel to their
town; where nobody is, the one on whose journey or beside whom the summit is told. Refused: who stays away.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from wiredesk.news.lexicon import load_lexicon
from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.merging import days_conflict
from wiredesk.news.meetings.occasions.host_events import HostEvent
from wiredesk.news.meetings.surroundings import Surroundings
from wiredesk.news.parties.party import Party
from wiredesk.news.parties.ranks import HEADS, rank_of
from wiredesk_schemas import When

# So many who are told to be there are named; an article that lists all leaders tells of them in its own words.
MOST = 4
# A summit is a stop of someone of whom the sentences so near tell.
BEFORE, AFTER = 2, 1
_AHEAD = ("future", "past-future", "present", "progressive")


def add_attending(standing: Sequence[Candidate], candidates: Sequence[Candidate], around: Surroundings) -> None:
    """Name who attends the standing events of bodies."""
    people = {p.key: p for c in candidates for p in c.parties if p.kind == "person" and (p.role or p.entity)}
    weight = Counter(p.key for c in standing for p in c.parties if p.kind == "person")
    for event in standing:
        if event.kind != "event" or event.body is None or event.status == "cancelled":
            continue
        told = around.events.get(event.body.key[1])
        keys = {p.key for p in event.parties} | (told.away if told is not None else set())
        own = [p for p in event.parties if p.kind == "person"]
        there: dict[tuple[str, str], Party] = {}
        held = event.where or (told.where if told is not None else None)
        town = held.city if held is not None else None
        for person in (
            *_beside_it(event, town, standing),
            *_told(told),
            *_travelling(event, town, candidates),
        ):
            if person.key not in keys:
                there.setdefault(person.key, person)
        more = list(there.values())[: max(0, MOST - len(own))]
        if not own and not more:
            more = [p for p in _told_beside(event, candidates, people, weight) if p.key not in keys]
        if not own and not more and told is not None:
            named = [p for k, p in told.named.items() if k in people and k not in keys]
            more = sorted(named, key=lambda p: -weight[p.key])[:1]
        if not own and not more:
            more = [p for p in _main_head(event, candidates) if p.key not in keys]
        if more:
            event.parties = (*event.parties, *more)
            event.slots.append(("participants", ", ".join(p.name for p in more), "who are told to be there"))


# Of a head of state or government who comes without a word the article speaks so often.
OFTEN = 3


def _main_head(event: Candidate, candidates: Sequence[Candidate]) -> list[Party]:
    """Of whom the article speaks most among the heads of the body's states: they come to its summit by their office."""
    noun = event.frame.event
    if event.body is None or noun is None or "summit" not in noun.name.lower():
        return []
    bodies = [s.entity for s in load_lexicon().senses(event.body.name) if s.kind == "body"]
    members = bodies[0].members if bodies else frozenset()
    heads = {p.key: p for c in candidates for p in c.parties if p.kind == "person" and p.country in members}
    often = Counter(key for c in candidates for key in {p.key for p in c.parties} if key in heads)
    best = [key for key, count in often.most_common(1) if count >= OFTEN and rank_of(heads[key].role) in HEADS]
    return [heads[key] for key in best]


def _beside_it(event: Candidate, town: str | None, standing: Sequence[Candidate]) -> Iterator[Party]:
    """Who meets on its sidelines."""
    for other in standing:
        if other is event or other.status != "planned" or other.kind == "event":
            continue
        occasion = other.occasion or ""
        named = event.body is not None and event.body.name.lower() in occasion.lower()
        if named or (occasion and occasion == event.occasion) or _meet_before_it(other, event, town):
            yield from (p for p in other.parties if p.kind == "person")


def _meet_before_it(other: Candidate, summit: Candidate, town: str | None) -> bool:
    """Whether they meet in the town of a summit on the eve of it."""
    if summit.frame.event is None or summit.frame.event.type != "summit" or other.kind != "meeting":
        return False
    if town is None or other.where is None or other.where.city != town:
        return False
    is_dated = other.when.start is not None and summit.when.start is not None
    return is_dated and _arrives_for(other.when, summit.when)


def _told(told: HostEvent | None) -> Iterator[Party]:
    """Who is told to come, in text order."""
    if told is not None:
        yield from (told.named[key] for key in sorted(told.coming, key=lambda k: told.coming[k]) if key in told.named)


def _travelling(event: Candidate, town: str | None, candidates: Sequence[Candidate]) -> Iterator[Party]:
    """Who goes to its town in its days, or is to be there then."""
    for visit in candidates if town is not None else ():
        visitor, where = visit.visitor, visit.where
        if visitor is None or visitor.kind != "person" or visit.frame.mood not in _AHEAD or visit.frame.status:
            continue
        at_that_time = visit.when.start is not None and event.when.start is not None
        near = abs(visit.sentence - event.sentence) <= BEFORE
        if where is None or where.city != town or not _arrives_for(visit.when, event.when):
            continue
        if at_that_time or near:
            yield from (p for p in visit.parties if p.kind == "person" and p.country != visit.host_country)


# Who comes for a summit comes at most so long before it begins.
EARLY = timedelta(days=1)


def _arrives_for(visit: When, event: When) -> bool:
    """Whether someone who comes then is there for it: no other time is told, or they come the day before."""
    if not days_conflict(visit, event):
        return True
    return visit.end is not None and event.start is not None and event.start - EARLY <= visit.end <= event.start


def _leads_there(visit: Candidate, event: Candidate) -> bool:
    """Whether a visit told right before goes to the event's town."""
    if not 0 <= event.sentence - visit.sentence <= BEFORE or visit.where is None or event.where is None:
        return False
    return visit.where.city is not None and visit.where.city == event.where.city


def _told_beside(
    event: Candidate,
    candidates: Sequence[Candidate],
    people: dict[tuple[str, str], Party],
    weight: Counter[tuple[str, str]],
) -> list[Party]:
    """The traveller of the event's own sentence, else whom the sentences around it tell of most."""
    own = [c for c in candidates if c.visitor is not None and (c.sentence == event.sentence or _leads_there(c, event))]
    going = [people[c.visitor.key] for c in own if c.visitor is not None and c.visitor.key in people]
    if going:
        return going[:1]
    near = {
        p.key
        for c in candidates
        for p in c.parties
        if p.key in people and c.sentence >= 0 and -BEFORE <= c.sentence - event.sentence <= AFTER
    }
    best = max(near, key=lambda key: (weight[key], key), default=None)
    return [people[best]] if best is not None and weight[best] > 1 else []
