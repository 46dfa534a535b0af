"""The PostgreSQL sink on a real server."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from local_postgres import LocalPostgres
from wiredesk.api import RetryLater, Sink
from wiredesk.sinks.postgres import PostgresSink
from wiredesk_schemas import MeetingAnnounced, TopicMentioned, stamped
from wiredesk_schemas.examples import EXAMPLES

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(120)]
MEETING: Any = EXAMPLES[MeetingAnnounced]
MENTION: Any = EXAMPLES[TopicMentioned]
QUERIES = re.findall(r"```sql\n(.*?)```", (Path(__file__).parents[2] / "docs/queries.md").read_text(), re.DOTALL)


def revision(number: int, **fields: Any) -> MeetingAnnounced:
    day = datetime.now(UTC).date() + timedelta(days=1)
    coming = replace(MEETING, revision=number, when=replace(MEETING.when, start=day, end=day), **fields)
    return stamped(coming, datetime.now(UTC) - timedelta(minutes=10 - number))


@pytest.fixture
async def schema(postgres: LocalPostgres) -> AsyncIterator[str]:
    name = f"t{abs(hash(datetime.now(UTC)))}"
    yield name
    connection = await asyncpg.connect(postgres.dsn)
    await connection.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")
    await connection.close()


@pytest.fixture
async def sink(postgres: LocalPostgres, schema: str) -> AsyncIterator[PostgresSink]:
    made = PostgresSink(dsn=postgres.dsn, schema=schema, timeout_s="5")
    await made.open()
    yield made
    await made.close()


async def ask(sink: PostgresSink, query: str) -> list[Any]:
    async with sink.pool.acquire() as connection:
        return list(await connection.fetch(query))


async def test_a_batch_written_twice_leaves_one_copy(sink):
    assert isinstance(sink, Sink)
    events = [revision(1), revision(2), MENTION]
    await sink.write(events + events)
    await sink.write(events)
    assert [r["revision"] for r in await ask(sink, "SELECT revision FROM meeting_history ORDER BY revision")] == [1, 2]
    assert len(await ask(sink, "SELECT * FROM topic_history")) == 1
    assert [r["revision"] for r in await ask(sink, "SELECT revision FROM meetings")] == [2]


async def test_the_current_row_never_goes_back(sink):
    await sink.write([revision(3, status="cancelled")])
    await sink.write([revision(2)])
    assert [r["status"] for r in await ask(sink, "SELECT status FROM meetings")] == ["cancelled"]


async def test_odd_text_is_kept_and_nul_left_out(sink):
    """PostgreSQL's text and jsonb refuse NUL: the classic poison loop of a sink."""
    odd = "'; DROP TABLE meetings; -- \x00 \\ \" \u202e 𝄞"
    people = (replace(MEETING.participants[0], name=odd),)
    await sink.write([revision(1, participants=people, extractor=odd)])
    (row,) = await ask(sink, "SELECT name FROM meeting_participants")
    assert row["name"] == odd.replace("\x00", "")


async def test_two_sinks_may_bring_the_layout_up_to_date_at_once(postgres, schema):
    sinks = [PostgresSink(dsn=postgres.dsn, schema=schema) for _ in range(4)]
    await asyncio.gather(*(s.open() for s in sinks))
    await asyncio.gather(*(s.write([revision(1), MENTION]) for s in sinks))
    assert len(await ask(sinks[0], "SELECT * FROM meeting_history")) == 1
    for s in sinks:
        await s.close()


async def test_a_server_that_is_down_is_tried_again_and_nothing_is_lost():
    server = LocalPostgres()
    server.start()
    try:
        sink = PostgresSink(dsn=server.dsn, timeout_s="3")
        await sink.open()
        await sink.write([revision(1)])
        server.stop()
        with pytest.raises(RetryLater, match="postgres"):
            await sink.write([revision(2)])
        server.start()
        for _ in range(5):
            try:
                await sink.write([revision(2)])
                break
            except RetryLater:
                await asyncio.sleep(0.2)
        assert [r["revision"] for r in await ask(sink, "SELECT revision FROM meeting_history ORDER BY 1")] == [1, 2]
        await sink.close()
    finally:
        server.stop()
        server.remove()


async def test_a_layout_of_a_later_release_is_refused(postgres, schema, sink):
    await ask(sink, "INSERT INTO layout VALUES (99)")
    with pytest.raises(ValueError, match="of a later release"):
        await PostgresSink(dsn=postgres.dsn, schema=schema).open()


def test_a_schema_name_that_is_no_name_is_refused():
    with pytest.raises(ValueError, match="schema must be a plain lower-case PostgreSQL name"):
        PostgresSink(dsn="postgresql://x/", schema="a; DROP TABLE b")


@pytest.mark.parametrize("number", range(len(QUERIES)))
async def test_the_queries_of_the_docs_answer(sink, number: int):
    first = replace(MEETING, meeting_id="m", conflicts=MEETING.conflicts)
    await sink.write(
        [
            stamped(replace(first, revision=1, when=revision(1).when, independent_sources=1), datetime.now(UTC)),
            stamped(
                replace(first, revision=2, when=revision(1).when, change="postponed", independent_sources=1),
                datetime.now(UTC),
            ),
            stamped(MENTION, datetime.now(UTC)),
        ]
    )
    assert await ask(sink, QUERIES[number]), f"query {number + 1} answers nothing"


def test_there_are_ten_queries():
    assert len(QUERIES) == 10
