from pathlib import Path

import pytest

from wiredesk.news.topics import WatchlistError, WatchlistFile, modified

GOOD = '[[watchlist]]\nname = "{}"\nterms = ["steel"]\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "watch.toml"
    path.write_text(GOOD.format("one"), encoding="utf-8")
    return path


def names(file: WatchlistFile) -> list[str]:
    return [watchlist.name for watchlist in file.watchlists]


def test_a_changed_file_is_read_again(path: Path) -> None:
    file = WatchlistFile(path)
    path.write_text(GOOD.format("two"), encoding="utf-8")
    assert file.refresh(1)
    assert names(file) == ["two"]


def test_a_file_that_did_not_change_is_not_read(path: Path) -> None:
    file = WatchlistFile(path)
    before = file.watchlists
    assert not file.refresh(modified(path))
    assert file.watchlists is before


def test_a_bad_file_is_refused_with_its_line_and_the_old_lists_stay(path: Path) -> None:
    file = WatchlistFile(path)
    path.write_text(GOOD.format("two") + 'term = ["x"]\n', encoding="utf-8")
    assert not file.refresh(1)
    assert names(file) == ["one"]
    assert file.error is not None
    assert file.error.startswith(f"{path}:4: unknown key 'term'")


def test_a_mended_file_is_taken_and_the_error_forgotten(path: Path) -> None:
    file = WatchlistFile(path)
    path.write_text("nonsense", encoding="utf-8")
    file.refresh(1)
    path.write_text(GOOD.format("two"), encoding="utf-8")
    assert file.refresh(2)
    assert (names(file), file.error) == (["two"], None)


def test_a_file_that_went_away_is_an_error_and_the_old_lists_stay(path: Path) -> None:
    file = WatchlistFile(path)
    path.unlink()
    assert not file.refresh(modified(path))
    assert names(file) == ["one"]
    assert file.error is not None
    assert "cannot be read" in file.error


def test_bytes_that_are_no_text_are_refused_with_their_line(path: Path) -> None:
    path.write_bytes(GOOD.format("one").encode() + b"\xff")
    with pytest.raises(WatchlistError, match=r"watch\.toml:4: expected UTF-8"):
        WatchlistFile(path)


def test_there_must_be_a_good_file_to_begin_with(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        WatchlistFile(tmp_path / "none.toml")
