"""Every Prometheus metric, declared once, and the endpoint that shows them.

Labels are closed sets: stages, outcomes, reasons that the code names, topics. Never an article, a URL, a host, a text.
`oldest_unprocessed_seconds` is the lag people care about: how long the record at hand has waited.
"""

from datetime import UTC, datetime
from http.server import ThreadingHTTPServer
from typing import Any, Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

import wiredesk

Result = Literal["ok", "dropped", "rejected", "retried", "failed"]
RESULTS: tuple[Result, ...] = ("ok", "dropped", "rejected", "retried", "failed")
STAGE_BUCKETS = (0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)
END_TO_END_BUCKETS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600)
KNOWN_REASON_CHARS = 40


class Metrics:
    """The metrics of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        r = self.registry
        self.records = Counter("wiredesk_records", "Records by stage and result.", ["stage", "result"], registry=r)
        self.rejects = Counter(
            "wiredesk_rejected", "Dead letters by stage and reason.", ["stage", "reason"], registry=r
        )
        self.durations = Histogram(
            "wiredesk_record_seconds",
            "Time a record takes in a stage, its share of the batch.",
            ["stage"],
            buckets=STAGE_BUCKETS,
            registry=r,
        )
        self.end_to_end = Histogram(
            "wiredesk_outcome_delay_seconds",
            "From the last hop's append to the outcome.",
            buckets=END_TO_END_BUCKETS,
            registry=r,
        )
        self.lag = Gauge("wiredesk_lag_records", "Records not read yet.", ["stage", "topic", "partition"], registry=r)
        self.waiting = Gauge(
            "wiredesk_oldest_unprocessed_seconds", "Age of the oldest record not handled.", ["stage"], registry=r
        )
        self.ready = Gauge("wiredesk_stage_ready", "1 when the stage is assigned and recovered.", ["stage"], registry=r)
        info = Gauge("wiredesk_build_info", "Always 1.", ["version"], registry=r)
        info.labels(wiredesk.__version__).set(1)

    def declare(self, stage: str) -> None:
        """Show a stage's series at 0 from the start, so that rates and alerts on them work at once."""
        for result in RESULTS:
            self.records.labels(stage, result)
        self.durations.labels(stage)
        self.waiting.labels(stage).set(0)
        self.ready.labels(stage).set(0)

    def count(self, stage: str, result: str, amount: int = 1) -> None:
        """Count records by how they ended in a stage."""
        self.records.labels(stage, result).inc(amount)

    def rejected(self, stage: str, reason: str) -> None:
        """Count a dead letter; reasons are words that the code names, so a long one is a plug-in's mistake."""
        self.rejects.labels(stage, reason if len(reason) <= KNOWN_REASON_CHARS else "other").inc()

    def took(self, stage: str, each_s: float, records: int) -> None:
        """Observe the duration of each record of a batch."""
        child = self.durations.labels(stage)
        for _ in range(records):
            child.observe(each_s)

    def oldest(self, stage: str, at: datetime | None) -> None:
        """Tell when the oldest record not handled was appended; None when there is none."""
        age = max(0.0, (datetime.now(UTC) - at).total_seconds()) if at is not None else 0.0
        self.waiting.labels(stage).set(age)

    def arrived(self, at: datetime) -> None:
        """Observe how long ago the record that now has its outcome was appended."""
        self.end_to_end.observe(max(0.0, (datetime.now(UTC) - at).total_seconds()))


def serve(metrics: Metrics, bind: str, port: int) -> tuple[ThreadingHTTPServer, Any]:
    """Serve /metrics on a port; the server and its thread."""
    server, thread = start_http_server(port, addr=bind, registry=metrics.registry)
    return server, thread  # type: ignore[return-value]
