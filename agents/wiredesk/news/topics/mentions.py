"""The topics that an article mentions, with the sentences that show it.

In: a clean article, a vocabulary, the watchlists of users. Out: TopicMentioned, the most salient first, event id and
time of emission left empty. Refused: nothing; an article in a language that the vocabulary is not written for has no
topics of it. For a near copy only what its new sentences add is reported.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from wiredesk.news.sentences import Sentence
from wiredesk.news.topics.judging import Judgement, judge, load_weights, salience
from wiredesk.news.topics.reading import POINTS, TITLE, Document, Reading, lay_out, reader_of
from wiredesk.news.topics.spans import Spans
from wiredesk.news.topics.vocabulary import Vocabulary, load_vocabulary
from wiredesk.news.topics.watching import Match, watcher_of
from wiredesk.news.topics.watchlists import Watchlist
from wiredesk_schemas import CleanArticle, Evidence, Topic, TopicMentioned
from wiredesk_schemas.event import id_of

EXTRACTOR = "wiredesk.topics/1"
WATCHLIST_SCHEME = "watchlist"
"""Scheme of the topic that stands for a list's own words; its id is the name of the list."""
MOST_EVIDENCE = 3
"""Sentences quoted for a topic: enough to judge it by, few enough for an event."""

NewText = tuple[tuple[int, int], ...]
"""The [start, end) stretches of a text that its original does not have."""


