"""Which state a person is of, where no word beside the name says it.

In: the persons of an article, its mentions by sentence, its text. Out: the persons, some with a state more.
It rests on what a reader takes for granted: "the president" of an article that speaks of the Kremlin is Russia's, a
premier met "in Jerusalem" is Israel's, and "the Brazilian leader" is the one person just named who is nobody else.
"""

from collections.abc import Mapping, Sequence

from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.people import People, Person, plain_words
from wiredesk.news.parties.ranks import HEADS, rank_of
from wiredesk.news.whole_words import WholeWords

# Where a president without a state is at home.
SEATS = {
    "White House": "US", "Kremlin": "RU", "Élysée": "FR", "Elysée": "FR", "Elysee": "FR",
    "Blue House": "KR", "Planalto": "BR", "Downing Street": "GB", "Casa Rosada": "AR",
    "Zhongnanhai": "CN", "Quirinal": "IT", "Malacañang": "PH", "Malacanang": "PH", "Aso Rock": "NG",
    "Los Pinos": "MX",
}  # fmt: skip
_SEATS = WholeWords(SEATS)
# A person of whom an article speaks in so many sentences may be "the president" though no word ties the two.
MAIN_SENTENCES = 3
# A name told so seldom is a side figure, at home where the sentence is.
SIDE_SENTENCES = 3
_MODIFYING_KINDS = ("state", "city")


def place_people(
    people: People,
    mentions: Mapping[int, Sequence[Mention]],
    subjects: Mapping[int, frozenset[int]],
    text: str,
    publisher: str | None,
) -> None:
    """Give states to those who have none. `publisher`: the country where the article's publisher is at home."""
    _yield_office(people)
    _at_place(people, mentions, subjects)
    home = _home(people, text, publisher)
    if home:
        _name_the_president(people, mentions)
        _at_home(people, home)
    _described(people, mentions)


def _yield_office(people: People) -> None:
    """The text knows who is president; whom only the lexicon takes for that state's president, is another's."""
    told = {p.country for p in people.all() if p.country and not p.assumed and p.role == "president"}
    for person in people.all():
        if person.assumed and person.role == "president" and person.country in told:
            person.country = None


def _home(people: People, text: str, publisher: str | None) -> str | None:
    """The one seat of government that the article names and whose head it does not tell apart, else the publisher's."""
    unplaced = [p for p in people.all() if p.country is None and p.role == "president"]
    most = max((len(set(p.sentences)) for p in unplaced), default=0)
    led = {
        p.country
        for p in people.all()
        # A president told in passing, as a predecessor is, leads nobody beside the one of whom the article speaks.
        if p.country and rank_of(p.role) in ("state", "government") and (most < 2 or len(set(p.sentences)) > 1)
    }
    seats = {SEATS[text[start:end]] for start, end in _SEATS.find(text)} - led
    if len(seats) == 1:
        return next(iter(seats))
    return publisher if publisher not in led and not seats else None


def _at_home(people: People, home: str) -> None:
    for person in people.all():
        if person.country is None and person.role in ("president", "vice president"):
            person.country = home


def _name_the_president(people: People, mentions: Mapping[int, Sequence[Mention]]) -> None:
    """ "Mr. Norrisk ... the president": the one main person without an office, where nobody else is a president."""
    told = (m for row in mentions.values() for m in row if m.kind == "office" and m.role == "president")
    if all(m.country for m in told):
        return
    if any(p.role == "president" and p.country is None for p in people.all()):
        return
    free = [p for p in people.all() if p.role is None and p.country is None and p.entity is None]
    free.sort(key=lambda p: -len(set(p.sentences)))
    if not free or len(set(free[0].sentences)) < MAIN_SENTENCES:
        return
    if len(free) > 1 and len(set(free[1].sentences)) * 2 > len(set(free[0].sentences)):
        return
    free[0].role = "president"


def _at_place(
    people: People, mentions: Mapping[int, Sequence[Mention]], subjects: Mapping[int, frozenset[int]]
) -> None:
    """ "He arrives in Jerusalem, where he will meet Prime Minister X": an office-holder met at a place is of it."""
    acting: set[int] = set()
    places: dict[int, set[str]] = {}
    for sentence, row in mentions.items():
        for mention in row:
            if mention.kind != "person" or mention.weak:
                continue
            person = people.find(plain_words(mention.name), mention.role)
            if person is None or person.country or rank_of(person.role) not in ("state", "government", "minister"):
                continue
            if mention.first in subjects.get(sentence, frozenset()):
                acting.add(id(person))
                continue
            before = [m for m in row if m.last <= mention.first and m.kind in _MODIFYING_KINDS and m.country]
            if before and not before[-1].owner:
                places.setdefault(id(person), set()).add(before[-1].country or "")
    for person in people.all():
        found = places.get(id(person), set())
        is_aside = id(person) not in acting and len(set(person.sentences)) <= SIDE_SENTENCES
        # A premier who is met abroad is the host, however much more the article tells of him.
        if len(found) == 1 and (is_aside or rank_of(person.role) == "government"):
            person.country = next(iter(found))


def _described(people: People, mentions: Mapping[int, Sequence[Mention]]) -> None:
    """ "... with Pellwood, but the Russian leader": a description of a state's head nobody else fits."""
    for sentence in sorted(n for n in mentions if n >= 0):
        for mention in mentions[sentence]:
            if mention.kind != "office" or not mention.country or mention.role == "counterpart":
                continue
            if rank_of(mention.role) not in HEADS or _has_head(people, mention.country):
                continue
            found = _nameless(people, [m for m in mentions[sentence] if m.last <= mention.first]) or _nameless(
                people, mentions.get(sentence - 1, ())
            )
            if len(found) == 1:
                found[0].country, found[0].role = mention.country, mention.role


def _has_head(people: People, country: str) -> bool:
    return any(p.country == country and (p.role is None or rank_of(p.role) in HEADS) for p in people.all())


def _nameless(people: People, row: Sequence[Mention]) -> list[Person]:
    """The persons of these mentions without state and office."""
    found = [people.find(plain_words(m.name)) for m in row if m.kind == "person"]
    return list({id(p): p for p in found if p and p.country is None and p.role is None}.values())
