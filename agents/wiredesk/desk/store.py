"""What the desk asks of its store: the SQLite file that the sqlite sink writes.

Conditions that the tables have indexes for are asked of SQLite; the rest (names, words) of the events themselves, by
the same MeetingFilter that subscribers use. Read only.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from wiredesk.filters import MeetingFilter, TopicFilter
from wiredesk_schemas import MeetingAnnounced, TopicMentioned, decode


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How many articles mention a topic, and the sum of their salience."""

    topic: str
    label: str
    articles: int
    salience: float


@dataclass(frozen=True, slots=True)
class News:
    """One event as it came in, with its place in the order of arrival."""

    place: tuple[int, int]
    event: MeetingAnnounced | TopicMentioned


class Store:
    """Questions to the store; one connection, used by one thread at a time."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def find_meetings(
        self, wanted: MeetingFilter, *, is_dated: bool | None = None, limit: int = 100_000
    ) -> list[MeetingAnnounced]:
        """The latest revision of the meetings that the filter wants, by day; without a day last.

        With `is_dated` only those of a day or several (True), or only those some time in a span (False).
        """
        condition, values = _meeting_condition(wanted)
        order = "starts_on IS NULL, starts_on, ends_on, meeting_id"
        if is_dated is not None:
            condition += f" AND starts_on IS NOT NULL AND precision {'IN' if is_dated else 'NOT IN'} ('day', 'days')"
            # As the index has them: read one by one until the page is full, not sorted first.
            order = "starts_on, ends_on, meeting_id"
        rows = self._database.execute(
            f"SELECT payload FROM meetings WHERE {condition} ORDER BY {order}",  # noqa: S608  # built of our own words
            values,
        )
        return _first(limit, (m for m in _events(rows, MeetingAnnounced) if wanted.matches(m)))

    def find_undated(self, wanted: MeetingFilter, *, limit: int = 50) -> list[MeetingAnnounced]:
        """Current meetings without a day, newest first."""
        condition, values = _meeting_condition(wanted)
        rows = self._database.execute(
            f"SELECT payload FROM meetings WHERE {condition} AND starts_on IS NULL "  # noqa: S608  # our own words
            "ORDER BY emitted_at DESC, meeting_id",
            values,
        )
        return _first(limit, (m for m in _events(rows, MeetingAnnounced) if wanted.matches(m)))

    def count_meetings(self) -> int:
        """How many meetings are in the diary, past and coming."""
        count: int = self._database.execute("SELECT count(*) FROM meetings WHERE in_diary").fetchone()[0]
        return count

    def find_changes(self, wanted: MeetingFilter, *, since: datetime, limit: int = 50) -> list[MeetingAnnounced]:
        """Revisions since a moment, newest first; one a meeting, the latest."""
        rows = self._database.execute(
            "SELECT payload FROM meetings WHERE emitted_at >= ? ORDER BY emitted_at DESC, meeting_id", (_utc(since),)
        )
        return _first(limit, (m for m in _events(rows, MeetingAnnounced) if wanted.matches(m)))

    def find_choices(self) -> dict[str, list[tuple[str, str]]]:
        """By filter, the values that any current meeting has: (value, label); labels of countries are their codes."""
        found = {}
        for name, table, column in (
            ("country", "meeting_participants", "country"),
            ("topic", "meeting_agenda", "topic"),
            ("watchlist", "meeting_watchlists", "watchlist"),
        ):
            rows = self._database.execute(
                f"SELECT DISTINCT {column} AS value FROM {table} WHERE {column} IS NOT NULL ORDER BY value"  # noqa: S608  # our own names
            )
            found[name] = [(row["value"], row["value"]) for row in rows]
        labels = dict(self._database.execute("SELECT topic, max(label) FROM topic_mentions GROUP BY topic").fetchall())
        found["topic"] = [(value, labels.get(value, value)) for value, _ in found["topic"]]
        return found

    def find_history(self, meeting_ids: Sequence[str]) -> dict[str, list[MeetingAnnounced]]:
        """All revisions of some meetings, oldest first."""
        marks = ", ".join("?" * len(meeting_ids))
        rows = self._database.execute(
            f"SELECT payload FROM meeting_history WHERE meeting_id IN ({marks}) ORDER BY meeting_id, revision",  # noqa: S608  # only marks
            list(meeting_ids),
        )
        history: dict[str, list[MeetingAnnounced]] = {}
        for meeting in _events(rows, MeetingAnnounced):
            history.setdefault(meeting.meeting_id, []).append(meeting)
        return history

    def resolve_meeting(self, meeting_id: str) -> MeetingAnnounced | None:
        """The latest revision of a meeting."""
        rows = self._database.execute("SELECT payload FROM meetings WHERE meeting_id = ?", (meeting_id,))
        return next(_events(rows, MeetingAnnounced), None)

    def find_topics(
        self, wanted: TopicFilter, *, since: datetime | None = None, limit: int = 1000
    ) -> list[TopicMentioned]:
        """Mentions of topics, newest first."""
        conditions, values = ["emitted_at >= ?"], [_utc(since) if since else ""]
        for column, value in (("topic", wanted.topic), ("watchlist", wanted.watchlist), ("language", wanted.language)):
            if value is not None:
                conditions.append(f"{column} = ?")
                values.append(value)
        rows = self._database.execute(
            f"SELECT payload FROM topic_mentions WHERE {' AND '.join(conditions)} ORDER BY emitted_at DESC, mention_id",  # noqa: S608  # our own words
            values,
        )
        return _first(limit, (m for m in _events(rows, TopicMentioned) if wanted.matches(m)))

    def count_topics(self, *, since: datetime, limit: int = 12) -> list[TopicCount]:
        """The topics of the articles since a moment, most articles first; withdrawn mentions do not count."""
        rows = self._database.execute(
            "SELECT topic, max(label) AS label, count(DISTINCT article_id) AS articles, sum(salience) AS salience "
            "FROM topic_mentions WHERE emitted_at >= ? AND status = 'mentioned' "
            "GROUP BY topic ORDER BY articles DESC, salience DESC, topic LIMIT ?",
            (_utc(since), limit),
        )
        return [TopicCount(row["topic"], row["label"], row["articles"], row["salience"]) for row in rows]

    def newest_place(self) -> tuple[int, int]:
        """The place of the latest event in the order of arrival: (of meetings, of topics)."""
        row = self._database.execute(
            "SELECT (SELECT coalesce(max(rowid), 0) FROM meeting_history) AS meetings, "
            "(SELECT coalesce(max(rowid), 0) FROM topic_history) AS topics"
        ).fetchone()
        return row["meetings"], row["topics"]

    def find_news(self, after: tuple[int, int], *, limit: int = 500) -> list[News]:
        """Events that came after a place, in order of arrival: meetings first."""
        news: list[News] = []
        meetings, topics = after
        for row in self._database.execute(
            "SELECT rowid, payload FROM meeting_history WHERE rowid > ? ORDER BY rowid LIMIT ?", (meetings, limit)
        ):
            meetings = row["rowid"]
            news.append(News((meetings, topics), decode(row["payload"].encode(), MeetingAnnounced)))
        for row in self._database.execute(
            "SELECT rowid, payload FROM topic_history WHERE rowid > ? ORDER BY rowid LIMIT ?",
            (topics, limit - len(news)),
        ):
            topics = row["rowid"]
            news.append(News((meetings, topics), decode(row["payload"].encode(), TopicMentioned)))
        return news


def _meeting_condition(wanted: MeetingFilter) -> tuple[str, list[Any]]:
    conditions, values = ["1"], list[Any]()

    def ask(condition: str, value: Any) -> None:
        if value is not None:
            conditions.append(condition)
            values.append(value.isoformat() if isinstance(value, date) else value)

    ask("status = ?", wanted.status)
    ask("certainty = ?", wanted.certainty)
    ask("change = ?", wanted.change)
    ask("ends_on >= ?", wanted.since)
    ask("starts_on <= ?", wanted.until)
    ask("independent_sources >= ?", wanted.min_sources)
    for table, column, value in (
        ("meeting_participants", "country", wanted.country),
        ("meeting_agenda", "topic", wanted.topic),
        ("meeting_watchlists", "watchlist", wanted.watchlist),
    ):
        ask(f"meeting_id IN (SELECT meeting_id FROM {table} WHERE {column} = ?)", value)  # noqa: S608  # our own names
    if wanted.current:
        conditions.append("in_diary")
    return " AND ".join(conditions), values


def _events(rows: sqlite3.Cursor, event_type: type[Any]) -> Iterator[Any]:
    return (decode(row["payload"].encode(), event_type) for row in rows)


def _first(limit: int, events: Iterator[Any]) -> list[Any]:
    found = []
    for event in events:
        found.append(event)
        if len(found) == limit:
            break
    return found


def _utc(moment: datetime) -> str:
    """As the sink writes moments, so that they compare as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
