"""`wiredesk worker`: run stages on Kafka until told to stop."""

from typing import Annotated

import typer

from wiredesk.cli._setup import Brokers, Config, MetricsPort


def worker(
    stages: Annotated[
        str | None,
        typer.Option(
            help="With commas: clean, dedupe, enrich, reconcile, sinks, sink-NAME, consumer-NAME. Default: all."
        ),
    ] = None,
    brokers: Brokers = None,
    config: Config = None,
    metrics_port: MetricsPort = None,
) -> None:
    """Run stages on Kafka.

    Each stage is a consumer group of its own (wiredesk-clean, ...), so start as many workers as you like, with all
    stages or with some: clean and enrich scale with partitions, dedupe and reconcile have one active worker each.
    Stops at SIGTERM or Ctrl-C after the batch at hand; exits with 1 when it had to stop by itself. Needs the topics:
    `wiredesk kafka apply`.
    """
    from wiredesk.app import role_names
    from wiredesk.cli._setup import settings_of
    from wiredesk.cli._working import run_roles

    settings = settings_of(config, brokers=brokers, metrics_port=metrics_port)
    names = [name.strip() for name in stages.split(",") if name.strip()] if stages else list(role_names(settings))
    run_roles(settings, names)
