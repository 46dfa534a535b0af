"""`wiredesk watchlist test`: what a file of watchlists would match, and why, offline."""

from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Try a watchlist on articles.")


@app.callback()
def _watchlist() -> None:
    """Keeps `test` a command of its own, also while it is the only one."""


@app.command("test")
def try_watchlists(
    watchlists: Annotated[Path, typer.Argument(help="The file of watchlists (TOML).")],
    files: Annotated[list[str], typer.Argument(help='JSON lines, .json, .html, .txt (or .gz), folders, or "-".')],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line for each article.")] = False,
) -> None:
    """Print each article that a watchlist matches, with what matched and the sentences where it stands.

    The file is checked first: a fault is told with its line, and nothing is read. Exit code 1 then, and when an article
    could not be read.
    """
    from wiredesk.cli._articles import CleanArticles
    from wiredesk.cli._setup import settings_of
    from wiredesk.news.topics import WatchlistError, WatchlistFile, explain_watchlists
    from wiredesk_schemas import encode

    try:
        lists = WatchlistFile(watchlists).watchlists
    except WatchlistError as e:
        typer.echo(str(e), err=True)
        raise typer.Exit(1) from e
    except OSError as e:
        typer.echo(f"{watchlists}: cannot be read: {e.strerror or e}; expected a TOML file of watchlists", err=True)
        raise typer.Exit(1) from e
    total = matched = 0
    articles = CleanArticles(files, settings_of())
    for article in articles:
        total += 1
        reasons = explain_watchlists(article, lists)
        matched += bool(reasons)
        if json:
            line = {"article_id": article.article_id, "title": article.title, "watchlists": reasons}
            typer.echo(encode(line).decode())
        elif reasons:
            typer.echo(_told(article, reasons))
    typer.echo(
        f"{matched} of {total} articles match; {len(lists)} watchlists, {articles.refused} articles refused", err=True
    )
    articles.exit_if_refused()


def _told(article: Any, reasons: dict[str, Any]) -> str:
    """The article and its reasons, for people to read."""
    lines = [f"{article.article_id}  {article.title or article.text[:60]}"]
    for name, found in reasons.items():
        lines.append(f"  {name}")
        for reason in found:
            quotes = [evidence.quote for evidence in reason.evidence]
            more = f" (+{len(quotes) - 1} more)" if len(quotes) > 1 else ""
            lines.append(f"    {reason.kind}: {reason.words}{more}: {' '.join(quotes[0].split())[:160]}")
    return "\n".join(lines)
