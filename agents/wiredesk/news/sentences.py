"""Clean text to sentences with their offsets.

In: the text of an article, paragraphs parted by line feeds. Out: sentences in text order; their spans leave out the
space between them. A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof rev hon gov sen reps rep gen lt col capt maj sgt adm cmdr brig supt st mt ft jr sr esq
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun
    inc corp co ltd plc vs etc no vol fig approx dept est min pres amb spc pvt cpl rt""".split()
)

_END = re.compile(r"""([.!?…]+)(["'”’)\]]*)(?=\s)""")
_LAST_WORD = re.compile(r"""[^\s(\[“"'‘-]+\Z""")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_OPENS = re.compile(r"""\s+["'“‘(\[]*[A-Z0-9“‘"À-ÖØ-Þ]""")


@dataclass(frozen=True, slots=True)
class Sentence:
    """text[start:end] of the article; `paragraph` counts from 0."""

    start: int
    end: int
    paragraph: int


@lru_cache(maxsize=4)  # an article is asked for its sentences by meetings and by topics, one after the other
def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, in order; every character that is not white space is in exactly one. Linear time."""
    sentences: list[Sentence] = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        start = at
        for end in _ends(line):
            _add(sentences, text, start, at + end, number)
            start = at + end
        _add(sentences, text, start, at + len(line), number)
        at += len(line) + 1
    return tuple(sentences)


def _ends(line: str) -> list[int]:
    return [m.end() for m in _END.finditer(line) if _OPENS.match(line, m.end()) and not _is_abbreviation(line, m)]


def _is_abbreviation(line: str, stop: re.Match[str]) -> bool:
    if stop.group(1) != "." or stop.group(2):
        return False
    found = _LAST_WORD.search(line, max(0, stop.start() - 20), stop.start())
    word = found.group() if found else ""
    if len(word) == 1 and word.isupper():  # an initial: "John F. Kennedy"
        return True
    # "U.S. officials" goes on; "... left the U.S. He ..." is told from it by what opens the next sentence: rarely.
    return word.lower() in ABBREVIATIONS or _DOTTED.fullmatch(word) is not None


def _add(sentences: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        sentences.append(Sentence(start, end, paragraph))
