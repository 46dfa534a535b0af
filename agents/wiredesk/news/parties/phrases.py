"""Find who and what a sentence speaks of: persons, states, bodies, offices, groups and the pronouns for them.

In: the words of one sentence and a gazetteer. Out: mentions in text order, none overlapping. A person is known by
grammar (office + name, honorific + name, two capitalised words that head no organisation), so that people whom no
list has are found as well; the gazetteer adds states, capitals, bodies and offices.
"""

from functools import cache

from msgspec.structs import replace

from wiredesk.news.parties.appositions import STYLES, join_appositions
from wiredesk.news.parties.blocs import BlocReader
from wiredesk.news.parties.gazetteer import Gazetteer, Match, office_openers
from wiredesk.news.parties.groups import group_end, phrase, with_modifiers
from wiredesk.news.parties.mentions import HERE, Mention
from wiredesk.news.parties.names import NameReader, kind_of_run
from wiredesk.news.parties.offices import PORTFOLIO_ENDS, OfficeReader
from wiredesk.news.parties.pairs import PairReader
from wiredesk.news.parties.tokens import Words
from wiredesk.news.parties.vocabulary import (
    ARMED,
    EVENT_HEADS,
    HONORIFICS,
    OFFICIALS,
    ORGANISATION_HEADS,
    OTHER_SIDES,
    PEOPLE,
    PLACE_HEADS,
    POSSESSIVES,
    PRONOUNS,
    QUALIFIERS,
)


def find_mentions(words: Words, gazetteer: Gazetteer) -> list[Mention]:
    """The mentions of a sentence, in text order. Linear in its length."""
    reader = _PhraseReader(words, gazetteer)
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
            if here[0].kind == "group":
                here = [with_modifiers(words, here[0], found[-1].last if found else 0)]
            found.extend(here)
            i = max(here[-1].last, i + 1)
        else:
            i += 1
    return join_appositions(words, found)


@cache
def _starters() -> frozenset[str]:
    """The words in lower case with which a mention may begin."""
    articles = {"the", "a", "an", "both", "some", "north", "eurozone", "euro"}
    return frozenset(articles | PRONOUNS.keys() | PEOPLE | QUALIFIERS | HONORIFICS | office_openers())


# Those whom a state or body sends: "its delegation" is that of the one named before.
_SENT = (["delegation"], ["negotiators"], ["team"], ["representatives"], ["diplomats"], ["envoys"], ["delegations"])
_BEFORE_VERBS = frozenset("am is are was were be been 's 're before after while when by".split())
_BESIDE_VERBS = frozenset("also now currently still not already".split())
# They come for those whom they represent: "representatives of the oil industry".
_REPRESENTING = frozenset("representatives representative delegates delegations delegation envoys".split())


