"""The broker goes away under working agents: nothing is lost, and no worker stands silent."""

import signal
import time
from pathlib import Path

import pytest

from broker.articles import make_articles
from broker.pipeline import Pipeline
from wiredesk_schemas import ArticleOutcome

pytestmark = pytest.mark.kafka


@pytest.mark.parametrize("away_s", [3, 40])
def test_a_broker_that_dies_costs_no_article(
    away_s: int, kafka_address: str, topic_prefix: str, tmp_path: Path
) -> None:
    from local_kafka import LocalKafka, is_available

    if is_available():
        pytest.skip("stopping the broker needs one of our own: Java and Maven")
    made = list(make_articles(400, seed=13))
    folder = tmp_path / "worker"
    folder.mkdir()
    with (
        LocalKafka(tmp_path / "kafka") as kafka,
        Pipeline(kafka.address, topic_prefix, folder, session_timeout_s=6, delivery_timeout_s=10) as pipeline,
    ):
        origins = pipeline.push(m.value for m in made)
        worker = pipeline.start()
        deadline = time.monotonic() + 60
        while len(pipeline.outcomes()) < 20 and time.monotonic() < deadline:
            time.sleep(0.2)
        kafka.stop(signal.SIGKILL)
        time.sleep(away_s)
        kafka.start()
        outcomes = _finish(pipeline, worker, origins)
    assert outcomes.keys() == set(origins)
    for told in outcomes.values():
        assert len({(o.outcome, o.duplicate, o.original) for o in told}) == 1


def _finish(pipeline: Pipeline, worker: object, origins: list[str]) -> dict[str, list[ArticleOutcome]]:
    """Wait for all outcomes; a worker that stopped with an error is started again, as an orchestrator does."""
    deadline = time.monotonic() + 200
    while True:
        found = pipeline.outcomes()
        if found.keys() >= set(origins):
            return found
        last = pipeline.workers[-1]
        if last.poll() is not None:
            assert last.returncode != 0, "a worker that stops by itself must say so with its exit code"
            pipeline.start()
        assert time.monotonic() < deadline, f"{len(set(origins) - found.keys())} without an outcome\n{pipeline.log()}"
        time.sleep(1)
