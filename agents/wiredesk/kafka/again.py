"""Read articles again, and take articles down: both by sending linked articles through the reading stages once more.

A linked article (a clean text with its verdict) is sent again under its own origin: its reading replaces the earlier
one, meetings keep their ids, and only what changed makes a new revision. An article is taken down by a last revision
without text: whatever it said is withdrawn on the same way as after any correction.

Delivery. At least once; a repetition says the same again.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from confluent_kafka import OFFSET_END, KafkaError, Message, TopicPartition

from wiredesk.kafka.bounded import TIMEOUT_S, Span, find_spans, read_spans
from wiredesk.kafka.clients import BrokerError, make_consumer, make_producer
from wiredesk.settings import Settings
from wiredesk.topology import LINKED, full_name, partition_of
from wiredesk_schemas import CleanArticle, LinkedArticle, Verdict, encode

FORGOTTEN = "forgotten"
"""The revision of an article that was taken down."""
FLUSH_S = 60.0


def find_linked(settings: Settings, since: datetime | None, until: datetime | None) -> Iterator[Message]:
    """The linked articles that the broker took in [since, until), up to where the topic ends now."""
    spans = find_spans(settings, [full_name(LINKED, settings.topic_prefix)])
    consumer = make_consumer(settings)
    try:
        bounded = [
            Span(
                s.topic,
                s.partition,
                s.start if since is None else _offset_at(consumer, s, since),
                s.end if until is None else _offset_at(consumer, s, until),
            )
            for s in spans
        ]
    finally:
        consumer.close()
    yield from read_spans(settings, bounded)


def _offset_at(consumer: object, span: Span, moment: datetime) -> int:
    asked = [TopicPartition(span.topic, span.partition, int(moment.timestamp() * 1000))]
    (found,) = consumer.offsets_for_times(asked, timeout=TIMEOUT_S)  # type: ignore[attr-defined]  # a Consumer
    return span.end if found.offset in (-1, OFFSET_END) else min(max(found.offset, span.start), span.end)


def send_again(settings: Settings, messages: Iterator[Message], progress: Callable[[int], None]) -> int:
    """Send records of articles.linked once more, byte for byte; how many. BrokerError when one is not confirmed."""
    sender = _Sender(settings)
    count = 0
    for message in messages:
        sender.send(message.key(), message.value(), list(message.headers() or ()))  # type: ignore[arg-type]  # as they were
        count += 1
        progress(count)
    sender.settle()
    return count


def take_down(settings: Settings, article_id: str, origin: str) -> None:
    """Send a last revision without text. BrokerError when it is not confirmed."""
    article = CleanArticle(article_id=article_id, revision=FORGOTTEN, text="", language="en", language_confidence=1.0)
    linked = LinkedArticle(verdict=Verdict(verdict="revision"), article=article)
    sender = _Sender(settings)
    sender.send(article_id.encode(), encode(linked), [("wiredesk-origin", origin.encode())])
    sender.settle()


class _Sender:
    """To articles.linked, under the broker's eyes."""

    def __init__(self, settings: Settings) -> None:
        self._producer = make_producer(settings)
        self._topic = full_name(LINKED, settings.topic_prefix)
        self._partition = partition_of(LINKED, settings.partitions)
        self._faults: list[str] = []

    def send(self, key: bytes | None, value: bytes | None, headers: list[tuple[str, bytes]]) -> None:
        while len(self._producer) >= 10_000:
            self._producer.poll(0.1)
        self._producer.produce(
            self._topic,
            key=key,
            value=value,
            headers=list(headers),
            partition=-1 if self._partition is None else self._partition,
            on_delivery=self._confirm,
        )
        self._producer.poll(0)

    def settle(self) -> None:
        left = self._producer.flush(FLUSH_S)
        if self._faults or left:
            fault = self._faults[0] if self._faults else "no answer in time"
            raise BrokerError(f"not all was taken by the broker: {fault}; sending again is safe")

    def _confirm(self, error: KafkaError | None, _: Message) -> None:
        if error is not None:
            self._faults.append(error.str())
