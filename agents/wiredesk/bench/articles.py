"""Invented articles in any number, as a general wire has them: for measuring, the same for the same seed.

Of a hundred articles about 84 are new, 6 near copies, 5 exact copies under another address, 5 sent again. Of the new
ones a third is of politics and diplomacy (half of these announce a meeting), the rest of business, courts, disasters,
sport and culture. People and sentences are made up; the text is plain, as feeds and agencies deliver it, so that no
HTML is parsed. What it costs to read them is near to what real wire copy costs: docs/speed.md has both figures.
"""

import random
from collections.abc import Iterator
from datetime import date

from wiredesk_schemas import RawArticle

TYPICAL_CHARACTERS = 4_500
"""The median of labelled wire stories is 4.7 kB."""
PUBLISHED = date(2026, 3, 10)

_STATES = (
    "Brazil Chile Norway Kenya Ghana Japan Vietnam Poland Austria Portugal Spain Egypt Morocco Peru Canada Mexico "
    "Sweden Finland Hungary Greece Uruguay Ecuador Thailand Malaysia Indonesia Nigeria Senegal Zambia Tunisia Croatia"
).split()
_ADJECTIVES = "Brazilian Chilean Norwegian Kenyan Japanese Polish Austrian Spanish Egyptian Peruvian Canadian".split()
_CITIES = "Geneva Vienna Oslo Nairobi Lisbon Doha Singapore Ottawa Helsinki Warsaw Cairo Lima Tokyo Rabat".split()
_FIRST = "Anna Marek Joana Luis Kofi Hana Piotr Elena Tomas Ingrid Samuel Aisha Nadia Viktor Mei Carla".split()
_LAST = (
    "Velten Okaro Lindqvist Barreto Sandoval Nakahara Wierzba Amsel Karimba Duarte Halonen Osei Brandt Ferro Tanaka "
    "Molnar Quispe Ladefoged Moyo Castellan Prado Rask Yilmazer Ostrow Benhaddou Kallas Vidmar Thorne"
).split()
_OFFICES = ("foreign minister", "prime minister", "trade minister", "president", "finance minister", "central banker")
_MATTERS = "trade fishing migration energy transport tariffs water farming railways education tourism shipping".split()
_FIRMS = "Northlight Grainways Tessaro Halden Copperfield Marivaux Ostrava Bluewater Lantern Kestrel".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday".split()
_WORDS = (
    "harbour committee report winter valley engine contract budget school hospital bridge market village station "
    "factory court region union election survey district pipeline festival museum season forecast storm shipment loan"
).split()

_AHEAD = (
    "{Office} {person} of {state} will meet {adjective} {office} {person2} in {city} on April {n} to discuss {matter}.",
    "{state} and {state2} will hold talks on {matter} in {city} next month, the {adjective} foreign ministry said.",
    "The leaders of {state}, {state2} and {state3} are due to gather for a summit in {city} on May {n}.",
    "{adjective} {office} {person} will travel to {city} next {day} for talks with counterparts from {state}.",
)
_POLITICS = (
    "{adjective} {office} {person} told reporters in {city} that the government would keep to its plans on {matter}.",
    "Officials from {state} and {state2} met in {city} last week but left without a deal on {matter}.",
    '"We have said what we want, and we are ready to listen," {person}, an adviser to the {office}, said on {day}.',
    "The opposition accused {person} of hiding the cost of the {word} from parliament.",
    "Lawmakers in {city} are expected to vote on the {word} bill before the end of the session.",
    "The European Union and the United Nations have both called on {state} to return to negotiations.",
    "Relations between {state} and {state2} soured in 2023 after a dispute over {matter} in the border {word}.",
    "A spokesman for the {adjective} {office} declined to comment on the {word} on {day}.",
    "{person} was elected in 2022 on a promise to end the quarrel over {matter} with {state}.",
    "Analysts say that the {word} matters less to {state} than the price of oil.",
)
_OTHER = (
    "Shares in {firm} fell {n} percent on {day} after the company cut its outlook for the year.",
    "{firm} said it would buy the {word} of its rival {firm2} for {n} million dollars, its largest deal since 2019.",
    "Police in {city} said {n} people were hurt when a bus left the road near the {word} on {day} morning.",
    "The court heard that the {word} had been closed for {n} weeks before the inspectors came.",
    "Heavy rain is forecast for the {word} until {day}, and the river may rise by another {n} centimetres.",
    "{person}, who runs a bakery beside the {word}, said the noise had kept her awake for {n} nights.",
    "The team from {city} won {n}-1 after {person} scored twice in the second half.",
    "Researchers at the university of {city} studied {n} patients and found no difference between the groups.",
    '"It is the best {word} we have had in {n} years," said {person}, the director of the {word} office.',
    "The central bank left its main rate unchanged at {n} percent, as economists had expected.",
    "The museum opens its {word} show in June with {n} paintings that have not been seen in public before.",
    "Exports of copper from {state} rose by {n} percent in the first quarter, the statistics office said.",
    "Firefighters worked through the night to save the {word}, and by {day} the fire was out.",
    "The strike at the {word} entered its third week, and neither the union nor {firm} sees an end to it.",
)
_ADJECTIVE_WORDS = (
    "old quiet narrow late early local heavy bright cold former public private small wooden northern southern empty "
    "crowded distant modern annual recent costly cheap broken famous hidden common rare steady sudden gentle rough "
    "patient angry careful proud tired young bitter simple complex weekly daily open closed fresh dry wet green grey"
).split()
_NOUN_WORDS = (
    "street teacher driver kitchen garden window railway letter engineer farmer shop river roof garage library doctor "
    "painter ferry tower chapel bakery orchard tunnel avenue quarter square printer singer coach referee passenger "
    "pupil neighbour visitor nurse builder fisherman clerk owner tenant dog horse bicycle lorry tram coat lamp table "
    "chair machine tool paper photograph song recipe story question answer promise habit mistake memory rumour"
).split()
_VERB_WORDS = (
    "painted repaired followed carried watched forgot remembered measured opened closed crossed counted cleaned sold "
    "bought borrowed moved lifted described praised blamed noticed replaced covered reached left found lost kept showed"
).split()
_LINKS = ("while", "because", "although", "and", "before", "after", "until", "but", "since", "as")


