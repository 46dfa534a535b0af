"""Who is who in one article: surnames tied to full names, descriptions to persons, "the two leaders" to two of them.

In: the mentions of all sentences read so far, in text order. Out: parties. The article's own words come first ("Xi
Jinping, China's president"); the lexicon adds a country, and a full name where the surname's holder was in office on
the publication day. What cannot be tied to one party is left out, never guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from wiredesk.news.lexicon import Entity, Lexicon, load_offices
from wiredesk.news.parties.mentions import Mention

LONE = "lone name"
"""How of a capitalised word that nothing else shows to be a person: enough only where it meets someone known."""

PartyKind = Literal["person", "government", "organisation", "group"]


@dataclass(frozen=True, slots=True)
class Party:
    """A resolved participant; `group` is for people who are neither a state nor a named body. `how`: the trace."""

    name: str
    kind: PartyKind
    country: str | None = None
    role: str | None = None
    entity: str | None = None
    how: str = ""
    plural: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What makes two parties the same one."""
        if self.kind == "government" and self.country:
            return ("government", self.country)
        return (self.kind, self.entity or self.name.lower())


@dataclass(slots=True)
class _Person:
    name: str
    country: str | None
    role: str | None
    entity: str | None
    sentences: list[int]
    strong: bool
    feminine: bool | None = None
    eastern: bool = False


