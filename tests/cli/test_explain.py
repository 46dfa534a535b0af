import json
from pathlib import Path

from typer.testing import CliRunner

from wiredesk.cli import app

TEXT = (
    "Estonian President Tiina Rebane will meet Peruvian President Inés Paz in Geneva on Friday, her office said."
    " Chad might hold talks with Mali on Monday, an official there said."
)


def run(tmp_path: Path, *options: str, article_id: str = "a-1"):
    path = tmp_path / "articles.jsonl"
    path.write_text(
        json.dumps({"article_id": article_id, "body": TEXT, "published_at": "2026-03-04", "source": "testwire"})
    )
    return CliRunner().invoke(app, ["explain", str(path), *options])


def test_a_meeting_and_a_refused_candidate_are_shown_with_their_reasons(tmp_path: Path):
    result = run(tmp_path)
    assert result.exit_code == 0, result.output
    assert "MEETING  Estonian President Tiina Rebane will meet" in result.output
    assert "why not: it is only possible (might hold)" in result.output
    assert "date: 2026-03-06..2026-03-06 (day)" in result.output


def test_json_holds_one_candidate_a_line(tmp_path: Path):
    lines = [json.loads(line) for line in run(tmp_path, "--json").stdout.splitlines()]
    assert [line["explanation"]["refused"] is None for line in lines] == [True, False]
    assert {line["article_id"] for line in lines} == {"a-1"}


def test_an_article_that_is_not_there_is_an_error(tmp_path: Path):
    result = run(tmp_path, "--article", "b-2")
    assert result.exit_code == 1
    assert "no article 'b-2'" in result.output
