"""A worker run that a real Prometheus has watched: what dashboards, metrics and status are tested against."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from broker.articles import make_articles
from broker.pipeline import Pipeline
from wiredesk_schemas import RawArticle

SCRAPE_S = 1
STATE = {"WIREDESK_SINKS": "files"}


def why_no_prometheus() -> str | None:
    """None when Prometheus is installed, else why the tests are skipped."""
    for name in ("prometheus", "promtool"):
        if shutil.which(name) is None:
            return f"no {name} (Debian: apt-get install prometheus)"
    return None


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@dataclass
class Watched:
    """The run: where Prometheus answers, the worker's /metrics, its settings and its log."""

    prometheus: str
    metrics_url: str
    pipeline: Pipeline
    log: Path

    def metrics(self) -> str:
        with urllib.request.urlopen(self.metrics_url, timeout=10) as answer:
            return str(answer.read().decode())

    def health(self, probe: str) -> tuple[int, Any]:
        url = self.metrics_url.replace("/metrics", f"/healthz/{probe}")
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as e:
            return e.code, json.load(e)


def articles() -> list[RawArticle | bytes]:
    """Made-up articles, some under the name of a listed source, one of a meeting tomorrow."""
    made: list[RawArticle | bytes] = []
    for number, one in enumerate(make_articles(240, seed=3)):
        value = one.value
        if isinstance(value, RawArticle) and number % 3 == 0:
            value = replace(value, source="Reuters" if number % 2 else "TASS")
        made.append(value)
    soon = datetime.now(UTC).date() + timedelta(days=3)
    body = (
        f"The presidents of Norway and Kenya will meet in Nairobi on {soon:%B} {soon.day}, {soon.year} to discuss trade, "
        "the ministry said.\n\nBoats from both countries fish the same waters, and quotas have not been agreed upon yet."
    )
    made[40] = RawArticle(body=body, article_id="soon", published_at=datetime.now(UTC).isoformat(), language="en")
    return made


def start_prometheus(folder: Path, target: int) -> tuple[subprocess.Popen[bytes], str]:
    """A Prometheus that scrapes a port every second."""
    port = free_port()
    config = folder / "prometheus.yml"
    scrape = {
        "job_name": "wiredesk",
        "scrape_interval": f"{SCRAPE_S}s",
        "static_configs": [{"targets": [f"127.0.0.1:{target}"]}],
    }
    # JSON is YAML.
    config.write_text(json.dumps({"global": {"scrape_interval": f"{SCRAPE_S}s"}, "scrape_configs": [scrape]}))
    command = [
        "prometheus",
        f"--config.file={config}",
        f"--storage.tsdb.path={folder / 'tsdb'}",
        f"--web.listen-address=127.0.0.1:{port}",
        "--log.level=warn",
    ]
    output = (folder / "prometheus.log").open("wb")
    process = subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ})
    output.close()
    return process, f"http://127.0.0.1:{port}"


def wait_for_url(url: str, timeout_s: float) -> None:
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            assert time.monotonic() < deadline, f"{url} did not answer"
            time.sleep(0.2)
