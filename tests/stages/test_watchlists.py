from pathlib import Path

import pytest

from wiredesk.news.reading import find_withdrawn, read, stated_key
from wiredesk.news.topics import WatchlistError
from wiredesk.stages import _watchlists
from wiredesk.stages._watchlists import Watchlists
from wiredesk.testing import make_article
from wiredesk_schemas import LinkedArticle, Verdict

LIST = '[[watchlist]]\nname = "gas"\nlabel = "Gas desk"\nterms = ["Ras Laffan"]\n'
ARTICLE = make_article("The port of Ras Laffan will close for a week, its owner said on Tuesday.")


def names(lists: Watchlists) -> list[str]:
    return [one.name for one in lists.in_force()]


def test_without_a_file_there_are_none():
    assert Watchlists(None).in_force() == ()


def test_a_bad_file_is_refused_at_start(tmp_path: Path):
    (tmp_path / "w.toml").write_text("[[watchlist")
    with pytest.raises(WatchlistError):
        Watchlists(tmp_path / "w.toml")


def test_a_changed_file_is_in_force_and_a_bad_one_leaves_the_old_lists(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(_watchlists, "LOOK_EVERY_S", 0.0)
    path = tmp_path / "w.toml"
    path.write_text(LIST)
    lists = Watchlists(path)
    assert names(lists) == ["gas"]
    path.write_text(LIST.replace('"gas"', '"lng"') + "# changed\n")
    assert names(lists) == ["lng"]
    path.write_text("[[watchlist\n# worse\n")
    assert names(lists) == ["lng"]


def test_a_mention_carries_its_watchlist_and_so_does_its_withdrawal(tmp_path: Path):
    path = tmp_path / "w.toml"
    path.write_text(LIST)
    linked = LinkedArticle(verdict=Verdict(verdict="new"), article=ARTICLE)
    reading = read(linked, watchlists=Watchlists(path).in_force())
    (mention,) = [m for m in reading.topics if m.watchlist == "gas"]
    (gone,) = find_withdrawn([stated_key(mention)], ARTICLE, [])
    assert (gone.mention_id, gone.watchlist, gone.topic, gone.status) == (
        mention.mention_id,
        "gas",
        mention.topic,
        "withdrawn",
    )