def find_topics(
    article: CleanArticle,
    *,
    vocabulary: Vocabulary | None = None,
    watchlists: Sequence[Watchlist] = (),
    new_text: NewText | None = None,
    copy_of: str | None = None,
    sentences: tuple[Sentence, ...] | None = None,
) -> tuple[TopicMentioned, ...]:
    """The topics of the article, then what its watchlists match.

    `new_text`: for a near copy, the [start, end) spans that its original, `copy_of`, does not have; only topics that
    these add are returned. `sentences`: those of the text, where the caller has cut it already.
    """
    vocabulary = vocabulary or load_vocabulary()
    document = lay_out(article.title, article.text, sentences)
    new = None if new_text is None else _sentences_in(document, new_text)
    found = _judged_topics(article, vocabulary, document, new)
    write = partial(_mention, article, _Quotes(article, document), copy_of)
    mentions = [write(topic, j.salience, j.sentences) for topic, j in found.items()]
    mentions.sort(key=lambda m: (-m.salience, m.topic.id))
    for match in _matches(article, document, watchlists, found, new):
        watched = match.watchlist
        for topic, j in found.items():
            if topic.id in watched.topics:
                mentions.append(write(topic, j.salience, j.sentences, watched.name))
        if match.sentences:
            topic = Topic(id=watched.name, label=watched.label, scheme=WATCHLIST_SCHEME)
            points = dict.fromkeys(match.sentences, POINTS["strong"])
            mentions.append(write(topic, salience(points, document.size), match.sentences, watched.name))
    return tuple(mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a watchlist matches: what was listed ("terms", "Ras Laffan"), and all sentences where it stands."""

    kind: str
    words: str
    evidence: tuple[Evidence, ...]


def explain_watchlists(
    article: CleanArticle, watchlists: Sequence[Watchlist], *, vocabulary: Vocabulary | None = None
) -> dict[str, tuple[Reason, ...]]:
    """The names of the watchlists that match the article, each with its reasons."""
    document = lay_out(article.title, article.text)
    found = _judged_topics(article, vocabulary or load_vocabulary(), document, None)
    quotes = _Quotes(article, document)
    return {
        match.watchlist.name: tuple(
            Reason(kind=f.kind, words=f.words, evidence=tuple(quotes[n] for n in f.sentences)) for f in match.finds
        )
        for match in _matches(article, document, watchlists, found, None)
    }


def _judged_topics(
    article: CleanArticle, vocabulary: Vocabulary, document: Document, new: Set[int] | None
) -> dict[Topic, Judgement]:
    if article.language is not None and article.language not in vocabulary.languages:
        return {}
    reading = reader_of(vocabulary).read(document)
    return {vocabulary.topics[n].topic: j for n, j in find_judgements(vocabulary, reading, document, new).items()}


def _matches(
    article: CleanArticle,
    document: Document,
    watchlists: Sequence[Watchlist],
    found: dict[Topic, Judgement],
    new: Set[int] | None,
) -> list[Match]:
    if not watchlists:
        return []
    by_id = {topic.id: judgement.sentences for topic, judgement in found.items()}
    return watcher_of(tuple(watchlists)).find(document, article.language, by_id, new)


def find_judgements(
    vocabulary: Vocabulary, reading: Reading, document: Document, new: Set[int] | None = None
) -> dict[int, Judgement]:
    """The topics, by their number, that the article mentions; of a near copy, those that its new sentences add."""
    leans, size, agenda = _leans_of(vocabulary), document.size, reading.agenda
    found = {}
    for number, points in reading.points.items():
        lean = leans[number]
        if new is not None:
            old = {s: p for s, p in points.items() if s not in new}
            points = {s: p for s, p in points.items() if s in new}
            if not points or (old and judge(old, size, lean=lean, agenda=agenda)):
                continue  # nothing new, or the original has said it
        judgement = judge(points, size, lean=lean, agenda=agenda)
        if judgement is not None:
            found[number] = judgement
    return found


@lru_cache(maxsize=8)
def _leans_of(vocabulary: Vocabulary) -> tuple[float, ...]:
    """The lean of each topic, by its number."""
    leans = load_weights().lean
    return tuple(leans.get(entry.topic.id, 0.0) for entry in vocabulary.topics)


def withdrawn(previous: Iterable[TopicMentioned], now: Iterable[TopicMentioned]) -> tuple[TopicMentioned, ...]:
    """The withdrawals that a revision of an article calls for: what was mentioned and is not any more.

    Each carries the words of the earlier mention, status "withdrawn", and no id or time of emission.
    """
    still = {m.mention_id for m in now}
    return tuple(
        replace(m, status="withdrawn", event_id="", emitted_at=None)
        for m in previous
        if m.status == "mentioned" and m.mention_id not in still
    )


def mention_id(article_id: str, topic_id: str, watchlist: str | None = None) -> str:
    """The id of a topic's mention in an article, the same over all revisions of it."""
    return id_of("\n".join(filter(None, ("topic", article_id, topic_id, watchlist))))


class _Quotes(dict[int, Evidence]):
    """The sentences of an article as exact quotes, by number; several topics often show by the same one."""

    def __init__(self, article: CleanArticle, document: Document) -> None:
        super().__init__()
        self._article, self._document = article, document

    def __missing__(self, number: int) -> Evidence:
        if number == TITLE:
            title = self._article.title or ""
            quote = Evidence(field="title", quote=title, start=0, end=len(title))
        else:
            s = self._document.sentences[number - 1]
            quote = Evidence(quote=self._article.text[s.start : s.end], start=s.start, end=s.end)
        self[number] = quote
        return quote


def _mention(
    article: CleanArticle,
    quotes: _Quotes,
    copy_of: str | None,
    topic: Topic,
    salience: float,
    sentences: tuple[int, ...],
    watchlist: str | None = None,
) -> TopicMentioned:
    return TopicMentioned(
        mention_id=mention_id(article.article_id, topic.id, watchlist),
        article_id=article.article_id,
        topic=topic,
        salience=salience,
        mentions=len(sentences),
        evidence=tuple([quotes[number] for number in sorted(sentences[:MOST_EVIDENCE])]),  # in the order of the text
        title=article.title,
        url=article.url,
        source=article.source,
        published_at=article.published_at,
        published_on=article.published_on,
        language=article.language,
        copy_of=copy_of,
        watchlist=watchlist,
        extractor=EXTRACTOR,
    )


def _sentences_in(document: Document, new_text: NewText) -> frozenset[int]:
    """Numbers of the sentences that share a character with the spans; the title is the original's."""
    new = Spans(new_text)
    return frozenset(n for n, s in enumerate(document.sentences, 1) if new.touch(s.start, s.end))
