import json

import pytest
import typer
from typer.testing import CliRunner

from wiredesk.cli.copies import copies

STORY = """The foreign ministers of Norway and Chile will meet in Oslo on Tuesday to talk about fishing rights.
They are to sign a treaty that has been in the making for six years, officials of both sides said.
Fishermen in the north fear for their quotas and have called for a day of protest."""


@pytest.fixture
def run(tmp_path):
    app = typer.Typer()
    app.command()(copies)

    def run(articles, *options):
        path = tmp_path / "articles.jsonl"
        path.write_text("".join(json.dumps(article) + "\n" for article in articles))
        result = CliRunner().invoke(app, [str(path), *options])
        return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()], result.stderr

    return run


def test_each_article_gets_a_line_with_its_verdict(run):
    code, lines, _ = run(
        [
            {"article_id": "a", "body": STORY},
            {"article_id": "b", "body": STORY},
            {"article_id": "c", "body": STORY + "\nThe meeting has been called off, the ministry said."},
            {"article_id": "a", "body": STORY},
            {"article_id": "a", "body": STORY.replace("Tuesday", "Thursday")},
        ]
    )
    assert code == 0
    assert [(x["article_id"], x["verdict"], x["original"]) for x in lines] == [
        ("a", "new", None),
        ("b", "exact", "a"),
        ("c", "near", "a"),
        ("a", "repeated", "a"),
        ("a", "revision", None),
    ]
    assert lines[2]["similarity"] == 1.0
    assert len(lines[2]["new_text"]) == 1


def test_the_window_is_an_option(run):
    articles = [
        {"article_id": "a", "body": STORY, "published_at": "2026-03-01"},
        {"article_id": "b", "body": STORY, "published_at": "2026-03-09"},
    ]
    assert [x["verdict"] for x in run(articles)[1]] == ["new", "new"]
    assert [x["verdict"] for x in run(articles, "--window-days", "8")[1]] == ["new", "exact"]


def test_what_is_no_article_is_told_on_stderr_and_the_rest_is_judged(run):
    code, lines, errors = run([{"article_id": "a"}, {"article_id": "b", "body": STORY}])
    assert code == 1
    assert [x["article_id"] for x in lines] == ["b"]
    assert "articles.jsonl:1" in errors
