"""Events into a SQLite file: the result of an embedded run to be queried, and the store behind the desk.

Options: `path` of the file; it is made when it is not there, its layout brought up to date by migrations/.

Delivery. At least once in, each event once in the file: a batch is one transaction, history is kept by `event_id`,
and a meeting's current row only ever goes to a higher revision, so an event seen twice or late changes nothing. While
another program holds the file locked, or the disk is full or does not take it, the batch is tried again later
(RetryLater) and nothing is committed to Kafka.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from wiredesk.api import RetryLater
from wiredesk.sinks import relations
from wiredesk.sinks.relations import Relation, Row
from wiredesk_schemas import Event, MeetingAnnounced, TopicMentioned

LAYOUT_VERSION = 1
LOCK_WAIT_S = 1.0
"""How long a sink waits for a lock on the spot: the worker stands still meanwhile, and its session must not end."""
OUTSIDE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)
"""Primary result codes (sqlite.org/rescode.html) for what is wrong around the file and may pass; others are bugs."""


def connect(path: Path | str, *, lock_wait_s: float = 10.0) -> sqlite3.Connection:
    """The database with its tables, made or brought up to date. A lock of others is waited for, each time anew.

    Raises sqlite3.DatabaseError with the path when the file is no such database, or of a later release.
    """
    database = sqlite3.connect(path, timeout=lock_wait_s, isolation_level=None, check_same_thread=False)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        _migrate(database, path)
    except sqlite3.DatabaseError as e:
        database.close()
        e.args = (f"{path}: {e}",)  # the same error, with its code
        raise
    database.row_factory = sqlite3.Row
    return database


def _migrate(database: sqlite3.Connection, path: Path | str) -> None:
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version > LAYOUT_VERSION:
        raise sqlite3.DatabaseError(f"layout {version} is of a later release; this one knows {LAYOUT_VERSION}")
    for number in range(version + 1, LAYOUT_VERSION + 1):
        script = files("wiredesk.sinks").joinpath(f"migrations/sqlite-{number}.sql").read_text("utf-8")
        database.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")


@contextmanager
def retried_when_outside(path: Path | str) -> Iterator[None]:
    """RetryLater instead of what SQLite raises for a lock, a full disk, a file that cannot be reached."""
    try:
        yield
    except sqlite3.Error as e:
        # The low byte is the primary code, the rest says more; errors of Python's own have none.
        if getattr(e, "sqlite_errorcode", 0) & 0xFF not in OUTSIDE:
            raise
        raise RetryLater(f"{path}: {str(e).removeprefix(f'{path}: ')}") from e


class SqliteSink:
    """See the module."""

    accepts: tuple[type[Event], ...] = (MeetingAnnounced, TopicMentioned)

    def __init__(self, path: str = "wiredesk.sqlite") -> None:
        self.path = path
        self.database: sqlite3.Connection | None = None

    async def open(self) -> None:
        """Open the file; made when it is not there. Raises RetryLater while it is locked or the disk is full."""
        Path(self.path).parent.mkdir(parents=True, exist_ok=True)
        with retried_when_outside(self.path):
            self.database = connect(self.path, lock_wait_s=LOCK_WAIT_S)

    async def write(self, batch: Sequence[Event]) -> None:
        """Write a batch in one transaction. Raises RetryLater while the file is locked or the disk is full."""
        if self.database is None:
            raise RuntimeError("the sink is not open: await open() first")
        with retried_when_outside(self.path):
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
            cursor.execute("COMMIT")
        except BaseException:
            if database.in_transaction:  # SQLite itself rolls back on a full disk
                cursor.execute("ROLLBACK")
            raise
    return news


def _write(cursor: sqlite3.Cursor, event: Event) -> bool:
    if isinstance(event, MeetingAnnounced):
        row = relations.meeting_row(event)
        _insert(cursor, relations.MEETING_HISTORY, row)
        if not _insert(cursor, relations.MEETINGS, row):
            return False
        for relation, rows in relations.meeting_parts(event).items():
            cursor.execute(f"DELETE FROM {relation.name} WHERE meeting_id = ?", (event.meeting_id,))  # noqa: S608  # our own name
            for part in rows:
                _insert(cursor, relation, part)
        return True
    if isinstance(event, TopicMentioned):
        row = relations.topic_row(event)
        return _insert(cursor, relations.TOPIC_HISTORY, row) and _insert(cursor, relations.TOPIC_MENTIONS, row)
    return False


def _insert(cursor: sqlite3.Cursor, relation: Relation, row: Row) -> bool:
    cursor.execute(relation.insert(numbered=False), [_stored(row[column]) for column in relation.columns])
    return cursor.rowcount > 0


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
