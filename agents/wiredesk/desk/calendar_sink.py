"""Meetings into an iCalendar file that stays right by itself, for a calendar program or a web server to read.

Options: `path` of the .ics file; `store`, the SQLite file that the diary is kept in (default: beside it);
`name` of the calendar; and any filter of wiredesk.filters.MeetingFilter as `where`, "country=JP,certainty=confirmed".
For a feed over HTTP with filters in the URL, see `wiredesk desk`.

Delivery. At least once in; the file shows each meeting once, at its latest revision. It is replaced whole and never
seen half written; at the latest `every_s` seconds after a change.
"""

import os
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wiredesk.api import RetryLater
from wiredesk.desk.calendar import diary
from wiredesk.desk.store import Store
from wiredesk.filters import MeetingFilter
from wiredesk.sinks.sqlite import LOCK_WAIT_S, connect, retried_when_outside, write_events
from wiredesk_schemas import Event, MeetingAnnounced

KEEP_BACK = timedelta(days=90)
"""How far back the file goes: a late cancellation still reaches a client."""


class CalendarSink:
    """See the module."""

    accepts: tuple[type[Event], ...] = (MeetingAnnounced,)

    def __init__(
        self, path: str, store: str | None = None, name: str = "wiredesk", where: str = "", every_s: str = "1"
    ) -> None:
        self.path = Path(path)
        self.store = Path(store) if store else self.path.with_suffix(".sqlite")
        self.name = name
        self.wanted = MeetingFilter.from_query(dict(_pair(part) for part in where.split(",") if part.strip()))
        self.every_s = float(every_s)
        self._database: sqlite3.Connection | None = None
        self._entries: dict[str, bytes] = {}
        self._written_at = float("-inf")

    async def open(self) -> None:
        """Open the store and write the file as it stands. Raises RetryLater while the store is locked."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with retried_when_outside(self.store):
            self._database = connect(self.store, lock_wait_s=LOCK_WAIT_S)
        self._write_file()

    async def write(self, batch: Sequence[Event]) -> None:
        """Keep a batch, and write the file when it is due. Raises RetryLater when the disk does not take it."""
        if self._database is None:
            raise RuntimeError("the sink is not open: await open() first")
        try:
            if write_events(self._database, batch) and time.monotonic() - self._written_at >= self.every_s:
                self._write_file()
        except (OSError, sqlite3.OperationalError) as e:
            raise RetryLater(f"{self.path}: {e}", after_s=10) from e

    async def close(self) -> None:
        """Write the file once more, and close the store."""
        if self._database is not None:
            self._write_file()
            self._database.close()
            self._database = None

    def _write_file(self) -> None:
        if self._database is None:
            return
        since = self.wanted.since or (datetime.now(UTC) - KEEP_BACK).date()
        store = Store(self._database)
        shown = store.find_meetings(replace(self.wanted, since=since))
        shown += store.find_undated(replace(self.wanted, since=None, until=None, status="postponed"))
        part = self.path.with_suffix(".ics.part")
        with part.open("wb") as file:
            file.write(diary(shown, name=self.name, written=self._entries))
            file.flush()
            os.fsync(file.fileno())
        part.rename(self.path)
        self._written_at = time.monotonic()


def _pair(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name.strip(), value.strip()
