"""Run roles until told to stop: what `worker` and `sink` share."""

import asyncio
import signal
from collections.abc import Sequence

import typer
import uvloop

from wiredesk.app import work
from wiredesk.logs import configure_logs
from wiredesk.settings import Settings


def run_roles(settings: Settings, names: Sequence[str]) -> None:
    """Run until SIGTERM or Ctrl-C; exit code 1 when it had to stop by itself."""
    configure_logs(settings)

    async def main() -> BaseException | None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        return await work(settings, names, stop)

    failure = uvloop.run(main())
    if failure is not None:
        typer.echo(f"wiredesk: stopped: {failure}", err=True)
        raise typer.Exit(1)
