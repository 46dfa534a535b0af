"""Feeds: the list of those to poll, and reading one from bytes.

feeds.toml:

    [[feed]]
    url = "https://www.example.org/world.rss"
    source = "Example News"
    every_s = 300            # how often to ask; a feed's own Retry-After and errors make it longer
    fetch_page = true        # fetch each article's page, not only what the feed carries
    silent_after_s = 86400   # no new article for so long is worth a warning
    language = "en"

A feed is parsed from bytes, never from a URL (feedparser would fetch what it names); a document that declares its own
entities is refused (XML bombs), an ordinary DOCTYPE is not.
"""

import calendar
import re
import time
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import feedparser
import msgspec
from msgspec import Meta

from wiredesk.outbound import AddressRefused, check_url
from wiredesk_schemas import RawArticle

MAX_FEED_BYTES = 10 << 20
MAX_ENTRIES = 1_000
_DECLARES_ENTITIES = re.compile(rb"<!ENTITY|<!DOCTYPE[^>\[]*\[", re.IGNORECASE)
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "wiredesk.feeds")


class FeedsError(ValueError):
    """The list of feeds cannot be used; the text names file and entry."""


class FeedRefused(Exception):
    """These bytes are no feed that may be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed to poll."""

    url: str
    source: str
    every_s: Annotated[float, Meta(ge=30)] = 300.0
    fetch_page: bool = False
    silent_after_s: Annotated[float, Meta(gt=0)] = 86_400.0
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; `key` stays the same when its text changes, `content` tells whether it did."""

    key: str
    content: str
    article: RawArticle


def read_feeds(path: Path) -> tuple[Feed, ...]:
    """The list of feeds. Raises FeedsError."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as e:
        raise FeedsError(f"{path}: cannot be read: {e}") from e
    except tomllib.TOMLDecodeError as e:
        raise FeedsError(f"{path}: not TOML: {e}") from e
    if unknown := sorted(set(tables) - {"feed"}):
        raise FeedsError(f"{path}: expected [[feed]] tables, got {unknown[0]!r}")
    feeds = tuple(_feed(table, f"{path}: feed {number}") for number, table in enumerate(tables.get("feed", []), 1))
    seen: set[str] = set()
    for number, feed in enumerate(feeds, 1):
        if feed.url in seen:
            raise FeedsError(f"{path}: feed {number}: {feed.url!r} is listed twice")
        seen.add(feed.url)
    if not feeds:
        raise FeedsError(f"{path}: no [[feed]] in it")
    return feeds


def _feed(table: Any, where: str) -> Feed:
    known = {f.name for f in fields(Feed)}
    if isinstance(table, dict) and (unknown := sorted(set(table) - known)):
        raise FeedsError(f"{where}: no such key {unknown[0]!r}; there are: {', '.join(sorted(known))}")
    try:
        feed = msgspec.convert(table, Feed)
        check_url(feed.url)
    except (msgspec.ValidationError, AddressRefused) as e:
        raise FeedsError(f"{where}: {e}") from e
    return feed


def parse_feed(data: bytes, feed: Feed, *, fetched_at: datetime, content_type: str | None = None) -> list[Entry]:
    """The entries of a feed, in its order. Raises FeedRefused for bytes that are no feed."""
    if len(data) > MAX_FEED_BYTES:
        raise FeedRefused(f"expected at most {MAX_FEED_BYTES:,} bytes, got {len(data):,}")
    # UTF-16 would hide the words from the look for entities.
    if _DECLARES_ENTITIES.search(data.replace(b"\x00", b"")):
        raise FeedRefused("it declares its own entities, as XML bombs do")
    headers = {"content-type": content_type} if content_type else {}
    parsed = feedparser.parse(data, response_headers=headers)
    if not parsed.get("version") and not parsed.entries:
        raise FeedRefused(f"neither RSS nor Atom: {parsed.get('bozo_exception') or data[:60]!r}")
    return list(_entries(parsed.entries[:MAX_ENTRIES], feed, fetched_at))


def _entries(items: list[Any], feed: Feed, fetched_at: datetime) -> Iterator[Entry]:
    for item in items:
        url = _link(item.get("link"))
        body = _body(item)
        title = item.get("title") or None
        if not (body or title or url):
            continue
        guid = item.get("id") or None
        key = str(guid or url or uuid.uuid5(_NAMESPACE, f"{title}\n{body}"))
        article = RawArticle(
            body=body or title or "",
            content_type="text/html",
            # With a URL the id is derived from it, so that the same article by another way has the same id.
            article_id=None if url else str(uuid.uuid5(_NAMESPACE, f"{feed.source}\n{key}")),
            url=url,
            source=feed.source,
            title=title,
            published_at=_moment(item.get("published_parsed") or item.get("updated_parsed")),
            fetched_at=fetched_at.isoformat(),
            language=feed.language,
        )
        yield Entry(key, f"{title}\n{body}", article)


def _body(item: Any) -> str:
    longest = max((part.get("value") or "" for part in item.get("content") or ()), key=len, default="")
    return longest or item.get("summary") or ""


def _moment(parsed: time.struct_time | None) -> str | None:
    """feedparser's times are UTC; a year that Python cannot hold is no time."""
    if parsed is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _link(url: Any) -> str | None:
    try:
        check_url(str(url))
    except AddressRefused:
        return None
    return str(url)
