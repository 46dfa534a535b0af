"""Why an article mentions a topic, or does not: terms, sentences, figures and their weights.

In: an article. Out: an account of each topic that any sentence is about, the surest first, those below the threshold
too: it is the nearly found that an editor of the vocabulary wants to see.
"""

from dataclasses import dataclass
from math import exp

from wiredesk.news.topics.judging import FEATURES, features, is_about, load_weights
from wiredesk.news.topics.reading import lay_out, reader_of
from wiredesk.news.topics.vocabulary import Vocabulary, load_vocabulary
from wiredesk_schemas import CleanArticle, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceAccount:
    """A sentence (the title is `start` None): its points for the topic, and the terms that gave them."""

    start: int | None
    text: str
    points: float
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicAccount:
    """`belief` is the logistic function of the sum of `parts` (figure times weight, by name) and `lean`; the topic is
    mentioned when it reaches `threshold`."""

    topic: Topic
    mentioned: bool
    belief: float
    threshold: float
    lean: float
    parts: dict[str, float]
    sentences: tuple[SentenceAccount, ...]


def explain_topics(article: CleanArticle, *, vocabulary: Vocabulary | None = None) -> tuple[TopicAccount, ...]:
    """An account of each topic that at least one sentence is about."""
    vocabulary = vocabulary or load_vocabulary()
    document = lay_out(article.title, article.text)
    reader, weights = reader_of(vocabulary), load_weights()
    reading, terms = reader.read(document), reader.terms_in(document)
    accounts = []
    for number, points in reading.points.items():
        if not is_about(points):
            continue
        topic = vocabulary.topics[number].topic
        lean = weights.lean.get(topic.id, 0.0)
        values = features(points, document.size, reading.agenda)
        parts = {n: w * v for n, w, v in zip(FEATURES, weights.features, values, strict=True)}
        belief = 1.0 / (1.0 + exp(-lean - sum(parts.values())))
        sentences = [
            SentenceAccount(
                start=document.sentences[n - 1].start if n else None,
                text=document.text_of(n),
                points=points[n],
                terms=terms[number, n],
            )
            for n in sorted(points)
        ]
        accounts.append(
            TopicAccount(
                topic=topic,
                mentioned=belief >= weights.threshold,
                belief=belief,
                threshold=weights.threshold,
                lean=lean,
                parts=parts,
                sentences=tuple(sentences),
            )
        )
    return tuple(sorted(accounts, key=lambda a: (-a.belief, a.topic.id)))
