"""The desk's page, as HTML: Jinja with autoescaping, readable without JavaScript."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from urllib.parse import urlencode, urlsplit

import jinja2

from wiredesk import wording
from wiredesk.desk.agenda import Group
from wiredesk.desk.store import TopicCount
from wiredesk_schemas import MeetingAnnounced

MOST_HOMES = 6
"""More countries than these are not told beside the names."""


_LABELS = {"since": "from", "min_sources": "sources at least"}
"""Filters that the page calls otherwise."""


@dataclass(frozen=True, slots=True)
class View:
    """All that the page shows.

    `place` is the event from which live updates go on; `history` and `beside` (the headline) go by meeting_id;
    `choices`: the filters chosen from a list, each with its title and (value, words).
    """

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
    beside: Mapping[str, str] = field(default_factory=dict)
    choices: list[tuple[str, str, list[tuple[str, str]]]] = field(default_factory=list)

    @property
    def chips(self) -> list[tuple[str, str]]:
        """Each filter in force in words, with the link that takes it out."""
        named = {(name, value): words for name, _, options in self.choices for value, words in options}
        return [
            (
                f"{_LABELS.get(name, name)}: {named.get((name, value), value)}",
                "/" + query_words(_without(self.query, name)),
            )
            for name, value in self.query.items()
        ]


def _without(query: Mapping[str, str], name: str) -> dict[str, str]:
    return {k: v for k, v in query.items() if k != name}


def query_words(query: Mapping[str, str]) -> str:
    """ "?country=FR", or nothing."""
    return f"?{urlencode(query)}" if query else ""


def safe_link(url: str | None) -> str | None:
    """The URL when it is http or https; None for anything a browser might run."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def differences(revision: MeetingAnnounced) -> list[tuple[str, str, str]]:
    """What a revision changed: the field in words, what it was and what it is. Where both read the same, nothing."""
    found = []
    for name in revision.changed:
        if revision.previous and name in revision.previous:
            old, new = (
                wording.field_words(name, revision.previous[name]),
                wording.field_words(name, getattr(revision, name, None)),
            )
            found += [(wording.FIELD_WORDS.get(name, name), old, new)] if old != new else []
    return found


def disputes(meeting: MeetingAnnounced) -> list[tuple[str, list[str]]]:
    """On what sources disagree, with the values that they give."""
    return [(wording.FIELD_WORDS.get(c.field, c.field), [wording.field_words(c.field, v.value) for v in c.values])
            for c in meeting.conflicts]  # fmt: skip


def homes(meeting: MeetingAnnounced) -> str:
    """The countries of the people who meet: "Chile, Portugal"; nothing when they are too many to tell."""
    people = (wording.country_name(p.country) for p in meeting.participants if p.kind == "person")
    names = list(dict.fromkeys(name for name in people if name))
    return ", ".join(names) if len(names) <= MOST_HOMES else ""


def clock_words(moment: datetime | None) -> str:
    """ "2026-03-02 09:41 UTC"."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if moment else ""


_environment = jinja2.Environment(
    loader=jinja2.PackageLoader("wiredesk.desk"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)  # fmt: skip
_environment.filters |= {
    "link": safe_link,
    "differences": differences,
    "disputes": disputes,
    "homes": homes,
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
    "forms": wording.FORMS,
}


def render_page(view: View) -> str:
    """The whole page."""
    return _environment.get_template("desk.html").render(
        view=view, beside=view.beside, feed_query=query_words(view.query)
    )


def render_meeting(meeting: MeetingAnnounced, history: list[MeetingAnnounced], beside: Mapping[str, str]) -> str:
    """The page of one meeting."""
    return _environment.get_template("meeting.html").render(meeting=meeting, history=history, beside=beside)


def render_missing(meeting_id: str) -> str:
    """The page for a meeting that is not in the store."""
    return _environment.get_template("missing.html").render(meeting_id=meeting_id)
