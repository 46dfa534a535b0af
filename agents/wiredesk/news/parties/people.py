"""The persons of one article: whom it introduces by which name, office and state, and whom a surname means.

In: the mentions of persons, in text order. Out: persons. The article's own words come first ("Xi Jinping, China's
president"); the lexicon adds a country, and a full name where the surname's holder was in office on that day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wiredesk.news.lexicon import Entity, Lexicon
from wiredesk.news.lexicon.cities import fold_name
from wiredesk.news.lexicon.given_names import is_feminine
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.ranks import HEADS, is_same_rank, rank_of
from wiredesk.news.parties.vocabulary import PARTICLES


@dataclass(slots=True)
class Person:
    """One person as far as the article has told.

    `sentences` are those that name the person; `assumed`: the lexicon gave the state, no word of the text.
    """

    name: str
    country: str | None
    role: str | None
    entity: str | None
    sentences: list[int]
    strong: bool
    feminine: bool | None = None
    eastern: bool = False
    assumed: bool = False


# States where the family name stands first.
_EASTERN = frozenset({"CN", "KR", "KP", "TW", "VN", "SG", "KH", "HK"})
_SHE = frozenset("mrs ms miss dame lady queen princess madam madame".split())
_HE = frozenset("mr sir lord king prince pope emperor sultan emir".split())
_US_OFFICES = frozenset(
    """secretary of state|defense secretary|secretary of defense|treasury secretary|attorney general|secretary of war|
    commerce secretary|energy secretary|secretary of the treasury|senator|sen.|rep.|congressman|congresswoman|
    senate majority leader|house speaker|house minority leader|majority leader|minority leader""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)


