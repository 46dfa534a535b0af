"""Summits and sessions beside which others meet: their place and day, by any sentence of the article that names them.

In: candidates that are such events, and parsed sentences with their times. Out: one `HostEvent` for each body or named
event. A sentence tells where by "the G20 summit in Hamburg" or "in Hamburg for the G20 summit", and who is there by
naming them beside it. Refused: last year's summit, and whoever is told to stay away.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wiredesk.news.lexicon import Lexicon, resolve_city
from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.grammar.clauses import BOUNDARIES, Parsed
from wiredesk.news.meetings.grammar.events import find_events
from wiredesk.news.meetings.grammar.triggers import NOUNS
from wiredesk.news.meetings.occasions.names import plain_name
from wiredesk.news.meetings.occasions.presence import Presence, read_presence
from wiredesk.news.meetings.when.other_days import is_last_day
from wiredesk.news.meetings.when.times import Timed
from wiredesk.news.meetings.where.places import Place, find_places
from wiredesk.news.parties.cast import Cast
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.party import Party
from wiredesk_schemas import When, Where

HOSTING_NOUNS = frozenset("summit conference forum assembly gathering congress dialogue session meeting".split())
_SIDELINES = frozenset("sidelines margins fringes sideline part".split())
# Frames that may tell of the event itself.
_HELD = frozenset({"event", "attend", "host", "hold", "meet", "gather"})
_IS_OVER = frozenset("was were ended concluded closed wrapped".split())
_JOINS_PLACE = frozenset("for attend attending during at to where".split())
# Between an event and its place: "summit of the world's biggest economies next week in".
_REACH = 10


@dataclass(slots=True)
class HostEvent:
    """A summit or session; `sentences` tell of it, `sidelines` put another meeting beside it.

    `named` are the persons whom these sentences name, but for those who stay away; `coming` are the ones who are told
    to be there, with the sentence. `apart` are the sentences that put something else before or after it.
    """

    name: str
    body: Party | None
    where: Where | None
    when: When
    sentences: list[int] = field(default_factory=list)
    sidelines: list[int] = field(default_factory=list)
    named: dict[tuple[str, str], Party] = field(default_factory=dict)
    coming: dict[tuple[str, str], int] = field(default_factory=dict)
    away: set[tuple[str, str]] = field(default_factory=set)
    apart: set[int] = field(default_factory=set)

    def learn(self, name: str, where: Where | None, when: When) -> None:
        """Take what another sentence tells: the first place with its town, the closest day, the shortest full name."""
        if self.where is None or (self.where.city is None and where is not None and where.city):
            self.where = where or self.where
        if self.when.start is None or is_closer(when, self.when):
            self.when = when
        if len(name.split()) in (2, 3) and len(self.name.split()) not in (2, 3):
            self.name = name

    def meet(self, presence: Presence, sentence: int) -> None:
        """Take who comes and who stays away by one sentence."""
        self.named |= {p.key: p for p in presence.named}
        for party in presence.coming:
            self.coming.setdefault(party.key, sentence)
        self.away |= {p.key for p in presence.away}

    @property
    def attending(self) -> set[tuple[str, str]]:
        """The keys of those who are named with it."""
        return self.named.keys() - self.away


# The less, the more is said; a season or year is no day of a summit.
_SPANS = {"day": 1, "days": 1, "week": 2, "window": 3, "month": 4, "season": 5, "year": 6}


def is_closer(new: When, old: When) -> bool:
    """Whether one tells the days of which the other only tells the week or month: "next week", "July 7-8"."""
    if not (new.start and new.end and old.start and old.end):
        return False
    return _SPANS.get(new.precision, 9) < _SPANS.get(old.precision, 0) and old.start <= new.start <= old.end


@dataclass(frozen=True, slots=True)
class Naming:
    """An event named by words [first, last) of a sentence."""

    first: int
    last: int
    name: str
    body: Mention | None


def gather_host_events(candidates: Sequence[Candidate]) -> dict[str, HostEvent]:
    """The events that are candidates themselves, by body, or by "summit" for those without one."""
    found: dict[str, HostEvent] = {}
    for candidate in candidates:
        event = candidate.frame.event
        if candidate.frame.status or (event is not None and event.is_visit) or candidate.frame.rule not in _HELD:
            continue
        if candidate.body is None and (event is None or event.type != "summit" or not _is_of_two(candidate)):
            continue
        key = candidate.body.key[1] if candidate.body else "summit"
        body = candidate.body.name if candidate.body else None
        name = plain_name(event.name, body) if event is not None else body or key
        past = candidate.frame.mood == "past"
        where = candidate.where or (None if past else candidate.beside)
        when = When() if past else candidate.when
        known = found.setdefault(key, HostEvent(name, candidate.body, where, when))
        known.learn(name, where, when)
        known.sentences.append(candidate.sentence)
        if event is not None and _is_told_apart(candidate.frame.parsed.words.lower, event.first):
            known.apart.add(candidate.sentence)
        if event is not None and _SIDELINES & set(
            candidate.frame.parsed.words.lower[max(0, event.first - 4) : event.last + 3]
        ):
            known.sidelines.append(candidate.sentence)
    return found


def _is_of_two(candidate: Candidate) -> bool:
    """Whether those who hold the summit are told; "the summit" alone is one that was told before."""
    return len([p for p in candidate.parties if p.kind != "group"]) > 1


def add_told(
    events: dict[str, HostEvent],
    parsed: Parsed,
    times: Sequence[Timed],
    lexicon: Lexicon,
    cast: Cast,
    parse: Callable[[int], Parsed],
) -> None:
    """Add what one sentence tells of the events that it names, or of the one told last, by "the summit".

    `parse` gives the sentence before it: "the summit begins there".
    """
    lower = parsed.words.lower
    named = _namings(parsed, lexicon)
    for event in events.values():  # "NATO's leaders will gather, X said": told without a noun
        if not named and event.body is not None and parsed.index in event.sentences:
            event.meet(read_presence(parsed, cast), parsed.index)
    if not named and (again := _called_again(parsed, events)) is not None:
        event, naming = again
        event.learn(event.name, _place_of(parsed, naming, lexicon, parse), _time_of(lower, naming, times))
        if not _is_told_apart(lower, naming.first):
            event.meet(read_presence(parsed, cast), parsed.index)
    for naming in named:
        if any(t.certainly_past and naming.first - 8 <= t.first <= naming.last + _REACH for t in times):
            continue
        if _IS_OVER & set(lower[naming.last : naming.last + 2]) or _is_of_two_there(lower, naming):
            continue
        body = naming.body
        key = (body.entity or body.name.lower()) if body else naming.name.lower()
        party = Party(body.name, "organisation", None, None, body.entity) if body else None
        event = events.setdefault(key, HostEvent(naming.name, party, None, When()))
        if body is None:
            event.body = Party(naming.name, "organisation", None, None, None)
        event.learn(naming.name, _place_of(parsed, naming, lexicon, parse), _time_of(lower, naming, times))
        event.sentences.append(parsed.index)
        if _SIDELINES & set(lower[max(0, naming.first - 4) : naming.last + 3]):
            event.sidelines.append(parsed.index)
        if _is_told_apart(lower, naming.first):
            event.apart.add(parsed.index)
            presence = read_presence(parsed, cast)
            event.meet(Presence((), presence.named, presence.away), parsed.index)
        else:
            event.meet(read_presence(parsed, cast), parsed.index)


def _is_of_two_there(lower: Sequence[str], naming: Naming) -> bool:
    """ "Their G20 meeting with X": its day and place are those of two who meet there, not of all."""
    nouns = (k for k in (naming.last - 1, naming.last) if k + 1 < len(lower) and lower[k + 1] == "with")
    return any(lower[k] in NOUNS and NOUNS[lower[k]] != "summit" for k in nouns)


# What a summit is called again, once it was named.
_AGAIN = frozenset("summit gathering forum conference assembly get-together".split())


def _called_again(parsed: Parsed, events: Mapping[str, HostEvent]) -> tuple[HostEvent, Naming] | None:
    """ "The summit in Quito", "the two-day meeting": the event of a body that was told last before, if it is one."""
    known = [e for e in events.values() if e.sentences]
    before = [e for e in known if min(e.sentences) < parsed.index] or (known if len(known) == 1 else [])
    if not before:
        return None
    last = max(before, key=lambda e: max((s for s in e.sentences if s < parsed.index), default=-1))
    if last.body is None:
        return None  # that of two states
    lower = parsed.words.lower
    for event in find_events(parsed):
        definite = lower[event.first] in ("the", "this") or "'s" in lower[event.first : event.head]
        lasting = event.noun == "meeting" and any(w.endswith("day") for w in lower[event.first : event.head])
        if definite and (event.noun in _AGAIN or lasting) and not (event.with_ or event.owners or event.behind):
            return last, Naming(event.first, event.head + 1, last.name, None)
    return None


_APART = frozenset("before after ahead until since following despite".split())


def _is_told_apart(lower: Sequence[str], first: int) -> bool:
    """ "before next week's summit", "ahead of the summit"."""
    return not _APART.isdisjoint(lower[max(0, first - 5) : first + 1])


def find_hall_guests(parsed: Parsed, lexicon: Lexicon, cast: Cast) -> Iterable[tuple[str, tuple[Party, ...]]]:
    """Bodies at whose seat a sentence puts people, by the lexicon's name: "his debut at the United Nations"."""
    lower = parsed.words.lower
    for mention in parsed.mentions:
        prepositions = {"at", "before", "address", "addresses", "addressing", "addressed"}
        if mention.kind != "body" or not prepositions & set(lower[max(0, mention.first - 2) : mention.first + 1]):
            continue
        entity = next((s.entity for s in lexicon.senses(mention.name) if s.kind == "body"), None)
        if entity is not None:
            yield entity.name, read_presence(parsed, cast).named


