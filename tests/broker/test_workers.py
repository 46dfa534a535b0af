"""Workers on a real Apache Kafka: every raw record has its one outcome, whatever happens to the workers."""

import random
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from broker.articles import make_articles
from broker.pipeline import Pipeline
from wiredesk.app import needed_topics
from wiredesk.kafka import admin
from wiredesk.topology import DEAD_LETTERS, DUPLICATE, RAW, TOPICS_MENTIONED
from wiredesk_schemas import DuplicateArticle, MeetingAnnounced, RawArticle, TopicMentioned, decode
from wiredesk_schemas.cloudevents import header

pytestmark = pytest.mark.kafka

ARTICLE = RawArticle(
    article_id="wire-1",
    url="https://wire.example/summit",
    source="Made Wire",
    title="Leaders of Norway and Kenya to meet",
    published_at="2026-03-10",
    language="en",
    body=(
        "The foreign ministers of Norway and Kenya will meet in Nairobi on April 14 to discuss fishing and trade, the "
        "ministry said on Tuesday.\n\nIt will be the first such visit in nine years. Boats from both countries fish the "
        "same waters, and the quotas for this year have not been agreed upon. Exporters in Bergen expect an answer "
        "before the season opens, and the harbour workers of Mombasa hope for new docks.\n"
    ),
)


def test_an_article_pushed_twice_and_once_more_edited_is_one_meeting_and_two_duplicates(
    kafka_address: str, topic_prefix: str, tmp_path: Path
) -> None:
    edited = replace(
        ARTICLE,
        article_id="copy-1",
        url="https://copy.example/norway-kenya",
        source="The Copy",
        body="By a staff reporter of The Copy.\n\n" + ARTICLE.body,
    )
    with Pipeline(kafka_address, topic_prefix, tmp_path) as pipeline:
        pipeline.start()
        origins = []
        for article in (ARTICLE, ARTICLE, edited):
            origins += pipeline.push([article])
            outcomes = pipeline.wait_for(origins)
        assert [outcomes[origin][0].outcome for origin in origins] == ["processed", "repeated", "duplicate"]
        copies = [decode(message.value() or b"", DuplicateArticle) for message in pipeline.read(DUPLICATE)]
        assert sorted((copy.article_id, copy.duplicate, copy.original) for copy in copies) == [
            ("copy-1", "near", "wire-1"),
            ("wire-1", "repeated", "wire-1"),
        ]
        meetings = list(pipeline.meetings().values())
        assert [(m.when.start.isoformat(), m.independent_sources) for m in meetings if m.when.start] == [
            ("2026-04-14", 1)
        ]
        mentions = [decode(message.value() or b"", TopicMentioned) for message in pipeline.read(TOPICS_MENTIONED)]
        assert "wire-1" in {mention.article_id for mention in mentions}


def test_a_killed_worker_loses_nothing_doubles_nothing_and_changes_no_meeting(
    kafka_address: str, topic_prefix: str, tmp_path: Path
) -> None:
    made = list(make_articles(2000, seed=7))
    calm, rough = (tmp_path / "calm", tmp_path / "rough")
    for folder in (calm, rough):
        folder.mkdir()
    # One partition: the order of articles is then the same in both runs, so that the same copy comes first.
    with Pipeline(kafka_address, f"calm-{topic_prefix}", calm, partitions=1) as pipeline:
        origins = pipeline.push(m.value for m in made)
        worker = pipeline.start()
        pipeline.wait_for(origins, timeout_s=200)
        assert pipeline.stop(worker) == 0
        expected_outcomes, expected_meetings = pipeline.outcomes(), pipeline.meetings()
    chance = random.Random(7)
    with Pipeline(kafka_address, topic_prefix, rough, partitions=1, session_timeout_s=6) as pipeline:
        origins = pipeline.push(m.value for m in made)
        for _ in range(5):
            worker = pipeline.start()
            before = len(pipeline.outcomes())
            deadline = time.monotonic() + 60
            while len(pipeline.outcomes()) < before + 60 and time.monotonic() < deadline:
                time.sleep(0.1 + chance.random() / 2)
            worker.kill()
            worker.wait()
        assert len(pipeline.outcomes()) < len(made), "killed too late to prove anything"
        pipeline.start()
        outcomes = pipeline.wait_for(origins, timeout_s=200)
        meetings = pipeline.meetings()
    assert outcomes.keys() == set(origins)
    told = {(origin, o.outcome, o.duplicate, o.original, o.reason) for origin in outcomes for o in outcomes[origin]}
    assert len(told) == len(origins), "a raw record has outcomes that differ"
    assert told == {
        (origin, o.outcome, o.duplicate, o.original, o.reason)
        for origin in expected_outcomes
        for o in expected_outcomes[origin]
    }
    for origin, [first, *_] in outcomes.items():
        if first.outcome == "duplicate":
            assert first.original != first.article_id, f"{origin} is its own duplicate"
    assert {_known(m) for m in meetings.values()} == {_known(m) for m in expected_meetings.values()}


