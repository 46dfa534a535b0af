"""Web archives (WARC): the pages in them, one record after another, from any place on.

Only responses with status 200 and an HTML body count; an archive that is cut off gives what came before. Places are
byte offsets of records, so a long import can go on where it stopped.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wiredesk.api import Reject
from wiredesk.news.cleaning.decoding import decode_bytes
from wiredesk_schemas import RawArticle

MAX_PAGE_BYTES = 16 << 20
"""Of one page, unpacked; a larger one is told and passed over."""
PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class ArchiveFault:
    """A record that is no page, though it claims to be one."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Archived:
    """A page or a fault, and where the next record begins."""

    found: RawArticle | ArchiveFault
    next_place: int


def read_archive(path: Path, place: int = 0) -> Iterator[Archived]:
    """The pages of a .warc or .warc.gz file from a place on. Raises OSError when it cannot be opened."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(place)
        records = ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True)
        waiting: RawArticle | ArchiveFault | None = None
        for record in records:
            # A page is given out when the next record is seen: only then is its end known.
            if waiting is not None:
                yield Archived(waiting, record.stream_pos)
            waiting = _page(record)
        if waiting is not None:
            yield Archived(waiting, size)


def _page(record: Any) -> RawArticle | ArchiveFault | None:
    url = record.headers.get("WARC-Target-URI")
    answer = record.http_headers
    if answer is None or answer.status_code != 200:
        return None
    content_type = (answer.get("Content-Type") or "").partition(";")
    if content_type[0].strip().lower() not in PAGES:
        return None
    body = record.reader.read(MAX_PAGE_BYTES + 1)
    if len(body) > MAX_PAGE_BYTES:
        return ArchiveFault("too-large", f"{url}: expected at most {MAX_PAGE_BYTES:,} bytes, got more")
    _, _, charset = content_type[2].partition("charset=")
    try:
        text = decode_bytes(body, charset.strip(" \"';") or None)
    except Reject as e:
        return ArchiveFault(e.reason, f"{url}: {e.detail}")
    when = record.headers.get("WARC-Date")
    return RawArticle(body=text, content_type="text/html", url=url, fetched_at=when)
