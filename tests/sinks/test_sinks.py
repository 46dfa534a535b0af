"""One contract for every sink: at least once in, each event once there, whatever is written twice or late."""

import asyncio
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import orjson
import pytest

from wiredesk.api import RetryLater, Sink
from wiredesk.desk.calendar_sink import CalendarSink
from wiredesk.plugins import load_sinks
from wiredesk.settings import Settings
from wiredesk.sinks.jsonlines import JsonLinesSink
from wiredesk.sinks.sqlite import SqliteSink
from wiredesk_schemas import MeetingAnnounced, TopicMentioned, stamped
from wiredesk_schemas.examples import EXAMPLES

MEETING: Any = EXAMPLES[MeetingAnnounced]
MENTION: Any = EXAMPLES[TopicMentioned]


def revision(number: int, **fields: Any) -> MeetingAnnounced:
    return stamped(replace(MEETING, revision=number, **fields), MEETING.emitted_at + timedelta(minutes=number))


def ids_in_sqlite(path: Path) -> list[str]:
    with sqlite3.connect(path / "desk.sqlite") as database:
        return [
            row[0]
            for table in ("meeting_history", "topic_history")
            for row in database.execute(f"SELECT event_id FROM {table}")
        ]


def ids_in_files(path: Path) -> list[str]:
    return [orjson.loads(line)["event_id"] for file in path.rglob("*.jsonl") for line in file.read_bytes().splitlines()]


KINDS: dict[str, tuple[Callable[[Path], Sink[Any]], Callable[[Path], list[str]]]] = {
    "sqlite": (lambda path: SqliteSink(path=str(path / "desk.sqlite")), ids_in_sqlite),
    "jsonlines": (lambda path: JsonLinesSink(folder=str(path / "out")), ids_in_files),
}


@pytest.fixture(params=KINDS)
def kind(request) -> str:
    return request.param


async def fill(kind: str, path: Path, *batches: list[Any]) -> list[str]:
    make, ids = KINDS[kind]
    for batch in batches:
        sink = make(path)
        assert isinstance(sink, Sink)
        await sink.open()
        await sink.write(batch)
        await sink.close()
    return sorted(ids(path))


async def test_every_event_is_there_once(kind: str, tmp_path: Path):
    events = [revision(1), revision(2), MENTION]
    assert await fill(kind, tmp_path, events) == sorted(e.event_id for e in events)


async def test_a_batch_written_twice_leaves_one_copy_also_after_a_restart(kind: str, tmp_path: Path):
    events = [revision(1), MENTION]
    assert await fill(kind, tmp_path, events + events, events) == sorted(e.event_id for e in events)


async def test_odd_text_is_kept(kind: str, tmp_path: Path):
    odd = revision(1, extractor='nul \x00, quote ", newline \n, "; DROP TABLE meetings; --, \u202e')
    assert await fill(kind, tmp_path, [odd]) == [odd.event_id]


async def test_the_current_row_never_goes_back_to_an_older_revision(tmp_path: Path):
    await fill("sqlite", tmp_path, [revision(3, status="cancelled")], [revision(2, status="planned")])
    with sqlite3.connect(tmp_path / "desk.sqlite") as database:
        assert database.execute("SELECT revision, status FROM meetings").fetchall() == [(3, "cancelled")]
        assert database.execute("SELECT count(*) FROM meeting_history").fetchone() == (2,)


async def test_parts_of_a_meeting_are_those_of_its_latest_revision(tmp_path: Path):
    alone = MEETING.participants[:1]
    await fill("sqlite", tmp_path, [revision(1)], [revision(2, participants=alone)])
    with sqlite3.connect(tmp_path / "desk.sqlite") as database:
        assert database.execute("SELECT name FROM meeting_participants").fetchall() == [("Ilse Brandt",)]


