"""The lexicon: names of states, bodies, people in office and places, and what they stand for.

It helps the reading, it is no list of the allowed: people whom it does not know are found by grammar.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from wiredesk.news.lexicon.cities import fold_name
from wiredesk.news.lexicon.entities import Entity, Hit, Sense, Term
from wiredesk.news.lexicon.names import NameMatcher


@dataclass(frozen=True)
class Entry:
    """An entity with its further names, as a lexicon file gives it."""

    entity: Entity
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()

    def senses(self) -> Iterator[tuple[str, Sense]]:
        """Each name with the sense in which it names the entity."""
        kind = self.entity.kind
        own: Sense = Sense("body" if kind in ("organisation", "forum", "pact") else kind, self.entity)  # type: ignore[arg-type]  # the kinds left are senses
        yield from ((name, own) for name in (self.entity.name, *self.aliases))
        yield from ((name, Sense("adjective", self.entity)) for name in self.adjectives)
        yield from ((name, Sense("people", self.entity)) for name in self.people)
        yield from ((name, Sense("capital", self.entity)) for name in self.capitals)
        yield from ((name, Sense("seat", self.entity)) for name in self.seats)


class Lexicon:
    """Immutable; build once and share. Entries given later win over earlier ones with the same entity_id."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.entity.entity_id: entry for entry in entries}

    def __len__(self) -> int:
        return len(self._entries)

    @cached_property
    def _names(self) -> NameMatcher:
        return NameMatcher(pair for entry in self._entries.values() for pair in entry.senses())

    @cached_property
    def _surnames(self) -> dict[str, tuple[Entity, ...]]:
        found: dict[str, list[Entity]] = {}
        for entry in self._entries.values():
            if entry.entity.kind == "person":
                names = (name.split() for name in (entry.entity.name, *entry.aliases))
                words = {word for name in names for word in (name[0], name[-1]) if not word.isupper()}  # "Pius XI"
                for word in {fold_name(word) for word in words}:
                    found.setdefault(word, []).append(entry.entity)
        return {word: tuple(people) for word, people in found.items()}

    def find(self, text: str) -> tuple[Hit, ...]:
        """All names in a text, in order, longest first, none within another."""
        return self._names.find(text)

    def senses(self, name: str) -> tuple[Sense, ...]:
        """All that an exact name may mean."""
        return self._names.senses(name)

    def state(self, country: str) -> Entity | None:
        """The state of an ISO 3166 alpha-2 code."""
        entry = self._entries.get(f"state:{country}")
        return entry.entity if entry else None

    def entry(self, entity_id: str) -> Entry | None:
        """The entity of this id with all its names."""
        return self._entries.get(entity_id)

    def person(self, name: str) -> Entity | None:
        """The person of an exact full name."""
        return next((s.entity for s in self.senses(name) if s.kind == "person"), None)

    def people_named(self, word: str, *, on: date | None = None) -> tuple[Entity, ...]:
        """People of whom a name begins or ends with this word, accents aside; with `on`, only those in office then."""
        people = self._surnames.get(fold_name(word), ())
        return people if on is None else tuple(p for p in people if p.term_on(on))

    def is_surname(self, word: str, person: Entity) -> bool:
        """Whether a name of the person ends with this word, accents aside."""
        entry = self._entries[person.entity_id]
        return any(fold_name(name).split()[-1] == fold_name(word) for name in (person.name, *entry.aliases))

    def holders(self, role: str, country: str | None, on: date) -> tuple[Entity, ...]:
        """Who held an office ("prime minister") of a country on a day."""
        return tuple(
            entry.entity
            for entry in self._entries.values()
            if entry.entity.kind == "person"
            and any(t.role == role and t.country == country and t.covers(on) for t in entry.entity.terms)
        )

    def without_people(self) -> "Lexicon":
        """The same lexicon with no person in it: what grammar alone finds."""
        return Lexicon(entry for entry in self._entries.values() if entry.entity.kind != "person")

    def extended(self, entries: Iterable[Entry]) -> "Lexicon":
        """This lexicon with more entries; people known already get the further terms and names."""
        merged = dict(self._entries)
        for entry in entries:
            known = merged.get(entry.entity.entity_id)
            merged[entry.entity.entity_id] = _joined(known, entry) if known else entry
        return Lexicon(merged.values())


def _joined(known: Entry, more: Entry) -> Entry:
    terms: tuple[Term, ...] = tuple(dict.fromkeys(known.entity.terms + more.entity.terms))
    names = tuple(dict.fromkeys((*known.aliases, more.entity.name, *more.aliases)))
    return replace(known, entity=replace(known.entity, terms=terms), aliases=names)
