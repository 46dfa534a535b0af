"""What the lexicon knows of: states, bodies (organisations and forums), people in office, places."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec import Struct

EntityKind = Literal["state", "organisation", "forum", "pact", "person", "place"]
SenseKind = Literal["state", "adjective", "people", "capital", "seat", "body", "person", "place"]


@dataclass(frozen=True, slots=True)
class Term:
    """An office held from `since` until `until` (both inclusive; None: not known, or still)."""

    role: str
    country: str | None
    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """True when the office was held on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Entity:
    """One state, body, person or place. `country` is ISO 3166 alpha-2.

    A place that is a building or has another name stands in the town `seat` ("White House": Washington) and in
    `Where.venue` by `venue`; any other place is its own `town`. A body has `members` (ISO codes) and may have a `seat`;
    a state has its `capital`; a person has `terms`, oldest first.
    """

    entity_id: str
    kind: EntityKind
    name: str
    country: str | None = None
    capital: str | None = None
    seat: str | None = None
    venue: str | None = None
    members: frozenset[str] = frozenset()
    terms: tuple[Term, ...] = ()

    @property
    def town(self) -> str:
        """What stands in `Where.city` for a place."""
        return self.seat or self.name

    def term_on(self, day: date | None) -> Term | None:
        """The office held on `day`; None when none is known of, or the day is not known."""
        if day is None:
            return None
        return next((term for term in reversed(self.terms) if term.covers(day)), None)


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a name: "Washington" is a capital (of the US) and a place."""

    kind: SenseKind
    entity: Entity


class Hit(Struct, frozen=True):
    """A name found in a text: text[start:end], and all it may mean."""

    start: int
    end: int
    senses: tuple[Sense, ...]

    def sense(self, *kinds: SenseKind) -> Entity | None:
        """The entity of the first sense of one of these kinds."""
        return next((s.entity for s in self.senses if s.kind in kinds), None)
