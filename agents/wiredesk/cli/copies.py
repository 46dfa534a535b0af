"""`wiredesk copies`: which of these articles are copies or revisions of one another, without Kafka."""

from typing import Annotated

import typer


def copies(
    files: Annotated[list[str], typer.Argument(help='JSON lines, .json, .html, .txt (or .gz), folders, or "-".')],
    window_days: Annotated[
        int, typer.Option(min=0, max=3650, help="Compare articles published at most so many days apart.")
    ] = 7,
) -> None:
    """Print what each article is to those before it: one JSON object a line; what is refused goes to stderr.

    `verdict`: new, revision, near, exact or repeated. `original`: the earliest article that it copies.
    `similarity`: the share of it that is in the other, or of the other in it. `new_text`: [start, end) of the
    sentences of the clean text that the original does not have (null: all of it).
    """
    import sys
    from datetime import UTC, datetime

    from wiredesk.api import Reject
    from wiredesk.cli._inputs import Refused, read_articles
    from wiredesk.news.cleaning import clean_raw
    from wiredesk.news.copies import Dedupe
    from wiredesk.news.sources import load_sources
    from wiredesk_schemas import encode

    sources, judge = load_sources(), Dedupe(window_days=window_days)
    now = datetime.now(UTC)
    refused = 0
    for number, raw in enumerate(read_articles(files)):
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
        verdict = judge.judge(article, origin=f"raw:0:{number}", seen_at=now).verdict
        line = {
            "article_id": article.article_id,
            "verdict": verdict.verdict,
            "original": verdict.original,
            "similarity": verdict.similarity,
            "new_text": verdict.new_text,
        }
        sys.stdout.buffer.write(encode(line) + b"\n")
    sys.stdout.buffer.flush()
    if refused:
        raise typer.Exit(1)
