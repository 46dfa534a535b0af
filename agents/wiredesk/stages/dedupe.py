"""articles.clean -> articles.linked, articles.duplicate: is this article new, a revision, or a copy - and of which?

One partition, so that every article is judged against all that came before it. The judge is `wiredesk.news.copies`,
which is pure; its rows are this stage's table, and its index is derived from them.

    same raw record again       the verdict it got, unchanged (a repetition after a crash)
    same id and text            repeated: ends here
    other id, same text         exact: ends here
    much of an earlier text     near: goes on, with the spans that are new
    same id, other text         revision: goes on
    else                        new: goes on

Delivery. At least once; links and linked articles are sent before the row is written, and repeated word for word.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from wiredesk.news.copies import Dedupe
from wiredesk.settings import Settings
from wiredesk.stages._work import Handled, Incoming, Row, Rows, Send
from wiredesk.topology import CLEAN, DUPLICATE, LINKED, Topic
from wiredesk_schemas import ArticleOutcome, CleanArticle, DuplicateArticle, LinkedArticle, Verdict
from wiredesk_schemas.values import DuplicateKind


class DedupeStage:
    """Links articles, one by one, in the order of the one partition."""

    name = "dedupe"
    source = CLEAN
    accepts = CleanArticle
    also: tuple[Topic, ...] = ()
    accounts = True
    concurrent = False
    together = False

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._judge = self._new_judge()

    async def open(self) -> None:
        """Nothing to take."""

    async def close(self) -> None:
        """Nothing to give back."""

    def rebuild(self, rows: Rows) -> None:
        """The judge's memory, from its rows, which it reads where they are."""
        self._judge = self._new_judge(rows)
        self._judge.load(rows.items())

    def _new_judge(self, rows: Rows | None = None) -> Dedupe:
        settings = self._settings
        return Dedupe(window_days=settings.copies_window_days, capacity=settings.copies_capacity, table=rows)

    async def handle_together(self, messages: Sequence[Any]) -> None:
        """Not used: records differ in what becomes of them."""

    async def handle(self, message: CleanArticle, incoming: Incoming, rows: Rows) -> Handled:
        """Judge one article."""
        judgement = self._judge.judge(message, origin=incoming.origin, seen_at=incoming.at)
        changed = [Row(key, value) for key, value in judgement.rows]
        changed += [Row(key, None) for key in judgement.expired]
        verdict = judgement.verdict
        if verdict.verdict in ("repeated", "exact"):
            # A copy with nothing new ends here, with a link to its original.
            return Handled((_link(message, verdict),), tuple(changed), _outcome(message, incoming, verdict))
        sends = [Send(LINKED, message.article_id, LinkedArticle(verdict=verdict, article=message))]
        if verdict.verdict == "near":
            sends.append(_link(message, verdict))
        return Handled(tuple(sends), tuple(changed))


def _link(article: CleanArticle, verdict: Verdict) -> Send:
    original = verdict.original or article.article_id
    link = DuplicateArticle(
        article_id=article.article_id,
        revision=article.revision,
        original=original,
        duplicate=_kind(verdict),
        similarity=verdict.similarity if verdict.similarity is not None else 1.0,
        title=article.title,
        url=article.url,
        source=article.source,
        published_at=article.published_at,
        published_on=article.published_on,
    )
    return Send(DUPLICATE, original, link)


def _outcome(article: CleanArticle, incoming: Incoming, verdict: Verdict) -> ArticleOutcome:
    return ArticleOutcome(
        origin=incoming.origin,
        outcome="repeated" if verdict.verdict == "repeated" else "duplicate",
        stage="dedupe",
        article_id=article.article_id,
        revision=article.revision,
        source=article.source,
        url=article.url,
        language=article.language,
        duplicate=_kind(verdict),
        original=verdict.original,
        emitted_at=datetime.now(UTC),
    )


def _kind(verdict: Verdict) -> DuplicateKind:
    return "repeated" if verdict.verdict == "repeated" else "exact" if verdict.verdict == "exact" else "near"
