"""Poll feeds and send what is new.

Delivery. At least once: an entry counts as sent after Kafka has it; after a crash in between it is sent again, and
dedupe recognises it. An entry whose text changed is sent again: a revision.

A feed is asked every `every_s`, spread by a tenth at random so that feeds do not come in step. Errors double the wait
(to a day); Retry-After is honoured; 410 Gone ends it until the list or the state says otherwise; a permanent redirect
is remembered.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import structlog

from wiredesk.api import Reject
from wiredesk.doors import PollerMetrics
from wiredesk.producers.feeds import MAX_FEED_BYTES, Entry, Feed, FeedRefused, parse_feed
from wiredesk.producers.fetching import Answer, Fetcher, FetchFailed
from wiredesk.producers.poll_state import FeedState, PollState
from wiredesk.producers.records import raw_record
from wiredesk_schemas import RawArticle

log = structlog.get_logger("wiredesk.poll")

MAX_WAIT_S = 86_400.0
MAX_PAGE_BYTES = 3 << 20
JITTER = 0.1
AT_ONCE = 16
"""Feeds asked at the same time; to one host only one."""

Send = Callable[[Sequence[RawArticle]], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a feed stands, for people: seconds since its last new article, whether that is too long, its fault.

    Of a feed that had none yet, `quiet_s` counts since it was first asked; None before that.
    """

    source: str
    url: str
    quiet_s: float | None
    has_had_news: bool
    is_silent: bool
    is_gone: bool
    fault: str | None

    @property
    def state(self) -> str:
        """In a word: gone, silent, failing or ok, the gravest first."""
        if self.is_gone:
            return "gone"
        return "silent" if self.is_silent else "failing" if self.fault else "ok"


