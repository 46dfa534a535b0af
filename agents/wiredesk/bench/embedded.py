"""`wiredesk run` as a user sees it: all four stages on the embedded broker, from the start of the command to its end.

In: raw articles, written to a file. Out: wall clock, CPU of all its processes and the largest memory of one of them;
BrokerError when it fails or an article has no outcome.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from wiredesk.kafka.clients import BrokerError
from wiredesk_schemas import RawArticle, encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run. `wall_s` is from starting the process until it has ended, `cpu_ms` all of its CPU by article, that of
    stages in processes of their own included; `resident_mb` is of the largest of its processes."""

    articles: int
    wall_s: float
    cpu_ms: float
    resident_mb: float
    load: float

    @property
    def articles_per_s(self) -> float:
        """Start and end included."""
        return self.articles / self.wall_s


def measure_run(articles: Sequence[RawArticle]) -> Run:
    """Run these articles through it once."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WIREDESK_")}
    with tempfile.TemporaryDirectory(prefix="wiredesk-bench-") as name:
        folder = Path(name)
        with (folder / "articles.jsonl").open("wb") as file:
            file.writelines(encode(article) + b"\n" for article in articles)
        command = [sys.executable, "-m", "wiredesk", "run", "articles.jsonl", "--out", "out", "--json"]
        started = time.monotonic()
        with (folder / "told.json").open("wb") as told:
            process = subprocess.Popen(command, cwd=folder, env=environment, stdout=told)  # noqa: S603 - this Python
            _, status, used = os.wait4(process.pid, 0)
        wall_s = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise BrokerError(f"`wiredesk run` under measurement failed with exit code {process.returncode}")
        outcomes: dict[str, Any] = orjson.loads((folder / "told.json").read_bytes())["outcomes"]
    if sum(outcomes.values()) != len(articles):
        raise BrokerError(f"expected {len(articles):,} outcomes of `wiredesk run`, got {outcomes}")
    return Run(
        articles=len(articles),
        wall_s=wall_s,
        cpu_ms=(used.ru_utime + used.ru_stime) / len(articles) * 1000,
        resident_mb=used.ru_maxrss / 1024,
        load=os.getloadavg()[0],
    )
