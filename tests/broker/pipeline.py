"""A whole wiredesk on a real Kafka, for tests: topics, workers as processes that can be killed, and what came out."""

import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, Message, TopicPartition

from wiredesk.app import needed_topics
from wiredesk.kafka import admin
from wiredesk.kafka.clients import make_consumer, make_producer, read_from
from wiredesk.settings import Settings
from wiredesk.topology import MEETINGS, OUTCOME, RAW, Topic, full_name
from wiredesk_schemas import ArticleOutcome, MeetingAnnounced, RawArticle, decode, encode


class Pipeline:
    """Use with `with`; workers still running at the end are killed."""

    def __init__(self, brokers: str, prefix: str, folder: Path, **settings: Any) -> None:
        self.settings = Settings(brokers=brokers, topic_prefix=prefix, **settings)
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        self.pushed: dict[str, Any] = {}
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("WIREDESK_")},
            "WIREDESK_BROKERS": brokers,
            "WIREDESK_TOPIC_PREFIX": prefix,
            **{f"WIREDESK_{name.upper()}": str(value) for name, value in settings.items()},
        }

    def __enter__(self) -> "Pipeline":
        admin.apply(self.settings, needed_topics(self.settings))
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                worker.kill()
                worker.wait()

    def start(self, stages: str = "clean,dedupe,enrich,reconcile", **environment: str) -> subprocess.Popen[bytes]:
        """A worker with these stages."""
        output = (self.folder / f"worker-{len(self.workers)}.log").open("wb")
        worker = subprocess.Popen(
            [sys.executable, "-m", "wiredesk", "worker", "--stages", stages],
            env={**self._environment, **environment},
            cwd=self.folder,
            stdout=output,
            stderr=output,
        )
        self.workers.append(worker)
        return worker

    def log(self) -> str:
        """The ends of all workers' logs, for a failing test."""
        paths = sorted(self.folder.glob("worker-*.log"))
        return "\n".join(f"--- {path.name}\n{path.read_text()[-2000:]}" for path in paths)

    def push(self, values: Iterable[RawArticle | bytes]) -> list[str]:
        """Send raw records; their origins, in order."""
        producer = make_producer(self.settings)
        places: dict[int, str] = {}

        def note(number: int) -> Any:
            def confirm(error: Any, message: Message) -> None:
                assert error is None, error
                places[number] = f"raw:{message.partition()}:{message.offset()}"

            return confirm

        for number, value in enumerate(values):
            data = value if isinstance(value, bytes) else encode(value)
            key = (value.url or "").encode() if isinstance(value, RawArticle) else b"broken"
            producer.produce(full_name(RAW, self.settings.topic_prefix), data, key=key, on_delivery=note(number))
            producer.poll(0)
        assert producer.flush(60) == 0
        return [places[number] for number in sorted(places)]

    def read(self, topic: Topic) -> list[Message]:
        """All records of a topic as it stands now."""
        consumer = make_consumer(self.settings)
        try:
            places = read_from(consumer, [full_name(topic, self.settings.topic_prefix)], offset=OFFSET_BEGINNING)
            ends = {p.partition: _end(consumer, p) for p in places}
            left = {number for number, end in ends.items() if end}
            messages = []
            deadline = time.monotonic() + 60
            while left:
                assert time.monotonic() < deadline, "a topic could not be read to its end"
                message = consumer.poll(0.5)
                if message is None:
                    continue
                assert message.error() is None, message.error()
                messages.append(message)
                if message.offset() == ends[message.partition()] - 1:  # type: ignore[index]
                    left.discard(message.partition())  # type: ignore[arg-type]
            return messages
        finally:
            consumer.close()

    def outcomes(self) -> dict[str, list[ArticleOutcome]]:
        """The outcome records of each raw record."""
        found: dict[str, list[ArticleOutcome]] = defaultdict(list)
        for message in self.read(OUTCOME):
            found[(message.key() or b"").decode()].append(decode(message.value() or b"", ArticleOutcome))
        return found

    def meetings(self) -> dict[str, MeetingAnnounced]:
        """The latest revision of each meeting."""
        latest: dict[str, MeetingAnnounced] = {}
        for message in self.read(MEETINGS):
            meeting = decode(message.value() or b"", MeetingAnnounced)
            if meeting.meeting_id not in latest or latest[meeting.meeting_id].revision <= meeting.revision:
                latest[meeting.meeting_id] = meeting
        return latest

    def wait_for(self, origins: Iterable[str], *, timeout_s: float = 120) -> dict[str, list[ArticleOutcome]]:
        """The outcomes, when every one of these raw records has one."""
        wanted = set(origins)
        deadline = time.monotonic() + timeout_s
        while True:
            found = self.outcomes()
            missing = wanted - found.keys()
            if not missing:
                return found
            dead = [worker.returncode for worker in self.workers if worker.poll() not in (None, -signal.SIGKILL, 0)]
            assert not dead, f"a worker ended with {dead[0]}\n{self.log()}"
            assert time.monotonic() < deadline, (
                f"{len(missing)} without an outcome: {sorted(missing)[:5]}\n{self.log()}"
            )
            time.sleep(0.5)

    def stop(self, worker: subprocess.Popen[bytes], number: int = signal.SIGTERM, timeout_s: float = 40) -> int:
        """Send a signal and wait; the exit code."""
        worker.send_signal(number)
        return worker.wait(timeout_s)


def _end(consumer: Consumer, place: TopicPartition) -> int:
    """The end of a partition; asked again while a broker that has just started finds its partitions."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return int(consumer.get_watermark_offsets(place, timeout=20, cached=False)[1])
        except KafkaException:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
