"""push and tail on the embedded broker."""

import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import OFFSET_BEGINNING, KafkaError, Producer
from typer.testing import CliRunner

from wiredesk.cli import app
from wiredesk.cli._pushing import push_articles
from wiredesk.kafka.clients import BrokerError, make_consumer, read_from
from wiredesk.kafka.embedded import EmbeddedBroker
from wiredesk.settings import Settings
from wiredesk_schemas import MeetingAnnounced, RawArticle, TopicMentioned, encode, identified
from wiredesk_schemas.examples import EXAMPLES

MEETING: Any = EXAMPLES[MeetingAnnounced]
pytestmark = pytest.mark.timeout(120)


class Broker:
    def __init__(self, address: str) -> None:
        self.settings = Settings(brokers=address, fetch_wait_ms=20)
        self._producer = Producer({"bootstrap.servers": address})
        self.put("articles.raw", b'{"body":"first"}')

    def put(self, topic: str, *values: bytes) -> None:
        for value in values:
            self._producer.produce(f"wiredesk.{topic}", value)
        self._producer.flush()

    def run(self, *arguments: str) -> Any:
        return CliRunner().invoke(app, [*arguments, "--brokers", self.settings.brokers])

    def raw(self, count: int) -> list[dict[str, Any]]:
        consumer = make_consumer(self.settings)
        read_from(consumer, ["wiredesk.articles.raw"], offset=OFFSET_BEGINNING)
        found = []
        while len(found) < count + 1:
            message = consumer.poll(10)
            assert message is not None
            found.append(json.loads(message.value()))
        consumer.close()
        return [f for f in found if f["body"] != "first"]


@pytest.fixture
def broker():
    with EmbeddedBroker() as embedded:
        yield Broker(embedded.address)


def test_a_table_is_sent_by_its_map_of_columns(broker: Broker, tmp_path: Path):
    (tmp_path / "a.csv").write_text("headline,text\nTalks,They talk.\n,\nMore,They talk more.\n")
    done = broker.run("push", str(tmp_path / "a.csv"), "--columns", "body=text,title=headline")
    assert done.exit_code == 1
    assert "a.csv:3: not-an-article" in done.stderr
    assert sorted(a["title"] for a in broker.raw(2)) == ["More", "Talks"]


