"""How much of one text is in another, by their sketches, and whether they are two reports by one template.

Containment: shared shingles over those of the smaller text, so that cuts and additions do not hurt.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wiredesk.news.copies.rows import (
    Remembered,
    figures_of,
    limit_of,
    marks_of,
    sentences_of,
    shift_of,
)
from wiredesk_schemas import Sketch


@dataclass(frozen=True, slots=True)
class Query:
    """A sketch made ready to be compared with many."""

    size: int
    limit: int
    hashes: NDArray[np.uint64]
    sentences: NDArray[np.uint32]
    figures: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Resemblance:
    """`containment` 0..1 with the number of `shared` shingles it rests on, out of `compared`.

    `figures` are those found in the same words in both, `differing` those of them with another value.
    """

    containment: float
    shared: int
    compared: int
    figures: int
    differing: int


def make_query(sketch: Sketch) -> Query:
    """The sketch as arrays; sentence hashes cut to the 24 bits that are remembered."""
    return Query(
        size=sketch.size,
        limit=limit_of(sketch),
        hashes=np.array(sketch.hashes, dtype=np.uint64),
        sentences=np.array(sketch.sentences, dtype=np.uint32) & np.uint32(0xFFFFFF),
        figures=np.array(sketch.figures, dtype=np.uint32),
    )


def compare(query: Query, other: Remembered, *, common: NDArray[np.bool_] | None = None) -> Resemblance:
    """The resemblance of a new text to a remembered one.

    `common` marks hashes of the query that very many texts have (a site's own boilerplate): of the shared shingles
    the share that they make up is left out.
    """
    limit = min(query.limit, other.limit)
    shift = np.uint64(shift_of(other.limit))
    mine = query.hashes[: np.searchsorted(query.hashes, np.uint64(limit), side="right")]
    marks = marks_of(other)
    theirs = marks[: np.searchsorted(marks, np.uint64(limit) >> shift, side="right")]
    if not mine.size or not theirs.size:
        return Resemblance(0.0, 0, 0, 0, 0)
    cut = (mine >> shift).astype(np.uint16)
    at = np.searchsorted(theirs, cut)
    same = theirs[np.minimum(at, theirs.size - 1)] == cut
    shared, compared = int(same.sum()), int(min(mine.size, theirs.size))
    if common is not None and common.any():
        usual = int((same & common[: mine.size]).sum())
        shared, compared = shared - usual, max(1, compared - usual)
    figures, differing = _figures_in_both(query.figures, figures_of(other))
    return Resemblance(min(1.0, shared / compared), shared, compared, figures, differing)


def new_sentences(query: Query, others: list[Remembered]) -> NDArray[np.bool_]:
    """For each sentence of the query whether none of the others has it."""
    if not others:
        return np.ones(query.sentences.size, dtype=np.bool_)
    return ~np.isin(query.sentences, np.concatenate([sentences_of(other) for other in others]))


def _figures_in_both(mine: NDArray[np.uint32], theirs: NDArray[np.uint32]) -> tuple[int, int]:
    contexts = np.intersect1d(mine >> np.uint32(12), theirs >> np.uint32(12))
    agreeing = np.intersect1d(np.intersect1d(mine, theirs) >> np.uint32(12), contexts)
    return contexts.size, contexts.size - agreeing.size


THRESHOLD = 0.39
FEWEST_SHARED = 4
TEMPLATE = 0.3


def is_copy(resemblance: Resemblance) -> bool:
    """Whether it is a copy; not when the same words stand around other figures (a report of another day)."""
    if resemblance.shared < FEWEST_SHARED or resemblance.containment < THRESHOLD:
        return False
    return not (resemblance.differing >= 2 and resemblance.differing >= TEMPLATE * resemblance.figures)
