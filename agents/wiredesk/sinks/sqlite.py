"""Events into a SQLite file: the result of an embedded run to be queried, and the store behind the desk.

Options: `path` of the file; it is made when it is not there, its layout brought up to date by migrations/.

Delivery. At least once in, each event once in the file: a batch is one transaction, history is kept by `event_id`,
and a meeting's current row only ever goes to a higher revision, so an event seen twice or late changes nothing.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from wiredesk.sinks import relations
from wiredesk.sinks.relations import Relation, Row
from wiredesk_schemas import Event, MeetingAnnounced, TopicMentioned

LAYOUT_VERSION = 1


def connect(path: Path | str) -> sqlite3.Connection:
    """The database with its tables, made or brought up to date.

    Raises sqlite3.DatabaseError with the path when the file is no such database, or of a later release.
    """
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA busy_timeout = 10000")
        _migrate(database, path)
    except sqlite3.DatabaseError as e:
        database.close()
        raise sqlite3.DatabaseError(f"{path}: {e}") from e
    database.row_factory = sqlite3.Row
    return database


def _migrate(database: sqlite3.Connection, path: Path | str) -> None:
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version > LAYOUT_VERSION:
        raise sqlite3.DatabaseError(f"layout {version} is of a later release; this one knows {LAYOUT_VERSION}")
    for number in range(version + 1, LAYOUT_VERSION + 1):
        script = files("wiredesk.sinks").joinpath(f"migrations/sqlite-{number}.sql").read_text("utf-8")
        database.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")


class SqliteSink:
    """See the module."""

    accepts: tuple[type[Event], ...] = (MeetingAnnounced, TopicMentioned)

    def __init__(self, path: str = "wiredesk.sqlite") -> None:
        self.path = path
        self.database: sqlite3.Connection | None = None

    async def open(self) -> None:
        """Open the file; made when it is not there."""
        Path(self.path).parent.mkdir(parents=True, exist_ok=True)
        self.database = connect(self.path)

    async def write(self, batch: Sequence[Event]) -> None:
        """Write a batch in one transaction."""
        if self.database is None:
            raise RuntimeError("the sink is not open: await open() first")
        write_events(self.database, batch)

    async def close(self) -> None:
        """Close the file."""
        if self.database is not None:
            self.database.close()
            self.database = None


def write_events(database: sqlite3.Connection, batch: Iterable[Event]) -> list[Event]:
    """Write events in one transaction; the ones that changed a current state, in order."""
    news: list[Event] = []
    with closing(database.cursor()) as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        try:
            news.extend(event for event in batch if _write(cursor, event))
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
        cursor.execute("COMMIT")
    return news


def _write(cursor: sqlite3.Cursor, event: Event) -> bool:
    if isinstance(event, MeetingAnnounced):
        _insert(cursor, relations.MEETING_HISTORY, relations.meeting_history_row(event))
        if not _insert(cursor, relations.MEETINGS, relations.meeting_row(event)):
            return False
        for relation, rows in relations.meeting_parts(event).items():
            cursor.execute(f"DELETE FROM {relation.name} WHERE meeting_id = ?", (event.meeting_id,))  # noqa: S608  # our own name
            for row in rows:
                _insert(cursor, relation, row)
        return True
    if isinstance(event, TopicMentioned):
        return _insert(cursor, relations.TOPIC_HISTORY, relations.topic_history_row(event)) and _insert(
            cursor, relations.TOPIC_MENTIONS, relations.topic_row(event)
        )
    return False


def _insert(cursor: sqlite3.Cursor, relation: Relation, row: Row) -> bool:
    cursor.execute(relation.insert(numbered=False), [_stored(row[column]) for column in relation.columns])
    return cursor.rowcount > 0


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
