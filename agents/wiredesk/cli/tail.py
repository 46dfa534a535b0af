"""`wiredesk tail`: watch topics as records come."""

import sys
from typing import Annotated

import typer

from wiredesk.cli._setup import Brokers, Config

WHAT = ("meetings", "topics", "duplicates", "outcomes", "dead-letters")


def tail(
    what: Annotated[
        str,
        typer.Argument(help=f"One of: {', '.join(WHAT)}; or the kind of a plug-in's event, such as acme.court-ruling."),
    ],
    brokers: Brokers = None,
    config: Config = None,
    json: Annotated[
        bool | None,
        typer.Option("--json/--words", help="JSON lines; or words, one line each. Default: words on a terminal."),
    ] = None,
    from_start: Annotated[bool, typer.Option("--from-start", help="Begin with the oldest record kept.")] = False,
    max_records: Annotated[int | None, typer.Option("--max", min=1, help="Stop after so many records.")] = None,
    until_end: Annotated[bool, typer.Option("--until-end", help="Stop at the end instead of waiting.")] = False,
    where: Annotated[
        list[str] | None,
        typer.Option("--where", metavar="NAME=VALUE", help="Only what fits; may be given again: --where country=JP."),
    ] = None,
    upcoming: Annotated[bool, typer.Option("--upcoming", help="Only meetings that are still to come.")] = False,
) -> None:
    """Print records as they come, one line each, until Ctrl-C.

    --where filters meetings by person, organisation, country, pair (US,CN), place, topic, watchlist, certainty, status,
    change, words, min_sources, since, until; topics by topic, watchlist, source, language, status, words, min_salience.

    On a terminal each record is a line of words; in a pipe, or with --json, it is the record as it stands on the topic
    (of a dead letter its headers, and the original as text).

    Examples: wiredesk tail meetings --where pair=US,CN --upcoming --from-start

    wiredesk tail meetings --from-start --until-end | jq .participants
    """
    from wiredesk.cli._setup import settings_of
    from wiredesk.cli._tailing import make_filter, tail_topic
    from wiredesk.filters import FilterError

    if what not in WHAT and "." not in what:
        told = f"expected one of {', '.join(WHAT)}, or the kind of an event with its prefix, got {what!r}"
        raise typer.BadParameter(told, param_hint="WHAT")
    query: dict[str, str] = {}
    for text in where or ():
        name, equals, value = text.partition("=")
        if not equals:
            raise typer.BadParameter(f"expected NAME=VALUE, got {text!r}", param_hint="--where")
        query[name.strip()] = value
    try:
        wanted = make_filter(what, query, upcoming=upcoming)
    except FilterError as e:
        raise typer.BadParameter(str(e), param_hint="--where") from e
    settings = settings_of(config, brokers=brokers)
    as_json = json if json is not None else not sys.stdout.isatty()
    tail_topic(settings, what, wanted, as_json=as_json, from_start=from_start, most=max_records, until_end=until_end)
