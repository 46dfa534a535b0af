"""Who comes to a meeting, after all that was said.

In: the participants that reports name. Out: one entry for each party, under its fullest common name.
A person named for a country stands for it: "the United States" goes when the Secretary of State is named. Of many
outlets, a name that hardly any of them has is a slip of reading and is left out.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

from wiredesk.news.life.parties import find_body, fold_words, group_words, is_same_person, person_words
from wiredesk.news.life.testimony import Testimony
from wiredesk.news.life.votes import Backing, Votes
from wiredesk_schemas import Participant

MOST_PARTICIPANTS = 40
# From so many outlets on, a party needs this part of them behind it.
MANY_OUTLETS, NEEDED = 5, 0.1

Spelling: TypeAlias = tuple[str, str, tuple[str, ...]]
"""Kind, country and folded words of a name."""


DETAILS = ("role", "country", "entity_id", "part")
"""Taken from the most trusted report that has them."""
NOBODY = (float("inf"),)


class Attendance:
    """Spellings of participants with who uses them; `_joined` keeps which of them are one party."""

    __slots__ = ("_details", "_joined", "_shown", "_spellings")

    def __init__(self) -> None:
        self._spellings: Votes[Spelling] = Votes()
        self._joined: list[list[Spelling]] = []
        self._details: dict[tuple[Spelling, str], tuple[tuple[Any, ...], Any]] = {}
        self._shown: dict[Spelling, tuple[tuple[object, ...], Participant]] = {}

    def add(self, testimony: Testimony) -> None:
        """The participants of one report."""
        known = len(self._spellings.values)
        place = (testimony.rank, not testimony.independent, testimony.order)
        for p in testimony.report.participants:
            spelling = _spelling(p)
            self._spellings.add(spelling, testimony)
            for name in DETAILS:
                value = getattr(p, name)
                if value is not None and place < self._details.get((spelling, name), (NOBODY, ""))[0]:
                    self._details[(spelling, name)] = (place, value)
                    self._shown.clear()
        if len(self._spellings.values) != known:
            self._joined = []

    def read(self, outlets: int) -> tuple[Participant, ...]:
        """The parties, those with most outlets first."""
        self._joined = self._joined or _join(self._spellings.values)
        people_of = {party[0][1] for party in self._joined if party[0][0] == "person"}
        needed = max(2.0, outlets * NEEDED) if outlets >= MANY_OUTLETS else 0
        weighed = []
        for party in self._joined:
            kind, country, _ = party[0]
            weight = max(self._spellings.values[s].weight for s in party)
            if (kind == "government" and country and country in people_of) or weight < needed:
                continue
            weighed.append((-weight, party))
        weighed.sort()
        return tuple(self._participant(party) for _, party in weighed[:MOST_PARTICIPANTS])

    def _participant(self, party: list[Spelling]) -> Participant:
        """One party under the fullest name that most use; role, id and part as the most trusted reports have them."""
        backed = [(s, self._spellings.values[s]) for s in party]
        full = [sb for sb in backed if sb[0][0] != "person" or len(sb[0][2]) > 1] or backed
        spelling, backing = max(full, key=lambda sb: (sb[1].weight, sb[1].best.order, sb[0])) if full[1:] else full[0]
        seen = (spelling, *(b.best.key for _, b in backed))
        known = self._shown.get(party[0])
        if known is not None and known[0] == seen:
            return known[1]
        chosen = _told(spelling, backing)
        shown = Participant(
            name=chosen.name,
            kind=chosen.kind,
            role=self._detail(party, "role"),
            country=self._detail(party, "country"),
            entity_id=self._detail(party, "entity_id"),
            part=self._detail(party, "part"),
        )
        self._shown[party[0]] = (seen, shown)
        return shown

    def _detail(self, party: list[Spelling], name: str) -> Any:
        found = [self._details[(s, name)] for s in party if (s, name) in self._details]
        return min(found, key=lambda f: f[0])[1] if found else None


def _spelling(p: Participant) -> Spelling:
    if p.kind == "person":
        return (p.kind, p.country or "", person_words(p.name))
    if p.kind == "government" and p.country:
        return (p.kind, p.country, ())
    body = find_body(p.name)
    return (p.kind, p.country or "", (body.entity_id,) if body else fold_words(p.name))


def _told(spelling: Spelling, backing: Backing) -> Participant:
    return next(p for p in backing.best.report.participants if _spelling(p) == spelling)


def _join(spellings: Iterable[Spelling]) -> list[list[Spelling]]:
    """Spellings of one party together, the fullest first."""
    joined: dict[tuple[str, str], list[list[Spelling]]] = {}
    # Those without a country come last and find the country's.
    for spelling in sorted(spellings, key=lambda s: (not s[1], -len(s[2]), s)):
        kind, country, _ = spelling
        own = joined.setdefault((kind, country), [])
        there = own if country else [party for (k, _), found in joined.items() if k == kind for party in found]
        party = next((party for party in there if _is_same(spelling, party[0])), None)
        if party is None:
            own.append([spelling])
        else:
            party.append(spelling)
    return [party for found in joined.values() for party in found]


def _is_same(one: Spelling, other: Spelling) -> bool:
    if one[0] == "person":
        return is_same_person(" ".join(one[2]), " ".join(other[2]))
    if one[2] == other[2]:
        return True
    if any(":" in word for word in one[2] + other[2]):  # a body of the lexicon
        return False
    mine, theirs = group_words(" ".join(one[2])), group_words(" ".join(other[2]))
    return mine <= theirs or theirs <= mine
