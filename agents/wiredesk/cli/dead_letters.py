"""`wiredesk dead-letters`: list, show and replay what could not be handled."""

import sys
from typing import Annotated

import typer

from wiredesk.cli._setup import AsJson, Brokers, Config

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Records that could not be handled, kept whole: list them, look at one, send them again.",
)

PLACES = "wiredesk dead-letters list --all shows the places"
Reason = Annotated[str | None, typer.Option(help="Only those with this reason, such as not-json or failed.")]
Stage = Annotated[str | None, typer.Option(help="Only those of this stage.")]
All = Annotated[bool, typer.Option("--all", help="Also those that were replayed already.")]


@app.command("list")
def list_letters(
    reason: Reason = None,
    stage: Stage = None,
    all_letters: All = False,
    brokers: Brokers = None,
    config: Config = None,
    json: AsJson = False,
) -> None:
    """One line each: place, origin, stage, reason, the last line of the error."""
    from wiredesk.cli._setup import settings_of
    from wiredesk.cli._terminal import one_line
    from wiredesk.kafka.letters import find_letters
    from wiredesk_schemas import encode

    for found in find_letters(settings_of(config, brokers=brokers)):
        if not found.is_wanted(reason=reason, stage=stage) or (found.is_replayed and not all_letters):
            continue
        letter = found.letter
        if json:
            typer.echo(encode({"place": found.place, "replayed": found.is_replayed, "letter": letter}).decode())
        else:
            error = letter.error.strip().splitlines()[-1][:100] if letter.error.strip() else ""
            mark = " (replayed)" if found.is_replayed else ""
            about = f"{letter.origin or '':<14} {letter.stage:<10} {letter.reason:<18} {error}"
            typer.echo(f"{found.place:<10} {one_line(about)}{mark}")


@app.command()
def show(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="Place of the letter, as list prints it: 0:17.")],
    value: Annotated[bool, typer.Option("--value", help="Only the original record, byte for byte, to stdout.")] = False,
    brokers: Brokers = None,
    config: Config = None,
) -> None:
    """All that is known of one dead letter, and the original."""
    from wiredesk.cli._setup import settings_of
    from wiredesk.cli._terminal import escaped, one_line
    from wiredesk.kafka.letters import find_letters

    for found in find_letters(settings_of(config, brokers=brokers)):
        if found.place != place:
            continue
        if value:
            sys.stdout.buffer.write(found.value or b"")
            return
        for name in (
            "reason",
            "stage",
            "origin",
            "topic",
            "partition",
            "offset",
            "attempts",
            "app_version",
            "first_seen",
        ):
            typer.echo(f"{name:<12} {one_line(str(getattr(found.letter, name)))}")
        size = "no value" if found.value is None else f"{len(found.value):,} bytes"
        if found.letter.bytes_cut:
            size += f", {found.letter.bytes_cut:,} bytes of it were cut"
        typer.echo(f"error\n{escaped(found.letter.error)}\n\nkey          {found.key!r}\nrecord, {size}")
        typer.echo(escaped((found.value or b"").decode("utf-8", "backslashreplace")[:4000]))
        return
    typer.echo(f"no dead letter at {place!r}; {PLACES}", err=True)
    raise typer.Exit(1)


@app.command()
def replay(
    reason: Reason = None,
    stage: Stage = None,
    place: Annotated[list[str] | None, typer.Option(help="Only the letter at this place; may be given again.")] = None,
    all_letters: All = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be sent.")] = False,
    brokers: Brokers = None,
    config: Config = None,
) -> None:
    """Send originals again to the topics they came from, byte for byte; for when the fault is mended.

    What was replayed before is left out, unless --all is given. So is a letter that holds only the beginning of a
    record that was too large: the whole one stands at its topic, partition and offset while the topic keeps it.
    """
    from wiredesk.cli._setup import settings_of
    from wiredesk.kafka.letters import find_letters, replay_letters

    settings = settings_of(config, brokers=brokers)
    kept = [found for found in find_letters(settings) if all_letters or not found.is_replayed]
    wanted = [
        found for found in kept if found.is_wanted(reason=reason, stage=stage) and (not place or found.place in place)
    ]
    if unknown := sorted(set(place or ()) - {found.place for found in kept}):
        typer.echo(f"no dead letter to be replayed at {unknown[0]!r}; {PLACES}", err=True)
        raise typer.Exit(1)
    if kept and not wanted:
        there = ", ".join(sorted({f"{found.letter.stage} {found.letter.reason}" for found in kept}))
        typer.echo(f"none is of that stage and reason; there are {there}", err=True)
    if cut := [found for found in wanted if found.letter.bytes_cut]:
        typer.echo(f"{len(cut):,} left out, of which only the beginning is kept, such as {cut[0].place}", err=True)
        wanted = [found for found in wanted if not found.letter.bytes_cut]
    counts: dict[tuple[str, str], int] = {}
    for found in wanted:
        counts[found.letter.topic, found.letter.reason] = counts.get((found.letter.topic, found.letter.reason), 0) + 1
    for (topic, why), count in sorted(counts.items()):
        typer.echo(f"{count:>8,}  to {topic}, rejected as {why}", err=True)
    sent = 0 if dry_run else replay_letters(settings, wanted)
    typer.echo(f"{len(wanted):,} would be sent" if dry_run else f"{sent:,} sent again")
