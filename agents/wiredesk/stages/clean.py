"""articles.raw -> articles.clean: what a producer sent becomes text, title, language and when it was published.

HTML is parsed in child processes that can be killed: a page that crashes or hangs libxml ends as `rejected`, not as a
dead worker. Text is cleaned in this process. Rejected: what is no article ("not-json", "wrong-shape", "empty-text",
"too-large", "page-timeout", "page-crash", ...).

Delivery. At least once; stateless, so a record read twice gives the same clean article twice, and dedupe tells by the
origin that it is the same raw record.
"""

import asyncio
import multiprocessing
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pebble import ProcessExpired, ProcessPool

from wiredesk.api import Reject
from wiredesk.news.cleaning import Page, clean, is_html, read_page
from wiredesk.news.sources import load_sources
from wiredesk.settings import Settings
from wiredesk.stages._work import Handled, Incoming, Rows, Send
from wiredesk.topology import CLEAN, RAW, Topic
from wiredesk_schemas import RawArticle

WARM_UP = "GENEVA, May 5 (Example News) - The foreign ministers will meet here on Thursday to discuss trade."

PAGES_PER_PROCESS = 2000
"""A child is replaced after so many pages: libxml and its bindings lose a little memory with each."""


class CleanStage:
    """Cleans raw articles, several of a batch at a time."""

    name = "clean"
    source = RAW
    accepts = RawArticle
    also: tuple[Topic, ...] = ()
    accounts = True
    concurrent = True
    together = False

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._sources = load_sources(settings.sources_file)
        self._pages: ProcessPool | None = None

    async def open(self) -> None:
        """Have the models of languages read; the first page starts the child processes."""
        await asyncio.to_thread(clean, RawArticle(body=WARM_UP), sources=self._sources)

    async def close(self) -> None:
        """Stop the child processes."""
        pages, self._pages = self._pages, None
        if pages is not None:
            pages.stop()  # type: ignore[no-untyped-call]
            await asyncio.to_thread(pages.join, 5)

    def rebuild(self, rows: Rows) -> None:
        """Nothing is kept."""

    async def handle_together(self, messages: Sequence[Any]) -> None:
        """Not used: records differ in what becomes of them."""

    async def handle(self, message: RawArticle, incoming: Incoming, rows: Rows) -> Handled:
        """One clean article, or Reject."""
        page = await self._read_page(message) if is_html(message) else None
        article = clean(message, page=page, sources=self._sources, now=_moment(incoming))
        return Handled(sends=(Send(CLEAN, article.article_id, article),))

    async def _read_page(self, raw: RawArticle) -> Page:
        future = self._pool().schedule(read_page, args=[raw.body, raw.url], timeout=self._settings.page_timeout_s)
        try:
            page: Page = await asyncio.wrap_future(future)
        except TimeoutError as e:
            limit = f"{self._settings.page_timeout_s:g} s"
            raise Reject("page-timeout", f"expected a page of HTML that can be read within {limit}") from e
        except ProcessExpired as e:
            raise Reject("page-crash", f"the HTML parser died of it with exit code {e.exitcode}") from e
        return page

    def _pool(self) -> ProcessPool:
        if self._pages is None:
            # Not fork: librdkafka's and Faust's threads would be copied mid-step.
            context: Any = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(["wiredesk.news.cleaning", "trafilatura"])
            self._pages = ProcessPool(
                max_workers=self._settings.page_workers, max_tasks=PAGES_PER_PROCESS, context=context
            )
        return self._pages


def _moment(incoming: Incoming) -> datetime:
    # The broker's time, not the clock's: a replay of the record must read the same date.
    return incoming.at
