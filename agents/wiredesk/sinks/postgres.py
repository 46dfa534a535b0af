"""Events into PostgreSQL, in related tables for the questions users ask (docs/queries.md).

Options: `dsn` (postgresql://user@host/database; the password from `WIREDESK_SINK_POSTGRES_DSN_FILE` or .pgpass),
`schema` (default "wiredesk"; made when it is not there). The layout is brought up to date by migrations/, by one
process at a time.

Delivery. At least once in, each event once in the tables: a batch is one transaction, history is kept by `event_id`,
and a current row only ever goes to a higher revision. When the server is down or slow the batch is tried again later
(RetryLater), nothing is committed to Kafka meanwhile, and the lag shows it.
"""

import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import asyncpg

from wiredesk.api import Reject, RetryLater
from wiredesk.sinks import relations
from wiredesk.sinks.relations import Relation, Row
from wiredesk_schemas import Event, MeetingAnnounced, TopicMentioned

LAYOUT_VERSION = 1
MIGRATION_LOCK = 0x77697265  # "wire": the advisory lock under which layouts are changed
DOWN = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.QueryCanceledError,
    asyncpg.DiskFullError,
    TimeoutError,
)


class PostgresSink:
    """See the module."""

    accepts: tuple[type[Event], ...] = (MeetingAnnounced, TopicMentioned)

    def __init__(self, dsn: str, schema: str = "wiredesk", timeout_s: str = "30") -> None:
        if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", schema):
            raise ValueError(f"schema must be a plain lower-case PostgreSQL name, got {schema[:80]!r}")
        self.dsn = dsn
        self.schema = schema
        self.timeout_s = float(timeout_s)
        self.pool: Any = None

    async def open(self) -> None:
        """Connect and bring the layout up to date. Raises RetryLater while the server is down."""
        try:
            self.pool = await asyncpg.create_pool(
                self.dsn,
                min_size=0,
                max_size=2,
                command_timeout=self.timeout_s,
                timeout=self.timeout_s,
                server_settings={"search_path": self.schema, "application_name": "wiredesk"},
            )
            async with self.pool.acquire(timeout=self.timeout_s) as connection:
                await self._migrate(connection)
        except DOWN as e:
            await self.close()
            raise RetryLater(f"postgres is not reachable: {str(e) or repr(e)}") from e

    async def write(self, batch: Sequence[Event]) -> None:
        """Write a batch in one transaction. Raises RetryLater while the server is down, Reject for what it refuses."""
        if self.pool is None:
            await self.open()
        try:
            async with self.pool.acquire(timeout=self.timeout_s) as connection, connection.transaction():
                # In one order for all writers, so that two of them cannot wait for each other.
                for event in sorted(batch, key=lambda e: e.subject):
                    if isinstance(event, MeetingAnnounced):
                        await _write_meeting(connection, event)
                    elif isinstance(event, TopicMentioned):
                        await _write_topic(connection, event)
        except DOWN as e:
            raise RetryLater(f"postgres: {str(e) or repr(e)}") from e
        except asyncpg.DataError as e:
            raise Reject("refused-by-postgres", str(e)) from e

    async def close(self) -> None:
        """Give the connections back."""
        if self.pool is not None:
            self.pool.terminate()
            self.pool = None

    async def _migrate(self, connection: Any) -> None:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", MIGRATION_LOCK)
            await connection.execute(f"CREATE SCHEMA IF NOT EXISTS {self.schema}")
            await connection.execute("CREATE TABLE IF NOT EXISTS layout (version INTEGER PRIMARY KEY)")
            version = await connection.fetchval("SELECT coalesce(max(version), 0) FROM layout")
            if version > LAYOUT_VERSION:
                raise ValueError(f"layout {version} of schema {self.schema!r} is of a later release than this one")
            for number in range(version + 1, LAYOUT_VERSION + 1):
                await connection.execute(
                    files("wiredesk.sinks").joinpath(f"migrations/postgres-{number}.sql").read_text("utf-8")
                )
                await connection.execute("INSERT INTO layout VALUES ($1)", number)


async def _write_meeting(connection: Any, meeting: MeetingAnnounced) -> None:
    row = relations.meeting_row(meeting)
    await _insert(connection, relations.MEETING_HISTORY, row)
    if not await _insert(connection, relations.MEETINGS, row):
        return
    for relation, rows in relations.meeting_parts(meeting).items():
        await connection.execute(f"DELETE FROM {relation.name} WHERE meeting_id = $1", meeting.meeting_id)  # noqa: S608  # our own name
        for row in rows:
            await _insert(connection, relation, row)


async def _write_topic(connection: Any, mention: TopicMentioned) -> None:
    row = relations.topic_row(mention)
    if await _insert(connection, relations.TOPIC_HISTORY, row):
        await _insert(connection, relations.TOPIC_MENTIONS, row)


async def _insert(connection: Any, relation: Relation, row: Row) -> bool:
    done: str = await connection.execute(relation.insert(numbered=True), *(row[column] for column in relation.columns))
    return not done.endswith(" 0")
