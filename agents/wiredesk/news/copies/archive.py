"""The articles that are remembered, found by what they share with a new one, and forgotten in the order they came.

In: rows with the keys they are found by. Out: the numbers of rows that have a key, and the rows. The rows themselves
stay in the table, which has to show each before the next is added; here it is only known where. Rows leave by the
broker's time and by capacity, at most MOST_FORGOTTEN at once: a clock that jumps for one record empties nothing.
The capacity counts numbers: a row that is written anew takes a new one, and its old one stays empty until its turn
comes. Rows carry their numbers, so that an archive rebuilt from them has the same ones empty and forgets alike.
"""

from array import array
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from wiredesk.news.copies.index import CopyIndex
from wiredesk.news.copies.rows import (
    KEY_BYTES,
    KEYS,
    Row,
    RowError,
    decode_row,
    keys_of,
    keys_of_all,
    number_of,
    row_key,
)
from wiredesk.news.copies.words import Hashes

MOST_FORGOTTEN = 4
_UNKNOWN_DAY = -(1 << 30)
_EMPTY = _UNKNOWN_DAY - 1
_CHUNK = 4096
_LOW = (1 << 32) - 1
_NAME = 1 << 63


class Table(Protocol):
    """Where the rows are."""

    def get(self, key: bytes) -> bytes | None:
        """The row of a key, or None."""


