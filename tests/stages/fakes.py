"""A Kafka that fits into a test: what was sent, written and stopped, and what should go wrong."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from wiredesk.kafka.batches import Record
from wiredesk.metrics import Metrics
from wiredesk.settings import Settings
from wiredesk.stages._guard import Guard
from wiredesk.stages._work import Row, Stage
from wiredesk_schemas.cloudevents import Headers, header

RAW = "wiredesk.articles.raw"


class SizeError(Exception):
    pass


@dataclass
class Sent:
    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers
    partition: int | None

    def header(self, name: str) -> str | None:
        return header(self.headers, name)


class FakeTable(dict[bytes, bytes]):
    def oldest(self, partition: int) -> Iterable[tuple[bytes, bytes]]:
        return self.items()


@dataclass
class FakeBroker:
    """Keeps what it is given. `fail_on` maps a topic to the error that its deliveries end with."""

    sent: list[Sent] = field(default_factory=list)
    rows: FakeTable = field(default_factory=FakeTable)
    fail_on: dict[str, Exception] = field(default_factory=dict)
    fail_write: Exception | None = None
    stopped: BaseException | None = None
    log: list[str] = field(default_factory=list)

    async def send(self, records: Sequence[Record]) -> list[asyncio.Future[Any]]:
        return [self._deliver(record) for record in records]

    def _deliver(self, record: Record) -> asyncio.Future[Any]:
        delivery: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        if record.topic in self.fail_on:
            delivery.set_exception(self.fail_on[record.topic])
        else:
            topic, key, value, headers, partition = record
            self.sent.append(Sent(topic, key, value, tuple(headers), partition))
            self.log.append(f"sent {topic}")
            delivery.set_result(None)
        return delivery

    def is_too_large(self, error: BaseException) -> bool:
        return isinstance(error, SizeError)

    async def write(self, rows: Iterable[tuple[int, Row]]) -> None:
        if self.fail_write:
            raise self.fail_write
        for _, row in rows:
            self.log.append("wrote")
            self.rows.pop(row.key, None)
            if row.value is not None:
                self.rows[row.key] = row.value

    def admitted(self, batch: Sequence[Any]) -> Sequence[Any]:
        return batch

    def release(self, records: Sequence[Any]) -> None:
        self.log.append(f"released {len(records)}")

    def table(self) -> FakeTable:
        return self.rows

    async def stop(self, error: BaseException) -> None:
        self.stopped = error

    def to(self, topic: str) -> list[Sent]:
        return [sent for sent in self.sent if sent.topic == f"wiredesk.{topic}"]


def record(
    value: bytes | None, *, offset: int = 0, topic: str = RAW, headers: Any = (), key: bytes | None = b"k"
) -> Any:
    return SimpleNamespace(
        topic=topic, partition=2, offset=offset, key=key, value=value, headers=headers, timestamp=1_772_000_000_000
    )


async def run_guard(
    stage: Stage, broker: FakeBroker, *batches: Sequence[Any], guard: Guard | None = None, **settings: Any
) -> Guard:
    guard = guard or Guard(stage, broker, Settings(**settings), Metrics())

    async def stream() -> AsyncIterator[Sequence[Any]]:
        for batch in batches:
            if broker.stopped is None:
                yield batch

    await guard.run(stream())
    return guard


def counted(guard: Guard, result: str) -> float:
    value = guard.metrics.registry.get_sample_value(
        "wiredesk_records_total", {"stage": guard.stage.name, "result": result}
    )
    return value or 0.0
