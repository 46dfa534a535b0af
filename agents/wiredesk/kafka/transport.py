"""How Faust connects to Kafka: its own transport, with a consumer that hands every record on, in order.

Order. While workers come and go, Faust 0.15.3 loses records between the fetch and the agent: a stream skips what it
holds once a rebalance has begun; a record that waits for room in a full buffer is dropped then; `getmany` leaves a
batch half-way; queues are cleared when the flow is resumed; and a seek is undone by a batch under way, because
`_drain_messages` takes a record below the last one read for a repetition. Five of 900 records were lost in
tests/broker/test_rebalancing.py (faust-streaming/faust#221, #236, #315, #527 tell of the same). Here the guard asks of
each record whether it is the next of its partition. One that comes too early shows that some were dropped: it is
refused, and the partition is read again from the record that is missing.

Bundles. To Faust one message costs 50 µs between fetch and agent, whatever is in it. What a fetch brings of a partition
is handed on as one message, a bundle of records; order and commits are those of its records.

Changelogs. Their records go into the tables here, a fetch at a time (`wiredesk.kafka.tables`). One that was dropped in
a rebalance was missed for ever: recovery went on without it, or waited for the last one until the next rebalance. Here
the changelog is read again from where its table is.

Committing. What the guard has released is done, and since it takes records in order, so is all before it. Faust's own
acknowledgements, which it also gives for what it skips, count for nothing.

Waiting. Faust hard-codes `fetch_max_wait_ms=1500`. A broker wakes a waiting fetch when records come, so there it does
not matter; the embedded broker does not, and each hop would wait its 1.5 s.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

import uvloop
from aiokafka.errors import IllegalStateError
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Consumer, Transport
from faust.types import TP
from faust.types.tuples import ConsumerMessage
from mode.utils.futures import notify

from wiredesk.kafka.header_names import read_any_header_names
from wiredesk.kafka.tables import DeskTable

FETCH_TIMEOUT_S = 1.0
"""Faust's own."""
READ_AGAIN_AFTER_S = 10.0
"""How long a partition may have records fetched and none taken before it is read again: longer than most batches take.
Where a batch takes longer, what is read a second time is refused as a repetition, at the cost of a fetch."""
YIELD_EVERY = 100
"""Messages handed over before other tasks get their turn; Faust's number."""
BUNDLE_RECORDS = 50
"""As many as a batch has."""
RESTORED_TOGETHER = 5_000
"""Records of changelogs that are taken at once: a fetch has some ten thousand, and each turn between the threads costs
a millisecond."""
BUNDLES_WAITING = 8
"""Of one stage, before it stops to fetch; between two and four hundred records."""


class Bundle(ConsumerMessage):
    """Records of one partition, in order, as one message; its offset is that of the last."""

    records: Sequence[Any]


