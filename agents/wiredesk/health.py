"""Is this process well? The endpoint that Prometheus and an orchestrator ask: /metrics and /healthz/*.

/healthz/started  200 once every stage had its partitions and its state for the first time
/healthz/ready    200 while every stage has them (503 during a rebalance or recovery)
/healthz/live     503 when a restart would help: the event loop stands still, or a stage has records waiting and has
                  finished none of them for `stalled_after_s`

Answers come from a thread of their own, so that they come also when the event loop hangs. The body is JSON and names
what is wrong. Nothing here is secret, but it listens on 127.0.0.1 unless told otherwise (metrics_bind).
"""

import asyncio
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

from wiredesk.settings import Settings, SettingsError

BEAT_EVERY_S = 0.2
LOOP_STALLED_AFTER_S = 60.0
"""The loop reports five times a second; a long garbage collection or a slow page is far below this."""


@dataclass(slots=True)
class _Vitals:
    is_ready: bool = False
    lag: int = 0
    position: int = -1
    moved_at_s: float = 0.0


class Health:
    """What is known of each stage; told by the event loop, asked by the endpoint."""

    def __init__(self, *, stalled_after_s: float, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._stalled_after_s = stalled_after_s
        self._clock_s = clock_s
        self._stages: dict[str, _Vitals] = {}
        self._was_ready = False
        self._beat_at_s = clock_s()
        self.beats = 0
        """How often the event loop told that it runs."""

    def expect(self, stage: str) -> None:
        """Name a stage that this process is to run."""
        self._stages[stage] = _Vitals(moved_at_s=self._clock_s())

    def beat(self) -> None:
        """Tell that the event loop runs."""
        self._beat_at_s = self._clock_s()
        self.beats += 1

    def assigned(self, stage: str, *, is_ready: bool) -> None:
        """Tell whether a stage has its partitions and its state."""
        vitals = self._stages[stage]
        if is_ready != vitals.is_ready:
            vitals.moved_at_s = self._clock_s()  # a stage that was just handed its partitions is not stalled yet
        vitals.is_ready = is_ready
        self._was_ready = self._was_ready or all(v.is_ready for v in self._stages.values())

    def moved(self, stage: str, *, position: int, lag: int) -> None:
        """Tell how far a stage is: the sum of its committed offsets, and the records behind them."""
        vitals = self._stages[stage]
        if position != vitals.position or lag == 0:
            vitals.moved_at_s = self._clock_s()
        vitals.position, vitals.lag = position, lag

    def find_faults(self, probe: str) -> list[str]:
        """Why a probe ("live", "ready", "started") fails; empty when it does not."""
        now = self._clock_s()
        if probe == "started":
            return [] if self._was_ready else self._not_ready()
        if probe == "ready":
            return self._not_ready()
        faults = []
        if (quiet_s := now - self._beat_at_s) > LOOP_STALLED_AFTER_S:
            faults.append(f"the event loop has not run for {quiet_s:.0f} s")
        for name, vitals in self._stages.items():
            still_s = now - vitals.moved_at_s
            if vitals.is_ready and vitals.lag > 0 and still_s > self._stalled_after_s:
                faults.append(f"{name}: {vitals.lag} records wait and none was finished for {still_s:.0f} s")
        return faults

    def _not_ready(self) -> list[str]:
        return [f"{name}: waits for partitions or state" for name, v in self._stages.items() if not v.is_ready]


class Measured(Protocol):
    """Something with metrics: of a worker, of the gateway, the poller, the desk."""

    registry: CollectorRegistry


async def beat_on(health: Health) -> None:
    """Tell for ever that the event loop runs."""
    while True:
        health.beat()
        await asyncio.sleep(BEAT_EVERY_S)


def serve_where_set(metrics: Measured, health: Health, settings: Settings) -> ThreadingHTTPServer | None:
    """Serve on `metrics_port` of `metrics_bind`, if a port is set. SettingsError when it cannot be had."""
    if not settings.metrics_port:
        return None
    try:
        return serve(metrics, health, settings.metrics_bind, settings.metrics_port)
    except OSError as e:
        where = f"{settings.metrics_bind}:{settings.metrics_port}"
        raise SettingsError(
            f"metrics cannot be served on {where}: {e.strerror or e}; set another metrics_port or metrics_bind"
        ) from e


def serve(metrics: Measured, health: Health, bind: str, port: int) -> ThreadingHTTPServer:
    """Serve /metrics and /healthz/* on a port (0: a free one) until `shutdown`. OSError when it cannot be had."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path == "/metrics":
                encode, media_type = choose_encoder(self.headers.get("Accept", ""))
                self._answer(200, encode(metrics.registry), media_type)
            elif path.startswith("/healthz/") and (probe := path.rpartition("/")[2]) in ("live", "ready", "started"):
                faults = health.find_faults(probe)
                told: dict[str, Any] = {"status": "failing" if faults else "ok", "faults": faults}
                self._answer(503 if faults else 200, json.dumps(told).encode(), "application/json")
            else:
                self._answer(404, b"try /metrics, /healthz/live, /healthz/ready or /healthz/started\n", "text/plain")

        def _answer(self, status: int, body: bytes, media_type: str) -> None:
            self.send_response(status)
            self.send_header("content-type", media_type)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """A line for each scrape helps nobody."""

    server = ThreadingHTTPServer((bind, port), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    return server
