"""`wiredesk desk`: the diary as a page, a calendar feed and a JSON API."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Annotated

import typer

from wiredesk.cli._setup import Brokers, Config


def desk(
    store: Annotated[Path, typer.Option(help="SQLite file of the diary; made when it is not there.")] = Path(
        "wiredesk-desk.sqlite"
    ),
    bind: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 for a free one.", min=0, max=65_535)] = 8087,
    kafka: Annotated[bool, typer.Option(help="Follow the event topics; --no-kafka shows the store as it is.")] = True,
    public: Annotated[bool, typer.Option(help="Allow listening on an address others can reach.")] = False,
    brokers: Brokers = None,
    config: Config = None,
) -> None:
    """Serve the diary: page at /, calendar at /diary.ics, JSON at /meetings.json and /topics.json.

    The store is filled from Kafka: first the latest revision of every meeting, then what comes. It can be deleted at
    any time and is then built again. There is no login: whoever reaches the address reads the diary, so it listens on
    127.0.0.1 unless --public is given; put a proxy with a login before it.

    Try it on the result of a run: wiredesk desk --no-kafka --store wiredesk-out/desk.sqlite
    """
    from wiredesk.cli._serving import is_loopback
    from wiredesk.cli._setup import settings_of

    if not public and not is_loopback(bind):
        typer.echo(f"{bind} can be reached by others and the desk has no login: give --public to do so", err=True)
        raise typer.Exit(2)
    if not kafka and not store.exists():
        typer.echo(f"no store {str(store)!r}: name the desk.sqlite of a run, or leave out --no-kafka", err=True)
        raise typer.Exit(2)
    settings = settings_of(config, brokers=brokers) if kafka else None
    raise typer.Exit(asyncio.run(_serve(store, bind, port, settings)))


async def _serve(path: Path, bind: str, port: int, settings: object) -> int:
    from wiredesk.cli._serving import serve
    from wiredesk.desk.feed import follow
    from wiredesk.desk.server import Bell, build_server
    from wiredesk.settings import Settings
    from wiredesk.sinks.sqlite import connect
    from wiredesk.subscriptions import SubscriptionError

    try:
        database = connect(path)
    except sqlite3.DatabaseError as e:
        typer.echo(f"{e}: expected a store of wiredesk; name another file, or delete this one", err=True)
        return 1
    bell = Bell()
    beside = [follow(database, settings, bell.ring)] if isinstance(settings, Settings) else []
    try:
        return await serve(build_server(database, bell), bind, port, "diary at {url}", *beside)
    except* SubscriptionError as group:
        typer.echo(f"wiredesk: {group.exceptions[0]}", err=True)
    finally:
        database.close()
    return 1
