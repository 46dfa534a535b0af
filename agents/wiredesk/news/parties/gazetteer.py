"""The lexicon seen from the words of one text: which name, nationality or office begins at a word.

In: a text and a lexicon. Out: matches by word index, the longest one at a place. The names are found once for the
whole text, so that reading a sentence is a matter of looking up offsets.
"""

from functools import cache
from typing import Literal

from msgspec import Struct

from wiredesk.news.lexicon import Entity, Hit, Lexicon, load_offices
from wiredesk.news.parties.tokens import Words, lower_words, split_words

MatchKind = Literal["person", "state", "city", "seat", "adjective", "people", "body", "office", "place"]

# What a name is when it may be several things: a body before a state ("European Union"), a state before a capital.
_PREFERENCE: tuple[tuple[str, MatchKind], ...] = (
    ("state", "state"), ("body", "body"), ("adjective", "adjective"), ("people", "people"), ("seat", "seat"),
    ("capital", "city"), ("person", "person"), ("place", "place"),
)  # fmt: skip


class Match(Struct, frozen=True):
    """A name that ends before word `last`. `state` is the state's name for all that stands for a state."""

    last: int
    kind: MatchKind
    name: str
    country: str | None = None
    state: str = ""
    entity: str | None = None
    capital: bool = False
    plural: bool = False
    place: Entity | None = None