def make_articles(count: int, *, characters: int = TYPICAL_CHARACTERS, seed: int = 1) -> Iterator[RawArticle]:
    """So many articles of about so many characters, copies among them."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    kept: list[RawArticle] = []
    for number in range(count):
        lot = chance.random()
        if lot < 0.84 or len(kept) < 20:
            article = _article(chance, number, characters)
            kept.append(article)
            del kept[:-500]
            yield article
            continue
        original = chance.choice(kept)
        if lot < 0.95:
            near = lot < 0.90
            body = f"{_sentence(chance, _OTHER)} {_plain(chance)}\n\n" * near + original.body
            yield RawArticle(
                body=body,
                url=f"https://second.example/{number}",
                title=original.title,
                published_at=original.published_at,
                language="en",
            )
        else:
            yield original


def _article(chance: random.Random, number: int, characters: int) -> RawArticle:
    political, announces = chance.random() < 1 / 3, chance.random() < 1 / 2
    paragraphs: list[str] = []
    size = 0
    while size < characters:
        own = _POLITICS if political else _OTHER
        told = [
            _sentence(chance, own) if chance.random() < 0.3 else _plain(chance) for _ in range(chance.randint(1, 3))
        ]
        if political and announces and len(paragraphs) in (0, 4):
            told.insert(0, _sentence(chance, _AHEAD))
        paragraphs.append(" ".join(told))
        size += len(paragraphs[-1]) + 2
    city = chance.choice(_CITIES)
    lead = paragraphs[0].split(". ")[0].rstrip(".")
    return RawArticle(
        body=f"{city.upper()}, March 10 (Made Wire) - " + "\n\n".join(paragraphs),
        article_id=f"made-{number}",
        url=f"https://wire.example/2026/03/10/{number}",
        source="Made Wire",
        title=" ".join(lead.split()[:12]),
        published_at=f"{PUBLISHED}T{number % 24:02d}:00:00Z",
        language="en",
    )


def _sentence(chance: random.Random, templates: tuple[str, ...]) -> str:
    pick = chance.choice
    office = pick(_OFFICES)
    state, state2, state3 = chance.sample(_STATES, 3)
    firm, firm2 = chance.sample(_FIRMS, 2)
    word, word2 = chance.sample(_WORDS, 2)
    return pick(templates).format(
        state=state, state2=state2, state3=state3, adjective=pick(_ADJECTIVES), city=pick(_CITIES), office=office,
        Office=office.capitalize(), person=f"{pick(_FIRST)} {pick(_LAST)}", person2=f"{pick(_FIRST)} {pick(_LAST)}",
        matter=pick(_MATTERS), firm=firm, firm2=firm2, day=pick(_DAYS), n=chance.randint(2, 28), word=word, word2=word2,
    )  # fmt: skip


def _plain(chance: random.Random) -> str:
    """A sentence of everyday words drawn freely: articles that share sentences would all be near copies."""
    pick = chance.choice
    clauses = [
        f"the {pick(_ADJECTIVE_WORDS)} {pick(_NOUN_WORDS)} {pick(_VERB_WORDS)} "
        f"{chance.randint(2, 90)} {pick(_ADJECTIVE_WORDS)} {pick(_NOUN_WORDS)}s of the {pick(_NOUN_WORDS)}"
        for _ in range(chance.randint(1, 2))
    ]
    return f" {pick(_LINKS)} ".join(clauses).capitalize() + "."