async def test_a_withdrawn_mention_is_withdrawn_in_the_current_table(tmp_path: Path):
    withdrawn = stamped(replace(MENTION, status="withdrawn"), MENTION.emitted_at + timedelta(hours=1))
    await fill("sqlite", tmp_path, [MENTION, withdrawn, MENTION])
    with sqlite3.connect(tmp_path / "desk.sqlite") as database:
        assert database.execute("SELECT status FROM topic_mentions").fetchall() == [("withdrawn",)]


async def test_a_file_of_something_else_is_refused_with_its_path(tmp_path: Path):
    (tmp_path / "desk.sqlite").write_text("this is no database, " * 100)
    with pytest.raises(sqlite3.DatabaseError, match=r"desk\.sqlite"):
        await SqliteSink(path=str(tmp_path / "desk.sqlite")).open()


async def test_a_database_that_others_hold_locked_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("wiredesk.sinks.sqlite.LOCK_WAIT_S", 0.05)
    path = tmp_path / "desk.sqlite"
    sink = SqliteSink(path=str(path))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(RetryLater, match=r"desk\.sqlite: database is locked"):
        await sink.open()
    other.execute("COMMIT")
    await sink.open()
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(RetryLater, match=r"desk\.sqlite: database is locked"):
        await sink.write([revision(1)])
    other.execute("COMMIT")
    await sink.write([revision(1)])
    await sink.close()
    other.close()
    assert ids_in_sqlite(tmp_path) == [revision(1).event_id]


async def test_a_database_on_a_full_disk_is_tried_again(tmp_path: Path):
    """A limit on the pages of the database stands for a disk without room: SQLite has one error for both."""
    sink = SqliteSink(path=str(tmp_path / "desk.sqlite"))
    await sink.open()
    assert sink.database is not None
    sink.database.execute("PRAGMA max_page_count = 1")
    batch = [revision(number) for number in range(1, 100)]
    with pytest.raises(RetryLater, match="full"):
        await sink.write(batch)
    sink.database.execute("PRAGMA max_page_count = 1000000")
    await sink.write(batch)
    await sink.close()
    assert sorted(ids_in_sqlite(tmp_path)) == sorted(event.event_id for event in batch)


