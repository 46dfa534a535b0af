"""Articles from tables, compressed files and web archives."""

import gzip
import io
from pathlib import Path

import pytest
import zstandard

from wiredesk.cli._inputs import Refused, read_articles
from wiredesk_schemas import RawArticle


def warc_record(
    url: str,
    body: bytes,
    *,
    kind: str = "response",
    status: str = "200 OK",
    content_type: str = "text/html; charset=utf-8",
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-02T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{abs(hash(url)) % 10**12:012d}>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


RECORDS = [
    warc_record("https://a.example/1", "<p>One – first.</p>".encode()),
    warc_record("https://a.example/404", b"gone", status="404 Not Found"),
    warc_record("https://a.example/pic", b"\x89PNG", content_type="image/png"),
    warc_record("https://a.example/2", b"<p>Two.</p>"),
    warc_record("https://a.example/3", b"<p>Three.</p>"),
]


@pytest.fixture(params=["plain", "gzip"])
def archive(request, tmp_path: Path) -> Path:
    if request.param == "plain":
        path = tmp_path / "news.warc"
        path.write_bytes(b"".join(RECORDS))
    else:
        path = tmp_path / "news.warc.gz"
        path.write_bytes(b"".join(gzip.compress(record) for record in RECORDS))
    return path


def urls(found) -> list[str]:
    return [item.url for item in found if isinstance(item, RawArticle)]


def test_pages_of_an_archive_are_read_and_nothing_else(archive: Path):
    found = list(read_articles([archive]))
    assert urls(found) == ["https://a.example/1", "https://a.example/2", "https://a.example/3"]
    assert found[0].body == "<p>One – first.</p>"
    assert found[0].fetched_at == "2026-03-02T10:00:00Z"


def test_reading_goes_on_at_the_place_where_it_stopped(archive: Path):
    places: dict[str, int] = {}
    reader = read_articles([archive], places=places)
    first = [next(reader), next(reader)]
    kept = dict(places)
    reader.close()
    assert urls(first) + urls(read_articles([archive], places=kept)) == urls(read_articles([archive]))


@pytest.mark.parametrize("missing", [5, 40, 100, 150])
def test_an_archive_that_is_cut_off_gives_what_came_before_and_goes_on_when_it_is_whole(archive: Path, missing: int):
    data = archive.read_bytes()
    archive.write_bytes(data[: len(data) - missing])
    places: dict[str, int] = {}
    *before, fault = read_articles([archive], places=places)
    assert urls(before) == ["https://a.example/1", "https://a.example/2"]
    assert (fault.reason, fault.path) == ("cut-off", str(archive))
    archive.write_bytes(data)
    assert urls(read_articles([archive], places=places)) == ["https://a.example/3"]


def test_an_archive_compressed_as_a_whole_that_is_cut_off_is_told(tmp_path: Path):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(gzip.compress(b"".join(RECORDS * 100)))
    assert len(urls(read_articles([path]))) == 300
    path.write_bytes(path.read_bytes()[:-500])
    *_, fault = read_articles([path])
    assert fault.reason == "cut-off"


def test_a_place_beyond_the_end_is_told(archive: Path):
    (fault,) = read_articles([archive], places={str(archive): 1_000_000})
    assert fault.reason == "no-such-place"


def test_a_file_that_is_no_archive_is_told(tmp_path: Path):
    (tmp_path / "x.warc").write_bytes(b"this is no archive\n" * 100)
    (fault,) = read_articles([tmp_path / "x.warc"])
    assert fault.reason == "not-warc"


def test_an_archive_that_is_damaged_gives_all_that_came_before(tmp_path: Path):
    (tmp_path / "x.warc").write_bytes(RECORDS[0] + b"x" * 3000 + RECORDS[3])
    page, fault = read_articles([tmp_path / "x.warc"])
    assert (page.url, fault.reason) == ("https://a.example/1", "not-warc")


def test_a_table_may_come_on_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"headline,text\nTalks,They talk.\n")))
    (article,) = read_articles(["-"], columns={"body": "text", "title": "headline"})
    assert (article.title, article.body) == ("Talks", "They talk.")


def test_a_table_is_read_by_its_header_or_by_a_map_of_columns(tmp_path: Path):
    path = tmp_path / "news.csv"
    path.write_text('headline,text,source\n"Talks, again","Line one\nline two",\n,"Only text",Post\n')
    first, second = read_articles([path], columns={"body": "text", "title": "headline"})
    assert (first.title, first.body, first.source) == ("Talks, again", "Line one\nline two", None)
    assert (second.title, second.source) == (None, "Post")


@pytest.mark.parametrize(
    ("content", "columns", "reason"),
    [
        (b"title,text\na,b\n", {}, "no-such-column"),
        (b"body\nx\n", {"title": "headline"}, "no-such-column"),
        (b"body\n\xff\xfe\n", {}, "not-a-table"),
        (b"body,title\n,only a title\n", {}, "not-an-article"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_with_its_line(tmp_path: Path, content, columns, reason):
    (tmp_path / "t.csv").write_bytes(content)
    (refused,) = read_articles([tmp_path / "t.csv"], columns=columns)
    assert isinstance(refused, Refused)
    assert refused.reason == reason
    assert refused.line


def test_zstd_is_read_and_a_damaged_file_is_told(tmp_path: Path):
    packed = zstandard.compress(b'{"body":"One."}\n{"body":"Two."}\n')
    (tmp_path / "a.jsonl.zst").write_bytes(packed)
    assert [a.body for a in read_articles([tmp_path / "a.jsonl.zst"])] == ["One.", "Two."]
    (tmp_path / "b.jsonl.zst").write_bytes(b"no zstd at all")
    (refused,) = read_articles([tmp_path / "b.jsonl.zst"])
    assert refused.reason == "not-zstd"


def test_a_bomb_is_bounded(tmp_path: Path):
    """100 MB of one line in 10 kB."""
    out = io.BytesIO()
    with zstandard.ZstdCompressor().stream_writer(out, closefd=False) as writer:
        for _ in range(100):
            writer.write(b" " * (1 << 20))
    (tmp_path / "bomb.jsonl.zst").write_bytes(out.getvalue())
    (refused,) = read_articles([tmp_path / "bomb.jsonl.zst"])
    assert refused.reason == "too-large"
