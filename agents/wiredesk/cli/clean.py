"""`wiredesk clean`: raw articles in, clean articles out, without Kafka."""

from typing import Annotated

import typer


def clean(
    files: Annotated[list[str], typer.Argument(help='JSON lines, .json, .html, .txt (or .gz), folders, or "-".')],
) -> None:
    """Print the clean article of each raw one, one JSON object a line; what is refused goes to stderr."""
    import sys

    from wiredesk.cli._articles import CleanArticles
    from wiredesk.cli._setup import settings_of
    from wiredesk_schemas import encode

    articles = CleanArticles(files, settings_of())
    for article in articles:
        sys.stdout.buffer.write(encode(article) + b"\n")
    sys.stdout.buffer.flush()
    articles.exit_if_refused()
