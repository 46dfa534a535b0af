"""The watchlists in force: read again within a second of a change; the old ones stay when the new ones are bad."""

import time
from pathlib import Path

import structlog

from wiredesk.news.topics import Watchlist, WatchlistFile, modified

log = structlog.get_logger("wiredesk.watchlists")

LOOK_EVERY_S = 1.0


class Watchlists:
    """The file of `WIREDESK_WATCHLISTS_FILE`, or none. Raises WatchlistError or OSError at start when it is bad."""

    def __init__(self, path: Path | None) -> None:
        self._file = WatchlistFile(path) if path is not None else None
        self._looked_at = time.monotonic()

    def in_force(self) -> tuple[Watchlist, ...]:
        """The lists as they are now."""
        if self._file is None:
            return ()
        if time.monotonic() - self._looked_at >= LOOK_EVERY_S:
            self._looked_at = time.monotonic()
            before = self._file.error
            if self._file.refresh(modified(self._file.path)):
                log.info("watchlists read again", lists=len(self._file.watchlists))
            elif self._file.error is not None and self._file.error != before:
                log.error("watchlists are bad, the old ones stay in force", fault=self._file.error)
        return self._file.watchlists
