"""One run of wiredesk under a fault: the input is fed, workers are looked after as an orchestrator does, and the end
is awaited: every record has its outcome, and no stage has anything left to read."""

import random
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from confluent_kafka import Producer
from local_kafka import free_port

from broker.pipeline import Pipeline
from chaos.wire import Wire
from wiredesk.kafka.bounded import find_committed, find_spans
from wiredesk.kafka.clients import BrokerError, make_producer
from wiredesk.topology import (
    CLEAN,
    LINKED,
    MEETINGS,
    OUTCOME,
    RAW,
    REPORTS,
    TOPICS_MENTIONED,
    Topic,
    full_name,
    group_name,
)
from wiredesk_schemas import RawArticle, encode

HOPS: tuple[tuple[Topic, str], ...] = ((RAW, "clean"), (CLEAN, "dedupe"), (LINKED, "enrich"), (REPORTS, "reconcile"))
STAGES = "clean,dedupe,enrich,reconcile"


class NotDoneError(AssertionError):
    """The end did not come in time."""


@dataclass
class Place:
    """Where a worker runs; the next one takes the place of one that ended."""

    stages: str
    environment: dict[str, str]
    process: subprocess.Popen[bytes]
    port: int


@dataclass
class Trial:
    """Use with `with`."""

    name: str
    address: str
    wire: Wire
    folder: Path
    chance: random.Random
    settings: dict[str, Any] = field(default_factory=dict)
    sinks: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    """More for each worker: sinks and their options."""
    faults: int = 0
    """How often the fault was done: kills, cuts, ..."""
    restarts: int = 0
    """Workers that ended by themselves, with an error, and were started again."""
    notes: list[str] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    origins: dict[int, str] = field(default_factory=dict)
    fed: int = 0

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        settings = {"partitions": 1, "session_timeout_s": 6, "batch_records": 10, "delivery_timeout_s": 15}
        self.pipeline = Pipeline(self.address, f"{self.name}.", self.folder, **{**settings, **self.settings})

    def __enter__(self) -> "Trial":
        self.pipeline.__enter__()
        self._producer: Producer = make_producer(
            self.pipeline.settings, **{"enable.idempotence": True, "delivery.timeout.ms": 300_000}
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.pipeline.__exit__()

    def feed(self, count: int | None = None) -> None:
        """Send the next so many records, or all that are left; does not wait for the broker."""
        end = len(self.wire) if count is None else min(len(self.wire), self.fed + count)
        for number in range(self.fed, end):
            self._send(number, self.wire[number])
        self.fed = end
        self._producer.poll(0)

    def _send(self, number: int, value: RawArticle | bytes) -> None:
        def confirm(error: Any, message: Any) -> None:
            if error is not None:
                self.notes.append(f"record {number} was not taken by the broker: {error}")
            else:
                self.origins[number] = f"raw:{message.partition()}:{message.offset()}"

        is_article = isinstance(value, RawArticle)
        key = (value.url or "").encode() if is_article else b"broken"
        data = encode(value) if is_article else value
        topic = full_name(RAW, self.pipeline.settings.topic_prefix)
        self._producer.produce(topic, data, key=key, on_delivery=confirm)

    def start(self, place: str = "worker", stages: str = STAGES, **environment: str) -> subprocess.Popen[bytes]:
        """A worker; one that is there under this name must have ended."""
        port = free_port()
        process = self.pipeline.start(stages, **{**self.environment, "WIREDESK_METRICS_PORT": str(port), **environment})
        self.places[place] = Place(stages, environment, process, port)
        return process

    def kill(self, place: str = "worker") -> None:
        """kill -9."""
        process = self.places[place].process
        process.kill()
        process.wait()
        self.faults += 1

    def stop(self, place: str = "worker", timeout_s: float = 45) -> float:
        """SIGTERM; seconds until it ended. AssertionError when it does not, or not with 0."""
        started = time.monotonic()
        code = self.pipeline.stop(self.places.pop(place).process, signal.SIGTERM, timeout_s)
        assert code == 0, f"stopped with {code}\n{self.pipeline.log()}"
        return time.monotonic() - started

    def tend(self) -> None:
        """Start again what ended, and what says of itself that it is not live: what an orchestrator does."""
        for name, place in list(self.places.items()):
            code = place.process.poll()
            if code is None:
                if not self.is_live(name):
                    self.notes.append(f"{name} was not live")
                    place.process.kill()
                    place.process.wait()
                continue
            assert code != 0, f"a worker ended by itself, as if nothing were wrong\n{self.pipeline.log()}"
            if code != -signal.SIGKILL:
                self.restarts += 1
                if self.restarts > 20:
                    raise NotDoneError(f"{name} ends again and again, the last time with {code}\n{self.pipeline.log()}")
            environment = {k: v for k, v in place.environment.items() if k != "WIREDESK_CRASH_AT"}
            self.start(name, place.stages, **environment)

    def is_live(self, place: str) -> bool:
        """What /healthz/live says; true while it does not answer yet."""
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.places[place].port}/healthz/live", timeout=5
            ) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as e:
            return e.code != 503
        except OSError:
            return True

    def outcomes(self) -> int:
        """Outcome records so far, repetitions included; 0 while the broker does not answer.

        Asked by a client of its own each time: one that is kept may wait for a leader that is dead.
        """
        topic = full_name(OUTCOME, self.pipeline.settings.topic_prefix)
        try:
            return sum(span.end for span in find_spans(self.pipeline.settings, [topic]))
        except BrokerError:
            return 0

    def wait_for_progress(self, count: int = 1, timeout_s: float = 120, *, since: int | None = None) -> None:
        """Wait until so many more outcomes are there, while workers are looked after.

        `since`: how many there were; by default those of now. To ask takes seconds while a broker is dead, in which a
        few records are done: then ask before they are fed.
        """
        wanted = (self.outcomes() if since is None else since) + count
        for _ in self._until(timeout_s, f"{count} more outcomes"):
            if self.outcomes() >= wanted:
                return

    def wait_for_end(self, proc: subprocess.Popen[bytes], timeout_s: float = 90) -> int:
        """The exit code of a worker that is to end by itself."""
        try:
            return proc.wait(timeout_s)
        except subprocess.TimeoutExpired:
            raise NotDoneError(f"expected a worker to end within {timeout_s:.0f} s\n{self.pipeline.log()}") from None

    def finish(self, timeout_s: float = 240) -> None:
        """Feed the rest and wait until nothing is left to do anywhere. NotDoneError."""
        self.feed()
        left = self._producer.flush(60)
        assert not left, f"{left} records were not taken by the broker"
        told = ""
        for _ in self._until(timeout_s, "lag 0 everywhere"):
            try:
                told = self.find_lag()
            except BrokerError as e:
                told = str(e)
            if not told:
                return
        raise NotDoneError(told)

    def find_lag(self) -> str:
        """Which stage has how much left to read, in words; empty when none has."""
        settings = self.pipeline.settings
        hops = [*HOPS, *((topic, sink) for sink in self.sinks for topic in (MEETINGS, TOPICS_MENTIONED))]
        for topic, role in hops:
            name = full_name(topic, settings.topic_prefix)
            committed = find_committed(settings, group_name(role, settings.topic_prefix), name)
            for span in find_spans(settings, [name]):
                if (lag := span.end - max(committed.get(span.partition, 0), span.start)) > 0:
                    return f"{role} has {lag} of {span.end} records of {topic.name} left"
        return ""

    def _until(self, timeout_s: float, wanted: str) -> Iterator[None]:
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            yield
            self._producer.poll(0)
            self.tend()
            time.sleep(0.3)
        lag = "?"
        with suppress(BrokerError):
            lag = self.find_lag()
        raise NotDoneError(f"expected {wanted} within {timeout_s:.0f} s: {lag}\n{self.pipeline.log()}")
