"""`wiredesk status`: how the pipeline stands, on one screen, problems first."""

from typing import Annotated, Any

import typer

from wiredesk.cli._setup import AsJson, Brokers, Config

EXTENT = 500
"""Outcomes looked at for sources and shares: the newest ones."""
LATE_S = 300.0
QUIET_S = 1800.0
DEAD_LETTERS_S = 3600.0


def status(
    brokers: Brokers = None,
    config: Config = None,
    json: AsJson = False,
    watch: Annotated[bool, typer.Option("--watch", help="Look again every few seconds, until Ctrl-C.")] = False,
) -> None:
    """Show problems, stages with lag and age of the oldest record, the newest events, and sources.

    Everything comes from the broker, so it is true also when workers are dead. Exit code 1 when there is a problem.
    """
    import time

    from rich.console import Console
    from rich.live import Live

    from wiredesk.cli._setup import settings_of
    from wiredesk_schemas import encode

    settings = settings_of(config, brokers=brokers)
    if watch and not json:
        try:
            with Live(_screen(_look(settings)), console=Console(), screen=True, auto_refresh=False) as live:
                while True:
                    live.update(_screen(_look(settings)), refresh=True)
                    time.sleep(3)
        except KeyboardInterrupt:
            return
    told = _look(settings)
    if json:
        typer.echo(encode(told).decode())
    else:
        Console(highlight=False).print(_screen(told))
    if told["problems"]:
        raise typer.Exit(1)


def _look(settings: Any) -> dict[str, Any]:
    """All that is shown, as plain values."""
    import time

    from wiredesk.kafka.clients import appended_at_s
    from wiredesk.kafka.standing import count_since, find_newest, find_standings
    from wiredesk.topology import DEAD_LETTERS, MEETINGS, OUTCOME, RAW, full_name
    from wiredesk_schemas import ArticleOutcome, MeetingAnnounced

    def name(topic: Any) -> str:
        return full_name(topic, settings.topic_prefix)

    now = time.time()
    standings = find_standings(settings)
    outcomes = _decoded(find_newest(settings, name(OUTCOME), EXTENT), ArticleOutcome)
    meetings = _decoded(find_newest(settings, name(MEETINGS), 8), MeetingAnnounced)
    newest_raw = [appended_at_s(m) for m in find_newest(settings, name(RAW), 1)]
    quiet_s = now - newest_raw[0] if newest_raw and newest_raw[0] else None
    dead_letters = count_since(settings, name(DEAD_LETTERS), DEAD_LETTERS_S)
    shares: dict[str, int] = {}
    sources: dict[str, dict[str, Any]] = {}
    for at, outcome in outcomes:
        shares[outcome.outcome] = shares.get(outcome.outcome, 0) + 1
        source = sources.setdefault(outcome.source or "unknown", {"articles": 0, "last_s": None})
        source["articles"] += 1
        source["last_s"] = round(now - at, 1)
    return {
        "brokers": settings.brokers,
        "problems": _find_problems(standings, quiet_s=quiet_s, dead_letters=dead_letters),
        "stages": standings,
        "last_article_s": quiet_s,
        "outcomes": shares,
        "dead_letters_last_hour": dead_letters,
        "events": [{"at_s": at, "meeting": meeting} for at, meeting in reversed(meetings)],
        "sources": dict(sorted(sources.items(), key=lambda item: -item[1]["articles"])),
    }


def _decoded(messages: list[Any], kind: type[Any]) -> list[tuple[float, Any]]:
    from wiredesk.kafka.clients import appended_at_s
    from wiredesk_schemas import SchemaError, decode

    found = []
    for message in messages:
        try:
            found.append((appended_at_s(message) or 0.0, decode(message.value() or b"", kind)))
        except SchemaError:
            continue  # written by a later version; `wiredesk tail` says so
    return found


