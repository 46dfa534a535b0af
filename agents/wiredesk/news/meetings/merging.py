"""Several mentions of one meeting become one candidate; what one of them tells, all of them know.

In: the candidates of an article that stand. Out: one candidate a meeting, in text order; the merged ones are kept in
its trace. Two are the same when their parties are (a state and its named leader are one party) and their days do not
contradict each other.
"""

from collections.abc import Sequence

from wiredesk.news.lexicon import load_offices
from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.when.coarseness import coarseness
from wiredesk.news.parties.party import Party
from wiredesk_schemas import When, Where

# How many sentences after "the foreign ministers of A and B" their names may stand.
NAMED_WITHIN = 2


def merge_candidates(candidates: Sequence[Candidate]) -> list[Candidate]:
    """One candidate for each meeting. Quadratic in the candidates of an article, which are few (capped by reading)."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=_rank):
        same = next((k for k in kept if _is_same(k, candidate)), None)
        if same is None:
            kept.append(candidate)
        else:
            _join(same, candidate)
    return sorted(kept, key=lambda c: (c.sentence < 0, c.sentence, c.frame.head))


def _rank(candidate: Candidate) -> tuple[int, int, int, int]:
    """The best evidence first: named people, a meeting before a visit, a date, then the order of the text."""
    people = 0 if candidate.kind == "event" else sum(p.kind == "person" for p in candidate.parties)
    return (
        candidate.kind == "visit",
        -people - (candidate.when.start is not None) + (candidate.sentence < 0),
        candidate.sentence if candidate.sentence >= 0 else 10**6,
        candidate.frame.head,
    )


def _is_same(a: Candidate, b: Candidate) -> bool:
    is_moved = (a.status == "postponed") != (b.status == "postponed")
    if (days_conflict(a.when, b.when) and not is_moved) or _status_conflict(a, b):
        return False
    if a.body and b.body and a.body.key != b.body.key:
        return False
    if (a.kind == "event" and a.body) or (b.kind == "event" and b.body):
        if a.kind == "event" and b.kind == "event" and a.body and b.body:
            return a.body.key == b.body.key and not _places_conflict(a, b)
        shared = _shared(a.parties, b.parties)
        return shared == len(a.parties) == len(b.parties) or _gathers_for(a, b) or _gathers_for(b, a)
    if (_places_conflict(a, b) and not _is_for(a, b)) or _is_further(a, b) or _is_further(b, a):
        return False
    if _names_officers(a, b) or _names_officers(b, a):
        return True
    shared = _shared(a.parties, b.parties)
    if shared == min(len(a.parties), len(b.parties)) and shared >= 2:
        exact = {p.key for p in a.parties} & {p.key for p in b.parties}
        told_twice = a.status == b.status != "planned" or a.frame.parsed.is_title or b.frame.parsed.is_title
        same_day = a.when.start is not None and a.when.start == b.when.start
        return bool(exact) or told_twice or same_day or _names_heads(a, b) or _names_heads(b, a)
    return shared == len(a.parties) == len(b.parties) == 1


def _gathers_for(those: Candidate, event: Candidate) -> bool:
    """ "X and Y will gather in Lima for a summit of the bloc": those who gather, and the summit itself."""
    if those.sentence != event.sentence or those.frame.rule != "gather" or those.kind != "meeting":
        return False
    return event.kind == "event" and {p.key for p in those.parties} <= {p.key for p in event.parties}


_JOURNEYS = ("travel", "visit")


def _is_for(a: Candidate, b: Candidate) -> bool:
    """ "X will come to Lima for talks with Y": the journey and the talks of one sentence, wherever each seems to be."""
    frames = (a.frame, b.frame)
    return (
        a.sentence == b.sentence
        and any(f.rule in _JOURNEYS for f in frames)
        and any(f.event is not None and not f.event.is_visit for f in frames if f.rule not in _JOURNEYS)
        and {p.key for p in a.parties} == {p.key for p in b.parties}
    )


def _names_officers(named: Candidate, unnamed: Candidate) -> bool:
    """ "The foreign ministers of A and B agreed to meet. X will meet Y": two people whose states nobody tells, named
    right after the officers of two states whose names nobody tells."""
    if not 0 < named.sentence - unnamed.sentence <= NAMED_WITHIN or unnamed.sentence < 0:
        return False
    people = named.parties and all(p.kind == "person" and p.country is None for p in named.parties)
    officers = [m for m in (*unnamed.frame.left, *unnamed.frame.right) if m.kind == "government" and m.role]
    states = all(p.kind == "government" for p in unnamed.parties) and len(officers) == len(unnamed.parties)
    return bool(people) and states and len(named.parties) == len(unnamed.parties) == 2


_HEADS = frozenset({"state", "government"})


def _names_heads(named: Candidate, unnamed: Candidate) -> bool:
    """ "The leaders of A and B will hold a summit. The meeting of X and Y": the two states and their heads."""
    if not (len(named.parties) == len(unnamed.parties) == 2 and all(p.kind == "government" for p in unnamed.parties)):
        return False
    offices = load_offices()
    if not all(
        p.kind == "person" and (p.role == "leader" or offices.rank(p.role or "") in _HEADS) for p in named.parties
    ):
        return False
    frame = unnamed.frame
    if frame.event is not None and frame.event.noun.startswith("summit"):
        return True
    told = (*frame.left, *frame.right)
    return bool(told) and all("leader" in m.name or offices.rank(m.role or "") in _HEADS for m in told)


def _shared(a: Sequence[Party], b: Sequence[Party]) -> int:
    free = list(b)
    count = 0
    for party in a:
        match = next((p for p in free if p.key == party.key), None) or next(
            (p for p in free if stands_for(party, p)), None
        )
        if match is not None:
            free.remove(match)
            count += 1
    return count


def stands_for(a: Party, b: Party) -> bool:
    """Whether one is the other's state."""
    kinds = {a.kind, b.kind}
    return kinds == {"person", "government"} and a.country is not None and a.country == b.country


