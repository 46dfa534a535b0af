"""Stages of a large run in processes of their own, so that it keeps more than one core busy.

In: what is to be read, then the settings that name the embedded broker. Out: the stages at work, as in a worker on a
machine of its own, until told to stop; when one ends by itself, the reason. Cleaning and reading articles are two
thirds of all work (docs/speed.md). A small run has no such processes: to start them, each of which imports what this
one imports, would take what they give. Nor has one whose metrics are asked for: whoever looks finds those of all stages
at one address.

None outlives the process that started it. A connection joins the two, and the system closes it however one of them
ends: then the stage stops, and the run says why. Ctrl-C on a terminal reaches all; only the run heeds it.

They are started before the run itself imports what takes a second, so they import it at the same time.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from wiredesk.cli._kinds import PAGES, STDIN, files_in, kind_of

if TYPE_CHECKING:
    from wiredesk.settings import Settings

APART = ("clean", "enrich")
LARGE_BYTES = 5_000_000
"""Some thousand stories of usual length."""
PAGE_BYTES = 5_000
"""For which a page counts at most: the rest is markup."""
END_WITHIN_S = 5.0
"""For stopping in order; what a stage has not finished is lost with the broker anyway."""
READY = True
"""What a stage says when it has its partitions. The only other thing that it says is why it ends."""


@contextmanager
def stages_apart(paths: Sequence[str]) -> Iterator[Sequence["StageApart"]]:
    """The stages that are worth a process of their own for so much input; all have ended when this is left.

    SettingsError where the settings of a large run cannot be used.
    """
    stages = APART if _cores() > 1 and is_large(paths) and not _has_metrics() else ()
    with ExitStack() as stack:
        yield [stack.enter_context(closing(StageApart(stage))) for stage in stages]


def is_large(paths: Sequence[str]) -> bool:
    """Whether files and folders hold much to read. What comes through a pipe does not: nobody knows how much it is."""
    weight = 0
    for path in paths:
        with suppress(OSError, ValueError):  # a path that cannot be looked at; told by the one who reads it
            for size in _weights(path):
                weight += size
                if weight >= LARGE_BYTES:
                    return True
    return False


def _weights(path: str) -> Iterator[int]:
    """Of each file that is read there, its bytes; of a page at most PAGE_BYTES."""
    if path == STDIN:
        yield os.fstat(sys.stdin.fileno()).st_size
        return
    for file in files_in(Path(path)) if Path(path).is_dir() else (Path(path),):
        if kind := kind_of(file):
            size = file.stat().st_size
            yield min(size, PAGE_BYTES) if kind in PAGES else size


def _has_metrics() -> bool:
    # Not at the top: only a large run pays for it, and that imports it in any case.
    from wiredesk.cli._run_settings import run_settings

    return bool(run_settings().metrics_port)


def _cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class StageApart:
    """A stage in a process that starts at once, and works from `begin` until `close`."""

    def __init__(self, stage: str) -> None:
        self.stage = stage
        self._ready = threading.Event()
        self._closing = False
        self._follower: threading.Thread | None = None
        # Not fork: threads of libraries would be copied mid-step.
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_run, args=(stage, theirs), name=stage)
        with theirs, _interrupts_ignored():
            self._process.start()

    def begin(self, settings: "Settings", on_failure: Callable[[str], None]) -> None:
        """Let it work. `on_failure` is told, in a thread of its own, why it ended when nobody asked it to."""
        with suppress(OSError):  # it is gone, which the thread tells
            self._line.send(settings)
        self._follower = threading.Thread(target=self._follow, args=(on_failure,), name=self.stage, daemon=True)
        self._follower.start()

    def wait_until_ready(self) -> None:
        """Wait until the stage has its partitions, or has ended."""
        self._ready.wait()

    def stop(self) -> None:
        """Ask it to end, and do not wait for it."""
        self._closing = True
        with suppress(OSError):
            self._line.send(None)

    def close(self) -> None:
        """Let it end, at last by force; at once where it never began."""
        self.stop()
        if self._follower is not None:
            self._follower.join(END_WITHIN_S)
        self._process.kill()
        if self._follower is not None:
            self._follower.join()
        self._process.join()

    def _follow(self, on_failure: Callable[[str], None]) -> None:
        reason: str | None = None
        with suppress(EOFError, OSError):
            while reason is None:
                told = self._line.recv()
                if told is READY:
                    self._ready.set()
                else:
                    reason = told
        self._process.join()
        if not self._closing:
            on_failure(reason or self._how_it_ended())
        self._ready.set()

    def _how_it_ended(self) -> str:
        code = self._process.exitcode or 0
        how = f"ended with exit code {code}"
        if code < 0:
            how = f"was killed by {signal.Signals(-code).name}"
            if -code == signal.SIGKILL:
                how += ", as the system does when memory runs out"
        return f"the process of stage {self.stage} {how}"


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """A process that is started meanwhile ignores Ctrl-C from its first moment."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _run(stage: str, line: Connection) -> None:
    """The process: run the stage until the line says so or is closed."""
    import uvloop

    from wiredesk.app import work
    from wiredesk.logs import configure_logs
    from wiredesk.watchdog import end

    try:
        settings = line.recv()
    except (EOFError, OSError):
        return
    if settings is None:
        return
    configure_logs(settings, quiet=True)

    async def main() -> None:
        """Work until told to stop, tell why where nobody said so, and `end` the process: it never returns."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()

        def wait_for_the_end() -> None:
            """In a thread: once the line says so or is closed, let the work stop.

            `main` calls `end` as soon as it has. Where it has not after END_WITHIN_S, it hangs, and `end` is called
            here: the run, which would kill the process then, may itself be gone.
            """
            with suppress(EOFError, OSError):
                line.recv()
            loop.call_soon_threadsafe(stop.set)
            time.sleep(END_WITHIN_S)
            end(1)

        threading.Thread(target=wait_for_the_end, name="end", daemon=True).start()
        try:
            failure = await work(settings, [stage], stop, on_ready=lambda: line.send(READY), forbid_rebalance=True)
        except Exception as e:  # noqa: BLE001 - told by the run
            failure = e
        if failure is not None:
            with suppress(OSError):
                line.send(str(failure) or repr(failure))
        end(0 if failure is None else 1)

    uvloop.run(main())
