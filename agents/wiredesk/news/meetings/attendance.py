"""Who of the people in an article goes to a summit that it names by its body: "He ends the week with the G20 summit".

In: the meetings that stand, all candidates, what the article tells of its host events. Out: summits and sessions with
the persons who are told to be there, else with the one on whose journey or beside whom the summit is told. Refused:
more than a few, and anybody where the summit names persons itself.
"""

from collections import Counter
from collections.abc import Sequence

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.surroundings import Surroundings
from wiredesk.news.parties.party import Party

# So many who are told to be there are named; an article that lists all leaders tells of them in its own words.
MOST = 2
# A summit is a stop of someone of whom the sentences so near tell.
BEFORE, AFTER = 2, 1


def add_attending(standing: Sequence[Candidate], candidates: Sequence[Candidate], around: Surroundings) -> None:
    """Name who attends the standing events of bodies that name nobody."""
    people = {p.key: p for c in candidates for p in c.parties if p.kind == "person" and (p.role or p.entity)}
    weight = Counter(p.key for c in standing for p in c.parties if p.kind == "person")
    for event in standing:
        if event.kind != "event" or event.body is None or any(p.kind == "person" for p in event.parties):
            continue
        told = around.events.get(event.body.key[1])
        there = [people[k] for k in sorted(told.attending) if k in people] if told is not None else []
        there = sorted(there, key=lambda p: -weight[p.key])[:MOST]
        beside = _told_beside(event, candidates, people, weight)
        if beside and (not there or weight[there[0].key] < weight[beside[0].key]):
            there = beside  # "he" may have been taken for another
        if there:
            event.parties = (*event.parties, *there)
            event.slots.append(("participants", ", ".join(p.name for p in there), "who are told to be there"))


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