class _PhraseReader:
    """Reads one noun phrase at a word; holds nothing but its input."""

    def __init__(self, words: Words, gazetteer: Gazetteer) -> None:
        self.source = words
        self.words = words.words
        self.lower = words.lower
        self.n = len(words.words)
        self.gazetteer = gazetteer
        self.names = NameReader(words, gazetteer)
        self.offices = OfficeReader(words, gazetteer, self.names)
        self.blocs = BlocReader(words, self.names, self.offices)
        self.pairs = PairReader(words, gazetteer, self.names)

    def mentions_at(self, i: int) -> list[Mention]:
        """The mentions of the noun phrase that begins at word i; none when no party begins there."""
        low = self.lower[i]
        word = self.words[i]
        if (not word[0].isalpha() and not word[0].isdigit()) or self._is_progressive(i):
            return []
        owns = low in POSSESSIVES and (self.offices.head_party(i + 1) or self.lower[i + 1 : i + 2] in _SENT)
        if low in PRONOUNS and not owns and word != "US":
            return [Mention(i, i + 1, "pronoun", PRONOUNS[low], owner=low in POSSESSIVES and low != "her")]
        koreas = self.pairs.koreas(i)
        if koreas:
            return koreas
        both = self.pairs.both(i)
        if both:
            return [both]
        j = i + 1 if low in ("the", "a", "an", "both", "his", "her", "their", "its", "our", "some") else i
        if j >= self.n:
            return []
        if low == "the" and (end := self.blocs.past_bare(j)) > j:
            return [self.blocs.mention(i, end)]
        if j > i and self.words[j] == self.lower[j] and self._is_plain(j):
            return []
        return self._noun_phrase(i, j)

    def _is_progressive(self, i: int) -> bool:
        """Whether "visiting" is a verb: "she is visiting Chad", not "the visiting premier"."""
        if self.lower[i] != "visiting":
            return False
        while i and self.lower[i - 1] in _BESIDE_VERBS:
            i -= 1
        return i > 0 and self.lower[i - 1] in _BEFORE_VERBS

    def _is_plain(self, j: int) -> bool:
        """Whether no party begins after an article here ("the talks"); one may ("the shipping minister")."""
        return (
            self.lower[j] not in _starters()
            and "-" not in self.lower[j]
            and PORTFOLIO_ENDS.isdisjoint(self.lower[j : j + 5])
            and not self.offices.is_place_owner(j)
            and not self.blocs.past_owner(j)
        )

    def _noun_phrase(self, start: int, j: int) -> list[Mention]:
        """Nationalities and qualifiers, then an office, officials, or a name."""
        if (owned := self.blocs.past_owner(j)) and owned < self.n:
            return self.blocs.people(start, owned)
        countries: list[tuple[str, str]] = []  # (country, name)
        body: Match | None = None
        first_adjective: list[Mention] = []
        qualified = False
        office: Match | None = None
        while j < self.n:
            office = self._office_at(j, determined=bool(countries) or body is not None or j > start)
            if office:
                break
            match = self.gazetteer.at(self.source, j)
            if match is None:
                if self.offices.is_count(j) and body is not None:
                    j += 1  # "NATO's 32 leaders"
                    continue
                if self.lower[j] in QUALIFIERS and (self.words[j][0].islower() or self.offices.follow(j + 1)):
                    qualified = True
                    j += 1
                    continue
                if qualified and self.lower[j] == "and" and self.gazetteer.office_at(self.lower, j + 1):
                    j += 1  # "foreign and defence ministers"
                    continue
                if qualified and self._goes_on(j):
                    j += 1
                    continue
                if self.offices.is_place_owner(j):  # "the country's president": which one, the sentence's place tells
                    countries.append((HERE, ""))
                    j += 2
                    continue
                break
            if match.kind == "adjective":
                countries.append((match.country or "", match.state))
                first_adjective.append(Mention(j, match.last, "adjective", match.state, match.country))
                j = match.last
                k = self.offices.past_joint(j)
                if k > j and (self.gazetteer.adjective_at(self.source, k) or self._names_whose(k)):
                    j = k
                continue
            if match.kind in ("state", "city", "seat") and match.country:
                if match.kind == "state" and self.names.owns(match.last) and self._person_follows(match.last + 1):
                    return self.names.read(start, match.last + 1, None, [(match.country, match.state)])
                if match.kind == "state" and self.names.owns(match.last) and self._surname_follows(match.last + 1):
                    return self.names.read(start, match.last + 1, None, [(match.country, match.state)])
                if self.names.owns(match.last) and self.offices.follow(match.last + 1):
                    countries.append((match.country, match.state))
                    j = match.last + 1
                    continue
                if self._modifies(match.last) and (
                    match.kind in ("state", "seat") or (match.capital and "counterpart" in self.lower[match.last])
                ):
                    countries.append((match.country, match.state))
                    k = self.offices.past_joint(match.last)
                    j = k if self.gazetteer.adjective_at(self.source, k) else match.last  # "US and Chinese officials"
                    continue
            if match.kind == "body" and self.offices.follow(match.last + self.names.owns(match.last)):
                body = match
                j = match.last + self.names.owns(match.last)
                continue
            break
        if j >= self.n:
            return first_adjective
        if office:
            return self._office(start, j, office, countries, body)
        if self.lower[j] in PEOPLE or ((countries or body) and self.lower[j] in OFFICIALS):
            return self._people(start, j, countries, body, first_adjective)
        if countries:
            named = self.names.begins_at(j)
            if named and not self.gazetteer.at(self.source, j):
                return self.names.read(start, j, None, countries)
            return first_adjective
        if body:
            return [self.names.body(start, body)]
        if qualified and not self.words[j][0].isupper():
            return []
        return self.names.read(start, j, None, [])

    def _goes_on(self, j: int) -> bool:
        """Whether "and" at j joins two words that modify one group: "business and civic leaders"."""
        on = self.lower[j + 1 : j + 2]
        return self.lower[j] == "and" and bool(on) and on[0] in QUALIFIERS and self.offices.follow(j + 1)

    def _office_at(self, j: int, *, determined: bool) -> Match | None:
        """The office at word j, where no longer name of a body begins there ("General Assembly")."""
        office = self.offices.at(j, determined=determined)
        if office and self.words[j][0].isupper():
            match = self.gazetteer.at(self.source, j)
            if match and match.kind == "body" and match.last > office.last:
                return None
        return office

    def _modifies(self, j: int) -> bool:
        """Whether the state before word j only says whose office or people follow; "Iran and three powers" is two."""
        if self.lower[j : j + 1] == ["and"] and self.gazetteer.adjective_at(self.source, j + 1) is None:
            return False
        return self.offices.follow(j)

    def _person_follows(self, j: int) -> bool:
        """A person whom the list has, or two capitalised words of no list ("South Korea's Namgung Hyeon-ju")."""
        match = self.gazetteer.at(self.source, j) if j < self.n else None
        if match is not None and match.kind == "person" and match.last > j + 1:
            return True
        return (
            j + 1 < self.n
            and self.names.begins_at(j)
            and self.names.begins_at(j + 1)
            and match is None
            and self.offices.at(j, determined=True) is None
            and kind_of_run(self.words[j : self.names.end_of(j)]) is None
        )

    def _surname_follows(self, j: int) -> bool:
        """One capitalised word that no list has, alone ("Chile's Arriagada will")."""
        if j >= self.n or not self.names.begins_at(j) or self.names.end_of(j) != j + 1 or self.words[j].isupper():
            return False
        after = self.lower[j + 1] if j + 1 < self.n else "."
        plain = self.words[j + 1][0].islower() if j + 1 < self.n else True
        return (
            (plain or not after[0].isalnum())
            and ((match := self.gazetteer.at(self.source, j)) is None or match.kind == "person")
            and self.offices.at(j, determined=True) is None
            and self.lower[j] not in PEOPLE
            and kind_of_run([self.words[j]]) is None
            and self.words[j] not in ORGANISATION_HEADS | PLACE_HEADS | EVENT_HEADS
        )

    def _names_whose(self, k: int) -> bool:
        """Whether a body or state begins at k that only says whose officials follow ("Malian and U.S. mediators")."""
        match = self.gazetteer.at(self.source, k)
        return match is not None and match.kind in ("body", "state") and self.offices.follow(match.last)

    def _office(
        self, start: int, j: int, office: Match, countries: list[tuple[str, str]], body: Match | None
    ) -> list[Mention]:
        k = office.last
        role = office.name
        plural = office.plural
        while k < self.n and self.lower[k] in ("and", "/") and not plural:
            second = self.gazetteer.office_at(self.lower, k + 1)  # "prime minister and defense minister Y"
            if not second or second.plural or not self.names.begins_at(second.last):
                break
            k = second.last
        places, k2 = self.offices.places_of(k)
        if places and not countries:
            countries = [(p.country or "", p.state) for p in places if p.country]
            bodies = [p for p in places if p.kind == "body"]
            body = body or (bodies[0] if bodies else None)
            k = self.blocs.past_members(k2) if bodies else k2  # "of the G7 nations"
            if len(countries) + len(bodies) > 1 or plural:
                governments = [Mention(start, k, "government", n, c, role, plural=True) for c, n in countries]
                return governments + [replace(self.names.body(start, b), last=k) for b in bodies]
        if not plural:
            after = k
            style = self.gazetteer.office_at(self.lower, after)
            if style and style.name in STYLES and self.names.begins_at(style.last):
                after = style.last  # "Defense Minister Gen. X"
            if self.names.begins_at(after) and not self._new_party(after):
                return self.names.read(start, after, role, countries)
        owner = self.names.owns(k)
        if plural:
            if countries:
                governments = [
                    Mention(start, k, "government", n, c, role, plural=True, owner=owner) for c, n in countries
                ]
                return governments + ([replace(self.names.body(start, body), last=k, owner=owner)] if body else [])
            if body:
                return [replace(self.names.body(start, body), last=k, owner=owner)]
            both = self.pairs.of_both(start, k)
            if both:
                return [both]
            if koreas := self.pairs.of_koreas(start, k):
                return koreas
            if (bloc := self.blocs.past(k)) > k:
                return [self.blocs.mention(start, bloc)]
            return [self._group(start, k, role)]
        if len(countries) > 1 and start < j:  # "the French and German foreign minister" is one each
            return [Mention(start, k, "office", role, c, role, owner=owner) for c, _ in countries]
        country = countries[0][0] if countries else None
        named = body.name if body else None
        return [Mention(start, k, "office", role, country, role, named, owner=owner)]

    def _new_party(self, j: int) -> bool:
        """Whether the capitalised word at j begins a party of its own ("president Tuesday", "leader Kyiv")."""
        match = self.gazetteer.at(self.source, j)
        return match is not None and match.kind in ("state", "body", "adjective", "seat")

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
        both = None if countries or body else self.pairs.of_both(start, k)
        if both:
            return [both]
        if koreas := self.pairs.of_koreas(start, k):
            return koreas
        if not countries and not body:
            places, k2 = self.offices.places_of(k)
            countries = [(p.country or "", p.state) for p in places if p.country]
            bodies = [p for p in places if p.kind == "body"]
            if countries and word not in OFFICIALS:  # "students from Kenya"
                return [Mention(start, k2, "group", " ".join(self.words[start:k2]), countries[0][0], word, plural=True)]
            if countries or bodies:
                governments = [Mention(start, k2, "government", n, c, word, plural=True) for c, n in countries]
                k2 = self.blocs.past_members(k2) if bodies else k2
                return governments + [replace(self.names.body(start, b), last=k2) for b in bodies]
        owner = self.names.owns(k)
        if countries and word in OTHER_SIDES:  # "the Syrian opposition" is no government
            own = " ".join(w for w in self.words[start:k] if w.lower() not in ("the", "a", "'s"))
            return [Mention(start, k, "body", own, countries[0][0], plural=True, owner=owner)]
        if countries and self.lower[k : k + 1] == ["and"] and word in ("government", "regime", "authorities"):
            other = k + 1 + (self.lower[k + 1 : k + 2] == ["the"])
            if self.lower[other : other + 1] and self.lower[other] in OTHER_SIDES:  # "the government and opposition"
                country, state = countries[0]
                adjective = next((m for m in adjectives), None)
                whose = " ".join(self.words[adjective.first : adjective.last]) if adjective else state
                side = Mention(k + 1, other + 1, "body", f"{whose} {self.lower[other]}", country, plural=True)
                return [Mention(start, k, "government", state, country, word, plural=True), side]
        if countries:
            if word not in OFFICIALS and word not in ("counterparts",):
                name = " ".join(self.words[start:k])
                return [Mention(start, k, "group", name, countries[0][0], word, plural=True, owner=owner)]
            governments = [Mention(start, k, "government", n, c, word, plural=True, owner=owner) for c, n in countries]
            return governments + ([replace(self.names.body(start, body), last=k, owner=owner)] if body else [])
        if body:
            return [replace(self.names.body(start, body), last=k, owner=owner)]
        if (bloc := self.blocs.past(k)) > k:
            return [self.blocs.mention(start, bloc)]
        if word in ARMED:
            name = " ".join(self.words[start:k]).removeprefix("the ").removeprefix("The ")
            return [Mention(start, k, "body", name, plural=True, owner=owner)]
        return [self._group(start, k, word)]

    def _group(self, start: int, k: int, role: str) -> Mention:
        """People of whom no state is told, with what they are of."""
        end = k if self.names.owns(k) else group_end(self.source, k, self.gazetteer)
        whom = k + 1 if end > k and role in _REPRESENTING else start
        return Mention(start, end, "group", phrase(self.words, whom, end), role=role, plural=True,
                       owner=self.names.owns(end))  # fmt: skip
