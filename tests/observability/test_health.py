"""The health endpoints: alive, ready, started - and failing when a restart would help."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from observability.live import Watched
from wiredesk.health import LOOP_STALLED_AFTER_S, Health, serve
from wiredesk.metrics import Metrics


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def health(**given: Any) -> tuple[Health, Clock]:
    clock = Clock()
    made = Health(stalled_after_s=300, clock_s=clock)
    made.expect("clean")
    made.expect("dedupe")
    return made, clock


def ready(made: Health, *stages: str) -> None:
    for stage in stages or ("clean", "dedupe"):
        made.assigned(stage, is_ready=True)


def wait(made: Health, clock: Clock, seconds: float) -> None:
    """Time goes by, and the loop runs."""
    clock.now += seconds
    made.beat()


def test_a_worker_is_started_once_every_stage_was_ready_and_stays_so() -> None:
    made, _ = health()
    ready(made, "clean")
    assert made.find_faults("started") == ["dedupe: waits for partitions or state"]
    ready(made, "dedupe")
    assert made.find_faults("started") == []
    made.assigned("clean", is_ready=False)
    assert made.find_faults("started") == []
    assert made.find_faults("ready") == ["clean: waits for partitions or state"]


def test_a_stage_with_records_waiting_that_finishes_none_is_not_alive() -> None:
    made, clock = health()
    ready(made)
    made.moved("clean", position=50, lag=7)
    wait(made, clock, 299)
    made.moved("clean", position=50, lag=9)
    assert made.find_faults("live") == []
    wait(made, clock, 2)
    assert made.find_faults("live") == ["clean: 9 records wait and none was finished for 301 s"]


@pytest.mark.parametrize(("position", "lag"), [(51, 900), (50, 0)], ids=["it moves on", "nothing waits"])
def test_a_stage_that_moves_or_has_nothing_to_do_is_alive(position: int, lag: int) -> None:
    made, clock = health()
    ready(made)
    made.moved("clean", position=50, lag=lag)
    wait(made, clock, 290)
    made.moved("clean", position=position, lag=lag)
    wait(made, clock, 290)
    assert made.find_faults("live") == []


def test_a_long_recovery_is_no_stall() -> None:
    made, clock = health()
    made.moved("dedupe", position=0, lag=10_000)
    wait(made, clock, 5000)
    assert made.find_faults("live") == []
    ready(made)
    wait(made, clock, 299)
    assert made.find_faults("live") == []


def test_an_event_loop_that_stands_still_is_not_alive() -> None:
    made, clock = health()
    clock.now += LOOP_STALLED_AFTER_S + 1
    [fault] = made.find_faults("live")
    assert "event loop" in fault


def ask(port: int, path: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as e:
        return e.code, e.read()


def test_the_endpoint_answers_by_status_and_names_what_is_wrong() -> None:
    made, _ = health()
    server = serve(Metrics(), made, "127.0.0.1", 0)
    try:
        port = server.server_address[1]
        assert ask(port, "/healthz/live")[0] == 200
        status, body = ask(port, "/healthz/ready")
        assert (status, json.loads(body)["status"]) == (503, "failing")
        assert len(json.loads(body)["faults"]) == 2
        assert b"wiredesk_build_info" in ask(port, "/metrics")[1]
        assert ask(port, "/healthz/nonsense")[0] == 404
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.kafka
@pytest.mark.prometheus
def test_a_real_worker_is_well(watched: Watched) -> None:
    for probe in ("live", "ready", "started"):
        assert watched.health(probe) == (200, {"status": "ok", "faults": []})
