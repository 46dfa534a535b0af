"""Read a topic up to where it ends now, and tell how far a consumer group has come: for commands that look back."""

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from confluent_kafka import KafkaError, KafkaException, Message, TopicPartition

from wiredesk.kafka.clients import BrokerError, find_partitions, make_consumer
from wiredesk.settings import Settings

TIMEOUT_S = 30.0
NO_LEADER_YET = (KafkaError.NOT_LEADER_FOR_PARTITION, KafkaError.LEADER_NOT_AVAILABLE)


@dataclass(frozen=True, slots=True)
class Span:
    """The offsets [start, end) that a partition holds; some may be missing (compaction)."""

    topic: str
    partition: int
    start: int
    end: int


def find_spans(settings: Settings, topics: Sequence[str]) -> list[Span]:
    """What each partition of these topics holds now. BrokerError when a topic is missing."""
    consumer = make_consumer(settings)
    try:
        counts = find_partitions(consumer, topics)
        if missing := [topic for topic in topics if topic not in counts]:
            raise BrokerError(f"no topic {missing[0]!r} on the broker: run `wiredesk kafka apply` first")
        spans = []
        for topic in topics:
            for number in range(counts[topic]):
                place = TopicPartition(topic, number)
                start, end = _find_ends(consumer, place)
                spans.append(Span(topic, number, start, end))
        return spans
    except KafkaException as e:
        raise BrokerError(f"offsets cannot be had: {e}") from e
    finally:
        consumer.close()


def _find_ends(consumer: Any, place: TopicPartition, *, attempts: int = 10, wait_s: float = 0.5) -> tuple[int, int]:
    """First and next offset; just after a topic was made, or a broker went, its leader is waited for."""
    for attempt in range(1, attempts + 1):
        try:
            found: tuple[int, int] = consumer.get_watermark_offsets(place, timeout=TIMEOUT_S, cached=False)
            return found
        except KafkaException as e:
            if attempt == attempts or e.args[0].code() not in NO_LEADER_YET:
                raise
            time.sleep(wait_s)
    raise ValueError(f"expected at least one attempt, got {attempts}")


def read_spans(settings: Settings, spans: Sequence[Span]) -> Iterator[Message]:
    """Every record of these spans, in the order of each partition; ends where they end."""
    open_spans = {(s.topic, s.partition): s for s in spans if s.start < s.end}
    if not open_spans:
        return
    consumer = make_consumer(settings, **{"enable.partition.eof": True})
    try:
        consumer.assign([TopicPartition(s.topic, s.partition, s.start) for s in open_spans.values()])
        while open_spans:
            messages = consumer.consume(1000, timeout=1.0)
            if not messages:
                _close_passed(consumer, open_spans)
            for message in messages:
                key = (message.topic() or "", message.partition() or 0)
                span = open_spans.get(key)
                if span is None:
                    continue
                offset = message.offset() or 0
                if message.error() is None and offset < span.end:
                    yield message
                if offset + 1 >= span.end:
                    del open_spans[key]
    except KafkaException as e:
        raise BrokerError(f"reading failed: {e}") from e
    finally:
        consumer.close()


def find_keys(settings: Settings, topic: str, keys: Collection[str]) -> set[str]:
    """Which of these keys stand in a compacted topic: their newest record has a value. Reads the whole topic."""
    wanted = {key.encode(): key for key in keys}
    found: set[str] = set()
    for message in read_spans(settings, find_spans(settings, [topic])):
        key = wanted.get(message.key() or b"")
        if key is not None:
            (found.add if message.value() else found.discard)(key)
    return found


def _close_passed(consumer: object, open_spans: dict[tuple[str, int], Span]) -> None:
    """The last offsets of a span may be gone (compaction, transaction marks): go by the position then."""
    for place in consumer.position([TopicPartition(*key) for key in open_spans]):  # type: ignore[attr-defined]  # a Consumer
        if place.offset >= open_spans[place.topic, place.partition].end:
            del open_spans[place.topic, place.partition]


def find_committed(settings: Settings, group: str, topic: str) -> dict[int, int]:
    """How far a group has come in a topic, by partition; empty for a group that never committed.

    Asked as a consumer that never joins, not of librdkafka's AdminClient: the chaos suite, which asked that many times
    a second, twice ended in a segmentation fault within librdkafka 2.16 (whether for this call is not known).
    """
    consumer = make_consumer(settings, **{"group.id": group})
    try:
        count = find_partitions(consumer, [topic]).get(topic, 0)
        places = [TopicPartition(topic, number) for number in range(count)]
        found = consumer.committed(places, timeout=TIMEOUT_S) if places else []
    except KafkaException as e:
        raise BrokerError(f"the offsets of group {group!r} cannot be had: {e}") from e
    finally:
        consumer.close()
    if faults := [place.error for place in found if place.error is not None]:
        raise BrokerError(f"the offsets of group {group!r} cannot be had: {faults[0]}")
    return {place.partition: place.offset for place in found if place.offset >= 0}
