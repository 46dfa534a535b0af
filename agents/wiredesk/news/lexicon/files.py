"""Read lexicon files: the packaged ones, and a user's own.

A user's file is CSV with a header, told by its columns: people (`name, aliases, country, role, since, until`), states
(`code, name, ...`), places (`name, place, country, venue`), OpenSanctions `targets.simple.csv` as it is; or TOML with
`[[body]]` tables as in organisations.toml. Lists within a field are parted by "|" (OpenSanctions: ";").
"""

import csv
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from wiredesk.news.lexicon.entities import Entity, Term
from wiredesk.news.lexicon.lexicon import Entry, Lexicon

Row = dict[str, str]
OPENSANCTIONS_KINDS = {"Person": "person", "Organization": "organisation", "PublicBody": "organisation"}


class LexiconError(ValueError):
    """A lexicon file that cannot be read; the text names file, line and what was expected."""


@cache
def load_lexicon(*paths: Path) -> Lexicon:
    """The packaged lexicon, extended by a user's files. Raises LexiconError on a file that is not as it should be."""
    data = files("wiredesk.news.lexicon").joinpath("data")
    entries: list[Entry] = []
    for name in ("states.csv", "organisations.toml", "places.csv", "people.csv"):
        entries += _entries(data.joinpath(name).read_text("utf-8"), name)
    return Lexicon([]).extended(entries).extended(entry for path in paths for entry in read_entries(path))


def read_entries(path: Path) -> list[Entry]:
    """The entries of a user's file. Raises LexiconError."""
    try:
        return list(_entries(path.read_text("utf-8"), str(path)))
    except (OSError, UnicodeDecodeError) as e:
        raise LexiconError(f"{path}: cannot be read: {e}") from e


def _entries(text: str, name: str) -> Iterator[Entry]:
    if name.endswith(".toml"):
        try:
            bodies = tomllib.loads(text).get("body", [])
        except tomllib.TOMLDecodeError as e:
            raise LexiconError(f"{name}: not TOML: {e}") from e
        yield from (_body(body, f"{name}: body {number}") for number, body in enumerate(bodies, 1))
        return
    lines = text.splitlines()
    skipped = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.DictReader(lines[skipped:])
    read = _row_reader(reader.fieldnames or [], name)
    for row in reader:
        where = f"{name}: line {reader.line_num + skipped}"
        try:
            entry = read(row)
        except (KeyError, ValueError, TypeError) as e:
            raise LexiconError(f"{where}: {e}; got {str(row)[:80]}") from e
        if entry:
            yield entry


def _row_reader(columns: Iterable[str], name: str) -> Any:
    known = set(columns)
    for needed, reader in (
        ({"code", "name", "capital"}, _state),
        ({"name", "role", "since"}, _person),
        ({"name", "place", "country"}, _place),
        ({"id", "schema", "name", "aliases", "countries"}, _opensanctions),
    ):
        if needed <= known:
            return reader
    came = ", ".join(sorted(known))[:80]
    raise LexiconError(f"{name}: expected the columns of people, states, places or OpenSanctions, got {came!r}")


def _split(value: str | None, by: str = "|") -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(by) if part.strip())


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _state(row: Row) -> Entry:
    capital = row["capital"] or row["name"]
    entity = Entity(f"state:{row['code']}", "state", row["name"], country=row["code"], capital=capital)
    return Entry(
        entity,
        aliases=_split(row.get("aliases")),
        adjectives=_split(row.get("adjectives")),
        people=_split(row.get("people")),
        capitals=(*_split(row["capital"]), *_split(row.get("other_capitals"))),
        seats=_split(row.get("seats")),
    )


def _person(row: Row) -> Entry | None:
    country = row.get("country") or None
    term = Term(row["role"], country, _day(row["since"]), _day(row.get("until")))
    entity = Entity(f"person:{row['name']}", "person", row["name"], country=country, terms=(term,))
    return Entry(entity, aliases=_split(row.get("aliases")))


def _place(row: Row) -> Entry:
    town = row["place"] if row["place"] != row["name"] else None
    return Entry(
        Entity(
            f"place:{row['name']}",
            "place",
            row["name"],
            country=row["country"] or None,
            seat=town,
            venue=row.get("venue") or None,
        )
    )


def _body(table: Any, where: str) -> Entry:
    if not isinstance(table, dict) or not isinstance(table.get("id"), str) or not isinstance(table.get("name"), str):
        raise LexiconError(f"{where}: expected a table with id and name, got {str(table)[:80]!r}")
    if table.get("kind", "organisation") not in ("organisation", "forum", "pact"):
        raise LexiconError(f"{where}: kind must be organisation, forum or pact, got {table['kind']!r}")
    entity = Entity(
        f"body:{table['id']}",
        table.get("kind", "organisation"),
        table["name"],
        country=table.get("country"),
        seat=table.get("seat"),
        members=frozenset(str(table.get("members", "")).split()),
    )
    return Entry(entity, aliases=tuple(table.get("aliases", ())))


def _opensanctions(row: Row) -> Entry | None:
    kind = OPENSANCTIONS_KINDS.get(row["schema"])
    if kind is None:
        return None
    country = next((code.upper() for code in _split(row["countries"], ";") if len(code) == 2), None)
    entity = Entity(f"os:{row['id']}", kind, row["name"], country=country)  # type: ignore[arg-type]  # checked above
    return Entry(entity, aliases=_split(row["aliases"], ";"))