def test_articles_that_the_broker_does_not_take_end_it_at_once(
    broker: Broker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The file goes on for ever: only a push that stops at the first failure ever ends."""
    monkeypatch.setattr("wiredesk.cli._pushing.UNCONFIRMED", 10)
    settings = replace(broker.settings, delivery_timeout_s=0.2)

    class Broken:
        waiting = 0

        def produce(self, *_: Any, on_delivery: Any, **__: Any) -> None:
            self.waiting, self.confirm = self.waiting + 1, on_delivery

        def __len__(self) -> int:
            return self.waiting

        def poll(self, _: float) -> None:
            if self.waiting == 10:
                self.waiting = 0
                self.confirm(KafkaError(KafkaError._MSG_TIMED_OUT), None)

        def flush(self, _: float) -> int:
            return 0

    def for_ever(*_: Any, **__: Any) -> Any:
        while True:
            yield RawArticle(body="x")

    monkeypatch.setattr("wiredesk.cli._pushing.make_producer", lambda *_, **__: Broken())
    monkeypatch.setattr("wiredesk.cli._pushing.find_partitions", lambda _, topics: topics)
    monkeypatch.setattr("wiredesk.cli._pushing.read_articles", for_ever)
    with pytest.raises(BrokerError, match="not taken by the broker"):
        push_articles(settings, ["x.jsonl"])


def test_the_rate_is_held(broker: Broker, tmp_path: Path):
    (tmp_path / "a.jsonl").write_text('{"body":"x"}\n' * 11)
    started = time.monotonic()
    assert broker.run("push", str(tmp_path / "a.jsonl"), "--rate", "20").exit_code == 0
    assert time.monotonic() - started >= 0.5


def test_an_archive_is_not_sent_twice_when_resumed(broker: Broker, tmp_path: Path):
    from producers.test_archives import RECORDS

    (tmp_path / "a.warc").write_bytes(b"".join(RECORDS))
    arguments = ("push", str(tmp_path / "a.warc"), "--resume", str(tmp_path / "places.json"), "--json")
    assert json.loads(broker.run(*arguments).stdout)["sent"] == 3
    assert json.loads(broker.run(*arguments).stdout)["sent"] == 0


def test_an_archive_that_is_interrupted_goes_on_where_it_was(broker: Broker, tmp_path: Path):
    from producers.test_archives import RECORDS

    (tmp_path / "a.warc").write_bytes(b"".join(RECORDS))
    command = [sys.executable, "-m", "wiredesk", "push", str(tmp_path / "a.warc"), "--resume", "places.json"]
    slow = subprocess.Popen(
        [*command, "--rate", "0.5", "--brokers", broker.settings.brokers],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert broker.raw(1)  # the first is there; the second is still held back
    slow.terminate()
    out, _ = slow.communicate(timeout=30)
    assert (slow.returncode, out) == (130, "1 article sent, interrupted\n")
    rest = broker.run("push", str(tmp_path / "a.warc"), "--resume", str(tmp_path / "places.json"), "--json")
    assert json.loads(rest.stdout)["sent"] == 2
    assert len({article["url"] for article in broker.raw(3)}) == 3


def test_a_place_file_of_something_else_is_told(broker: Broker, tmp_path: Path):
    (tmp_path / "places.json").write_text("[]")
    done = broker.run("push", str(tmp_path), "--resume", str(tmp_path / "places.json"))
    assert done.exit_code == 1
    assert "does not say how far archives were read" in str(done.exception)


def test_meetings_are_filtered(broker: Broker):
    called_off = identified(replace(MEETING, meeting_id="m2", status="cancelled"))
    broker.put("events.meeting-announced", encode(MEETING), encode(called_off), b"broken")
    done = broker.run(
        "tail",
        "meetings",
        "--from-start",
        "--until-end",
        "--json",
        "--where",
        "status=cancelled",
        "--where",
        "country=KE",
    )
    good = [line for line in done.stdout.splitlines() if line.startswith("{")]
    assert [json.loads(line)["meeting_id"] for line in good] == ["m2"]


def test_upcoming_leaves_out_what_is_over(broker: Broker):
    broker.put("events.meeting-announced", encode(MEETING))
    assert broker.run("tail", "meetings", "--from-start", "--until-end", "--upcoming").stdout == ""


def test_topics_and_events_of_plugins_are_shown(broker: Broker):
    broker.put("events.topic-mentioned", encode(EXAMPLES[TopicMentioned]))
    broker.put("events.acme.court-ruling", b'{"event_id":"x","court":"Supreme Court"}')
    assert (
        "Trade"
        in broker.run("tail", "topics", "--from-start", "--until-end", "--words", "--where", "topic=trade").stdout
    )
    shown = broker.run("tail", "acme.court-ruling", "--from-start", "--until-end", "--words").stdout
    assert json.loads(shown) == {"court": "Supreme Court"}


def test_in_a_pipe_records_are_printed_as_they_stand_on_the_topic(broker: Broker):
    broker.put("events.meeting-announced", encode(MEETING))
    shown = broker.run("tail", "meetings", "--from-start", "--until-end").stdout
    assert shown.encode() == encode(MEETING) + b"\n"
    assert (
        "Ilse Brandt and Josphat Mwangi"
        in broker.run("tail", "meetings", "--from-start", "--until-end", "--words").stdout
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["push", "a.csv", "--columns", "text=body"], "no field 'text'; expected one of body"),
        (["tail", "meetngs"], "expected one of meetings"),
        (["tail", "meetings", "--where", "country"], "expected NAME=VALUE"),
        (["tail", "meetings", "--where", "persn=x"], "no filter named"),
        (["tail", "outcomes", "--where", "country=JP"], "cannot be filtered"),
    ],
)
def test_what_cannot_be_is_wrong_usage(arguments: list[str], said: str):
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.output.replace("│", " ").split())
