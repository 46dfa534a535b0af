"""One watched run for all tests of this folder that need one."""

import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from broker.pipeline import Pipeline
from observability.live import Doors, Watched, articles, free_port, start_prometheus, wait_for_url, why_no_prometheus


@pytest.fixture(scope="session")
def watched(kafka_address: str) -> Iterator[Watched]:
    """All stages and a sink, 240 articles in two portions, scraped every second."""
    if reason := why_no_prometheus():
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="wiredesk-watched-"))
    port = free_port()
    prefix = f"w{uuid.uuid4().hex[:8]}."
    settings = {"sinks": "files", "sink_files_folder": str(folder / "out"), "metrics_port": port, "log_format": "json"}
    prometheus = doors = None
    try:
        with Pipeline(kafka_address, prefix, folder) as pipeline:
            worker = pipeline.start(
                "clean,dedupe,enrich,reconcile,sinks", **{f"WIREDESK_{k.upper()}": str(v) for k, v in settings.items()}
            )
            try:
                wait_for_url(f"http://127.0.0.1:{port}/metrics", 60)
            except AssertionError:
                pytest.fail(f"the worker serves no metrics; exit code {worker.poll()}\n{pipeline.log()}")
            doors = Doors(pipeline, folder)
            prometheus, url = start_prometheus(folder, port, *doors.ports.values())
            wait_for_url(f"{url}/-/ready", 30)
            deadline = time.monotonic() + 60
            run = Watched(url, f"http://127.0.0.1:{port}/metrics", pipeline, folder / "worker-0.log", doors)
            while run.health("started")[0] != 200:
                assert worker.poll() is None, pipeline.log()
                assert time.monotonic() < deadline, pipeline.log()
                time.sleep(0.2)
            time.sleep(2)
            made = articles()
            origins = []
            for half in (made[:120], made[120:]):
                origins += pipeline.push(half)
                pipeline.wait_for(origins)
                doors.use()
                time.sleep(9)  # together longer than the diary is counted apart
            yield run
    finally:
        if doors is not None:
            doors.stop()
        if prometheus is not None:
            prometheus.terminate()
            prometheus.wait(20)
        shutil.rmtree(folder, ignore_errors=True)
