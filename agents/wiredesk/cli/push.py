"""`wiredesk push`: articles from files to Kafka."""

from typing import Annotated

import typer

from wiredesk.cli._setup import AsJson, Brokers, Config


def push(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help='JSON lines, .json, .html, .txt (or .gz), folders, or "-" for stdin.'),
    ],
    brokers: Brokers = None,
    config: Config = None,
    json: AsJson = False,
) -> None:
    """Send articles to articles.raw and wait until the broker has them.

    What is not an article is told on stderr and not sent; the exit code is then 1.
    """
    from wiredesk.cli._pushing import push_articles
    from wiredesk.cli._setup import settings_of
    from wiredesk_schemas import encode

    sent, refused = push_articles(settings_of(config, brokers=brokers), paths)
    if json:
        typer.echo(encode({"sent": sent, "refused": refused}).decode())
    else:
        typer.echo(f"{sent:,} articles sent" + (f", {refused:,} refused" if refused else ""))
    if refused:
        raise typer.Exit(1)
