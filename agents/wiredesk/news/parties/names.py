"""Names as they are written: runs of capitalised words, and what each is by its head - a person, a body, a place.

In: the words of a sentence, a gazetteer, the word at which a name may begin. Out: a mention. People whom no list has
are found as well: what heads no organisation, place or event is taken for a person.
"""

from typing import Literal

from msgspec.structs import replace

from wiredesk.news.lexicon import resolve_city
from wiredesk.news.parties.gazetteer import Gazetteer, Match
from wiredesk.news.parties.mentions import Kind, Mention
from wiredesk.news.parties.tokens import Words
from wiredesk.news.parties.vocabulary import (
    ARMED,
    EVENT_HEADS,
    HONORIFICS,
    NOT_NAMES,
    ORGANISATION_HEADS,
    PARTICLES,
    PEOPLE,
    PLACE_HEADS,
    SUFFIXES,
)

MONTHS = frozenset("jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.".split())
PLACE_PREPOSITIONS = frozenset(
    """in to at from near outside via around across toward towards into leave leaves leaving left visit visits visiting
    visited reach reaches reaching reached tour tours touring toured""".split()
)
LARGE_CITY = 100_000
"""People. A smaller place that shares its name with a family ("in Clinton") is not told from it."""

_ABBREVIATIONS = frozenset(
    "GMT UTC BST EST EDT CET CEST TV PM AM USA UK II III IV COVID AIDS HIV CEO GOP DNA ID OK".split()
)


class NameReader:
    """Reads one name at a word; holds nothing but its input."""

    def __init__(self, words: Words, gazetteer: Gazetteer) -> None:
        self.source = words
        self.words = words.words
        self.lower = words.lower
        self.n = len(words.words)
        self.gazetteer = gazetteer

    def begins_at(self, j: int) -> bool:
        if j >= self.n:
            return False
        word, low = self.words[j], self.lower[j]
        if j and self.words[j - 1] == "@":
            return False  # an account's name
        if low in HONORIFICS and word[0].isupper():
            return True
        if low == "said" and word == "Said" and j + 1 < self.n and j > 0:
            return _is_capitalised(self.words[j + 1])  # the given name
        if low in PARTICLES and j + 1 < self.n:
            return self.words[j + 1][0].isupper() and self.lower[j + 1] not in NOT_NAMES
        if word[1:2] == "-" and len(low) > 2 and low not in NOT_NAMES and self.words[j - 1] == ",":
            return False  # "R-Texas"
        return _is_capitalised(word) and low not in NOT_NAMES

    def read(self, start: int, j: int, role: str | None, countries: list[tuple[str, str]]) -> list[Mention]:
        """A name at j: a gazetteer's, else a run of capitalised words judged by its head."""
        match = self.gazetteer.at(self.source, j)
        honorific = None
        country = countries[0][0] if countries else None
        if match and match.kind == "person":
            end = match.last
            return [self._person(start, end, match.name, country, role or None, match.entity)]
        if match and not role:
            kind: Kind = "place"
            if match.kind == "body":
                return [self.body(start, match)]
            if match.kind == "people":
                return [
                    Mention(start, match.last, "government", match.state, match.country, plural=True,
                            owner=self.owns(match.last))
                ]  # fmt: skip
            if match.kind in ("state", "city", "seat"):
                kind = "city" if match.kind == "seat" else match.kind
                role = "seat" if match.kind == "seat" else "capital" if match.capital else None
                state = match.state if match.capital or match.kind != "city" else match.name
                return [Mention(start, match.last, kind, state, match.country, role, owner=self.owns(match.last))]
            if match.kind == "place":
                return [Mention(start, match.last, "place", match.name, match.country, owner=self.owns(match.last))]
            return []
        if self.lower[j] in HONORIFICS and self.words[j][0].isupper() and self._is_capital(j + 1):
            honorific = self.lower[j].rstrip(".")
            j += 1
        if not self.begins_at(j) and not (self.words[j] in ("New", "United", "National") and self.begins_at(j + 1)):
            return []
        end = self.end_of(j)
        if (
            self.owns(end)
            and self.lower[end] == "'s"
            and end + 1 < self.n
            and self.words[end + 1] in ORGANISATION_HEADS
        ):
            end += 2  # "Mindanao People's Army"
            return [Mention(start, end, "body", " ".join(self.words[j : end - 2]) + "'s " + self.words[end - 1],
                            owner=self.owns(end))]  # fmt: skip
        if end - j > 2 and _is_shouted(self.words[j]) and not self.words[j + 1].isupper():
            j += 1  # "WATCH Emma Smith arrive"
        run = self.words[j:end]
        if role is None and honorific is None and (title := _title_within(run)) is not None:
            role, run = run[title].lower(), run[title + 1 :]  # "National Water Council Director Ada Quist"
        if role is None and honorific is None and (city := self._city(j, end)) is not None:
            return [city]
        if role is None and honorific is None:
            kind_by_head = kind_of_run(run)
            if kind_by_head == "event":
                return []
            if kind_by_head:
                return [Mention(start, end, kind_by_head, " ".join(run), country, plural=False, owner=self.owns(end))]
        if role is None and honorific is None and self.lower[end : end + 1] and self.lower[end] in ARMED:
            name = " ".join([*run, self.lower[end]])  # "Tuareg rebels"
            return [Mention(start, end + 1, "body", name, country, plural=True, owner=self.owns(end + 1))]
        if role is None and honorific is None and self.lower[end : end + 1] and self.words[end] in PEOPLE:
            name = " ".join([*run, self.lower[end]])  # "Northvale executives"
            return [Mention(start, end + 1, "group", name, country, self.lower[end], plural=True,
                            owner=self.owns(end + 1))]  # fmt: skip
        weak = role is None and honorific is None and len(run) == 1
        if weak and (self.lower[j] in PEOPLE or run[0] in EVENT_HEADS | ORGANISATION_HEADS | PLACE_HEADS):
            return []
        if weak and self.gazetteer.office_at(self.lower, end):  # "Islamist President Morsi": no name yet
            return []
        person = self._person(start, end, " ".join(run), country, role, None)
        return [replace(person, weak=weak, honorific=honorific)]

    def _is_capital(self, j: int) -> bool:
        return j < self.n and (self.words[j][0].isupper() or self.lower[j] in PARTICLES)

    def _person(
        self, start: int, end: int, name: str, country: str | None, role: str | None, entity: str | None
    ) -> Mention:
        k = end
        if k + 1 < self.n and self.lower[k] == "of":  # "President Vladimir V. Putin of Russia"
            j = k + 1 + (self.lower[k + 1] == "the")
            match = self.gazetteer.at(self.source, j) if j < self.n else None
            if match and match.kind in ("state", "body"):
                country = country or match.country
                k = match.last
        return Mention(start, k, "person", name, country, role, entity, owner=self.owns(k))

    def body(self, start: int, body: Match) -> Mention:
        return Mention(
            start, body.last, "body", body.name, body.country, entity=body.entity, owner=self.owns(body.last)
        )

    def end_of(self, j: int) -> int:
        """Past the capitalised run that begins at j; particles and initials go on, another state or office ends it."""
        end = j + 1
        while end < self.n and end < j + 6:
            word, low = self.words[end], self.lower[end]
            if low in SUFFIXES or (low == "," and end + 1 < self.n and self.lower[end + 1] in ("jr.", "sr.")):
                end += 1 if low in SUFFIXES else 2
                continue
            if low in PARTICLES and low not in ("y", "e"):
                k = end
                while k < self.n and self.lower[k] in PARTICLES:
                    k += 1
                if k < self.n and _is_capitalised(self.words[k]) and self.lower[k] not in NOT_NAMES:
                    end = k + 1
                    continue
                break
            if not _is_capitalised(word) or (
                low in NOT_NAMES and low not in ("may", "sun", "march", "house", "street", "department", "congress")
            ):
                break
            if self.gazetteer.office_at(self.lower, end) or low in HONORIFICS or low in MONTHS:
                break
            end += 1
        return end

    def _city(self, start: int, end: int) -> Mention | None:
        """A large city by its name alone, where the word before says that a place follows: "to San Francisco"."""
        if start == 0 or self.lower[start - 1] not in PLACE_PREPOSITIONS:
            return None
        city = resolve_city(" ".join(self.words[start:end]))
        if city is None or city.population < LARGE_CITY:
            return None
        return Mention(start, end, "place", " ".join(self.words[start:end]), city.country, owner=self.owns(end))

    def owns(self, j: int) -> bool:
        return j < self.n and (self.lower[j] == "'s" or (self.words[j] in "'’" and self.words[j - 1].endswith("s")))


