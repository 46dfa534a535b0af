"""Text to the hashes of its words, for comparing texts: what two desks may write differently is folded together.

In: any text. Out: one 64-bit hash a word in text order, where each word starts, which words are figures (numbers,
days, months), and where sentences begin. Case, accents, apostrophes, punctuation and white space do not count.
Scripts that write no spaces between words (Chinese, Japanese, Thai ...) give one "word" for each run of three
characters. The hashes depend on the characters alone: they are the same on every machine and in every process.
All steps are array operations over code points, because a Python loop over the words would take most of the time.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

# Number words and day and month names: what a templated report changes from one day to the next.
FIGURE_WORDS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion
    first second third fourth fifth sixth seventh eighth ninth tenth half quarter
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
""".split()

# Kinds of characters. Up to _CHARACTER they are parts of words; _FULL_STOP ends a sentence without a space after it.
_LETTER, _DIGIT, _CHARACTER, _GAP, _DROPPED, _POINT, _COMMA, _STOP, _SPACE, _LINE, _CLOSER, _FULL_STOP = range(12)
_APOSTROPHES = "'’‘ʼ`´＇"
_CLOSERS = '"”)]»'
# Hiragana to CJK ideographs, Thai, Lao, Tibetan, Burmese, Khmer: Unicode blocks whose writing has no word spaces.
_UNSPACED = ((0x0E00, 0x0EFF), (0x0F00, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x9FFF))
_ASTRAL_IDEOGRAPHS, _ASTRAL_PICTURES = (0x20000, 0x3FFFF), (0x1F000, 0x1FAFF)

_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2^64
_30, _FIRST, _27, _SECOND, _31 = (np.uint64(n) for n in (30, 0xBF58476D1CE4E5B9, 27, 0x94D049BB133111EB, 31))
_CURLY = tuple(zip("’‘“”—–…\xa0", "''\"\"--! ", strict=True))  # what keeps most English text from being ASCII


@dataclass(frozen=True, slots=True)
class Words:
    """`hashes[n]` is the n-th word, which starts at code point `starts[n]`; `figures[n]` tells whether it is a figure.

    `opens` are the numbers of the words that open a sentence; an abbreviation ("Mr. Smith") also opens one here.
    """

    hashes: Hashes
    starts: NDArray[np.int64]
    figures: NDArray[np.bool_]
    opens: NDArray[np.int64]


def find_words(text: str) -> Words:
    """The words of a text; none for a text without letters or digits. Linear in its length."""
    kinds, folded = _kinds_and_folded(text)
    dropped, digit = kinds == _DROPPED, kinds == _DIGIT
    inside = (kinds == _POINT) | (kinds == _COMMA)
    dropped[1:-1] |= inside[1:-1] & digit[:-2] & digit[2:]  # "1,234.5" is one word
    places: NDArray[np.int64] | None = None
    if dropped.any():
        (places,) = (~dropped).nonzero()
        kinds, folded = kinds[places], folded[places]
    spelt, lone = kinds <= _CHARACTER, kinds == _CHARACTER
    edges = spelt.copy()
    edges[1:] &= ~spelt[:-1] | lone[1:] | lone[:-1]
    (starts,) = edges.nonzero()
    if not starts.size:
        return Words(np.zeros(0, dtype=np.uint64), starts, np.zeros(0, dtype=np.bool_), starts)
    hashes = _joined_characters(hash_runs(folded, starts), lone[starts])
    figures = (kinds[starts] == _DIGIT) | _is_figure_word(hashes)
    return Words(hashes, starts if places is None else places[starts], figures, _find_opens(kinds, starts))


def hash_runs(values: NDArray[Any], starts: NDArray[np.int64]) -> Hashes:
    """One hash for each run of values, from its start to the next; zeros at the end of a run do not count.

    A polynomial in _BASE modulo 2^64, moved to where the run starts.
    """
    powers, inverses = _powers(1 << values.size.bit_length())
    sums: Hashes = np.add.reduceat(values * powers[: values.size], starts)
    return mixed(sums * inverses[starts])


@lru_cache(maxsize=4)
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """The powers 0 ... count-1 of _BASE and of its inverse."""
    both = np.ones((2, count), dtype=np.uint64)
    both[0, 1:], both[1, 1:] = np.uint64(_BASE), np.uint64(pow(_BASE, -1, 1 << 64))
    np.multiply.accumulate(both, axis=1, out=both)
    return both[0], both[1]


def mixed(values: Hashes) -> Hashes:
    """Each 64-bit value with its bits spread evenly (the finaliser of splitmix64)."""
    values = (values ^ (values >> _30)) * _FIRST
    values = (values ^ (values >> _27)) * _SECOND
    return values ^ (values >> _31)


def _joined_characters(hashes: Hashes, lone: NDArray[np.bool_]) -> Hashes:
    """In unspaced scripts a character says little: each stands for itself and the two that follow."""
    if not lone.any():
        return hashes
    joined = hashes.copy()
    for step in (1, 2):
        run = lone[:-step] & lone[step:]
        joined[:-step][run] += mixed(hashes[step:][run] + np.uint64(step))
    return np.where(lone, mixed(joined), hashes)


