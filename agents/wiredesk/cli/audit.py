"""`wiredesk audit`: account for every record."""

from pathlib import Path
from typing import Annotated

import typer

from wiredesk.cli._setup import AsJson, Brokers, Config


def audit(
    sqlite: Annotated[
        list[Path] | None, typer.Option(help="A sqlite sink's file to compare with the event topics.")
    ] = None,
    files: Annotated[list[Path] | None, typer.Option(help="A files sink's folder to compare.")] = None,
    postgres: Annotated[list[str] | None, typer.Option(help="A postgres sink's DSN to compare.")] = None,
    postgres_schema: Annotated[str, typer.Option(help="Its schema.")] = "wiredesk",
    brokers: Brokers = None,
    config: Config = None,
    json: AsJson = False,
) -> None:
    """Check that every raw record became events, a duplicate, a repetition or a rejection - and nothing else.

    Reads the raw, outcome, duplicate and hop topics up to where they end at the start, so it works on a live system.
    Exit code 1 when something does not hold, with the first cases of each kind.
    """
    from wiredesk.cli._auditing import run_audit
    from wiredesk.cli._setup import settings_of
    from wiredesk_schemas import encode

    report = run_audit(
        settings_of(config, brokers=brokers),
        sqlite or [],
        files or [],
        [(dsn, postgres_schema) for dsn in postgres or []],
    )
    if json:
        typer.echo(encode(report).decode())
    else:
        for name, count in report["counts"].items():
            typer.echo(f"{count:>12,}  {name}")
        for reason, count in report["reasons"].items():
            typer.echo(f"{'':14}{count:,} {reason}")
        for finding in report["findings"]:
            typer.echo(f"\nDOES NOT HOLD: {finding.rule}, {finding.count:,} times, such as")
            for case in finding.examples:
                typer.echo(f"  {case}")
        if not report["findings"]:
            typer.echo("\nevery record is accounted for")
    if report["findings"]:
        raise typer.Exit(1)
