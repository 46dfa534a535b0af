"""What Faust's consumer is kept from; that it matters is shown by the chaos suite on a real Kafka."""

from pathlib import Path

import pytest
from faust.types import TP

from wiredesk.app import TABLES, build_app
from wiredesk.settings import Settings
from wiredesk.stages._faust import declare_table

READ, CHANGELOG = TP("wiredesk.articles.clean", 0), TP("wiredesk-dedupe-verdicts-changelog", 0)


@pytest.fixture
async def consumer(tmp_path: Path):
    app = build_app(Settings(), "dedupe", tmp_path)
    declare_table(app, TABLES["dedupe"], partitions=1)
    app.tables._changelogs[CHANGELOG.topic] = next(iter(app.tables.values()))
    made = app.consumer
    made._active_partitions = set()
    return made


async def test_what_streams_read_is_resumed_only_after_the_queues_were_emptied(consumer):
    consumer.pause_partitions({READ})
    consumer.resume_partitions({READ})
    assert READ not in consumer._active_partitions
    consumer.resume_flow()
    assert READ in consumer._active_partitions
    assert READ not in consumer._paused_partitions


async def test_changelogs_are_resumed_at_once(consumer):
    consumer.resume_partitions({CHANGELOG, READ})
    assert CHANGELOG in consumer._active_partitions
    assert READ not in consumer._active_partitions


async def test_a_partition_paused_again_stays_paused_when_the_flow_is_resumed(consumer):
    consumer.resume_partitions({READ})
    consumer.pause_partitions({READ})
    consumer.resume_flow()
    assert READ not in consumer._active_partitions
