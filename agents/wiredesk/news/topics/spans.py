"""Stretches of a text, and whether a place lies within one; quick however many there are.

In: [start, end) stretches in any order, which may overlap. A text made to be slow to read, the same exception ten
thousand times, must not be.
"""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Stretches of one text."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))  # the furthest end of all that start so far

    def cover(self, start: int, end: int) -> bool:
        """Whether [start, end) lies within one of the stretches."""
        before = bisect_right(self._starts, start) - 1
        return before >= 0 and self._ends[before] >= end

    def touch(self, start: int, end: int) -> bool:
        """Whether [start, end) shares a character with one of the stretches."""
        before = bisect_right(self._starts, end - 1) - 1
        return before >= 0 and self._ends[before] > start


NO_SPANS = Spans(())
