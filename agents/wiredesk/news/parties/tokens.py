"""A stretch of text as words with their offsets.

In: text and the span of a sentence in it. Out: parallel lists, because the readers walk them by index. Possessive
"'s" and contracted auxiliaries ("'ll", "'d") are words of their own; "U.S.", "Mr.", "G-20" and "Geun-hye" are one word.
"""

import re

from msgspec import Struct

_TOKEN = re.compile(
    r"""[a-z]++(?=[ ,])|[A-Z][a-z]++(?=[ ,])
    |(?:[A-Z]\.){2,}(?!\w)
    |(?:Mr|Mrs|Ms|Dr|Gen|Sen|Sens|Rep|Reps|Gov|Lt|Col|Adm|St|Sgt|Capt|Maj|Prof|Rev|Pres|Amb|Jr|Sr)\.(?!\w)
    |(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.
    |[A-Z]\.(?=\s+[A-Z])
    |[GEPD]-?\d+(?:\+\d)?(?!\w)
    |['’](?:s|ll|d|re|ve|m)(?!\w)
    |[^\W\d_]+(?:(?:[-.&]|['’](?!(?:s|ll|d|re|ve|m)(?!\w)))[^\W\d_]+)*
    |\d+(?:[.,:/]\d+)*(?:st|nd|rd|th)?
    |\S""",
    re.VERBOSE,
)
"""The first line holds no word of its own: it takes the plain words of the last but two out of turn, which is a tenth
faster."""


class Words(Struct, frozen=True):
    """The words of text[start:end]. `lower` has straight apostrophes; offsets are those of the whole text."""

    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def index_at(self, offset: int) -> int:
        """The index of the first word that ends after `offset`; len(self) when there is none."""
        low, high = 0, len(self.ends)
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low


def split_words(text: str, start: int, end: int) -> Words:
    """The words of text[start:end]; every character that is not white space is in exactly one. Linear time."""
    words = _TOKEN.findall(text, start, end)
    starts: list[int] = []
    ends: list[int] = []
    at = start
    for word in words:  # the next place of a word is its own, since only white space lies between: faster than matches
        at = text.index(word, at)
        starts.append(at)
        at += len(word)
        ends.append(at)
    return Words(words, lower_words(words), starts, ends)


def lower_words(words: list[str]) -> list[str]:
    """Lower case with straight apostrophes; the month of May becomes "may-month", apart from the modal."""
    lower = " ".join(words).lower().replace("’", "'").split()  # no word holds a space: half the time of word by word
    if "May" in words:
        for i in range(1, len(lower)):
            if words[i] == "May":
                lower[i] = "may-month"
    return lower
