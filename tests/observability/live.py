"""A worker run that a real Prometheus has watched: what dashboards, metrics and status are tested against."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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
    doors: "Doors"

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


FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><title>Reefs</title>'
    b"<link>http://127.0.0.1/reefs</link><guid>reefs</guid><description>Divers count fish on the reefs near the coast."
    b"</description></item></channel></rss>"
)


class Doors:
    """A gateway, a poller of one feed and a desk, as processes, each with metrics on a port of its own."""

    def __init__(self, pipeline: Pipeline, folder: Path) -> None:
        self.ports = {name: free_port() for name in ("gateway", "poller", "desk")}
        self.addresses = {name: f"http://127.0.0.1:{free_port()}" for name in ("gateway", "desk")}
        self._processes: list[subprocess.Popen[bytes]] = []
        self._site = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
        threading.Thread(target=self._site.serve_forever, daemon=True).start()
        feeds = folder / "feeds.toml"
        url = f"http://127.0.0.1:{self._site.server_address[1]}/feed"
        feeds.write_text(f'[[feed]]\nurl = "{url}"\nsource = "Example"\nevery_s = 30\nsilent_after_s = 3600\n')
        where = {name: address.rpartition(":")[2] for name, address in self.addresses.items()}
        for name, command in (
            ("gateway", ["gateway", "--port", where["gateway"]]),
            ("poller", ["poll", str(feeds), "--state", str(folder / "poll.sqlite"), "--allow-private"]),
            ("desk", ["desk", "--port", where["desk"], "--store", str(folder / "desk.sqlite")]),
        ):
            with (folder / f"worker-{name}.log").open("wb") as output:
                self._processes.append(
                    subprocess.Popen(
                        [sys.executable, "-m", "wiredesk", *command],
                        env={**pipeline._environment, "WIREDESK_METRICS_PORT": str(self.ports[name])},
                        cwd=folder,
                        stdout=output,
                        stderr=output,
                    )
                )
        for port in self.ports.values():
            wait_for_url(f"http://127.0.0.1:{port}/metrics", 60)
        for address in self.addresses.values():
            wait_for_url(f"{address}/healthz", 60)

    def use(self) -> None:
        """Send an article, and look at the diary."""
        body = json.dumps({"body": "Divers count fish on the reefs again.", "url": f"https://a.example/{time.time()}"})
        request = urllib.request.Request(
            f"{self.addresses['gateway']}/articles", body.encode(), {"content-type": "application/json"}
        )
        urllib.request.urlopen(request, timeout=20).close()
        urllib.request.urlopen(f"{self.addresses['desk']}/", timeout=20).close()

    def metrics(self, name: str) -> str:
        """What one of them serves."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.ports[name]}/metrics", timeout=10) as answer:
            return str(answer.read().decode())

    def stop(self) -> None:
        """End them."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.wait(20)
        self._site.shutdown()
        self._site.server_close()


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/rss+xml")
        self.send_header("content-length", str(len(FEED)))
        self.end_headers()
        self.wfile.write(FEED)

    def log_message(self, format: str, *args: Any) -> None: ...


def start_prometheus(folder: Path, *ports: int) -> tuple[subprocess.Popen[bytes], str]:
    """A Prometheus that scrapes these ports every second."""
    port = free_port()
    config = folder / "prometheus.yml"
    scrape = {
        "job_name": "wiredesk",
        "scrape_interval": f"{SCRAPE_S}s",
        "static_configs": [{"targets": [f"127.0.0.1:{number}" for number in ports]}],
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
