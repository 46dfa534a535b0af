"""Words and phrases as an editor writes them, and finding thousands of them in a text at once.

In: phrases ("trade war*", "Fed", "U.S."), and a text. Out: which phrase stands where. A phrase matches whole words;
"*" at its end stands for any ending. A capital in it must be a capital in the text ("Turkey" is not a bird, "US" not
a pronoun); small letters match either. Hyphens, apostrophes and spaces are one ("cease-fire", "cease fire"), accents
do not matter.

The text is folded to one byte a code point, so that places in it are places in the text, and all that is not a letter
or a digit becomes a space: word boundaries are then part of each pattern, and one pass of an Aho-Corasick automaton
finds them all, however many there are.
"""

import codecs
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import ahocorasick_rs

_ERRORS = "wiredesk-fold"
_COMMON = ("’", "‘", "“", "”", "–", "—")  # replaced at once: calling back for each is what costs time


Hit = tuple[int, int, int]
"""(phrase number, start, end): the phrase begins at text[start]; `end` is past the boundary after it, or past what is
written before "*"."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """`stem` is what stands before "*", `pattern` its folded form with word boundaries, `capitals` where there are."""

    text: str
    stem: str
    pattern: bytes
    capitals: tuple[int, ...]


class PhraseError(ValueError):
    """The phrase cannot be searched for; the text says why."""


def _plain(char: str) -> str:
    """One letter, digit or space for one code point."""
    base = unicodedata.normalize("NFKD", char)[:1].lower()
    if base.isascii() and base.isalnum():
        return base
    return "x" if char.isalpha() else " "


def _fold_rest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


codecs.register_error(_ERRORS, _fold_rest)
_TABLE = bytes(ord(_plain(chr(code))) for code in range(256))


def fold(text: str) -> bytes:
    """The text in small letters, digits and spaces, one byte for each code point, between two spaces."""
    if not text.isascii():
        for mark in _COMMON:
            text = text.replace(mark, " ")
    return b" %b " % text.encode("latin-1", _ERRORS).translate(_TABLE)


def parse_phrase(text: str) -> Phrase:
    """The phrase as an editor wrote it, or PhraseError when nothing in it can be searched for."""
    words = text.strip()
    stem = words.removesuffix("*")
    if "*" in stem:
        raise PhraseError(f"expected '*' at the end of a phrase only, got {text!r}")
    folded = fold(stem)[1:-1]
    start = len(folded) - len(folded.lstrip())
    body = folded.strip()
    if not body:
        raise PhraseError(f"expected a word to search for, got {text!r}")
    open_ended = stem != words
    if open_ended and len(body) < 2:
        raise PhraseError(f"expected two letters or more before '*', got {text!r}")
    capitals = tuple(i for i in range(len(body)) if stem[start + i].isupper())
    return Phrase(words, stem[start : start + len(body)], b" " + body + (b"" if open_ended else b" "), capitals)


class PhraseIndex:
    """All phrases of a vocabulary, compiled. Phrases are numbered as given."""

    __slots__ = ("_automaton", "_checks", "phrases")

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = tuple(phrases)
        patterns = [phrase.pattern for phrase in self.phrases]
        # Patterns are numbered as the phrases are, so that most hits can be taken as they come. Two phrases of one
        # pattern ("May", "may"): the second is kept with the first, under a pattern of its own that no text holds.
        first: dict[bytes, int] = {}
        self._checks: list[tuple[tuple[int, str, tuple[int, ...]], ...] | None] = [None] * len(patterns)
        for number, phrase in enumerate(self.phrases):
            own = first.setdefault(phrase.pattern, number)
            if own != number:
                patterns[number] = b"\0%d" % number
            if own != number or phrase.capitals:
                before = self._checks[own] or (((own, self.phrases[own].stem, ()),) if own != number else ())
                self._checks[own] = (*before, (number, phrase.stem, phrase.capitals))
        # A full table is quicker in a loop of its own, but its 12 MB drive all else from the processor's cache: reading
        # an article takes 6 % longer with it.
        kind = ahocorasick_rs.Implementation.ContiguousNFA
        self._automaton = ahocorasick_rs.BytesAhoCorasick(patterns, implementation=kind) if patterns else None

    def find(self, text: str, folded: bytes) -> list[Hit]:
        """Every place where a phrase stands, overlapping ones too, by where they end; `folded` is fold(text)."""
        if self._automaton is None:
            return []
        hits: list[Hit] = []
        add, checks = hits.append, self._checks
        for hit in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            candidates = checks[hit[0]]
            if candidates is None:
                add(hit)
                continue
            _, start, end = hit
            for number, stem, capitals in candidates:
                # As written is the common case and one comparison; else look at each capital.
                if text.startswith(stem, start) or _has_capitals(text, start, capitals):
                    add((number, start, end))
        return hits


def _has_capitals(text: str, start: int, capitals: tuple[int, ...]) -> bool:
    return all(text[start + offset].isupper() for offset in capitals)
