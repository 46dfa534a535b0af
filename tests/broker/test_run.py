"""`wiredesk run`: the same agents on the embedded broker, started as a user starts them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from broker.articles import make_articles
from gate.wire import expectations, meeting_differences, topic_differences
from wiredesk.kafka import feed
from wiredesk_schemas import MeetingAnnounced, RawArticle, decode, encode

pytestmark = pytest.mark.timeout(180)

MOST_TOPICS_AMISS = 10
"""Topics of the sample wire that are missing or not expected, of some 70: how well they are told today."""
WIRE = Path(__file__).parents[2] / "examples" / "wire"
PAGE = (
    "<!doctype html><html lang='en'><head><title>Talks in Oslo</title></head><body><nav>Home Sport</nav><article>"
    "<h1>Talks in Oslo</h1><p>The foreign ministers of Chile and Ghana will meet in Oslo on April 9 to discuss trade, the "
    "ministry said on Tuesday.</p><p>Officials of both states have prepared the talks since the winter, and the "
    "paper that the two will sign is said to be forty pages long.</p></article></body></html>"
)


def start(*arguments: str, folder: Path) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WIREDESK_")}
    return subprocess.Popen(
        [sys.executable, "-m", "wiredesk", *arguments],
        cwd=folder,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(*arguments: str, folder: Path) -> tuple[int, str, str]:
    process = start(*arguments, folder=folder)
    out, errors = process.communicate(timeout=170)
    return process.returncode, out, errors


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def write_lines(path: Path, values: list[RawArticle | bytes]) -> None:
    path.write_bytes(b"".join((v if isinstance(v, bytes) else encode(v)) + b"\n" for v in values))


def test_everything_that_goes_in_is_accounted_for_and_the_files_hold_it(tmp_path: Path) -> None:
    made = list(make_articles(150, seed=5))
    write_lines(tmp_path / "wire.jsonl", [m.value for m in made])
    (tmp_path / "talks.html").write_text(PAGE)
    code, out, errors = run("run", "wire.jsonl", "talks.html", "--json", "--out", "out", folder=tmp_path)
    assert code == 0, errors
    told = json.loads(out)
    wanted = Counter(m.outcome for m in made)
    got = told["outcomes"]
    assert told["records"] == 151
    assert got["processed"] == wanted["processed"] + 1
    assert got["duplicate"] == wanted["duplicate"]
    assert got["repeated"] == wanted["repeated"]
    assert got.get("rejected", 0) + got.get("refused", 0) == wanted["rejected"]
    duplicates = lines(tmp_path / "out" / "duplicates.jsonl")
    assert len(duplicates) == wanted["duplicate"] + wanted["repeated"]
    assert all(d["original"] != d["article_id"] or d["duplicate"] == "repeated" for d in duplicates)
    assert len(lines(tmp_path / "out" / "rejected.jsonl")) == wanted["rejected"]
    meetings = lines(tmp_path / "out" / "meetings.jsonl")
    assert any(
        m["where"] and m["where"]["city"] == "Oslo" and m["when"]["start"] == "2026-04-09" for m in meetings
    ) or any(m["where"] and m["where"]["city"] == "Oslo" for m in meetings)
    assert len({m["meeting_id"] for m in meetings}) == len(told["meetings"])


def test_the_sample_wire_gives_the_meetings_that_it_must_give(tmp_path: Path) -> None:
    code, _, errors = run("run", str(WIRE), "--json", "--out", "out", folder=tmp_path)
    assert code == 0, errors
    written = (tmp_path / "out" / "meetings.jsonl").read_bytes().splitlines()
    assert meeting_differences(expectations(), [decode(line, MeetingAnnounced) for line in written]) == []
    topics: dict[str, set[str]] = {}
    for mention in lines(tmp_path / "out" / "topics.jsonl"):
        topics.setdefault(mention["article_id"], set()).add(mention["topic"]["id"])
    # Of a file without an id the article's id is not known beforehand.
    differences = [
        d for d in topic_differences(expectations(), topics) if not d.split(":")[0].endswith((".html", ".txt"))
    ]
    assert len(differences) <= MOST_TOPICS_AMISS, differences


def test_the_summary_tells_a_stranger_who_meets_where_and_how_that_is_known(tmp_path: Path) -> None:
    article = RawArticle(
        body="The foreign ministers of Chile and Ghana will meet in Oslo on April 9 to discuss trade, the ministry said "
        "on Tuesday.\n\nOfficials of both states have prepared the talks since the winter.\n",
        source="Made Wire",
        published_at="2026-03-10",
    )
    write_lines(tmp_path / "wire.jsonl", [article])
    code, out, errors = run("run", "wire.jsonl", folder=tmp_path)
    assert code == 0, errors
    for words in ("Thu 9 Apr 2026", "Chile", "Ghana", "Oslo", "“The foreign ministers", "Made Wire", "1 independent"):
        assert words in out
    assert "Traceback" not in errors
    assert (tmp_path / "wiredesk-out" / "meetings.jsonl").exists()
    # A second run does not write over the first.
    assert run("run", "wire.jsonl", folder=tmp_path)[0] == 0
    assert (tmp_path / "wiredesk-out-2" / "meetings.jsonl").exists()


def test_an_article_cannot_colour_the_terminal_or_break_its_lines(tmp_path: Path) -> None:
    article = RawArticle(
        body="The foreign ministers of Chile and Ghana will meet in Oslo on April 9, the [bold red]ministry[/] said.\n",
        source="[link=http://evil.example]Wire[/link]",
        published_at="2026-03-10",
    )
    write_lines(tmp_path / "wire.jsonl", [article])
    code, out, errors = run("run", "wire.jsonl", folder=tmp_path)
    assert code == 0, errors
    assert "[link=http://evil.example]" in out


def test_what_is_no_article_is_told_and_the_exit_code_says_so(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text('{"headline": 1}')
    code, _, errors = run("run", "broken.json", "missing.jsonl", folder=tmp_path)
    assert code == 1
    assert "broken.json" in errors
    assert "missing.jsonl" in errors
    assert "Traceback" not in errors
    rejected = lines(tmp_path / "wiredesk-out" / "rejected.jsonl")
    assert [r["reason"] for r in rejected] == ["not-an-article", "no-such-file"]


def test_interrupted_it_says_what_was_done_and_what_was_not(tmp_path: Path) -> None:
    write_lines(tmp_path / "wire.jsonl", [m.value for m in make_articles(5000, seed=6) if m.outcome != "rejected"])
    process = start("run", "wire.jsonl", "--out", "out", folder=tmp_path)
    deadline = time.monotonic() + 60
    while not (tmp_path / "out" / "topics.jsonl").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(8)
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "interrupted" in errors
    assert "were on their way" in errors
    assert "records" in out
    assert "Traceback" not in errors


def test_more_goes_through_than_the_broker_keeps(tmp_path: Path) -> None:
    # 4,000 articles of 5 kB are 20 MB; a partition of the embedded broker keeps 5 MB.
    filler = "The quiet {n} harbour of number {n} kept {n} boats, {n} nets and {n} lanterns through the winter. "
    articles = [
        RawArticle(body=f"Story number {n} of the long list.\n\n" + filler.format(n=n * 7919) * 45, article_id=f"a{n}")
        for n in range(1500)
    ]
    assert sum(len(a.body) for a in articles) > 5_000_000
    write_lines(tmp_path / "wire.jsonl", list(articles))
    code, out, errors = run("run", "wire.jsonl", "--json", "--out", "out", folder=tmp_path)
    assert code == 0, errors
    assert sum(json.loads(out)["outcomes"].values()) == len(articles)
    assert feed.IN_FLIGHT_BYTES < 2_000_000