class Archive:
    """At most `capacity` rows. Numbers count from 0 as rows come; a number once given is not given again."""

    def __init__(self, table: Table, *, capacity: int, kept_s: float) -> None:
        self.capacity, self._kept_s = capacity, kept_s
        self._table = table
        self._index = CopyIndex(capacity=capacity, slots=KEYS + NAMES)
        # By number, modulo the capacity: the day of publication, the number in the row (its low bits), the table's key.
        self._published = np.zeros(0, dtype=np.int32)
        self._numbers = np.zeros(0, dtype=np.uint32)
        self._keys = bytearray()
        self._held = 0
        self._overdue: dict[bytes, None] = {}

    def __len__(self) -> int:
        """How many rows are remembered."""
        return self._held

    def find(self, keys: Hashes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All that have one of the keys: the place of the key in `keys`, and a row number; a key's latest first.

        One hit in some hundreds is false: see what the row says.
        """
        places, numbers = self._index.find(keys)
        there = self._published[numbers % self.capacity] != _EMPTY
        return places[there], numbers[there]

    def row(self, number: int) -> Row | None:
        """The row of this number; None once it has been written anew or forgotten."""
        at = number % self.capacity
        if self._published[at] == _EMPTY:
            return None
        data = self._table.get(self._key(at))
        row = None if data is None else decode_row(data)
        return row if row is not None and row.number & _LOW == self._numbers[at] else None

    def within(self, numbers: NDArray[np.int64], day: int | None, window_days: int) -> NDArray[np.bool_]:
        """Which of these rows were published within the window around a day, or on an unknown day."""
        if day is None or not numbers.size:
            return np.ones(numbers.size, dtype=np.bool_)
        days = self._published[numbers % self.capacity]
        near: NDArray[np.bool_] = (np.abs(days - day) <= window_days) | (days == _UNKNOWN_DAY)
        return near

    def add(self, row: Row, names: Hashes) -> None:
        """Remember a row; forget() has made room for it."""
        number = self._index.add(_keys(row, names))
        self._make_room(number + 1)
        key = row_key(row.article_id, row.revision)
        at = number % self.capacity
        self._published[at] = _UNKNOWN_DAY if row.published is None else row.published
        self._numbers[at] = row.number & _LOW
        self._keys[at * KEY_BYTES : (at + 1) * KEY_BYTES] = key
        self._held += 1
        if self._overdue:
            self._overdue.pop(key, None)

    def supersede(self, number: int) -> None:
        """The row of this number is written anew under the same key: it is no longer found, and does not expire."""
        self._empty(number)

    def forget(self, now_s: float) -> tuple[bytes, ...]:
        """Forget what is older than it is kept, and one row more if there is no room; the table keys of these rows."""
        index = self._index
        keys = [self._overdue.popitem()[0] for _ in range(min(MOST_FORGOTTEN, len(self._overdue)))]
        for _ in range(MOST_FORGOTTEN):
            while index.first < index.end and self._published[index.first % self.capacity] == _EMPTY:
                index.evict()
            if index.first == index.end:
                break
            row = self.row(index.first)
            is_full = index.end - index.first == self.capacity
            if row is not None and not is_full and now_s - row.seen_s <= self._kept_s:
                break
            if row is not None:
                keys.append(self._key(index.first % self.capacity))
            self._empty(index.evict())
        return tuple(keys)

    def load(self, rows: Iterable[tuple[bytes, bytes]]) -> int:
        """Take over the rows of the table, in any order; the number after the highest that they carry.

        Rows that share a number, as two workers write them of whom one does not know yet that it has lost its
        partition, take the next ones.
        """
        stored, keys = array("q"), bytearray()
        for key, data in rows:
            stored.append(number_of(data))
            keys += key
            if len(keys) != len(stored) * KEY_BYTES:
                raise RowError(f"expected keys of {KEY_BYTES} bytes, got {key[:40]!r}")
        if not stored:
            return 0
        numbers, steps = np.array(stored), np.arange(len(stored))
        order = np.argsort(numbers, kind="stable")
        numbers = np.maximum.accumulate(numbers[order] - steps) + steps
        sorted_keys = np.frombuffer(keys, dtype=f"V{KEY_BYTES}")[order]
        beyond = int(np.searchsorted(numbers, numbers[-1] - self.capacity, side="right"))
        self._overdue = dict.fromkeys(key.tobytes() for key in sorted_keys[:beyond][::-1])
        after = int(numbers[-1]) + 1
        sorted_keys, numbers = sorted_keys[beyond:], numbers[beyond:] - numbers[beyond]
        self._make_room(int(numbers[-1]) + 1)
        for at in range(0, len(numbers), _CHUNK):
            self._load(sorted_keys[at : at + _CHUNK], numbers[at : at + _CHUNK])
        return after

    def _load(self, keys: NDArray[np.void], numbers: NDArray[np.int64]) -> None:
        """Enter rows that are in the table under these numbers, which ascend."""
        rows = [decode_row(self._table.get(key) or b"") for key in keys.tolist()]
        counts = np.zeros(numbers[-1] + 1 - self._index.end, dtype=np.int64)
        entered, counts[numbers - self._index.end] = _keys_of_all(rows)
        self._index.add_many(entered, counts)
        self._published[numbers] = [_UNKNOWN_DAY if row.published is None else row.published for row in rows]
        self._numbers[numbers] = [row.number & _LOW for row in rows]
        np.frombuffer(self._keys, dtype=keys.dtype)[numbers] = keys
        self._held += len(rows)

    def _key(self, at: int) -> bytes:
        return bytes(self._keys[at * KEY_BYTES : (at + 1) * KEY_BYTES])

    def _make_room(self, end: int) -> None:
        """Have places for the numbers below `end`."""
        size = self._published.size
        if size < min(self.capacity, end):
            grown = min(self.capacity, max(1024, 2 * end))
            self._published = np.append(self._published, np.full(grown - size, _EMPTY, dtype=np.int32))
            self._numbers = np.append(self._numbers, np.zeros(grown - size, dtype=np.uint32))
            self._keys += bytes((grown - size) * KEY_BYTES)

    def _empty(self, number: int) -> None:
        self._published[number % self.capacity] = _EMPTY
        self._held -= 1


NAMES = 3
"""A row is found by its article_id, its text and its URL, in this order, and by its shingles."""


def names_of(article_id: str, revision: str, url: int) -> Hashes:
    """The keys of an article_id, of a text and of a URL (`url_hash`; 0 for none), above all hashes of shingles."""
    return np.array([_hash(f"id {article_id}"), _hash(f"text {revision}"), url], dtype=np.uint64)


def url_hash(url: str | None) -> int:
    """The hash of a URL without its fragment; 0 for none, and for the front page of a site: it names no article."""
    address = (url or "").partition("#")[0].partition("://")[2]
    host, _, path = address.partition("/")
    return _hash(f"url {host.lower()}/{path}") if path else 0


def _hash(words: str) -> int:
    return int.from_bytes(_digest(words), "big") | _NAME


def _digest(words: str) -> bytes:
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _keys(row: Row, names: Hashes) -> Hashes:
    """What a row is found by: its shingles that are posted, and its names."""
    names = names[: NAMES if row.url else NAMES - 1]
    if row.sketch is None or not row.posted:
        return names
    bits = np.frombuffer(row.posted.to_bytes(KEYS // 8, "little"), dtype=np.uint8)
    keys = keys_of(row.sketch)
    return np.concatenate((keys[np.unpackbits(bits, count=keys.size, bitorder="little").view(np.bool_)], names))


def _keys_of_all(rows: Sequence[Row]) -> tuple[Hashes, NDArray[np.int64]]:
    """`_keys` of many rows, one after another, and how many each has: one by one it takes five times as long."""
    shingles, there = keys_of_all([row.sketch for row in rows])
    posted = b"".join((row.posted & (1 << KEYS) - 1).to_bytes(KEYS // 8, "little") for row in rows)
    there &= np.unpackbits(np.frombuffer(posted, dtype=np.uint8), bitorder="little").reshape(-1, KEYS).view(np.bool_)
    names = np.empty((len(rows), NAMES), dtype=np.uint64)
    told = b"".join(_digest(f"id {row.article_id}") + _digest(f"text {row.revision}") for row in rows)
    names[:, :2] = np.frombuffer(told, dtype=">u8").reshape(-1, 2) | np.uint64(_NAME)
    names[:, 2] = [row.url for row in rows]
    named = names != 0
    entered = np.concatenate((there, named), axis=1)
    return np.concatenate((shingles, names), axis=1)[entered], entered.sum(axis=1)
