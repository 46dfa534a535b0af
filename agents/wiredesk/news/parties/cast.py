"""Who is who in one article: surnames tied to full names, descriptions to persons, "the two leaders" to two of them.

In: the mentions of all sentences read so far, in text order. Out: parties. The article's own words come first ("Xi
Jinping, China's president"); the lexicon adds a country, and a full name where the surname's holder was in office on
the publication day. What cannot be tied to one party is left out, never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from wiredesk.news.lexicon import Lexicon
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.nationality import place_people
from wiredesk.news.parties.party import LONE, Party
from wiredesk.news.parties.people import People, Person, plain_words
from wiredesk.news.parties.ranks import HEADS, is_same_office, is_same_rank, rank_of

# Offices of which there is one, whose holder news names by it.
_BY_OFFICE = {"dalai lama": ("Dalai Lama", None), "pope": ("Pope", "VA")}


_COUNT = re.compile(r"^(?:an? )?(?:two |three |half a )?dozens? (?:of )?", re.IGNORECASE)
# So much likelier "the president" is that of the state in which the article is published.
HOME = 3
# "The bloc" is named at most so many sentences before.
BLOC_REACH = 7
# Who was named so many sentences before is still spoken of.
NEAR = 2


def plain_name(name: str) -> str:
    """The word by which an article calls a person again; the whole name where the last word is a number."""
    last = name.split()[-1]
    return name if last.isupper() else last


# Ranks of those whom "the two leaders" never means.
_NO_LEADERS = frozenset({"official", "body", "company", "envoy", "military", None})


class Cast:
    """The persons of one article. Filled by `add`, sentence by sentence; then asked by `parties`."""

    def __init__(self, lexicon: Lexicon, published_on: date | None) -> None:
        self._lexicon = lexicon
        self._day = published_on
        self._people = People(lexicon, published_on)
        self._mentions: dict[int, tuple[Mention, ...]] = {}
        self._subjects: dict[int, frozenset[int]] = {}
        self._pronouns: dict[tuple[int, int], tuple[Party, ...]] = {}
        self._named: dict[str, int] = {}
        self._home: str | None = None

    def add(self, sentence: int, mentions: Sequence[Mention], subjects: frozenset[int] = frozenset()) -> None:
        """Take up the persons of a sentence; call in text order, the title (-1) last.

        `subjects`: the first words of the mentions that a verb follows.
        """
        self._mentions[sentence] = tuple(mentions)
        self._subjects[sentence] = subjects
        if sentence < 0:
            return
        for number, mention in enumerate(mentions):
            if mention.kind == "person":
                role = self._shared_office(mentions[:number]) if mention.role == "counterpart" else mention.role
                self._people.meet(sentence, mention, role, subject=mention.first in subjects)

    def _shared_office(self, before: Sequence[Mention]) -> str | None:
        """The office of the one whose counterpart is named: "President A will meet his Chadian counterpart, B"."""
        for mention in reversed(before):
            known = self._people.find(plain_words(mention.name)) if mention.kind == "person" else None
            role = mention.role if mention.kind != "person" or mention.role else known.role if known else None
            if mention.kind in ("person", "office") and role and role != "counterpart":
                return role
        return None

    def prefer(self, title: str) -> None:
        """Of two people of one surname, the one whom the title names in full is meant."""
        self._people.prefer(title)

    def headline(self, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """The mentions of a title, its capitalised runs cut to the people whom the text names ("Obama Tries Again")."""
        out: list[Mention] = []
        for mention in mentions:
            words = mention.name.split()
            if mention.kind == "person" and len(words) > 1 and self._people.find(plain_words(mention.name)) is None:
                known = next((word for word in words if self._people.has_surname(word)), None)
                if known:
                    mention = replace(mention, name=known)
            out.append(mention)
        return tuple(out)

    def person(self, name: str) -> Party | None:
        """The party of a name, as the article has it in full."""
        known = self._people.find(plain_words(name))
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
        if kind == "government" and mention.role and mention.country and rank_of(mention.role) not in (None, "leader"):
            named = self._of_office(mention, sentence, others, role)
            if named and named[0].kind == "person" and mention.role != "counterpart":
                return named
        if kind in ("government", "state"):
            return (
                Party(
                    mention.name or self.state_name(mention.country or ""),
                    "government",
                    mention.country,
                    None,
                    None,
                    kind,
                    plural=True,
                ),
            )
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
        if kind == "body" and mention.role == "bloc":
            return self._of_bloc(sentence)
        if kind == "body":
            return (Party(mention.name, "organisation", mention.country, None, mention.entity, "body", plural=True),)
        if kind == "office":
            return self._of_office(mention, sentence, others, role)
        if kind == "both" or (kind == "pronoun" and mention.name == "they"):
            return self._of_both(mention, sentence, others)
        if kind == "pronoun" and mention.name in ("i", "we"):
            return self._of_speaker(mention, sentence)
        if kind == "pronoun" and mention.name == "it" and not mention.owner:
            return self._of_it(mention, sentence)
        if kind == "pronoun" and mention.name in ("he", "she"):
            return self._of_pronoun(mention, sentence, others)
        if kind == "group":
            name = _COUNT.sub("", mention.name)  # "a dozen European leaders"
            return (Party(name, "group", mention.country, mention.role, None, "group", plural=True),)
        return ()

    def _of_person(self, mention: Mention, sentence: int) -> tuple[Party, ...]:
        found = self.person(mention.name)
        if found:
            return (replace(found, how="name" if found.name == mention.name else f"{mention.name} → {found.name}"),)
        if mention.weak and sentence >= 0:
            words = plain_words(mention.name)
            entity = self._people.known(mention, words)
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
        if mention.weak and mention.country is None and not self._people.acts(mention.name):
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
        candidates = [p for p in self._people.all() if p.name not in taken]
        if mention.country:
            fits = [p for p in candidates if p.country == mention.country and is_same_rank(p.role, wanted)]
            if not fits:  # "President X flew out": whose he is, the next sentence tells
                fits = [p for p in candidates if p.country is None and p.role and is_same_office(p.role, wanted)]
                fits = fits if len(fits) == 1 and not fits[0].assumed and len(candidates) < 3 else []
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
                    wanted,
                    None,
                    f"{mention.role} without a name",
                ),
            )
        if mention.entity:  # an office of a body
            return (Party(mention.entity, "organisation", None, mention.role, None, "office of a body"),)
        fits = [
            p
            for p in candidates
            if p.role and is_same_office(p.role, wanted) and p.sentences and min(p.sentences) <= sentence
        ]
        if not fits and mention.role in _BY_OFFICE:
            name, country = _BY_OFFICE[mention.role]
            return (Party(name, "person", country, mention.role, None, "known by the office"),)
        if not fits:
            return self._of_seat(mention, sentence)
        return (self._party(self._likeliest(fits, wanted, sentence), f"the {mention.role}"),)

    def _likeliest(self, fits: Sequence[Person], wanted: str | None, sentence: int) -> Person:
        """Of several presidents the one whom "the president" means: named most in the article, above all the one of
        the state in which the article is at home, and the one just spoken of; a seat in the sentence decides."""
        exact = [p for p in fits if rank_of(p.role) == rank_of(wanted)] or list(fits)
        seats = {m.country for m in self._mentions.get(sentence, ()) if m.role == "seat"}
        exact = [p for p in exact if p.country in seats] or exact
        return max(exact, key=lambda p: (self._weight(p, sentence), max(p.sentences)))

    def _weight(self, person: Person, sentence: int) -> float:
        weight = float(max(self._named.get(person.name, 0), len(person.sentences)))
        if person.country is not None and person.country == self._home:
            weight *= HOME
        if any(sentence - NEAR <= s <= sentence for s in person.sentences):
            weight *= 2
        return weight

    def _of_seat(self, mention: Mention, sentence: int) -> tuple[Party, ...]:
        """ "Downing Street said the prime minister would go": the head of the government whose seat speaks."""
        here = [m for m in self._mentions.get(sentence, ()) if m.role == "seat" and m.last <= mention.first]
        if not here or rank_of(mention.role) not in HEADS or here[-1].country is None:
            return ()
        state = self.state_name(here[-1].country)
        how = f"the {mention.role} of {here[-1].name}"
        return (Party(state, "government", here[-1].country, mention.role, None, how, plural=True),)

    def _of_both(self, mention: Mention, sentence: int, others: Sequence[Party]) -> tuple[Party, ...]:
        wants_states = not _OF_STATES.isdisjoint(mention.name.lower().split())
        people: dict[tuple[str, str], Party] = {}
        if mention.name == "they":  # "Chad and Mali said they would hold talks"
            pair = self._pair_of_states(mention, sentence)
            if pair:
                return pair
        for at in range(min(sentence, max(self._mentions, default=0)), max(-2, sentence - 6), -1):
            here = [m for m in self._mentions.get(at, ()) if at < sentence or m.last <= mention.first]
            for m in here:
                if m.kind == "person" and not wants_states and not (m.weak and self.person(m.name) is None):
                    for p in self._of_person(m, at):
                        if (p.role or p.entity) and not _speaks_for_them(p, mention):
                            people.setdefault(p.key, p)
                elif (
                    wants_states
                    and m.country
                    and (m.kind in ("state", "government", "adjective") or (m.kind == "city" and m.role))
                ):
                    for p in self.parties(m, at):
                        people.setdefault(p.key, p)
            found = list(people.values())
            heads = [p for p in found if p.kind != "person" or rank_of(p.role) in HEADS]
            if len(heads) == 2:
                found = heads
            if len(found) == 2:
                if "leaders" in mention.name and any(p.role and rank_of(p.role) in _NO_LEADERS for p in found):
                    return ()  # an analyst is none of "the two leaders"
                if mention.role == "leader":  # "the leaders of the two countries" are named elsewhere
                    found = [self.head_of(p.country or "") or p for p in found]
                return tuple(replace(p, how=f"{mention.name} → {p.name}") for p in found)
            if len(found) > 2:
                return ()
        return ()

    def _pair_of_states(self, mention: Mention, sentence: int) -> tuple[Party, ...]:
        """The two states that act together right before "they" in its own sentence, where no person is named."""
        here = [m for m in self._mentions.get(sentence, ()) if m.last <= mention.first]
        states = [m for m in here if m.kind in ("state", "government", "body", "city") and not m.owner]
        if len(states) != 2 or len(here) != len(states) or states[1].first not in self._subjects.get(sentence, ()):
            return ()
        if states[1].first - states[0].last > 2:
            return ()
        found = tuple(p for m in states for p in self.parties(m, sentence))
        return tuple(replace(p, how=f"they → {p.name}") for p in found) if len(found) == 2 else ()

    def _of_bloc(self, sentence: int) -> tuple[Party, ...]:
        """The body of states named last before "the leaders of the bloc"."""
        for at in range(min(sentence, max(self._mentions, default=0)), max(-1, sentence - BLOC_REACH), -1):
            for m in reversed(self._mentions.get(at, ())):
                if m.kind == "body" and m.entity:
                    return (Party(m.name, "organisation", None, None, m.entity, "the bloc", plural=True),)
        return ()

    def _of_it(self, mention: Mention, sentence: int) -> tuple[Party, ...]:
        """The state or body that acts right before "it": "Chad said it had cancelled talks with Mali"."""
        subjects = self._subjects.get(sentence, frozenset())
        here = [m for m in self._mentions.get(sentence, ()) if m.last <= mention.first and m.first in subjects]
        last = here[-1] if here else None
        if last is None or last.kind not in ("state", "government", "body", "city") or last.owner:
            return ()
        return tuple(replace(p, how=f"it → {p.name}") for p in self.parties(last, sentence))

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
                known = self._people.find(plain_words(m.name))
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
        return self._people.is_main(party.name)

    def settle(self, text: str, publisher: str | None = None) -> None:
        """Last, once all sentences are in: give states to those who have none, from what the whole article tells.

        `publisher`: the country where the article's publisher is at home.
        """
        place_people(self._people, self._mentions, self._subjects, text, publisher)
        self._home = publisher
        self._named = {p.name: text.count(plain_name(p.name)) for p in self._people.all() if p.role}
        self._people.learn_genders(self._mentions)

    def state_name(self, country: str) -> str:
        """The name of a state by its code; the code where the lexicon has none."""
        state = self._lexicon.state(country)
        return state.name if state else country

    def head_of(self, country: str) -> Party | None:
        """The head of state or government of a country whom the article names."""
        heads = [p for p in self._people.all() if p.country == country and rank_of(p.role) in ("state", "government")]
        best = max(heads, key=lambda p: len(p.sentences), default=None)
        return self._party(best, f"head of {country}") if best else None

    def _party(self, person: Person, how: str) -> Party:
        return Party(person.name, "person", person.country, person.role, person.entity, how)


# "The two militaries", "both sides": those of two states, not two people.
_OF_STATES = frozenset(
    """countries nations governments sides states militaries armies navies ministries capitals powers""".split()
)
_VOICES = ("spokesman", "spokeswoman", "spokesperson", "press secretary")
_LEADING = ("leader", "president", "premier", "prime minister", "minister", "king", "monarch")


def _speaks_for_them(person: Party, both: Mention) -> bool:
    """ "The president's press secretary said that the two leaders would meet": she is none of them."""
    if person.role is None or rank_of(person.role) != "official":
        return False
    return person.role.endswith(_VOICES) or any(word in both.name.lower() for word in _LEADING)
