"""`wiredesk clean`: raw articles in, clean articles out, without Kafka."""

from typing import Annotated

import typer


def clean(
    files: Annotated[list[str], typer.Argument(help='JSON lines, .json, .html, .txt (or .gz), folders, or "-".')],
) -> None:
    """Print the clean article of each raw one, one JSON object a line; what is refused goes to stderr."""
    import sys
    from datetime import UTC, datetime

    from wiredesk.api import Reject
    from wiredesk.cli._inputs import Refused, read_articles
    from wiredesk.news.cleaning import clean_raw
    from wiredesk.news.sources import load_sources
    from wiredesk_schemas import encode

    sources = load_sources()
    now = datetime.now(UTC)
    refused = 0
    for raw in read_articles(files):
        if isinstance(raw, Refused):
            typer.echo(str(raw), err=True)
            refused += 1
            continue
        try:
            article = clean_raw(raw, sources=sources, now=now)
        except Reject as e:
            typer.echo(f"{raw.article_id or raw.url or raw.body[:40]!r}: {e}", err=True)
            refused += 1
            continue
        sys.stdout.buffer.write(encode(article) + b"\n")
    sys.stdout.buffer.flush()
    if refused:
        raise typer.Exit(1)