class People:
    """All persons named so far. Filled by `meet`, in text order."""

    def __init__(self, lexicon: Lexicon, published_on: date | None) -> None:
        self._lexicon = lexicon
        self._day = published_on
        self._by_name: dict[str, Person] = {}  # by full name, folded
        self._by_surname: dict[str, list[Person]] = {}
        self._weak: dict[str, int] = {}  # how often a lone capitalised word is the subject of a verb
        self._title = ""

    def prefer(self, title: str) -> None:
        """Of two people of one surname, the one whom the title names in full is meant."""
        self._title = title

    def all(self) -> list[Person]:
        """Each person once, in the order of the text."""
        return list({id(p): p for p in self._by_name.values()}.values())

    def acts(self, name: str) -> bool:
        """Whether a lone capitalised word does something twice in the article, as a person would."""
        return self._weak.get(name, 0) >= 2

    def has_surname(self, word: str) -> bool:
        """Whether the word is one of somebody's names."""
        return bool(self._by_surname.get(fold_name(word)))

    def is_main(self, name: str) -> bool:
        """Whether the article speaks of the person in at least two sentences or in its title."""
        known = self._by_name.get(fold_name(name))
        return known is not None and (
            len(set(known.sentences)) > 1 or plain_words(known.name)[-1] in fold_name(self._title)
        )

    def meet(self, sentence: int, mention: Mention, role: str | None, *, subject: bool) -> None:
        """Take up the person of a mention; `role`: the office that it tells, a counterpart's as that of the other
        one; `subject`: a verb follows it."""
        words = plain_words(mention.name)
        if not words:
            return
        known = self.find(words, mention.role)
        if known is None:
            if mention.weak and not subject:
                return
            entity = self.known(mention, words)
            if mention.weak and entity is None:
                self._weak[mention.name] = self._weak.get(mention.name, 0) + 1
                return
            told = None if mention.role == "counterpart" else role  # the lexicon may know better
            known = Person(entity.name if entity and len(words) < 2 else mention.name, mention.country, told,
                            entity.entity_id if entity else mention.entity, [], True)  # fmt: skip
            if entity:
                known.assumed = known.country is None
                known.eastern = _is_eastern(entity)
                term = entity.term_on(self._day)
                known.country = known.country or (term.country if term else None) or entity.country
                if known.country is None and entity.terms:
                    known.country = entity.terms[-1].country
                known.role = known.role or (term.role if term else None)
            self._index(known, words)
        elif len(words) > len(plain_words(known.name)) and mention.entity is None and known.entity is None:
            known.name = mention.name
            self._index(known, words)
        known.sentences.append(sentence)
        if mention.country and (known.country is None or known.assumed):
            known.country, known.assumed = mention.country, False
        known.role = known.role or role
        # "The secretary of state and her counterpart, X": whose office is called so is not told.
        if known.country is None and (known.role or "") in _US_OFFICES and mention.role != "counterpart":
            known.country = "US"
        if mention.honorific:
            known.feminine = (
                True if mention.honorific in _SHE else False if mention.honorific in _HE else known.feminine
            )

    def _index(self, person: Person, words: Sequence[str]) -> None:
        """Find the person by the full name, and by each word of it that is no particle."""
        self._by_name[fold_name(person.name)] = person
        for word in {*words, *plain_words(person.name)} - PARTICLES:
            named = self._by_surname.setdefault(word, [])
            if not any(other is person for other in named):
                named.append(person)

    def learn_genders(self, mentions: Mapping[int, Sequence[Mention]]) -> None:
        """Whether one is "he" or "she": by offices as "queen", by the pronouns of sentences that name nobody else, by a
        given name that only women or only men bear."""
        votes: dict[int, int] = {}
        for row in mentions.values():
            named = [m for m in row if m.kind == "person" and not m.weak]
            told = {id(p): p for m in named if (p := self.find(plain_words(m.name))) is not None}
            if len(told) != 1:
                continue
            after = [m for m in row if m.kind == "pronoun" and m.first >= named[0].last and m.name in ("he", "she")]
            if after:
                key = next(iter(told))
                votes[key] = votes.get(key, 0) + (1 if after[0].name == "she" else -1)
        for person in self.all():
            role = (person.role or "").split(" ")[0]
            if person.feminine is None and (role in _SHE or role in _HE):
                person.feminine = role in _SHE
            if person.feminine is None and votes.get(id(person)):
                person.feminine = votes[id(person)] > 0
            if person.feminine is None and " " in person.name:
                person.feminine = is_feminine(person.name.split()[0])

    def known(self, mention: Mention, words: list[str]) -> Entity | None:
        """The lexicon's person: by full name, or by a surname that only one person in office bears."""
        if mention.entity and (found := self._lexicon.person(mention.name)):
            return found
        if found := self._lexicon.person(mention.name):
            return found
        if len(words) == 1:
            named = self._lexicon.people_named(mention.name.split()[-1], on=self._day)
            if mention.country:
                named = tuple(p for p in named if any(t.country == mention.country for t in p.terms)) or ()
            named = tuple(p for p in named if self._lexicon.is_surname(words[0], p) or _is_eastern(p))
            if mention.role:
                exact = tuple(p for p in named if any(t.role == mention.role for t in p.terms))
                named = exact or tuple(p for p in named if any(is_same_rank(t.role, mention.role) for t in p.terms))
            if len(named) > 1:  # of several Kims the one who leads a state
                named = tuple(p for p in named if (t := p.term_on(self._day)) and rank_of(t.role) in HEADS) or named
            if len(named) == 1:
                return named[0]
        return None

    def find(self, words: list[str], role: str | None = None) -> Person | None:
        """The person of these name words: same full name, or the only one with this surname."""
        full = " ".join(words)
        if full in self._by_name:
            return self._by_name[full]
        same = self._by_surname.get(words[-1], [])
        if len(words) == 1:
            last = [p for p in same if plain_words(p.name)[-1] == words[0]]
            inner = [p for p in same if words[0] in plain_words(p.name)[1:-1]]
            if not last:  # a family name that stands first ("Xi", "Park"), or the first of two ("Silva Rojas")
                same = [p for p in same if p.eastern or p.country in _EASTERN] or inner
            fits = [
                p
                for p in last or same
                if role is None or p.role is None or is_same_rank(p.role, role) or rank_of(role) == "official"
            ]
            # The one named most; among equals the one named last.
            return max(reversed(fits), key=lambda p: len(p.sentences) + 4 * (p.name in self._title), default=None)
        for person in self._by_surname.get(words[-1], []) + self._by_surname.get(words[0], []):
            theirs = plain_words(person.name)
            if len(theirs) == 1:
                # "President Trump" is not "first lady Melania Trump".
                other_office = role and person.role and rank_of(role) != rank_of(person.role)
                if theirs[0] in (words[0], words[-1]) and not other_office:
                    return person
            elif theirs[0] == words[0] and theirs[-1] == words[-1]:
                return person
            elif len(theirs) > len(words) and theirs[-len(words) :] == words:
                return person  # "Peña Nieto", after "Enrique Peña Nieto"
        return None


def plain_words(name: str) -> list[str]:
    """The words of a name that count: lower case, no initials, no titles of nobility before it."""
    words = [
        w
        for w in fold_name(name).replace("’", "'").split()
        if not (len(w) == 2 and w[1] == ".") and w not in ("jr.", "sr.", "jr", "sr", ",", "ii", "iii")
    ]
    return words or fold_name(name).split()


def _is_eastern(person: Entity) -> bool:
    """Whether the family name stands first ("Xi Jinping")."""
    return any(t.country in _EASTERN for t in person.terms)
