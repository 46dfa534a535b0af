"""A sentence read as the meeting rules get it."""

from collections.abc import Callable

import pytest

from wiredesk.news.lexicon import load_lexicon
from wiredesk.news.meetings.grammar.clauses import Parsed
from wiredesk.news.parties.gazetteer import Gazetteer
from wiredesk.news.parties.phrases import find_mentions


@pytest.fixture
def parse() -> Callable[[str], Parsed]:
    def parsed(text: str) -> Parsed:
        gazetteer = Gazetteer(text, load_lexicon())
        words = gazetteer.words(0, len(text))
        return Parsed(0, 0, len(text), 0, words, tuple(find_mentions(words, gazetteer)))

    return parsed
