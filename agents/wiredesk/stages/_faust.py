"""Faust's side of the guard: sending, tables and stopping, each with what Faust needs to be told.

The places where wiredesk reaches behind Faust's public face are all here and in `wiredesk.kafka.transport`.
"""

import asyncio
import weakref
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from typing import Any, cast

import faust
import faust.streams
from aiokafka.errors import MessageSizeTooLargeError, RecordTooLargeError
from faust.sensors.monitor import Monitor
from faust.tables.table import Table

from wiredesk.kafka.transport import DeskConsumer
from wiredesk.stages._work import Row
from wiredesk_schemas.cloudevents import Headers

TOO_LARGE = (MessageSizeTooLargeError, RecordTooLargeError)


class QuietMonitor(Monitor):
    """Faust's monitor without what it notes of each event, in a dozen counters that nobody reads: the guard counts."""

    def _note_nothing(self, *_: Any, **__: Any) -> None:
        pass

    on_message_in = on_message_out = on_stream_event_in = on_stream_event_out = _note_nothing
    on_table_get = on_table_set = on_table_del = _note_nothing


class AwaitedTable(Table):  # type: ignore[type-arg]
    """A Faust table that remembers the deliveries of its changelog, so that they can be awaited.

    Faust itself only schedules them, and may commit while they still sit in a buffer: `ProducerBuffer.flush_atmost`
    gives up after 0.1 s.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deliveries: list[Awaitable[Any]] = []

    def send_changelog(self, *args: Any, **kwargs: Any) -> Any:
        """Send as Faust does, and keep the future."""
        delivery = super().send_changelog(*args, **kwargs)
        self.deliveries.append(delivery)
        return delivery


def declare_table(app: faust.App, name: str, *, partitions: int) -> AwaitedTable:
    """A table of bytes under bytes, its changelog as `wiredesk kafka apply` made it."""
    table = AwaitedTable(app, name=name, key_type=bytes, value_type=bytes, partitions=partitions)
    app.tables.add(table)
    return table


class FaustBroker:
    """Kafka as seen from one Faust app."""

    def __init__(self, app: faust.App, table: AwaitedTable | None = None) -> None:
        self.app = app
        self._table = table

    async def send(
        self, topic: str, key: bytes | None, value: bytes | None, headers: Headers, partition: int | None
    ) -> Awaitable[Any]:
        """Hand over to the app's producer; topics' own `send` adds schemas and sensors that cost 60 µs a record."""
        sent: Awaitable[Any] = await self.app.producer.send(topic, key, value, partition, None, list(headers))
        return sent

    def is_too_large(self, error: BaseException) -> bool:
        """aiokafka's own check raises at once, and Faust wraps it; the broker's refusal comes with the delivery."""
        return isinstance(error, TOO_LARGE) or isinstance(error.__cause__, TOO_LARGE)

    async def write(self, rows: Iterable[tuple[Any, Row]]) -> None:
        """Write rows and await their changelog."""
        if self._table is None:
            raise TypeError(f"{self.app.conf.id} has no table to write to")
        for event, row in rows:
            # Inside take_events Faust has no current event, and a write "outside of stream iteration" raises; it takes
            # the changelog's partition from that event. A ContextVar of a weak reference, as Faust's streams set it.
            faust.streams._current_event.set(weakref.ref(event))
            if row.value is None:
                self._table.pop(row.key, None)
            else:
                self._table[row.key] = row.value
        deliveries, self._table.deliveries = self._table.deliveries, []
        await asyncio.gather(*deliveries)

    def table(self) -> Mapping[bytes, bytes]:
        """The table's rows."""
        return self._table if self._table is not None else {}

    def admitted(self, batch: Sequence[Any]) -> Sequence[Any]:
        """Those of a batch that come next in their partitions."""
        consumer = cast(DeskConsumer, self.app.consumer)
        return [event for event in batch if consumer.admit(event.message)]

    def release(self, batch: Sequence[Any]) -> None:
        """Tell the consumer that these are done."""
        cast(DeskConsumer, self.app.consumer).release(event.message for event in batch)

    async def stop(self, batch: Sequence[Any], error: BaseException) -> None:
        """Crash the app and stay in the loop body, so that the batch is never acknowledged."""
        for event in batch:
            # Should Faust still close the stream's generator, its acknowledgement finds nothing left to do.
            event.message.acked = True
        await self.app.crash(error)
        await asyncio.Event().wait()
