"""Raw articles as Kafka records, and sending them: what `push` and `run` share."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import typer
from confluent_kafka import KafkaError, Message

from wiredesk.api import Reject
from wiredesk.cli._inputs import Refused, read_articles
from wiredesk.kafka.clients import BrokerError, find_partitions, make_producer
from wiredesk.producers.records import raw_record
from wiredesk.settings import Settings
from wiredesk.topology import RAW, full_name, partition_of
from wiredesk_schemas import RawArticle, SchemaError, convert, encode, parse

UNCONFIRMED = 10_000
UNCONFIRMED_KIB = 64 << 10
"""With large articles this is reached first: it bounds the memory that a slow broker costs."""
SETTLE_EVERY = 1_000
"""Articles between two notes of how far an archive was read."""


def records_of(articles: Iterable[RawArticle | Refused]) -> Iterator[tuple[bytes | None, bytes] | Refused]:
    """Key (source and URL) and value of each article; Refused for what cannot be a record."""
    for article in articles:
        if isinstance(article, Refused):
            yield article
            continue
        try:
            yield raw_record(article)
        except Reject as e:
            name = article.article_id or article.url or "article"
            yield Refused(name, None, e.reason, e.detail, ascii(article.body[:200]).encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class PushOptions:
    """`per_second`: at most so many articles a second. `resume`: a file that keeps how far each archive was read."""

    columns: Mapping[str, str] = field(default_factory=dict)
    per_second: float | None = None
    resume: Path | None = None


class Interrupted(Exception):
    """Ctrl-C or SIGTERM; what was sent until then stands on the broker."""

    def __init__(self, sent: int, refused: int) -> None:
        super().__init__(f"interrupted after {sent:,} articles")
        self.sent = sent
        self.refused = refused


def push_articles(
    settings: Settings,
    paths: Iterable[str],
    options: PushOptions | None = None,
    progress: Callable[[int], None] | None = None,
) -> tuple[int, int]:
    """Send all articles of these files; how many were sent and refused. BrokerError when the broker does not take them,
    Interrupted when the user stops it.

    Back-pressure: no more than 10,000 articles, or 64 MiB, wait for the broker; the first that it does not take ends
    it. `progress` is told how many were sent so far.
    """
    options = options or PushOptions()
    sender = _Sender(settings)
    places = _read_places(options.resume)
    started = time.monotonic()
    sent = refused = 0
    done: dict[str, int] = dict(places)
    try:
        for record in records_of(read_articles(paths, columns=options.columns, places=places)):
            if isinstance(record, Refused):
                typer.echo(str(record), err=True)
                refused += 1
                done.update(places)
                continue
            if options.per_second is not None:
                time.sleep(max(0.0, started + sent / options.per_second - time.monotonic()))
            sender.send(*record)
            sent += 1
            done.update(places)
            if progress is not None:
                progress(sent)
            if options.resume is not None and sent % SETTLE_EVERY == 0:
                sender.settle(sent)
                _write_places(options.resume, done)
    except KeyboardInterrupt as e:
        # What was handed over still goes out, and the place is kept: run again it goes on there.
        _end(sender, sent, options.resume, done)
        raise Interrupted(sent, refused) from e
    _end(sender, sent, options.resume, done)
    return sent, refused


def _end(sender: "_Sender", sent: int, resume: Path | None, done: Mapping[str, int]) -> None:
    sender.settle(sent)
    if resume is not None:
        _write_places(resume, done)


class _Sender:
    """Raw records to the broker; what it does not take is a BrokerError."""

    def __init__(self, settings: Settings) -> None:
        self._producer = make_producer(settings, **{"queue.buffering.max.kbytes": UNCONFIRMED_KIB})
        self._topic = full_name(RAW, settings.topic_prefix)
        if self._topic not in find_partitions(self._producer, [self._topic]):
            raise BrokerError(f"no topic {self._topic!r} on the broker: run `wiredesk kafka apply` first")
        partition = partition_of(RAW, settings.partitions)
        self._partition = -1 if partition is None else partition
        self._wait_s = settings.delivery_timeout_s + 5
        self._failures: list[str] = []

    def send(self, key: bytes | None, value: bytes) -> None:
        """Hand one over; waits while too many are on their way. Raises BrokerError once one was not taken."""
        while not self._has_queued(key, value):
            self._producer.poll(0.1)
            self._check()
        self._producer.poll(0)
        self._check()

    def _has_queued(self, key: bytes | None, value: bytes) -> bool:
        if len(self._producer) >= UNCONFIRMED:
            return False
        try:
            self._producer.produce(
                self._topic, key=key, value=value, partition=self._partition, on_delivery=self._confirm
            )
        except BufferError:
            return False
        return True

    def _check(self) -> None:
        """Raise BrokerError when an article was not taken: what follows would only fail after it."""
        if self._failures:
            self._producer.flush(self._wait_s)
            told = (
                f"{len(self._failures):,} articles were not taken by the broker, the first because: {self._failures[0]}"
            )
            raise BrokerError(f"{told}; push again when it is well: repeats are recognised")

    def settle(self, sent: int) -> None:
        """Wait until the broker has all."""
        left = self._producer.flush(self._wait_s)
        if self._failures or left:
            lost = len(self._failures) + left
            told = self._failures[0] if self._failures else "no answer in time"
            raise BrokerError(f"{lost:,} of {sent:,} articles were not taken by the broker, the first because: {told}")

    def _confirm(self, error: KafkaError | None, _: Message) -> None:
        if error is not None:
            self._failures.append(error.str())


def _read_places(path: Path | None) -> dict[str, int]:
    if path is None or not path.exists():
        return {}
    try:
        return convert(parse(path.read_bytes()), dict[str, int])
    except SchemaError as e:
        raise BrokerError(f"{path} does not say how far archives were read: {e}; name another file") from e


def _write_places(path: Path, places: Mapping[str, int]) -> None:
    part = path.with_name(path.name + ".part")
    part.write_bytes(encode(places))
    part.rename(path)
