"""What is remembered of each article revision: one row of a table, in about 500 bytes.

A row holds the verdict with the record it was given for (so that the same record, read again, gets the same
verdict) and as much of the sketch as it takes to recognise copies. Rows are all that must be kept: the index is
rebuilt from them.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from wiredesk.news.copies.sketch import HASH_BITS, SAMPLE, SCHEME
from wiredesk_schemas import Sketch
from wiredesk_schemas.values import CopyVerdict

VERSION = 1
KEYS = 24
"""How many hashes of an article are entered in the index: the smallest ones of its sketch."""
_KEY_BYTES = HASH_BITS // 8


class RowError(ValueError):
    """The bytes are not a row of this version; the text says what was expected and what came."""


class Remembered(msgspec.Struct, frozen=True, array_like=True):
    """A sketch as it is stored: KEYS hashes whole, the rest cut to 16 bits, which is enough to compare two sketches.

    `limit`: the sketch is complete up to this hash. `sentences` and `figures` are cut to 24 bits each.
    """

    size: int
    limit: int
    keys: bytes
    rest: bytes
    sentences: bytes
    figures: bytes


class Sighting(msgspec.Struct, frozen=True, array_like=True):
    """A record and the verdict it got. `new` has a bit for each sentence hash of its sketch: set if it is new."""

    origin: str
    verdict: CopyVerdict
    original: str | None = None
    permille: int | None = None
    previous_revision: str | None = None
    new: bytes | None = None


class Row(msgspec.Struct, frozen=True, array_like=True):
    """`number` counts the rows as they were written. `published` is in days, `seen_s` in seconds since 1970.

    `posted` has a bit for each key that was entered in the index. An exact copy has no sketch.
    """

    version: int
    number: int
    seen_s: int
    published: int | None
    article_id: str
    revision: str
    url: int
    sightings: tuple[Sighting, ...]
    posted: int = 0
    sketch: Remembered | None = None

    @property
    def root(self) -> str:
        """The earliest article of its text: itself, or the original that it copies."""
        return self.sightings[-1].original or self.article_id


class _Beginning(msgspec.Struct, frozen=True, array_like=True):
    """Of a row what stands first; the rest is passed over in a fifth of the time."""

    version: int
    number: int


KEY_BYTES = 15
"""Of the key of a row in the table, so that a Python object of it takes 48."""

_Any = TypeVar("_Any", Row, _Beginning)

_decoder = msgspec.msgpack.Decoder(Row)
_beginning = msgspec.msgpack.Decoder(_Beginning)
_encoder = msgspec.msgpack.Encoder()


def row_key(article_id: str, revision: str) -> bytes:
    """The key of an article revision in the table."""
    return blake2b(f"{article_id}\n{revision}".encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()


def encode_row(row: Row) -> bytes:
    """The row as it is stored."""
    # Encoded straight to bytes it would keep a third more memory than it needs for as long as it lives.
    buffer = bytearray()
    _encoder.encode_into(row, buffer)
    return bytes(buffer)


def decode_row(data: bytes) -> Row:
    """The stored row, or RowError."""
    return _decoded(_decoder, data)


def number_of(data: bytes) -> int:
    """The number of a stored row, or RowError where it can be told from so much."""
    return _decoded(_beginning, data).number


def _decoded(decoder: "msgspec.msgpack.Decoder[_Any]", data: bytes) -> _Any:
    try:
        row = decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as e:
        raise RowError(f"expected a row of copies, version {VERSION}; got {data[:40]!r}: {e}") from e
    if row.version != VERSION:
        raise RowError(f"expected a row of copies, version {VERSION}; got version {row.version}")
    return row


def limit_of(sketch: Sketch) -> int:
    """Up to which hash a sketch is complete."""
    return (1 << HASH_BITS) - 1 if sketch.size <= SAMPLE else sketch.hashes[-1]


def remember(sketch: Sketch) -> Remembered | None:
    """The sketch as it is stored; None for an empty one and for one of another scheme."""
    if sketch.scheme != SCHEME or not sketch.hashes:
        return None
    hashes, limit = np.array(sketch.hashes, dtype=np.uint64), limit_of(sketch)
    return Remembered(
        size=sketch.size,
        limit=limit,
        keys=_narrowed(hashes[:KEYS], _KEY_BYTES),
        rest=(hashes[KEYS:] >> np.uint64(shift_of(limit))).astype("<u2").tobytes(),
        sentences=_narrowed(cut_sentences(sketch.sentences), 3),
        figures=_narrowed(cut_figures(sketch.figures), 3),
    )


def shift_of(limit: int) -> int:
    """How many low bits to leave out so that hashes up to `limit` fit into 16."""
    return max(0, limit.bit_length() - 16)


def keys_of(sketch: Remembered) -> NDArray[np.uint64]:
    """The hashes that are stored whole."""
    return _widened(sketch.keys, _KEY_BYTES, 8).view("<u8")


def keys_of_all(sketches: Sequence[Remembered | None]) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    """`keys_of` of many at once: a row of KEYS for each, and which of them there are."""
    narrow = [b"" if sketch is None else sketch.keys for sketch in sketches]
    counts = np.array([len(keys) // _KEY_BYTES for keys in narrow])
    there = np.arange(KEYS) < counts[:, None]
    keys = np.zeros(there.shape, dtype=np.uint64)
    keys[there] = _widened(b"".join(narrow), _KEY_BYTES, 8).view("<u8")
    return keys, there


def last_key_of(sketch: Remembered) -> int:
    """The largest of the hashes that are stored whole."""
    return int.from_bytes(sketch.keys[-_KEY_BYTES:], "little")


def marks_of(sketch: Remembered) -> NDArray[np.uint16]:
    """All hashes of the sketch, ascending, each without its low `shift_of(limit)` bits."""
    keys = (keys_of(sketch) >> np.uint64(shift_of(sketch.limit))).astype(np.uint16)
    return np.concatenate((keys, np.frombuffer(sketch.rest, dtype="<u2")))


def sentences_of(sketch: Remembered) -> NDArray[np.uint32]:
    """The sentence hashes, cut to 24 bits."""
    return _widened(sketch.sentences, 3, 4).view("<u4")


def figures_of(sketch: Remembered) -> NDArray[np.uint32]:
    """The figures, each 16 bits of the words around it and 8 bits of its own."""
    return _widened(sketch.figures, 3, 4).view("<u4")


def cut_sentences(sentences: tuple[int, ...]) -> NDArray[np.uint32]:
    """Sentence hashes as they are remembered."""
    return np.array(sentences, dtype=np.uint32) & np.uint32(0xFFFFFF)


def cut_figures(figures: tuple[int, ...]) -> NDArray[np.uint32]:
    """Figures of a Sketch (20 and 12 bits) as they are remembered."""
    whole = np.array(figures, dtype=np.uint32)
    return whole >> np.uint32(16) << np.uint32(8) | whole >> np.uint32(4) & np.uint32(0xFF)


def _narrowed(values: NDArray[Any], narrow: int) -> bytes:
    """The low `narrow` bytes of each value."""
    little = values.astype(values.dtype.newbyteorder("<"), copy=False)
    return little.view(f"V{values.itemsize}").astype(f"V{narrow}").tobytes()


def _widened(data: bytes, narrow: int, wide: int) -> NDArray[Any]:
    """Each `narrow` bytes with zeros up to `wide`: cast as they are, in a quarter of the time that filling in takes."""
    return np.frombuffer(data, dtype=f"V{narrow}").astype(f"V{wide}")
