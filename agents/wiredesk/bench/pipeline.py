"""The whole pipeline on a real Kafka: articles a second, CPU an article and into what it goes, and latency.

In: a broker and raw articles. A worker process (`runner`) with all four stages reads topics of its own; the articles
come all at once, when it is ready, for a rate, or at a steady pace, for latency, where the first ones are not counted
(groups are joined, caches filled). An article counts when its outcome, which is written last, is there.
"""

import os
import selectors
import signal
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import orjson
from confluent_kafka import OFFSET_BEGINNING, KafkaError, Message

from wiredesk.app import needed_topics
from wiredesk.bench.runner import LANGUAGE
from wiredesk.kafka import admin
from wiredesk.kafka.clients import BrokerError, make_consumer, make_producer, read_from
from wiredesk.settings import Settings
from wiredesk.stages._work import ORIGIN
from wiredesk.topology import MEETINGS, OUTCOME, RAW, TOPICS_MENTIONED, full_name
from wiredesk_schemas import RawArticle, encode
from wiredesk_schemas.cloudevents import header

WARM_UP = 300
"""Articles whose latency is not counted."""
PATIENCE_S = 120.0
"""Without any outcome: then the worker has failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One run. CPU is that of the worker process with all its threads, without Kafka and without this process.

    `parts_ms`: CPU an article by part; empty where it was not metered. `start_s`: from starting the process to ready.
    """

    mode: str
    articles: int
    articles_per_s: float
    cpu_ms: float
    parts_ms: dict[str, float] = field(default_factory=dict)
    start_s: float = 0.0
    resident_mb: float = 0.0
    load: float = 0.0

    @property
    def per_core(self) -> float:
        """Articles a second that one core has time for."""
        return 1000 / self.cpu_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Milliseconds from handing a raw article to the client until a subscriber has the record, by percentile."""

    what: str
    per_s: float
    count: int
    p50: float
    p95: float
    p99: float


class Worker:
    """A runner process."""

    def __init__(self, settings: Settings, mode: str) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WIREDESK_")}
        environment |= {
            "WIREDESK_BROKERS": settings.brokers,
            "WIREDESK_TOPIC_PREFIX": settings.topic_prefix,
            "WIREDESK_PARTITIONS": str(settings.partitions),
            "WIREDESK_LOG_LEVEL": "error",
        }
        self._started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - this Python, a mode of ours
            [sys.executable, "-m", "wiredesk.bench.runner", mode], env=environment, stdout=subprocess.PIPE
        )
        try:
            self.at_start = self._line()
        except BaseException:
            self.stop()
            raise
        self.start_s = self.age_s()

    def age_s(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self._started

    def ask(self) -> dict[str, Any]:
        """CPU seconds, parts and memory as they are now."""
        self.process.send_signal(signal.SIGUSR1)
        return self._line()

    def _line(self) -> dict[str, Any]:
        output = self.process.stdout
        assert output is not None  # noqa: S101 - it was asked for
        with selectors.DefaultSelector() as selector:
            selector.register(output, selectors.EVENT_READ)
            line = output.readline() if selector.select(PATIENCE_S) else b""
        if not line:
            raise BrokerError(f"the worker under measurement ended or hangs (exit code {self.process.poll()})")
        told: dict[str, Any] = orjson.loads(line)
        return told

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


@contextmanager
def topics(brokers: str, partitions: int = 1) -> Iterator[Settings]:
    """Topics of our own on the broker, named anew for each run; they are left to retention."""
    settings = Settings(brokers=brokers, topic_prefix=f"bench-{uuid.uuid4().hex[:8]}.", partitions=partitions)
    admin.apply(settings, needed_topics(settings))
    yield settings


def measure_rate(brokers: str, articles: Sequence[RawArticle], mode: str = "faust") -> Rate:
    """How fast one worker process is with articles that wait for it."""
    with topics(brokers) as settings:
        results = Results(settings, [OUTCOME])
        worker = Worker(settings, mode)
        try:
            push(settings, articles)  # not before: stages begin while others still start, and that would not be counted
            # All of them: the first stages are far ahead of the last, so a part of the outcomes is no part of the work.
            before, started = worker.at_start, time.monotonic()
            results.wait_for(len(articles), worker)
            taken, after = time.monotonic() - started, worker.ask()
        finally:
            worker.stop()
            results.close()
    count = len(articles)
    parts = {
        name: (seconds - before["parts"].get(name, 0.0)) / count * 1000 for name, seconds in after["parts"].items()
    }
    cpu_ms = (after["cpu_s"] - before["cpu_s"]) / count * 1000
    if parts:
        parts["Faust, Kafka client, guard"] = cpu_ms - sum(parts.values())
    return Rate(
        mode=mode,
        articles=count,
        articles_per_s=count / taken,
        cpu_ms=cpu_ms,
        parts_ms=parts,
        start_s=worker.start_s,
        resident_mb=after["resident_bytes"] / 1e6,
        load=os.getloadavg()[0],
    )


def measure_latency(brokers: str, articles: Sequence[RawArticle], *, per_s: float) -> list[Latency]:
    """How long an article takes to its first event, its meeting and its outcome, at a steady pace."""
    with topics(brokers) as settings:
        results = Results(settings, [OUTCOME, TOPICS_MENTIONED, MEETINGS])
        worker = Worker(settings, "faust")
        try:
            sent = _pace(settings, articles, per_s, results, worker)
        finally:
            worker.stop()
            results.close()
    counted = set(list(sent)[min(WARM_UP, len(sent) // 3) :])
    named = ((TOPICS_MENTIONED, "topic mentioned"), (MEETINGS, "meeting announced"), (OUTCOME, "outcome"))
    found = []
    for topic, what in named:
        times = [
            (at - sent[origin]) * 1000
            for (name, origin), at in results.first.items()
            if name == full_name(topic, settings.topic_prefix) and origin in counted
        ]
        if len(times) > 1:
            cuts = statistics.quantiles(times, n=100, method="inclusive")
            found.append(Latency(what=what, per_s=per_s, count=len(times), p50=cuts[49], p95=cuts[94], p99=cuts[98]))
    return found


def push(settings: Settings, articles: Sequence[RawArticle]) -> None:
    """Put articles on the raw topic. BrokerError when one is not confirmed."""
    producer = make_producer(settings)
    name = full_name(RAW, settings.topic_prefix)
    for article in articles:
        producer.produce(name, encode(article), key=(article.url or "").encode())
        producer.poll(0)
        while len(producer) > 10_000:
            producer.poll(0.1)
    if producer.flush(PATIENCE_S):
        raise BrokerError("the articles to measure with could not be sent in time")


def _pace(
    settings: Settings, articles: Sequence[RawArticle], per_s: float, results: "Results", worker: Worker
) -> dict[str, float]:
    """Send at that pace, reading results meanwhile; when each origin was sent, in order of sending."""
    producer = make_producer(settings, **{"linger.ms": 0})
    sent: dict[str, float] = {}

    def note(at: float, error: KafkaError | None, message: Message) -> None:
        if error is not None:
            raise BrokerError(f"an article could not be sent: {error.str()}")
        sent[f"raw:{message.partition()}:{message.offset()}"] = at

    began = time.monotonic()
    for number, article in enumerate(articles):
        while (ahead := began + number / per_s - time.monotonic()) > 0:
            results.take(min(ahead, 0.002))
            producer.poll(0)
        producer.produce(
            full_name(RAW, settings.topic_prefix),
            encode(article),
            key=(article.url or "").encode(),
            on_delivery=partial(note, time.time()),
        )
    producer.flush(PATIENCE_S)
    results.wait_for(len(articles), worker)
    return dict(sorted(sent.items(), key=lambda pair: pair[1]))


class Results:
    """Reads result topics as a subscriber does. `seen` outcomes; `first`: when the first record of a topic and origin
    came."""

    def __init__(self, settings: Settings, wanted: Sequence[Any]) -> None:
        self._outcome = full_name(OUTCOME, settings.topic_prefix)
        self._consumer = make_consumer(settings, **{"fetch.wait.max.ms": 20})
        read_from(self._consumer, [full_name(t, settings.topic_prefix) for t in wanted], offset=OFFSET_BEGINNING)
        self._origins: set[str] = set()
        self.first: dict[tuple[str, str], float] = {}

    @property
    def seen(self) -> int:
        """Articles that have their outcome."""
        return len(self._origins)

    def take(self, timeout_s: float) -> bool:
        """Take what has come; whether anything has."""
        messages = self._consumer.consume(500, timeout=timeout_s)
        now = time.time()
        for message in messages:
            if message.error() is not None:
                raise BrokerError(f"results cannot be read: {message.error()}")
            headers: Any = message.headers() or ()
            origin = header(tuple(headers), ORIGIN) or ""
            self.first.setdefault((message.topic() or "", origin), now)
            if message.topic() == self._outcome:
                self._origins.add((message.key() or b"").decode())
        return bool(messages)

    def wait_for(self, count: int, worker: Worker) -> None:
        """Until so many articles have their outcome. BrokerError when the worker ends or nothing comes any more."""
        moved_at = time.monotonic()
        while self.seen < count:
            if self.take(0.02):
                moved_at = time.monotonic()
            elif worker.process.poll() is not None or time.monotonic() - moved_at > PATIENCE_S:
                raise BrokerError(f"the worker under measurement stopped at {self.seen:,} of {count:,} articles")

    def close(self) -> None:
        """Let the consumer go."""
        self._consumer.close()


def sum_language(parts: dict[str, float]) -> float:
    """All language work among the parts of a rate."""
    return sum(ms for name, ms in parts.items() if name.startswith(LANGUAGE))
