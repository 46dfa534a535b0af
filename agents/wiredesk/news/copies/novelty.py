"""Which sentences of a copy are new, as spans of its text."""

import numpy as np
from numpy.typing import NDArray

from wiredesk.news.copies.words import find_words
from wiredesk.news.sentences import split_sentences


def find_new_text(text: str, new: NDArray[np.bool_]) -> tuple[tuple[int, int], ...]:
    """The [start, end) spans of the sentences with something new in them, in text order.

    `new` tells it of each sentence hash of the text's sketch. These part the text more finely than sentences do (at
    every full stop with a space behind it): a sentence is new when any of its parts is. What lies beyond the
    sentences that a sketch keeps is new.
    """
    words = find_words(text)
    if not words.opens.size:
        return ()
    starts = words.starts[words.opens]
    last_words = np.append(words.starts[words.opens[1:] - 1], words.starts[-1])
    is_new = np.ones(starts.size, dtype=np.bool_)
    counted = min(starts.size, new.size)
    is_new[:counted] = new[:counted]
    # A sentence has the parts from the one that its first word stands in to the one that its last word stands in.
    sentences = split_sentences(text)
    first = np.searchsorted(last_words, [s.start for s in sentences], side="left")
    after = np.searchsorted(starts, [s.end for s in sentences], side="left")
    found = np.append(0, np.cumsum(is_new))
    fresh = found[np.maximum(after, first)] > found[first]
    return tuple((s.start, s.end) for s, yes in zip(sentences, fresh.tolist(), strict=True) if yes)
