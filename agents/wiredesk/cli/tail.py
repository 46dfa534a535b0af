"""`wiredesk tail`: watch topics as records come."""

from typing import Annotated

import typer

from wiredesk.cli._setup import AsJson, Brokers, Config

WHAT = ("meetings", "topics", "duplicates", "outcomes", "dead-letters")


def tail(
    what: Annotated[str, typer.Argument(help=f"One of: {', '.join(WHAT)}.")],
    brokers: Brokers = None,
    config: Config = None,
    json: AsJson = False,
    from_start: Annotated[bool, typer.Option("--from-start", help="Begin with the oldest record kept.")] = False,
    max_records: Annotated[int | None, typer.Option("--max", help="Stop after so many records.")] = None,
    until_end: Annotated[bool, typer.Option("--until-end", help="Stop at the end instead of waiting.")] = False,
) -> None:
    """Print records as they come, one line each, until Ctrl-C.

    With --json the record as it stands on the topic; of a dead letter its headers, and the original as text.

    Example: wiredesk tail meetings --from-start --json | jq .participants
    """
    from wiredesk.cli._setup import settings_of
    from wiredesk.cli._tailing import tail_topic

    if what not in WHAT:
        raise typer.BadParameter(f"expected one of {', '.join(WHAT)}, got {what!r}", param_hint="WHAT")
    settings = settings_of(config, brokers=brokers)
    tail_topic(settings, what, as_json=json, from_start=from_start, most=max_records, until_end=until_end)
