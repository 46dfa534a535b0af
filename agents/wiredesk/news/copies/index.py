"""An inverted index from hashes to the articles that have them, in flat arrays: about 6 bytes a posting.

In: up to `slots` keys an article, articles numbered 0, 1, 2 ... as they come. Out: for each of many keys at once, the
articles that have it, the latest first. The oldest articles make room for new ones.

A bucket of the hash table holds the number of its latest posting, each posting the number of the one before. A
posting keeps 8 bits of its key, so about 1 in 255 hits of a shared bucket is false: callers check what they find.
Postings lie in a ring; a chain that runs into an article that has left ends there, because all behind it have left.
"""

import numpy as np
from numpy.typing import NDArray

from wiredesk.news.copies.words import Hashes, mixed

LONGEST_CHAIN = 96
"""Postings looked at behind one key."""
FEW_CHAINS = 12
"""So many chains are followed one by one: a step of numpy over all of them costs more."""

_HIGHEST = 1 << 32


class CopyIndex:
    """At most `capacity` articles of at most `slots` keys. Memory is taken as it fills."""

    def __init__(self, *, capacity: int, slots: int) -> None:
        if not 1 <= capacity * slots < _HIGHEST // 2:
            raise ValueError(f"capacity x slots must be between 1 and {_HIGHEST // 2}, not {capacity} x {slots}")
        self.capacity, self._slots = capacity, slots
        self.first = 0
        """The oldest article that is still there."""
        self.end = 0
        """The number the next article gets."""
        self._base = 0
        self._ring = capacity * slots
        self._heads = np.zeros(1 << max(10, (capacity * 8 - 1).bit_length()), dtype=np.uint32)
        self._mask = np.uint64(self._heads.size - 1)
        self._before = np.zeros(self._ring, dtype=np.uint32)
        self._tags = np.zeros(self._ring, dtype=np.uint8)
        self._before_of, self._tags_of = self._before.data, self._tags.data

    def find(self, keys: Hashes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All hits as two arrays: the place of the key in `keys`, and an article; a key's latest articles first."""
        spread = mixed(keys)
        tags = (spread >> np.uint64(56)).astype(np.uint8)
        postings = self._heads[spread & self._mask]
        places = np.arange(keys.size)
        gone = np.uint32((self.first - self._base) * self._slots)
        found_places: list[NDArray[np.int64]] = []
        found_postings: list[NDArray[np.uint32]] = []
        for left in range(LONGEST_CHAIN, 0, -1):
            alive = (postings > gone).nonzero()[0]
            if alive.size < postings.size:
                postings, places, tags = postings[alive], places[alive], tags[alive]
            if alive.size <= FEW_CHAINS:
                walked: list[int] = []
                hits: list[int] = []
                for place, posting, tag in zip(places.tolist(), postings.tolist(), tags.tolist(), strict=True):
                    hits += self._walk(posting, tag, int(gone), left)
                    walked += [place] * (len(hits) - len(walked))
                found_places.append(np.array(walked, dtype=np.int64))
                found_postings.append(np.array(hits, dtype=np.uint32))
                break
            at = (postings - np.uint32(1)) % np.uint32(self._ring)
            same = (self._tags[at] == tags).nonzero()[0]
            if same.size:
                found_places.append(places[same])
                found_postings.append(postings[same])
            postings = self._before[at]
        if not found_places:
            nothing = np.zeros(0, dtype=np.int64)
            return nothing, nothing
        articles = (np.concatenate(found_postings).astype(np.int64) - 1) // self._slots + self._base
        return np.concatenate(found_places), articles

    def _walk(self, posting: int, tag: int, gone: int, most: int) -> list[int]:
        """The postings of one chain with this tag."""
        hits = []
        tags, before, ring = self._tags_of, self._before_of, self._ring
        for _ in range(most):
            if posting <= gone:
                break
            at = (posting - 1) % ring
            if tags[at] == tag:
                hits.append(posting)
            posting = before[at]
        return hits

    def add(self, keys: Hashes) -> int:
        """Enter an article; its number. Raises IndexError when the index is full: evict first."""
        spread = mixed(keys)
        buckets = spread & self._mask
        if len(set(buckets.tolist())) < keys.size:  # one behind the other in their bucket: rare
            return self.add_many(keys, np.array([keys.size]))
        number = self._take(1)
        first = (number - self._base) * self._slots
        at = slice(first % self._ring, first % self._ring + keys.size)  # an article's slots do not part at the end
        self._tags[at] = spread >> np.uint64(56)
        self._before[at] = self._heads[buckets]
        self._heads[buckets] = np.arange(first + 1, first + 1 + keys.size, dtype=np.uint32)
        return number

    def add_many(self, keys: Hashes, counts: NDArray[np.int64]) -> int:
        """Enter articles with `counts` keys each, which stand one after another in `keys`; the first one's number."""
        number = self._take(counts.size)
        if not keys.size:
            return number
        ends = np.cumsum(counts)
        slots = np.arange(keys.size) - np.repeat(ends - counts, counts)
        articles = np.repeat(np.arange(number - self._base, self.end - self._base), counts)
        postings = (articles * self._slots + slots + 1).astype(np.uint32)
        spread = mixed(keys)
        buckets = spread & self._mask
        at = (postings - np.uint32(1)) % np.uint32(self._ring)
        self._tags[at] = (spread >> np.uint64(56)).astype(np.uint8)
        # By bucket, and in one as they come: sorted as one number, in an eighth of the time of a stable argsort.
        order = buckets << np.uint64(32) | np.arange(buckets.size, dtype=np.uint64)
        order.sort()
        order &= np.uint64(_HIGHEST - 1)
        buckets, postings, at = buckets[order], postings[order], at[order]
        before = self._heads[buckets]
        again = np.flatnonzero(buckets[1:] == buckets[:-1])
        before[again + 1] = postings[again]  # two keys in one bucket: the second goes before the first
        self._before[at] = before
        self._heads[buckets] = postings  # numpy: of equal indices the last one counts
        return number

    def evict(self) -> int:
        """Let the oldest article go; its number. Raises IndexError when there is none."""
        if self.first == self.end:
            raise IndexError("the index is empty: nothing to evict")
        self.first += 1
        return self.first - 1

    def _take(self, count: int) -> int:
        """Numbers for `count` more articles; the first of them."""
        number = self.end
        if number + count - self.first > self.capacity:
            raise IndexError(f"the index holds its {self.capacity} articles: evict before adding {count} more")
        if (number + count - self._base) * self._slots + 1 >= _HIGHEST:
            self._rebase()
        self.end += count
        return number

    def _rebase(self) -> None:
        """Count postings from the oldest article on, before their numbers outgrow 32 bits."""
        articles = (self.first - self._base) // self.capacity * self.capacity  # whole turns: places stay
        less = np.uint32(articles * self._slots)
        for numbers in (self._heads, self._before):
            np.subtract(np.maximum(numbers, less), less, out=numbers)
        self._base += articles
