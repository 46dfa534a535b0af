"""Articles from files, folders and standard input."""

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from wiredesk.cli import _inputs
from wiredesk.cli._inputs import Refused, read_articles
from wiredesk_schemas import RawArticle

ARTICLE = {"body": "The ministers will meet in Geneva.", "source": "example", "unknown field": 1}
LINE = json.dumps(ARTICLE)


def read(*paths: Path | str) -> list[RawArticle | Refused]:
    return list(read_articles(paths))


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("a.jsonl", f"{LINE}\n\n{LINE}\n", 2),
        ("a.ndjson", LINE, 1),
        ("a.jsonl", f"\ufeff{LINE}\r\n{LINE}", 2),
        ("a.json", json.dumps(ARTICLE, indent=1), 1),
        ("a.json", json.dumps([ARTICLE, ARTICLE, ARTICLE]), 3),
        ("a.json", f"{LINE}\n{LINE}\n", 2),
        ("a.jsonl", "", 0),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_json_is_read_in_all_its_shapes(tmp_path: Path, name: str, content: str, count: int, packed: bool):
    path = tmp_path / (f"{name}.gz" if packed else name)
    data = content.encode()
    path.write_bytes(gzip.compress(data) if packed else data)
    articles = read(path)
    assert len(articles) == count
    assert all(isinstance(a, RawArticle) and a.source == "example" for a in articles)


def test_pages_and_texts_are_one_article_each(tmp_path: Path):
    (tmp_path / "a.html").write_bytes("<p>caf\u00e9</p>".encode("cp1252"))
    (tmp_path / "b.txt").write_text("Talks resume.")
    page, text = read(tmp_path)
    assert page == RawArticle(body="<p>caf\u00e9</p>", content_type="text/html")
    assert text == RawArticle(body="Talks resume.")


def test_a_folder_is_walked_in_name_order_without_hidden_and_other_files(tmp_path: Path):
    for name in ("b/2.txt", "a/1.txt", ".git/3.txt", "a/notes.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [a.body for a in read(tmp_path) if isinstance(a, RawArticle)] == ["a/1.txt", "b/2.txt"]


@pytest.mark.parametrize("name", ["a" * 5000, "a\0b"])
def test_a_name_that_no_file_can_have_is_refused_and_the_others_are_read(tmp_path: Path, name: str):
    (tmp_path / "a.txt").write_text("Talks resume.")
    refused, article = read(name, tmp_path / "a.txt")
    assert isinstance(refused, Refused)
    assert refused.reason == "not-readable"
    assert article == RawArticle(body="Talks resume.")


def test_a_faulty_line_is_refused_with_its_number_and_the_others_are_read(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text(f'{LINE}\n{{"body": 5}}\nnot json\n[1]\n{LINE}\n')
    first, number, word, array, last = read(path)
    assert isinstance(first, RawArticle)
    assert isinstance(last, RawArticle)
    assert isinstance(number, Refused)
    assert (number.path, number.line, number.reason) == (str(path), 2, "not-an-article")
    assert "Expected `str`, got `int` - at `$.body`" in str(number)
    assert [r.line for r in (word, array)] == [3, 4]
    assert number.data == b'{"body": 5}\n'


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt.gz", b"no gzip", "not-gzip"),
        ("a.jsonl.gz", gzip.compress(LINE.encode() * 50, mtime=0)[:-20], "not-gzip"),
        ("a.pdf", b"%PDF", "unknown-file-type"),
        ("a.json", b"{", "not-an-article"),
        ("a.txt", b"\x81\x8d", "not-decodable"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_with_a_reason(tmp_path: Path, name: str, data: bytes, reason: str):
    (tmp_path / name).write_bytes(data)
    assert [r.reason for r in read(tmp_path / name) if isinstance(r, Refused)] == [reason]


def test_a_missing_file_and_an_empty_folder_are_refused(tmp_path: Path):
    missing, empty = read(tmp_path / "none.txt", tmp_path)
    assert isinstance(missing, Refused)
    assert isinstance(empty, Refused)
    assert (missing.reason, empty.reason) == ("no-such-file", "no-articles")


def test_a_record_above_the_limit_is_refused_and_the_next_one_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(_inputs, "MAX_RECORD_BYTES", 200)
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"body": "x" * 999}) + f"\n{LINE}\n")
    large, following = read(path)
    assert isinstance(large, Refused)
    assert (large.reason, large.line) == ("too-large", 1)
    assert isinstance(following, RawArticle)


def test_a_small_file_that_unpacks_to_a_large_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(_inputs, "MAX_RECORD_BYTES", 100_000)
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"a" * 10_000_000))
    (bomb,) = read(tmp_path / "a.txt.gz")
    assert isinstance(bomb, Refused)
    assert bomb.reason == "too-large"


@pytest.mark.parametrize(
    ("data", "bodies"),
    [
        (f"{LINE}\n{LINE}\n", [ARTICLE["body"]] * 2),
        (json.dumps(ARTICLE, indent=2), [ARTICLE["body"]]),
        (json.dumps([ARTICLE]), [ARTICLE["body"]]),
        ("Talks resume.", ["Talks resume."]),
        ("<html><p>Talks</p></html>", ["<html><p>Talks</p></html>"]),
    ],
)
def test_standard_input_is_sniffed(monkeypatch: pytest.MonkeyPatch, data: str, bodies: list[str]):
    stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(data.encode())))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert [a.body for a in read("-") if isinstance(a, RawArticle)] == bodies
