"""articles.linked -> articles.reports, events.topic-mentioned: the article is read.

The enabled enrichers are asked in turn, wiredesk's own (meetings, topics) through the same door as those of others.
Reports of meetings go on together, also when there are none, so that a correction can withdraw; events go to the topic
of their kind. What a revision no longer mentions is withdrawn: for that a table keeps, for each article, which topics
its last revisions stated, under the raw record they came from - a repeated record finds its own entry and compares
itself with the one before, not with itself.

Delivery. At least once; event ids are made of the words, so that a repetition is the same event.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

import msgspec

from wiredesk.api import Enricher
from wiredesk.news.reading import Reading, find_withdrawn, read, stated_key
from wiredesk.settings import Settings
from wiredesk.stages._watchlists import Watchlists
from wiredesk.stages._work import Handled, Incoming, OutsideError, Row, Rows, Send
from wiredesk.topology import LINKED, REPORTS, Topic, event_topic
from wiredesk_schemas import CleanArticle, LinkedArticle

TOPICS_SAID = "wiredesk-topics"
"""Header of a report: how many topics were mentioned. With it reconcile can write the article's outcome."""
NOT_READ = "wiredesk-not-read"
"""Header of a report: why the article was not read."""
VERDICT = "wiredesk-verdict"
"""Header of a report: what dedupe said of the article."""
SIMILARITY = "wiredesk-similarity"

REVISIONS_REMEMBERED = 6
"""Of each article. More than can lie between two commits; a live page has a new one every few minutes."""

WARM_UP = "The foreign ministers of France and Japan will meet in Geneva on May 5 to discuss trade."

REMEMBERED_FOR_S = 8 * 86_400
"""After its last revision, by the broker's time. dedupe knows a revision as one for as long."""
MOST_FORGOTTEN = 4
"""Articles that may be forgotten with each that is read: a clock that jumps once cannot empty the table."""


class Stated(msgspec.Struct, frozen=True, array_like=True):
    """A row, as MessagePack under the article_id.

    `revisions`: (origin, topics stated) of the last revisions, oldest first. `partition` is the one of the article, and
    so of its row's changelog.
    """

    at_s: int
    partition: int
    revisions: list[tuple[str, list[str]]]


_decoder = msgspec.msgpack.Decoder(Stated)


def read_stated(data: bytes) -> Stated:
    """A row as it was written. OutsideError, which stops the worker, when it is none: the article is not at fault."""
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as e:
        raise OutsideError(f"enrich: expected a row of what an article stated, got {data[:40]!r}: {e}") from e


class EnrichStage:
    """Reads articles."""

    name = "enrich"
    source = LINKED
    accepts = LinkedArticle
    also: tuple[Topic, ...] = ()
    accounts = True
    concurrent = False
    together = False

    def __init__(self, settings: Settings, enrichers: Mapping[str, Enricher[Any]]) -> None:
        self._settings = settings
        self._enrichers = enrichers
        self._watchlists = Watchlists(settings.watchlists_file)

    async def open(self) -> None:
        """Have the enrichers read their lexicons, which takes seconds, before the first article waits for them."""
        article = CleanArticle(article_id="", revision="", text=WARM_UP, language="en")
        for enricher in self._enrichers.values():
            await asyncio.to_thread(_warm, enricher, article)

    async def close(self) -> None:
        """Nothing to give back."""

    def rebuild(self, rows: Rows) -> None:
        """Nothing to derive."""

    async def handle_together(self, messages: Sequence[Any]) -> None:
        """Not used: records differ in what becomes of them."""

    async def handle(self, message: LinkedArticle, incoming: Incoming, rows: Rows) -> Handled:
        """Read one article."""
        reading = read(
            message,
            enrichers=self._enrichers,
            languages=self._settings.languages,
            watchlists=self._watchlists.in_force(),
        )
        events, row = self._with_withdrawn(message, reading, incoming, rows)
        sends = [Send(event_topic(type(event)), event.subject, event) for event in events]
        told = {VERDICT: message.verdict.verdict, TOPICS_SAID: str(len(reading.topics))}
        if reading.not_read is not None:
            told[NOT_READ] = reading.not_read
        if message.verdict.similarity is not None:
            told[SIMILARITY] = f"{message.verdict.similarity:.4f}"
        sends.append(Send(REPORTS, message.article.article_id, reading.reports, told))
        return Handled(tuple(sends), row)

    def _with_withdrawn(
        self, linked: LinkedArticle, reading: Reading, incoming: Incoming, rows: Rows
    ) -> tuple[list[Any], tuple[Row, ...]]:
        key = linked.article.article_id.encode("utf-8", "replace")
        row = rows.get(key)
        if row is None and not reading.topics:
            return list(reading.events), ()
        revisions = read_stated(row).revisions if row is not None else []
        earlier = [origin for origin, _ in revisions]
        place = earlier.index(incoming.origin) if incoming.origin in earlier else len(revisions)
        now = [stated_key(mention) for mention in reading.topics]
        # Its own entry too: an article that is read again, by a later vocabulary, may no longer mention what it did.
        before = [topic for _, stated in revisions[max(0, place - 1) : place + 1] for topic in stated]
        events = [*reading.events, *find_withdrawn(dict.fromkeys(before), linked.article, reading.topics)]
        if place < len(revisions) and revisions[place][1] == now:
            return events, ()
        revisions[place : place + 1] = [(incoming.origin, now)]
        at_s = int(incoming.at.timestamp())
        new = Stated(at_s, incoming.partition, revisions[-REVISIONS_REMEMBERED:])
        return events, (Row(key, msgspec.msgpack.encode(new)), *_forgotten(key, at_s, rows.oldest(incoming.partition)))


def _forgotten(key: bytes, at_s: int, oldest: Iterable[tuple[bytes, bytes]]) -> list[Row]:
    """Deletions of the rows that were written too long before that of `key`."""
    old = []
    for other, value in islice(oldest, MOST_FORGOTTEN):
        if other != key and read_stated(value).at_s < at_s - REMEMBERED_FOR_S:
            old.append(Row(other, None))
    return old


def _warm(enricher: Enricher[Any], article: CleanArticle) -> None:
    # A plug-in that fails on this article is told when it fails on a real one.
    with suppress(Exception):
        enricher(article)