class Poller:
    """Polls a list of feeds; `clock_s` gives seconds since 1970."""

    def __init__(
        self,
        feeds: Sequence[Feed],
        state: PollState,
        fetcher: Fetcher,
        send: Send,
        *,
        clock_s: Callable[[], float] = time.time,
        chance: random.Random | None = None,
        metrics: PollerMetrics | None = None,
    ) -> None:
        self._feeds = feeds
        self._metrics = metrics or PollerMetrics(feed.source for feed in feeds)
        self._state = state
        self._fetcher = fetcher
        self._send = send
        self._clock_s = clock_s
        self._chance = chance or random.Random()  # noqa: S311  # spreads requests, keeps no secret
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def run(self, *, rounds: int | None = None) -> int:
        """Poll each feed when it is due; for ever, or so many times. How many articles were sent.

        What `send` raises ends it.
        """
        self.show_standings()
        async with asyncio.TaskGroup() as tasks:
            polling = [tasks.create_task(self._run_one(feed, rounds)) for feed in self._feeds]
        return sum(task.result() for task in polling)

    async def _run_one(self, feed: Feed, rounds: int | None) -> int:
        done = sent = 0
        while rounds is None or done < rounds:
            state = self._state.load(feed.url)
            if state.gone:
                log.info("feed is gone, not asked", source=feed.source, url=feed.url)
                break
            if rounds is None:
                await asyncio.sleep(max(0.0, state.next_at - self._clock_s()))
            async with self._slots:
                sent += await self.poll(feed)
            done += 1
        return sent

    async def poll(self, feed: Feed) -> int:
        """Ask one feed now and send what is new; how many articles were sent."""
        state = self._state.load(feed.url)
        now = self._clock_s()
        state.first_asked_at = state.first_asked_at or now
        sent = 0
        try:
            answer = await self._fetcher.fetch(
                state.moved_to or feed.url,
                max_bytes=MAX_FEED_BYTES,
                etag=state.etag,
                last_modified=state.last_modified,
            )
            sent = await self._take(feed, state, answer)
            state.failures, state.fault = 0, None
            wait_s = max(feed.every_s, answer.retry_after_s or 0.0)
            self._metrics.asked(feed.source, "new" if sent else "unchanged", sent)
        except (FetchFailed, FeedRefused) as e:
            state.failures += 1
            state.fault = str(e)[:300]
            wait_s = min(feed.every_s * 2 ** min(state.failures, 20), MAX_WAIT_S)
            if isinstance(e, FetchFailed):
                wait_s = max(wait_s, e.retry_after_s or 0.0)
            self._metrics.asked(feed.source, "gone" if state.gone else "failed", 0)
            log.warning("feed not read", source=feed.source, url=feed.url, fault=state.fault, failures=state.failures)
        state.next_at = self._clock_s() + wait_s * (1 + self._chance.uniform(0, JITTER))
        self._state.save(state)
        standing = self.standing(feed)
        if standing.is_silent:
            log.warning("source is silent", source=feed.source, url=feed.url, quiet_s=round(standing.quiet_s or 0))
        self.show_standings()
        return sent

    def show_standings(self) -> None:
        """Bring the metrics of how feeds stand up to date."""
        states: dict[str, int] = {}
        silent = dict.fromkeys((feed.source for feed in self._feeds), 0)
        for feed in self._feeds:
            standing = self.standing(feed)
            states[standing.state] = states.get(standing.state, 0) + 1
            silent[feed.source] += standing.state == "silent"
            if (last_new_at := self._state.load(feed.url).last_new_at) is not None:
                self._metrics.heard(feed.source, last_new_at)
        self._metrics.standings(states, silent)

    def standing(self, feed: Feed) -> Standing:
        """How a feed stands."""
        state = self._state.load(feed.url)
        since = state.last_new_at or state.first_asked_at
        quiet_s = None if since is None else self._clock_s() - since
        is_silent = quiet_s is not None and quiet_s > feed.silent_after_s
        return Standing(
            feed.source, feed.url, quiet_s, state.last_new_at is not None, is_silent, state.gone, state.fault
        )

    async def _take(self, feed: Feed, state: FeedState, answer: Answer) -> int:
        if answer.moved_to is not None and answer.status in (200, 304):
            state.moved_to = answer.moved_to
        if answer.status == 304:
            return 0
        if answer.status == 410:
            state.gone = True
            raise FetchFailed(f"{answer.url} answered 410: gone for good")
        if answer.status != 200:
            raise FetchFailed(f"{answer.url} answered {answer.status}", retry_after_s=answer.retry_after_s)
        fetched_at = datetime.fromtimestamp(self._clock_s(), UTC)
        # In a thread: a feed made to be slow must not hold up the others, nor what Kafka waits for.
        entries = await asyncio.to_thread(
            parse_feed, answer.body, feed, fetched_at=fetched_at, content_type=answer.content_type
        )
        fresh = [e for e in entries if self._state.is_new(feed.url, e.key, e.content)]
        sent = 0
        for entry in reversed(fresh):  # feeds list the newest first; the oldest is sent first
            sent += await self._send_one(feed, entry)
        # Only now: should the process end before, the feed is read again in full.
        state.etag, state.last_modified = answer.etag, answer.last_modified
        if sent:
            state.last_new_at = self._clock_s()
        return sent

    async def _send_one(self, feed: Feed, entry: Entry) -> int:
        article = await self._with_page(entry.article) if feed.fetch_page else entry.article
        sent = 0
        try:
            raw_record(article)
            await self._send([article])
            sent = 1
        except Reject as e:
            log.warning("entry left out", source=feed.source, entry=entry.key, reason=str(e))
        self._state.remember(feed.url, [(entry.key, entry.content)], self._clock_s())
        return sent

    async def _with_page(self, article: RawArticle) -> RawArticle:
        """The article with its page for a body; as the feed has it when the page cannot be had."""
        if article.url is None:
            return article
        try:
            if not await self._fetcher.may_read(article.url):
                return article
            answer = await self._fetcher.fetch(article.url, max_bytes=MAX_PAGE_BYTES)
        except FetchFailed as e:
            log.info("page not fetched, the feed's text is sent", url=article.url, fault=str(e)[:300])
            return article
        if answer.status != 200 or "html" not in (answer.content_type or "html"):
            return article
        try:
            return replace(article, body=_decoded(answer), content_type="text/html")
        except Reject as e:
            log.info("page not readable, the feed's text is sent", url=article.url, fault=str(e)[:300])
            return article


def _decoded(answer: Answer) -> str:
    from wiredesk.news.cleaning.decoding import decode_bytes

    _, _, declared = (answer.content_type or "").partition("charset=")
    return decode_bytes(answer.body, declared.strip(" \"'") or None)
