"""What a process says of itself: started, ready, live."""

import json
import urllib.error
import urllib.request

import pytest

from wiredesk.health import LOOP_STALLED_AFTER_S, Health, serve
from wiredesk.metrics import Metrics


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def health(clock: Clock) -> Health:
    made = Health(stalled_after_s=60, clock_s=clock)
    for stage in ("clean", "dedupe"):
        made.expect(stage)
    return made


def ready(health: Health) -> None:
    for stage in ("clean", "dedupe"):
        health.assigned(stage, is_ready=True)


def later(health: Health, clock: Clock, seconds: float) -> None:
    clock.now_s += seconds
    health.beat()


def test_a_process_is_started_and_ready_when_every_stage_has_its_partitions(health):
    health.assigned("clean", is_ready=True)
    assert health.find_faults("started") == ["dedupe: waits for partitions or state"]
    ready(health)
    assert health.find_faults("started") == health.find_faults("ready") == []
    health.assigned("clean", is_ready=False)
    assert health.find_faults("ready") == ["clean: waits for partitions or state"]
    assert health.find_faults("started") == [], "a rebalance does not undo the start"


def test_a_stage_with_records_waiting_that_finishes_none_is_not_live(health, clock):
    ready(health)
    health.moved("clean", position=10, lag=5)
    later(health, clock, 61)
    health.moved("clean", position=10, lag=7)
    assert health.find_faults("live") == ["clean: 7 records wait and none was finished for 61 s"]
    health.moved("clean", position=11, lag=6)
    assert health.find_faults("live") == []


def test_a_stage_with_nothing_to_do_is_live_however_long(health, clock):
    ready(health)
    health.moved("clean", position=10, lag=0)
    later(health, clock, 100_000)
    health.moved("clean", position=10, lag=0)
    assert health.find_faults("live") == []


def test_a_stage_that_waits_for_its_state_is_not_stalled(health, clock):
    health.moved("dedupe", position=0, lag=1000)
    later(health, clock, 600)
    assert health.find_faults("live") == []
    ready(health)
    later(health, clock, 59)
    assert health.find_faults("live") == [], "it was only just handed its partitions"


def test_a_loop_that_stands_still_is_not_live(health, clock):
    clock.now_s += LOOP_STALLED_AFTER_S + 1
    assert health.find_faults("live") == ["the event loop has not run for 61 s"]


def test_the_endpoint_says_what_is_wrong(health):
    server = serve(Metrics(), health, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        assert ask(f"{address}/healthz/live") == (200, {"status": "ok", "faults": []})
        status, told = ask(f"{address}/healthz/ready")
        assert (status, told["status"], len(told["faults"])) == (503, "failing", 2)
        assert ask(f"{address}/healthz/other")[0] == 404
    finally:
        server.shutdown()
        server.server_close()


def ask(url: str) -> tuple[int, dict[str, object]]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as e:
        return e.code, json.load(e) if "json" in e.headers["content-type"] else {}
