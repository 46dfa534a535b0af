"""Events as JSON lines in files that are whole or not there.

Options: `folder`; `max_bytes` and `max_age_s`, after which a file is finished (64 MiB, an hour), also when nothing more
comes. A folder belongs to one process at a time, which holds a lock on `.lock` in it while it runs; another is refused.

While it is written a file is named `KIND-<first event's time>-<n>.jsonl.part`; finished, flushed to disk and renamed
to `.jsonl`, it never changes again. Readers take `*.jsonl` and nothing else.

Delivery. At least once in, each event once in the folder: the ids of the events of the open and the last finished
files (`remember` events, 1,000,000) are known, also after a restart, and an event seen again is left out. A crash
leaves at most one cut-off line in a `.part` file, which is cut off on opening. A full disk stops the sink
(RetryLater), nothing is committed to Kafka meanwhile.
"""

import asyncio
import fcntl
import os
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path

import structlog

from wiredesk.api import RetryLater
from wiredesk_schemas import Event, MeetingAnnounced, SchemaError, TopicMentioned, encode, parse

RETRY_S = 10.0
log = structlog.get_logger("wiredesk.sinks")


class JsonLinesSink:
    """See the module."""

    accepts: tuple[type[Event], ...] = (MeetingAnnounced, TopicMentioned)

    def __init__(
        self, folder: str, max_bytes: str = "67108864", max_age_s: str = "3600", remember: str = "1000000"
    ) -> None:
        self.folder = Path(folder)
        self.max_bytes = int(max_bytes)
        self.max_age_s = float(max_age_s)
        self.remember = int(remember)
        self._open: dict[str, _OpenFile] = {}
        self._known: OrderedDict[str, None] = OrderedDict()
        self._lock: int | None = None

    async def open(self) -> None:
        """Make the folder, mend what a crash left, and learn which events are there.

        Raises RetryLater while another process has the folder: one that is about to end lets go of it.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        if self._lock is None:
            self._lock = _take_lock(self.folder)
        for part in sorted(self.folder.glob("*.jsonl.part")):
            _cut_broken_end(part)
            part.rename(part.with_suffix(""))
        for path in sorted(self.folder.glob("*.jsonl"), key=lambda p: p.stat().st_mtime):
            for event_id in _event_ids(path):
                self._learn(event_id)

    async def write(self, batch: Sequence[Event]) -> None:
        """Append a batch and flush it to disk. Raises RetryLater when the disk does not take it."""
        written: list[str] = []
        try:
            for event in batch:
                if event.event_id not in self._known:
                    self._file_of(event).append(encode(event) + b"\n")
                    self._learn(event.event_id)
                    written.append(event.event_id)
            for file in self._open.values():
                file.flush()
        except OSError as e:
            # What of this batch reached the disk is not known: forget it, cut the files back to what was flushed.
            for event_id in written:
                self._known.pop(event_id, None)
            for file in self._open.values():
                file.cut_back()
            raise RetryLater(f"{self.folder}: {e.strerror or e}", after_s=RETRY_S) from e
        for kind, file in list(self._open.items()):
            if file.size >= self.max_bytes:
                self._finish(kind, file)

    async def close(self) -> None:
        """Finish the open files and let go of the folder."""
        for kind, file in list(self._open.items()):
            self._finish(kind, file)
            file.due.cancel()  # what is not finished now, open() finishes
        self._open.clear()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _finish(self, kind: str, file: "_OpenFile") -> None:
        """Finish a file; later, when the disk does not take it now: its events are safe in the `.part` file."""
        file.due.cancel()
        try:
            file.finish()
        except OSError as e:
            log.warning("file not finished yet", path=str(file.path), reason=e.strerror or str(e))
            file.due = asyncio.get_running_loop().call_later(RETRY_S, self._finish, kind, file)
        else:
            del self._open[kind]

    def _learn(self, event_id: str) -> None:
        self._known[event_id] = None
        if len(self._known) > self.remember:
            self._known.popitem(last=False)

    def _file_of(self, event: Event) -> "_OpenFile":
        kind = event.kind.removeprefix("wiredesk.")
        if kind not in self._open:
            moment = f"{event.emitted_at:%Y%m%dT%H%M%SZ}" if event.emitted_at else "undated"
            number = 0
            while (self.folder / f"{kind}-{moment}-{number}.jsonl").exists():
                number += 1
            file = _OpenFile(self.folder / f"{kind}-{moment}-{number}.jsonl.part")
            file.due = asyncio.get_running_loop().call_later(self.max_age_s, self._finish, kind, file)
            self._open[kind] = file
        return self._open[kind]


class _OpenFile:
    """A file being written; `size` is what is surely on disk, `due` finishes it when it is old enough."""

    due: asyncio.TimerHandle

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._pending = bytearray()
        # Unbuffered: what a failed write left behind must not be written later by a buffer of the library.
        self._file = path.open("wb", buffering=0)

    def append(self, line: bytes) -> None:
        self._pending += line

    def flush(self) -> None:
        while self._pending:
            del self._pending[: self._file.write(self._pending)]
        os.fsync(self._file.fileno())
        self.size = self._file.tell()

    def cut_back(self) -> None:
        """Throw away what is not surely on disk."""
        self._pending.clear()
        self._file.truncate(self.size)
        self._file.seek(self.size)

    def finish(self) -> None:
        """Give the file its name and close it. Raises OSError and can then be tried again."""
        self.flush()
        self.path.rename(self.path.with_suffix(""))
        self._file.close()


def _take_lock(folder: Path) -> int:
    """The descriptor of the folder's lock; the system lets go of it when the process ends, however that is."""
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as e:
        holder = os.read(descriptor, 20).decode("ascii", "replace").strip() or "unknown"
        os.close(descriptor)
        raise RetryLater(
            f"{folder}: another files sink writes there (process {holder}): give each worker a folder of its own"
        ) from e
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()}\n".encode())
    return descriptor


def _cut_broken_end(path: Path) -> None:
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        with path.open("r+b") as file:
            file.truncate(whole)


def _event_ids(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for line in file:
            try:
                event = parse(line)
            except SchemaError:
                continue
            if isinstance(event, dict) and isinstance(event.get("event_id"), str):
                yield event["event_id"]
