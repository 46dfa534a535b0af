"""The one loop that every agent runs in: decode, handle, deliver, write the table, and only then let go.

In: batches of raw records. Out: whatever the stage decided, delivered; each record ends in exactly one of

    returned    its messages are sent                              counted ok
    Drop        of no interest                                     dropped
    Reject      a dead letter                                      rejected
    RetryLater  tried again, a bounded number of times             retried, then rejected
    else        a bug: a dead letter with traceback                failed

What happens outside (broker gone, delivery not confirmed, table not written) is nobody's fault among the records: the
worker stops and the batch is read again. Faust acknowledges a batch as soon as the loop body is left, even by an
exception (faust-streaming/faust#315, #527; robinhood/faust#604): only what the guard has released is committed.

Delivery. At least once. Order: deliver everything derived, write the table, await its changelog, leave the body.
A crash at any point repeats at most the batches since the last commit; ids are functions of the content and verdicts
are read back from the table, so a repetition says the same again.
"""

import asyncio
import os
import signal
import time
import traceback
from collections import Counter
from collections.abc import AsyncIterable, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import msgspec
import structlog

import wiredesk
from wiredesk.api import Drop, Reject, RetryLater
from wiredesk.kafka.packed import TableRows
from wiredesk.metrics import Metrics
from wiredesk.settings import Settings
from wiredesk.stages._pending import PendingRows
from wiredesk.stages._records import Original, Written, compose, encoded, new_traceparent, read_record, told_in
from wiredesk.stages._work import Broker, Handled, Incoming, OutsideError, Send, Stage
from wiredesk.topology import DEAD_LETTERS, MEETINGS_CURRENT, Topic, full_name, partition_of
from wiredesk.tracing import BatchSpans, Tracer
from wiredesk_schemas import ArticleOutcome, SchemaError, convert, parse
from wiredesk_schemas.dead_letter import DeadLetter, Pairs, read_dead_letter

log = structlog.get_logger("wiredesk.stages")


NOTHING = Handled()


class _Task(msgspec.Struct):
    """A record on its way through the guard."""

    incoming: Incoming
    headers: Pairs
    traceparent: str
    handled: Handled = NOTHING
    result: str = "ok"
    reason: str = ""
    deliveries: list[asyncio.Future[Any]] = []


def _task(record: Any, topic_prefix: str) -> _Task:
    incoming = read_record(record, topic_prefix)
    return _Task(incoming, tuple(record.headers), incoming.traceparent or new_traceparent())


