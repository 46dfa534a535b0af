"""Which runs are large enough for processes of their own."""

import io
import sys
from pathlib import Path

import pytest

from wiredesk.cli import _apart
from wiredesk.cli._apart import LARGE_BYTES, PAGE_BYTES, is_large, stages_apart


def written(path: Path, size: int) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
    return str(path)


def test_a_file_is_large_by_its_size(tmp_path: Path):
    assert is_large([written(tmp_path / "a.jsonl", LARGE_BYTES)])
    assert not is_large([written(tmp_path / "b.jsonl", LARGE_BYTES - 1)])


def test_files_and_what_is_in_folders_count_together(tmp_path: Path):
    half = LARGE_BYTES // 2
    paths = [written(tmp_path / "a.jsonl", half), str(tmp_path / "folder")]
    written(tmp_path / "folder" / "deep" / "b.txt", half - 1)
    assert not is_large(paths)
    written(tmp_path / "folder" / "c.txt", 1)
    assert is_large(paths)


def test_the_markup_of_pages_does_not_count(tmp_path: Path):
    for number in range(20):
        written(tmp_path / f"{number}.html", LARGE_BYTES // 10)
    assert not is_large([str(tmp_path)])
    assert 20 * PAGE_BYTES < LARGE_BYTES < 20 * (LARGE_BYTES // 10)


def test_what_is_not_there_is_not_large(tmp_path: Path):
    assert not is_large([str(tmp_path / "missing.jsonl")])


def test_standard_input_is_large_only_when_it_is_a_large_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with Path(written(tmp_path / "a.jsonl", LARGE_BYTES)).open("rb") as file:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(file))
        assert is_large(["-"])
    monkeypatch.setattr(sys, "stdin", io.StringIO("x" * LARGE_BYTES))  # no file at all
    assert not is_large(["-"])


def test_a_small_run_and_one_core_have_no_process_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with stages_apart([written(tmp_path / "small.jsonl", 100)]) as apart:
        assert not apart
    monkeypatch.setattr(_apart, "_cores", lambda: 1)
    with stages_apart([written(tmp_path / "large.jsonl", LARGE_BYTES)]) as apart:
        assert not apart


def test_a_process_that_was_never_needed_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(_apart, "_cores", lambda: 2)
    with stages_apart([written(tmp_path / "large.jsonl", LARGE_BYTES)]) as apart:
        processes = [each._process for each in apart]
        assert [process.name for process in processes] == ["clean", "enrich"]
        assert all(process.is_alive() for process in processes)
    assert not any(process.is_alive() for process in processes)
