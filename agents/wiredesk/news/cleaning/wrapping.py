"""Hard-wrapped lines joined into whole paragraphs.

In: tidy text. Out: the same where no line ends because a column was full or an inline element stood in the way.
Two cases: mail and teletype copy (blocks of lines that all nearly fill the same column), and flattened pages whose
links stood on lines of their own ("The", "foreign minister", ", who ..."). A verse or a menu is left as it is.
"""

import re

MIN_COLUMN = 50
MAX_COLUMN = 100
"""Wrapped copy is set in 60 to 80 columns (teletype 69, mail 72-78); real paragraphs and headlines scatter widely."""

FULL = 0.72
"""A wrapped line fills at least this share of the column: a word of 20 letters did not fit any more."""

_CONTINUES = re.compile(r"[a-z,;)’”\]]|\.(?=\s|$)")
_UNFINISHED = frozenset(",’'_")
_CLOSING = ",;.)’”]"
_BULLET = re.compile(r"[*+•·▪‣◦–—-]\s|\d{1,2}[.)]\s")


def unwrap(text: str) -> str:
    """The text with wrapped lines joined by a space."""
    blocks = text.split("\n\n")
    return "\n\n".join([_unwrap_block(block) if "\n" in block else block for block in blocks])


def _unwrap_block(block: str) -> str:
    return _join_fragments(_join_wrapped(block.split("\n")))


def _join_wrapped(lines: list[str]) -> list[str]:
    """The lines of one block as one, when all but the last nearly fill the column."""
    if len(lines) < 3:
        return lines
    column = max(map(len, lines))
    if not MIN_COLUMN <= column <= MAX_COLUMN:
        return lines
    if any(len(line) < FULL * column for line in lines[:-1]) or any(_BULLET.match(line) for line in lines[1:]):
        return lines
    ends = sum(line[-1:] in '.!?:”"' for line in lines[:-1])
    if ends * 2 > len(lines) - 1:  # whole short sentences, one a line
        return lines
    return [" ".join(lines)]


def _join_fragments(lines: list[str]) -> str:
    """Lines of one block; one that goes on in lower case after an unfinished one belongs to it."""
    pieces = [lines[0]]
    length, end = len(lines[0]), lines[0][-1:]
    for line in lines[1:]:
        if (end.isalnum() or end in _UNFINISHED) and _CONTINUES.match(line) and length + len(line) > MIN_COLUMN:
            pieces += (line,) if line[0] in _CLOSING else (" ", line)
            length += len(line) + 1
        else:
            pieces += ("\n", line)
            length = len(line)
        end = line[-1:]
    return "".join(pieces)
