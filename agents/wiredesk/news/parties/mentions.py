"""Find who and what a sentence speaks of: persons, states, bodies, offices, groups and the pronouns for them.

In: the words of one sentence and a gazetteer. Out: mentions in text order, none overlapping. A person is known by
grammar (office + name, honorific + name, two capitalised words that head no organisation), so that people whom no
list has are found as well; the gazetteer adds states, capitals, bodies and offices. Nothing is resolved here: "the
Russian president" stays a description, for `wiredesk.news.parties.entities` to tie to a name.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from wiredesk.news.lexicon import resolve_city
from wiredesk.news.parties.gazetteer import Gazetteer, Match, office_openers
from wiredesk.news.parties.tokens import Words
from wiredesk.news.parties.vocabulary import (
    BOTH,
    EVENT_HEADS,
    HONORIFICS,
    NOT_NAMES,
    OFFICIALS,
    ORGANISATION_HEADS,
    PARTICLES,
    PEOPLE,
    PLACE_HEADS,
    POSSESSIVES,
    PRONOUNS,
    QUALIFIERS,
    SUFFIXES,
)

HERE = "here"
"""Country of "the country's president": the place that the sentence names."""

Kind = Literal[
    "person", "state", "city", "adjective", "government", "office", "body", "group", "both", "pronoun", "place"
]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words [first, last) of a sentence.

    `kind`: "state" and "city" may be a government or only a place; "adjective" is a bare "Russian"; "government" is a
    state's officials; "office" is an office-holder without a name ("the Russian president", "his counterpart");
    "both" is "the two leaders". `name` is the lexicon's name where it has one, else the words. `owner`: the mention
    is a possessor ("Obama's"). `weak`: a capitalised word that is a person only if the article names such a one.
    """

    first: int
    last: int
    kind: Kind
    name: str
    country: str | None = None
    role: str | None = None
    entity: str | None = None
    plural: bool = False
    owner: bool = False
    weak: bool = False
    honorific: str | None = None


def find_mentions(words: Words, gazetteer: Gazetteer) -> list[Mention]:
    """The mentions of a sentence, in text order. Linear in its length."""
    reader = _Reader(words, gazetteer)
    found: list[Mention] = []
    starters = _starters()
    lower = words.lower
    n = len(lower)
    i = 0
    while i < n:
        if words.words[i] == lower[i] and lower[i] not in starters and "-" not in lower[i]:
            i += 1  # a plain word that no mention begins with
            continue
        here = reader.mentions_at(i)
        if here:
            found.extend(here)
            i = max(here[-1].last, i + 1)
        else:
            i += 1
    return _appositions(words, found)


@cache
def _starters() -> frozenset[str]:
    """The words in lower case with which a mention may begin."""
    articles = {"the", "a", "an", "both", "some", "north"}
    return frozenset(articles | PRONOUNS.keys() | PEOPLE | QUALIFIERS | HONORIFICS | office_openers())


_PORTFOLIO_WORDS = frozenset("peace trade war nuclear press foreign state north south national".split())
_PORTFOLIO_HEADS = frozenset(
    """minister secretary commissioner chief envoy ambassador negotiator representative adviser advisor governor mayor
    spokesman spokeswoman director laureate""".split()
)
_PORTFOLIO_ENDS = _PORTFOLIO_HEADS | {f"{word}s" for word in _PORTFOLIO_HEADS} | {"secretaries", "spokesmen"}


_AFTER_THE_TWO = frozenset(
    "will would are were have had also plan agreed met meet last spoke may could discussed".split()
)


