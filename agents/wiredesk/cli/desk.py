"""`wiredesk desk`: the diary as a page, a calendar feed and a JSON API."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Annotated

import typer

from wiredesk.cli._setup import Brokers, Config, MetricsPort
from wiredesk.settings import Settings


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
    metrics_port: MetricsPort = None,
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
    settings = settings_of(config, brokers=brokers, metrics_port=metrics_port)
    raise typer.Exit(asyncio.run(_serve(store, bind, port, settings, follows=kafka)))


async def _serve(path: Path, bind: str, port: int, settings: Settings, *, follows: bool) -> int:
    from wiredesk.cli._measured import measured
    from wiredesk.cli._serving import serve
    from wiredesk.desk.feed import follow
    from wiredesk.desk.server import Bell, build_server
    from wiredesk.doors import DeskMetrics, counted
    from wiredesk.sinks.sqlite import connect
    from wiredesk.subscriptions import SubscriptionError
    from wiredesk_schemas import Event

    try:
        database = connect(path)
    except sqlite3.DatabaseError as e:
        typer.echo(f"{e}: expected a store of wiredesk; name another file, or delete this one", err=True)
        return 1
    bell, metrics = Bell(), DeskMetrics()

    def changed(event: Event) -> None:
        metrics.stored(event)
        bell.ring()

    app = counted(build_server(database, bell), metrics.answered, opened=metrics.opened)
    beside = [follow(database, settings, changed)] if follows else []
    try:
        async with measured(metrics, settings):
            return await serve(app, bind, port, "diary at {url}", *beside)
    except* SubscriptionError as group:
        typer.echo(f"wiredesk: {group.exceptions[0]}", err=True)
    finally:
        database.close()
    return 1
