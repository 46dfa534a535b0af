"""Measuring on a real Kafka: that it measures, not how fast."""

import pytest

from wiredesk.bench.articles import make_articles
from wiredesk.bench.pipeline import measure_latency, measure_rate, sum_language
from wiredesk.bench.state import measure_recovery

pytestmark = pytest.mark.kafka


@pytest.mark.parametrize("mode", ["faust", "bare", "noop"])
def test_each_kind_of_worker_brings_every_article_to_its_outcome(kafka_address: str, mode: str):
    rate = measure_rate(kafka_address, list(make_articles(80)), mode)
    assert rate.articles == 80
    assert rate.articles_per_s > 0
    assert rate.cpu_ms > 0
    assert not rate.parts_ms


def test_the_parts_of_a_metered_run_add_up(kafka_address: str):
    rate = measure_rate(kafka_address, list(make_articles(80)), "metered")
    assert sum(rate.parts_ms.values()) == pytest.approx(rate.cpu_ms)
    assert all(ms > 0 for ms in rate.parts_ms.values())
    assert 0 < sum_language(rate.parts_ms) < rate.cpu_ms


def test_latency_is_told_for_events_and_outcomes(kafka_address: str):
    told = {latency.what: latency for latency in measure_latency(kafka_address, list(make_articles(120)), per_s=50)}
    assert {"topic mentioned", "outcome"} <= set(told)
    assert told["outcome"].count == 80
    assert 0 < told["outcome"].p50 <= told["outcome"].p95 <= told["outcome"].p99


def test_a_worker_on_the_state_of_many_articles_goes_on(kafka_address: str):
    recovery = measure_recovery(kafka_address, 1_000)
    assert recovery.ready_s > 0
    assert recovery.first_outcome_s > 0
    assert recovery.resident_mb > 50
