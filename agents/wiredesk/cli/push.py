"""`wiredesk push`: articles from files to Kafka."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from wiredesk.cli._setup import AsJson, Brokers, Config


def push(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help='JSON lines, .json, .csv, .html, .txt, .warc (or .gz, .zst), folders, or "-" for stdin.',
        ),
    ],
    columns: Annotated[
        str | None,
        typer.Option(metavar="FIELD=COLUMN,...", help="For tables: which column holds what: body=text,title=headline."),
    ] = None,
    rate: Annotated[float | None, typer.Option(min=0.001, help="At most so many articles a second.")] = None,
    resume: Annotated[
        Path | None, typer.Option(help="File that keeps how far each archive was read; go on there when run again.")
    ] = None,
    brokers: Brokers = None,
    config: Config = None,
    json: AsJson = False,
) -> None:
    """Send articles to articles.raw and wait until the broker has them.

    What is not an article is told on stderr, with file and line, and not sent; the exit code is then 1. Ctrl-C waits
    for the broker to have what was sent so far.

    Examples: wiredesk push articles.jsonl pages/

    wiredesk push table.csv --columns body=text,title=headline

    wiredesk push crawl.warc.gz --resume crawl.place --rate 200
    """
    from wiredesk.cli._pushing import Interrupted, PushOptions, push_articles
    from wiredesk.cli._setup import settings_of
    from wiredesk_schemas import RawArticle, encode

    mapped: dict[str, str] = {}
    for part in (columns or "").split(",") if columns else ():
        field, equals, column = part.partition("=")
        if not equals:
            raise typer.BadParameter(f"expected FIELD=COLUMN, got {part!r}", param_hint="--columns")
        mapped[field.strip()] = column.strip()
    known = [name for name in RawArticle.__dataclass_fields__ if name != "kind"]
    if unknown := [field for field in mapped if field not in known]:
        raise typer.BadParameter(f"no field {unknown[0]!r}; expected one of {', '.join(known)}", param_hint="--columns")
    options = PushOptions(columns=mapped, per_second=rate, resume=resume)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a supervisor's word is the same as Ctrl-C
    was_interrupted = False
    with _progress() as told:
        try:
            sent, refused = push_articles(settings_of(config, brokers=brokers), paths, options, told)
        except Interrupted as e:
            sent, refused, was_interrupted = e.sent, e.refused, True
    if json:
        typer.echo(encode({"sent": sent, "refused": refused}).decode())
    else:
        words = f"{sent:,} article{'' if sent == 1 else 's'} sent" + (f", {refused:,} refused" if refused else "")
        typer.echo(words + (", interrupted" if was_interrupted else ""))
    if was_interrupted or refused:
        raise typer.Exit(130 if was_interrupted else 1)


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """How many were sent and how fast, on a terminal."""
    if not sys.stderr.isatty():
        yield lambda sent: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

    bar = Progress(SpinnerColumn(), "sent", MofNCompleteColumn(), TimeElapsedColumn(), console=Console(stderr=True))
    with bar:
        task = bar.add_task("", total=None)
        yield lambda sent: bar.update(task, completed=sent)