class DeskConsumer(Consumer):
    """Faust's consumer, with an eye on the order of records; runs in the event loop of its app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # All by partition, for those that streams read; changelogs are left to Faust's recovery.
        self._next: dict[Any, int] = {}  # the offset that the guard takes next
        self._done: dict[Any, int] = {}  # the offset below which all is released
        self._fetched: dict[Any, int] = {}  # the offset below which all was handed to Faust's streams
        self._gaps: dict[Any, dict[int, int]] = {}  # by the record after it: where a gap of the broker's own begins
        self._wanted: dict[Any, int] = {}  # to be read again, from this offset
        self._patient_until: dict[Any, float] = {}  # when to read again for want of a record

    def admit(self, tp: Any, offset: int) -> bool:
        """Whether this is the next record of its partition; False for a repetition, and for one that comes too early,
        which is read again after those that are missing."""
        expected = self._next.get(tp)
        if expected is None or offset < expected:
            return False
        if offset > expected and self._gaps[tp].get(offset, offset) > expected:
            self._read_again(tp, self._patient_until.get(tp, 0.0))
            return False
        self._gaps[tp].pop(offset, None)
        self._next[tp] = offset + 1
        self._patient_until.pop(tp, None)
        return True

    def release(self, records: Iterable[Any]) -> None:
        """Let these be committed, and with them all that came before."""
        for record in records:
            tp = TP(record.topic, record.partition)
            self._done[tp] = max(self._done.get(tp, 0), record.offset + 1)

    def ack(self, message: Any) -> bool:
        """Forget a message that Faust has done with, so that nobody waits for it."""
        message.acked = True
        self._unacked_messages.discard(message)
        notify(self._waiting_for_ack)
        return True

    async def on_partitions_assigned(self, assigned: Any, generation_id: int = 0) -> None:
        """Begin anew: nothing is taken until it is known where."""
        for state in (self._next, self._done, self._fetched, self._gaps, self._wanted, self._patient_until):
            state.clear()
        await super().on_partitions_assigned(assigned, generation_id)

    async def perform_seek(self) -> None:
        """Stand at the commits, as Faust does after a rebalance and a recovery."""
        await super().perform_seek()
        for tp in self.assignment():
            if not self._is_changelog_tp(tp):
                self._next[tp] = self._committed_offset[tp] or 0
                self._gaps[tp] = {}

    def resume_flow(self) -> None:
        """Let records flow; Faust has emptied the streams' queues by now, so all is read again."""
        self._wanted.update(self._next)
        super().resume_flow()

    async def _drain_messages(self, fetcher: Any) -> None:
        """Fetch and hand over until told to stop; in place of Faust's loop of the same name."""
        try:
            while not (self.should_stop or fetcher.should_stop):
                if not self.flow_active:
                    await self.wait(cast(Any, self.can_resume_flow))
                await self._go_back()
                generation = self.app.consumer_generation_id
                fetched, active = await self._wait_next_records(FETCH_TIMEOUT_S)
                await self._hand_over(fetched, active, generation)
                self._read_again_what_stands_still()
        except self.consumer_stopped_errors:
            if not self.app.should_stop:
                raise
        except asyncio.CancelledError:
            if not self.app.should_stop:
                raise
        except Exception as e:
            self.log.exception("fetching failed: %r", e)
            raise

    async def _go_back(self) -> None:
        wanted, self._wanted = self._wanted, {}
        for tp, offset in wanted.items():
            try:
                await self.seek_wait({tp: offset})
            except TimeoutError:
                self._want(tp)
            except IllegalStateError:  # revoked meanwhile: wanted again when it comes back
                self._fetched.pop(tp, None)
            else:
                self._fetched[tp] = offset

    async def _hand_over(self, fetched: Mapping[Any, Sequence[Any]] | None, active: Any, generation: int) -> None:
        """Hand over what was fetched in a generation of the group. What is of a past one is read again: its partition
        may have gone and come back, and its table with it."""
        for number, (tp, records) in enumerate(self._bundled(fetched or {})):
            if number % YIELD_EVERY == 0:
                await asyncio.sleep(0)
            is_current = self.flow_active and self.app.consumer_generation_id == generation
            if not (is_current and (tp in active or tp in self._buffered_partitions)):
                self._want(tp)
            elif tp in self._wanted:
                pass
            elif self._is_changelog_tp(tp):
                await self._restore(tp, records)
            elif tp in self._fetched:
                await self._pass_on(tp, records)

    def _bundled(self, fetched: Mapping[Any, Sequence[Any]]) -> Iterator[tuple[Any, Sequence[Any]]]:
        """Records by partition; those of changelogs as many as there are."""
        for tp, records in fetched.items():
            size = len(records) if self._is_changelog_tp(tp) else BUNDLE_RECORDS
            for start in range(0, len(records), size):
                yield tp, records[start : start + size]

    async def _restore(self, tp: Any, records: Sequence[Any]) -> None:
        """Put records of a changelog into their table, and tell Faust how far it is.

        Faust gets the last one, upon which it looks whether that is all. Should that get lost, it looks after 5 s.
        """
        table = self._table(tp).data
        table.restore(tp.partition, records)
        cast(Any, self.app.tables).recovery.active_offsets[tp] = table.persisted_offset(tp)
        await self._deliver(self._to_message(tp, records[-1]))

    def _table(self, tp: Any) -> DeskTable:
        return cast(DeskTable, cast(Any, self.app.tables)._changelogs[tp.topic])

    async def _pass_on(self, tp: Any, records: Sequence[Any]) -> None:
        expected = self._fetched[tp]
        for record in records:
            if record.offset > expected:
                self._gaps[tp][record.offset] = expected
            expected = record.offset + 1
        if await self._deliver(self._to_bundle(tp, records)):
            self._fetched[tp] = expected
        else:
            self._want(tp)

    def _to_bundle(self, tp: Any, records: Sequence[Any]) -> Bundle:
        generation, last = self.app.consumer_generation_id, records[-1]
        bundle = Bundle(
            tp.topic, tp.partition, last.offset, 0.0, 0, None, b"", b"", None, 0, 0, tp, generation_id=generation
        )
        bundle.records = records
        return bundle

    async def _deliver(self, message: Any) -> bool:
        """Hand a message to the streams; False when a rebalance empties the queue in whose way it stands."""
        try:
            await self.callback(message)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            return False
        return True

    def _want(self, tp: Any) -> None:
        if self._is_changelog_tp(tp):
            self._wanted[tp] = self._table(tp).data.persisted_offset(tp) + 1
        elif tp in self._next:
            self._wanted[tp] = self._next[tp]

    def _read_again(self, tp: Any, not_before: float) -> None:
        now = self.loop.time()
        if now >= not_before:
            self._want(tp)
            self._patient_until[tp] = now + READ_AGAIN_AFTER_S

    def _read_again_what_stands_still(self) -> None:
        now = self.loop.time()
        for tp, fetched in self._fetched.items():
            if fetched > self._next.get(tp, fetched):
                self._read_again(tp, self._patient_until.setdefault(tp, now + READ_AGAIN_AFTER_S))

    def verify_event_path(self, now: float, tp: Any) -> None:
        """Left to the watchdog and the health endpoint, which end a worker that stands still; Faust only logs it."""

    def _filter_tps_with_pending_acks(self, topics: Any = None) -> Iterator[Any]:
        return (tp for tp in tuple(self._done) if topics is None or tp in topics or tp.topic in topics)

    def _new_offset(self, tp: Any) -> int | None:
        return self._done.get(tp)


