"""`wiredesk gateway`: take articles by HTTP."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from wiredesk.cli._setup import Brokers, Config, MetricsPort
from wiredesk.settings import Settings

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=False)


@app.callback(invoke_without_command=True)
def gateway(
    context: typer.Context,
    keys: Annotated[Path | None, typer.Option(help="TOML file of producers and the hashes of their keys.")] = None,
    bind: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 for a free one.", min=0, max=65_535)] = 8088,
    brokers: Brokers = None,
    config: Config = None,
    metrics_port: MetricsPort = None,
) -> None:
    """Serve POST /articles: one article as JSON, or many as JSON lines; 202 once Kafka has them.

    Without --keys anyone who reaches the address may send, so it then listens on this machine only. Speak TLS to the
    world through a proxy.

    Make a key:   wiredesk gateway new-key nordpress

    Try it:       curl -H 'content-type: application/json' -d '{"body": "..."}' http://127.0.0.1:8088/articles
    """
    if context.invoked_subcommand is not None:
        return
    from wiredesk.cli._serving import is_loopback
    from wiredesk.cli._setup import settings_of
    from wiredesk.producers.keys import KeyRing, KeysError

    if keys is None and not is_loopback(bind):
        typer.echo(f"{bind} can be reached by others: give --keys FILE, or listen on 127.0.0.1", err=True)
        raise typer.Exit(2)
    try:
        ring = KeyRing(keys) if keys is not None else None
    except KeysError as e:
        typer.echo(str(e), err=True)
        raise typer.Exit(2) from e
    settings = settings_of(config, brokers=brokers, metrics_port=metrics_port)
    raise typer.Exit(asyncio.run(_serve(settings, ring, bind, port)))


@app.command("new-key")
def new_key(producer: Annotated[str, typer.Argument(help="Name of the producer: a-z, 0-9 and -.")]) -> None:
    """Make an API key: printed once, here; the file keeps its hash."""
    from wiredesk.producers.keys import KeysError, make_key

    try:
        key, kept = make_key(producer)
    except KeysError as e:
        typer.echo(str(e), err=True)
        raise typer.Exit(2) from e
    typer.echo(f"key, for the producer (not shown again):\n  {key}\n\nfor the key file:", err=True)
    typer.echo(f'[producer.{producer}]\nkey_sha256 = ["{kept}"]\narticles_per_minute = 600')


async def _serve(settings: Settings, ring: object, bind: str, port: int) -> int:
    from wiredesk.cli._measured import measured
    from wiredesk.cli._serving import serve
    from wiredesk.doors import GatewayMetrics, counted
    from wiredesk.logs import configure_logs
    from wiredesk.producers.gateway import build_gateway
    from wiredesk.producers.keys import KeyRing
    from wiredesk.producers.sending import ArticleSender, NotTaken

    if not isinstance(ring, KeyRing | None):
        raise TypeError("expected a KeyRing or None")
    configure_logs(settings)
    sender = ArticleSender(settings)
    try:
        await sender.open()
    except NotTaken as e:
        typer.echo(f"wiredesk: {e}: is Kafka running, and WIREDESK_BROKERS right?", err=True)
        return 1
    try:
        metrics = GatewayMetrics(ring.names if ring is not None else ())
        app = counted(build_gateway(sender, ring, metrics=metrics), metrics.answered)
        async with measured(metrics, settings):
            return await serve(app, bind, port, "articles are taken at {url}articles")
    finally:
        await sender.close()
