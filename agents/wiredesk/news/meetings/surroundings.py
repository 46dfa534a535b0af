"""What an article tells around its meetings: journeys, host events, and the headings that name a place.

In: the candidates and, on demand, every sentence that names a journey or an event. Out: `Surroundings`, from which
`journeys.inheritance` fills what a meeting's own words leave open.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from wiredesk.news.dates import find_times
from wiredesk.news.lexicon import Lexicon
from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.grammar.clauses import REPORTING, Parsed
from wiredesk.news.meetings.journeys.stops import GOING, HE, TO_A_PLACE, find_stops, surnames
from wiredesk.news.meetings.journeys.trips import SPANNING, TIMED, TripFact, find_trip_facts, span_trips
from wiredesk.news.meetings.occasions.host_events import (
    HostEvent,
    add_told,
    find_hall_guests,
    gather_host_events,
    seat_of,
)
from wiredesk.news.meetings.when.times import place_times
from wiredesk.news.meetings.where.places import find_places, place_named
from wiredesk.news.parties.cast import Cast
from wiredesk.news.parties.party import Party
from wiredesk.news.sentences import Sentence
from wiredesk.news.whole_words import WholeWords
from wiredesk_schemas import When, Where

_EVENTS = WholeWords(
    """Summit|summit|Forum|forum|Conference|conference|Assembly|Gathering|gathering|Congress|Dialogue|dialogue|UN|
    Group of|United Nations""".replace("\n    ", "").split("|")
)
_INITIALS = re.compile(r"[A-Z](?<!\w.)(?:(?<=G)-?\d+|[A-Z]{3,5})\b")
"""Of bodies: "G20", "ASEAN"."""
_IN_A_PLACE = re.compile(r"\b(?:[Ii]n|[Aa]t|to) (?:the )?[A-Z]")
# A heading is a line of its own with a place and nothing else.
MAX_HEADING = 40
MAX_SENTENCE = 1_500
"""Characters. What is longer is a list, a table or has lost its line breaks: it is not read."""


@dataclass(frozen=True, slots=True)
class Journey:
    """A traveller's way to one place; `where` None for a region ("the Middle East").

    `at` is the word of its sentence that tells it; `origin` the candidate that it is, None where only a sentence that
    announces nothing tells of it.
    """

    who: tuple[str, str]
    home: str | None
    where: Where | None
    when: When
    sentence: int
    at: int
    origin: Candidate | None = None

    @property
    def is_regional(self) -> bool:
        """Whether it leads through several states that are not named."""
        origin = self.origin
        return (
            origin is not None
            and origin.host_country is None
            and (origin.frame.event is None or origin.frame.event.is_visit)
        )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`headings` are (sentence, place) in text order; `trips` the spans of journeys, by traveller, with a
    sentence; `short` are the travellers who stay for hours.
    """

    journeys: tuple[Journey, ...]
    events: dict[str, HostEvent]
    headings: tuple[tuple[int, Where], ...]
    trips: dict[tuple[str, str], tuple[When, int]] = field(default_factory=dict)
    short: frozenset[tuple[str, str]] = frozenset()

    def heading_of(self, sentence: int) -> Where | None:
        """The place that the last heading before a sentence names."""
        above = [place for at, place in self.headings if at < sentence]
        return above[-1] if above else None


def read_surroundings(
    standing: Sequence[Candidate],
    candidates: Sequence[Candidate],
    sentences: Sequence[Sentence],
    text: str,
    title: str,
    parse: Callable[[int], Parsed],
    published_on: date | None,
    lexicon: Lexicon,
    cast: Cast,
) -> Surroundings:
    """Read the article around its standing candidates; `parse` gives a sentence by its index."""
    journeys = _journeys(candidates)
    events = gather_host_events(candidates)
    people = surnames([p for c in standing for p in c.parties])
    guests: dict[str, dict[tuple[str, str], Party]] = {}
    starts = [sentence.start for sentence in sentences]
    named = _first_named(text, starts, people)
    going = _holding(_matches(TO_A_PLACE, text), starts)
    holding = _holding(_event_places(text), starts)
    spanning = _holding(_matches(SPANNING, text), starts)
    facts: list[TripFact] = []
    before = None
    told = {s for e in events.values() for s in e.sentences if e.body is not None and s >= 0}
    for index in sorted({*going, *holding, *named, *spanning, *told, *((-1,) if _event_places(title) else ())}):
        words = title if index < 0 else text[sentences[index].start : sentences[index].end]
        if len(words) > MAX_SENTENCE:
            continue
        first = named.get(index)
        goes = index in going and (first or HE.search(words)) and GOING.search(words)
        spans = index in spanning and TIMED.search(words)
        if goes or spans or index in holding or index in told or index < 0:
            parsed = parse(index)
            times = place_times(parsed, find_times(words), published_on)
            who = before or first or _named_next(index, named, lower=parsed.words.lower)
            if spans:
                facts += find_trip_facts(parsed, times, people, who, published_on)
            for stop in find_stops(parsed, times, lexicon, people, who, published_on) if index >= 0 else ():
                home = next((p.country for p in people.values() if p.key == stop.who), None)
                journeys.append(Journey(stop.who, home, stop.where, stop.when, index, stop.at))
            add_told(events, parsed, times, lexicon, cast, parse)
            for hall, present in find_hall_guests(parsed, lexicon, cast):
                guests.setdefault(hall, {}).update({p.key: p for p in present})
        if first is not None and not (before is not None and _goes_on_with_him(words, first)):
            before = first
    for event in events.values():
        _add_guests(event, guests, lexicon)
        _find_town(event, journeys, sentences, text, parse, people, lexicon)
        if event.where is None and event.body is not None:
            event.where = seat_of(event.body.name, lexicon)
    headings = tuple(_headings(sentences, text, lexicon))
    arrivals = {(j.who, j.when.start): j.when for j in journeys if j.when.precision == "day" and j.when.start}
    trips = span_trips(facts, [(who, when) for (who, _), when in arrivals.items()], published_on)
    short = frozenset(fact.who for fact in facts if fact.days == 1)
    return Surroundings(tuple(journeys), events, headings, trips, short)


