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
"""(phrase number, start, end): text[start:end] is the phrase, with "*" as far as it is written."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """`stem` is what stands before "*", `pattern` its folded form with word boundaries, `capitals` where it has some."""

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

    __slots__ = ("_automaton", "_by_pattern", "phrases")

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = tuple(phrases)
        variants: dict[bytes, list[int]] = {}
        for number, phrase in enumerate(self.phrases):
            variants.setdefault(phrase.pattern, []).append(number)
        # What most patterns have, one phrase without capitals, is a bare number: it is looked up most.
        self._by_pattern: list[int | list[int]] = [
            v[0] if len(v) == 1 and not self.phrases[v[0]].capitals else v for v in variants.values()
        ]
        self._automaton = ahocorasick_rs.BytesAhoCorasick(variants) if variants else None

    def find(self, text: str, folded: bytes) -> list[Hit]:
        """Every place where a phrase stands, overlapping ones too, by where they end; `folded` is fold(text)."""
        if self._automaton is None:
            return []
        hits: list[Hit] = []
        add, by_pattern, phrases = hits.append, self._by_pattern, self.phrases
        for pattern, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            known = by_pattern[pattern]
            if known.__class__ is int:
                add((known, start, end - 1))
                continue
            for number in known:  # type: ignore[union-attr]
                phrase = phrases[number]
                # As written is the common case and one comparison; else look at each capital.
                if text.startswith(phrase.stem, start) or all(text[start + i].isupper() for i in phrase.capitals):
                    add((number, start, end - 1))
        return hits