class Guard:
    """Runs one stage; one guard for each agent of each process."""

    def __init__(
        self, stage: Stage, broker: Broker, settings: Settings, metrics: Metrics, tracer: Tracer | None = None
    ) -> None:
        self.stage = stage
        self.broker = broker
        self.settings = settings
        self.metrics = metrics
        self.tracer = tracer
        self.stale = True
        """The stage's memory has to be derived from its table again: at start, after a rebalance, after a bug."""
        self._rows = PendingRows(TableRows())
        self._failures = 0
        self._rejects = 0
        self._passed: dict[str, int] = {}
        self._places: dict[str, tuple[str, int | None]] = {}

    async def run(self, batches: AsyncIterable[Sequence[Any]]) -> None:
        """Handle batches as Faust brings them until the stream ends."""
        size = self.settings.batch_records
        async for batch in batches:
            records = self.broker.admitted(batch)
            try:
                for start in range(0, len(records), size):
                    await self._batch(records[start : start + size])
            except asyncio.CancelledError:
                raise
            except BaseException as e:  # noqa: BLE001 - leaving the body would acknowledge the batch
                await self.broker.stop(e)

    async def _batch(self, records: Sequence[Any]) -> None:
        started = time.perf_counter()
        prefix = self.settings.topic_prefix
        tasks = [_task(record, prefix) for record in records]
        self.metrics.oldest(self.stage.name, self.stage.source.name, tasks[0].incoming.at)
        spans = self._traced(tasks)
        if self.stale:
            self._rows = PendingRows(self.broker.table())
            self.stage.rebuild(self._rows)
            self.stale = False
        rows = self._rows
        self._crash_point("after-decode")
        if self.stage.together:
            await self._handle_together(tasks, rows)
        elif self.stage.concurrent:
            await asyncio.gather(*(self._handle(task, rows) for task in tasks))
        else:
            for task in tasks:
                await self._handle(task, rows)
                rows.pending.update((row.key, row.value) for row in task.handled.rows)
        self._stop_if_all_fails(tasks)
        await self._hand_over(tasks)
        self.metrics.unconfirmed.labels(self.stage.name).set(sum(len(task.deliveries) for task in tasks))
        await self._confirm(tasks)
        self.metrics.unconfirmed.labels(self.stage.name).set(0)
        self._crash_point("after-send")
        await self._write(tasks)
        self._count(tasks, time.perf_counter() - started)
        if self.tracer is not None and spans is not None:
            self.tracer.end(spans, [(task.result, task.reason) for task in tasks])
        self._crash_point("before-commit")
        self.broker.release(records)

    def _traced(self, tasks: Sequence[_Task]) -> BatchSpans | None:
        if self.tracer is None:
            return None
        spans = self.tracer.begin(self.stage.name, [task.incoming for task in tasks])
        for task, traceparent in zip(tasks, spans.traceparents, strict=True):
            task.traceparent = traceparent
        return spans

    async def _handle_together(self, tasks: Sequence[_Task], rows: PendingRows) -> None:
        """Offer the batch as a whole; each record alone when it is refused."""
        messages = []
        for task in tasks:
            try:
                messages.append(self._decoded(task.incoming))
            except Reject as e:
                self._bury(task, "rejected", e.reason, str(e), 1)
        good = [task for task in tasks if task.result == "ok"]
        for attempt in range(1, self.settings.retry_attempts + 1):
            try:
                async with asyncio.timeout(self.settings.handle_timeout_s):
                    await self.stage.handle_together(messages)
            except RetryLater as e:
                self.metrics.count(self.stage.name, "retried", len(good))
                if attempt == self.settings.retry_attempts:
                    # Not dead letters: what is down for all events would make dead letters of all events.
                    raise OutsideError(f"{self.stage.name}: given up after {attempt} attempts: {e.reason}") from e
                await asyncio.sleep(min(e.after_s, self.settings.retry_max_wait_s))
            except Exception:  # noqa: BLE001 - told record by record below
                for task in good:
                    await self._handle(task, rows)
                return
            else:
                return

    async def _handle(self, task: _Task, rows: PendingRows) -> None:
        attempts = 0
        while True:
            attempts += 1
            try:
                async with asyncio.timeout(self.settings.handle_timeout_s):
                    message = self._decoded(task.incoming)
                    task.handled = await self.stage.handle(message, task.incoming, rows)
                    # Encoding belongs to handling: a text that cannot be written must fail here, not in the producer.
                    task.handled = encoded(task.handled)
            except Drop as e:
                task.result, task.reason = "dropped", e.reason
                if self._accounts(task.incoming):
                    task.handled = Handled(outcome=self._outcome(task, "processed", e.reason))
                    task.handled = encoded(task.handled)
            except Reject as e:
                self._bury(task, "rejected", e.reason, str(e), attempts)
            except RetryLater as e:
                if attempts < self.settings.retry_attempts:
                    self.metrics.count(self.stage.name, "retried")
                    await asyncio.sleep(min(e.after_s, self.settings.retry_max_wait_s))
                    continue
                self._bury(task, "rejected", "retries-spent", e.reason, attempts)
            except OutsideError:
                raise
            except Exception as e:  # noqa: BLE001 - a bug in a stage must not lose the record
                error = "".join(traceback.format_exception(e, limit=-20))
                log.error("bug", **self._place(task), error=repr(e)[:300])
                self._bury(task, "failed", "failed", error, attempts)
                self._forget(task, rows)
            return

    def _forget(self, task: _Task, rows: PendingRows) -> None:
        # A stage that failed half-way may have half of the record in its memory.
        if not self.stage.concurrent:
            self.stage.rebuild(rows)

    def _decoded(self, incoming: Incoming) -> Any:
        accepts: Any = self.stage.accepts
        value = incoming.value
        for topic in self.stage.also:
            if incoming.topic == self._place_of(topic)[0]:
                if value is None:
                    return None
                accepts = topic.holds
        if value is None:
            raise Reject("empty-record", f"expected a {accepts.__name__}, got a record without value")
        try:
            plain = parse(value)
        except SchemaError as e:
            raise Reject("not-json", str(e)) from e
        try:
            return convert(plain, accepts)
        except SchemaError as e:
            raise Reject("wrong-shape", str(e)) from e

    def _bury(self, task: _Task, result: str, reason: str, error: str, attempts: int) -> None:
        """Make a dead letter of a record, and its outcome."""
        incoming = task.incoming
        earlier = read_dead_letter(incoming.headers)
        letter = DeadLetter(
            reason=reason,
            error=error,
            stage=self.stage.name,
            topic=incoming.topic,
            partition=incoming.partition,
            offset=incoming.offset,
            origin=incoming.origin,
            attempts=attempts + (earlier.attempts if earlier else 0),
            app_version=wiredesk.__version__,
            first_seen=(earlier.first_seen if earlier else None) or incoming.at,
        )
        original = Original(letter, incoming.key, incoming.value, task.headers)
        task.result, task.reason = result, reason
        outcome = self._outcome(task, "rejected", reason) if self._accounts(incoming) else None
        task.handled = encoded(Handled(sends=(Send(DEAD_LETTERS, "", original),), outcome=outcome))

    def _accounts(self, incoming: Incoming) -> bool:
        return self.stage.accounts and incoming.topic == self._name(self.stage.source)

    def _outcome(self, task: _Task, outcome: str, reason: str) -> ArticleOutcome:
        return ArticleOutcome(
            origin=task.incoming.origin,
            outcome=outcome,  # type: ignore[arg-type]
            stage=self.stage.name,
            reason=reason,
            article_id=told_in(task.incoming.value, "article_id"),
            url=told_in(task.incoming.value, "url"),
            source=told_in(task.incoming.value, "source"),
            emitted_at=datetime.now(UTC),
        )

    def _stop_if_all_fails(self, tasks: Sequence[_Task]) -> None:
        for task in tasks:
            self._failures = self._failures + 1 if task.result == "failed" else 0
            self._rejects = self._rejects + 1 if task.result in ("failed", "rejected") else 0
            if self._failures >= self.settings.stop_after_failures:
                raise OutsideError(
                    f"{self.stage.name}: {self._failures} records in a row failed, the last with "
                    f"{task.reason!r}: stopped, so that a bug does not turn all records into dead letters"
                )
            if self._rejects >= self.settings.stop_after_rejects:
                raise OutsideError(
                    f"{self.stage.name}: {self._rejects} records in a row were rejected, the last for {task.reason!r}: "
                    "stopped; look at `wiredesk tail dead-letters`, or raise WIREDESK_STOP_AFTER_REJECTS"
                )

    async def _hand_over(self, tasks: Sequence[_Task]) -> None:
        records = [compose(task.handled, task.incoming, task.traceparent, self._place_of) for task in tasks]
        try:
            async with asyncio.timeout(self.settings.delivery_timeout_s):
                deliveries = iter(await self.broker.send([record for group in records for record in group]))
        except Exception as e:
            raise OutsideError(f"{self.stage.name}: records could not be handed over: {e!r}") from e
        for task, group in zip(tasks, records, strict=True):
            task.deliveries = list(islice(deliveries, len(group)))

    async def _confirm(self, tasks: Sequence[_Task]) -> None:
        """Await every delivery and judge each record by its own; what is too large becomes a dead letter."""
        refused = await self._refused(tasks)
        for _ in range(2):
            if not refused:
                return
            for task in refused:
                if task.result in ("rejected", "failed"):
                    self._cut(task)
                else:
                    told = "a message made from this record is over the topic's limit"
                    self._bury(task, "rejected", "too-large", told, 1)
                if not self.stage.concurrent:
                    self.stale = True
            await self._hand_over(refused)
            refused = await self._refused(refused)
        if refused:
            raise OutsideError("a dead letter is over the limit of its topic: run `wiredesk kafka check`")

    def _cut(self, task: _Task) -> None:
        """Keep the beginning of a record that is too large for a letter; its outcome the broker has already."""
        [send] = task.handled.sends
        task.handled = Handled(sends=(Send(send.topic, send.key, send.message.cut()),))

    async def _refused(self, tasks: Sequence[_Task]) -> list[_Task]:
        deliveries = {delivery for task in tasks for delivery in task.deliveries}
        if not deliveries:
            return []
        _, waiting = await asyncio.wait(deliveries, timeout=self.settings.delivery_timeout_s)
        if waiting:
            raise OutsideError(f"{self.stage.name}: not confirmed within {self.settings.delivery_timeout_s:g} s")
        faults = {delivery: fault for delivery in deliveries if (fault := delivery.exception()) is not None}
        if outside := [fault for fault in faults.values() if not self.broker.is_too_large(fault)]:
            raise OutsideError(f"{self.stage.name}: a delivery was not confirmed: {outside[0]!r}") from outside[0]
        return [task for task in tasks if any(delivery in faults for delivery in task.deliveries)] if faults else []

    async def _write(self, tasks: Sequence[_Task]) -> None:
        rows = [(task.incoming.partition, row) for task in tasks for row in task.handled.rows]
        if rows:
            self._crash_point("before-table")
            await asyncio.wait_for(self.broker.write(rows), self.settings.delivery_timeout_s)
            self._crash_point("after-table")
        self._rows.pending.clear()

    def _count(self, tasks: Sequence[_Task], duration_s: float) -> None:
        for result, amount in Counter(task.result for task in tasks).items():
            self.metrics.count(self.stage.name, result, amount)
        for task in tasks:
            self._count_sent(task)
            if task.result == "rejected":
                self.metrics.rejected(self.stage.name, task.reason)
                log.warning("rejected", **self._place(task), reason=task.reason)
        self.metrics.took(self.stage.name, duration_s / len(tasks), len(tasks))
        self.metrics.progressed(self.stage.name)

    def _count_sent(self, task: _Task) -> None:
        for send in task.handled.sends:
            # The diary's topic repeats what the event topic has.
            if isinstance(send.message, Written) and send.topic is not MEETINGS_CURRENT:
                self.metrics.sent(send.message.message, task.incoming.raw_at)
        if isinstance(written := task.handled.outcome, Written):
            self.metrics.sent(written.message, task.incoming.raw_at)

    def _place(self, task: _Task) -> dict[str, Any]:
        """Where a record stands, for a line of the log."""
        incoming = task.incoming
        return {
            "stage": self.stage.name,
            "article_id": told_in(incoming.value, "article_id"),
            "origin": incoming.origin,
            "topic": incoming.topic,
            "partition": incoming.partition,
            "offset": incoming.offset,
            "trace": task.traceparent.split("-")[1],
        }

    def _crash_point(self, point: str) -> None:
        """Die here if the chaos suite asks for it: WIREDESK_CRASH_AT=<stage>:<point>[:<nth time>]."""
        if self.settings.crash_at is None:
            return
        stage, name, *nth = self.settings.crash_at.split(":")
        if (stage, name) == (self.stage.name, point):
            self._passed[point] = self._passed.get(point, 0) + 1
            if self._passed[point] >= int(nth[0] if nth else 1):
                os.kill(os.getpid(), signal.SIGKILL)

    def _name(self, topic: Topic) -> str:
        return full_name(topic, self.settings.topic_prefix)

    def _place_of(self, topic: Topic) -> tuple[str, int | None]:
        """A topic's name on the broker, and the partition to send to."""
        place = self._places.get(topic.name)
        if place is None:
            place = self._places[topic.name] = (self._name(topic), partition_of(topic, self.settings.partitions))
        return place
