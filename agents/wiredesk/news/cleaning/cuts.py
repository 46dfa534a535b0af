"""A text from which pieces are cut, with each piece kept, so that it can be put back.

`Draft` holds the normalised text and the spans cut so far. Rules look at `draft.text` (what is left) and cut spans of
it; offsets are kept in the normalised text. `restore` puts all of it back: nothing is ever lost by cleaning.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from wiredesk.news.cleaning.wrapping import unwrap
from wiredesk_schemas import CleanArticle, Cut

SPACE = "space"
"""Reason for white space that is left over where something was cut."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """text[start:end] of what a rule looked at, and the reason to cut it."""

    start: int
    end: int
    reason: str


class Draft:
    """The normalised text, and what is cut from it."""

    def __init__(self, whole: str) -> None:
        self.whole = whole
        self.text = whole
        self._cut: list[Span] = []
        self._starts = [0]  # of the pieces that are left, in `text`
        self._moved = [0]  # what to add to an offset in that piece, to have it in `whole`

    def cut(self, spans: Iterable[Span]) -> bool:
        """Cut these spans of `text`; where two overlap, the earlier one wins. True if anything was cut."""
        found: list[Span] = []
        end = 0
        for span in sorted(spans):
            start = max(span.start, end)
            if start < span.end:
                found.extend(self._in_whole(start, span.end, span.reason))
                end = span.end
        if not found:
            return False
        self._cut = sorted([*self._cut, *found])
        self._rebuild()
        return True

    def join_lines(self) -> bool:
        """Join the lines that cutting brought together ("The ministers" / advertisement / "met in Geneva").

        Changes white space only, also in `whole`. True if anything was joined.
        """
        joined = unwrap(self.text)
        if joined == self.text:
            return False
        spaces: list[int] = []
        gone: list[Span] = []
        to = 0
        for at, character in enumerate(self.text):
            if joined[to : to + 1] == character:
                to += 1
            elif joined[to : to + 1] == " " and character == "\n":
                spaces += [span.start for span in self._in_whole(at, at + 1, SPACE)]
                to += 1
            else:
                gone.append(Span(at, at + 1, SPACE))
        letters = list(self.whole)
        for at in spaces:
            letters[at] = " "
        self.whole = "".join(letters)
        self._rebuild()
        self.cut(gone)
        return True

    def cuts(self) -> tuple[Cut, ...]:
        """All that was cut, in order; `at` is where it stood in `text`.

        Neighbours with the same reason are one, and left-over space goes with its neighbour.
        """
        cuts: list[Cut] = []
        gone = 0
        for span in self._cut:
            at = span.start - gone
            words = self.whole[span.start : span.end]
            if cuts and cuts[-1].at == at and (span.reason in (cuts[-1].reason, SPACE) or cuts[-1].reason == SPACE):
                reason = cuts[-1].reason if cuts[-1].reason != SPACE else span.reason
                cuts[-1] = Cut(text=cuts[-1].text + words, reason=reason, at=at)
            else:
                cuts.append(Cut(text=words, reason=span.reason, at=at))
            gone += span.end - span.start
        return tuple(cuts)

    def _in_whole(self, start: int, end: int, reason: str) -> Iterable[Span]:
        """A span of `text` as spans of `whole`: several, where something between was cut before."""
        piece = bisect_right(self._starts, start) - 1
        while start < end:
            following = self._starts[piece + 1] if piece + 1 < len(self._starts) else len(self.text)
            stop = min(end, following)
            if start < stop:
                yield Span(start + self._moved[piece], stop + self._moved[piece], reason)
            start = max(start, stop)
            piece += 1

    def _rebuild(self) -> None:
        pieces: list[str] = []
        self._starts, self._moved = [], []
        at = length = 0
        for span in [*self._cut, Span(len(self.whole), len(self.whole), "")]:
            if at < span.start:
                self._starts.append(length)
                self._moved.append(at - length)
                pieces.append(self.whole[at : span.start])
                length += span.start - at
            at = span.end
        self.text = "".join(pieces)
        if not self._starts:
            self._starts, self._moved = [0], [len(self.whole)]


def restore(article: CleanArticle) -> str:
    """The normalised text before anything was cut from it; a line end may have become a space."""
    pieces: list[str] = []
    at = 0
    for cut in article.cut:
        pieces += (article.text[at : cut.at], cut.text)
        at = cut.at
    pieces.append(article.text[at:])
    return "".join(pieces)
