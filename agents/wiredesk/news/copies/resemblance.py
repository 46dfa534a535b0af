"""How much of one text is in another, by their sketches, and whether they are two reports by one template.

Containment: shared shingles over those of the smaller text, so that cuts and additions do not hurt.
"""

from dataclasses import dataclass

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from wiredesk.news.copies.rows import (
    KEYS,
    Remembered,
    cut_figures,
    cut_sentences,
    figures_of,
    last_key_of,
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


class Resemblance(Struct, frozen=True):
    """How two texts share `shared` shingles: the parts of the smaller and of the larger one that they are, 0..1.

    `verbatim`: the part of the sentences of the one with fewer that stand in the other word for word.
    `figures` are those found between the same words in both, `differing` those of them with another value.
    `size` is the number of shingles of the smaller text.
    """

    containment: float
    coverage: float
    shared: int
    verbatim: float
    figures: int
    differing: int
    size: int


NO_RESEMBLANCE = Resemblance(0.0, 0.0, 0, 0.0, 0, 0, 0)


def make_query(sketch: Sketch) -> Query:
    """The sketch as arrays, cut to what is remembered of other texts."""
    return Query(
        size=sketch.size,
        limit=limit_of(sketch),
        hashes=np.array(sketch.hashes, dtype=np.uint64),
        sentences=cut_sentences(sketch.sentences),
        figures=cut_figures(sketch.figures),
    )


def compare(query: Query, other: Remembered, *, common: NDArray[np.bool_] | None = None) -> Resemblance:
    """The resemblance of a new text to a remembered one.

    `common` marks hashes of the query that very many texts have (a site's own boilerplate). It is known of those only
    that are small enough to be entered in the index by texts of either size: of all shared shingles the same part is
    left out. Sentences and figures are compared only where enough words are shared.
    """
    mine, theirs = query.hashes, marks_of(other)
    shift = np.uint64(shift_of(other.limit))
    if query.limit > other.limit:
        mine = mine[: mine.searchsorted(np.uint64(other.limit), side="right")]
    elif other.limit > query.limit:
        theirs = theirs[: theirs.searchsorted(np.uint64(query.limit) >> shift, side="right")]
    if not mine.size or not theirs.size:
        return NO_RESEMBLANCE
    cut = (mine >> shift).astype(np.uint16)
    same = theirs.take(theirs.searchsorted(cut), mode="clip") == cut
    shared, fewer, more = int(np.count_nonzero(same)), *sorted((mine.size, theirs.size))
    if common is not None and common.any():
        entered = np.uint64(min(int(mine[:KEYS][-1]), last_key_of(other)))
        seen = same[: mine.searchsorted(entered, side="right")]
        # Half of one more: where none of the shared is small enough to tell, half of them count as boilerplate.
        known = int(np.count_nonzero(seen & common[: seen.size]))
        usual = round(shared * (known + 0.5) / (int(np.count_nonzero(seen)) + 1))
        shared, fewer, more = shared - usual, max(1, fewer - usual), max(1, more - usual)
    containment, coverage = min(1.0, shared / fewer), min(1.0, shared / more)
    size = min(query.size, other.size)
    if not shares_enough(shared, containment, coverage):
        # Four of five end here: no copy, whatever their sentences and figures; with these it takes twice as long.
        return Resemblance(containment, coverage, shared, 0.0, 0, 0, size)
    figures, differing = _figures_in_both(query.figures, figures_of(other))
    return Resemblance(
        containment=containment,
        coverage=coverage,
        shared=shared,
        verbatim=_verbatim(query.sentences, sentences_of(other)),
        figures=figures,
        differing=differing,
        size=size,
    )


def _verbatim(mine: NDArray[np.uint32], theirs: NDArray[np.uint32]) -> float:
    ours = set(mine.tolist())
    others = set(theirs.tolist())
    return len(ours & others) / max(1, min(len(ours), len(others)))


def new_sentences(query: Query, others: list[Remembered]) -> NDArray[np.bool_]:
    """For each sentence of the query whether none of the others has it."""
    known: set[int] = set().union(*(sentences_of(other).tolist() for other in others))
    return np.array([sentence not in known for sentence in query.sentences.tolist()], dtype=np.bool_)


def _figures_in_both(mine: NDArray[np.uint32], theirs: NDArray[np.uint32]) -> tuple[int, int]:
    ours, others = set(mine.tolist()), set(theirs.tolist())  # of some twenty figures: sets are faster than numpy
    contexts = {figure >> 8 for figure in ours} & {figure >> 8 for figure in others}
    agreeing = {figure >> 8 for figure in ours & others}
    return len(contexts), len(contexts - agreeing)


# Readers call pairs copies from a containment of about .4 on; a short text half of which is in a long one, only if it
# is more than that: containment and coverage together are .59 or more (benchmarks/copies.py --pairs).
CONTAINMENT, BOTH = 0.39, 0.59
# A longer text with up to three quarters of another word for word, and nothing reworded, borrows from it.
QUOTED, MOST_QUOTED, COVERED = 0.75, 0.75, 0.4
FEWEST_SHARED = 4
# In reports by one template half of the figures differ or more (benchmarks/templated.py); in copies, one or two.
TEMPLATE, SHORT = 0.35, 30


def shares_enough(shared: int, containment: float, coverage: float) -> bool:
    """Whether one of two texts may be a copy of the other by the share of words."""
    return shared >= FEWEST_SHARED and containment >= CONTAINMENT and containment + coverage >= BOTH


def is_copy(resemblance: Resemblance) -> bool:
    """Whether one of two texts is a copy of the other, by the share of words, then by how they share them.

    Not when the same words stand around other figures: a report of another day by the same template. Not when a
    longer text has some sentences of the other word for word and nothing else of it: it quotes, or it is a round-up.
    """
    r = resemblance
    if not shares_enough(r.shared, r.containment, r.coverage):
        return False
    if r.differing >= (1 if r.size < SHORT else 2) and r.differing >= TEMPLATE * r.figures:
        return False
    return not (r.containment < MOST_QUOTED and r.coverage < COVERED and r.verbatim >= QUOTED * r.containment)
