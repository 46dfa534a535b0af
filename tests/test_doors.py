"""What gateway, poller and desk count."""

import shutil
import subprocess
from datetime import UTC, datetime
from typing import Any

import pytest
from litestar.testing import TestClient
from prometheus_client import generate_latest

from wiredesk.desk.server import build_server
from wiredesk.doors import DeskMetrics, GatewayMetrics, PollerMetrics, counted
from wiredesk.producers.gateway import build_gateway
from wiredesk.producers.keys import KeyRing, make_key
from wiredesk.producers.sending import NotTaken
from wiredesk.sinks.sqlite import connect
from wiredesk_schemas import MeetingAnnounced, stamped
from wiredesk_schemas.examples import EXAMPLES

JSON = {"content-type": "application/json"}
LINES = {"content-type": "application/x-ndjson"}


def value(made: Any, name: str, **labels: str) -> float | None:
    return made.registry.get_sample_value(f"wiredesk_{name}", labels)


class Broker:
    is_down = False

    async def send(self, articles: Any) -> list[str]:
        if self.is_down:
            raise NotTaken("no broker answers")
        return [f"raw:0:{number}" for number in range(len(articles))]


@pytest.fixture
def broker() -> Broker:
    return Broker()


@pytest.fixture
def gateway(broker):
    metrics = GatewayMetrics(clock_s=lambda: 1234.0)
    with TestClient(counted(build_gateway(broker, None, metrics=metrics), metrics.answered)) as client:
        yield client, metrics


def test_the_gateway_counts_what_it_takes_and_what_it_refuses(gateway) -> None:
    client, metrics = gateway
    client.post("/articles", content=b'{"body":"One."}\n{"body":5}\n{"body":"Two."}\n', headers=LINES)
    assert value(metrics, "gateway_articles_total", producer="anyone", result="taken") == 2
    assert value(metrics, "gateway_articles_total", producer="anyone", result="refused") == 1
    assert value(metrics, "gateway_last_article_timestamp_seconds", producer="anyone") == 1234.0
    assert value(metrics, "gateway_requests_total", path="/articles", status="2xx") == 1
    assert value(metrics, "gateway_request_seconds_count") == 1


def test_articles_that_the_broker_does_not_take_are_failed_and_not_taken(gateway, broker) -> None:
    client, metrics = gateway
    broker.is_down = True
    client.post("/articles", content=b'{"body":"One."}', headers=JSON)
    assert value(metrics, "gateway_articles_total", producer="anyone", result="failed") == 1
    assert value(metrics, "gateway_articles_total", producer="anyone", result="taken") == 0
    assert value(metrics, "gateway_requests_total", path="/articles", status="5xx") == 1
    assert value(metrics, "gateway_last_article_timestamp_seconds", producer="anyone") == 0


def test_a_producer_is_counted_by_its_name_also_when_it_is_too_fast(broker, tmp_path) -> None:
    key, kept = make_key("nordpress")
    file = tmp_path / "keys.toml"
    file.write_text(f'[producer.nordpress]\nkey_sha256 = ["{kept}"]\narticles_per_minute = 1\n')
    ring = KeyRing(file)
    metrics = GatewayMetrics(ring.names)
    assert value(metrics, "gateway_articles_total", producer="nordpress", result="taken") == 0
    with TestClient(build_gateway(broker, ring, metrics=metrics)) as client:
        for _ in range(2):
            client.post("/articles", content=b'{"body":"One."}', headers={**JSON, "authorization": f"Bearer {key}"})
    assert value(metrics, "gateway_articles_total", producer="nordpress", result="taken") == 1
    assert value(metrics, "gateway_articles_total", producer="nordpress", result="limited") == 1


def test_whatever_path_is_asked_for_labels_stay_closed(gateway) -> None:
    client, metrics = gateway
    for number in range(20):
        client.get(f"/nonsense/{number}")
    assert value(metrics, "gateway_requests_total", path="other", status="4xx") == 20
    assert b"nonsense" not in generate_latest(metrics.registry)


def test_a_source_that_no_longer_speaks_is_counted_as_silent() -> None:
    metrics = PollerMetrics(["Example", "Example", "Other"])
    metrics.asked("Example", "new", 3)
    metrics.standings({"ok": 1, "silent": 2}, {"Example": 2, "Other": 0})
    assert value(metrics, "poll_articles_total", source="Example") == 3
    assert value(metrics, "poll_silent_feeds", source="Example") == 2
    assert value(metrics, "poll_silent_feeds", source="Other") == 0
    assert value(metrics, "poll_feeds", state="silent") == 2
    metrics.standings({"ok": 3}, {"Example": 0, "Other": 0})
    assert value(metrics, "poll_feeds", state="silent") == 0


def test_freshness_of_a_source_goes_by_its_freshest_feed() -> None:
    metrics = PollerMetrics(["Example"])
    metrics.heard("Example", 200.0)
    metrics.heard("Example", 100.0)
    assert value(metrics, "poll_last_new_timestamp_seconds", source="Example") == 200.0


def test_the_desk_counts_its_readers_by_path_and_its_events_by_kind(tmp_path) -> None:
    metrics = DeskMetrics()
    app = counted(build_server(connect(tmp_path / "desk.sqlite")), metrics.answered, opened=metrics.opened)
    with TestClient(app) as client:
        for path in ("/", "/meetings.json", "/meetings/nobody", "/static/desk.css", "/.env"):
            client.get(path)
    asked = {(path, status): 1.0 for path, status in (("/", "2xx"), ("/meetings.json", "2xx"), ("/meetings", "4xx"))}
    asked |= {("/static", "2xx"): 1.0, ("other", "4xx"): 1.0}
    for (path, status), count in asked.items():
        assert value(metrics, "desk_requests_total", path=path, status=status) == count
    at = datetime(2026, 3, 4, tzinfo=UTC)
    metrics.stored(stamped(EXAMPLES[MeetingAnnounced], at))
    assert value(metrics, "desk_events_total", kind="meeting-announced") == 1
    assert value(metrics, "desk_last_event_timestamp_seconds") == at.timestamp()


async def test_a_live_stream_counts_while_it_is_open_and_is_no_slow_answer() -> None:
    metrics = DeskMetrics()
    seen: list[float | None] = []

    async def stream(scope: Any, receive: Any, send: Any) -> None:
        seen.append(value(metrics, "desk_streams"))
        await send({"type": "http.response.start", "status": 200})
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await counted(stream, metrics.answered, opened=metrics.opened)(
            {"type": "http", "path": "/events"}, None, lambda _: _done()
        )
    assert (seen, value(metrics, "desk_streams")) == ([1.0], 0.0)
    assert value(metrics, "desk_request_seconds_count") == 0


async def _done() -> None: ...


@pytest.mark.prometheus
@pytest.mark.parametrize(
    "made", [GatewayMetrics(), PollerMetrics(["Example"]), DeskMetrics()], ids=lambda m: type(m).__name__
)
def test_promtool_finds_nothing_to_mend(made: Any) -> None:
    if shutil.which("promtool") is None:
        pytest.skip("no promtool (apt-get install prometheus)")
    done = subprocess.run(
        ["promtool", "check", "metrics"], input=generate_latest(made.registry), capture_output=True, timeout=30
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, b"")
