"""What one article has told of its persons and states so far, and whom a name or a state's word means by it.

In: the mentions of all sentences, in text order, and the persons met in them. Out: parties of names, states and
bodies. What a description, a pronoun or a pair means is read from it by `holders`, `pronouns` and `several`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from msgspec.structs import replace

from wiredesk.news.lexicon import Lexicon
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.party import LONE, Party
from wiredesk.news.parties.people import People, Person, plain_words
from wiredesk.news.parties.ranks import rank_of


@dataclass(slots=True)
class Told:
    """`mentions` and `subjects` (the first words of the mentions that a verb follows) by sentence, the title's at -1;
    `named`: how often the text names each person; `home`: the country where its publisher is at home."""

    lexicon: Lexicon
    day: date | None
    people: People
    mentions: dict[int, tuple[Mention, ...]] = field(default_factory=dict)
    subjects: dict[int, frozenset[int]] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)
    home: str | None = None
    pronouns: dict[tuple[int, int], tuple[Party, ...]] = field(default_factory=dict)

    def back(self, sentence: int, reach: int, *, first: int = -1) -> Iterator[int]:
        """The sentence and those before it, the nearest first, `reach` in all; none before sentence `first`."""
        last = min(sentence, max(self.mentions, default=0))
        return iter(range(last, max(first - 1, sentence - reach), -1))

    def before(self, mention: Mention, sentence: int, at: int) -> tuple[Mention, ...]:
        """The mentions of sentence `at` that stand before a mention of `sentence`."""
        here = self.mentions.get(at, ())
        return here if at < sentence else tuple(m for m in here if m.last <= mention.first)

    def person(self, name: str) -> Party | None:
        """The party of a name, as the article has it in full."""
        known = self.people.find(plain_words(name))
        return self.party(known, "name") if known is not None else None

    def party(self, person: Person, how: str) -> Party:
        """A person of the article as a party."""
        return Party(person.name, "person", person.country, person.role, person.entity, how)

    def state_name(self, country: str) -> str:
        """The name of a state by its code; the code where the lexicon has none."""
        state = self.lexicon.state(country)
        return state.name if state else country

    def head_of(self, country: str) -> Party | None:
        """The head of state or government of a country whom the article names."""
        heads = [p for p in self.people.all() if p.country == country and rank_of(p.role) in ("state", "government")]
        best = max(heads, key=lambda p: len(p.sentences), default=None)
        return self.party(best, f"head of {country}") if best else None

    def is_known(self, mention: Mention) -> bool:
        """Whether a person's name is more than a capitalised word: the article or the lexicon tells whose it is."""
        return (
            not mention.weak
            or self.person(mention.name) is not None
            or self.people.known(mention, plain_words(mention.name)) is not None
        )

    def of_person(self, mention: Mention, sentence: int) -> tuple[Party, ...]:
        """Whom a name means: one whom the article names in full, one of the lexicon, else the name as it stands."""
        found = self.person(mention.name)
        if found:
            return (replace(found, how="name" if found.name == mention.name else f"{mention.name} → {found.name}"),)
        entity = self.people.known(mention, plain_words(mention.name)) if mention.weak and sentence >= 0 else None
        if entity:
            term = entity.term_on(self.day)
            country, role = (term.country, term.role) if term else (entity.country, None)
            return (Party(entity.name, "person", country, role, entity.entity_id, "lexicon"),)
        if mention.weak and mention.country is None and not self.people.acts(mention.name):
            lone = Party(mention.name, "person", mention.country, None, None, LONE)
            return (lone,) if mention.first and mention.name.isalpha() else ()
        return (Party(mention.name, "person", mention.country, mention.role, None, "name"),)

    def of_state(self, mention: Mention) -> tuple[Party, ...]:
        """The government that a state, its officials, its capital or "Russian" stands for; none for other towns."""
        name = mention.name
        if mention.kind in ("state", "government"):
            name, how = name or self.state_name(mention.country or ""), str(mention.kind)
        elif mention.kind == "adjective":
            how = "adjective"
        elif mention.kind == "city" and mention.role in ("capital", "seat") and mention.country:
            how = f"{mention.role} as government"
        else:
            return ()
        return (Party(name, "government", mention.country, None, None, how, plural=True),)


def of_body(told: Told, mention: Mention) -> tuple[Party, ...]:
    """A body; the members of a pact, whose talks are theirs ("the NAFTA talks")."""
    known = told.lexicon.entry(mention.entity) if mention.entity else None
    if known is None or known.entity.kind != "pact":
        return (body_party(mention),)
    how = f"member of {mention.name}"
    members = sorted(known.entity.members)
    return tuple(Party(told.state_name(c), "government", c, None, None, how, plural=True) for c in members)


def body_party(mention: Mention, how: str = "body") -> Party:
    """The party of a body's name."""
    return Party(mention.name, "organisation", mention.country, None, mention.entity, how, plural=True)
