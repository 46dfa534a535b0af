"""Made-up articles in any number: each announces a meeting, some are copies, revisions or broken."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from wiredesk_schemas import RawArticle

STATES = (
    "Brazil Chile Norway Kenya Ghana Japan Vietnam Poland Austria Portugal Spain Egypt Morocco Peru Canada Mexico "
    "Sweden Finland Hungary Greece Uruguay Ecuador Thailand Malaysia Indonesia Nigeria Senegal Zambia Tunisia Croatia"
).split()
CITIES = "Geneva Vienna Oslo Nairobi Lisbon Doha Singapore Ottawa Helsinki Warsaw Cairo Lima".split()
MATTERS = "trade fishing migration energy transport taxes water farming railways education tourism shipping".split()
WORDS = (
    "harbour committee sparrow ledger winter valley engine carpet lantern orchard meadow granite copper violin "
    "ribbon castle pepper saddle timber velvet anchor basket candle dragon feather garden hammer island jacket kettle "
    "ladder mirror needle oyster pillow quarry rocket shovel ticket urchin vessel walnut yellow zipper bridge"
).split()


@dataclass(frozen=True)
class Made:
    """An article, or bytes that are none, and what must become of it."""

    value: RawArticle | bytes
    outcome: str


def make_articles(count: int, seed: int) -> Iterator[Made]:
    """So many records: of a hundred about 80 are new, 6 near copies, 5 exact ones, 5 repeated, 4 broken."""
    chance = random.Random(seed)
    kept: list[RawArticle] = []
    for number in range(count):
        lot = chance.random()
        if lot < 0.80 or len(kept) < 20:
            article = _article(chance, number)
            kept.append(article)
            yield Made(article, "processed")
        elif lot < 0.86:
            original = chance.choice(kept)
            body = f"Kettle Wire, reprint number {number}.\n\n{original.body}"
            yield Made(RawArticle(body=body, url=f"https://copy.example/{number}", source="Kettle"), "duplicate")
        elif lot < 0.91:
            original = chance.choice(kept)
            yield Made(RawArticle(body=original.body, url=f"https://other.example/{number}"), "duplicate")
        elif lot < 0.96:
            yield Made(chance.choice(kept), "repeated")
        else:
            yield Made(b'{"body": ' if number % 2 else b'{"body": ""}', "rejected")


def _article(chance: random.Random, number: int) -> RawArticle:
    one, two = chance.sample(STATES, 2)
    day, city, matter = chance.randint(1, 28), chance.choice(CITIES), chance.choice(MATTERS)
    month = chance.choice(("April", "May", "June"))
    filler = " ".join(
        f"The {' '.join(chance.choices(WORDS, k=9))} was {chance.choice(WORDS)} again." for _ in range(12)
    )
    body = (
        f"The foreign ministers of {one} and {two} will meet in {city} on {month} {day} to discuss {matter}, "
        f"the ministry said on Tuesday.\n\n{filler}"
    )
    return RawArticle(
        body=body,
        article_id=f"made-{number}",
        url=f"https://wire.example/{number}",
        source="Made Wire",
        title=f"{one} and {two} to meet in {city}",
        published_at="2026-03-10",
        language="en",
    )
