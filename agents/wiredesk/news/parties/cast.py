"""Who is who in one article: surnames tied to full names, descriptions to persons, "the two leaders" to two of them.

In: the mentions of all sentences read so far, in text order. Out: parties. The article's own words come first ("Xi
Jinping, China's president"); the lexicon adds a country, and a full name where the surname's holder was in office on
the publication day. What cannot be tied to one party is left out, never guessed. One mention is read by `told` (names,
states), `holders` (offices), `pronouns` and `several` (pairs, blocs).
"""

import re
from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from wiredesk.news.lexicon import Lexicon
from wiredesk.news.parties.holders import of_government, of_office
from wiredesk.news.parties.mentions import SPOKEN_OF, Mention
from wiredesk.news.parties.nationality import place_people
from wiredesk.news.parties.party import Party
from wiredesk.news.parties.people import People, plain_words
from wiredesk.news.parties.pronouns import of_it, of_pronoun, speakers
from wiredesk.news.parties.several import of_bloc, of_both
from wiredesk.news.parties.told import Told, of_body

_COUNT = re.compile(r"^(?:an? )?(?:two |three |half a )?dozens? (?:of )?", re.IGNORECASE)


def plain_name(name: str) -> str:
    """The word by which an article calls a person again; the whole name where the last word is a number."""
    last = name.split()[-1]
    return name if last.isupper() else last


class Cast:
    """The persons of one article. Filled by `add`, sentence by sentence; then asked by `parties`."""

    def __init__(self, lexicon: Lexicon, published_on: date | None) -> None:
        self._people = People(lexicon, published_on)
        self._told = Told(lexicon, published_on, self._people)

    def add(self, sentence: int, mentions: Sequence[Mention], subjects: frozenset[int] = frozenset()) -> None:
        """Take up the persons of a sentence; call in text order, the title (-1) last.

        `subjects`: the first words of the mentions that a verb follows.
        """
        self._told.mentions[sentence] = tuple(mentions)
        self._told.subjects[sentence] = subjects
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
        return self._told.person(name)

    def people(self) -> list[Party]:
        """All persons that the article names, in the order of the text."""
        return [self._told.party(p, "name") for p in self._people.all()]

    def parties(
        self, mention: Mention, sentence: int, *, others: Sequence[Party] = (), role: str | None = None
    ) -> tuple[Party, ...]:
        """The parties that a mention stands for; empty when it cannot be tied to any.

        `others`: parties of the same meeting, whom it cannot mean again; `role`: the role of the one whose
        counterpart is meant.
        """
        told, kind = self._told, mention.kind
        if kind == "person":
            return told.of_person(mention, sentence)
        if kind in ("government", "state", "city", "adjective"):
            return of_government(told, mention, sentence, others, role)
        if kind == "body":
            return of_bloc(told, sentence) if mention.role == "bloc" else of_body(told, mention)
        if kind == "office":
            return of_office(told, mention, sentence, others, role)
        if kind == "both":
            return of_both(told, mention, sentence)
        if kind == "pronoun":
            return self._of_pronoun(mention, sentence, others)
        if kind == "group":
            name = _COUNT.sub("", mention.name).removeprefix("the ")  # "a dozen European leaders"
            return (Party(name, "group", mention.country, mention.role, None, "group", plural=True),)
        return ()

    def _of_pronoun(self, mention: Mention, sentence: int, others: Sequence[Party]) -> tuple[Party, ...]:
        if mention.name == "they":  # two, or a body that acts as one: "The Taliban said they would"
            return of_both(self._told, mention, sentence) or of_it(self._told, mention, sentence)
        if mention.name in ("i", "we"):
            speaker = speakers(self._told, mention, sentence)
            return self.parties(*speaker) if speaker is not None else ()
        if mention.name == "it":
            return () if mention.owner else of_it(self._told, mention, sentence)
        return of_pronoun(self._told, mention, sentence, others) if mention.name in ("he", "she", SPOKEN_OF) else ()

    def is_of_states(self, mention: Mention) -> bool:
        """Whether a body has states as members that the lexicon knows ("NATO"), or is a series of meetings."""
        known = self._told.lexicon.entry(mention.entity) if mention.entity else None
        if known is None or known.entity.kind == "pact":
            return False
        return bool(known.entity.members) or known.entity.kind == "forum"

    def is_main(self, party: Party) -> bool:
        """Whether the article speaks of the person in at least two sentences or in its title."""
        return self._people.is_main(party.name)

    def settle(self, text: str, publisher: str | None = None) -> None:
        """Last, once all sentences are in: give states to those who have none, from what the whole article tells.

        `publisher`: the country where the article's publisher is at home.
        """
        told = self._told
        place_people(self._people, told.mentions, told.subjects, text, publisher)
        told.home = publisher
        told.named = {p.name: text.count(plain_name(p.name)) for p in self._people.all() if p.role}
        self._people.learn_genders(told.mentions)

    def state_name(self, country: str) -> str:
        """The name of a state by its code; the code where the lexicon has none."""
        return self._told.state_name(country)

    def head_of(self, country: str) -> Party | None:
        """The head of state or government of a country whom the article names."""
        return self._told.head_of(country)