def seat_of(body: str, lexicon: Lexicon) -> Where | None:
    """Where a body meets when nothing else is said."""
    seat = next((s.entity.seat for s in lexicon.senses(body) if s.kind == "body" and s.entity.seat), None)
    city = resolve_city(seat) if seat else None
    return Where(city=seat, country=city.country if city else None, text=f"seat of {body}") if seat else None


def _namings(parsed: Parsed, lexicon: Lexicon) -> list[Naming]:
    found: list[Naming] = []
    for event in find_events(parsed):
        if event.is_visit or event.behind or event.noun not in HOSTING_NOUNS:
            continue
        of = next((m for m in (*event.with_, *event.to) if m.kind == "body" and m.entity), None)
        if event.body is not None or event.is_named:
            found.append(
                Naming(
                    event.first,
                    event.head + 1,
                    plain_name(event.name, event.body.name if event.body else None),
                    event.body,
                )
            )
        elif of is not None:
            found.append(Naming(event.first, of.last, f"{of.name} {event.noun}", of))
    for mention in parsed.mentions:
        if mention.kind != "body" or any(n.first <= mention.first < n.last for n in found):
            continue
        entity = next((s.entity for s in lexicon.senses(mention.name) if s.kind == "body"), None)
        if entity is not None and (entity.kind == "forum" or _is_gathering(entity.name)):
            found.append(Naming(mention.first, mention.last, mention.name, mention))
    return found


