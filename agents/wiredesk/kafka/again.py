"""Read articles again, and take articles down: both by sending linked articles through the reading stages once more.

A linked article (a clean text with its verdict) is sent again under its own origin: its reading replaces the earlier
one, meetings keep their ids, and only what changed makes a new revision. An article is taken down by a last revision
without text: whatever it said is withdrawn on the same way as after any correction.

Delivery. At least once; a repetition says the same again.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from confluent_kafka import OFFSET_END, KafkaException, Message, TopicPartition

from wiredesk.kafka.bounded import TIMEOUT_S, Span, find_spans, read_spans
from wiredesk.kafka.clients import BrokerError, make_consumer
from wiredesk.kafka.confirmed import ConfirmedSender
from wiredesk.settings import Settings
from wiredesk.topology import LINKED, full_name
from wiredesk_schemas import CleanArticle, LinkedArticle, Verdict, encode

FORGOTTEN = "forgotten"
"""The revision of an article that was taken down."""


def find_linked(settings: Settings, since: datetime | None, until: datetime | None) -> Iterator[Message]:
    """The linked articles that the broker took in [since, until), up to where the topic ends now. BrokerError."""
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
    except KafkaException as e:
        raise BrokerError(f"offsets cannot be had: {e}") from e
    finally:
        consumer.close()
    yield from read_spans(settings, bounded)


def _offset_at(consumer: object, span: Span, moment: datetime) -> int:
    # Below 0 Kafka takes a number for something else, such as the end.
    asked = [TopicPartition(span.topic, span.partition, max(0, int(moment.timestamp() * 1000)))]
    (found,) = consumer.offsets_for_times(asked, timeout=TIMEOUT_S)  # type: ignore[attr-defined]  # a Consumer
    return span.end if found.offset in (-1, OFFSET_END) else min(max(found.offset, span.start), span.end)


def send_again(settings: Settings, messages: Iterator[Message], progress: Callable[[int], None]) -> int:
    """Send records of articles.linked once more, byte for byte; how many. BrokerError when one is not confirmed."""
    sender = ConfirmedSender(settings)
    count = 0
    for message in messages:
        sender.send(LINKED, message.key(), message.value(), message.headers() or ())  # type: ignore[arg-type]  # as they were
        count += 1
        progress(count)
    sender.settle()
    return count


def take_down(settings: Settings, article_id: str, origin: str) -> None:
    """Send a last revision without text. BrokerError when it is not confirmed."""
    article = CleanArticle(article_id=article_id, revision=FORGOTTEN, text="", language="en", language_confidence=1.0)
    linked = LinkedArticle(verdict=Verdict(verdict="revision"), article=article)
    sender = ConfirmedSender(settings)
    sender.send(LINKED, article_id.encode(), encode(linked), [("wiredesk-origin", origin.encode())])
    sender.settle()
