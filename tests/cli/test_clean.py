"""`wiredesk clean`."""

import json
from pathlib import Path

import typer
from typer.testing import CliRunner

from wiredesk.cli.clean import clean

BODY = "Advertisement\n\nGENEVA (Reuters) - The two foreign ministers will meet on Tuesday, officials of both sides said on Monday."


def run(*paths: str, text: str | None = None):
    app = typer.Typer()
    app.command()(clean)
    return CliRunner().invoke(app, list(paths), input=text)


def test_each_article_becomes_a_line(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({"body": BODY, "article_id": i}) for i in ("one", "two")))
    result = run(str(path))
    articles = [json.loads(line) for line in result.stdout.splitlines()]
    assert [a["article_id"] for a in articles] == ["one", "two"]
    assert articles[0]["text"].startswith("The two foreign ministers")
    assert articles[0]["dateline"] == "GENEVA (Reuters)"
    assert result.exit_code == 0


def test_what_is_refused_is_told_and_the_rest_is_printed(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"body": ""}}\n{json.dumps({"body": BODY})}\nno json\n')
    result = run(str(path), str(tmp_path / "none.txt"))
    assert len(result.stdout.splitlines()) == 1
    assert "empty-text" in result.stderr
    assert f"{path}:3: not-an-article" in result.stderr
    assert "no-such-file" in result.stderr
    assert result.exit_code == 1


def test_standard_input_is_read():
    assert json.loads(run("-", text=BODY).stdout)["language"] == "en"
