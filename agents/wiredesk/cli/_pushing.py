"""Raw articles as Kafka records, and sending them: what `push` and `run` share."""

from collections.abc import Iterable, Iterator

import typer
from confluent_kafka import KafkaError, Message

from wiredesk.cli._inputs import Refused, read_articles
from wiredesk.kafka.clients import BrokerError, find_partitions, make_producer
from wiredesk.settings import Settings
from wiredesk.topology import RAW, RAW_MAX_BYTES, full_name, partition_of
from wiredesk_schemas import RawArticle, SchemaError, encode

OVERHEAD_BYTES = 4096
"""Room for key and headers within the limit of a record."""
UNCONFIRMED = 10_000


def records_of(articles: Iterable[RawArticle | Refused]) -> Iterator[tuple[bytes | None, bytes] | Refused]:
    """Key (source and URL) and value of each article; Refused for what cannot be a record."""
    for article in articles:
        if isinstance(article, Refused):
            yield article
            continue
        key = " ".join(part for part in (article.source, article.url or article.article_id) if part) or None
        name = article.article_id or article.url or "article"
        try:
            value = encode(article)
        except SchemaError as e:
            yield Refused(name, None, "not-encodable", str(e), ascii(article.body[:200]).encode())
            continue
        if len(value) + OVERHEAD_BYTES > RAW_MAX_BYTES:
            limit = f"expected at most {RAW_MAX_BYTES - OVERHEAD_BYTES:,} bytes, got {len(value):,}"
            yield Refused(name, None, "too-large", limit, value[:1000])
            continue
        yield (key.encode("utf-8", "replace") if key is not None else None, value)


def push_articles(settings: Settings, paths: Iterable[str]) -> tuple[int, int]:
    """Send all articles of these files; how many were sent and refused. BrokerError when they are not taken."""
    producer = make_producer(settings)
    topic = full_name(RAW, settings.topic_prefix)
    if topic not in find_partitions(producer, [topic]):
        raise BrokerError(f"no topic {topic!r} on the broker: run `wiredesk kafka apply` first")
    partition = partition_of(RAW, settings.partitions)
    failures: list[str] = []

    def confirm(error: KafkaError | None, _: Message) -> None:
        if error is not None:
            failures.append(error.str())

    sent = refused = 0
    for record in records_of(read_articles(paths)):
        if isinstance(record, Refused):
            typer.echo(str(record), err=True)
            refused += 1
            continue
        while len(producer) >= UNCONFIRMED and not failures:
            producer.poll(0.1)
        if failures:
            break
        key, value = record
        producer.produce(
            topic, key=key, value=value, partition=-1 if partition is None else partition, on_delivery=confirm
        )
        producer.poll(0)
        sent += 1
    left = producer.flush(settings.delivery_timeout_s + 5)
    if failures or left:
        lost = len(failures) + left
        told = failures[0] if failures else "no answer in time"
        raise BrokerError(f"{lost:,} of {sent:,} articles were not taken by the broker, the first because: {told}")
    return sent, refused