async def test_a_disk_that_takes_no_more_of_the_database_is_tried_again(tmp_path: Path):
    sink = SqliteSink(path=str(tmp_path / "desk.sqlite"))
    await sink.open()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, hard))
        with pytest.raises(RetryLater, match=r"desk\.sqlite: "):
            await sink.write([revision(1)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, previous)
    await sink.write([revision(1)])
    await sink.close()
    assert ids_in_sqlite(tmp_path) == [revision(1).event_id]


async def test_a_statement_that_is_wrong_is_a_bug_and_not_tried_again(tmp_path: Path):
    sink = SqliteSink(path=str(tmp_path / "desk.sqlite"))
    await sink.open()
    assert sink.database is not None
    sink.database.execute("DROP TABLE meeting_history")
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await sink.write([revision(1)])
    await sink.close()


async def test_a_cut_off_line_of_a_crash_is_cut_off_and_the_event_taken_again(tmp_path: Path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "meeting-announced-x-0.jsonl.part").write_bytes(b'{"event_id":"whole"}\n{"event_id":"brok')
    assert await fill("jsonlines", tmp_path, [revision(1)]) == sorted(["whole", revision(1).event_id])


async def test_files_are_finished_when_they_are_large_enough(tmp_path: Path):
    sink = JsonLinesSink(folder=str(tmp_path), max_bytes="10")
    await sink.open()
    await sink.write([revision(1)])
    assert len(ids_in_files(tmp_path)) == 1
    await sink.write([revision(2)])
    await sink.close()
    assert len(ids_in_files(tmp_path)) == 2


async def test_a_file_is_finished_when_it_is_old_enough_though_nothing_more_comes(tmp_path: Path):
    sink = JsonLinesSink(folder=str(tmp_path), max_age_s="0.05")
    await sink.open()
    await sink.write([revision(1)])
    assert ids_in_files(tmp_path) == []
    await asyncio.sleep(0.3)
    assert ids_in_files(tmp_path) == [revision(1).event_id]
    await sink.write([revision(1), revision(2)])
    await sink.close()
    assert sorted(ids_in_files(tmp_path)) == sorted([revision(1).event_id, revision(2).event_id])


async def test_a_file_that_cannot_be_finished_now_is_finished_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("wiredesk.sinks.jsonlines.RETRY_S", 0.05)
    renamed = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    sink = JsonLinesSink(folder=str(tmp_path), max_bytes="10")
    await sink.open()
    monkeypatch.setattr(Path, "rename", refuse)
    await sink.write([revision(1)])
    assert ids_in_files(tmp_path) == []
    monkeypatch.setattr(Path, "rename", renamed)
    await asyncio.sleep(0.3)
    assert ids_in_files(tmp_path) == [revision(1).event_id]
    await sink.close()


HOLD_A_FOLDER = """
import asyncio, sys
from wiredesk.sinks.jsonlines import JsonLinesSink
asyncio.run(JsonLinesSink(folder=sys.argv[1]).open())
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other_writer(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that writes to the folder."""
    arguments = [sys.executable, "-c", HOLD_A_FOLDER, str(tmp_path)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        yield other
        other.kill()


async def test_a_folder_that_another_process_writes_to_is_refused_until_it_ends(tmp_path: Path, other_writer):
    part = tmp_path / "meeting-announced-x-0.jsonl.part"
    part.write_bytes(b'{"event_id":"of the other"}\n')
    sink = JsonLinesSink(folder=str(tmp_path))
    with pytest.raises(RetryLater, match=rf"process {other_writer.pid}\): give each worker a folder of its own"):
        await sink.open()
    assert part.exists()
    other_writer.kill()
    other_writer.wait()
    await sink.open()
    await sink.close()
    assert ids_in_files(tmp_path) == ["of the other"]


async def test_a_full_disk_is_tried_again_and_leaves_whole_lines(tmp_path: Path):
    """The system's own limit on file size stands for a disk without room: it cuts a write in the middle of a line."""
    sink = JsonLinesSink(folder=str(tmp_path))
    await sink.open()
    await sink.write([revision(1)])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, hard))
        with pytest.raises(RetryLater, match="File too large"):
            await sink.write([revision(2)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, previous)
    await sink.write([revision(2)])
    await sink.close()
    assert sorted(ids_in_files(tmp_path)) == sorted([revision(1).event_id, revision(2).event_id])


async def test_the_calendar_file_is_whole_and_shows_each_meeting_once_at_its_latest(tmp_path: Path):
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    when = replace(MEETING.when, start=tomorrow, end=tomorrow)
    path = tmp_path / "diary.ics"
    sink = CalendarSink(path=str(path), where="country=KE", every_s="0")
    await sink.open()
    assert b"VEVENT" not in path.read_bytes()
    await sink.write([revision(1, when=when), revision(2, when=when, status="cancelled"), revision(1, when=when)])
    await sink.close()
    (entry,) = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert (entry["sequence"], entry["status"]) == (1, "CANCELLED")
    elsewhere = CalendarSink(path=str(tmp_path / "jp.ics"), store=str(tmp_path / "diary.sqlite"), where="country=JP")
    await elsewhere.open()
    await elsewhere.close()
    assert b"VEVENT" not in (tmp_path / "jp.ics").read_bytes()


def test_every_bundled_sink_can_be_had_by_name(tmp_path: Path):
    settings = Settings(
        sinks=("calendar", "files", "postgres", "sqlite", "webhook"),
        plugin_options={
            "sink_calendar_path": str(tmp_path / "a.ics"),
            "sink_files_folder": str(tmp_path),
            "sink_postgres_dsn": "postgresql://nobody@127.0.0.1/none",
            "sink_webhook_url": "https://example.com/hook",
            "sink_webhook_secrets": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        },
    )
    assert sorted(load_sinks(settings)) == sorted(settings.sinks)
