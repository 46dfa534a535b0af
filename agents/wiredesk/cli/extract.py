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

    from wiredesk.cli._articles import CleanArticles
    from wiredesk.cli._setup import settings_of
    from wiredesk.news.life import Diary
    from wiredesk.news.reading import read_alone
    from wiredesk.plugins import load_enrichers
    from wiredesk_schemas import TopicMentioned, encode, identified

    settings = settings_of()
    enrichers = load_enrichers(settings)
    articles = CleanArticles(paths, settings)
    for article in articles:
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
    articles.exit_if_refused()
