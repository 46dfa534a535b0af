"""The same stages in plain aiokafka loops, four in one process: what the work costs without Faust.

A loop consumes a batch, calls the stage, encodes, produces, awaits the deliveries and those of the table's changelog,
and commits once a second. It has what a careful loop needs to lose nothing, and none of the rest: no dead letters, no
retries, no restoring of tables, no metrics, no traces.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from wiredesk.kafka.packed import TableRows
from wiredesk.plugins import load_enrichers
from wiredesk.settings import Settings
from wiredesk.stages._records import read_record
from wiredesk.stages._work import ORIGIN, Incoming, Row, Send, Stage
from wiredesk.stages.clean import CleanStage
from wiredesk.stages.dedupe import DedupeStage
from wiredesk.stages.enrich import EnrichStage
from wiredesk.stages.reconcile import ReconcileStage
from wiredesk.topology import (
    OUTCOME,
    REPORTED,
    REQUEST_MAX_BYTES,
    STATED,
    VERDICTS,
    Topic,
    full_name,
    group_name,
    partition_of,
)
from wiredesk_schemas import Event, decode, encode, stamped
from wiredesk_schemas.cloudevents import Headers, event_headers

COMMIT_EVERY_S = 1.0
CHANGELOGS: Mapping[str, Topic] = {"dedupe": VERDICTS, "enrich": STATED, "reconcile": REPORTED}


async def run_bare(settings: Settings, stop: asyncio.Event, *, on_ready: Callable[[], None]) -> None:
    """Run four hops until `stop` is set; what one raises ends it all."""
    stages: list[Stage] = [
        CleanStage(settings),
        DedupeStage(settings),
        EnrichStage(settings, load_enrichers(settings)),
        ReconcileStage(settings),
    ]
    hops = [_Hop(stage, settings) for stage in stages]
    await asyncio.gather(*(hop.open() for hop in hops))
    on_ready()
    tasks = [asyncio.create_task(hop.run()) for hop in hops]
    waiting = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait([*tasks, waiting], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in (*tasks, waiting):
            task.cancel()
        await asyncio.gather(*tasks, waiting, return_exceptions=True)
        await asyncio.gather(*(hop.close() for hop in hops))


class _Hop:
    """One stage's loop."""

    def __init__(self, stage: Stage, settings: Settings) -> None:
        self.stage, self.settings = stage, settings
        self._table = TableRows()
        self.stage.rebuild(self._table)
        self._consumer = AIOKafkaConsumer(
            self._name(stage.source),
            bootstrap_servers=settings.brokers,
            group_id=group_name(f"bare-{stage.name}", settings.topic_prefix),
            auto_offset_reset="earliest",
            enable_auto_commit=False,
        )
        self._producer = AIOKafkaProducer(
            bootstrap_servers=settings.brokers,
            linger_ms=5,
            max_batch_size=1 << 18,
            max_request_size=REQUEST_MAX_BYTES,
            acks="all",
        )

    def _name(self, topic: Topic) -> str:
        return full_name(topic, self.settings.topic_prefix)

    async def open(self) -> None:
        await asyncio.gather(self.stage.open(), self._consumer.start(), self._producer.start())

    async def close(self) -> None:
        await asyncio.gather(self._consumer.stop(), self._producer.stop())
        await self.stage.close()

    async def run(self) -> None:
        committed_at = time.monotonic()
        wait_ms = round(self.settings.batch_wait_s * 1000)
        while True:
            got = await self._consumer.getmany(timeout_ms=wait_ms, max_records=self.settings.batch_records)
            records = [record for batch in got.values() for record in batch]
            if records:
                await self._batch(records)
            if time.monotonic() - committed_at > COMMIT_EVERY_S:
                await self._consumer.commit()
                committed_at = time.monotonic()

    async def _batch(self, records: list[Any]) -> None:
        deliveries: list[Any] = []
        rows: list[Row] = []
        for record in records:
            incoming = read_record(record, self.settings.topic_prefix)
            message = decode(record.value, self.stage.accepts)
            handled = await self.stage.handle(message, incoming, self._table)
            sends = handled.sends
            if handled.outcome is not None:
                sends = (*sends, Send(OUTCOME, incoming.origin, handled.outcome))
            deliveries += [await self._send(send, incoming) for send in sends]
            for row in handled.rows:
                self._table.put(record.partition, row.key, row.value)
            rows += handled.rows
        await asyncio.gather(*deliveries)
        await asyncio.gather(*[await self._remember(row) for row in rows])

    async def _send(self, send: Send, incoming: Incoming) -> Any:
        message = send.message
        headers: Headers = ()
        if isinstance(message, Event):
            message = stamped(message, datetime.now(UTC))
            headers = event_headers(message)
        told = tuple((name, text.encode()) for name, text in send.headers.items())
        every: Headers = (*headers, *told, (ORIGIN, incoming.origin.encode()))
        partition = partition_of(send.topic, self.settings.partitions)
        return await self._producer.send(
            self._name(send.topic), encode(message), send.key.encode(), partition, headers=list(every)
        )

    async def _remember(self, row: Row) -> Any:
        topic = CHANGELOGS[self.stage.name]
        return await self._producer.send(self._name(topic), row.value, row.key)
