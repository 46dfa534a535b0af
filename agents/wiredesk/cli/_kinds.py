"""Which files are read for articles, by their names alone.

In: paths. Out: the kind of a file, and the files of a folder. It imports nothing that takes time: `wiredesk run` weighs
its input before it imports what reads it.
"""

from collections.abc import Iterator
from pathlib import Path

LINES = frozenset({".jsonl", ".ndjson"})
PAGES = frozenset({".html", ".htm"})
KINDS = LINES | PAGES | {".json", ".txt", ".csv", ".warc"}
COMPRESSED = frozenset({".gz", ".zst"})
STDIN = "-"


def kind_of(path: Path) -> str | None:
    """The ending that says how to read the file, without that of its compression; None when it is none of KINDS."""
    suffixes = [s.lower() for s in path.suffixes]
    if suffixes and suffixes[-1] in COMPRESSED:
        suffixes.pop()
    return suffixes[-1] if suffixes and suffixes[-1] in KINDS else None


def files_in(folder: Path) -> Iterator[Path]:
    """The files of a folder, however deep, that are of one of KINDS and not hidden, nor in a hidden folder; no order.

    OSError where the system does not let one look.
    """
    return (p for p in folder.rglob("*") if kind_of(p) and not _is_hidden(p, folder) and p.is_file())


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)
