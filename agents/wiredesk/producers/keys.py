"""API keys of the gateway: who may send articles, as what, and how fast.

A key is "wd_<producer>_<43 random characters>". The file keeps its SHA-256 only (a key has 256 random bits, so a slow
hash would protect nothing); take a producer out, or set `revoked = true`, and it is refused within a second.

    [producer.nordpress]
    key_sha256 = ["..."]          # two while a key is replaced
    sources = ["Nordpress"]       # may send for these sources only; absent: any
    articles_per_minute = 600
"""

import hashlib
import hmac
import logging
import re
import secrets
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

import msgspec

logger = logging.getLogger("wiredesk.gateway")

DEFAULT_PER_MINUTE = 600
CHECK_FILE_EVERY_S = 1.0
NAME = re.compile(r"[a-z0-9-]{1,40}")


class KeysError(ValueError):
    """The key file cannot be used; the text names file and entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Producer:
    """Who sends articles."""

    key_sha256: tuple[str, ...]
    sources: tuple[str, ...] | None = None
    articles_per_minute: int = DEFAULT_PER_MINUTE
    revoked: bool = False


def make_key(producer: str) -> tuple[str, str]:
    """A new key and the hash to keep. Raises KeysError for a name that is none."""
    if not NAME.fullmatch(producer):
        raise KeysError(f"a producer's name has 1-40 of a-z, 0-9 and -, got {producer[:80]!r}")
    key = f"wd_{producer}_{secrets.token_urlsafe(32)}"
    return key, hash_of(key)


def hash_of(key: str) -> str:
    """What the file keeps of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def parse_keys(text: str, name: str) -> dict[str, Producer]:
    """The producers of a key file. Raises KeysError."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        raise KeysError(f"{name}: not TOML: {e}") from e
    if unknown := sorted(set(tables) - {"producer"}):
        raise KeysError(f"{name}: expected tables [producer.NAME], got {unknown[0]!r}")
    producers = {}
    for producer, table in tables.get("producer", {}).items():
        try:
            if not isinstance(table, dict) or (wrong := sorted(set(table) - set(Producer.__dataclass_fields__))):
                raise KeysError(f"{name}: producer {producer!r}: no such key: {wrong[0] if wrong else table!r}")
            producers[producer] = msgspec.convert(table, Producer)
        except msgspec.ValidationError as e:
            raise KeysError(f"{name}: producer {producer!r}: {e}") from e
        if any(not re.fullmatch(r"[0-9a-f]{64}", known) for known in producers[producer].key_sha256):
            raise KeysError(f"{name}: producer {producer!r}: key_sha256 must be 64 hexadecimal digits")
        if producers[producer].articles_per_minute < 1:
            raise KeysError(f"{name}: producer {producer!r}: articles_per_minute must be at least 1")
    return producers


class KeyRing:
    """The key file, read again when it changes; a file gone bad is told once and the last good one stays in force."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.fault: str | None = None
        self._checked_at = time.monotonic()
        self._stamp = self._stamp_now()
        self._producers = self._read()

    @property
    def names(self) -> tuple[str, ...]:
        """The producers that the file names."""
        return tuple(self._producers)

    def resolve(self, key: str) -> tuple[str, Producer] | None:
        """The producer of a key; None for an unknown or revoked one. Takes as long for any key."""
        self._refresh()
        given, found = hash_of(key), None
        for name, producer in self._producers.items():
            for known in producer.key_sha256:
                if hmac.compare_digest(known, given) and not producer.revoked:
                    found = (name, producer)
        return found

    def _refresh(self) -> None:
        if time.monotonic() - self._checked_at < CHECK_FILE_EVERY_S:
            return
        self._checked_at = time.monotonic()
        try:
            stamp = self._stamp_now()
            if stamp != self._stamp:
                self._stamp = stamp
                self._producers = self._read()
                self.fault = None
        except KeysError as e:
            if self.fault != str(e):
                logger.warning("the keys read before stay in force: %s", e)
            self.fault = str(e)

    def _read(self) -> dict[str, Producer]:
        try:
            return parse_keys(self.path.read_text("utf-8"), str(self.path))
        except (OSError, UnicodeDecodeError) as e:
            raise KeysError(f"{self.path}: cannot be read: {e}") from e

    def _stamp_now(self) -> tuple[int, int]:
        try:
            found = self.path.stat()
        except OSError as e:
            raise KeysError(f"{self.path}: cannot be read: {e.strerror}") from e
        return found.st_mtime_ns, found.st_size


class Allowance:
    """A token bucket: `per_minute` articles, a burst of as many; for one producer."""

    def __init__(self, per_minute: int, now_s: float) -> None:
        self.per_minute = per_minute
        self._left = float(per_minute)
        self._at_s = now_s

    def take(self, count: int, now_s: float) -> float:
        """Take `count`, at most `per_minute`; 0 when they are granted, else how many seconds to wait."""
        self._left = min(float(self.per_minute), self._left + (now_s - self._at_s) * self.per_minute / 60)
        self._at_s = now_s
        if count <= self._left:
            self._left -= count
            return 0.0
        return (count - self._left) * 60 / self.per_minute
