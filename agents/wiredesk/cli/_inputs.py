"""Articles from files, folders and standard input.

In: paths of JSON lines (.jsonl, .ndjson), JSON (.json: one article or a list), tables (.csv, with a header), pages
(.html, .htm), texts (.txt) and web archives (.warc), each also compressed (.gz, .zst); folders are walked in name
order; "-" is standard input, its kind sniffed (a table where columns are named).
Out: one RawArticle each, or Refused with file, line and reason for what is not one; never an exception.
Memory is bounded by MAX_RECORD_BYTES, also for compressed files: lines are streamed.
"""

import csv
import gzip
import io
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import BinaryIO, cast

from wiredesk.api import Reject
from wiredesk.cli._kinds import KINDS, LINES, PAGES, STDIN, files_in, kind_of
from wiredesk.news.cleaning.decoding import decode_bytes
from wiredesk_schemas import RawArticle, SchemaError, convert, parse

MAX_RECORD_BYTES = 16 * 1024 * 1024
"""One article as it stands in a file. Twice what `clean` takes, so that it is `clean` that says what is too large."""

Places = MutableMapping[str, int]
"""By archive: where the next record begins (bytes)."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be read as an article: where, why, and its first bytes (at most 1,000)."""

    path: str
    line: int | None
    reason: str
    detail: str
    data: bytes = b""

    def __str__(self) -> str:
        """One line for people: "news.jsonl:17: not-an-article: Expected `str`, got `int` - at `$.body`"."""
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.reason}: {self.detail}"


def read_articles(
    paths: Iterable[str | Path], *, columns: Mapping[str, str] | None = None, places: Places | None = None
) -> Iterator[RawArticle | Refused]:
    """All articles of these files and folders, in order, lazily.

    `columns` tells, for tables, the column of each field of RawArticle that is not named like it ({"body": "text"}).
    `places` is where in each archive to begin, and is kept up to date as records are given out.
    """
    for path in paths:
        if str(path) == STDIN:
            # Only a table has columns.
            yield from _read_stream(sys.stdin.buffer, STDIN, kind=".csv" if columns else None, columns=columns)
        else:
            yield from _read_path(Path(path), columns or {}, {} if places is None else places)


def _read_path(path: Path, columns: Mapping[str, str], places: Places) -> Iterator[RawArticle | Refused]:
    try:
        if "\0" in str(path):
            raise OSError("no file's name holds a null byte")
        found = sorted(files_in(path)) if path.is_dir() else None
    except OSError as e:  # a name that is too long, a folder that may not be entered
        yield Refused(str(path), None, "not-readable", e.strerror or str(e))
        return
    if found is not None:
        if not found:
            yield Refused(
                str(path), None, "no-articles", f"no file in it ends in {', '.join(sorted(KINDS))} (or .gz, .zst)"
            )
        for p in found:
            yield from _read_file(p, columns, places)
    else:
        yield from _read_file(path, columns, places)


def _read_file(path: Path, columns: Mapping[str, str], places: Places) -> Iterator[RawArticle | Refused]:
    kind = kind_of(path)
    if kind is None and path.exists():
        ending = path.suffix or "no ending"
        yield Refused(
            str(path), None, "unknown-file-type", f"expected {', '.join(sorted(KINDS))} (or .gz, .zst), got {ending}"
        )
        return
    try:
        if kind == ".warc":
            yield from _read_archive(path, places)
            return
        with path.open("rb") as file:
            yield from _read_stream(_unpacked(file, path.suffix.lower()), str(path), kind=kind, columns=columns)
    except FileNotFoundError:
        yield Refused(str(path), None, "no-such-file", "there is no such file or folder")
    except OSError as e:
        yield Refused(str(path), None, "not-readable", e.strerror or str(e))


def _unpacked(file: BinaryIO, ending: str) -> BinaryIO:
    if ending == ".gz":
        return cast(BinaryIO, gzip.GzipFile(fileobj=file))
    if ending == ".zst":
        import zstandard

        return zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
    return file


def _read_archive(path: Path, places: Places) -> Iterator[RawArticle | Refused]:
    from wiredesk.producers.archives import ArchiveFault, read_archive

    name = str(path)
    for item in read_archive(path, places.get(name, 0)):
        places[name] = item.next_place
        if isinstance(item.found, ArchiveFault):
            yield Refused(name, None, item.found.reason, item.found.detail)
        else:
            yield item.found