# States where the family name stands first.
_EASTERN = frozenset({"CN", "KR", "KP", "TW", "VN", "SG", "KH", "HK"})
_HEADS = frozenset({"state", "government", "leader"})
_SHE = frozenset("mrs ms miss dame lady queen princess madam madame".split())
_HE = frozenset("mr sir lord king prince pope emperor sultan emir".split())
# Where a president without a state is at home.
_SEATS = (("White House", "US"), ("Kremlin", "RU"), ("Élysée", "FR"), ("Blue House", "KR"), ("Planalto", "BR"))
_US_OFFICES = frozenset(
    """secretary of state|defense secretary|secretary of defense|treasury secretary|attorney general|secretary of war|
    commerce secretary|energy secretary|secretary of the treasury|senator|sen.|rep.|congressman|congresswoman|
    senate majority leader|house speaker|house minority leader|majority leader|minority leader""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)


class Cast:
    """The persons of one article. Filled by `add`, sentence by sentence; then asked by `parties`."""

    def __init__(self, lexicon: Lexicon, published_on: date | None) -> None:
        self._lexicon = lexicon
        self._day = published_on
        self._people: dict[str, _Person] = {}  # by full name in lower case
        self._by_surname: dict[str, list[_Person]] = {}
        self._mentions: dict[int, tuple[Mention, ...]] = {}
        self._weak: dict[str, int] = {}  # how often a lone capitalised word is the subject of a verb
        self._subjects: dict[int, frozenset[int]] = {}
        self._pronouns: dict[tuple[int, int], tuple[Party, ...]] = {}
        self._title = ""

    def add(self, sentence: int, mentions: Sequence[Mention], subjects: frozenset[int] = frozenset()) -> None:
        """Take up the persons of a sentence; call in text order, the title (-1) last.

        `subjects`: the first words of the mentions that a verb follows.
        """
        self._mentions[sentence] = tuple(mentions)
        self._subjects[sentence] = subjects
        if sentence < 0:
            return
        for mention in mentions:
            if mention.kind == "person":
                self._meet(sentence, mention)

    def prefer(self, title: str) -> None:
        """Of two people of one surname, the one whom the title names in full is meant."""
        self._title = title

    def headline(self, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """The mentions of a title, its capitalised runs cut to the people whom the text names ("Obama Tries Again")."""
        out: list[Mention] = []
        for mention in mentions:
            if mention.kind == "person" and len(mention.name.split()) > 1 and self._find(_plain(mention.name)) is None:
                known = [(w, self._find(_plain(w))) for w in mention.name.split() if self._by_surname.get(w.lower())]
                if known:
                    mention = replace(mention, name=known[0][0])
            out.append(mention)
        return tuple(out)

    def _meet(self, sentence: int, mention: Mention) -> None:
        words = _plain(mention.name)
        if not words:
            return
        known = self._find(words, mention.role)
        if known is None:
            if mention.weak:
                if mention.first in self._subjects.get(sentence, frozenset()):
                    self._weak[mention.name] = self._weak.get(mention.name, 0) + 1
                return
            entity = self._lookup(mention, words)
            known = _Person(entity.name if entity and len(words) < 2 else mention.name, mention.country, mention.role,
                            entity.entity_id if entity else mention.entity, [], True)  # fmt: skip
            if entity:
                known.eastern = _is_eastern(entity)
                term = entity.term_on(self._day)
                known.country = known.country or (term.country if term else None) or entity.country
                if known.country is None and entity.terms:
                    known.country = entity.terms[-1].country
                known.role = known.role or (term.role if term else None)
            self._people[known.name.lower()] = known
            for word in {words[-1], words[0]} | {_plain(known.name)[-1], _plain(known.name)[0]}:
                self._by_surname.setdefault(word, []).append(known)
        elif len(words) > len(_plain(known.name)) and mention.entity is None and known.entity is None:
            known.name = mention.name
            self._people[known.name.lower()] = known
            for word in {words[-1], words[0]}:
                if known not in self._by_surname.setdefault(word, []):
                    self._by_surname[word].append(known)
        known.sentences.append(sentence)
        known.country = known.country or mention.country
        if mention.role and not (known.role and mention.role in ("leader", "counterpart", "head", "chief")):
            known.role = known.role or mention.role
        if known.country is None and (known.role or "") in _US_OFFICES:
            known.country = "US"
        if mention.honorific:
            known.feminine = (
                True if mention.honorific in _SHE else False if mention.honorific in _HE else known.feminine
            )

    def _lookup(self, mention: Mention, words: list[str]) -> Entity | None:
        """The lexicon's person: by full name, or by a surname that only one person in office bears."""
        if mention.entity and (found := self._lexicon.person(mention.name)):
            return found
        if found := self._lexicon.person(mention.name):
            return found
        if len(words) == 1:
            named = self._lexicon.people_named(mention.name.split()[-1], on=self._day)
            if mention.country:
                named = tuple(p for p in named if any(t.country == mention.country for t in p.terms)) or ()
            named = tuple(p for p in named if p.name.lower().split()[-1] == words[0] or _is_eastern(p))
            if mention.role:
                exact = tuple(p for p in named if any(t.role == mention.role for t in p.terms))
                named = exact or tuple(p for p in named if any(_same_rank(t.role, mention.role) for t in p.terms))
            if len(named) > 1:  # of several Kims the one who leads a state
                named = tuple(p for p in named if (t := p.term_on(self._day)) and _rank(t.role) in _HEADS) or named
            if len(named) == 1:
                return named[0]
        return None

    def _find(self, words: list[str], role: str | None = None) -> _Person | None:
        """The person of these name words: same full name, or the only one with this surname."""
        full = " ".join(words)
        if full in self._people:
            return self._people[full]
        same = self._by_surname.get(words[-1], [])
        if len(words) == 1:
            last = [p for p in same if _plain(p.name)[-1] == words[0]]
            if not last:  # a family name that stands first ("Xi", "Park")
                same = [p for p in same if p.eastern or p.country in _EASTERN]
            fits = [
                p
                for p in last or same
                if role is None or p.role is None or _same_rank(p.role, role) or _rank(role) == "official"
            ]
            # The one named most; among equals the one named last.
            return max(reversed(fits), key=lambda p: len(p.sentences) + 4 * (p.name in self._title), default=None)
        for person in self._by_surname.get(words[-1], []) + self._by_surname.get(words[0], []):
            theirs = _plain(person.name)
            if len(theirs) == 1:
                if theirs[0] in (words[0], words[-1]):
                    return person
            elif theirs[0] == words[0] and theirs[-1] == words[-1]:
                return person
        return None

    def person(self, name: str) -> Party | None:
        """The party of a name, as the article has it in full."""
        known = self._find(_plain(name))
        if known is None:
            return None
        return Party(known.name, "person", known.country, known.role, known.entity, "name")

    def parties(
        self, mention: Mention, sentence: int, *, others: Sequence[Party] = (), role: str | None = None
    ) -> tuple[Party, ...]:
        """The parties that a mention stands for; empty when it cannot be tied to any.

        `others`: parties of the same meeting, whom it cannot mean again; `role`: the role of the one whose
        counterpart is meant.
        """
        kind = mention.kind
        if kind == "person":
            return self._of_person(mention, sentence)
        if kind == "government" and mention.role and mention.country and _rank(mention.role) not in (None, "leader"):
            named = self._of_office(mention, sentence, others, role)
            if named and named[0].kind == "person" and mention.role != "counterpart":
                return named
        if kind in ("government", "state"):
            return (Party(mention.name, "government", mention.country, None, None, kind, plural=True),)
        if kind == "city":
            if mention.role in ("capital", "seat") and mention.country:
                return (
                    Party(
                        mention.name,
                        "government",
                        mention.country,
                        None,
                        None,
                        f"{mention.role} as government",
                        plural=True,
                    ),
                )
            return ()
        if kind == "adjective":
            return (Party(mention.name, "government", mention.country, None, None, "adjective", plural=True),)
        if kind == "body":
            return (Party(mention.name, "organisation", mention.country, None, mention.entity, "body", plural=True),)
        if kind == "office":
            return self._of_office(mention, sentence, others, role)
        if kind == "both" or (kind == "pronoun" and mention.name == "they"):
            return self._of_both(mention, sentence, others)
        if kind == "pronoun" and mention.name in ("i", "we"):
            return self._of_speaker(mention, sentence)
        if kind == "pronoun" and mention.name in ("he", "she"):
            return self._of_pronoun(mention, sentence, others)
        if kind == "group":
            return (Party(mention.name, "group", mention.country, mention.role, None, "group", plural=True),)
        return ()

    def _of_person(self, mention: Mention, sentence: int) -> tuple[Party, ...]:
        found = self.person(mention.name)
        if found:
            return (replace(found, how="name" if found.name == mention.name else f"{mention.name} → {found.name}"),)
        if mention.weak and sentence >= 0:
            words = _plain(mention.name)
            entity = self._lookup(mention, words)
            if entity:
                term = entity.term_on(self._day)
                return (
                    Party(
                        entity.name,
                        "person",
                        term.country if term else entity.country,
                        term.role if term else None,
                        entity.entity_id,
                        "lexicon",
                    ),
                )
        if mention.weak and self._weak.get(mention.name, 0) < 2:
            return (
                (Party(mention.name, "person", mention.country, None, None, LONE),)
                if mention.first and mention.name.isalpha()
                else ()
            )
        return (
            Party(
                mention.name,
                "person",
                mention.country,
                mention.role,
                None,
                "name",
            ),
        )

    def _of_office(
        self, mention: Mention, sentence: int, others: Sequence[Party], role: str | None
    ) -> tuple[Party, ...]:
        wanted = role if mention.role == "counterpart" else mention.role
        taken = {p.name for p in others}
        candidates = [p for p in {id(p): p for p in self._people.values()}.values() if p.name not in taken]
        if mention.country:
            fits = [p for p in candidates if p.country == mention.country and _same_rank(p.role, wanted)]
            if not fits:  # "the finance ministers of Denmark ...": "Denmark's Birthe Overgaard"
                fits = [p for p in candidates if p.country == mention.country and p.role is None]
                fits = fits if len(fits) == 1 else []
            if len(fits) > 1:
                fits = [max(fits, key=lambda p: len(p.sentences))]
            if fits:
                return (self._party(fits[0], f"the {mention.role} of {mention.country}"),)
            state = self._lexicon.state(mention.country)
            return (
                Party(
                    state.name if state else mention.country,
                    "government",
                    mention.country,
                    mention.role,
                    None,
                    f"{mention.role} without a name",
                ),
            )
        if mention.entity:  # an office of a body
            return (Party(mention.entity, "organisation", None, mention.role, None, "office of a body"),)
        fits = [
            p
            for p in candidates
            if p.role and _same_office(p.role, wanted) and p.sentences and min(p.sentences) <= sentence
        ]
        if not fits:
            return ()
        near = [p for p in fits if any(sentence - 6 <= s <= sentence for s in p.sentences)]
        best = max(near or fits, key=lambda p: (len(p.sentences), max(s for s in p.sentences)))
        return (self._party(best, f"the {mention.role}"),)

    def _of_both(self, mention: Mention, sentence: int, others: Sequence[Party]) -> tuple[Party, ...]:
        wants_states = any(w in mention.name for w in ("countries", "nations", "governments", "sides"))
        people: dict[tuple[str, str], Party] = {}
        for at in range(min(sentence, max(self._mentions, default=0)), max(-2, sentence - 6), -1):
            here = [m for m in self._mentions.get(at, ()) if at < sentence or m.last <= mention.first]
            for m in here:
                if m.kind == "person" and not wants_states and not (m.weak and self.person(m.name) is None):
                    for p in self._of_person(m, at):
                        if p.role or p.entity:
                            people.setdefault(p.key, p)
                elif wants_states and m.kind in ("state", "government", "adjective") and m.country:
                    for p in self.parties(m, at):
                        people.setdefault(p.key, p)
            found = list(people.values())
            heads = [p for p in found if p.kind != "person" or _rank(p.role) in _HEADS]
            if len(heads) == 2:
                found = heads
            if len(found) == 2:
                return tuple(replace(p, how=f"{mention.name} → {p.name}") for p in found)
            if len(found) > 2:
                return ()
        return ()

    def _of_pronoun(self, mention: Mention, sentence: int, others: Sequence[Party]) -> tuple[Party, ...]:
        feminine = mention.name == "she"
        taken = {p.name for p in others}
        for at in range(sentence, max(-2, sentence - 5), -1):
            here = self._mentions.get(at, ())
            if at == sentence:
                here = tuple(m for m in here if m.last <= mention.first)
            subjects = self._subjects.get(at, frozenset())
            own = at == sentence
            ranked = sorted(
                (m for m in here if m.kind in ("person", "office") or (m.kind == "pronoun" and at < sentence)),
                # In an earlier sentence the first subject, in the pronoun's own the nearest one.
                key=lambda m: (m.first not in subjects, m.owner, -m.first if own else m.first),
            )
            for m in ranked:
                if m.kind == "pronoun":
                    if m.name != mention.name or m.first not in subjects:
                        continue
                    chained = self._chained(m, at)
                    if chained and chained[0].name not in taken:
                        return chained
                    continue
                if m.kind == "office":
                    named = [p for p in self._of_office(m, at, others, None) if p.kind != "organisation"]
                    if named and named[0].name not in taken:
                        return (replace(named[0], how=f"{mention.name} → {m.role} → {named[0].name}"),)
                    continue
                known = self._find(_plain(m.name))
                if known is None and m.weak:
                    continue
                if known is not None and (
                    known.name in taken or (known.feminine is not None and known.feminine != feminine)
                ):
                    continue
                for p in self._of_person(m, at):
                    return (replace(p, how=f"{mention.name} → {p.name}"),)
        return ()

    def _of_speaker(self, mention: Mention, sentence: int) -> tuple[Party, ...]:
        """Who says "I": the first subject after the quote, else that of the sentence before."""
        for at, after in ((sentence, True), (sentence - 1, False)):
            for m in self._mentions.get(at, ()):
                if m.kind in ("person", "office") and m.first in self._subjects.get(at, frozenset()):
                    if after and m.first < mention.last:
                        continue
                    return self.parties(m, at)
        return ()

    def _chained(self, mention: Mention, sentence: int) -> tuple[Party, ...]:
        """The same pronoun as subject of an earlier sentence, resolved there once."""
        key = (sentence, mention.first)
        if key not in self._pronouns:
            self._pronouns[key] = ()  # a chain never comes back to itself
            self._pronouns[key] = self._of_pronoun(mention, sentence, ())
        return self._pronouns[key]

    def is_main(self, party: Party) -> bool:
        """Whether the article speaks of the person in at least two sentences or in its title."""
        known = self._people.get(party.name.lower())
        return known is not None and (len(set(known.sentences)) > 1 or _plain(known.name)[-1] in self._title.lower())

    def settle(self, text: str) -> None:
        """Last, once all sentences are in: "the president" without a state is that of the seat the article names."""
        seats = {code for name, code in _SEATS if name in text}
        if len(seats) == 1:
            for person in {id(p): p for p in self._people.values()}.values():
                if person.country is None and person.role in ("president", "vice president"):
                    person.country = next(iter(seats))

    def head_of(self, country: str) -> Party | None:
        """The head of state or government of a country whom the article names."""
        heads = [p for p in self._people.values() if p.country == country and _rank(p.role) in ("state", "government")]
        best = max(heads, key=lambda p: len(p.sentences), default=None)
        return self._party(best, f"head of {country}") if best else None

    def _party(self, person: _Person, how: str) -> Party:
        return Party(person.name, "person", person.country, person.role, person.entity, how)


def _plain(name: str) -> list[str]:
    """The words of a name that count: lower case, no initials, no titles of nobility before it."""
    words = [
        w
        for w in name.lower().replace("’", "'").split()
        if not (len(w) == 2 and w[1] == ".") and w not in ("jr.", "sr.", "jr", "sr", ",", "ii", "iii")
    ]
    return words or name.lower().split()


def _is_eastern(person: Entity) -> bool:
    """Whether the family name stands first ("Xi Jinping")."""
    return any(t.country in _EASTERN for t in person.terms)


def _rank(role: str | None) -> str | None:
    return load_offices().rank(role) if role else None


def _same_rank(role: str | None, wanted: str | None) -> bool:
    if wanted is None or role is None:
        return role == wanted or wanted is None
    if wanted == "leader":
        return _rank(role) in _HEADS
    if role == wanted or wanted in role:
        return True
    a, b = _rank(role), _rank(wanted)
    if a == b == "minister":
        return _portfolio(role) == _portfolio(wanted)
    return a == b or (a in _HEADS and b in _HEADS and wanted == "counterpart")


def _portfolio(role: str) -> str:
    for word in ("defen", "financ", "treasury", "trade", "commerce", "interior", "energy", "oil", "economy", "health"):
        if word in role:
            return {"treasury": "financ", "commerce": "trade"}.get(word, word)
    return "foreign"


def _same_office(role: str, wanted: str | None) -> bool:
    if wanted is None:
        return False
    if wanted == "leader":
        return _rank(role) in _HEADS
    return role == wanted or role.endswith(" " + wanted) or wanted.endswith(" " + role)
