"""What operators do with articles after the fact, on a real Kafka: dead letters, replay, forget, audit."""

import asyncio
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import aiokafka
import pytest

from broker.odd_headers import odd_header_batch
from broker.pipeline import Pipeline
from broker.test_workers import ARTICLE
from chaos.poison import POISON
from wiredesk.kafka.bounded import find_spans, read_spans
from wiredesk.kafka.clients import make_producer
from wiredesk.topology import (
    CLEAN,
    DEAD_LETTERS,
    DUPLICATE,
    LINKED,
    MEETINGS,
    OUTCOME,
    RAW,
    TOPICS_MENTIONED,
    full_name,
)
from wiredesk_schemas import ArticleOutcome, DuplicateArticle, TopicMentioned, decode, encode
from wiredesk_schemas.cloudevents import header

pytestmark = pytest.mark.kafka


def wiredesk(pipeline: Pipeline, *arguments: str, code: int = 0) -> bytes:
    """Run a command as an operator does; its stdout."""
    done = subprocess.run(
        [sys.executable, "-m", "wiredesk", *arguments],
        env={**os.environ, **pipeline._environment},
        cwd=pipeline.folder,
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == code, (done.stdout + done.stderr).decode()
    return done.stdout


@pytest.fixture
def pipeline(kafka_address: str, topic_prefix: str, tmp_path: Path):
    with Pipeline(kafka_address, topic_prefix, tmp_path) as made:
        yield made


def raw_records(pipeline: Pipeline) -> list[tuple[bytes | None, bytes | None, list[tuple[str, bytes]]]]:
    spans = find_spans(pipeline.settings, [full_name(RAW, pipeline.settings.topic_prefix)])
    return [(m.key(), m.value(), list(m.headers() or ())) for m in read_spans(pipeline.settings, spans)]


def test_a_replayed_dead_letter_is_the_record_that_was_sent(pipeline):
    """Byte for byte: value, key and headers, whatever they hold."""
    sent = Counter(
        {
            (b"\xff\x00key", b"\xff\xfe\x00 no JSON \r\n", (("x-trace", b"\x00\xff\r\n"), ("x-trace", b"twice"))): 1,
            (None, POISON["too deep"], ()): 1,
            (b"", POISON["empty"], (("empty", b""),)): 1,
            (None, None, (("bare", b"neither key nor value"), ("null", None))): 1,
        }
    )
    producer = make_producer(pipeline.settings)
    topic = full_name(RAW, pipeline.settings.topic_prefix)
    for key, value, headers in sent:
        producer.produce(topic, value, key=key, headers=list(headers))
    assert producer.flush(30) == 0
    before = raw_records(pipeline)
    worker = pipeline.start()
    origins = [f"raw:{s.partition}:{n}" for s in find_spans(pipeline.settings, [topic]) for n in range(s.start, s.end)]
    pipeline.wait_for(origins)
    pipeline.stop(worker)

    listed = [json.loads(line) for line in wiredesk(pipeline, "dead-letters", "list", "--json").splitlines()]
    assert Counter(line["letter"]["reason"] for line in listed) == {
        "not-json": 2,
        "empty-text": 1,
        "empty-record": 1,
    }
    assert {line["letter"]["origin"] for line in listed} == set(origins)
    shown = {wiredesk(pipeline, "dead-letters", "show", line["place"], "--value") for line in listed}
    assert shown == {value or b"" for _, value, _ in sent}

    assert b"4 would be sent" in wiredesk(pipeline, "dead-letters", "replay", "--dry-run")
    assert len(raw_records(pipeline)) == 4
    assert b"2 sent again" in wiredesk(pipeline, "dead-letters", "replay", "--reason", "not-json")
    assert b"2 sent again" in wiredesk(pipeline, "dead-letters", "replay"), "what was replayed before is left out"
    assert b"0 sent again" in wiredesk(pipeline, "dead-letters", "replay")
    assert wiredesk(pipeline, "dead-letters", "list") == b""

    def as_sent(key: bytes | None, value: bytes | None, headers: list[tuple[str, bytes]]) -> object:
        return (
            key,
            value,
            tuple(h for h in headers if not h[0].startswith(("dead-letter-", "wiredesk-", "traceparent"))),
        )

    again = Counter(as_sent(*record) for record in raw_records(pipeline)) - Counter(as_sent(*r) for r in before)
    assert again == sent


def test_records_of_which_clients_are_afraid_do_not_stop_a_worker(pipeline):
    """A name of a header that is no UTF-8, and a record that unpacks to far more than a record may have."""
    topic = full_name(RAW, pipeline.settings.topic_prefix)
    producer = make_producer(pipeline.settings, **{"compression.type": "gzip", "message.max.bytes": 100 << 20})
    producer.produce(topic, b"a " * (10 << 20), key=b"unpacks", partition=0)
    producer.produce(topic, b"before", key=b"k", partition=1)
    assert producer.flush(30) == 0
    append_with_header_name(pipeline.settings.brokers, topic, 1, b"\xff\xfe")
    producer.produce(topic, encode(ARTICLE), key=b"after", partition=1)
    assert producer.flush(30) == 0
    pipeline.start()
    origins = ["raw:0:0", "raw:1:0", "raw:1:1", "raw:1:2"]
    outcomes = pipeline.wait_for(origins)
    assert [outcomes[origin][0].reason for origin in origins] == ["not-json", "not-json", "not-json", None]
    letters = [json.loads(line) for line in wiredesk(pipeline, "dead-letters", "list", "--json").splitlines()]
    [cut] = [line for line in letters if line["letter"]["bytes_cut"]]
    assert cut["letter"]["bytes_cut"] == 19 << 20
    assert b"0 sent again" in wiredesk(pipeline, "dead-letters", "replay", "--place", cut["place"])
    wiredesk(pipeline, "audit")


def append_with_header_name(brokers: str, topic: str, partition: int, name: bytes) -> None:
    """As a client in C would: Python's take names as text only, so its bytes are put in afterwards."""

    async def send() -> None:
        producer = aiokafka.AIOKafkaProducer(bootstrap_servers=brokers)
        await producer.start()
        try:
            batch = producer.create_batch()
            batch._builder = odd_header_batch(name)
            batch._relative_offset = 1
            await (await producer.send_batch(batch, topic, partition=partition))
        finally:
            await producer.stop()

    asyncio.run(send())


def test_a_replayed_letter_of_a_later_stage_keeps_its_origin_and_is_accounted_for(pipeline):
    """The letter goes back to the topic it came from, not to the beginning."""
    worker = pipeline.start()
    pipeline.wait_for(pipeline.push([ARTICLE]))
    spans = find_spans(pipeline.settings, [full_name(LINKED, pipeline.settings.topic_prefix)])
    [linked] = list(read_spans(pipeline.settings, spans))
    producer = make_producer(pipeline.settings)
    headers = [(name, value) for name, value in linked.headers() if name != "wiredesk-origin"]
    producer.produce(linked.topic(), b'{"verdict": 1}', key=linked.key(), headers=[*headers, ("wiredesk-origin", b"raw:9:9")])  # fmt: skip
    assert producer.flush(30) == 0
    outcomes = pipeline.wait_for(["raw:9:9"])
    assert [(o.stage, o.outcome, o.reason) for o in outcomes["raw:9:9"]] == [("enrich", "rejected", "wrong-shape")]
    pipeline.stop(worker)
    assert b"1 sent again" in wiredesk(pipeline, "dead-letters", "replay", "--stage", "enrich")
    copies = list(read_spans(pipeline.settings, find_spans(pipeline.settings, [linked.topic()])))
    bad = [m for m in copies if m.value() == b'{"verdict": 1}']
    assert [header(m.headers(), "wiredesk-origin") for m in bad] == ["raw:9:9", "raw:9:9"]


def test_articles_read_again_by_the_same_extractor_say_nothing_new(pipeline):
    edited = replace(ARTICLE, body=ARTICLE.body.replace("April 14", "April 21"))
    pipeline.start()
    origins = pipeline.push([ARTICLE])
    pipeline.wait_for(origins)
    origins += pipeline.push([edited])
    pipeline.wait_for(origins)
    meetings, topics = ids(pipeline, MEETINGS), ids(pipeline, TOPICS_MENTIONED)
    outcomes = len(pipeline.read(OUTCOME))
    assert b"2 articles would be read again" in wiredesk(pipeline, "replay", "--dry-run")
    assert b"2 articles sent" in wiredesk(pipeline, "replay")
    wait_until(lambda: len(pipeline.read(OUTCOME)) >= outcomes + 2, pipeline)
    assert ids(pipeline, MEETINGS) == meetings
    assert ids(pipeline, TOPICS_MENTIONED) == topics
    wiredesk(pipeline, "audit")


def test_a_forgotten_article_is_withdrawn_everywhere_and_stays_down(pipeline):
    pipeline.start()
    pipeline.wait_for(pipeline.push([ARTICLE]))
    assert [m.change for m in pipeline.meetings().values()] == ["announced"]
    stated = latest_topics(pipeline)
    assert set(stated.values()) == {"mentioned"}
    wiredesk(pipeline, "forget", "wire-1")
    wait_until(lambda: [m.change for m in pipeline.meetings().values()] == ["withdrawn"], pipeline)
    wait_until(lambda: set(latest_topics(pipeline).values()) == {"withdrawn"}, pipeline)
    assert latest_topics(pipeline).keys() == stated.keys()
    pipeline.wait_for(pipeline.push([ARTICLE]))
    assert [m.change for m in pipeline.meetings().values()] == ["withdrawn"]
    assert set(latest_topics(pipeline).values()) == {"withdrawn"}
    wiredesk(pipeline, "audit")


def test_the_audit_finds_what_was_lost_doubled_and_mislinked(pipeline):
    worker = pipeline.start()
    others = (replace(ARTICLE, article_id=f"a-{n}", url=None, body=f"Number {n}. " * 40) for n in range(3))
    origins = pipeline.push(others)
    pipeline.wait_for(origins)
    pipeline.stop(worker)
    assert b"every record is accounted for" in wiredesk(pipeline, "audit")
    # Planted: a record that the first stage passes over, an outcome that says otherwise, a duplicate of itself.
    producer = make_producer(pipeline.settings)

    def plant(topic, key, value):
        producer.produce(full_name(topic, pipeline.settings.topic_prefix), value, key=key)
        assert producer.flush(30) == 0

    outcome = ArticleOutcome(origin=origins[0], outcome="rejected", stage="clean", reason="planted", article_id="a-0")
    plant(OUTCOME, origins[0].encode(), encode(outcome))
    copy = DuplicateArticle(article_id="a-1", revision="r", original="a-1", duplicate="near", similarity=1.0)
    plant(DUPLICATE, b"a-1", encode(copy))
    orphan = replace(copy, article_id="a-2", original="never-read")
    plant(DUPLICATE, b"never-read", encode(orphan))
    [lost] = pipeline.push([ARTICLE])
    skip(pipeline, lost)
    report = json.loads(wiredesk(pipeline, "audit", "--json", code=1))
    found = {finding["rule"]: finding["examples"] for finding in report["findings"]}
    assert found["raw record without outcome"] == [lost]
    assert found["outcomes that disagree"] == [f"{origins[0]}: processed a-0   / rejected a-0  "]
    assert found["duplicate of itself"] == ["a-1 r"]
    assert found["duplicate of an article that was not read"] == ["a-2 -> never-read"]


def test_the_audit_finds_what_was_lost_between_two_stages(pipeline):
    """clean was told to pass on, dedupe committed without having anything to show."""
    worker = pipeline.start("clean")
    [lost] = pipeline.push([ARTICLE])
    wait_until(lambda: pipeline.read(CLEAN), pipeline)
    pipeline.stop(worker)
    assert b"on the way" in wiredesk(pipeline, "audit")
    commit(pipeline, "dedupe", CLEAN, 0, 1)
    report = json.loads(wiredesk(pipeline, "audit", "--json", code=1))
    assert [(f["rule"], f["examples"]) for f in report["findings"]] == [("raw record without outcome", [lost])]
    assert pipeline.read(DEAD_LETTERS) == []


def skip(pipeline: Pipeline, origin: str) -> None:
    """Commit past a raw record that nobody read."""
    _, partition, offset = origin.split(":")
    commit(pipeline, "clean", RAW, int(partition), int(offset) + 1)


def commit(pipeline: Pipeline, role: str, topic, partition: int, offset: int) -> None:
    from confluent_kafka import Consumer, TopicPartition

    from wiredesk.kafka.clients import client_config
    from wiredesk.topology import group_name

    group = group_name(role, pipeline.settings.topic_prefix)
    consumer = Consumer({**client_config(pipeline.settings), "group.id": group})
    place = TopicPartition(full_name(topic, pipeline.settings.topic_prefix), partition, offset)
    consumer.assign([place])
    consumer.commit(offsets=[place], asynchronous=False)
    consumer.close()


def ids(pipeline: Pipeline, topic) -> set[str | None]:
    return {header(m.headers(), "ce_id") for m in pipeline.read(topic)}


def latest_topics(pipeline: Pipeline) -> dict[str, str]:
    mentions = [decode(m.value() or b"", TopicMentioned) for m in pipeline.read(TOPICS_MENTIONED)]
    return {m.mention_id: m.status for m in mentions}


def wait_until(holds, pipeline: Pipeline, timeout_s: float = 60) -> None:
    import time

    deadline = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < deadline, pipeline.log()
        time.sleep(0.5)
