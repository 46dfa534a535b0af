"""`wiredesk desk`: the diary as a page, a calendar feed and a JSON API."""

import asyncio
import contextlib
import ipaddress
import os
import sqlite3
import sys
from pathlib import Path
from typing import Annotated

import typer


def desk(
    store: Annotated[Path, typer.Option(help="SQLite file of the diary; made when it is not there.")] = Path(
        "wiredesk-desk.sqlite"
    ),
    bind: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 for a free one.", min=0, max=65_535)] = 8087,
    kafka: Annotated[bool, typer.Option(help="Follow the event topics; --no-kafka shows the store as it is.")] = True,
    public: Annotated[bool, typer.Option(help="Allow listening on an address others can reach.")] = False,
) -> None:
    """Serve the diary: page at /, calendar at /diary.ics, JSON at /meetings.json and /topics.json.

    The store is filled from Kafka: first the latest revision of every meeting, then what comes. It can be deleted at
    any time and is then built again. There is no login: whoever reaches the address reads the diary, so it listens on
    127.0.0.1 unless --public is given; put a proxy with a login before it.

    Try it on the result of a run: wiredesk run examples/wire --out out; wiredesk desk --no-kafka
    --store out/desk.sqlite
    """
    from wiredesk.settings import SettingsError, load_settings

    if not public and not _is_loopback(bind):
        typer.echo(
            f"{bind} can be reached by others and the desk has no login: give --public to do so anyway", err=True
        )
        raise typer.Exit(2)
    if not kafka and not store.exists():
        typer.echo(f"no store {str(store)!r}: name the desk.sqlite of a run, or leave out --no-kafka", err=True)
        raise typer.Exit(2)
    try:
        settings = load_settings(os.environ)
    except SettingsError as e:
        typer.echo(str(e), err=True)
        raise typer.Exit(2) from e
    sys.exit(asyncio.run(_serve(store, bind, port, settings if kafka else None)))


async def _serve(path: Path, bind: str, port: int, settings: object) -> int:
    import uvicorn

    from wiredesk.desk.feed import follow
    from wiredesk.desk.server import Bell, build_server
    from wiredesk.settings import Settings
    from wiredesk.sinks.sqlite import connect
    from wiredesk.subscriptions import SubscriptionError

    try:
        database = connect(path)
    except sqlite3.DatabaseError as e:
        typer.echo(
            f"{e}: expected a store of wiredesk; name another file, or delete this one to build it again", err=True
        )
        return 1
    bell = Bell()
    server = uvicorn.Server(
        uvicorn.Config(
            build_server(database, bell), host=bind, port=port, log_level="warning", timeout_graceful_shutdown=2
        )
    )
    serving = asyncio.create_task(server.serve())
    while not server.started and not serving.done():  # noqa: ASYNC110  # uvicorn has a flag, no event
        await asyncio.sleep(0.02)
    if serving.done():
        typer.echo(f"cannot listen on {bind}:{port}: is the port taken? give another --port", err=True)
        return 1
    where = server.servers[0].sockets[0].getsockname()
    typer.echo(f"diary at http://{where[0]}:{where[1]}/", err=True)
    code = 0
    if isinstance(settings, Settings):
        following = asyncio.create_task(follow(database, settings, bell.ring))
        done, _ = await asyncio.wait({serving, following}, return_when=asyncio.FIRST_COMPLETED)
        if following in done:
            group = following.exception()
            fault = group.exceptions[0] if isinstance(group, BaseExceptionGroup) else group
            typer.echo(f"the event topics cannot be read: {fault}", err=True)
            code = 1
        following.cancel()
        with contextlib.suppress(asyncio.CancelledError, BaseExceptionGroup, SubscriptionError):
            await following
        server.should_exit = True
    with contextlib.suppress(asyncio.CancelledError):
        await serving
    database.close()
    return code


def _is_loopback(bind: str) -> bool:
    try:
        return ipaddress.ip_address(bind).is_loopback
    except ValueError:
        return bind == "localhost"
