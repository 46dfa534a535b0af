"""What a meeting inherits: place and day from the journey that it is a part of, or from the event beside which it is.

In: all candidates of an article, refused ones too (a journey at its start is no meeting, but tells where). Out: the
standing ones with `when`, `where` and `occasion` filled where their own words are silent. A journey lends only to
meetings of its visitor, an event only to meetings that name it as their occasion.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from wiredesk.news.lexicon import Lexicon, resolve_city
from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.parties.party import Party
from wiredesk_schemas import When, Where

# Frames that may tell of the event itself.
_HELD = frozenset({"event", "attend", "host", "hold", "meet", "gather"})
_SIDELINES = frozenset("sidelines margins fringes sideline part".split())
# How many sentences a journey's place reaches forward when nothing else ties the meeting to it.
NEAR = 2


@dataclass(frozen=True, slots=True)
class Journey:
    """A visitor's way to one place; `country` None for a region ("the Middle East")."""

    visitor: Party
    where: Where | None
    when: When
    sentence: int
    origin: Candidate


@dataclass(slots=True)
class HostEvent:
    """A summit or session with its day and place, as far as any sentence tells; `sidelines` are the sentences that
    put another meeting beside it."""

    name: str
    body: Party | None
    where: Where | None
    when: When
    sentences: list[int] = field(default_factory=list)
    sidelines: list[int] = field(default_factory=list)


def inherit(
    standing: Sequence[Candidate], candidates: Sequence[Candidate], published_on: date | None, lexicon: Lexicon
) -> None:
    """Fill the standing candidates from the article's journeys and host events."""
    journeys = _journeys(candidates)
    events = _host_events(candidates, lexicon)
    _attend(standing)
    for event in events.values():
        _held_where_its_sidelines_are(event, standing)
    for candidate in standing:
        _name_occasion(candidate, events)
        _from_event(candidate, events)
        _from_journey(candidate, journeys, published_on)
        _from_event_nearby(candidate, events)


def _held_where_its_sidelines_are(event: "HostEvent", standing: Sequence[Candidate]) -> None:
    """A summit of which only the country is known is in the city in which people meet on its sidelines."""
    if event.where is None or event.where.city is not None:
        return
    for other in standing:
        if other.kind != "meeting" or other.status != "planned" or other.where is None or other.where.city is None:
            continue
        beside = other.occasion == event.name or any(0 < s - other.sentence <= NEAR + 1 for s in event.sidelines)
        if beside and other.where.country == event.where.country:
            event.where = other.where
            return


def _from_event_nearby(candidate: Candidate, events: dict[str, "HostEvent"]) -> None:
    """Two leaders who are to meet, told beside the one summit of the article: they meet there.

    Beside is: within two sentences after it, or up to three before a sentence that says "on the sidelines of".
    """
    named = [e for e in events.values() if e.body is not None and e.sentences]
    if len(named) != 1 or candidate.occasion or candidate.kind != "meeting" or candidate.sentence < 0:
        return
    event = named[0]
    if candidate.status != "planned" or _elsewhere(candidate, event):
        return
    beside = candidate.where is None and any(0 <= candidate.sentence - s <= NEAR for s in event.sentences)
    if beside or any(0 < s - candidate.sentence <= NEAR + 1 for s in event.sidelines):
        candidate.occasion = event.name
        candidate.where = candidate.where or event.where
        candidate.slots.append(("occasion", event.name, f"told beside it in sentence {event.sentences[0]}"))
        if candidate.when.start is None and "there" in candidate.frame.parsed.words.lower:
            candidate.when = event.when


def _elsewhere(candidate: Candidate, event: "HostEvent") -> bool:
    own, its = candidate.where, event.where
    return bool(own and its and own.country and its.country and own.country != its.country)


def _journeys(candidates: Sequence[Candidate]) -> list[Journey]:
    found: list[Journey] = []
    for candidate in candidates:
        if candidate.kind != "visit" or candidate.visitor is None or candidate.frame.status:
            continue
        if candidate.frame.mood in ("hypothetical", "wish", "denied"):
            continue
        found.append(Journey(candidate.visitor, candidate.where, candidate.when, candidate.sentence, candidate))
    return found


def _host_events(candidates: Sequence[Candidate], lexicon: Lexicon) -> dict[str, "HostEvent"]:
    """By body, or by name for those without one; the first telling of day and place wins."""
    found: dict[str, HostEvent] = {}
    for candidate in candidates:
        event = candidate.frame.event
        if candidate.frame.status or (event is not None and event.is_visit) or candidate.frame.rule not in _HELD:
            continue
        if candidate.body is None and (event is None or event.type != "summit"):
            continue
        key = candidate.body.key[1] if candidate.body else "summit"
        name = event.name if event is not None else candidate.body.name if candidate.body else key
        past = candidate.frame.mood == "past"
        where = candidate.where or (None if past else candidate.beside)
        when = When() if past else candidate.when
        known = found.get(key)
        if known is None:
            known = found[key] = HostEvent(name, candidate.body, where, when)
        if known.where is None or (known.where.city is None and where is not None and where.city):
            known.where = where or known.where
        if known.when.start is None:
            known.when = when
        if len(name.split()) in (2, 3) and len(known.name.split()) not in (2, 3):
            known.name = name
        known.sentences.append(candidate.sentence)
        if event is not None and _SIDELINES & set(
            candidate.frame.parsed.words.lower[max(0, event.first - 4) : event.last + 3]
        ):
            known.sidelines.append(candidate.sentence)
    for told in found.values():
        if told.where is None and told.body is not None:
            told.where = _seat(told.body.name, lexicon)
    return found


