"""Offices within a sentence: where one begins, what people follow, and of which states they are.

In: the words of a sentence, a gazetteer, a word. Out: the office there, with a portfolio that no list has ("shipping
minister") where it is told apart.
"""

from msgspec.structs import replace

from wiredesk.news.parties.gazetteer import Gazetteer, Match
from wiredesk.news.parties.names import NameReader
from wiredesk.news.parties.tokens import Words
from wiredesk.news.parties.vocabulary import (
    INSTITUTIONS,
    NOT_NAMES,
    OFFICIALS,
    OTHER_SIDES,
    PEOPLE,
    PRONOUNS,
    QUALIFIERS,
)

_GOVERNMENTS = (["government"], ["authorities"], ["administration"], ["side"], ["regime"], ["junta"])
_PORTFOLIO_WORDS = frozenset("peace trade war nuclear press foreign state north south national".split())
_PORTFOLIO_HEADS = frozenset(
    """minister secretary commissioner chief envoy ambassador negotiator representative adviser advisor governor mayor
    spokesman spokeswoman director laureate""".split()
)
PORTFOLIO_ENDS = _PORTFOLIO_HEADS | {f"{word}s" for word in _PORTFOLIO_HEADS} | {"secretaries", "spokesmen"}


_DETERMINERS = frozenset("the both all other its".split())
_MEMBERS = frozenset("nation member country state strong".split())
# Who belongs to a body is counted so: "the eight nations", "the other five members".
_COUNTS = frozenset(
    """three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty""".split()
)


class OfficeReader:
    """Reads one office at a word; holds nothing but its input."""

    def __init__(self, words: Words, gazetteer: Gazetteer, names: NameReader) -> None:
        self.source = words
        self.words = words.words
        self.lower = words.lower
        self.n = len(words.words)
        self.gazetteer = gazetteer
        self.names = names

    def at(self, j: int, *, determined: bool) -> Match | None:
        """The office at word j; with a portfolio that no list has ("shipping minister") where it is told apart.

        `determined`: a nationality or article stands before it; else only a capitalised portfolio is taken.
        """
        office = self.gazetteer.office_at(self.lower, j)
        if office:
            return office
        if (not determined and not self.words[j][0].isupper()) or PORTFOLIO_ENDS.isdisjoint(self.lower[j + 1 : j + 5]):
            return None
        for k in range(j, min(j + 4, self.n)):
            found = self.gazetteer.office_at(self.lower, k) if k > j else None
            if found and found.name in _PORTFOLIO_HEADS and (k == j + 1 or self.lower[k - 2] != "of"):
                name = " ".join(self.lower[j:k]) + " " + found.name
                return Match(found.last, "office", name, plural=found.plural)
            word, low = self.words[k], self.lower[k]
            named = word[0].isupper() and low in _PORTFOLIO_WORDS  # "Nobel Peace Prize laureate"
            plain = (low in NOT_NAMES or low in QUALIFIERS) and not named
            if not word[0].isalpha() or plain or self.gazetteer.at(self.source, k):
                return None
            if not word[0].isupper() and (not determined or low in PRONOUNS or low.endswith(("ed", "ing"))):
                return None
        return None

    def head_party(self, j: int) -> bool:
        """Whether an office follows ("his Chinese counterpart"): then the possessive belongs to that phrase."""
        k = j
        while k < min(j + 8, self.n):
            if self.gazetteer.office_at(self.lower, k):
                return True
            match = self.gazetteer.at(self.source, k)  # "his South Korean counterpart"
            listed = k > j and self.lower[k] in (",", "and")  # "her Chadian, Malian and Togolese counterparts"
            if match is None and self.lower[k] not in QUALIFIERS and not listed:
                return False
            k = match.last if match else k + 1
        return False

    def follow(self, j: int) -> bool:
        """Whether an office or people follow within a few qualifiers and nationalities."""
        k = j
        while k < min(j + 5, self.n):
            low = self.lower[k]
            if self.at(k, determined=k == j) or low in PEOPLE or low in OFFICIALS:
                return True
            adjective = self.gazetteer.adjective_at(self.source, k)
            if low not in QUALIFIERS and low not in ("and", "/") and adjective is None and not self.is_count(k):
                return False
            k = adjective.last if adjective else k + 1
        return False

    def is_count(self, j: int) -> bool:
        """Whether word j counts those who follow: "the bloc's 27 leaders", "of the eight nations", "12-member"."""
        return self.words[j].isdigit() or self.lower[j] in _COUNTS

    def past_size(self, j: int) -> int:
        """Past "28", "28-nation", "eight-member" at word j; j where none stands there."""
        if j >= self.n or not self.is_count(j):
            return j
        sized = self.lower[j + 1 : j + 2] == ["-"] and self.lower[j + 2 : j + 3] and self.lower[j + 2] in _MEMBERS
        return j + 3 if sized else j + 1

    def places_of(self, k: int) -> tuple[list[Match], int]:
        """The states or bodies of "of France, China and Japan", and where the list ends."""
        in_place = self.lower[k - 1 : k + 1] in (
            ["counterpart", "in"],
            ["counterparts", "in"],
        )  # "her counterpart in Oslo"
        if k >= self.n or not (in_place or self.lower[k] in ("of", "from", "for", "representing")):
            return [], k
        found: list[Match] = []
        end = k
        j = self._past_institution(k + 1)
        while j < self.n:
            if self.lower[j] in _DETERMINERS:
                j += 1
                continue
            match = self.gazetteer.at(self.source, j)
            if match is None and not found and self.is_count(j):
                j = self.past_size(j)  # "of the 28 EU nations", "of the 12-member"; "six world powers" is a name
                continue
            if (
                match
                and match.kind == "adjective"
                and self.lower[match.last : match.last + 1]
                and (self.lower[match.last] in OFFICIALS - OTHER_SIDES)
            ):
                match = replace(match, last=match.last + 1)  # "representatives of the Malian government"
            elif match and match.kind == "state" and self.names.owns(match.last):
                if self.lower[match.last + 1 : match.last + 2] not in _GOVERNMENTS:
                    break
                match = replace(match, last=match.last + 2)  # "representatives of Mali's government"
            elif match is None or match.kind not in ("state", "body", "city"):
                break
            if match.kind == "city" and found:
                break
            if self.lower[k] == "from" and match.kind == "city":
                break
            found.append(match)
            end = match.last
            j = self.past_joint(end)
            if j == end:
                break
        return found, end

    def _past_institution(self, j: int) -> int:
        """Past an institution that every state has: "(the governors of) the central banks of Estonia and Norway"."""
        k = j + (self.lower[j : j + 1] == ["the"])
        for end in range(k, min(k + 3, self.n - 1)):
            if self.lower[end] in INSTITUTIONS:
                return end + 2 if self.lower[end + 1] in ("of", "in") else j
            if self.lower[end] not in QUALIFIERS and self.lower[end] != "armed":
                return j
        return j

    def past_joint(self, j: int) -> int:
        """Past "," "and" "-" "/" and the like between the items of a list; j when there is none."""
        k = j
        while k < self.n and k < j + 3 and self.lower[k] in (",", "and", "-", "–", "/", "or", "&", "then"):
            k += 1
        return k

    def is_place_owner(self, j: int) -> bool:
        return self.lower[j] in ("country", "nation") and self.names.owns(j + 1)
