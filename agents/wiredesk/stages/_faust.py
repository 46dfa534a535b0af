"""Faust's side of the guard: sending, tables and stopping, each with what Faust needs to be told.

The places where wiredesk reaches behind Faust's public face are all here and in `wiredesk.kafka.transport`.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import suppress
from typing import Any, cast

import faust
from aiokafka.errors import MessageSizeTooLargeError, RecordTooLargeError
from faust.sensors.monitor import Monitor

from wiredesk.kafka.batches import Record, send_together
from wiredesk.kafka.packed import TableRows
from wiredesk.kafka.tables import DeskTable
from wiredesk.kafka.transport import DeskConsumer
from wiredesk.stages._work import Row

TOO_LARGE = (MessageSizeTooLargeError, RecordTooLargeError)


class QuietMonitor(Monitor):
    """Faust's monitor without what it notes of each event, in a dozen counters that nobody reads: the guard counts."""

    def _note_nothing(self, *_: Any, **__: Any) -> None:
        pass

    on_message_in = on_message_out = on_stream_event_in = on_stream_event_out = _note_nothing
    on_table_get = on_table_set = on_table_del = _note_nothing


async def read_batches(stream: Any, most: int, wait_s: float) -> AsyncGenerator[list[Any], None]:
    """The bundles of a stream, several where several wait, until it ends; acknowledged when the next are asked for.

    The first one waits `wait_s` for company, unless it brings `most` records. In place of Faust's `take_events`, which
    looks every `wait_s` whether anything has come, also when nothing has.
    """
    stream.enable_acks = False
    waiting: list[Any] = []
    arrived, full, taken = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def collect() -> None:
        try:
            async for event in stream.events():
                waiting.append(event)
                arrived.set()
                if sum(len(one.message.records) for one in waiting) >= most:
                    full.set()
                    taken.clear()
                    await taken.wait()
        finally:
            arrived.set()
            full.set()

    collecting = asyncio.create_task(collect())
    try:
        while waiting or not collecting.done():
            await arrived.wait()
            if not waiting:
                break
            with suppress(TimeoutError):
                await asyncio.wait_for(full.wait(), wait_s)
            batch = waiting[:]
            waiting.clear()
            arrived.clear()
            full.clear()
            taken.set()
            yield batch
            for event in batch:
                await stream.ack(event)
        await collecting
    finally:
        collecting.cancel()
        await asyncio.wait([collecting])


class FaustBroker:
    """Kafka as seen from one Faust app."""

    def __init__(self, app: faust.App, table: DeskTable | None = None) -> None:
        self.app = app
        self._table = table

    async def send(self, records: Sequence[Record]) -> Sequence[asyncio.Future[Any]]:
        """Hand over to the app's producer, past Faust's and aiokafka's ways of sending one by one."""
        producer = cast(Any, self.app.producer)
        return await send_together(producer._ensure_producer(), self._partition, records)

    def _partition(self, topic: str, key: bytes | None) -> int:
        return self.app.producer.key_partition(topic, cast(bytes, key)).partition

    def is_too_large(self, error: BaseException) -> bool:
        """aiokafka's own check raises at once, and Faust wraps it; the broker's refusal comes with the delivery."""
        return isinstance(error, TOO_LARGE) or isinstance(error.__cause__, TOO_LARGE)

    async def write(self, rows: Iterable[tuple[int, Row]]) -> None:
        """Write rows and await their changelog.

        Faust's own writing only schedules the changelog, and may commit while it still sits in a buffer
        (`ProducerBuffer.flush_atmost` gives up after 0.1 s); it takes 60 µs a row. What it does to the table and what
        it sends is done here; the partition is that of the record, as its recovery expects it.
        """
        if self._table is None:
            raise TypeError(f"{self.app.conf.id} has no table to write to")
        written, changelog = self._table.data.rows, self._table.changelog_topic_name
        records = []
        for partition, row in rows:
            written.put(partition, row.key, row.value)
            records.append(Record(changelog, row.key, row.value, [], partition))
        await asyncio.gather(*set(await self.send(records)))

    def table(self) -> TableRows:
        """The table's rows."""
        return self._table.data.rows if self._table is not None else TableRows()

    def admitted(self, batch: Sequence[Any]) -> Sequence[Any]:
        """Those records of a batch of bundles that come next in their partitions."""
        consumer = cast(DeskConsumer, self.app.consumer)
        return [
            record
            for bundle in (event.message for event in batch)
            for record in bundle.records
            if consumer.admit(bundle.tp, record.offset)
        ]

    def release(self, records: Sequence[Any]) -> None:
        """Tell the consumer that these are done."""
        cast(DeskConsumer, self.app.consumer).release(records)

    async def stop(self, error: BaseException) -> None:
        """Crash the app and stay in the loop body, so that the batch is never acknowledged."""
        await self.app.crash(error)
        await asyncio.Event().wait()
