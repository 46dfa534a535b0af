"""The topic that a phrase of an agenda means ("fentanyl", "military communications").

In: the few words that an article gives for a matter to be discussed. Out: the id of the topic that they say most of,
or None. A phrase is no article: one clear term is enough.
"""

from functools import lru_cache

from wiredesk.news.topics.reading import Document, reader_of
from wiredesk.news.topics.vocabulary import Vocabulary, load_vocabulary

_ENOUGH = 0.5
"""One clear term (.55 points), not one hint (.16)."""


def agenda_topic(words: str, *, vocabulary: Vocabulary | None = None) -> str | None:
    """The id of the topic that the words mean best, None when they mean none. At equal weight the first listed."""
    return _agenda_topic(words, vocabulary or load_vocabulary())


@lru_cache(maxsize=4096)
def _agenda_topic(words: str, vocabulary: Vocabulary) -> str | None:
    reading = reader_of(vocabulary).read(Document(words, (0,), 0, ()))
    best = max(reading.points.items(), key=lambda item: (item[1][0], -item[0]), default=None)
    return vocabulary.topics[best[0]].topic.id if best and best[1][0] >= _ENOUGH else None