def _find_opens(kinds: NDArray[np.uint8], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    ended = (kinds == _POINT) | (kinds == _STOP)
    closer = kinds == _CLOSER
    for _ in range(2):  # 'gone.") Next': the stop carries over closing marks
        ended[1:] |= ended[:-1] & closer[1:]
    line = kinds == _LINE
    breaks = line | (kinds == _FULL_STOP)
    breaks[:-1] |= ended[:-1] & (line | (kinds == _SPACE))[1:]
    opens = starts.searchsorted(breaks.nonzero()[0])
    opens = opens[opens < starts.size]
    is_open = np.zeros(starts.size, dtype=np.bool_)
    is_open[0] = True
    is_open[opens] = True
    return is_open.nonzero()[0]


def _kinds_and_folded(text: str) -> tuple[NDArray[np.uint8], NDArray[Any]]:
    """For each code point its kind, and the character it counts as: 0 for what is no part of a word."""
    plain = text
    for curly, straight in _CURLY:
        plain = plain.replace(curly, straight)
    data = _western_bytes(plain)
    if data is not None:
        kind_bytes, fold_bytes = _western_tables()
        return (
            np.frombuffer(data.translate(kind_bytes), dtype=np.uint8),
            np.frombuffer(data.translate(fold_bytes), dtype=np.uint8),
        )
    kind_of, fold_of = _tables()
    points = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    if points.max() < 0x10000:
        return kind_of.take(points), fold_of.take(points)
    astral = points > 0xFFFF
    near = np.where(astral, 0, points)
    kinds, folded = kind_of[near], np.where(astral, points, fold_of[near])
    kinds[astral] = _LETTER
    kinds[(points >= _ASTRAL_IDEOGRAPHS[0]) & (points <= _ASTRAL_IDEOGRAPHS[1])] = _CHARACTER
    pictures = (points >= _ASTRAL_PICTURES[0]) & (points <= _ASTRAL_PICTURES[1])
    kinds[pictures], folded[pictures] = _GAP, 0
    return kinds, folded


def _western_bytes(text: str) -> bytes | None:
    """The text in Latin-1; None where a character, or what it counts as (the micro sign: a Greek letter), is beyond."""
    if "µ" in text:
        return None
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return None


@lru_cache(maxsize=1)
def _western_tables() -> tuple[bytes, bytes]:
    pairs = [_kind_and_folded(chr(n)) if chr(n) != "µ" else (_GAP, 0) for n in range(256)]
    return bytes(kind for kind, _ in pairs), bytes(folded for _, folded in pairs)


@lru_cache(maxsize=1)
def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    pairs = np.array([_kind_and_folded(chr(n)) for n in range(0x10000)], dtype=np.uint32)
    return pairs[:, 0].astype(np.uint8), np.ascontiguousarray(pairs[:, 1])


def _kind_and_folded(character: str) -> tuple[int, int]:
    kind = _kind(character, unicodedata.category(character))
    return kind, ord(_folded(character)) if kind <= _CHARACTER else 0


_MARKS = (
    (".", _POINT), (",", _COMMA), (_APOSTROPHES, _DROPPED), ("!?…", _STOP), ("。！？｡۔।", _FULL_STOP),
    (_CLOSERS, _CLOSER), ("\n\r\u2028\u2029", _LINE),
)  # fmt: skip


def _kind(character: str, category: str) -> int:
    for marks, kind in _MARKS:
        if character in marks:
            return kind
    if category in ("Mn", "Me", "Cf"):
        return _DROPPED
    if category == "Nd":
        return _DIGIT
    if category[0] in "LN" or category == "Mc":
        return _CHARACTER if any(low <= ord(character) <= high for low, high in _UNSPACED) else _LETTER
    return _SPACE if character.isspace() else _GAP


def _folded(character: str) -> str:
    """Lower case without accents; a character that decomposes into letters (Hangul) stays whole."""
    plain = unicodedata.normalize("NFKD", character).lower()
    if len(plain) > 1 and not all(unicodedata.category(c) == "Mn" for c in plain[1:]):
        plain = character.lower()
    return plain[0]


@lru_cache(maxsize=1)
def _figure_hashes() -> tuple[Hashes, NDArray[np.bool_]]:
    """The hashes of FIGURE_WORDS in order, and a first sieve by their low 16 bits."""
    known = np.sort(np.concatenate([_spelt(word) for word in FIGURE_WORDS]))
    sieve = np.zeros(0x10000, dtype=np.bool_)
    sieve[known & np.uint64(0xFFFF)] = True
    return known, sieve


def _spelt(word: str) -> Hashes:
    values = np.array([ord(c) for c in word], dtype=np.uint64)
    return hash_runs(values, np.zeros(1, dtype=np.int64))


def _is_figure_word(hashes: Hashes) -> NDArray[Any]:
    known, sieve = _figure_hashes()
    found = sieve.take(hashes.astype(np.uint16))
    (at,) = found.nonzero()
    likely = hashes[at]
    found[at] = known[known[:-1].searchsorted(likely)] == likely
    return found