def _find_problems(standings: list[Any], *, quiet_s: float | None, dead_letters: int) -> list[str]:
    problems = []
    for s in standings:
        if s.oldest_s is not None and s.oldest_s > LATE_S:
            problems.append(f"{s.stage}: the oldest unread record has waited {_span(s.oldest_s)}")
        if s.lag and not s.members:
            problems.append(f"{s.stage}: {s.lag:,} records wait and no worker reads them ({s.state})")
        elif not s.members:
            problems.append(f"{s.stage}: no worker ({s.state})")
    if quiet_s is None:
        problems.append("no article has come yet")
    elif quiet_s > QUIET_S:
        problems.append(f"the last article came {_span(quiet_s)} ago")
    if dead_letters:
        letters = "dead letter" if dead_letters == 1 else "dead letters"
        problems.append(f"{dead_letters:,} {letters} in the last hour: wiredesk dead-letters list")
    return problems


def _screen(told: dict[str, Any]) -> Any:
    """The same for people."""
    import time

    from rich.console import Group
    from rich.markup import escape
    from rich.table import Table
    from rich.text import Text

    from wiredesk.cli._summary import change_words
    from wiredesk.cli._terminal import one_line
    from wiredesk.wording import parties_words, when_words

    parts: list[Any] = [Text.from_markup(f"[bold]wiredesk on {escape(told['brokers'])}[/]")]
    if told["problems"]:
        parts += [Text(f"! {problem}", style="bold red") for problem in told["problems"]]
    else:
        parts.append(Text("no problems", style="green"))
    stages = Table(box=None, pad_edge=False, header_style="dim", title=None)
    for heading, side in (
        ("stage", "left"),
        ("workers", "right"),
        ("in/min", "right"),
        ("lag", "right"),
        ("oldest", "right"),
        ("topic", "left"),
    ):
        may_wrap = heading in ("stage", "workers")  # what may not is left whole where there is little room
        stages.add_column(heading, justify=side, overflow="fold", no_wrap=not may_wrap)  # type: ignore[arg-type]  # one of rich's words
    for s in told["stages"]:
        is_late = s.oldest_s is not None and s.oldest_s > LATE_S
        stages.add_row(
            s.stage,
            str(s.members) if s.members is not None else f"[yellow]{s.state}[/]",
            f"{s.per_minute:,}",
            f"{s.lag:,}",
            f"[red]{_span(s.oldest_s)}[/]" if is_late else _span(s.oldest_s),
            f"[dim]{escape(s.topic.rpartition('.')[2])}[/]",  # the prefix is the same for all; --json has full names
        )
    parts += ["", stages]
    if told["outcomes"]:
        total = sum(told["outcomes"].values())
        shares = ", ".join(f"{count / total:.0%} {kind}" for kind, count in told["outcomes"].items())
        parts.append(Text(f"\nof the last {total:,} articles {shares}"))
    if told["events"]:
        events = Table(box=None, pad_edge=False, header_style="dim")
        events.add_column("ago", no_wrap=True)
        for heading, least in (("change", 11), ("when", 15), ("who", 20)):
            events.add_column(heading, min_width=least)
        for event in told["events"]:
            meeting = event["meeting"]
            words = (change_words(meeting), when_words(meeting.when), parties_words(meeting))
            events.add_row(_span(time.time() - event["at_s"]), *(Text(one_line(word)) for word in words))
        parts += ["", events]
    if told["sources"]:
        sources = Table(box=None, pad_edge=False, header_style="dim")
        for heading in ("source", "articles", "last"):
            sources.add_column(heading)
        for name, source in list(told["sources"].items())[:10]:
            sources.add_row(escape(one_line(name)[:60]), f"{source['articles']:,}", _span(source["last_s"]) + " ago")
        parts += ["", sources]
    return Group(*parts)


def _span(seconds: float | None) -> str:
    """A duration in its largest unit that is at least 1."""
    if seconds is None:
        return "-"
    for unit, size in (("d", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}" if seconds >= 10 * size else f"{seconds / size:.1f} {unit}"
    return f"{seconds:.0f} s"
