"""Sinks as workers: what stands in a sink is what stands in the topics, each event once, also after a kill."""

import json
import time
from pathlib import Path

import pytest

from broker.articles import make_articles
from broker.pipeline import Pipeline
from wiredesk.topology import MEETINGS, TOPICS_MENTIONED
from wiredesk_schemas.cloudevents import header

pytestmark = pytest.mark.kafka


def test_a_killed_sink_holds_every_event_once(kafka_address: str, topic_prefix: str, tmp_path: Path) -> None:
    made = list(make_articles(150, seed=23))
    out = tmp_path / "out"
    sink = {"WIREDESK_SINKS": "files", "WIREDESK_SINK_FILES_FOLDER": str(out), "WIREDESK_SINK_FILES_MAX_AGE_S": "1"}
    with Pipeline(kafka_address, topic_prefix, tmp_path, session_timeout_s=6) as pipeline:
        pipeline.start()
        first = pipeline.start("sinks", **sink)
        origins = pipeline.push(m.value for m in made)
        deadline = time.monotonic() + 90
        while not _stored(out):
            assert time.monotonic() < deadline, pipeline.log()
            time.sleep(0.2)
        first.kill()
        pipeline.wait_for(origins)
        pipeline.start("sink-files", **sink)
        wanted = {
            header(message.headers(), "ce_id")  # type: ignore[arg-type]
            for topic in (MEETINGS, TOPICS_MENTIONED)
            for message in pipeline.read(topic)
        }
        while len(_stored(out)) < len(wanted):
            assert time.monotonic() < deadline + 60, pipeline.log()
            time.sleep(0.3)
        stored = _stored(out)
    assert len(stored) == len(set(stored))
    assert set(stored) == wanted


def _stored(folder: Path) -> list[str]:
    """The event ids in all files; a line that is being written does not count."""
    while True:
        paths = [*folder.glob("*.jsonl"), *folder.glob("*.jsonl.part")]
        try:
            lines = [line for path in paths for line in path.read_text().splitlines(keepends=True)]
        except FileNotFoundError:
            continue  # finished and renamed meanwhile
        return [json.loads(line)["event_id"] for line in lines if line.endswith("\n")]