def _status_conflict(a: Candidate, b: Candidate) -> bool:
    """One is off, the other is plainly going to be: "nixed a formal meeting ... will speak on the sidelines"."""
    if (a.frame.status is None) == (b.frame.status is None):
        return False
    planned = b if a.frame.status else a
    return (
        planned.frame.mood == "future"
        and planned.frame.rule in ("meet", "confer", "attend", "event")
        and not planned.frame.parsed.is_title
    )


def days_conflict(a: When, b: When) -> bool:
    """Whether two spans have no day in common."""
    if not (a.start and a.end and b.start and b.end):
        return False
    return a.end < b.start or b.end < a.start


_REGIONS = frozenset(
    """alaska hawaii california florida texas virginia maryland pennsylvania massachusetts arizona colorado ohio
    michigan illinois iowa wyoming scotland wales cornwall crimea sicily crete azores quebec alberta kashmir hainan
    okinawa bali hokkaido bavaria tyrol normandy brittany corsica provence""".split()
) | {"new jersey", "new hampshire", "northern ireland", "british columbia"}


def is_region(where: Where) -> bool:
    """Whether a town in it says more: a state alone, or a part of one ("Florida")."""
    return where.city is None or where.city.lower() in _REGIONS


def _places_conflict(a: Candidate, b: Candidate) -> bool:
    if a.where is None or b.where is None or not a.where.country or not b.where.country:
        return False
    if a.where.country != b.where.country:
        return True
    if is_region(a.where) or is_region(b.where):
        return False
    return bool(a.where.city and b.where.city and not _is_same_town(a, b) and "visit" not in (a.kind, b.kind))


def _is_same_town(a: Candidate, b: Candidate) -> bool:
    """The same town, or a town and what lies around it ("San Francisco", "San Francisco Bay area")."""
    one, other = (c.where.city or "" if c.where else "" for c in (a, b))
    return one == other or _surrounds(one, other) or _surrounds(other, one)


def _surrounds(area: str, town: str) -> bool:
    return area.startswith(f"{town} ") and area.rpartition(" ")[2].lower() in _AREAS


_AREAS = frozenset("area region suburbs outskirts".split())


def _is_further(a: Candidate, b: Candidate) -> bool:
    """Whether the later one is told as one more, at another place: "the two will also meet on the island of ..."."""
    frame = b.frame
    if not 0 <= a.sentence < b.sentence or "also" not in frame.parsed.words.lower[frame.first : frame.head]:
        return False
    return bool(a.where and b.where and a.where.city and b.where.city and a.where.city != b.where.city)


def _says_more_of_where(new: Where, old: Where) -> bool:
    """A town where only the state was told; or that it will be around the town that another sentence names."""
    return bool(new.city) and (is_region(old) or _surrounds(new.city or "", old.city or ""))


def _join(kept: Candidate, other: Candidate) -> None:
    kept.merged.append(other)
    moved = next((c for c in (kept, other) if c.status == "postponed" and c.when.start is not None), None)
    if moved is not None and kept.status != other.status:
        # The new day is that of the mention that says it was moved; the other one tells where it was moved from.
        old = other if moved is kept else kept
        kept.moved_from = moved.moved_from or (old.when if old.when.start is not None else None)
        kept.when = moved.when
        kept.slots.append(("when", str(moved.when.text), f"sentence {moved.sentence}, to which it was moved"))
    elif other.kind == "visit" and kept.kind != "visit" and kept.when.start is not None:
        pass  # the day of an arrival is not that of talks which are told with their own time
    elif coarseness(other.when) < coarseness(kept.when):
        kept.when = other.when
        kept.slots.append(("when", str(other.when.text), f"sentence {other.sentence} of the same meeting"))
    if _is_for(kept, other):  # where the journey leads, not "the Foreign Ministry in Oslo said"
        journey = next(c for c in (kept, other) if c.frame.rule in _JOURNEYS)
        kept.where = journey.where or kept.where
    elif other.where is not None and (kept.where is None or _says_more_of_where(other.where, kept.where)):
        kept.where = other.where
        kept.slots.append(("where", str(other.where.text), f"sentence {other.sentence} of the same meeting"))
    if kept.occasion is None:
        kept.occasion = other.occasion
    if other.status != "planned" and kept.status == "planned":
        kept.status = other.status
        kept.slots.append(("status", other.status, f"sentence {other.sentence} of the same meeting"))
    if other.certainty == "confirmed":
        kept.certainty = "confirmed"
    if kept.kind != "visit" and other.kind == "visit":
        return
    if _names_officers(kept, other):
        return
    keys = {p.key for p in kept.parties}
    more = [p for p in other.parties if p.key not in keys and not any(stands_for(p, k) for k in kept.parties)]
    kept.parties = (*kept.parties, *more)
