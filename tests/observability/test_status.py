"""`wiredesk status`: what the broker knows, with workers alive and with workers dead."""

import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from broker.pipeline import Pipeline
from observability.live import Watched, articles
from wiredesk_schemas import MeetingAnnounced, Participant, When


def status(pipeline: Pipeline, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wiredesk", "status", *options],
        env={**pipeline._environment, "COLUMNS": "120", **environment},
        capture_output=True,
        text=True,
        timeout=100,
    )


def told(pipeline: Pipeline, **environment: str) -> tuple[int, Any]:
    done = status(pipeline, "--json", **environment)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.mark.kafka
@pytest.mark.prometheus
def test_a_pipeline_that_is_through_has_no_lag_and_its_events_and_sources(watched: Watched) -> None:
    _, found = told(watched.pipeline, WIREDESK_SINKS="files")
    stages = {stage["stage"]: stage for stage in found["stages"]}
    assert list(stages)[:4] == ["clean", "dedupe", "enrich", "reconcile"]
    assert {stage["members"] for name, stage in stages.items() if not name.startswith("sink")} == {1}
    assert all(stage["lag"] == 0 and stage["oldest_s"] is None for stage in stages.values())
    assert stages["clean"]["per_minute"] >= 0
    assert found["outcomes"]["processed"] > 100
    assert found["sources"]["Reuters"]["articles"] > 10
    assert found["events"]
    # Some of the made-up articles are broken on purpose.
    assert found["problems"] == [
        f"{found['dead_letters_last_hour']} dead letters in the last hour: wiredesk dead-letters list"
    ]


@pytest.mark.kafka
@pytest.mark.prometheus
def test_the_screen_begins_with_problems_and_shows_every_stage(watched: Watched) -> None:
    done = status(watched.pipeline, WIREDESK_SINKS="files")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[1].startswith("! ")
    for word in ("clean", "dedupe", "enrich", "reconcile", "sink-files", "Reuters", "announced"):
        assert word in done.stdout


@pytest.mark.parametrize("columns", [80, 120])
def test_the_newest_events_say_when_and_who_also_on_a_narrow_terminal(columns: int) -> None:
    from rich.console import Console

    from wiredesk.cli.status import _screen

    meeting = MeetingAnnounced(
        meeting_id="m",
        change="cancelled",
        changed=("status", "when", "independent_sources"),
        previous={"status": "planned", "when": None, "independent_sources": 3},
        when=When(start=date(2026, 3, 13), end=date(2026, 3, 13), precision="day"),
        participants=tuple(Participant(name=name, kind="person") for name in ("Ilse Brandt", "Josphat\nMwangi")),
    )
    told = {
        "brokers": "b",
        "problems": [],
        "stages": [],
        "outcomes": {},
        "sources": {},
        "events": [{"at_s": time.time() - 7, "meeting": meeting}],
    }
    console = Console(width=columns, color_system=None)
    with console.capture() as capture:
        console.print(_screen(told))
    [line] = [line for line in capture.get().splitlines() if "Brandt" in line]
    assert line.split()[:3] == ["7", "s", "cancelled"]
    assert "Fri 13 Mar 2026" in line


def test_nothing_is_cut_off_on_a_terminal_of_80_columns() -> None:
    from rich.console import Console

    from wiredesk.cli.status import _screen
    from wiredesk.kafka.standing import Standing

    def standing(stage: str, topic: str, members: int | None, state: str) -> Standing:
        return Standing(
            stage=stage, group=f"wiredesk-{stage}", topic=f"wiredesk.{topic}", members=members, state=state,
            lag=1_234_567, oldest_s=400.0, per_minute=12_000, committed={}, ends={},
        )  # fmt: skip

    people = ("Ilse Brandt", "Josphat Mwangi", "Marjorie Featherstonehaugh")
    meeting = MeetingAnnounced(
        meeting_id="m",
        change="cancelled",
        changed=("status",),
        previous={"status": "planned"},
        when=When(start=date(2026, 3, 13), end=date(2026, 3, 13), precision="day"),
        participants=tuple(Participant(name=name, kind="person") for name in people),
    )
    told = {
        "brokers": "b",
        "problems": [],
        "stages": [
            standing("enrich", "articles.linked", 1, "stable"),
            standing("consumer-page-the-desk", "events.meeting-announced", None, "preparing rebalance"),
        ],
        "outcomes": {},
        "sources": {},
        "events": [{"at_s": time.time() - 7, "meeting": meeting}],
    }
    console = Console(width=80, color_system=None)
    with console.capture() as capture:
        console.print(_screen(told))
    screen = capture.get()
    assert "…" not in screen
    for word in ("linked", "meeting-announced", "1,234,567", "rebalance", "Featherstonehaugh", "planned"):
        assert word in screen
    enrich = next(line for line in screen.splitlines() if line.startswith("enrich"))
    assert enrich.split() == ["enrich", "1", "12,000", "1,234,567", "6.7", "min", "linked"]


@pytest.mark.kafka
def test_with_dead_workers_it_says_what_waits_and_for_how_long(
    kafka_address: str, topic_prefix: str, tmp_path: Path
) -> None:
    with Pipeline(kafka_address, topic_prefix, tmp_path) as pipeline:
        code, found = told(pipeline)
        idle = [f"{stage}: no worker (never ran)" for stage in ("dedupe", "enrich", "reconcile")]
        assert (code, found["problems"]) == (1, ["clean: no worker (never ran)", *idle, "no article has come yet"])
        pipeline.push(articles()[:30])
        time.sleep(1.5)
        code, found = told(pipeline)
    assert code == 1
    assert found["problems"] == ["clean: 30 records wait and no worker reads them (never ran)", *idle]
    clean = found["stages"][0]
    assert (clean["lag"], clean["per_minute"], clean["members"]) == (30, 30, None)
    assert 1 < clean["oldest_s"] < 60


def test_a_broker_that_is_not_there_is_said_so() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wiredesk", "status", "--brokers", "127.0.0.1:1"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "no broker answered" in done.stderr
