"""The input of a chaos run: made-up stories whose meetings do not depend on the order in which articles are read.

Each story is a pair of states that meets once, told on one of these ways:

    told alone                  one article
    told twice by others        a second article of other words: corroborated
    copied                      an exact or near copy under another address
    sent again                  the same record once more
    moved, called off           a later revision under the same id

and among them, where asked for, records of every class of `poison`.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from broker.articles import CITIES, MATTERS, STATES, WORDS
from chaos.poison import POISON
from wiredesk_schemas import RawArticle

Wire = list[RawArticle | bytes]


def make_wire(count: int, seed: int, *, poison: float = 0.0) -> Wire:
    """So many records, the same for the same seed; `poison` is the part of them (0..1) that is none."""
    chance = random.Random(seed)
    records: Wire = []
    stories = _stories(chance)
    while len(records) < count:
        story = next(stories)
        # What belongs to a story comes in its order, with other stories in between.
        place = len(records)
        for part in story:
            records.insert(place, part)
            place = min(len(records), place + 1 + chance.randrange(6))
    records = records[:count]
    classes = list(POISON.values())
    for number in range(count):
        if poison and number % max(1, round(1 / poison)) == 3:
            records[number] = classes[number // max(1, round(1 / poison)) % len(classes)]
    return records


def _stories(chance: random.Random) -> Iterator[list[RawArticle]]:
    pairs = list(combinations(STATES, 2))
    chance.shuffle(pairs)
    for number, (one, two) in enumerate(pairs):
        day, city, matter = chance.randint(1, 28), chance.choice(CITIES), chance.choice(MATTERS)
        month = chance.choice(("April", "May", "June"))

        def telling(
            name: str,
            sentence: str,
            one: str = one,
            two: str = two,
            number: int = number,
            city: str = city,
        ) -> RawArticle:
            return RawArticle(
                body=f"{sentence}\n\n{_filler(chance)}",
                article_id=f"{name}-{number}",
                url=f"https://{name}.example/{number}",
                source=name.title() + " Wire",
                title=f"{one} and {two} to meet in {city}",
                published_at="2026-03-10",
                language="en",
            )

        will_meet = f"The foreign ministers of {one} and {two} will meet in {city} on {month} {day} to discuss {matter}"
        first = telling("made", f"{will_meet}, the ministry said on Tuesday.")
        lot = chance.random()
        if lot < 0.45:
            yield [first]
        elif lot < 0.60:
            yield [first, telling("second", f"{will_meet}, two officials told the Second Wire.")]
        elif lot < 0.70:
            yield [first, replace(first, article_id=f"exact-{number}", url=f"https://exact.example/{number}")]
        elif lot < 0.80:
            body = f"Kettle Wire, reprint number {number}.\n\n{first.body}"
            yield [first, replace(first, body=body, article_id=f"near-{number}", url=f"https://near.example/{number}")]
        elif lot < 0.86:
            yield [first, first]
        elif lot < 0.95:
            later = f"will meet in {city} on {month} {day % 28 + 1}"
            yield [first, replace(first, body=first.body.replace(f"will meet in {city} on {month} {day}", later))]
        else:
            off = f"The meeting of the foreign ministers of {one} and {two} in {city} on {month} {day} was called off."
            yield [first, replace(first, body=f"{off}\n\n{first.body.partition(chr(10) * 2)[2]}")]


def _filler(chance: random.Random) -> str:
    return " ".join(f"The {' '.join(chance.choices(WORDS, k=9))} was {chance.choice(WORDS)} again." for _ in range(10))
