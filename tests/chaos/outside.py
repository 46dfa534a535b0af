"""Faults around the pipeline: a full disk, a PostgreSQL that is down or slow, and the input delivered twice."""

import os
import random
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chaos.cluster import Cluster
from chaos.proxy import Proxy
from chaos.table import Result
from chaos.trial import STAGES, Trial
from chaos.verdict import Found, compare, find
from chaos.wire import make_wire

RECORDS = 300


@contextmanager
def _trial(result: Result, folder: Path, **more: Any) -> Iterator[Trial]:
    """A trial whose end and figures go into the result; a failed expectation is a fault of it."""
    started = time.monotonic()
    result.cpu_load = os.getloadavg()[0]
    with Cluster(folder / "kafka") as cluster:
        wire = make_wire(RECORDS, result.seed)
        with Trial(result.name, cluster.address, wire, folder / "run", random.Random(result.seed), **more) as trial:
            try:
                yield trial
            except (AssertionError, OSError) as e:
                result.faults.append(f"{type(e).__name__}: {str(e)[-4000:]}")
            result.done, result.restarts, result.notes = trial.faults, trial.restarts, trial.notes
    result.records = RECORDS
    result.seconds = round(time.monotonic() - started, 1)


def _told(result: Result, found: Found) -> None:
    result.faults += found.faults
    result.lost, result.repeated, result.dead_letters = found.lost, found.repeated_outcomes, found.dead_letters


def disk_is_full(seed: int, folder: Path) -> Result:
    """A files sink on a disk of 64 KiB; later the disk is larger."""
    result = Result("disk", "the disk of a files sink full, later larger", seed, RECORDS)
    disk = folder / "disk"
    disk.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], check=True)
    try:
        environment = {
            "WIREDESK_SINKS": "files",
            "WIREDESK_SINK_FILES_FOLDER": str(disk / "out"),
            "WIREDESK_RETRY_ATTEMPTS": "2",
            "WIREDESK_RETRY_MAX_WAIT_S": "1",
        }
        with _trial(result, folder, environment=environment, sinks=("sink-files",)) as trial:
            trial.start()
            sink = trial.start("sink", "sinks")
            trial.places.pop("sink")
            trial.feed()
            code = trial.wait_for_end(sink, 150)
            assert code == 1, f"expected the sink to stop with 1 on a full disk, it ended with {code}"
            assert "No space left" in trial.pipeline.log(), "the log does not say why"
            trial.faults += 1
            subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
            last = trial.start("sink", "sinks")
            trial.finish()
            assert trial.pipeline.stop(last) == 0
            trial.places.pop("sink")
            _told(result, find(trial, files=[disk / "out"]))
    finally:
        subprocess.run(["umount", str(disk)], check=False)
    return result


def postgres_goes_away(seed: int, folder: Path) -> Result:
    """PostgreSQL stopped as by a crash for 15 s, then slow."""
    from local_postgres import LocalPostgres

    result = Result("postgres", "PostgreSQL crashed for 15 s, then 200 ms slower", seed, RECORDS)
    server = LocalPostgres()
    server.start()
    try:
        with Proxy(server.port) as proxy:
            environment = {
                "WIREDESK_SINKS": "postgres",
                "WIREDESK_SINK_POSTGRES_DSN": f"postgresql://desk@127.0.0.1:{proxy.port}/postgres",
                "WIREDESK_SINK_POSTGRES_TIMEOUT_S": "20",
                "WIREDESK_RETRY_MAX_WAIT_S": "2",
            }
            with _trial(result, folder, environment=environment, sinks=("sink-postgres",)) as trial:
                trial.start("worker", f"{STAGES},sinks")
                trial.feed(RECORDS // 3)
                trial.wait_for_progress(20)
                server.stop()
                trial.faults += 1
                trial.feed(RECORDS // 3)
                deadline = time.monotonic() + 15
                while time.monotonic() < deadline:
                    trial.tend()
                    time.sleep(0.3)
                server.start()
                proxy.latency_s = 0.2
                trial.faults += 1
                trial.feed(RECORDS // 6)
                trial.wait_for_progress(20)
                proxy.latency_s = 0.0
                trial.finish()
                _told(result, find(trial, postgres=[(server.dsn, "wiredesk")]))
    finally:
        server.stop()
        server.remove()
    return result


def delivered_twice(seed: int, folder: Path) -> Result:
    """All records, and all of them once more; in the end the same is known."""
    result = Result("twice", "the whole input delivered twice", seed, RECORDS)
    with _trial(result, folder) as trial:
        trial.start()
        trial.feed()
        trial.finish()
        once = find(trial)
        trial.wire = trial.wire + trial.wire
        trial.faults += 1
        trial.feed()
        trial.finish()
        twice = find(trial)
        _told(result, twice)
        once.outcomes = twice.outcomes = {}
        result.faults += compare(once, twice, in_order=False)
    return result


OUTSIDE: dict[str, Callable[[int, Path], Result]] = {
    "disk": disk_is_full,
    "postgres": postgres_goes_away,
    "twice": delivered_twice,
}
