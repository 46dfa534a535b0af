"""How Faust connects to Kafka: its own transport, with three things that its settings leave out.

Committing. While workers come and go, Faust 0.15.3 commits records that nobody handled: a stream acknowledges what it
skips because a rebalance has begun; a record that waits for room in a full buffer is dropped then, and its offset
counted as a natural gap; and `_new_offset` passes over a gap of one record. Five of 900 records were lost in
tests/broker/test_rebalancing.py (faust-streaming/faust#221, #236, #315, #527 tell of the same). Here a record counts as
done only when the guard has released it, commits go as far as there is no hole, and what is missing is read again.
A hole that reading again does not fill is natural (records expired or compacted away), and is passed.

Starting. Once its tables are recovered Faust resumes the partitions that it reads, waits for a seek, and then resumes
the flow, which empties the streams' queues (`FlowControlEvent.resume` in mode): what the fetcher put there meanwhile is
gone, and makes a hole. So Faust's source says; it would explain the holes with which two of three runs of
`python -m chaos crash-dedupe` stood still. Here partitions are resumed after the flow is.

Waiting. Faust hard-codes `fetch_max_wait_ms=1500`. A broker wakes a waiting fetch when records come, so there it does
not matter; the embedded broker does not, and each hop would wait its 1.5 s.
"""

from collections.abc import Iterable
from typing import Any

from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Consumer, Transport

READ_AGAIN_AFTER_S = 30.0
"""Before a hole is sought a second time: longer than it takes to handle a full buffer."""


class DeskConsumer(Consumer):
    """Faust's consumer, which commits only what was released, without holes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._released: set[Any] = set()
        self._sought_at: dict[Any, float] = {}
        self._passed_again: set[Any] = set()
        self._held: set[Any] = set()

    def pause_partitions(self, tps: Iterable[Any]) -> None:
        """Pause, also what was about to be resumed."""
        tps = set(tps)
        self._held -= tps
        super().pause_partitions(tps)

    def resume_partitions(self, tps: Iterable[Any]) -> None:
        """Resume changelogs now, and what streams read as soon as the flow is resumed."""
        tps = set(tps)
        changelogs = {tp for tp in tps if self._is_changelog_tp(tp)}
        self._held |= tps - changelogs
        super().resume_partitions(changelogs)

    def resume_flow(self) -> None:
        """Let records flow; Faust has emptied the queues by now."""
        super().resume_flow()
        held, self._held = self._held, set()
        super().resume_partitions(held)

    def release(self, messages: Iterable[Any]) -> None:
        """Allow these messages to be acknowledged."""
        self._released.update(map(_place, messages))

    def ack(self, message: Any) -> bool:
        """Acknowledge a released message; forget any other, so that nobody waits for it."""
        place = _place(message)
        # Commits look only at partitions that have an entry here, and it is they who find holes.
        self._acked.setdefault(message.tp, [])
        if place not in self._released:
            self._unacked_messages.discard(message)
            return False
        self._released.discard(place)
        if message.tp in self._sought_at and message.offset in self._acked_index[message.tp]:
            # A record behind the hole has come a second time, so reading again has passed the hole.
            self._passed_again.add(message.tp)
        return bool(super().ack(message))

    async def on_partitions_assigned(self, assigned: Any, generation_id: int = 0) -> None:
        """Begin anew: after a rebalance Faust reads from the commits."""
        self._released.clear()
        self._sought_at.clear()
        self._passed_again.clear()
        await super().on_partitions_assigned(assigned, generation_id)

    def _new_offset(self, tp: Any) -> int | None:
        acked = self._acked[tp]
        if not acked:
            return None
        acked.sort()
        committed = self._committed_offset[tp] or 0
        if acked[0] > committed and tp not in self._passed_again:
            self._read_again(tp, committed)
            return None
        self._sought_at.pop(tp, None)
        self._passed_again.discard(tp)
        end = 1
        while end < len(acked) and acked[end] == acked[0] + end:
            end += 1
        done, acked[:end] = acked[:end], []
        self._acked_index[tp].difference_update(done)
        return int(done[-1]) + 1

    def _read_again(self, tp: Any, offset: int) -> None:
        """Go back to a hole, unless a rebalance or a stop is under way, after which reading begins there anyway."""
        now = self.loop.time()
        if self.should_stop or self.app.rebalancing or not self.app.flow_control.is_active():
            return
        if tp in self.assignment() and now >= self._sought_at.get(tp, 0.0):
            self._sought_at[tp] = now + READ_AGAIN_AFTER_S
            self.add_future(self.seek(tp, offset))


def connect(app: Any, fetch_wait_ms: int | None) -> Transport:
    """A transport for the app; `fetch_wait_ms` is how long its consumers wait for records, None for Faust's 1.5 s."""

    class _Thread(AIOKafkaConsumerThread):
        def _create_worker_consumer(self, transport: Any) -> Any:
            consumer = super()._create_worker_consumer(transport)
            if fetch_wait_ms is not None:
                consumer._fetch_max_wait_ms = fetch_wait_ms
            return consumer

    class _Consumer(DeskConsumer):
        def _new_consumer_thread(self) -> AIOKafkaConsumerThread:
            return _Thread(self, loop=self.loop, beacon=self.beacon)

    class _Transport(Transport):
        pass

    _Transport.Consumer = _Consumer
    return _Transport(app.conf.broker_consumer, app)


def _place(message: Any) -> Any:
    # The generation too: the same offset is another message after a rebalance.
    return message.tp, message.offset, message.generation_id