def _is_gathering(name: str) -> bool:
    return name.split()[-1].lower() in HOSTING_NOUNS - {"session", "meeting"}


# After an event's verb: "which begins there", "will be held there".
_THERE_WITHIN = 5


def _place_of(parsed: Parsed, naming: Naming, lexicon: Lexicon, parse: Callable[[int], Parsed]) -> Where | None:
    """The place after the event ("summit in Hamburg"), or before it ("in Hamburg for the summit", "begins there")."""
    lower = parsed.words.lower
    places = [p for p in find_places(parsed, 0, len(lower), lexicon) if p.preposition in ("in", "at", "to")]
    after = [p for p in places if naming.last <= p.at <= naming.last + _REACH and _is_open(lower[naming.last : p.at])]
    after = [p for p in after if p.preposition != "to"]
    if after:
        return after[0].where
    before = [p for p in places if p.last <= naming.first <= p.last + _REACH and _leads_to(lower, p, naming)]
    if not before and "there" in lower[naming.last : naming.last + _THERE_WITHIN]:
        before = [p for p in places if p.last <= naming.first]
        if not before and parsed.index > 0:
            before_it = parse(parsed.index - 1)
            before = [p for p in find_places(before_it, 0, len(before_it.words), lexicon) if p.where.city]
    return before[-1].where if before else None


def _is_open(between: Sequence[str]) -> bool:
    """Whether the words between an event and its place or day lead on: "the summit, which runs July 7-8"."""
    inner = [w for k, w in enumerate(between) if w != "," or between[k + 1 : k + 2] not in _GOES_ON]
    return not any(w in BOUNDARIES - {"that", "which", "ahead"} or w in (",", "and") for w in inner[1:])


_GOES_ON = (["which"], ["that"], ["set"], ["scheduled"], ["due"], ["beginning"], ["starting"], ["opening"])


def _leads_to(lower: Sequence[str], place: Place, naming: Naming) -> bool:
    between = lower[place.last : naming.first]
    return any(w in _JOINS_PLACE for w in between) and not any(
        w in BOUNDARIES - {"where"} or w in ("before", "after", "ahead") for w in between
    )


def _time_of(lower: Sequence[str], naming: Naming, times: Sequence[Timed]) -> When:
    for timed in times:
        if timed.reported or timed.when is None or timed.when.start is None or is_last_day(lower, timed.first):
            continue
        if naming.first - 2 <= timed.first < naming.last:
            return timed.when
        if naming.last <= timed.first <= naming.last + _REACH and _is_open(lower[naming.last : timed.first]):
            return timed.when
    return When()
