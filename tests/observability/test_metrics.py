"""Metrics: named as Prometheus wants them, there from the start, closed in their labels."""

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import generate_latest

from observability.live import Watched
from wiredesk.measures import MOST_LABELS, OTHER, describe
from wiredesk.metrics import Metrics
from wiredesk.news.sources import load_sources
from wiredesk_schemas import ArticleOutcome, CleanArticle, MeetingAnnounced
from wiredesk_schemas.examples import EXAMPLES

NOW = datetime(2026, 4, 10, 12, 0, tzinfo=UTC)
STAGES = ("clean", "dedupe", "enrich", "reconcile", "sink-files")


def metrics(**given: Any) -> Metrics:
    made = Metrics(clock_s=NOW.timestamp, **given)
    for stage in STAGES:
        made.declare(stage)
    return made


def value(made: Metrics, name: str, **labels: str) -> float | None:
    return made.registry.get_sample_value(name, labels)


def test_the_page_of_metrics_is_as_the_declarations_say() -> None:
    page = Path(__file__).parents[2] / "docs" / "metrics.md"
    assert page.read_text() == describe(), "stale: make metrics"


@pytest.mark.prometheus
def test_promtool_finds_nothing_to_mend_in_what_is_exported() -> None:
    if shutil.which("promtool") is None:
        pytest.skip("no promtool (apt-get install prometheus)")
    text = generate_latest(metrics().registry)
    done = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, timeout=30)
    assert (done.returncode, done.stdout + done.stderr) == (0, b"")


@pytest.mark.kafka
@pytest.mark.prometheus
def test_promtool_finds_nothing_to_mend_in_a_real_run(watched: Watched) -> None:
    done = subprocess.run(
        ["promtool", "check", "metrics"], input=watched.metrics().encode(), capture_output=True, timeout=30
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, b"")


def test_series_stand_at_zero_before_anything_happens() -> None:
    made = metrics()
    for stage in STAGES:
        for result in ("ok", "dropped", "rejected", "retried", "failed"):
            assert value(made, "wiredesk_records_total", stage=stage, result=result) == 0
    assert value(made, "wiredesk_events_total", kind="meeting-announced", change="cancelled") == 0
    assert value(made, "wiredesk_outcomes_total", outcome="rejected") == 0
    assert value(made, "wiredesk_dead_letters_total", stage="clean", reason="page-timeout") == 0
    assert value(made, "wiredesk_duplicates_total", duplicate="near") == 0
    assert value(made, "wiredesk_meetings_coming", in_days="6") == 0


def test_the_age_of_the_oldest_record_grows_while_nothing_happens() -> None:
    now = [100.0]
    made = Metrics(clock_s=lambda: now[0])
    made.declare("clean")
    made.oldest("clean", "articles.raw", datetime.fromtimestamp(90, UTC))
    assert value(made, "wiredesk_oldest_unprocessed_seconds", stage="clean") == 10
    now[0] = 400.0
    assert value(made, "wiredesk_oldest_unprocessed_seconds", stage="clean") == 310
    made.oldest("clean", "articles.raw", None)
    assert value(made, "wiredesk_oldest_unprocessed_seconds", stage="clean") == 0


def test_a_sink_of_two_topics_is_as_far_behind_as_the_worse_of_them() -> None:
    made = metrics()
    made.oldest("sink-files", "events.meeting-announced", NOW - timedelta(seconds=50))
    made.oldest("sink-files", "events.topic-mentioned", None)
    assert value(made, "wiredesk_oldest_unprocessed_seconds", stage="sink-files") == 50


def test_end_to_end_is_told_from_the_raw_record_on() -> None:
    made = metrics()
    outcome = ArticleOutcome(origin="raw:0:1", outcome="duplicate", stage="dedupe", duplicate="exact", emitted_at=NOW)
    made.sent(outcome, NOW - timedelta(seconds=40))
    assert value(made, "wiredesk_end_to_end_seconds_sum", to="outcome") == 40
    assert value(made, "wiredesk_outcomes_total", outcome="duplicate") == 1
    assert value(made, "wiredesk_duplicates_total", duplicate="exact") == 1


def test_a_listed_source_is_told_by_its_name_and_any_other_is_other() -> None:
    made = metrics(sources=load_sources())
    for source in ("Thomson Reuters", "Reuters", "blog of somebody"):
        made.sent(CleanArticle(article_id="a", revision="r", text="t", source=source), NOW)
    assert value(made, "wiredesk_source_articles_total", source="Reuters") == 2
    assert value(made, "wiredesk_source_articles_total", source=OTHER) == 1
    assert value(made, "wiredesk_source_last_article_timestamp_seconds", source="Reuters") == NOW.timestamp()
    assert value(made, "wiredesk_source_last_article_timestamp_seconds", source=OTHER) is None


def test_labels_stay_closed_whatever_a_plug_in_says() -> None:
    made = metrics()
    for number in range(2 * MOST_LABELS):
        made.rejected("enrich", f"reason-{number}")
    made.rejected("enrich", "x" * 500)
    assert (value(made, "wiredesk_dead_letters_total", stage="enrich", reason=OTHER) or 0) > MOST_LABELS
    text = generate_latest(made.registry).decode()
    assert text.count('wiredesk_dead_letters_total{reason="reason-') <= MOST_LABELS


def test_the_diary_counts_what_is_not_over_and_the_coming_week_by_day() -> None:
    made = metrics()
    meeting = EXAMPLES[MeetingAnnounced]

    def on(day: date, status: Any = "planned", precision: Any = "day", change: Any = "announced") -> MeetingAnnounced:
        return replace(
            meeting, status=status, change=change, when=replace(meeting.when, start=day, end=day, precision=precision)
        )

    today = NOW.date()
    made.diary(
        [
            on(today),
            on(today + timedelta(days=6)),
            on(today + timedelta(days=7)),
            on(today - timedelta(days=1)),
            on(today + timedelta(days=2), status="postponed"),
            on(today + timedelta(days=2), precision="month"),
            on(today + timedelta(days=2), change="withdrawn"),
        ],
        today,
    )
    coming = [value(made, "wiredesk_meetings_coming", in_days=str(day)) for day in range(7)]
    assert coming == [1, 0, 0, 0, 0, 0, 1]
    assert value(made, "wiredesk_meetings", status="planned") == 4
    assert value(made, "wiredesk_meetings", status="postponed") == 1
