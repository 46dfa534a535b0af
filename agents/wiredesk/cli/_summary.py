"""The summary of a run, for people: who meets whom, when, where, on what, and how that is known.

In: results. Out: lines of rich markup. Every text from outside is escaped; an article cannot colour the terminal.
"""

from collections.abc import Iterator, Sequence

from rich.markup import escape

from wiredesk.cli._results import Results
from wiredesk.wording import FORMS, parties_words, when_words, where_words
from wiredesk_schemas import MeetingAnnounced

MOST_MEETINGS = 40
MOST_TOPICS = 12
QUOTE_CHARS = 240
RATE_FROM = 1000
GONE = ("withdrawn", "denied", "merged")


def meeting_lines(history: Sequence[MeetingAnnounced]) -> Iterator[str]:
    """A meeting's latest state, its evidence, and what has changed."""
    meeting = history[-1]
    style = "dim strike" if meeting.change in GONE else "bold"
    state = "" if meeting.status == "planned" else f"  [bold red]{meeting.status.upper()}[/]"
    if meeting.change in GONE:
        state = f"  [bold red]{meeting.change.upper()}[/]"
    doubt = "" if meeting.certainty == "confirmed" else "  [yellow]expected[/]"
    yield f"[cyan]{escape(when_words(meeting.when)):<24}[/] [{style}]{escape(parties_words(meeting))}[/]{state}{doubt}"
    about = [_type_words(meeting), where_words(meeting.where), meeting.occasion.name if meeting.occasion else ""]
    told = " · ".join(part for part in about if part)
    if told:
        yield f"{'':25}{escape(told)}"
    if meeting.agenda:
        yield f"{'':25}on {escape('; '.join(dict.fromkeys(item.text for item in meeting.agenda)))}"
    if meeting.announced_by:
        yield f"{'':25}said by {escape(', '.join(a.name for a in meeting.announced_by))}"
    for source in meeting.sources[:1]:
        name = source.source or source.url or f"article {source.article_id}"
        yield f"{'':25}[italic]“{escape(_cut(source.evidence.quote))}”[/] [dim]{escape(name)}[/]"
    yield f"{'':25}[dim]{escape(source_words(meeting))}[/]"
    if changes := [change_words(m) for m in history if m.change not in ("announced", "corroborated")]:
        yield f"{'':25}[magenta]{escape(' → '.join(changes))}[/]"


def summary_lines(results: Results, seconds: float, *, sent: int) -> Iterator[str]:
    """The whole summary."""
    meetings = list(results.current())
    if meetings:
        yield "[bold]Meetings announced[/]\n"
        for _, history in meetings[:MOST_MEETINGS]:
            yield from meeting_lines(history)
            yield ""
        if len(meetings) > MOST_MEETINGS:
            more = len(meetings) - MOST_MEETINGS
            yield f"... and {more:,} more in {escape(str(results.folder / 'meetings.jsonl'))}\n"
    else:
        yield "No meetings announced.\n"
    mentioned = [(topic, count) for topic, count in results.topics.most_common(MOST_TOPICS) if count > 0]
    if mentioned:
        yield "[bold]Topics mentioned[/] (articles)"
        yield "  " + " · ".join(f"{escape(results.labels[topic])} {count:,}" for topic, count in mentioned) + "\n"
    # Of a few articles the time is that of starting up.
    speed = f" ({sent / seconds:,.0f}/s)" if sent >= RATE_FROM and seconds > 0 else ""
    yield count_words(results, sent=sent) + f" in {seconds:.1f} s{speed}"
    for reason, count in results.reasons.most_common(8):
        yield f"  [dim]{escape(reason)}: {count:,}[/]"
    folder = escape(str(results.folder))
    yield f"Events are in [bold]{folder}[/]: meetings, topics, duplicates, rejected (.jsonl); as tables: desk.sqlite"
    first_day = min((m.when.start for m, _ in meetings if m.when.start), default=None)
    since = f"?since={first_day}" if first_day else ""
    yield f"As a diary: wiredesk desk --no-kafka --store {folder}/desk.sqlite, then http://127.0.0.1:8087/{since}"


def count_words(results: Results, *, sent: int) -> str:
    """One line of counts."""
    o = results.outcomes
    parts = [f"{sent + o['refused']:,} records", f"{o['processed']:,} read"]
    copies = o["duplicate"] + o["repeated"]
    if copies:
        told = ", ".join(f"{count:,} {kind}" for kind, count in sorted(results.copies.items()))
        parts.append(f"{copies:,} copies ({told})")
    if rejected := o["rejected"] + o["refused"]:
        parts.append(f"[red]{rejected:,} rejected[/]")
    parts.append(f"{len(results.meetings):,} meetings")
    return ", ".join(parts)


def source_words(meeting: MeetingAnnounced) -> str:
    """How many articles say so, and how many of them for themselves."""
    articles = "1 article" if meeting.source_count == 1 else f"{meeting.source_count} articles"
    return f"{articles}, {meeting.independent_sources} independent"


def change_words(meeting: MeetingAnnounced) -> str:
    """What a revision changed, with the old values where short."""
    was = ", ".join(
        f"{name} was {_cut(str(_plain(value)), 60)}"
        for name, value in (meeting.previous or {}).items()
        if name in meeting.changed and _plain(value) is not None
    )
    changed = ", ".join(meeting.changed)
    return meeting.change + (f" ({was})" if was else f" ({changed})" if changed else "")


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return value.get("text") or value.get("start") or value.get("city") or value.get("name")
    return None if isinstance(value, list) else value


def _type_words(meeting: MeetingAnnounced) -> str:
    return " ".join(part for part in (meeting.type or "", FORMS.get(meeting.form or "", "")) if part)


def _cut(text: str, most: int = QUOTE_CHARS) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 3] + "..."