def _seat(body: str, lexicon: Lexicon) -> Where | None:
    """Where a body meets when nothing else is said."""
    seat = next((s.entity.seat for s in lexicon.senses(body) if s.kind == "body" and s.entity.seat), None)
    city = resolve_city(seat) if seat else None
    return Where(city=seat, country=city.country if city else None, text=f"seat of {body}") if seat else None


def _attend(standing: Sequence[Candidate]) -> None:
    """Who meets on the sidelines of a body's summit is there."""
    for event in standing:
        if event.kind != "event" or event.body is None:
            continue
        keys = {p.key for p in event.parties}
        for other in standing:
            if other is event or other.status != "planned" or not other.occasion or other.kind == "event":
                continue
            if event.body.name.lower() in other.occasion.lower() or other.occasion == event.occasion:
                more = tuple(p for p in other.parties if p.kind == "person" and p.key not in keys)
                keys |= {p.key for p in more}
                event.parties = (*event.parties, *more)


def _name_occasion(candidate: Candidate, events: dict[str, HostEvent]) -> None:
    """ "the summit" is the article's only one."""
    if candidate.occasion and candidate.occasion.lower() in ("summit", "conference", "meeting", "gathering"):
        named = [e for e in events.values() if e.body is not None]
        if len(named) == 1:
            candidate.occasion = named[0].name


def _from_event(candidate: Candidate, events: dict[str, HostEvent]) -> None:
    event = events.get(candidate.body.key[1]) if candidate.body else None
    if event is None and candidate.occasion:
        event = next(
            (
                e
                for e in events.values()
                if e.name == candidate.occasion or (e.body and e.body.name in candidate.occasion)
            ),
            None,
        )
    if event is None:
        return
    if event.where and (
        candidate.where is None
        or (candidate.where.city is None and candidate.where.country in (None, event.where.country))
    ):
        candidate.where = event.where
        candidate.slots.append(("where", event.where.text or "", f"where {event.name!r} is held"))
    own = candidate.kind == "event"
    if candidate.when.start is None and event.when.start is not None and own:
        candidate.when = event.when
        candidate.slots.append(("when", event.when.text or "", f"when {event.name!r} is held"))


def _from_journey(candidate: Candidate, journeys: Sequence[Journey], published_on: date | None) -> None:
    if candidate.kind == "event" and candidate.body is not None:
        return
    visitors = {p.key for p in candidate.parties if p.kind == "person"}
    mine = [j for j in journeys if j.visitor.key in visitors and j.origin is not candidate]
    if not mine:
        return
    others = {p.country for p in candidate.parties if p.country} - {j.visitor.country for j in mine}
    fits = [j for j in mine if _fits(candidate, j, others)]
    near = [j for j in mine if 0 <= candidate.sentence - j.sentence <= NEAR and candidate.sentence >= 0]
    if candidate.status != "planned":
        return
    around = [
        j for j in mine if j.origin.host_country is None and j.when.precision in ("week", "days")
    ]  # "the Middle East this week"
    chosen = min(
        fits or (around if others else []),
        key=lambda j: (j.when.start is None, abs(candidate.sentence - j.sentence)),
        default=None,
    )
    if candidate.where is None or candidate.where.city is None:
        place = next((j for j in fits if j.where and j.where.city), None) or chosen
        if place is None and candidate.where is None and _speaks_of_there(candidate):
            place = max((j for j in near if j.where), key=lambda j: (j.sentence, j.origin.frame.head), default=None)
        if place is not None and place.where is not None:
            candidate.where = place.where
            candidate.slots.append(
                ("where", place.where.text or place.where.country or "", f"journey in sentence {place.sentence}")
            )
    if (
        candidate.when.start is None
        and candidate.when.text is None
        and chosen is not None
        and chosen.when.start is not None
    ):
        apart = abs(candidate.sentence - chosen.sentence)
        # A day is that of the arrival: it is the meeting's only beside it. "This week" holds for all of the journey.
        if apart <= (1 if chosen.when.precision == "day" else 30):
            candidate.when = chosen.when
            candidate.slots.append(("when", chosen.when.text or "", f"journey in sentence {chosen.sentence}"))


def _fits(candidate: Candidate, journey: Journey, others: set[str]) -> bool:
    """Whether the journey goes to the state of the meeting's place, or of the other party."""
    country = journey.where.country if journey.where else None
    if country is None:
        return False
    own = candidate.where.country if candidate.where else None
    return own == country or (own is None and country in others)


def _speaks_of_there(candidate: Candidate) -> bool:
    lower = candidate.frame.parsed.words.lower
    return "there" in lower[:3] or "visit" in lower or "trip" in lower or "stop" in lower
