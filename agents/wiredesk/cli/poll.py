"""`wiredesk poll`: fetch feeds and send their articles to Kafka."""

import asyncio
import contextlib
import signal
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from wiredesk.cli._setup import AsJson, Brokers, Config, MetricsPort
from wiredesk.settings import Settings


def poll(
    feeds: Annotated[Path, typer.Argument(help="TOML file with a [[feed]] for each: url, source, every_s, ...")],
    state: Annotated[Path, typer.Option(help="File that keeps what was sent, over restarts.")] = Path(
        "wiredesk-poll.sqlite"
    ),
    once: Annotated[
        bool, typer.Option("--once", help="Ask each feed once, and end; exit code 1 if one could not be read.")
    ] = False,
    status: Annotated[
        bool, typer.Option("--status", help="Only show how each feed stands; exit code 1 if one is silent.")
    ] = False,
    allow_private: Annotated[
        bool, typer.Option(help="Allow feeds in your own network (link-local addresses stay refused).")
    ] = False,
    brokers: Brokers = None,
    config: Config = None,
    metrics_port: MetricsPort = None,
    json: AsJson = False,
) -> None:
    """Poll RSS and Atom feeds: only what is new or changed is sent, politely and for ever.

    Asks with ETag and Last-Modified, honours Retry-After, 410 and robots.txt, one request at a time to a host. Never
    connects to private addresses unless told to.
    """
    from wiredesk.cli._setup import settings_of
    from wiredesk.producers.feeds import FeedsError, read_feeds
    from wiredesk.producers.poll_state import PollState

    try:
        listed = read_feeds(feeds)
        kept = PollState(state)
    except FeedsError as e:
        typer.echo(str(e), err=True)
        raise typer.Exit(2) from e
    except sqlite3.DatabaseError as e:
        typer.echo(f"{state}: not a state of the poller: {e}; name another file", err=True)
        raise typer.Exit(2) from e
    if status:
        raise typer.Exit(_show(listed, kept, as_json=json))
    settings = settings_of(config, brokers=brokers, metrics_port=metrics_port)
    raise typer.Exit(asyncio.run(_poll(listed, kept, settings, once=once, allow_private=allow_private)))


def _show(feeds: object, state: object, *, as_json: bool) -> int:
    from wiredesk.producers.fetching import Fetcher
    from wiredesk.producers.poller import Poller
    from wiredesk_schemas import encode

    async def nowhere(_: object) -> None:
        """Nothing is sent when only the state is shown."""

    poller = Poller(feeds, state, Fetcher(), nowhere)  # type: ignore[arg-type]  # as read above
    standings = [poller.standing(feed) for feed in feeds]  # type: ignore[attr-defined]  # as read above
    if as_json:
        typer.echo(encode(standings).decode())
    for s in () if as_json else standings:
        since = "last new article" if s.has_had_news else "no article yet, first asked"
        quiet = "never asked" if s.quiet_s is None else f"{since} {s.quiet_s / 3600:.1f} h ago"
        typer.echo(f"{s.state:7} {s.source:24} {quiet:38} {s.fault or ''}")
    return 1 if any(s.is_silent for s in standings) else 0


def _told(sent: int, has_failed: Sequence[bool]) -> int:
    """Say what asking each feed once gave; the exit code."""
    failing = sum(has_failed)
    typer.echo(
        f"{sent:,} article{'' if sent == 1 else 's'} sent"
        + (f", {failing} of {len(has_failed)} feeds could not be read (wiredesk poll --status)" if failing else "")
    )
    return 1 if failing else 0


async def _poll(feeds: object, state: object, settings: Settings, *, once: bool, allow_private: bool) -> int:
    from wiredesk.cli._measured import measured
    from wiredesk.doors import PollerMetrics
    from wiredesk.logs import configure_logs
    from wiredesk.producers.fetching import Fetcher
    from wiredesk.producers.poller import Poller
    from wiredesk.producers.sending import ArticleSender, NotTaken

    configure_logs(settings)
    metrics = PollerMetrics(feed.source for feed in feeds)  # type: ignore[attr-defined]  # as read above
    sender = ArticleSender(settings)
    try:
        await sender.open()
        async with Fetcher(allow_private=allow_private) as fetcher, measured(metrics, settings):
            poller = Poller(feeds, state, fetcher, sender.send, metrics=metrics)  # type: ignore[arg-type]  # as read above
            work = asyncio.create_task(poller.run(rounds=1 if once else None))
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, work.cancel)
            with contextlib.suppress(asyncio.CancelledError):
                sent = await work
                if once:
                    standings = [poller.standing(feed) for feed in feeds]  # type: ignore[attr-defined]  # as read above
                    return _told(sent, [s.fault is not None and not s.is_gone for s in standings])
        return 0
    except* NotTaken as group:
        typer.echo(f"wiredesk: {group.exceptions[0]}", err=True)
    finally:
        await sender.close()
    return 1