class _Reader:
    """Reads one noun phrase at a word; holds nothing but its input."""

    def __init__(self, words: Words, gazetteer: Gazetteer) -> None:
        self.source = words
        self.words = words.words
        self.lower = words.lower
        self.n = len(words.words)
        self.gazetteer = gazetteer

    def mentions_at(self, i: int) -> list[Mention]:
        """The mentions of the noun phrase that begins at word i; none when no party begins there."""
        low = self.lower[i]
        word = self.words[i]
        if low == "heads" and self.lower[i + 1 : i + 2] != ["of"]:
            return []  # the verb
        if not word[0].isalpha() and not word[0].isdigit():
            return []
        if low in PRONOUNS and (low not in POSSESSIVES or not self._heads_party(i + 1)) and word != "US":
            return [Mention(i, i + 1, "pronoun", PRONOUNS[low], owner=low in POSSESSIVES and low != "her")]
        koreas = self._two_koreas(i)
        if koreas:
            return koreas
        both = self._both(i)
        if both:
            return [both]
        j = i + 1 if low in ("the", "a", "an", "both", "his", "her", "their", "its", "our", "some") else i
        if j >= self.n:
            return []
        if j > i and self.words[j] == self.lower[j] and self._is_plain(j):
            return []
        return self._noun_phrase(i, j)

    def _is_plain(self, j: int) -> bool:
        """Whether no party begins after an article here ("the talks"); one may ("the shipping minister")."""
        return (
            self.lower[j] not in _starters()
            and "-" not in self.lower[j]
            and _PORTFOLIO_ENDS.isdisjoint(self.lower[j : j + 5])
            and not self._place_owner(j)
        )

    def _heads_party(self, j: int) -> bool:
        """Whether an office follows ("his Chinese counterpart"): then the possessive belongs to that phrase."""
        for k in range(j, min(j + 5, self.n)):
            if self.gazetteer.office_at(self.lower, k):
                return True
            if self.lower[k] not in QUALIFIERS and not self.gazetteer.at(self.source, k):
                return False
        return False

    def _office_at(self, j: int, *, determined: bool) -> Match | None:
        """The office at word j; with a portfolio that no list has ("shipping minister") where it is told apart.

        `determined`: a nationality or article stands before it; else only a capitalised portfolio is taken.
        """
        office = self.gazetteer.office_at(self.lower, j)
        if office:
            return office
        if (not determined and not self.words[j][0].isupper()) or _PORTFOLIO_ENDS.isdisjoint(self.lower[j + 1 : j + 5]):
            return None
        for k in range(j, min(j + 4, self.n)):
            found = self.gazetteer.office_at(self.lower, k) if k > j else None
            if found and found.name in _PORTFOLIO_HEADS and (k == j + 1 or self.lower[k - 2] != "of"):
                name = " ".join(self.lower[j:k]) + " " + found.name
                return Match(found.last, "office", name, plural=found.plural)
            word, low = self.words[k], self.lower[k]
            plain = low in NOT_NAMES and not (word[0].isupper() and low in _PORTFOLIO_WORDS)
            if not word[0].isalpha() or plain or low in QUALIFIERS or self.gazetteer.at(self.source, k):
                return None
            if not word[0].isupper() and (not determined or low in PRONOUNS or low.endswith(("ed", "ing"))):
                return None
        return None

    def _two_koreas(self, i: int) -> list[Mention]:
        """ "North and South Korea": the one name that news shortens so."""
        if self.lower[i] == "north" and self.lower[i + 1 : i + 4] == ["and", "south", "korea"]:
            return [Mention(i, i + 4, "government", "North Korea", "KP", plural=True),
                    Mention(i, i + 4, "government", "South Korea", "KR", plural=True)]  # fmt: skip
        return []

    def _both(self, i: int) -> Mention | None:
        """ "the two leaders", "both sides", "the pair", "the sides"."""
        low, n = self.lower, self.n
        j = i
        if low[j] == "the":
            j += 1
        if (j < n and low[j] in ("two", "pair")) or low[i] == "both":
            if low[j] == "pair":
                after = low[j + 1] if j + 1 < n else ""
                return Mention(i, j + 1, "both", "the pair", plural=True) if j > i and after != "of" else None
            k = j + 1
            while k < n and k < j + 3 and low[k] in QUALIFIERS:
                k += 1
            office = self.gazetteer.office_at(low, k) if k < n else None
            if office and office.plural:  # "the two prime ministers"
                return Mention(i, office.last, "both", " ".join(self.words[i : office.last]), plural=True,
                               owner=self._owns(office.last))  # fmt: skip
            if k < n and low[k] in BOTH:
                return Mention(i, k + 1, "both", " ".join(self.words[i : k + 1]), plural=True, owner=self._owns(k + 1))
            if low[i] == "the" and low[j] == "two" and j + 1 < n and low[j + 1] in _AFTER_THE_TWO:
                return Mention(i, j + 1, "both", "the two", plural=True)
        elif j > i and j < n and low[j] == "sides":
            return Mention(i, j + 1, "both", "the sides", plural=True)
        return None

    def _owns(self, j: int) -> bool:
        return j < self.n and (self.lower[j] == "'s" or (self.words[j] in "'’" and self.words[j - 1].endswith("s")))

    def _noun_phrase(self, start: int, j: int) -> list[Mention]:
        """Nationalities and qualifiers, then an office, officials, or a name."""
        countries: list[tuple[str, str]] = []  # (country, name)
        body: Match | None = None
        first_adjective: list[Mention] = []
        qualified = False
        while j < self.n:
            if self._office_at(j, determined=bool(countries) or body is not None or j > start):
                break
            match = self.gazetteer.at(self.source, j)
            if match is None:
                if self.lower[j] in QUALIFIERS and (self.words[j][0].islower() or self._office_or_people(j + 1)):
                    qualified = True
                    j += 1
                    continue
                if qualified and self.lower[j] == "and" and self.gazetteer.office_at(self.lower, j + 1):
                    j += 1  # "foreign and defence ministers"
                    continue
                if self._place_owner(j):  # "the country's president": which one, the sentence's place tells
                    countries.append((HERE, ""))
                    j += 2
                    continue
                break
            if match.kind == "adjective":
                countries.append((match.country or "", match.state))
                first_adjective.append(Mention(j, match.last, "adjective", match.state, match.country))
                j = match.last
                k = self._skip_list(j)
                if k > j and (self.gazetteer.adjective_at(self.source, k) or self._body_phrase(k)):
                    j = k
                continue
            if match.kind in ("state", "city", "seat") and match.country:
                if match.kind == "state" and self._owns(match.last) and self._person_follows(match.last + 1):
                    return self._named(start, match.last + 1, None, [(match.country, match.state)])
                if self._owns(match.last) and self._office_or_people(match.last + 1):
                    countries.append((match.country, match.state))
                    j = match.last + 1
                    continue
                if self._office_or_people(match.last) and (
                    match.kind in ("state", "seat") or (match.capital and "counterpart" in self.lower[match.last])
                ):
                    countries.append((match.country, match.state))
                    j = match.last
                    continue
            if match.kind == "body" and self._office_or_people(match.last + self._owns(match.last)):
                body = match
                j = match.last + self._owns(match.last)
                continue
            break
        if j >= self.n:
            return self._bare(start, first_adjective)
        office = self._office_at(j, determined=bool(countries) or body is not None or j > start)
        if office:
            return self._office(start, j, office, countries, body)
        if self.lower[j] in PEOPLE or (countries and self.lower[j] in OFFICIALS):
            return self._people(start, j, countries, body, first_adjective)
        if countries:
            named = self._name_at(j)
            if named and not self.gazetteer.at(self.source, j):
                return self._named(start, j, None, countries)
            return self._bare(start, first_adjective)
        if body:
            return [self._body(start, body)]
        if qualified and not self.words[j][0].isupper():
            return []
        return self._named(start, j, None, [])

    def _person_follows(self, j: int) -> bool:
        """Two capitalised words that no list has ("South Korea's Namgung Hyeon-ju")."""
        return (
            j + 1 < self.n
            and self._name_at(j)
            and self._name_at(j + 1)
            and self.gazetteer.at(self.source, j) is None
            and self._office_at(j, determined=True) is None
            and _run_kind(self.words[j : self._run(j)]) is None
        )

    def _body_phrase(self, k: int) -> bool:
        match = self.gazetteer.at(self.source, k)
        return match is not None and match.kind == "body" and self._office_or_people(match.last)

    def _place_owner(self, j: int) -> bool:
        return self.lower[j] in ("country", "nation") and self._owns(j + 1)

    def _skip_list(self, j: int) -> int:
        """Past "," "and" "-" "/" and the like between the items of a list; j when there is none."""
        k = j
        while k < self.n and k < j + 3 and self.lower[k] in (",", "and", "-", "–", "/", "or", "&", "then"):
            k += 1
        return k

    def _office_or_people(self, j: int) -> bool:
        """Whether an office or people follow within a few qualifiers and nationalities."""
        for k in range(j, min(j + 5, self.n)):
            low = self.lower[k]
            if self._office_at(k, determined=k == j) or low in PEOPLE or low in OFFICIALS:
                return True
            if low not in QUALIFIERS and low not in ("and", "/") and not self.gazetteer.adjective_at(self.source, k):
                return False
        return False

    def _bare(self, start: int, adjectives: list[Mention]) -> list[Mention]:
        return adjectives

    def _office(
        self, start: int, j: int, office: Match, countries: list[tuple[str, str]], body: Match | None
    ) -> list[Mention]:
        k = office.last
        role = office.name
        plural = office.plural
        while k < self.n and self.lower[k] in ("and", "/") and not plural:
            second = self.gazetteer.office_at(self.lower, k + 1)  # "prime minister and defense minister Y"
            if not second or second.plural or not self._name_at(second.last):
                break
            k = second.last
        places, k2 = self._of_list(k)
        if places and not countries:
            countries = [(p.country or "", p.state) for p in places if p.country]
            bodies = [p for p in places if p.kind == "body"]
            body = body or (bodies[0] if bodies else None)
            k = k2
            if len(countries) + len(bodies) > 1 or plural:
                governments = [Mention(start, k, "government", n, c, role, plural=True) for c, n in countries]
                return governments + [replace(self._body(start, b), last=k) for b in bodies]
        if not plural:
            after = k
            if after < self.n and self.words[after] == ",":
                after = k  # an apposition is joined later
            if self._name_at(after) and not self._new_party(after):
                return self._named(start, after, role, countries)
        owner = self._owns(k)
        if plural:
            if countries:
                governments = [
                    Mention(start, k, "government", n, c, role, plural=True, owner=owner) for c, n in countries
                ]
                return governments + ([replace(self._body(start, body), last=k, owner=owner)] if body else [])
            if body:
                return [replace(self._body(start, body), last=k, owner=owner)]
            return [Mention(start, k, "group", " ".join(self.words[start:k]), role=role, plural=True, owner=owner)]
        if len(countries) > 1 and start < j:  # "the French and German foreign minister" is one each
            return [Mention(start, k, "office", role, c, role, owner=owner) for c, _ in countries]
        country = countries[0][0] if countries else None
        named = body.name if body else None
        return [Mention(start, k, "office", role, country, role, named, owner=owner)]

    def _new_party(self, j: int) -> bool:
        """Whether the capitalised word at j begins a party of its own ("president Tuesday", "leader Kyiv")."""
        match = self.gazetteer.at(self.source, j)
        return match is not None and match.kind in ("state", "body", "adjective", "seat")

    def _of_list(self, k: int) -> tuple[list[Match], int]:
        """The states or bodies of "of France, China and Japan", and where the list ends."""
        if k >= self.n or self.lower[k] not in ("of", "from", "for", "representing"):
            return [], k
        found: list[Match] = []
        end = k
        j = k + 1
        while j < self.n:
            if self.lower[j] in ("the", "both"):
                j += 1
                continue
            match = self.gazetteer.at(self.source, j)
            if match is None or match.kind not in ("state", "body", "city"):
                break
            if match.kind == "city" and found:
                break
            if self.lower[k] == "from" and match.kind == "city":
                break
            found.append(match)
            end = match.last
            j = self._skip_list(end)
            if j == end:
                break
        return found, end

    def _people(
        self,
        start: int,
        j: int,
        countries: list[tuple[str, str]],
        body: Match | None,
        adjectives: list[Mention],
    ) -> list[Mention]:
        while j + 1 < self.n and (self.lower[j + 1] in OFFICIALS or self.lower[j + 1] in PEOPLE):
            j += 1  # "government officials"
        k = j + 1
        word = self.lower[j]
        if self.lower[k : k + 2] in (["from", "both"], ["of", "both"], ["from", "the"]) and not countries and not body:
            both = self._both(k + 1)
            if both:  # "officials from both countries"
                return [replace(both, first=start, name=both.name + " countries")]
        if not countries and not body:
            places, k2 = self._of_list(k)
            countries = [(p.country or "", p.state) for p in places if p.country]
            bodies = [p for p in places if p.kind == "body"]
            if countries or bodies:
                governments = [Mention(start, k2, "government", n, c, word, plural=True) for c, n in countries]
                return governments + [replace(self._body(start, b), last=k2) for b in bodies]
        owner = self._owns(k)
        if countries:
            if word not in OFFICIALS and word not in ("counterparts",):
                name = " ".join(self.words[start:k])
                return [Mention(start, k, "group", name, countries[0][0], word, plural=True, owner=owner)]
            governments = [Mention(start, k, "government", n, c, word, plural=True, owner=owner) for c, n in countries]
            return governments + ([replace(self._body(start, body), last=k, owner=owner)] if body else [])
        if body:
            return [replace(self._body(start, body), last=k, owner=owner)]
        name = " ".join(self.words[start:k])
        return [Mention(start, k, "group", name, role=word, plural=True, owner=owner)]

    def _body(self, start: int, body: Match) -> Mention:
        return Mention(start, body.last, "body", body.name, entity=body.entity, owner=self._owns(body.last))

    def _name_at(self, j: int) -> bool:
        if j >= self.n:
            return False
        word, low = self.words[j], self.lower[j]
        if low in HONORIFICS and word[0].isupper():
            return True
        if low == "said" and word == "Said" and j + 1 < self.n and j > 0:
            return _is_capitalised(self.words[j + 1])  # the given name
        if low in PARTICLES and j + 1 < self.n:
            return self.words[j + 1][0].isupper() and self.lower[j + 1] not in NOT_NAMES
        return _is_capitalised(word) and low not in NOT_NAMES

    def _named(self, start: int, j: int, role: str | None, countries: list[tuple[str, str]]) -> list[Mention]:
        """A name at j: a gazetteer's, else a run of capitalised words judged by its head."""
        match = self.gazetteer.at(self.source, j)
        honorific = None
        country = countries[0][0] if countries else None
        if match and match.kind == "person":
            end = match.last
            country = country or match.country
            return [self._person(start, end, match.name, country, role or None, match.entity)]
        if match and not role:
            kind: Kind = "place"
            if match.kind == "body":
                return [self._body(start, match)]
            if match.kind == "people":
                return [
                    Mention(start, match.last, "government", match.state, match.country, plural=True,
                            owner=self._owns(match.last))
                ]  # fmt: skip
            if match.kind in ("state", "city", "seat"):
                kind = "city" if match.kind == "seat" else match.kind
                role = "seat" if match.kind == "seat" else "capital" if match.capital else None
                state = match.state if match.capital or match.kind != "city" else match.name
                return [Mention(start, match.last, kind, state, match.country, role, owner=self._owns(match.last))]
            if match.kind == "place":
                return [Mention(start, match.last, "place", match.name, match.country, owner=self._owns(match.last))]
            return []
        if self.lower[j] in HONORIFICS and self.words[j][0].isupper() and self._capital(j + 1):
            honorific = self.lower[j].rstrip(".")
            j += 1
        if not self._name_at(j) and not (self.words[j] in ("New", "United", "National") and self._name_at(j + 1)):
            return []
        end = self._run(j)
        if (
            self._owns(end)
            and self.lower[end] == "'s"
            and end + 1 < self.n
            and self.words[end + 1] in ORGANISATION_HEADS
        ):
            end += 2  # "Mindanao People's Army"
            return [Mention(start, end, "body", " ".join(self.words[j : end - 2]) + "'s " + self.words[end - 1],
                            owner=self._owns(end))]  # fmt: skip
        run = self.words[j:end]
        if role is None and honorific is None and (city := self._city(j, end)) is not None:
            return [city]
        if role is None and honorific is None:
            kind_of_run = _run_kind(run)
            if kind_of_run == "event":
                return []
            if kind_of_run:
                return [Mention(start, end, kind_of_run, " ".join(run), country, plural=False, owner=self._owns(end))]
        weak = role is None and honorific is None and len(run) == 1
        if weak and (self.lower[j] in PEOPLE or run[0] in EVENT_HEADS | ORGANISATION_HEADS | PLACE_HEADS):
            return []
        if weak and self.gazetteer.office_at(self.lower, end):  # "Islamist President Morsi": no name yet
            return []
        person = self._person(start, end, " ".join(run), country, role, None)
        return [replace(person, weak=weak, honorific=honorific)]

    def _capital(self, j: int) -> bool:
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
        return Mention(start, k, "person", name, country, role, entity, owner=self._owns(k))

    def _run(self, j: int) -> int:
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
        return Mention(start, end, "place", " ".join(self.words[start:end]), city.country, owner=self._owns(end))


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() or (len(word) > 3 and "-" in word and any(c.isupper() for c in word))