_TITLES = frozenset(
    "Director Chairman Chairwoman Chief Commissioner Administrator Governor Commander President".split()
)
# A name after a title has so many words.
_NAME_WORDS = range(2, 4)


def _title_within(run: list[str]) -> int | None:
    """Where the title stands in a body's name that its head's title and name follow; None where there is none."""
    at = next((k for k, word in enumerate(run) if word in _TITLES and k), None)
    if at is None or len(run) - at - 1 not in _NAME_WORDS or ORGANISATION_HEADS.isdisjoint(run[:at]):
        return None
    return at if ORGANISATION_HEADS.isdisjoint(run[at + 1 :]) else None


def _is_capitalised(word: str) -> bool:
    if word.startswith("mid-"):
        return False  # "mid-January"
    return word[0].isupper() or (len(word) > 3 and "-" in word and any(c.isupper() for c in word))


def _is_shouted(word: str) -> bool:
    """A word in capitals that is no initials: the remains of a button or a label before a sentence."""
    return word.isalpha() and word.isupper() and len(word) > 3


def kind_of_run(run: list[str]) -> Kind | Literal["event"] | None:
    """What a capitalised run is by its head; None: a person."""
    last = run[-1]
    if len(run) > 1 and last in EVENT_HEADS and last not in ORGANISATION_HEADS:
        return "event"
    if last in ORGANISATION_HEADS and len(run) > 1:
        return "body"
    if last in PLACE_HEADS and len(run) > 1:
        return "place"
    if any(w in ORGANISATION_HEADS and w not in ("Young", "Oil", "Gas") for w in run[:-1]) and len(run) > 2:
        return "body"
    if len(run) == 1 and last.isupper() and 2 <= len(last) <= 6:
        return "event" if last in _ABBREVIATIONS else "body"
    return None
