"""`wiredesk extract`: what each article says for itself, without Kafka and without the other articles."""

from typing import Annotated

import typer


def extract(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help='JSON lines, .json, .html, .txt (or .gz), folders, or "-" for stdin.'),
    ],
) -> None:
    """Print one JSON line for each article: {"article_id", "meetings": [...], "topics": [...]}.

    Meetings and topics have the shapes of the events; each article is read as if it were the only one. What is refused
    goes to stderr, and the exit code is 1.
    """
    import sys
    from datetime import UTC, datetime

    from wiredesk.api import Reject
    from wiredesk.cli._inputs import Refused, read_articles
    from wiredesk.cli._setup import settings_of
    from wiredesk.news.cleaning import clean_raw
    from wiredesk.news.life import Diary
    from wiredesk.news.reading import read_alone
    from wiredesk.news.sources import load_sources
    from wiredesk.plugins import load_enrichers
    from wiredesk_schemas import TopicMentioned, encode, identified

    settings = settings_of()
    enrichers = load_enrichers(settings)
    sources = load_sources(settings.sources_file)
    now = datetime.now(UTC)
    refused = 0
    for raw in read_articles(paths):
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
        reading = read_alone(article, enrichers=enrichers, languages=settings.languages)
        told = {
            "article_id": article.article_id,
            "meetings": [identified(event) for event in Diary().apply(reading.reports, at=None)],
            "topics": [identified(mention) for mention in reading.topics],
        }
        others = [identified(event) for event in reading.events if not isinstance(event, TopicMentioned)]
        if others:
            told["events"] = others
        if reading.not_read:
            told["not_read"] = reading.not_read
        sys.stdout.buffer.write(encode(told) + b"\n")
        sys.stdout.buffer.flush()
    if refused:
        raise typer.Exit(1)
