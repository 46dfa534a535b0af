"""The work of `wiredesk audit`: reading what must be compared, in an order that holds on a live system.

Commits are taken before the ends of topics: what a stage had committed then, it had delivered before, so it is within
the ends.
"""

import asyncio
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from confluent_kafka import Message

from wiredesk.accounts import Accounts
from wiredesk.kafka.bounded import Span, find_committed, find_spans, read_spans
from wiredesk.settings import Settings
from wiredesk.stages._work import ORIGIN
from wiredesk.topology import (
    CLEAN,
    DUPLICATE,
    LINKED,
    MEETINGS,
    OUTCOME,
    RAW,
    REPORTS,
    TOPICS_MENTIONED,
    Topic,
    full_name,
    group_name,
)
from wiredesk_schemas import ArticleOutcome, DuplicateArticle, SchemaError, decode, parse
from wiredesk_schemas.cloudevents import header


class AuditError(Exception):
    """A sink that was to be compared cannot be read; the text says which and why."""


MessageT = TypeVar("MessageT")
HOPS: tuple[tuple[Topic, str], ...] = ((CLEAN, "dedupe"), (LINKED, "enrich"), (REPORTS, "reconcile"))


def run_audit(
    settings: Settings, sqlite: Sequence[Path], files: Sequence[Path], postgres: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Counts, reasons and findings. Raises BrokerError, and AuditError when a sink cannot be read."""

    def name(topic: Topic) -> str:
        return full_name(topic, settings.topic_prefix)

    def committed(topic: Topic, role: str) -> dict[int, int]:
        return find_committed(settings, group_name(role, settings.topic_prefix), name(topic))

    done = {RAW: committed(RAW, "clean"), **{topic: committed(topic, stage) for topic, stage in HOPS}}
    sinks = [*(("sqlite", p) for p in sqlite), *(("files", p) for p in files), *(("postgres", p) for p in postgres)]
    stored_below = {
        (kind, topic): committed(topic, f"sink-{kind}") for kind, _ in sinks for topic in (MEETINGS, TOPICS_MENTIONED)
    }
    read = [RAW, OUTCOME, DUPLICATE, *(topic for topic, _ in HOPS), *((MEETINGS, TOPICS_MENTIONED) if sinks else ())]
    spans = find_spans(settings, [name(topic) for topic in read])

    def of(topic: Topic) -> list[Span]:
        return [span for span in spans if span.topic == name(topic)]

    accounts = Accounts(is_whole=all(span.start == 0 for topic in (RAW, OUTCOME, DUPLICATE) for span in of(topic)))
    for span in of(RAW):
        below = done[RAW].get(span.partition, 0)
        for offset in range(span.start, span.end):
            accounts.raw(f"raw:{span.partition}:{offset}", is_committed=offset < below)
    for topic, _ in HOPS:
        behind = [Span(s.topic, s.partition, max(s.start, done[topic].get(s.partition, 0)), s.end) for s in of(topic)]
        for message in read_spans(settings, behind):
            accounts.underway(header(message.headers() or (), ORIGIN) or "")  # type: ignore[arg-type]  # pairs of str and bytes
    for outcome in _decoded(read_spans(settings, of(OUTCOME)), ArticleOutcome, accounts):
        accounts.outcome(outcome)
    for duplicate in _decoded(read_spans(settings, of(DUPLICATE)), DuplicateArticle, accounts):
        accounts.link(duplicate)
    for kind, where in sinks:
        for topic in (MEETINGS, TOPICS_MENTIONED):
            stored_to = stored_below[kind, topic]
            expected: set[str] = set()
            behind_ids: set[str] = set()
            for message in read_spans(settings, of(topic)):
                event_id = header(message.headers() or (), "ce_id")  # type: ignore[arg-type]  # see above
                if event_id is None:
                    accounts.unreadable(_place(message))
                    continue
                is_done = (message.offset() or 0) < stored_to.get(message.partition() or 0, 0)
                (expected if is_done else behind_ids).add(event_id)
            stored = STORES[kind](where, topic)
            accounts.sink(f"{kind} {topic.name}", expected, stored, behind=behind_ids - expected)
    findings = accounts.findings()
    return {"counts": accounts.summary(), "reasons": accounts.reasons(), "findings": findings}


def _decoded(messages: Iterable[Message], kind: type[MessageT], accounts: Accounts) -> Iterator[MessageT]:
    for message in messages:
        try:
            yield decode(message.value() or b"", kind)
        except SchemaError:
            accounts.unreadable(_place(message))


def _place(message: Message) -> str:
    return f"{message.topic()}:{message.partition()}:{message.offset()}"


def _in_sqlite(path: Any, topic: Topic) -> list[str]:
    table = "meeting_history" if topic is MEETINGS else "topic_history"
    try:
        with closing(sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)) as database:
            return [row[0] for row in database.execute(f"SELECT event_id FROM {table}")]  # noqa: S608  # one of two names
    except sqlite3.Error as e:
        raise AuditError(f"{str(path)!r} cannot be read as a sqlite sink's file: {e}") from e


def _in_files(folder: Any, topic: Topic) -> list[str]:
    if not Path(folder).is_dir():
        raise AuditError(f"{str(folder)!r} is no folder: name that of the files sink")
    ids = []
    for path in sorted(Path(folder).glob(f"{topic.name.removeprefix('events.')}-*.jsonl*")):
        for line in path.read_bytes().splitlines():
            try:
                ids.append(parse(line)["event_id"])
            except (SchemaError, KeyError, TypeError):
                ids.append(f"unreadable line in {path.name}")
    return ids


def _in_postgres(where: Any, topic: Topic) -> list[str]:
    import asyncpg

    dsn, schema = where
    table = "meeting_history" if topic is MEETINGS else "topic_history"

    async def ask() -> list[str]:
        connection = await asyncpg.connect(dsn, server_settings={"search_path": schema}, timeout=POSTGRES_TIMEOUT_S)
        try:
            return [row["event_id"] for row in await connection.fetch(f"SELECT event_id FROM {table}")]  # noqa: S608  # see above
        finally:
            await connection.close()

    try:
        return asyncio.run(ask())
    except (OSError, TimeoutError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as e:
        # Not the DSN: there may be a password in it.
        raise AuditError(f"the postgres sink's database cannot be read: {e or type(e).__name__}") from e


POSTGRES_TIMEOUT_S = 10.0
STORES = {"sqlite": _in_sqlite, "files": _in_files, "postgres": _in_postgres}
