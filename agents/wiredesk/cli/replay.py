"""`wiredesk replay`: read kept articles again."""

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from wiredesk.cli._setup import Brokers, Config


def replay(
    since: Annotated[
        str | None, typer.Option("--from", help="From this moment on (2026-03-01 or 2026-03-01T12:00Z).")
    ] = None,
    until: Annotated[str | None, typer.Option("--to", help="Up to this moment.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count.")] = False,
    brokers: Brokers = None,
    config: Config = None,
) -> None:
    """Read the articles of the last seven days again, as after an update of the extractor or the vocabulary.

    Meetings keep their ids; only what now reads otherwise makes a new revision. Moments are those at which the broker
    took the article.
    """
    from wiredesk.cli._setup import settings_of
    from wiredesk.kafka.again import find_linked, send_again

    settings = settings_of(config, brokers=brokers)
    first, last = _moment("--from", since), _moment("--to", until)
    if first is not None and last is not None and first >= last:
        raise typer.BadParameter(f"expected a moment after --from {since}, got {until!r}", param_hint="--to")
    messages = find_linked(settings, first, last)
    if dry_run:
        typer.echo(f"{sum(1 for _ in messages):,} articles would be read again")
        return

    def progress(count: int) -> None:
        if count % 1000 == 0 and sys.stderr.isatty():
            typer.echo(f"\r{count:,} sent", nl=False, err=True)

    typer.echo(f"{send_again(settings, messages, progress):,} articles sent to be read again")


def _moment(option: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"expected a moment such as 2026-03-01T12:00Z, got {text!r}", param_hint=option
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
