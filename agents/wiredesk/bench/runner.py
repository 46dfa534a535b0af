"""A worker under measurement: `python -m wiredesk.bench.runner MODE` with the settings in the environment.

    faust       the stages as `wiredesk worker` runs them
    metered     the same, with the CPU time of language work and of the codec noted apart
    noop        the same topology and messages of the same size, but nothing is read: what the loop costs
    bare        the same stages in plain aiokafka loops (`bare`): what the work costs without Faust

At SIGUSR1 it prints one JSON line: CPU seconds of the process (all threads), of the parts, and resident bytes; the
first such line comes when it is ready. SIGTERM ends it.
"""

import asyncio
import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import uvloop

from wiredesk.app import work
from wiredesk.bench.bare import run_bare
from wiredesk.bench.noop import read_nothing
from wiredesk.logs import configure_logs
from wiredesk.settings import Settings, load_settings
from wiredesk.stages import _guard
from wiredesk.stages.clean import CleanStage
from wiredesk.stages.dedupe import DedupeStage
from wiredesk.stages.enrich import EnrichStage
from wiredesk.stages.reconcile import ReconcileStage
from wiredesk.topology import STAGES

MODES = ("faust", "metered", "noop", "bare")
LANGUAGE, CODEC = "language work", "codec"


class Meter:
    """CPU seconds by part, of the thread that the event loop runs in."""

    def __init__(self) -> None:
        self.parts: defaultdict[str, float] = defaultdict(float)

    def asynchronous(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A stage's `handle`; it does not wait for anything as long as no HTML comes."""

        async def metered(*given: Any) -> Any:
            started = time.thread_time()
            try:
                return await function(*given)
            finally:
                self.parts[part] += time.thread_time() - started

        return metered

    def plain(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function of the guard."""

        def metered(*given: Any) -> Any:
            started = time.thread_time()
            try:
                return function(*given)
            finally:
                self.parts[part] += time.thread_time() - started

        return metered

    def install(self) -> None:
        """Put the meter around what the guard calls; in this process only."""
        for stage in (CleanStage, DedupeStage, EnrichStage, ReconcileStage):
            kept: Any = stage
            kept.handle = self.asynchronous(f"{LANGUAGE}: {stage.name}", kept.handle)
        module: Any = _guard
        module.Guard._decoded = self.plain(CODEC, module.Guard._decoded)
        module.encoded = self.plain(CODEC, module.encoded)


def resident_bytes() -> int:
    """Memory of this process as the system counts it."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def _main(mode: str, settings: Settings, meter: Meter) -> BaseException | None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def tell() -> None:
        told = {"cpu_s": time.process_time(), "parts": dict(meter.parts), "resident_bytes": resident_bytes()}
        sys.stdout.buffer.write(orjson.dumps(told) + b"\n")
        sys.stdout.buffer.flush()

    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_signal_handler(signal.SIGUSR1, tell)
    if mode == "bare":
        await run_bare(settings, stop, on_ready=tell)
        return None
    return await work(settings, STAGES, stop, on_ready=tell)


def main() -> None:
    """Run until SIGTERM."""
    mode = sys.argv[1]
    if mode not in MODES:
        sys.exit(f"expected one of {', '.join(MODES)}, got {mode!r}")
    meter = Meter()
    if mode == "metered":
        meter.install()
    if mode == "noop":
        read_nothing()
    settings = load_settings(os.environ)
    configure_logs(settings, quiet=True)
    failure = uvloop.run(_main(mode, settings, meter))
    if failure is not None:
        sys.exit(f"stopped: {failure}")


if __name__ == "__main__":
    main()