# Styles that stand before a name beside the office: "Qatar's emir, Sheikh Jassim bin Nasser".
_STYLES = frozenset("sheikh sheik prince princess king queen general gen. sultan ayatollah".split())
MONTHS = frozenset("jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.".split())
PLACE_PREPOSITIONS = frozenset("in to at from near outside via".split())
LARGE_CITY = 100_000
"""People. A smaller place that shares its name with a family ("in Clinton") is not told from it."""

_ABBREVIATIONS = frozenset(
    "GMT UTC BST EST EDT CET CEST TV PM AM USA UK II III IV COVID AIDS HIV CEO GOP DNA ID OK".split()
)


def _run_kind(run: list[str]) -> Kind | Literal["event"] | None:
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


def _appositions(words: Words, mentions: list[Mention]) -> list[Mention]:
    """Join a name and the office that explains it across a comma ("Xi Jinping, China's president,")."""
    out: list[Mention] = []
    for mention in mentions:
        previous = out[-1] if out else None
        if previous and mention.first == previous.last + 1 and words.words[previous.last] in (",", "—", "–", "("):
            after = words.words[mention.last] if mention.last < len(words) else "."
            closed = after in (",", ".", ";", ")", "—", "–", "-") or words.lower[mention.last : mention.last + 1] == [
                "and"
            ]
            if (
                previous.kind == "person"
                and previous.role is None
                and mention.kind == "office"
                and mention.role == "counterpart"
                and closed
                and not previous.weak
            ):
                out[-1] = replace(previous, last=mention.last, role="counterpart", country=mention.country)
                continue
            if (
                previous.kind == "government"
                and previous.role
                and mention.kind == "person"
                and mention.role is None
                and not mention.weak
            ):
                out[-1] = replace(mention, role=previous.role, country=previous.country)
                continue
            if previous.kind == "person" and mention.kind == "office" and mention.role != "counterpart" and closed:
                out[-1] = replace(
                    previous, last=mention.last, role=previous.role or mention.role,
                    country=previous.country or mention.country, weak=False,
                )  # fmt: skip
                continue
            if (
                previous.kind == "office"
                and mention.kind == "person"
                and (mention.role is None or mention.role in _STYLES)
                and (closed or after not in (",",))
            ):
                out[-1] = replace(
                    mention, first=previous.first, role=previous.role,
                    country=mention.country or previous.country, weak=False,
                )  # fmt: skip
                continue
        if (
            previous
            and mention.kind == previous.kind == "person"
            and mention.role not in (None, "president", previous.role)
            and mention.country is None
            and previous.country
            and set(words.lower[previous.last : mention.first]) <= {",", "and"}
        ):  # "Palestinian President Abbas and Prime Minister Fayyad"
            mention = replace(mention, country=previous.country)
        if previous and previous.plural and mention.kind == "person" and words.lower[previous.last : mention.first] in (
            ["led", "by"], ["headed", "by"], [",", "led", "by"], [",", "headed", "by"]
        ):  # fmt: skip
            out[-1] = replace(mention, first=previous.first, country=mention.country or previous.country)
            continue
        out.append(mention)
    return out
