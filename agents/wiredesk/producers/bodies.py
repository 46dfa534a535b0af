"""Articles in the body of a request: one JSON object, or JSON lines, plain or gzipped; bounded in every direction."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from wiredesk.api import Reject
from wiredesk.producers.records import raw_record
from wiredesk_schemas import RawArticle, SchemaError, decode

MAX_BODY_BYTES = 16 << 20
"""Of a request, before and after decompression."""
MAX_RATIO = 200
"""Of decompression: text reaches 10, a bomb 1,000."""
MAX_ARTICLES = 1_000


class BodyRefused(Exception):
    """The body as a whole is refused, with this HTTP status."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.title = title
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Fault:
    """Why one article of a body is refused; `line` counts from 1."""

    line: int
    reason: str
    detail: str


def unpacked(body: bytes, encoding: str | None) -> bytes:
    """The body without its content encoding. Raises BodyRefused 413, 415, 400."""
    if len(body) > MAX_BODY_BYTES:
        raise BodyRefused(413, "body too large", f"expected at most {MAX_BODY_BYTES:,} bytes, got {len(body):,}")
    coding = (encoding or "identity").strip().lower()
    if coding == "identity":
        return body
    if coding not in ("gzip", "x-gzip"):
        raise BodyRefused(415, "unknown content encoding", f"expected gzip or none, got {encoding!r}")
    unzip = zlib.decompressobj(wbits=31)
    limit = min(MAX_BODY_BYTES, max(1, len(body)) * MAX_RATIO)
    try:
        plain = unzip.decompress(body, limit + 1)
    except zlib.error as e:
        raise BodyRefused(400, "not gzip", str(e)) from e
    if len(plain) > limit:
        raise BodyRefused(413, "body too large", f"it unpacks to more than {limit:,} bytes")
    if not unzip.eof or unzip.unused_data:
        raise BodyRefused(400, "not gzip", "expected one whole gzip stream")
    return plain


def parse_body(body: bytes, media_type: str) -> list[RawArticle | Fault]:
    """The articles, and why those that are none are refused. Raises BodyRefused."""
    if media_type == "application/json":
        lines = [body]
    elif media_type in ("application/x-ndjson", "application/jsonl"):
        lines = body.split(b"\n")
        if lines and not lines[-1].strip():
            lines.pop()
    else:
        expected = "application/json or application/x-ndjson"
        raise BodyRefused(415, "unknown content type", f"expected {expected}, got {media_type[:80]!r}")
    if not any(line.strip() for line in lines):
        raise BodyRefused(400, "empty body", "expected an article as JSON, got nothing")
    if len(lines) > MAX_ARTICLES:
        raise BodyRefused(413, "too many articles", f"expected at most {MAX_ARTICLES:,} lines, got {len(lines):,}")
    return list(_articles(lines))


def _articles(lines: list[bytes]) -> Iterator[RawArticle | Fault]:
    for number, line in enumerate(lines, 1):
        try:
            article = decode(line, RawArticle)
            raw_record(article)
        except SchemaError as e:
            yield Fault(number, "not-an-article", str(e))
        except Reject as e:
            yield Fault(number, e.reason, e.detail)
        else:
            yield article
