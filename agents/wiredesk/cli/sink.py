"""`wiredesk sink NAME`: run one sink on Kafka."""

from typing import Annotated

import typer

from wiredesk.cli._setup import Brokers, Config


def sink(
    name: Annotated[str, typer.Argument(help="Its name, as `wiredesk plugins list` prints it.")],
    options: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="OPTION=VALUE", help="An option of the sink; may be given again."),
    ] = None,
    brokers: Brokers = None,
    config: Config = None,
) -> None:
    """Run one sink under its own consumer group until told to stop.

    The same as a worker with WIREDESK_SINKS=NAME and WIREDESK_SINK_<NAME>_<OPTION>; secrets are better given that way
    (..._FILE), since a command line can be read by others.

    Examples: wiredesk sink calendar --set path=diary.ics --set where=country=JP

    wiredesk sink sqlite --set path=news.sqlite
    """
    from dataclasses import replace

    from wiredesk.cli._setup import settings_of
    from wiredesk.cli._working import run_roles

    given: dict[str, str] = {}
    for text in options or ():
        option, equals, value = text.partition("=")
        if not equals or not option.strip():
            raise typer.BadParameter(f"expected OPTION=VALUE, got {text!r}", param_hint="--set")
        given[f"sink_{name.replace('-', '_')}_{option.strip()}"] = value
    settings = settings_of(config, brokers=brokers)
    settings = replace(settings, sinks=(name,), plugin_options={**settings.plugin_options, **given})
    run_roles(settings, [f"sink-{name}"])
