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


def test_pages_that_are_compressed_are_pages(tmp_path: Path):
    page = written(tmp_path / "a.html.gz", LARGE_BYTES)
    assert not is_large([page])
    assert is_large([page, written(tmp_path / "a.jsonl.gz", LARGE_BYTES - PAGE_BYTES)])


@pytest.mark.parametrize("name", [".git/objects/a.jsonl", ".hidden.jsonl", "photo.png", "notes"])
def test_what_is_not_read_in_a_folder_does_not_count(tmp_path: Path, name: str):
    written(tmp_path / "folder" / name, LARGE_BYTES)
    assert not is_large([str(tmp_path / "folder")])


def test_a_file_of_no_known_kind_does_not_count_but_a_hidden_one_that_is_named_does(tmp_path: Path):
    assert not is_large([written(tmp_path / "photo.png", LARGE_BYTES)])
    assert is_large([written(tmp_path / ".hidden.jsonl", LARGE_BYTES)])


@pytest.mark.parametrize("path", ["x" * 5_000 + ".jsonl", "null\0byte.jsonl"])
def test_a_path_that_cannot_be_looked_at_is_left_to_the_reader_and_others_count(tmp_path: Path, path: str):
    assert not is_large([path])
    assert is_large([path, written(tmp_path / "a.jsonl", LARGE_BYTES)])


@pytest.mark.parametrize("refusing", ["is_dir", "rglob"])
def test_a_folder_that_refuses_is_left_to_the_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusing: str):
    written(tmp_path / "a.jsonl", LARGE_BYTES)

    def refuse(*_: object) -> None:  # root, as whom tests may run, is refused nothing
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, refusing, refuse)
    assert not is_large([str(tmp_path)])


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


@pytest.mark.parametrize("told_in", ["environment", "file"])
def test_a_run_whose_metrics_are_asked_for_starts_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told_in: str
):
    if told_in == "environment":
        monkeypatch.setenv("WIREDESK_METRICS_PORT", "9100")
    else:
        (tmp_path / "desk.toml").write_text("metrics_port = 9100\n")
        monkeypatch.setenv("WIREDESK_CONFIG", str(tmp_path / "desk.toml"))
    monkeypatch.setattr(_apart, "_cores", lambda: 2)

    def start(stage: str) -> None:
        raise AssertionError(f"{stage} was started")

    monkeypatch.setattr(_apart, "StageApart", start)
    with stages_apart([written(tmp_path / "large.jsonl", LARGE_BYTES)]) as apart:
        assert not apart


def test_a_process_that_was_never_needed_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(_apart, "_cores", lambda: 2)
    with stages_apart([written(tmp_path / "large.jsonl", LARGE_BYTES)]) as apart:
        processes = [each._process for each in apart]
        assert [process.name for process in processes] == ["clean", "enrich"]
        assert all(process.is_alive() for process in processes)
    assert not any(process.is_alive() for process in processes)
