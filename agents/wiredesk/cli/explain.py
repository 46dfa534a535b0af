"""`wiredesk explain`: why an article gave the meetings it gave, and why not others."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from wiredesk.news.meetings import Explanation


def explain(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help='JSON lines, .json, .html, .txt (or .gz), folders, or "-" for stdin.'),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each candidate.")] = False,
    article_id: Annotated[str | None, typer.Option("--article", help="Only the article with this id.")] = None,
    meetings_only: Annotated[bool, typer.Option("--meetings", help="Leave out what was refused.")] = False,
) -> None:
    """Print each meeting and each refused candidate: its sentence, the rule, where each slot came from.

    An article that cannot be cleaned goes to stderr, and the exit code is 1; so it is when --article finds none.
    """
    import sys

    from wiredesk.cli._articles import CleanArticles
    from wiredesk.cli._setup import settings_of
    from wiredesk.news.meetings import explain_meetings
    from wiredesk_schemas import encode

    seen = 0
    articles = CleanArticles(paths, settings_of())
    for article in articles:
        if article_id is not None and article.article_id != article_id:
            continue
        seen += 1
        found = [e for e in explain_meetings(article) if e.refused is None or not meetings_only]
        if as_json:
            for explanation in found:
                line = {"article_id": article.article_id, "explanation": explanation}
                sys.stdout.buffer.write(encode(line) + b"\n")
            continue
        typer.echo(
            f"{article.article_id}  published {article.published_on or 'on an unknown day'}  {article.title or ''}"
        )
        for explanation in found:
            typer.echo(_shown(explanation))
        if not found:
            typer.echo("  no sentence speaks of a meeting\n")
    if article_id is not None and not seen:
        typer.echo(f"no article {article_id!r} in {', '.join(paths)}", err=True)
        raise typer.Exit(1)
    articles.exit_if_refused()


def _shown(explanation: "Explanation") -> str:
    """A candidate as a paragraph for people."""
    e = explanation
    head = "MEETING " if e.refused is None else "refused "
    who = ", ".join(f"{p.value} ({p.came_from})" for p in e.participants) or "nobody who can be told"
    field = "title" if e.evidence.field == "title" else f"text {e.evidence.start}-{e.evidence.end}"
    lines = [
        f"  {head} {e.evidence.quote}",
        f"           {field}; rule {e.rule}, trigger {e.trigger!r}, decided by {e.decided_by!r}",
        f"           who: {who}",
    ]
    lines += [f"           {slot.name}: {slot.value}  <- {slot.came_from}" for slot in e.slots]
    if e.status != "planned":
        lines.append(f"           status: {e.status}")
    if e.merged:
        lines.append(f"           told {e.merged + 1} times")
    if e.refused is not None:
        lines.append(f"           why not: {e.refused}")
    return "\n".join(lines) + "\n"
