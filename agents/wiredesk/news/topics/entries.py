"""Tables of a TOML file with the lines they stand on, so that an error can say where to look.

tomllib gives values without places; here each `[[name]]` table is paired with its header, in order.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class EntryError(ValueError):
    """An entry is not as it should be; the text names file, line and what to do. Comes as one of its subclasses."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One table: its values, its file, the line of its header and its lines as written."""

    values: Mapping[str, Any]
    file: str
    line: int
    lines: tuple[str, ...]

    def where(self, words: str = "", *, last: bool = False) -> str:
        """ "file:line" of the first, or last, line of this entry that holds `words`, else of its header."""
        numbered = list(enumerate(self.lines))
        for number, line in reversed(numbered) if last else numbered:
            if words and (
                f'"{words}"' in line or f"'{words}'" in line or re.match(rf"\s*{re.escape(words)}\s*=", line)
            ):
                return f"{self.file}:{self.line + number}"
        return f"{self.file}:{self.line}"

    def text(self, key: str, *, required: bool = False) -> str | None:
        """The text under `key`; EntryError when it is no text, or missing although required."""
        value = self.values.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if value is None and not required:
            return None
        raise EntryError(f'{self.where(key)}: expected {key} = "...", got {value!r}')

    def words(self, key: str, values: Mapping[str, Any] | None = None) -> tuple[str, ...]:
        """The list of texts under `key`, empty when absent; EntryError when it is something else."""
        value = (self.values if values is None else values).get(key, [])
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        raise EntryError(f'{self.where(key)}: expected {key} = ["...", ...], got {str(value)[:80]!r}')

    def check_keys(self, known: set[str], values: Mapping[str, Any] | None = None) -> None:
        """EntryError for a key that means nothing here: it is a slip that would silently do nothing."""
        for key in self.values if values is None else values:
            if key not in known:
                raise EntryError(f"{self.where(key)}: unknown key {key!r}; known: {', '.join(sorted(known))}")


def read_tables(file: str, text: str) -> dict[str, Any]:
    """The TOML document; EntryError with its line when it is not TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        place = re.search(r"at line (\d+)", str(e))
        raise EntryError(f"{file}:{place.group(1) if place else 1}: not TOML: {e}") from e


def read_entries(file: str, text: str, document: Mapping[str, Any], name: str) -> list[Entry]:
    """The `[[name]]` tables of the document, in order."""
    tables = document.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise EntryError(f"{file}:1: expected [[{name}]] tables, got {name} = {str(tables)[:80]!r}")
    lines = text.splitlines()
    headers = [i for i, line in enumerate(lines) if re.match(r"\s*\[", line)]
    own = [i for i in headers if re.match(rf"\s*\[\[\s*{re.escape(name)}\s*\]\]", lines[i])]
    others = [i for i in headers if not re.match(rf"\s*\[\[?\s*{re.escape(name)}\.", lines[i])]
    entries = []
    for number, values in enumerate(tables):
        start = own[number] if number < len(own) else 0
        end = next((i for i in others if i > start), len(lines))
        entries.append(Entry(values, file, start + 1, tuple(lines[start:end])))
    return entries
