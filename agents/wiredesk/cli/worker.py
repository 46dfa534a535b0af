"""`wiredesk worker`: run stages on Kafka until told to stop."""

from typing import Annotated

import typer

from wiredesk.cli._setup import Brokers, Config


def worker(
    stages: Annotated[
        str | None,
        typer.Option(
            help="With commas: clean, dedupe, enrich, reconcile, sinks, sink-NAME, consumer-NAME. Default: all."
        ),
    ] = None,
    brokers: Brokers = None,
    config: Config = None,
    metrics_port: Annotated[
        int | None, typer.Option(help="Serve Prometheus metrics on this port of WIREDESK_METRICS_BIND (127.0.0.1).")
    ] = None,
) -> None:
    """Run stages on Kafka.

    Each stage is a consumer group of its own (wiredesk-clean, ...), so start as many workers as you like, with all
    stages or with some: clean and enrich scale with partitions, dedupe and reconcile have one active worker each.
    Stops at SIGTERM or Ctrl-C after the batch at hand; exits with 1 when it had to stop by itself. Needs the topics:
    `wiredesk kafka apply`.
    """
    import asyncio
    import signal

    import uvloop

    from wiredesk.app import role_names, work
    from wiredesk.cli._setup import settings_of
    from wiredesk.logs import configure_logs

    settings = settings_of(config, brokers=brokers, metrics_port=metrics_port)
    configure_logs(settings)
    names = [name.strip() for name in stages.split(",") if name.strip()] if stages else list(role_names(settings))

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
