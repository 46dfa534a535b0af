"""Workers come and go while articles flow: partitions move, state moves with them, nothing is lost or differs."""

import time
from pathlib import Path

import pytest

from broker.articles import make_articles
from broker.pipeline import Pipeline
from wiredesk.topology import DEAD_LETTERS
from wiredesk_schemas.dead_letter import read_dead_letter

pytestmark = pytest.mark.kafka


def test_workers_may_come_and_go(kafka_address: str, topic_prefix: str, tmp_path: Path) -> None:
    made = list(make_articles(900, seed=17))
    with Pipeline(kafka_address, topic_prefix, tmp_path, session_timeout_s=6) as pipeline:
        first = pipeline.start()
        origins = pipeline.push(m.value for m in made[:300])
        _wait(pipeline, 50)
        pipeline.start()
        origins += pipeline.push(m.value for m in made[300:600])
        _wait(pipeline, 350)
        third = pipeline.start()
        assert pipeline.stop(first) == 0, pipeline.log()
        origins += pipeline.push(m.value for m in made[600:])
        _wait(pipeline, 650)
        third.kill()
        outcomes = pipeline.wait_for(origins, timeout_s=150)
        reasons = {letter.reason for m in pipeline.read(DEAD_LETTERS) if (letter := read_dead_letter(m.headers()))}  # type: ignore[arg-type]
    assert reasons <= {"not-json", "empty-text"}
    for origin, told in outcomes.items():
        assert len({(o.outcome, o.duplicate, o.original) for o in told}) == 1, origin
    # Which of two copies comes first depends on the moment; how many there are does not.
    ended = [told[0].outcome for told in outcomes.values()]
    assert ended.count("rejected") == sum(m.outcome == "rejected" for m in made)
    assert ended.count("processed") == sum(m.outcome == "processed" for m in made)


def test_stages_may_run_in_processes_of_their_own(kafka_address: str, topic_prefix: str, tmp_path: Path) -> None:
    made = list(make_articles(200, seed=19))
    with Pipeline(kafka_address, topic_prefix, tmp_path) as pipeline:
        pipeline.start("clean,enrich")
        pipeline.start("dedupe")
        pipeline.start("reconcile")
        outcomes = pipeline.wait_for(pipeline.push(m.value for m in made))
    assert all(len(told) == 1 for told in outcomes.values())


def _wait(pipeline: Pipeline, count: int) -> None:
    deadline = time.monotonic() + 90
    while len(pipeline.outcomes()) < count:
        assert time.monotonic() < deadline, pipeline.log()
        time.sleep(0.3)
