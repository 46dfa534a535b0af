"""The articles that are remembered, found by what they share with a new one, and forgotten in the order they came.

In: rows with the keys they are found by. Out: the numbers of rows that have a key, and the rows. Rows leave by the
broker's time and by capacity, at most MOST_FORGOTTEN at once: a clock that jumps for one record empties nothing.
The capacity counts numbers: a row that is written anew takes a new one, and its old one stays empty until its turn
comes. Rows carry their numbers, so that an archive rebuilt from them has the same ones empty and forgets alike.
"""

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from wiredesk.news.copies.index import CopyIndex
from wiredesk.news.copies.rows import KEYS, Row, decode_row, keys_of, row_key
from wiredesk.news.copies.words import Hashes

MOST_FORGOTTEN = 4
_UNKNOWN_DAY = -(1 << 30)
_EMPTY = _UNKNOWN_DAY - 1
_CHUNK = 4096


class Archive:
    """At most `capacity` rows. Numbers count from 0 as rows come; a number once given is not given again."""

    def __init__(self, *, capacity: int, kept_s: float) -> None:
        self.capacity, self._kept_s = capacity, kept_s
        self._index = CopyIndex(capacity=capacity, slots=KEYS + NAMES)
        self._rows: list[bytes | None] = []
        self._published = np.zeros(0, dtype=np.int32)
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
        data = self._rows[number % self.capacity]
        return None if data is None else decode_row(data)

    def within(self, numbers: NDArray[np.int64], day: int | None, window_days: int) -> NDArray[np.bool_]:
        """Which of these rows were published within the window around a day, or on an unknown day."""
        if day is None or not numbers.size:
            return np.ones(numbers.size, dtype=np.bool_)
        days = self._published[numbers % self.capacity]
        near: NDArray[np.bool_] = (np.abs(days - day) <= window_days) | (days == _UNKNOWN_DAY)
        return near

    def add(self, row: Row, data: bytes, names: Hashes) -> None:
        """Remember a row; forget() has made room for it."""
        self._keep(self._index.add(_keys(row, names)), data, row)
        if self._overdue:
            self._overdue.pop(row_key(row.article_id, row.revision), None)

    def supersede(self, number: int) -> None:
        """The row of this number is written anew under the same key: it is no longer found, and does not expire."""
        self._empty(number)

    def forget(self, now_s: float) -> tuple[bytes, ...]:
        """Forget what is older than it is kept, and one row more if there is no room; the table keys of these rows."""
        index = self._index
        keys = [self._overdue.popitem()[0] for _ in range(min(MOST_FORGOTTEN, len(self._overdue)))]
        for _ in range(MOST_FORGOTTEN):
            while index.first < index.end and self._rows[index.first % self.capacity] is None:
                index.evict()
            row = self.row(index.first) if index.first < index.end else None
            is_full = index.end - index.first == self.capacity
            if row is None or (not is_full and now_s - row.seen_s <= self._kept_s):
                break
            self._empty(index.evict())
            keys.append(row_key(row.article_id, row.revision))
        return tuple(keys)

    def load(self, rows: Iterable[tuple[bytes, bytes]]) -> int:
        """Take over the rows of a table, in any order; the number after the highest that they carry.

        Rows that share a number, which no memory writes, take the next ones.
        """
        stored = sorted(((decode_row(data).number, key, data) for key, data in rows), key=lambda s: s[0])
        if not stored:
            return 0
        steps = np.arange(len(stored))
        numbers = np.maximum.accumulate(np.array([number for number, _, _ in stored]) - steps) + steps
        beyond = int(np.searchsorted(numbers, numbers[-1] - self.capacity, side="right"))
        self._overdue = dict.fromkeys(key for _, key, _ in reversed(stored[:beyond]))
        after = int(numbers[-1]) + 1
        stored, numbers = stored[beyond:], numbers[beyond:] - numbers[beyond]
        for at in range(0, len(stored), _CHUNK):
            some = [(data, decode_row(data)) for _, _, data in stored[at : at + _CHUNK]]
            keys = [_keys(row, names_of(row.article_id, row.revision, row.url)) for _, row in some]
            taken = numbers[at : at + _CHUNK]
            counts = np.zeros(taken[-1] + 1 - self._index.end, dtype=np.int64)
            counts[taken - self._index.end] = [k.size for k in keys]
            self._index.add_many(np.concatenate(keys), counts)
            for number, (data, row) in zip(taken.tolist(), some, strict=True):
                self._keep(number, data, row)
        return after

    def _keep(self, number: int, data: bytes, row: Row) -> None:
        end = min(self.capacity, number + 1)
        if len(self._rows) < end:
            self._rows += [None] * (end - len(self._rows))
        if self._published.size < end:
            grown = np.full(min(self.capacity, max(1024, 2 * end)), _EMPTY, dtype=np.int32)
            grown[: self._published.size] = self._published
            self._published = grown
        self._rows[number % self.capacity] = data
        self._published[number % self.capacity] = _UNKNOWN_DAY if row.published is None else row.published
        self._held += 1

    def _empty(self, number: int) -> None:
        self._rows[number % self.capacity] = None
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
    return int.from_bytes(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") | 1 << 63


def _keys(row: Row, names: Hashes) -> Hashes:
    """What a row is found by: its shingles that are posted, and its names."""
    names = names[: NAMES if row.url else NAMES - 1]
    if row.sketch is None or not row.posted:
        return names
    bits = np.frombuffer(row.posted.to_bytes(KEYS // 8, "little"), dtype=np.uint8)
    keys = keys_of(row.sketch)
    return np.concatenate((keys[np.unpackbits(bits, count=keys.size, bitorder="little").view(np.bool_)], names))