_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")


def _goes_on_with_him(words: str, named: Party) -> bool:
    """ "On Monday, he will meet X": who acts is the one told before, and so he is in the next sentence."""
    pronoun = _PRONOUN.search(words)
    return pronoun is not None and pronoun.start() < words.find(named.name.split()[-1])


# Who "the foreign minister" of an opening sentence is, one of the next ones tells.
_INTRODUCED_WITHIN = 2


def _named_next(index: int, named: Mapping[int, Party], lower: Sequence[str]) -> Party | None:
    """The first person whom the next sentences name, for a sentence that only tells an office."""
    if _OFFICES.isdisjoint(lower):
        return None
    return next((named[n] for n in range(index + 1, index + 1 + _INTRODUCED_WITHIN) if n in named), None)


_OFFICES = frozenset("president minister premier chancellor secretary leader envoy king queen pope emir sultan".split())


def _holding(places: Iterable[int], starts: Sequence[int]) -> set[int]:
    """The sentences that hold any of these places of the text."""
    return {bisect_right(starts, place) - 1 for place in places}


def _matches(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.start() for match in pattern.finditer(text)]


def _event_places(text: str) -> list[int]:
    """Where a text names a host event or a body that may hold one."""
    return [start for start, _ in _EVENTS.find(text)] + _matches(_INITIALS, text)


def _first_named(text: str, starts: Sequence[int], people: Mapping[str, Party]) -> dict[int, Party]:
    """By sentence the first of the people whom it names."""
    found: dict[int, Party] = {}
    places: list[tuple[int, str]] = []
    for word in people:
        for name in (word[:1].upper() + word[1:], word):
            at = text.find(name)
            while at >= 0:
                if not text[at - 1 : at].isalnum() and not text[at + len(name) : at + len(name) + 1].isalnum():
                    places.append((at, word))
                at = text.find(name, at + len(name))
    for at, word in sorted(places):
        found.setdefault(bisect_right(starts, at) - 1, people[word])
    return found


def _add_guests(event: HostEvent, guests: Mapping[str, Mapping[tuple[str, str], Party]], lexicon: Lexicon) -> None:
    """Who is at the body's seat is at the session that bears its name ("UN", "UN General Assembly")."""
    if event.body is None:
        return
    body = next((s.entity.name for s in lexicon.senses(event.body.name) if s.kind == "body"), event.body.name)
    words = body.split()
    above = {
        s.entity.name for n in range(1, len(words)) for s in lexicon.senses(" ".join(words[:n])) if s.kind == "body"
    }
    for hall in above & guests.keys():
        event.named |= guests[hall]


def _find_town(
    event: HostEvent,
    journeys: Sequence[Journey],
    sentences: Sequence[Sentence],
    text: str,
    parse: Callable[[int], Parsed],
    people: Mapping[str, Party],
    lexicon: Lexicon,
) -> None:
    """The only town to which those who attend go, or the only one of the event's state in sentences that name them."""
    if event.body is None or (event.where and event.where.city):
        return
    going = {j.where.city: j.where for j in journeys if j.who in event.attending and j.where and j.where.city}
    if event.where is None:
        if len(going) == 1:
            event.where = next(iter(going.values()))
        return
    towns = {c: w for c, w in going.items() if w.country == event.where.country}
    for index, sentence in enumerate(sentences if not towns else ()):
        words = text[sentence.start : sentence.end]
        if len(words) > MAX_SENTENCE or not _IN_A_PLACE.search(words):
            continue
        parsed = parse(index)
        lower = parsed.words.lower
        if index not in event.sentences and not any(w in people or w in ("he", "she", "president") for w in lower):
            continue
        for place in find_places(parsed, 0, len(lower), lexicon):
            if place.where.city and place.where.country == event.where.country and not REPORTING & set(lower):
                towns[place.where.city] = place.where
    if len(towns) == 1:
        event.where = next(iter(towns.values()))


def _journeys(candidates: Iterable[Candidate]) -> list[Journey]:
    found: list[Journey] = []
    for candidate in candidates:
        visitor = candidate.visitor
        if candidate.kind != "visit" or visitor is None or candidate.frame.status:
            continue
        if candidate.frame.mood in ("hypothetical", "wish", "denied", "past"):
            continue  # where somebody has just arrived is read from the sentence (see `stops`)
        if (candidate.refused or "").startswith(("its day", "the journey is to an event", "a journey at home")):
            continue
        where, when = candidate.where, candidate.when
        found.append(
            Journey(visitor.key, visitor.country, where, when, candidate.sentence, candidate.frame.head, candidate)
        )
    return found


def _headings(sentences: Sequence[Sentence], text: str, lexicon: Lexicon) -> Iterable[tuple[int, Where]]:
    """Lines that are the name of a state or a city ("Saudi Arabia")."""
    for index, sentence in enumerate(sentences):
        alone = (index == 0 or sentences[index - 1].paragraph != sentence.paragraph) and (
            index + 1 == len(sentences) or sentences[index + 1].paragraph != sentence.paragraph
        )
        if not alone or sentence.end - sentence.start > MAX_HEADING:
            continue
        name = text[sentence.start : sentence.end].strip(" :*-–—").removeprefix("The ").removeprefix("the ")
        place = place_named(name.title() if name.isupper() else name, lexicon)
        if place is not None:
            yield index, place
