"""Feeding a broker that forgets: articles go in only as fast as their outcomes come out.

In: encoded raw articles. Out: every record of the result topics, once, in order, to a callback; it ends when each
article has its outcome and the result topics are read to their ends. Refused: a gap between offsets (the embedded
broker dropped records that were not read) and a standstill.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Event

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, Message, TopicPartition

from wiredesk.kafka.clients import BrokerError, make_consumer, make_producer, read_from
from wiredesk.settings import Settings
from wiredesk.topology import OUTCOME, RAW, Topic, full_name, partition_of

IN_FLIGHT_BYTES = 1_000_000
"""Of raw articles without an outcome. A fifth of what a partition keeps: clean articles, reports and topics of so many
are larger than the raw ones. A larger article goes alone."""
MOST_TOGETHER, TOGETHER_WITHIN_S = 500, 0.05
"""Results that are taken at once. Taken as they come, one by one, they cost twice the time: each wakes this thread, for
which those that read have to stop."""
STANDSTILL_S = 180.0
"""Without any outcome; longer than the slowest page and its retries may take."""


@dataclass
class Progress:
    """How far it is; read by other threads, written by one."""

    sent: int = 0
    finished: int = 0
    input_ended: bool = False
    in_flight: dict[str, int] = field(default_factory=dict)


class Feeder:
    """Sends articles and collects results in one thread of its own."""

    def __init__(
        self,
        settings: Settings,
        articles: Iterator[tuple[bytes | None, bytes]],
        results: tuple[Topic, ...],
        on_results: Callable[[Sequence[tuple[Topic, Message]]], None],
    ) -> None:
        self._settings = settings
        self._articles = articles
        self._results = {full_name(topic, settings.topic_prefix): topic for topic in results}
        self._on_results = on_results
        self._raw = full_name(RAW, settings.topic_prefix)
        self._early: set[str] = set()
        self._unconfirmed = 0
        self._in_flight_bytes = 0
        self._next: dict[tuple[str, int], int] = {}
        self._failure: str | None = None
        self._waiting: tuple[bytes | None, bytes] | None = None
        self.progress = Progress()
        self.stop = Event()

    def run(self) -> None:
        """Feed until all is done or `stop` is set. Raises BrokerError."""
        self._producer = make_producer(self._settings)
        consumer = make_consumer(self._settings)
        try:
            assigned = read_from(consumer, list(self._results), offset=OFFSET_BEGINNING)
            moved_at = time.monotonic()
            while not self.stop.is_set():
                self._send()
                self._producer.poll(0)
                if messages := consumer.consume(MOST_TOGETHER, timeout=TOGETHER_WITHIN_S):
                    moved_at = time.monotonic()
                    self._take(messages)
                if self._failure:
                    raise BrokerError(f"an article could not be sent: {self._failure}")
                if self.progress.input_ended and not self.progress.in_flight and not self._unconfirmed:
                    self._drain(consumer, assigned)
                    return
                if time.monotonic() - moved_at > STANDSTILL_S:
                    waiting = ", ".join(list(self.progress.in_flight)[:5])
                    raise BrokerError(f"nothing has moved for {STANDSTILL_S:.0f} s; still waiting for {waiting}")
        finally:
            consumer.close()

    def _send(self) -> None:
        """Send as many as fit; the one that does not waits."""
        while not self.progress.input_ended:
            if self._waiting is None:
                self._waiting = next(self._articles, None)
                if self._waiting is None:
                    self.progress.input_ended = True
                    self._producer.flush(self._settings.delivery_timeout_s)
                    return
            key, value = self._waiting
            if self._in_flight_bytes and self._in_flight_bytes + len(value) > IN_FLIGHT_BYTES:
                return
            self._waiting = None
            self._in_flight_bytes += len(value)
            self._unconfirmed += 1
            self.progress.sent += 1
            partition = partition_of(RAW, self._settings.partitions)
            self._producer.produce(
                self._raw,
                key=key,
                value=value,
                partition=-1 if partition is None else partition,
                on_delivery=partial(self._confirm, size=len(value)),
            )

    def _confirm(self, error: KafkaError | None, message: Message, *, size: int) -> None:
        if error is not None:
            self._failure = error.str()
            return
        self._unconfirmed -= 1
        origin = f"raw:{message.partition()}:{message.offset()}"
        if origin in self._early:
            self._early.discard(origin)
            self._finish(size)
        else:
            self.progress.in_flight[origin] = size

    def _finish(self, size: int) -> None:
        self._in_flight_bytes -= size
        self.progress.finished += 1

    def _take(self, messages: Sequence[Message]) -> None:
        results = [(self._topic_of(message), message) for message in messages]
        self._on_results(results)
        for topic, message in results:
            if topic is OUTCOME:
                origin = (message.key() or b"").decode("utf-8", "replace")
                size = self.progress.in_flight.pop(origin, None)
                if size is None:
                    self._early.add(origin)
                else:
                    self._finish(size)

    def _topic_of(self, message: Message) -> Topic:
        """The topic that the next record of a partition belongs to. BrokerError when it is not the next one."""
        error = message.error()
        if error is not None:
            raise BrokerError(f"reading failed: {error.str()}")
        place = (message.topic() or "", message.partition() or 0)
        expected = self._next.get(place, 0)
        if message.offset() != expected:
            raise BrokerError(
                f"{message.topic()} jumps from offset {expected} to {message.offset()}: the embedded broker dropped "
                "records before they were read; please report this, and use a real Kafka meanwhile"
            )
        self._next[place] = expected + 1
        return self._results[place[0]]

    def _drain(self, consumer: Consumer, assigned: list[TopicPartition]) -> None:
        """Read every result topic to its end: the last events stand there before the last outcome was written."""
        ends = {
            (p.topic, p.partition): consumer.get_watermark_offsets(p, timeout=10.0, cached=False)[1] for p in assigned
        }
        deadline = time.monotonic() + STANDSTILL_S
        while any(self._next.get(place, 0) < end for place, end in ends.items()):
            if messages := consumer.consume(MOST_TOGETHER, timeout=TOGETHER_WITHIN_S):
                self._take(messages)
            elif time.monotonic() > deadline:
                raise BrokerError("the last events could not be read")
