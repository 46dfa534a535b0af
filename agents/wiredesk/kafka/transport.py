"""How Faust connects to Kafka: its own transport, with three things that its settings leave out.

Letting go. Faust acknowledges what a stream *skips*, as if it had been handled: a record that a stream takes from its
queue just when a rebalance or a stop has begun is committed and never seen again (five of 900 were lost while workers
came and went; faust-streaming/faust#221, #236, #315 tell of the same). Here a record is acknowledged only when the
guard has said that it is done. What a stream skipped holds the commits of its partition back (Faust's `_new_offset`
would pass over a gap of one record) and is read again.

Starting. Once its tables are recovered Faust resumes the partitions that it reads, waits for a seek, and then resumes
the flow, which empties the streams' queues (`FlowControlEvent.resume` in mode): what the fetcher put there meanwhile is
gone. Two or more such records held all commits of their partition back for ever, a single one was committed unread. It
took 3 kills of 5 to see it once (`python -m chaos crash-dedupe`). Here partitions are resumed after the flow is.

Waiting. Faust 0.15.3 hard-codes `fetch_max_wait_ms=1500`. A broker wakes a waiting fetch when records come, so there it
does not matter; the embedded broker does not, and each hop would wait its 1.5 s.
"""

from collections.abc import Iterable
from typing import Any

from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Consumer, Transport

READ_AGAIN_AFTER_S = 10.0
"""Longer than a buffer of records takes to be handled, so that one seek has had its effect before the next."""


class DeskConsumer(Consumer):
    """Faust's consumer, which acknowledges only what was released."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._released: set[Any] = set()
        self._skipped: dict[Any, set[int]] = {}
        self._read_again_at: dict[Any, float] = {}
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
        if place not in self._released:
            self._unacked_messages.discard(message)
            self._skipped.setdefault(message.tp, set()).add(message.offset)
            # Commits ask only partitions that have an entry here, and it is they who see to what was skipped.
            self._acked.setdefault(message.tp, [])
            return False
        self._released.discard(place)
        if skipped := self._skipped.get(message.tp):
            skipped.discard(message.offset)
        return bool(super().ack(message))

    def _new_offset(self, tp: Any) -> int | None:
        committed = self._committed_offset[tp] or 0
        if skipped := {offset for offset in self._skipped.pop(tp, ()) if offset >= committed}:
            self._skipped[tp] = skipped
            self._read_again(tp, min(skipped))
            return None
        offset: int | None = super()._new_offset(tp)
        return offset

    def _read_again(self, tp: Any, offset: int) -> None:
        """Go back to a record that was skipped, unless a rebalance or a stop is under way, which does so itself."""
        now = self.loop.time()
        if self.should_stop or self.app.rebalancing or not self.app.flow_control.is_active():
            return
        if tp in self.assignment() and now >= self._read_again_at.get(tp, 0.0):
            self._read_again_at[tp] = now + READ_AGAIN_AFTER_S
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
