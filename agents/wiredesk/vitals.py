"""What can be seen of a running stage from outside of it: assigned, recovered, how far behind, how much state.

Read from its Faust app five times a second, and told to the metrics and to the health endpoint.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import faust
import structlog

from wiredesk.health import Health
from wiredesk.metrics import Metrics
from wiredesk.stages._guard import Guard
from wiredesk.stages.reconcile import ReconcileStage

log = structlog.get_logger("wiredesk")

LAG_EVERY_S = 1.0
DIARY_EVERY_S = 15.0
"""The whole diary is gone through for it: some tens of milliseconds for a hundred thousand meetings."""


@dataclass
class Vitals:
    """Watches one stage of one app. `topics` are the full names of the topics that it reads."""

    guard: Guard
    app: faust.App
    topics: Sequence[str]
    metrics: Metrics
    health: Health
    clock_s: Callable[[], float] = time.monotonic
    _waits_since_s: float | None = None
    _rebalances: int = 0
    _measured_at_s: float = field(default=float("-inf"))
    _diary_at_s: float = field(default=float("-inf"))
    _partitions: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._waits_since_s = self.clock_s()
        self.health.expect(self.reading)

    @property
    def name(self) -> str:
        """The stage's name."""
        return self.guard.stage.name

    @property
    def reading(self) -> str:
        """The stage and its topic: a sink of several event types reads each for itself."""
        return f"{self.name} of {self.guard.stage.source.name}"

    def look(self) -> None:
        """Look at the app now; lag and state only every few seconds."""
        now = self.clock_s()
        self._look_at_assignment(now)
        if now - self._measured_at_s >= LAG_EVERY_S:
            self._measured_at_s = now
            self._measure()
        stage = self.guard.stage
        if isinstance(stage, ReconcileStage) and now - self._diary_at_s >= DIARY_EVERY_S:
            self._diary_at_s = now
            self.metrics.diary(stage.current(), datetime.now(UTC).date())

    def _look_at_assignment(self, now: float) -> None:
        recovery = cast(Any, self.app.tables).recovery
        is_ready = recovery.completed.is_set() and not recovery.in_recovery and not self.app.rebalancing
        count = self.app.rebalancing_count
        if count > self._rebalances:
            self.metrics.rebalances.labels(self.name).inc(count - self._rebalances)
            self._rebalances = count
        if not is_ready and self._waits_since_s is None:
            self._waits_since_s = now
        if self._waits_since_s is not None:
            waited_s = now - self._waits_since_s
            self.metrics.recovery.labels(self.name).set(waited_s)
            if is_ready:
                self._waits_since_s = None
                log.info("assigned", stage=self.name, partitions=len(self._assigned()), seconds=round(waited_s, 2))
        self.metrics.ready.labels(self.name).set(is_ready)
        self.health.assigned(self.reading, is_ready=is_ready)

    def _assigned(self) -> list[Any]:
        return [tp for tp in self.app.consumer.assignment() if tp.topic in self.topics]

    def _measure(self) -> None:
        consumer = self.app.consumer
        waiting = position = 0
        seen = set()
        for tp in self._assigned():
            try:
                end: int | None = consumer.highwater(tp)
            except AssertionError:  # the consumer's thread has given it back this moment
                continue
            committed: int | None = cast(Any, consumer)._committed_offset.get(tp)
            lag = max(0, (end or 0) - (committed or 0))
            waiting += lag
            position += committed or 0
            short = tp.topic.removeprefix(self.guard.settings.topic_prefix)
            seen.add((short, tp.partition))
            self.metrics.lag.labels(self.name, short, str(tp.partition)).set(lag)
        for topic, partition in self._partitions - seen:
            # Another worker has it now, and tells its lag.
            self.metrics.lag.remove(self.name, topic, str(partition))
        self._partitions = seen
        if not waiting:
            self.metrics.oldest(self.name, self.guard.stage.source.name, None)
            self.metrics.progressed(self.name)
        self.health.moved(self.reading, position=position, lag=waiting)
        if self.app.tables:
            self.metrics.state_rows.labels(self.name).set(len(self.guard.broker.table()))
