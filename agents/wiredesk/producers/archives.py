"""Web archives (WARC): the pages in them, one record after another, from any place on.

Only responses with status 200 and an HTML body count; an archive that is cut off gives what came before, and a fault.
Places are byte offsets of records, so a long import can go on where it stopped, and at a record that was cut off once
the archive is whole.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wiredesk.api import Reject
from wiredesk.news.cleaning.decoding import decode_bytes
from wiredesk_schemas import RawArticle

MAX_PAGE_BYTES = 16 << 20
"""Of one page, unpacked; a larger one is told and passed over."""
HEADER_BYTES = 1 << 16
"""Within which the header of a record ends."""
CHUNK_BYTES = 1 << 20
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
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
    if place > size:
        told = f"expected to go on at byte {place:,}, got a file of {size:,}: another one than was read before"
        yield Archived(ArchiveFault("no-such-place", told), place)
        return
    with path.open("rb") as file:
        file.seek(place)
        waiting: RawArticle | ArchiveFault | None = None
        last_place = place
        try:
            for record in ArchiveIterator(file, record_types=WarcRecordType.any_type, parse_http=False):
                # A page is given out when the next record is seen: only then is its end known.
                if waiting is not None:
                    yield Archived(waiting, record.stream_pos)
                    waiting = None
                last_place = record.stream_pos
                waiting = _page(record) if record.record_type == WarcRecordType.response else None
        except OSError as e:
            if waiting is not None:
                yield Archived(waiting, last_place)
            told = f"{e}; expected a web archive, got one that is damaged after the record at byte {last_place:,}"
            yield Archived(ArchiveFault("not-warc", told), last_place)
            return
    if _is_cut_off(path, last_place):
        told = f"it ends in the middle of the record at byte {last_place:,}; what came before was read"
        yield Archived(ArchiveFault("cut-off", told), last_place)
    elif waiting is not None:
        yield Archived(waiting, size)


def _is_cut_off(path: Path, place: int) -> bool:
    """True when the archive does not hold all of the last record, which begins at `place`."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        # Of an archive that is one gzip stream, places are no offsets in the file: it is looked at as a whole.
        file.seek(place if place < size else 0)
        start = file.read(HEADER_BYTES)
        if start.startswith(GZIP):
            unzip = zlib.decompressobj(wbits=31)
            while start and not unzip.eof:
                unzip.decompress(start, CHUNK_BYTES)
                start = unzip.unconsumed_tail or file.read(CHUNK_BYTES)
            return not unzip.eof
        if start.startswith(ZSTD):
            return False  # fastwarc tells it by itself
        header, end, _ = start.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)^content-length:\s*(\d+)", header, re.MULTILINE)
        return bool(start) and (not end or (length is not None and place + len(header) + 4 + int(length[1]) > size))


def _page(record: Any) -> RawArticle | ArchiveFault | None:
    url = record.headers.get("WARC-Target-URI")
    record.parse_http()
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
