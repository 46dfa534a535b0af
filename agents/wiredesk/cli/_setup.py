"""What commands that talk to Kafka begin with: the settings, from environment, file and options."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from wiredesk.settings import Settings, load_settings

Brokers = Annotated[
    str | None,
    typer.Option(metavar="HOST:PORT", help="Kafka brokers, with commas; WIREDESK_BROKERS, else localhost:9092."),
]
Config = Annotated[Path | None, typer.Option("--config", help="TOML file of settings; WIREDESK_CONFIG.")]
MetricsPort = Annotated[
    int | None,
    typer.Option(
        min=0, max=65_535, help="Serve Prometheus metrics on this port of WIREDESK_METRICS_BIND (127.0.0.1); 0: off."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def settings_of(config: Path | None = None, **given: Any) -> Settings:
    """The settings; options that were not given (None) leave the environment's."""
    return load_settings(os.environ, config, **given)