class Gazetteer:
    """Names of one text; cheap to build, read-only."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text = text
        self._lexicon = lexicon
        self._hits: dict[int, Hit] = {_begin(hit, text): hit for hit in lexicon.find(text)}
        self._matches: dict[int, Match | None] = {}
        self._offices = _offices()
        self._reading: Words | None = None
        self._names: dict[int, Match | None] = {}

    def words(self, start: int, end: int) -> Words:
        """The words of text[start:end], parted also where a name ends at a hyphen ("US-China")."""
        words = split_words(self._text, start, end)
        if "-" not in self._text[start:end]:
            return words
        if not any("-" in word and len(word) > 1 for word in words.words):
            return words
        out = Words([], [], [], [])
        for number, (word, at) in enumerate(zip(words.words, words.starts, strict=True)):
            if "-" not in word:
                out.words.append(word)
                out.starts.append(at)
                out.ends.append(at + len(word))
                continue
            meets = words.lower[number + 1 : number + 2] in _MEETINGS
            for piece, offset in _two_names(word, at) if meets else self._pieces(word, at):
                out.words.append(piece)
                out.starts.append(offset)
                out.ends.append(offset + len(piece))
        if len(out.words) == len(words.words):
            return words
        return Words(out.words, lower_words(out.words), out.starts, out.ends)

    def _pieces(self, word: str, at: int) -> list[tuple[str, int]]:
        pieces: list[tuple[str, int]] = []
        rest, offset = word, at
        while "-" in rest:
            hit = self._hits.get(offset)
            length = hit.end - offset if hit else 0
            if not hit or not 0 < length < len(rest) or rest[length] != "-" or not rest[length + 1 :]:
                break
            pieces += [(rest[:length], offset), ("-", offset + length)]
            rest, offset = rest[length + 1 :], offset + length + 1
        return [*pieces, (rest, offset)]

    def at(self, words: Words, i: int) -> Match | None:
        """The name that begins at word i."""
        if words is not self._reading:  # a sentence is asked three times for each of its names
            self._reading, self._names = words, {}
        elif i in self._names:
            return self._names[i]
        name = self._names[i] = self._find(words, i)
        return name

    def _find(self, words: Words, i: int) -> Match | None:
        if i >= len(words.words):
            return None
        key = words.starts[i]
        hit = self._hits.get(key)
        if hit is None:
            return None
        match = self._matches.get(key)
        if match is None:
            if key in self._matches:
                return None
            match = self._matches[key] = _match(hit, self._text[_begin(hit, self._text) : hit.end])
            if match is None:
                return None
        if match.country == "US" and i and words.lower[i - 1] in _OTHER_AMERICANS and hit.start == key:
            return None
        # Word indexes differ between readings of the same text: count them anew.
        last, kind = _last(hit, words, i), match.kind
        if kind == "people" and hit.start != key and not _stands_alone(words.lower, last):
            kind = "adjective"  # "the French president"
        return Match(last, kind, match.name, match.country, match.state, match.entity,
                     match.capital, place=match.place)  # fmt: skip

    def adjective_at(self, words: Words, i: int) -> Match | None:
        """The nationality that begins at word i."""
        match = self.at(words, i)
        return match if match and match.kind == "adjective" else None

    def office_at(self, lower: list[str], i: int) -> Match | None:
        """The longest office that begins at word i, singular or plural."""
        if i >= len(lower) or (lower[i] in _VERBS_TOO and lower[i + 1 : i + 2] != ["of"]):
            return None
        named = self._offices.get(lower[i])
        if named is None:
            if "-" in lower[i] and lower[i].endswith(_TO_COME) and lower[i].rpartition("-")[0] in self._offices:
                return Match(i + 1, "office", lower[i])  # "chancellor-designate"
            return None
        for phrase, name, plural in named:
            if len(phrase) == 1 or lower[i : i + len(phrase)] == phrase:
                return Match(i + len(phrase), "office", name, plural=plural)
        return None


def _begin(hit: Hit, text: str) -> int:
    """Where a name begins for who passes the article of a phrase: "The Netherlands", "the Quad", "the French" at its
    second word, as "Dutch" would. "The Hague" keeps its own."""
    has_article = text.startswith(("The ", "the "), hit.start, hit.end) and any(
        hit.sense(kind) is not None for kind in ("state", "body", "people")
    )
    return hit.start + 4 * has_article


# Before "American" and "Americans": of the continent, or a community at home; not the state.
_OTHER_AMERICANS = frozenset("latin south central north native african asian hispanic muslim arab".split())
# What follows a people that is told alone: "the French will", "between the French and the Irish".
_AFTER_PEOPLE = frozenset(
    """. , ; : ) ” " ' ’ in on at to for with by from over about of as but or who will would are were have had has said
    say says could may might should must can do did want plan hope expect later next this again also""".split()
)


def _stands_alone(lower: list[str], after: int) -> bool:
    following = lower[after : after + 2]
    return not following or following[0] in _AFTER_PEOPLE or following == ["and", "the"]


_MEETINGS = (["summit"], ["talks"], ["meeting"], ["call"], ["dialogue"], ["negotiations"], ["encounter"])


def _two_names(word: str, at: int) -> list[tuple[str, int]]:
    """ "the Alnor-Brandt summit" is of two people."""
    one, hyphen, other = word.partition("-")
    if "-" in other or not (one[:1].isupper() and other[:1].isupper() and len(other) > 1):
        return [(word, at)]
    return [(one, at), (hyphen, at + len(one)), (other, at + len(one) + 1)]


def _last(hit: Hit, words: Words, i: int) -> int:
    j = i + 1
    while j < len(words) and words.starts[j] < hit.end:
        j += 1
    return j


def _match(hit: Hit, written: str) -> Match | None:
    for sense, kind in _PREFERENCE:
        for found in hit.senses:
            if found.kind == sense:
                entity = found.entity
                state = entity.name if entity.kind == "state" else ""
                name = entity.name if kind in ("state", "person", "seat") else ""
                return Match(0, kind, name or written, entity.country, state,
                             entity.entity_id, kind in ("city", "seat") and entity.kind == "state",
                             place=entity)  # fmt: skip
    return None


# "X heads to Oslo", "X chairs the council": offices only as "heads of".
_VERBS_TOO = frozenset({"heads", "chairs"})
_TO_COME = ("-designate", "-elect", "-nominate")
# Offices as they are shortened before names.
_SHORT = {
    "gov.": "governor",
    "laureate": "laureate",
    "colleague": "counterpart",
    "opposite number": "counterpart",
    "sens.": "senator",
    "reps.": "representative",
    "pm": "prime minister",
    "pres.": "president",
    "pres": "president",
    "amb.": "ambassador",
    "secretary": "secretary",
}


@cache
def _offices() -> dict[str, list[tuple[list[str], str, bool]]]:
    """Offices by their first word, the longest first, with their plurals."""
    found: dict[str, list[tuple[list[str], str, bool]]] = {}
    for office in [*load_offices().ranks, "counterpart", *_SHORT]:
        for phrase, plural in ((office, False), (_plural(office), True)):
            words = phrase.split()
            found.setdefault(words[0], []).append((words, _SHORT.get(office, office), plural))
    return {first: sorted(names, key=lambda n: -len(n[0])) for first, names in found.items()}


@cache
def office_openers() -> frozenset[str]:
    """The words with which an office may begin."""
    return frozenset(_offices())


def _plural(office: str) -> str:
    head, of, rest = office.partition(" of ")
    if head.endswith("man"):
        head = head[:-3] + "men"
    elif head.endswith("y"):
        head = head[:-1] + "ies"
    elif head.endswith(("ch", "s")):
        head += "es"
    else:
        head += "s"
    return head + of + rest