def _read_stream(
    stream: BinaryIO, name: str, *, kind: str | None, columns: Mapping[str, str] | None = None
) -> Iterator[RawArticle | Refused]:
    """One open file; a fault of decompression ends it, what came before is kept."""
    buffered = io.BufferedReader(cast(io.RawIOBase, stream)) if not hasattr(stream, "peek") else stream
    try:
        if kind is None:
            kind = _sniff(buffered)
        if kind in LINES:
            yield from _read_lines(buffered, name)
            return
        if kind == ".csv":
            yield from _read_table(buffered, name, columns or {})
            return
        data = buffered.read(MAX_RECORD_BYTES + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as e:
        yield Refused(name, None, "not-gzip", f"{e}; expected a whole gzip file, got one that is damaged or cut off")
        return
    except Exception as e:
        if type(e).__name__ != "ZstdError":
            raise
        yield Refused(name, None, "not-zstd", f"{e}; expected a whole zstd file, got one that is damaged or cut off")
        return
    if len(data) > MAX_RECORD_BYTES:
        yield _too_large(name, None, data)
    elif kind == ".json":
        yield from _read_json(data, name)
    else:
        yield _read_body(data, name, "text/html" if kind in PAGES else None)


def _sniff(stream: BinaryIO) -> str:
    """What standard input holds, by its first byte that is not white space: JSON or a body."""
    start = stream.peek(4096)[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")  # type: ignore[attr-defined]
    if start.startswith(b"["):
        return ".json"
    if start.startswith(b"{"):
        return ".jsonl" if start.split(b"\n", 1)[0].rstrip().endswith(b"}") or b"\n" not in start else ".json"
    return ".txt"


def _read_lines(stream: BinaryIO, name: str) -> Iterator[RawArticle | Refused]:
    number = 0
    while line := stream.readline(MAX_RECORD_BYTES + 1):
        number += 1
        if len(line) > MAX_RECORD_BYTES:
            yield _too_large(name, number, line)
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_RECORD_BYTES)
        elif line.strip():
            yield _read_record(line, name, number)


def _read_table(stream: BinaryIO, name: str, columns: Mapping[str, str]) -> Iterator[RawArticle | Refused]:
    """A table with a header; an empty cell is a field that is not known."""
    csv.field_size_limit(MAX_RECORD_BYTES)
    text = io.TextIOWrapper(cast(io.BufferedReader, stream), "utf-8-sig", errors="strict", newline="")
    rows = csv.DictReader(text)
    try:
        column_of = {f.name: columns.get(f.name, f.name) for f in fields(RawArticle)}
        header = set(rows.fieldnames or ())
        if missing := [c for f, c in column_of.items() if c not in header and (f == "body" or f in columns)]:
            told = f"expected a column {missing[0]!r}, got {', '.join(sorted(header))[:200]!r}; map it with --columns"
            yield Refused(name, 1, "no-such-column", told)
            return
        for row in rows:
            known = {field: row[column] for field, column in column_of.items() if row.get(column)}
            try:
                yield convert(known, RawArticle)
            except SchemaError as e:
                yield Refused(name, rows.line_num, "not-an-article", str(e), str(row)[:1000].encode())
    except (csv.Error, UnicodeDecodeError) as e:
        yield Refused(name, rows.line_num + 1, "not-a-table", f"{e}; expected CSV in UTF-8")


def _read_record(line: bytes, name: str, number: int | None) -> RawArticle | Refused:
    try:
        return _article(parse(line.removeprefix(b"\xef\xbb\xbf")))
    except SchemaError as e:
        return Refused(name, number, "not-an-article", str(e), line[:1000])


def _read_json(data: bytes, name: str) -> Iterator[RawArticle | Refused]:
    """One article, or a list of them; a .json file that holds JSON lines is read as such."""
    try:
        value = parse(data.removeprefix(b"\xef\xbb\xbf"))
    except SchemaError as e:
        lines = [n for n, line in enumerate(data.splitlines(), 1) if line.strip()]
        if len(lines) > 1 and isinstance(_read_record(data.splitlines()[lines[0] - 1], name, 1), RawArticle):
            yield from _read_lines(cast(BinaryIO, io.BytesIO(data)), name)
        else:
            yield Refused(name, None, "not-an-article", str(e), data[:1000])
        return
    for index, item in enumerate(value if isinstance(value, list) else [value]):
        try:
            yield _article(item)
        except SchemaError as e:
            where = f"item {index}: " if isinstance(value, list) else ""
            yield Refused(name, None, "not-an-article", f"{where}{e}", data[:1000])


def _article(value: object) -> RawArticle:
    if not isinstance(value, dict):
        raise SchemaError(f"not a RawArticle: expected an object with a body, got {type(value).__name__}")
    return convert(value, RawArticle)


def _read_body(data: bytes, name: str, content_type: str | None) -> RawArticle | Refused:
    try:
        return RawArticle(body=decode_bytes(data), content_type=content_type)
    except Reject as e:
        return Refused(name, None, e.reason, e.detail, data[:1000])


def _too_large(name: str, line: int | None, data: bytes) -> Refused:
    return Refused(name, line, "too-large", f"expected at most {MAX_RECORD_BYTES:,} bytes, got more", data[:1000])
