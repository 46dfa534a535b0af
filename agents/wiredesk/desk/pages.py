"""The desk's page, as HTML: Jinja with autoescaping, readable without JavaScript."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlencode, urlsplit

import jinja2

from wiredesk import wording
from wiredesk.desk.agenda import Group
from wiredesk.desk.store import TopicCount
from wiredesk_schemas import MeetingAnnounced


@dataclass(frozen=True, slots=True)
class View:
    """All that the page shows. `place` is the event from which live updates go on."""

    today: date
    now: datetime
    place: str
    query: Mapping[str, str]
    fault: str | None
    groups: list[Group]
    changes: list[MeetingAnnounced]
    topics: list[TopicCount]
    history: Mapping[str, list[MeetingAnnounced]]
    shown: int
    more: bool
    stored: int


def safe_link(url: str | None) -> str | None:
    """The URL when it is http or https; None for anything a browser might run."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def value_words(value: object) -> str:
    """A changed field's value in words."""
    if isinstance(value, Mapping):
        return ", ".join(f"{v}" for k, v in value.items() if v not in (None, "", [], {}) and k != "resolved_from")
    if isinstance(value, list | tuple):
        return ", ".join(value_words(v.get("name") or v) if isinstance(v, Mapping) else str(v) for v in value)
    return "none" if value is None else str(value)


def clock_words(moment: datetime | None) -> str:
    """ "2026-03-02 09:41 UTC"."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if moment else ""


_environment = jinja2.Environment(
    loader=jinja2.PackageLoader("wiredesk.desk"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)  # fmt: skip
_environment.filters |= {
    "link": safe_link,
    "value": value_words,
    "clock": clock_words,
    "when": wording.when_words,
    "where": wording.where_words,
    "party": wording.party_words,
    "day": wording.day_words,
}
_environment.globals |= {
    "headline": wording.headline,
    "state": wording.state_words,
    "agenda": wording.agenda_words,
    "sources": wording.sources_words,
    "changes_in_words": wording.CHANGES,
}


def render_page(view: View) -> str:
    """The whole page."""
    return _environment.get_template("desk.html").render(view=view, feed_query=urlencode(view.query))


def render_meeting(meeting: MeetingAnnounced, history: list[MeetingAnnounced]) -> str:
    """The page of one meeting."""
    return _environment.get_template("meeting.html").render(meeting=meeting, history=history)
