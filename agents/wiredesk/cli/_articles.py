"""Articles of files as clean articles: what all commands begin with that read news without Kafka.

In: paths as `_inputs` takes them. Out: clean articles, in order. What cannot be read or cleaned goes to stderr, one
line each with where and why, and is counted: the command goes on, and its exit code is 1 in the end.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import typer

from wiredesk.api import Reject
from wiredesk.cli._inputs import Refused, read_articles
from wiredesk.news.cleaning import clean_raw
from wiredesk.news.sources import load_sources
from wiredesk.settings import Settings
from wiredesk_schemas import CleanArticle, RawArticle


class CleanArticles:
    """To iterate over once; `now` is the moment that bounds publication dates."""

    def __init__(self, paths: Iterable[str], settings: Settings) -> None:
        self.now = datetime.now(UTC)
        self.refused = 0
        self._paths, self._sources = paths, load_sources(settings.sources_file)

    def __iter__(self) -> Iterator[CleanArticle]:
        for raw in read_articles(self._paths):
            if isinstance(raw, Refused):
                self._refuse(str(raw))
                continue
            try:
                article = clean_raw(raw, sources=self._sources, now=self.now)
            except Reject as e:
                self._refuse(f"{_name(raw)}: {e}")
                continue
            yield article

    def exit_if_refused(self) -> None:
        """End the command with 1 when anything was refused."""
        if self.refused:
            raise typer.Exit(1)

    def _refuse(self, told: str) -> None:
        self.refused += 1
        typer.echo(told, err=True)


def _name(raw: RawArticle) -> str:
    """How people find the article: its id, its address, or its first words."""
    return repr((raw.article_id or raw.url or raw.body.lstrip())[:80])
