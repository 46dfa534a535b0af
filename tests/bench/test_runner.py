import asyncio
import contextlib
import sys

import pytest

from wiredesk.bench import runner
from wiredesk.bench.runner import CODEC, Meter, resident_bytes


def test_a_meter_counts_cpu_by_part_and_hands_results_through():
    meter = Meter()
    assert meter.plain(CODEC, lambda n: sum(range(n)))(200_000) == sum(range(200_000))

    async def handle(n: int) -> int:
        return sum(range(n))

    assert asyncio.run(meter.asynchronous("work", handle)(200_000)) == sum(range(200_000))
    assert meter.parts[CODEC] > 0
    assert meter.parts["work"] > 0


def test_a_meter_counts_what_raises_too():
    meter = Meter()

    def fail() -> None:
        sum(range(200_000))
        raise ValueError

    with contextlib.suppress(ValueError):
        meter.plain(CODEC, fail)()
    assert meter.parts[CODEC] > 0


def test_memory_is_that_of_a_python_process():
    assert 5e6 < resident_bytes() < 5e9


def test_an_unknown_mode_is_refused_in_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "argv", ["runner", "turbo"])
    with pytest.raises(SystemExit, match="expected one of faust, metered, noop, bare, got 'turbo'"):
        runner.main()
