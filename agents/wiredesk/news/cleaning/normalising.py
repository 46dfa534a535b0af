"""The one form in which all text is cleaned: decoded, composed, one kind of space, whole paragraphs.

In: any string. Out: the same words without what an encoding, a template or a line length left in them: entities,
mojibake, control characters, lone surrogates, invisible characters, runs of space, hard wraps. Paragraphs are lines,
parted by one empty line at most. Nothing that a reader sees is taken out here; that is recorded cutting.
Normalising twice is normalising once. Linear time.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from ftfy import fix_encoding
from ftfy.badness import is_bad

from wiredesk.news.cleaning.wrapping import unwrap

_ROUNDS = 4
"""One round nearly always suffices; a second when a repair uncovers another fault ("&amp;lt;" inside mojibake)."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NESTED = re.compile(r"&(?:(?:amp|AMP|#0{0,4}38|#[xX]0{0,4}26);)+(?=[#A-Za-z])")  # "&amp;amp;quot;"
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# Soft hyphen, zero-width space, word joiner, byte order mark: traces of typesetting in every script.
_INVISIBLE = re.compile(r"[\xad\u200b\u2060-\u2064\ufeff]")
# The (non-)joiner spells Persian, Indic scripts and emoji; between Latin letters it only hides words from search.
_JOINER = re.compile(
    r"(?<=[\x00-\u024f])[\u200c\u200d]+(?=[\x00-\u024f])|(?:^|(?<=\s))[\u200c\u200d]+|[\u200c\u200d]+(?=\s|$)", re.M
)
_DIRECTION = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_OVERRIDE = re.compile(r"[\u202d\u202e]")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_OTHER_SPACES = ("\t", "\xa0", "\u1680", *map(chr, range(0x2000, 0x200B)), "\u202f", "\u205f", "\u3000")
_USUAL = bytes([10, *range(32, 127)])
_SUSPECT = re.compile(r"[^\x00-\x7f\u2010-\u2027\u2030-\u203a][^\x00-\x7f]")
# All but the characters of which news in Latin letters consists; without one there is nothing to take out.
_RARE = re.compile(r"[^\n -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u20ac\u2122]")
_MARKS = re.compile(r"[^\w\s\x00-\x7f]{17,}")
_MAX_MARKS = 16
"""Combining marks on one letter. Tibetan stacks 8; "zalgo" hundreds, which make composing them quadratic."""


def normalise(text: str) -> str:
    """The text in the one form (see the module)."""
    return _settled(text, unwrap)


def normalise_line(text: str) -> str:
    """A title or a name: the same on one line."""
    return _settled(text, _on_one_line)


def has_override(text: str) -> bool:
    """Whether characters in it turn the direction of reading, which can show other words than it holds."""
    return "\u202d" in text or "\u202e" in text


def _settled(text: str, join: Callable[[str], str]) -> str:
    """The text repaired, tidied and joined until that changes nothing."""
    for _ in range(_ROUNDS):
        repaired = _repair(text)
        tidy = _tidy(repaired)
        joined = join(tidy)
        if repaired == text and joined == tidy:  # what tidying uncovers, a repair has looked for
            return tidy
        text = joined
    return text


def _on_one_line(tidy: str) -> str:
    return tidy.replace("\n\n", "\n").replace("\n", " ")


def _repair(text: str) -> str:
    special = _special(text)
    if "&" in text or _RARE.search(special):
        if _SURROGATE.search(text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = _LINE_END.sub("\n", _ENTITY.sub(_character, _NESTED.sub("&", text)))
        special = _special(text)
    if _SUSPECT.search(special) and _SUSPECT.search(text):
        text = "\n".join(map(_fix_mojibake, text.split("\n")))
        special = _special(text)
    if not _RARE.search(special):
        return text
    text = _JOINER.sub("", _INVISIBLE.sub("", _LINE_END.sub("\n", _CONTROL.sub("", text))))
    if _DIRECTION.search(text):
        text = (_OVERRIDE if _RIGHT_TO_LEFT.search(text) else _DIRECTION).sub("", text)
    return unicodedata.normalize("NFC", _MARKS.sub(_few_marks, text))


def _special(text: str) -> str:
    """All of the text but printable ASCII and line feeds, in order. A pattern takes ten times as long to skip these."""
    return text.encode("utf-8", "surrogatepass").translate(None, _USUAL).decode("utf-8", "surrogatepass")


def _tidy(text: str) -> str:
    for space in _OTHER_SPACES:
        text = text.replace(space, " ")
    while "  " in text:  # each round halves the longest run
        text = text.replace("  ", " ")
    text = text.replace(" \n", "\n").replace("\n ", "\n")
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip(" \n")


def _character(entity: re.Match[str]) -> str:
    """What it stands for; itself when that is no character."""
    return _unescape(entity[0])


@lru_cache(maxsize=4096)
def _unescape(entity: str) -> str:
    return html.unescape(entity)


def _fix_mojibake(line: str) -> str:
    """ftfy, behind its own gate and a line at a time: one broken quotation must not change the lines that are right.

    Of spaces only the no-break space can be a byte of mojibake. The others ftfy is shown as they will be: beside a tab
    it takes for right what beside a space it does not.
    """
    if not _SUSPECT.search(line):
        return line
    if "\xa0" in line and is_bad(line):
        line = fix_encoding(line)
    tidy = _tidy(line)
    return fix_encoding(tidy) if _SUSPECT.search(tidy) and is_bad(tidy) else line


def _few_marks(run: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MAX_MARKS:
            kept.append(character)
    return "".join(kept)
