"""A worker that cannot go on ends: it does not stand there, holding its partitions and doing nothing.

Three ways in which a process stands silent although it should have ended, each seen with Faust on a real Kafka:
the event loop hangs (then nothing in it can notice); a stage has records waiting and finishes none; and the end itself
hangs, as when the consumer's thread waits for a broker that is gone - the interpreter waits for every thread. So a
worker ends by `os._exit`, after its files and sinks were closed; what was not committed is read again.
"""

import faulthandler
import os
import sys
import threading
import time
from collections.abc import Callable

from wiredesk.health import Health

EVERY_S = 1.0
HUNG = 70
"""Exit code of a process that hung (EX_SOFTWARE of sysexits.h)."""


class StalledError(Exception):
    """A stage has records waiting and finishes none; a restart has been seen to help."""


def end(code: int) -> None:
    """End this process now, whatever its threads are doing."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


class Watchdog:
    """Watches from a thread of its own. `stop_within` sets a limit to the end, however the loop is doing.

    It counts its own looks, not the clock's seconds: a process that was frozen as a whole (SIGSTOP, a suspended
    machine) has done nothing wrong.
    """

    def __init__(
        self, health: Health, *, looks: int, every_s: float = EVERY_S, give_up: Callable[[int], None] = end
    ) -> None:
        self._health = health
        self._looks = looks
        self._every_s = every_s
        self._give_up = give_up
        self._looks_to_end: int | None = None
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop_within(self, seconds: float) -> None:
        """The process is to end; give up when it has not after so long."""
        self._looks_to_end = max(1, round(seconds / self._every_s))

    def close(self) -> None:
        """Watch no longer."""
        self._done.set()

    def _watch(self) -> None:
        beat, quiet = self._health.beats, 0
        while not self._done.wait(self._every_s):
            if self._looks_to_end is not None:
                self._looks_to_end -= 1
                if self._looks_to_end <= 0:
                    self._tell("wiredesk: the end took too long; ended at once")
                    return
                continue
            quiet = quiet + 1 if self._health.beats == beat else 0
            beat = self._health.beats
            if quiet >= self._looks:
                self._tell(f"wiredesk: the event loop has not run for {quiet * self._every_s:.0f} s; ended at once")
                return

    def _tell(self, what: str) -> None:
        sys.stderr.write(f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} {what}, where each thread stood:\n")
        faulthandler.dump_traceback(all_threads=True)
        self._give_up(HUNG)
