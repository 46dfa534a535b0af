"""Events as rows of related tables: the one layout that SQLite and PostgreSQL share.

In: an event. Out: rows by table, values as Python's own (date, datetime, str). `meetings` holds the latest revision
of each meeting, `meeting_history` every revision by `event_id`; `topic_mentions` the latest state of each mention,
`topic_history` every event. The tables themselves are in migrations/.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wiredesk_schemas import MeetingAnnounced, TopicMentioned, encode

Row = Mapping[str, Any]

ENDED = ("withdrawn", "denied", "merged")
"""Changes after which a meeting is no longer in the diary."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A table: its columns in order, those that make a row unique, and when a second row replaces the first.

    `newer` is that condition in SQL, over `excluded` (the second row); None: the first row stays.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    newer: str | None = None

    def insert(self, *, numbered: bool) -> str:
        """The statement that writes a row, its values as "?" (SQLite) or "$1" (PostgreSQL); affects no row if kept."""
        marks = ", ".join(f"${i}" if numbered else "?" for i in range(1, len(self.columns) + 1))
        rest = ", ".join(f"{c} = excluded.{c}" for c in self.columns if c not in self.key)
        kept = f"DO UPDATE SET {rest} WHERE {self.newer}" if self.newer else "DO NOTHING"
        names, key = ", ".join(self.columns), ", ".join(self.key)
        return f"INSERT INTO {self.name} ({names}) VALUES ({marks}) ON CONFLICT ({key}) {kept}"  # noqa: S608  # our own names


MEETINGS = Relation(
    "meetings",
    (
        "meeting_id", "event_id", "revision", "change", "in_diary", "status", "certainty", "attribution", "type",
        "form", "starts_on", "ends_on", "precision", "time", "zone", "city", "country", "venue", "occasion", "part_of",
        "superseded_by", "source_count", "independent_sources", "first_announced_at", "emitted_at", "payload",
    ),
    ("meeting_id",),
    newer="excluded.revision > meetings.revision",
)  # fmt: skip
MEETING_HISTORY = Relation(
    "meeting_history",
    ("event_id", "meeting_id", "revision", "change", "status", "emitted_at", "payload"),
    ("event_id",),
)
PARTICIPANTS = Relation(
    "meeting_participants",
    ("meeting_id", "position", "name", "kind", "role", "country", "entity_id", "part"),
    ("meeting_id", "position"),
)
SOURCES = Relation(
    "meeting_sources",
    ("meeting_id", "position", "article_id", "url", "source", "published_at", "quote", "copy_of"),
    ("meeting_id", "position"),
)
AGENDA = Relation("meeting_agenda", ("meeting_id", "position", "topic", "text"), ("meeting_id", "position"))
WATCHLISTS = Relation("meeting_watchlists", ("meeting_id", "watchlist"), ("meeting_id", "watchlist"))
TOPIC_MENTIONS = Relation(
    "topic_mentions",
    (
        "mention_id", "event_id", "article_id", "topic", "label", "status", "salience", "mentions", "title", "url",
        "source", "published_at", "language", "copy_of", "watchlist", "emitted_at", "payload",
    ),
    ("mention_id",),
    newer="excluded.emitted_at >= topic_mentions.emitted_at",
)  # fmt: skip
TOPIC_HISTORY = Relation("topic_history", ("event_id", "mention_id", "status", "emitted_at", "payload"), ("event_id",))

PARTS_OF_A_MEETING = (PARTICIPANTS, SOURCES, AGENDA, WATCHLISTS)
"""Rows that are replaced as a whole when a newer revision comes."""


def without_nul(text: str) -> str:
    """PostgreSQL's text holds no NUL; JSON does (as an escape)."""
    return text.replace("\x00", "").replace("\\u0000", "")


def payload(event: Any) -> str:
    """The event as JSON text."""
    return without_nul(encode(event).decode())


def meeting_row(meeting: MeetingAnnounced) -> Row:
    """The row of `meetings`, and with some of its columns of `meeting_history`."""
    where = meeting.where
    return _clean(
        meeting_id=meeting.meeting_id,
        event_id=meeting.event_id,
        revision=meeting.revision,
        change=meeting.change,
        in_diary=meeting.change not in ENDED,
        status=meeting.status,
        certainty=meeting.certainty,
        attribution=meeting.attribution,
        type=meeting.type,
        form=meeting.form,
        starts_on=meeting.when.start,
        ends_on=meeting.when.end,
        precision=meeting.when.precision,
        time=meeting.when.time,
        zone=meeting.when.zone,
        city=where.city if where else None,
        country=where.country if where else None,
        venue=where.venue if where else None,
        occasion=meeting.occasion.name if meeting.occasion else None,
        part_of=meeting.part_of,
        superseded_by=meeting.superseded_by,
        source_count=meeting.source_count,
        independent_sources=meeting.independent_sources,
        first_announced_at=meeting.first_announced_at,
        emitted_at=_emitted(meeting),
        payload=payload(meeting),
    )


def meeting_parts(meeting: MeetingAnnounced) -> dict[Relation, list[Row]]:
    """The rows of the tables that hang on a meeting."""
    key = meeting.meeting_id
    return {
        PARTICIPANTS: [
            _clean(
                meeting_id=key,
                position=i,
                name=p.name,
                kind=p.kind,
                role=p.role,
                country=p.country,
                entity_id=p.entity_id,
                part=p.part,
            )
            for i, p in enumerate(meeting.participants)
        ],
        SOURCES: [
            _clean(
                meeting_id=key,
                position=i,
                article_id=s.article_id,
                url=s.url,
                source=s.source,
                published_at=s.published_at,
                quote=s.evidence.quote,
                copy_of=s.copy_of,
            )
            for i, s in enumerate(meeting.sources)
        ],
        AGENDA: [_clean(meeting_id=key, position=i, topic=a.topic, text=a.text) for i, a in enumerate(meeting.agenda)],
        WATCHLISTS: [_clean(meeting_id=key, watchlist=w) for w in dict.fromkeys(meeting.watchlists)],
    }


def topic_row(mention: TopicMentioned) -> Row:
    """The row of `topic_mentions`, and with some of its columns of `topic_history`."""
    return _clean(
        mention_id=mention.mention_id,
        event_id=mention.event_id,
        article_id=mention.article_id,
        topic=mention.topic.id,
        label=mention.topic.label,
        status=mention.status,
        salience=mention.salience,
        mentions=mention.mentions,
        title=mention.title,
        url=mention.url,
        source=mention.source,
        published_at=mention.published_at,
        language=mention.language,
        copy_of=mention.copy_of,
        watchlist=mention.watchlist,
        emitted_at=_emitted(mention),
        payload=payload(mention),
    )


def _emitted(event: MeetingAnnounced | TopicMentioned) -> datetime:
    if event.emitted_at is None:
        raise ValueError(f"{type(event).__name__} {event.event_id!r} has no emitted_at: only emitted events are stored")
    return event.emitted_at


def _clean(**row: Any) -> Row:
    return {name: without_nul(value) if isinstance(value, str) else value for name, value in row.items()}
