"""The four stages without their work: as many messages as the stages send, of the same size, and nothing is read.

What remains is Kafka, Faust, the guard and the codec.
"""

from typing import Any

from wiredesk.news.copies import sketch_text
from wiredesk.stages._work import Handled, Incoming, Row, Rows, Send
from wiredesk.stages.clean import CleanStage
from wiredesk.stages.dedupe import DedupeStage
from wiredesk.stages.enrich import EnrichStage
from wiredesk.stages.reconcile import ReconcileStage
from wiredesk.topology import CLEAN, LINKED, REPORTS, TOPICS_MENTIONED
from wiredesk_schemas import (
    ArticleOutcome,
    ArticleReports,
    CleanArticle,
    LinkedArticle,
    RawArticle,
    Sketch,
    Topic,
    TopicMentioned,
    Verdict,
)

MENTIONS = 3
"""Topics that an article of the invented wire mentions."""
ROW_BYTES = 700
"""A row of dedupe's table."""

_sketch: Sketch | None = None


def read_nothing() -> None:
    """Take the work out of the stages of this process."""
    stages: tuple[tuple[Any, Any], ...] = (
        (CleanStage, _clean), (DedupeStage, _dedupe), (EnrichStage, _enrich), (ReconcileStage, _reconcile)
    )  # fmt: skip
    for stage, handle in stages:
        stage.handle = handle
        stage.rebuild = _rebuild_nothing


def _rebuild_nothing(self: Any, rows: Rows) -> None:
    """Rows of this kind hold nothing."""


def _name(incoming: Incoming) -> str:
    return incoming.origin.replace(":", "-")


async def _clean(self: Any, message: RawArticle, incoming: Incoming, rows: Rows) -> Handled:
    global _sketch
    if _sketch is None:
        _sketch = sketch_text(message.body)
    article = CleanArticle(
        article_id=_name(incoming), revision="0", text=message.body, title=message.title, language="en", sketch=_sketch
    )
    return Handled((Send(CLEAN, article.article_id, article),))


async def _dedupe(self: Any, message: CleanArticle, incoming: Incoming, rows: Rows) -> Handled:
    linked = LinkedArticle(verdict=Verdict(verdict="new"), article=message)
    row = Row(message.article_id.encode(), bytes(ROW_BYTES))
    return Handled((Send(LINKED, message.article_id, linked),), (row,))


async def _enrich(self: Any, message: LinkedArticle, incoming: Incoming, rows: Rows) -> Handled:
    article = message.article
    mentions = tuple(
        TopicMentioned(
            mention_id=f"{article.article_id}-{number}",
            article_id=article.article_id,
            topic=Topic(id="trade", label="Trade", scheme="wiredesk"),
            title=article.title,
        )
        for number in range(MENTIONS)
    )
    reports = ArticleReports(article_id=article.article_id, revision="0", title=article.title)
    sends = [Send(TOPICS_MENTIONED, mention.article_id, mention) for mention in mentions]
    sends.append(Send(REPORTS, article.article_id, reports))
    return Handled(tuple(sends), (Row(article.article_id.encode(), bytes(ROW_BYTES // 3)),))


async def _reconcile(self: Any, message: ArticleReports, incoming: Incoming, rows: Rows) -> Handled:
    outcome = ArticleOutcome(origin=incoming.origin, outcome="processed", stage="reconcile")
    return Handled((), (), outcome)
