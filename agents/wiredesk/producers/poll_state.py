"""What the poller remembers over restarts: validators, when to ask again, which entries were sent. SQLite."""

import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

KEEP_ENTRIES = 5_000
"""Sent entries kept of a feed: more than a feed shows at once, so that old ones do not come up again."""
LAYOUT = """
CREATE TABLE IF NOT EXISTS feeds (
    url TEXT PRIMARY KEY, moved_to TEXT, etag TEXT, last_modified TEXT, next_at REAL NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0, gone INTEGER NOT NULL DEFAULT 0, last_new_at REAL, first_asked_at REAL,
    fault TEXT
);
CREATE TABLE IF NOT EXISTS entries (
    url TEXT NOT NULL, key TEXT NOT NULL, content BLOB NOT NULL, seen_at REAL NOT NULL, PRIMARY KEY (url, key)
);
"""


@dataclass(slots=True)
class FeedState:
    """One feed's row. Times are seconds since 1970; `fault` is the last trouble, None when all is well."""

    url: str
    moved_to: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    next_at: float = 0.0
    failures: int = 0
    gone: bool = False
    last_new_at: float | None = None
    first_asked_at: float | None = None
    fault: str | None = None


class PollState:
    """The file; ":memory:" keeps nothing. Raises sqlite3.DatabaseError for a file of something else."""

    def __init__(self, path: Path | str) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.executescript(LAYOUT)

    def load(self, url: str) -> FeedState:
        """What is known of a feed."""
        row = self._database.execute(
            "SELECT url, moved_to, etag, last_modified, next_at, failures, gone, last_new_at, first_asked_at, fault "
            "FROM feeds WHERE url = ?",
            (url,),
        ).fetchone()
        if row is None:
            return FeedState(url)
        state = FeedState(*row)
        state.gone = bool(state.gone)
        return state

    def save(self, state: FeedState) -> None:
        """Keep what is known of a feed."""
        self._database.execute(
            "INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                state.url, state.moved_to, state.etag, state.last_modified, state.next_at, state.failures, state.gone,
                state.last_new_at, state.first_asked_at, state.fault,
            ),
        )  # fmt: skip

    def is_new(self, url: str, key: str, content: str) -> bool:
        """True when this entry was not sent yet, or reads otherwise now."""
        row = self._database.execute("SELECT content FROM entries WHERE url = ? AND key = ?", (url, key)).fetchone()
        return row is None or row[0] != _digest(content)

    def remember(self, url: str, sent: list[tuple[str, str]], now: float) -> None:
        """These entries (key, content) were sent."""
        self._database.execute("BEGIN")
        self._database.executemany(
            "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)",
            [(url, key, _digest(content), now) for key, content in sent],
        )
        self._database.execute(
            "DELETE FROM entries WHERE url = ?1 AND key NOT IN "
            "(SELECT key FROM entries WHERE url = ?1 ORDER BY seen_at DESC LIMIT ?2)",
            (url, KEEP_ENTRIES),
        )
        self._database.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _digest(content: str) -> bytes:
    return hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).digest()
