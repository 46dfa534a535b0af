"""The watch over running stages: what makes a worker end by itself."""

import asyncio
from types import SimpleNamespace

import pytest

from wiredesk.api import RetryLater
from wiredesk.app import _open, _watch
from wiredesk.health import Health
from wiredesk.settings import Settings
from wiredesk.watchdog import StalledError


async def test_a_stage_that_stands_still_with_records_waiting_ends_the_worker() -> None:
    now_s = [0.0]
    health = Health(stalled_after_s=600, clock_s=lambda: now_s[0])
    health.expect("enrich")
    health.assigned("enrich", is_ready=True)
    health.moved("enrich", position=33, lag=330)
    now_s[0] = 601.0
    health.beat()
    reason = await asyncio.wait_for(_watch([], [], health, asyncio.Event(), forbid_rebalance=False), 5)
    assert isinstance(reason, StalledError)
    assert str(reason) == "enrich: 330 records wait and none was finished for 601 s"


async def test_a_worker_that_is_told_to_stop_ends_without_a_reason() -> None:
    stop = asyncio.Event()
    stop.set()
    assert await _watch([], [], Health(stalled_after_s=600), stop, forbid_rebalance=False) is None


async def test_what_is_down_at_the_start_is_tried_again_a_bounded_number_of_times() -> None:
    tries = [0]

    async def open_later(works_at: int) -> None:
        tries[0] += 1
        if tries[0] < works_at:
            raise RetryLater("postgres is not reachable", after_s=0.001)

    def role(works_at: int) -> SimpleNamespace:
        return SimpleNamespace(name="sink-postgres", stage=SimpleNamespace(open=lambda: open_later(works_at)))

    await _open(role(3), Settings())  # type: ignore[arg-type]
    assert tries[0] == 3
    tries[0] = 0
    with pytest.raises(RetryLater):
        await _open(role(100), Settings(retry_attempts=4))  # type: ignore[arg-type]
    assert tries[0] == 4
