"""Fetch a URL as a good citizen: bounded, guarded against one's own network, polite.

Follows at most five redirects, checks each; caps bytes (also of what a compressed answer unpacks to) and time; one
request at a time to a host, at least `host_pause_s` apart; honours robots.txt for pages.
"""

import asyncio
import time
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import aiohttp

from wiredesk import __version__
from wiredesk.outbound import AddressRefused, check_url, guarded_session

MAX_REDIRECTS = 5
ROBOTS_KEPT_S = 86_400.0
USER_AGENT = f"wiredesk/{__version__} (news reader; feed poller)"
AGENT_NAME = "wiredesk"


class FetchFailed(Exception):
    """No usable answer; the text says why. `retry_after_s`: how long the other side asks to wait, when it does."""

    def __init__(self, fault: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(fault)
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class Answer:
    """What came. `url` is where it came from in the end; `moved_to` where a permanent redirect says it lives now."""

    status: int
    body: bytes
    url: str
    moved_to: str | None
    content_type: str | None
    etag: str | None
    last_modified: str | None
    retry_after_s: float | None


class Fetcher:
    """An async context manager; `allow_private` is for tests and for feeds in one's own network."""

    def __init__(self, *, allow_private: bool = False, timeout_s: float = 30.0, host_pause_s: float = 1.0) -> None:
        self._allow_private = allow_private
        self._timeout_s = timeout_s
        self._host_pause_s = host_pause_s
        self._session: aiohttp.ClientSession | None = None
        self._hosts: dict[str, _Host] = {}

    async def __aenter__(self) -> "Fetcher":
        self._session = guarded_session(
            allow_private=self._allow_private, timeout_s=self._timeout_s, headers={"user-agent": USER_AGENT}
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def fetch(
        self, url: str, *, max_bytes: int, etag: str | None = None, last_modified: str | None = None
    ) -> Answer:
        """GET, conditional when a validator is given. Raises FetchFailed."""
        headers = {}
        if etag:
            headers["if-none-match"] = etag
        if last_modified:
            headers["if-modified-since"] = last_modified
        at, moved_to, permanent = url, None, True
        for _ in range(MAX_REDIRECTS + 1):
            answer = await self._get(at, headers, max_bytes)
            if answer.status not in (301, 302, 303, 307, 308):
                return replace(answer, moved_to=moved_to)
            if answer.moved_to is None:
                raise FetchFailed(f"{at} answered {answer.status} without a place to go")
            at = urljoin(at, answer.moved_to)
            permanent = permanent and answer.status in (301, 308)
            moved_to = at if permanent else moved_to
        raise FetchFailed(f"{url} redirects more than {MAX_REDIRECTS} times")

    async def may_read(self, url: str) -> bool:
        """True unless the host's robots.txt forbids it; one that cannot be had forbids nothing."""
        parts = urlsplit(url)
        host = self._host(parts.netloc)
        if host.robots is None or time.monotonic() - host.robots_at >= ROBOTS_KEPT_S:
            rules = RobotFileParser()
            try:
                answer = await self.fetch(f"{parts.scheme}://{parts.netloc}/robots.txt", max_bytes=500_000)
                text = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
            except FetchFailed:
                text = ""
            rules.parse(text.splitlines())
            host.robots, host.robots_at = rules, time.monotonic()
        return host.robots.can_fetch(AGENT_NAME, url)

    async def _get(self, url: str, headers: dict[str, str], max_bytes: int) -> Answer:
        if self._session is None:
            raise FetchFailed("the fetcher is not open: async with Fetcher() as fetcher")
        try:
            check_url(url)
            turn = self._host(urlsplit(url).netloc).turn(self._host_pause_s)
            async with turn, self._session.get(url, headers=headers, allow_redirects=False) as answer:
                body = await _read(answer, max_bytes)
                told = answer.headers
                return Answer(
                    status=answer.status,
                    body=body,
                    url=url,
                    moved_to=told.get("location"),
                    content_type=told.get("content-type"),
                    etag=told.get("etag"),
                    last_modified=told.get("last-modified"),
                    retry_after_s=parse_retry_after(told.get("retry-after"), time.time()),
                )
        except (AddressRefused, aiohttp.ClientError, TimeoutError, OSError, ValueError) as e:
            raise FetchFailed(f"{url[:200]}: {e or type(e).__name__}") from e

    def _host(self, netloc: str) -> "_Host":
        return self._hosts.setdefault(netloc, _Host())


class _Host:
    """One at a time, and not too soon after one another."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.last_s = float("-inf")
        self.robots: RobotFileParser | None = None
        self.robots_at = 0.0

    def turn(self, pause_s: float) -> "_Turn":
        return _Turn(self, pause_s)


class _Turn:
    def __init__(self, host: _Host, pause_s: float) -> None:
        self._host = host
        self._pause_s = pause_s

    async def __aenter__(self) -> None:
        await self._host.lock.acquire()
        await asyncio.sleep(max(0.0, self._host.last_s + self._pause_s - time.monotonic()))

    async def __aexit__(self, *_: object) -> None:
        self._host.last_s = time.monotonic()
        self._host.lock.release()


async def _read(answer: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    """The body; aiohttp unpacks while it reads, so the cap holds for bombs too."""
    body = bytearray()
    async for chunk in answer.content.iter_chunked(1 << 16):
        body += chunk
        if len(body) > max_bytes:
            raise FetchFailed(f"{answer.url} is larger than {max_bytes:,} bytes")
    return bytes(body)


def parse_retry_after(value: str | None, now_s: float) -> float | None:
    """Seconds to wait, from a number or a date; None when there is none or it cannot be read; at most a day."""
    if not value:
        return None
    try:
        wait_s = float(value) if value.strip().isdecimal() else parsedate_to_datetime(value).timestamp() - now_s
    except (ValueError, TypeError):
        return None
    return min(max(wait_s, 0.0), 86_400.0)