def connect(app: Any, fetch_wait_ms: int | None) -> Transport:
    """A transport for the app; `fetch_wait_ms` is how long its consumers wait for records, None for Faust's 1.5 s."""
    read_any_header_names()

    class _Thread(AIOKafkaConsumerThread):
        async def _fetch_records(self, *args: Any, **kwargs: Any) -> Any:
            if self.app.in_recovery:
                kwargs["max_records"] = RESTORED_TOGETHER
            return await super()._fetch_records(*args, **kwargs)

        def _create_worker_consumer(self, transport: Any) -> Any:
            consumer = super()._create_worker_consumer(transport)
            if fetch_wait_ms is not None:
                consumer._fetch_max_wait_ms = fetch_wait_ms
            return consumer

    class _Consumer(DeskConsumer):
        def _new_consumer_thread(self) -> AIOKafkaConsumerThread:
            # Not asyncio's own loop: fetching took a sixth of what a record costs, here it takes a twelfth.
            thread = _Thread(self, loop=self.loop, beacon=self.beacon, thread_loop=uvloop.new_event_loop())
            thread._close_thread_loop_on_stop = True
            return thread

    class _Transport(Transport):
        pass

    _Transport.Consumer = _Consumer
    return _Transport(app.conf.broker_consumer, app)
