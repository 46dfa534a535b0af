import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wiredesk.cli.watchlist import app

ARTICLE = {
    "article_id": "one",
    "title": "Steel quotas return",
    "published_at": "2031-05-06",
    "body": "Ministers agreed to bring back quotas on steel from July. The harbour of Port Selby will be closed until then, "
    "the authority said. Traders had asked for more time to empty their stores.",
}
OTHER = {
    **ARTICLE,
    "article_id": "two",
    "title": "Rain",
    "body": "It rained in the valley all day, and more is coming. " * 3,
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps(a) + "\n" for a in (ARTICLE, OTHER)), encoding="utf-8")
    return path


def run(tmp_path: Path, articles: Path, watchlists: str, *options: str) -> tuple[int, str, str]:
    path = tmp_path / "watch.toml"
    path.write_text(watchlists, encoding="utf-8")
    result = CliRunner().invoke(app, ["test", str(path), str(articles), *options])
    return result.exit_code, result.stdout, result.stderr


def test_what_matches_is_shown_with_why(tmp_path: Path, articles: Path) -> None:
    code, out, err = run(tmp_path, articles, '[[watchlist]]\nname = "ports"\nterms = ["Port Selby"]\n')
    assert code == 0
    assert "one  Steel quotas return\n  ports\n    terms: Port Selby: The harbour of Port Selby" in out
    assert "two" not in out
    assert "1 of 2 articles match" in err


def test_json_has_a_line_for_each_article(tmp_path: Path, articles: Path) -> None:
    code, out, _ = run(tmp_path, articles, '[[watchlist]]\nname = "ports"\nterms = ["Port Selby"]\n', "--json")
    one, two = map(json.loads, out.splitlines())
    assert code == 0
    assert one["watchlists"]["ports"][0]["evidence"][0]["quote"].startswith("The harbour of Port Selby")
    assert two["watchlists"] == {}


def test_a_bad_file_is_told_with_its_line_and_nothing_is_read(tmp_path: Path, articles: Path) -> None:
    code, out, err = run(tmp_path, articles, '[[watchlist]]\nname = "ports"\nstates = ["XX"]\n')
    assert (code, out) == (1, "")
    assert "watch.toml:3: expected an ISO 3166 code" in err


def test_a_missing_file_of_watchlists_is_told(articles: Path) -> None:
    result = CliRunner().invoke(app, ["test", "nowhere.toml", str(articles)])
    assert result.exit_code == 1
    assert "nowhere.toml: cannot be read" in result.stderr


def test_an_article_that_cannot_be_read_is_told_and_the_others_are_read(tmp_path: Path, articles: Path) -> None:
    articles.write_text("nonsense\n" + articles.read_text(encoding="utf-8"), encoding="utf-8")
    code, out, err = run(tmp_path, articles, '[[watchlist]]\nname = "ports"\nterms = ["Port Selby"]\n')
    assert code == 1
    assert "one" in out
    assert "news.jsonl:1" in err
