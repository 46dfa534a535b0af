"""Which words name a place."""

from collections.abc import Callable

import pytest

from wiredesk.news.lexicon import load_lexicon
from wiredesk.news.meetings.grammar.clauses import Parsed
from wiredesk.news.meetings.where.places import find_places


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("They will meet in Geneva", ["Geneva"]),
        ("They will meet on the island of Kadavu", ["Kadavu"]),
        ("They will meet on the shores of Lake Como in Bellagio", ["Lake Como", "Bellagio"]),
        ("They will talk on Kashmir and on Georgia", []),
    ],
)
def test_a_place_stands_after_a_preposition_of_place(text: str, cities: list[str], parse: Callable[[str], Parsed]):
    parsed = parse(text)
    places = find_places(parsed, 0, len(parsed.words), load_lexicon())
    assert [p.where.city for p in places if p.where.city] == cities
