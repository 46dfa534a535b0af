"""articles.clean -> articles.linked, articles.duplicate: is this article new, a revision, or a copy - and of which?

One partition, so that every article is judged against all that came before it. The table holds one row for each
article revision: its verdict, the raw record it came from, and its sketch; the index of sketches is derived from it.

    same raw record again       the verdict of its row, unchanged (a repetition after a crash)
    same id and text            repeated: ends here
    other id, same text         exact: ends here
    much of an earlier text     near: goes on, with the spans that are new
    same id, other text         revision: goes on
    else                        new: goes on

Delivery. At least once; links and linked articles are sent before the row is written, and repeated word for word.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import msgspec

from wiredesk.news.copies import CopyIndex
from wiredesk.settings import Settings
from wiredesk.stages._work import Handled, Incoming, Row, Rows, Send
from wiredesk.topology import CLEAN, DUPLICATE, LINKED
from wiredesk_schemas import ArticleOutcome, CleanArticle, DuplicateArticle, LinkedArticle, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A row of the table, as MessagePack under "<article_id>\\n<revision>". `offset` is its place in the order."""

    origin: str
    offset: int
    verdict: Verdict
    article: bytes
    """What the index needs of the article: JSON of a CleanArticle without its text."""


class DedupeStage:
    """Links articles, one by one, in the order of the one partition."""

    name = "dedupe"
    source = CLEAN
    accepts = CleanArticle
    accounts: ClassVar[bool] = True
    concurrent: ClassVar[bool] = False

    def __init__(self, settings: Settings) -> None:
        self._index = CopyIndex()

    async def open(self) -> None:
        """Nothing to take."""

    async def close(self) -> None:
        """Nothing to give back."""
