from collections.abc import Callable
from datetime import date

import pytest

from wiredesk.news.lexicon import load_lexicon
from wiredesk.news.meetings.grammar.clauses import Parsed, is_subject
from wiredesk.news.parties.cast import Cast
from wiredesk.news.parties.gazetteer import Gazetteer
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.phrases import find_mentions
from wiredesk.news.sentences import split_sentences


@pytest.fixture
def mentions() -> Callable[[str], list[Mention]]:
    """The mentions of one sentence, no person known to the lexicon."""

    def read(text: str) -> list[Mention]:
        gazetteer = Gazetteer(text, load_lexicon().without_people())
        return find_mentions(gazetteer.words(0, len(text)), gazetteer)

    return read


@pytest.fixture
def cast() -> Callable[..., Cast]:
    """The people of a text, no person known to the lexicon, settled."""

    def read(text: str, publisher: str | None = None) -> Cast:
        lexicon = load_lexicon().without_people()
        gazetteer = Gazetteer(text, lexicon)
        found = Cast(lexicon, date(2026, 3, 4))
        for number, sentence in enumerate(split_sentences(text)):
            words = gazetteer.words(sentence.start, sentence.end)
            row = tuple(find_mentions(words, gazetteer))
            parsed = Parsed(number, sentence.start, sentence.end, 0, words, row)
            found.add(number, row, frozenset(m.first for m in row if is_subject(parsed.words, m)))
        found.settle(text, publisher)
        return found

    return read