@pytest.mark.parametrize("point", ["after-decode", "after-send", "before-table", "after-table", "before-commit"])
def test_a_worker_that_dies_at_a_named_point_repeats_its_verdicts(
    point: str, kafka_address: str, topic_prefix: str, tmp_path: Path
) -> None:
    made = list(make_articles(60, seed=11))
    with Pipeline(kafka_address, topic_prefix, tmp_path, session_timeout_s=6, batch_records=10) as pipeline:
        origins = pipeline.push(m.value for m in made)
        dying = pipeline.start(WIREDESK_CRASH_AT=f"dedupe:{point}:3")
        assert dying.wait(60) == -signal.SIGKILL
        pipeline.start()
        outcomes = pipeline.wait_for(origins)
        assert pipeline.read(DEAD_LETTERS)
    for origin, told in outcomes.items():
        assert len({(o.outcome, o.duplicate, o.original) for o in told}) == 1, origin
        assert told[0].original is None or told[0].outcome == "repeated" or told[0].original != told[0].article_id


def test_a_stopped_worker_ends_in_time_and_repeats_at_most_a_buffer_with_the_same_words(
    kafka_address: str, topic_prefix: str, tmp_path: Path
) -> None:
    with Pipeline(kafka_address, topic_prefix, tmp_path) as pipeline:
        origins = pipeline.push(m.value for m in make_articles(300, seed=3))
        worker = pipeline.start()
        while not pipeline.outcomes():
            time.sleep(0.2)
        started = time.monotonic()
        assert pipeline.stop(worker) == 0, pipeline.log()
        assert time.monotonic() - started < 20
        pipeline.start()
        outcomes = pipeline.wait_for(origins)
    # What Faust drops while a group settles is read again with all that followed it in its buffer.
    repeated = [told for told in outcomes.values() if len(told) > 1]
    assert len(repeated) <= 100
    assert all(len({(o.outcome, o.duplicate, o.original) for o in told}) == 1 for told in repeated)


def test_dead_letters_keep_the_original_bytes_and_say_where_they_came_from(
    kafka_address: str, topic_prefix: str, tmp_path: Path
) -> None:
    with Pipeline(kafka_address, topic_prefix, tmp_path) as pipeline:
        [origin] = pipeline.push([b'\xff{"body": 1'])
        pipeline.start()
        outcomes = pipeline.wait_for([origin])
        [letter] = pipeline.read(DEAD_LETTERS)
    assert outcomes[origin][0].reason == "not-json"
    assert letter.value() == b'\xff{"body": 1'
    assert header(letter.headers(), "dead-letter-origin") == origin  # type: ignore[arg-type]


def test_the_topology_is_applied_once_and_differences_are_told(
    kafka_address: str, topic_prefix: str, tmp_path: Path
) -> None:
    with Pipeline(kafka_address, topic_prefix, tmp_path) as pipeline:
        topics = needed_topics(pipeline.settings)
        assert admin.find_differences(pipeline.settings, topics) == []
        assert admin.apply(pipeline.settings, topics) == []
        shorter = [replace(topic, retention_s=3600) if topic is RAW else topic for topic in topics]
        [difference] = admin.find_differences(pipeline.settings, shorter)
        assert str(difference) == f"{topic_prefix}articles.raw: retention.ms is 604800000, expected 3600000"
        assert admin.apply(pipeline.settings, shorter) == [difference]
        assert admin.find_differences(pipeline.settings, shorter) == []


def test_a_worker_refuses_to_start_on_a_broker_without_the_topics(
    kafka_address: str, topic_prefix: str, tmp_path: Path
) -> None:
    pipeline = Pipeline(kafka_address, topic_prefix, tmp_path)
    worker = pipeline.start()
    assert worker.wait(60) == 1
    log = pipeline.log()
    assert "wiredesk kafka apply" in log
    assert "Traceback" not in log


def _known(meeting: MeetingAnnounced) -> tuple[object, ...]:
    """What is known of a meeting, without when it was emitted."""
    return (
        meeting.meeting_id,
        meeting.change,
        meeting.status,
        meeting.participants,
        meeting.when,
        meeting.where,
        meeting.source_count,
        meeting.independent_sources,
    )
