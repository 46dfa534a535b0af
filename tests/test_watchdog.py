"""Silent deaths: a process that hangs ends, loudly, with a code of its own."""

import subprocess
import sys
import time

from wiredesk.health import Health
from wiredesk.watchdog import HUNG, Watchdog

HANGING_LOOP = """
import asyncio, time
from wiredesk.health import Health
from wiredesk.watchdog import Watchdog

async def main():
    health = Health(stalled_after_s=600)
    Watchdog(health, looks=4, every_s=0.1).start()
    for _ in range(10):
        health.beat()
        await asyncio.sleep(0.05)
    time.sleep(60)

asyncio.run(main())
"""
HANGING_END = """
import threading, time
from wiredesk.health import Health
from wiredesk.watchdog import Watchdog

watchdog = Watchdog(Health(stalled_after_s=600), looks=1000, every_s=0.1)
watchdog.start()
threading.Thread(target=time.sleep, args=[60]).start()
watchdog.stop_within(0.3)
"""
A_THREAD_THAT_STAYS = """
import threading, time
from wiredesk.watchdog import end

threading.Thread(target=time.sleep, args=[60]).start()
print("the last words", flush=False)
end(1)
"""


A_TASK_THAT_STAYS = """
import asyncio
from wiredesk.cli import _working
from wiredesk.settings import load_settings

async def stay():
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            pass

async def work(settings, names, stop):
    global kept
    kept = asyncio.create_task(stay())
    await asyncio.sleep(0)
    return RuntimeError("the broker is gone")

_working.work = work
_working.run_roles(load_settings(environ={}), ["clean"])
"""


def run(program: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=40)


def test_a_hanging_event_loop_ends_the_process_and_says_where_it_stood() -> None:
    done = run(HANGING_LOOP)
    assert done.returncode == HUNG
    assert "the event loop has not run" in done.stderr
    assert 'File "<string>", line 12 in main' in done.stderr


def test_an_end_that_hangs_is_cut_short() -> None:
    done = run(HANGING_END)
    assert done.returncode == HUNG
    assert "the end took too long" in done.stderr


def test_a_thread_that_waits_for_a_broker_does_not_keep_the_process() -> None:
    """The interpreter joins every thread; aiokafka's does not end while its broker is gone."""
    done = run(A_THREAD_THAT_STAYS)
    assert done.returncode == 1
    assert done.stdout == "the last words\n"


def test_a_loop_that_beats_is_left_alone() -> None:
    health, given_up = Health(stalled_after_s=600), list[int]()
    watchdog = Watchdog(health, looks=20, every_s=0.01, give_up=given_up.append)
    watchdog.start()
    deadline = time.monotonic() + 0.5
    while time.monotonic() < deadline:
        health.beat()
        time.sleep(0.005)
    watchdog.close()
    assert given_up == []


def test_a_worker_ends_though_a_task_will_not_be_cancelled() -> None:
    done = run(A_TASK_THAT_STAYS)
    assert done.returncode == 1
    assert "wiredesk: stopped: the broker is gone" in done.stderr
