"""A text's sketch: what is kept of it to recognise its copies without keeping it.

The sketch is a scaled MinHash: of the hashes of all runs of three words (shingles) it keeps the smallest ones, as
many as SAMPLE. Two sketches are compared below the smaller of their two limits, where both are complete; so a text
of up to SAMPLE shingles is compared exactly, and the share of a short text found in a long one is measured without
bias. Kept besides: a hash of each sentence, to say which sentences of a copy are new, and the figures with the words
around them, to tell a copy from a report that says the same of another day.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wiredesk.news.copies.words import Hashes, Words, find_words, hash_runs, mixed
from wiredesk_schemas import Sketch

SCHEME = "words3-smallest128-1"
SAMPLE = 128
"""Hashes kept: .04 standard error on a containment of .4, in 2 bytes each (benchmarks/copies.py)."""
HASH_BITS = 40
MOST_SENTENCES = 120
"""Of longer texts the first ones are kept: the news stands at the top."""
MOST_FIGURES = 32

_ONE, _TWO, _THREE = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_ANY_FIGURE = np.uint64(0xA0761D6478BD642F)
_PLACES = np.array([_ONE, _TWO, _THREE, *(np.uint64(2 * n + 1) for n in range(3))], dtype=np.uint64)
_SHORT = 3


def sketch_text(text: str) -> Sketch:
    """The sketch of a text of any length and script; empty for one without words."""
    words = find_words(text)
    if not words.hashes.size:
        return Sketch(scheme=SCHEME, hashes=(), size=0)
    shingles = _distinct(_shingles(words.hashes))
    return Sketch(
        scheme=SCHEME,
        hashes=tuple(shingles[:SAMPLE].tolist()),
        size=int(shingles.size),
        sentences=tuple(sentence_hashes(words)[:MOST_SENTENCES].tolist()),
        figures=tuple(_figures(words)[:MOST_FIGURES].tolist()),
    )


def sentence_hashes(words: Words) -> NDArray[np.uint32]:
    """A 32-bit hash of the words of each sentence, in text order.

    A sentence of one or two words ("Thursday.", after "at 5 p.m.") counts with the three words before it: alone it
    would be found in almost any text.
    """
    opens, hashes = words.opens, words.hashes
    sums = hash_runs(hashes, opens)
    ends = np.empty_like(opens)
    ends[:-1], ends[-1] = opens[1:], hashes.size
    for number in np.flatnonzero(ends - opens < _SHORT).tolist():
        at = int(opens[number])
        with_before = hashes[max(0, at - 3) : int(ends[number])]
        sums[number] = np.bitwise_xor.reduce(with_before * _PLACES[: with_before.size])
    return (sums >> np.uint64(32)).astype(np.uint32)


def _shingles(hashes: Hashes) -> Hashes:
    if hashes.size < 3:
        hashes = np.concatenate((hashes, np.zeros(3 - hashes.size, dtype=np.uint64)))
    joined: Hashes = hashes[:-2] * _ONE + hashes[1:-1] * _TWO + hashes[2:] * _THREE
    return mixed(joined) >> np.uint64(64 - HASH_BITS)


def _figures(words: Words) -> NDArray[np.uint32]:
    """Each run of figures ("Tuesday, March 3") as 20 bits of the two words on either side and 12 bits of its own."""
    is_figure = np.zeros(words.hashes.size + 2, dtype=np.bool_)
    is_figure[1:-1] = words.figures
    (edges,) = (is_figure[1:] != is_figure[:-1]).nonzero()
    if not edges.size:
        return np.zeros(0, dtype=np.uint32)
    firsts, ends = edges[::2], edges[1::2]
    padded = np.zeros(words.hashes.size + 4, dtype=np.uint64)
    padded[2:-2] = words.hashes
    sums = np.add.reduceat(padded, edges + 2)[::2]
    padded[2:-2][words.figures] = _ANY_FIGURE
    around = padded[firsts] * _ONE + padded[firsts + 1] * _TWO + padded[ends + 2] * _THREE + mixed(padded[ends + 3])
    value = mixed(sums + words.hashes[firsts] * _ONE)
    context = mixed(around) >> np.uint64(44)
    return _distinct((context << np.uint64(12) | value >> np.uint64(52)).astype(np.uint32))


def _distinct(values: NDArray[Any]) -> NDArray[Any]:
    """Ascending, each once: np.unique without what it does besides, which takes five times as long."""
    values = np.sort(values)
    first = np.ones(values.size, dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return values[first]
