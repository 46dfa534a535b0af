"""Serve an HTTP application until told to stop: what `desk` and `gateway` share."""

import asyncio
import ipaddress
import signal
from collections.abc import Coroutine
from typing import Any

import typer
import uvicorn

STOP_WITHIN_S = 3


async def serve(app: Any, bind: str, port: int, told: str, *beside: Coroutine[Any, Any, None]) -> int:
    """Serve until SIGINT or SIGTERM, or until something that runs beside it fails; the exit code.

    `told` is said on stderr once the port is open, with {url} filled in. What runs beside it is cancelled at the end.
    Raises what failed beside it.
    """
    # uvicorn stops on these and then raises them once more, which would end the process before it has closed anything.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    config = uvicorn.Config(app, host=bind, port=port, log_level="warning", timeout_graceful_shutdown=STOP_WITHIN_S)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(_until_stopped(server))
    while not server.started and not serving.done():  # noqa: ASYNC110  # uvicorn has a flag, no event
        await asyncio.sleep(0.02)
    if serving.done():
        for work in beside:
            work.close()
        typer.echo(f"cannot listen on {bind}:{port}: is the port taken? give another --port", err=True)
        return 1
    host, number = server.servers[0].sockets[0].getsockname()[:2]
    typer.echo(told.format(url=f"http://{f'[{host}]' if ':' in host else host}:{number}/"), err=True)
    tasks = [asyncio.create_task(work) for work in beside]
    await asyncio.wait([serving, *tasks], return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    for task in tasks:
        task.cancel()
    await serving
    results = await asyncio.gather(*tasks, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result
    return 0


async def _until_stopped(server: uvicorn.Server) -> None:
    try:
        await server.serve()
    except SystemExit:
        # uvicorn's word for a port that cannot be had.
        return


def is_loopback(bind: str) -> bool:
    """True for an address that only this machine reaches."""
    try:
        return ipaddress.ip_address(bind).is_loopback
    except ValueError:
        return bind == "localhost"
