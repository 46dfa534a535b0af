"""Run roles until told to stop: what `worker` and `sink` share."""

import asyncio
import signal
from collections.abc import Sequence

import typer
import uvloop

from wiredesk.app import work
from wiredesk.logs import configure_logs
from wiredesk.settings import Settings
from wiredesk.watchdog import end


def run_roles(settings: Settings, names: Sequence[str]) -> None:
    """Run until SIGTERM or Ctrl-C, then end the process: with 1 when it had to stop by itself.

    It ends within the loop: once everything is closed, nothing that Faust has left behind - a task that will not be
    cancelled, a thread that waits for a broker that is gone - may keep a worker standing that does no work.
    """
    configure_logs(settings)

    async def main() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        failure = await work(settings, names, stop)
        if failure is not None:
            typer.echo(f"wiredesk: stopped: {failure}", err=True)
        end(0 if failure is None else 1)

    uvloop.run(main())
