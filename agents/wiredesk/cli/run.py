"""`wiredesk run`: articles in, events on the screen and in files, no Kafka to install."""

from pathlib import Path
from typing import Annotated

import typer


def run(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help='JSON lines, .json, .html, .txt (or .gz), folders, or "-" for stdin.'),
    ],
    out: Annotated[Path | None, typer.Option(help="Folder for the events; default: a fresh ./wiredesk-out.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
) -> None:
    """Run articles through the whole pipeline, on this machine.

    The same agents as in production run on an embedded Kafka broker, for trying wiredesk and for one-off files; nothing
    but the files it writes survives. For files of more than 5 MB together and on more than one core, two of the agents
    get processes of their own, unless WIREDESK_METRICS_PORT is set. Writes meetings.jsonl (every revision of every
    meeting), topics.jsonl, duplicates.jsonl and rejected.jsonl.

    Example: wiredesk run examples/wire
    """
    from wiredesk.cli._apart import stages_apart

    with stages_apart(paths) as apart:
        from wiredesk.cli._running import run_embedded

        raise typer.Exit(run_embedded(paths, out=out, as_json=json, apart=apart))
