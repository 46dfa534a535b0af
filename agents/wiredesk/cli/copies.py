"""`wiredesk copies`: which of these articles are copies or revisions of one another, without Kafka."""

from typing import Annotated

import typer


def copies(
    files: Annotated[list[str], typer.Argument(help='JSON lines, .json, .html, .txt (or .gz), folders, or "-".')],
    window_days: Annotated[
        int | None,
        typer.Option(min=0, max=3650, show_default="7", help="Compare articles published at most so many days apart."),
    ] = None,
) -> None:
    """Print what each article is to those before it: one JSON object a line; what is refused goes to stderr.

    `verdict`: new, revision, near, exact or repeated. `original`: the earliest article that it copies.
    `similarity`: the share of it that is in the other, or of the other in it. `new_text`: [start, end) of the
    sentences of the clean text that the original does not have (null: all of it).
    """
    import sys

    from wiredesk.cli._articles import CleanArticles
    from wiredesk.cli._setup import settings_of
    from wiredesk.news.copies import Dedupe
    from wiredesk_schemas import encode

    settings = settings_of(copies_window_days=window_days)
    judge = Dedupe(window_days=settings.copies_window_days, capacity=settings.copies_capacity)
    articles = CleanArticles(files, settings)
    for number, article in enumerate(articles):
        verdict = judge.judge(article, origin=f"raw:0:{number}", seen_at=articles.now).verdict
        line = {
            "article_id": article.article_id,
            "verdict": verdict.verdict,
            "original": verdict.original,
            "similarity": verdict.similarity,
            "new_text": verdict.new_text,
        }
        sys.stdout.buffer.write(encode(line) + b"\n")
    sys.stdout.buffer.flush()
    articles.exit_if_refused()
