"""A file of watchlists that may be changed while wiredesk runs.

The caller says when the file was last modified, as often as it likes; it is read only when that has changed. A bad file
is refused, its fault kept in `error`, and the lists that were in force stay so.
"""

from pathlib import Path

from wiredesk.news.lexicon import Lexicon
from wiredesk.news.topics.vocabulary import Vocabulary
from wiredesk.news.topics.watchlists import Watchlist, WatchlistError, parse_watchlists

MAX_BYTES = 64 * 1024 * 1024
"""A million terms take some 20 MB; more is a wrong file."""


class WatchlistFile:
    """The lists in force. Making one reads the file: WatchlistError when it is bad, OSError when it cannot be read."""

    def __init__(self, path: Path, *, vocabulary: Vocabulary | None = None, lexicon: Lexicon | None = None) -> None:
        self.path = path
        self.error: str | None = None
        self._vocabulary, self._lexicon = vocabulary, lexicon
        self._modified = modified(path)
        self.watchlists: tuple[Watchlist, ...] = self._read()

    def refresh(self, modified_at: int) -> bool:
        """Read the file again if it is not the one of `modified_at` (any number that changes with it, such as
        `modified(path)`); True when new lists are in force, False when nothing changed or `error` says why not."""
        if modified_at == self._modified:
            return False
        self._modified = modified_at
        try:
            self.watchlists = self._read()
        except WatchlistError as e:
            self.error = str(e)
            return False
        except OSError as e:
            self.error = f"{self.path}: cannot be read: {e.strerror or e}"
            return False
        self.error = None
        return True

    def _read(self) -> tuple[Watchlist, ...]:
        with self.path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise WatchlistError(f"{self.path}:1: expected at most {MAX_BYTES:,} bytes, got more")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as e:
            line = data.count(b"\n", 0, e.start) + 1
            raise WatchlistError(
                f"{self.path}:{line}: expected UTF-8, got the byte {data[e.start : e.start + 1]!r}"
            ) from e
        return parse_watchlists(text, file=str(self.path), vocabulary=self._vocabulary, lexicon=self._lexicon)


def modified(path: Path) -> int:
    """When the file was last modified, in nanoseconds; -1 when there is none."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return -1
