"""What the watchlists of users find in an article, and why.

In: an article laid out in sentences, and the topics found in it. Out: for each list that is met, its finds: kind,
words, sentences. A state is known by its names, its people, its capital; a person by the full name, and by the last
name where the full one stands in the article; a pair by both standing in one sentence.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from wiredesk.news.lexicon import Lexicon, load_lexicon
from wiredesk.news.topics.phrases import PhraseIndex, fold, parse_phrase
from wiredesk.news.topics.reading import Document
from wiredesk.news.topics.spans import NO_SPANS, Spans
from wiredesk.news.topics.watchlists import Watchlist, compile_regex, is_state

AMBIGUOUS = frozenset({"Georgia", "Jordan", "Chad", "Washington"})
"""Names of states and capitals that name other things as well: alone they are no evidence, beside another name of the
state ("Tbilisi", "Georgian") they are."""

NOT_THE_STATE = (
    "New Mexico", "Papua New Guinea", "Equatorial Guinea", "Guinea-Bissau", "Northern Ireland", "Washington Post",
    "Washington Times", "Washington state", "George Washington", "Little Havana", "New England", "Air Jordan",
    "Peking duck", "Moscow Mule", "Lebanon, Pennsylvania", "Paris Hilton", "Paris, Texas", "China, Maine",
)  # fmt: skip
"""Longer names in which a name of a state is none."""


@dataclass(frozen=True, slots=True)
class Find:
    """Why a list is met: the kind ("terms", "pairs", ...), what was listed, and the sentences where it stands."""

    kind: str
    words: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A list that is met, and its finds, topics first."""

    watchlist: Watchlist
    finds: tuple[Find, ...]

    @property
    def sentences(self) -> tuple[int, ...]:
        """Where the list's own words, people, states and pairs stand."""
        return tuple(sorted({n for find in self.finds if find.kind != "topics" for n in find.sentences}))


_Party = str  # the code of a state, or the full name of a person


class Watcher:
    """All watchlists, compiled into one automaton. Build it once: `watcher_of`."""

    __slots__ = (
        "_exact",
        "_exceptions",
        "_exclude",
        "_expressions",
        "_index",
        "_parties",
        "_surnames",
        "_terms",
        "_trusted",
        "watchlists",
    )  # fmt: skip

    def __init__(self, watchlists: Iterable[Watchlist], lexicon: Lexicon) -> None:
        self.watchlists = tuple(watchlists)
        terms: dict[str, list[tuple[int, str]]] = defaultdict(list)
        exclude: dict[str, list[int]] = defaultdict(list)
        exceptions: dict[str, list[int]] = defaultdict(list)
        parties: dict[str, set[_Party]] = defaultdict(set)
        surnames: dict[str, set[_Party]] = defaultdict(set)
        ambiguous: set[str] = set()
        for number, watchlist in enumerate(self.watchlists):
            for kind in ("terms", "phrases"):
                for word in getattr(watchlist, kind):
                    terms[word].append((number, kind))
            for word in watchlist.exclude:
                exclude[word].append(number)
            for word in watchlist.exceptions:
                exceptions[word].append(number)
            members = {m for pair in watchlist.pairs for m in pair} | {*watchlist.people, *watchlist.states}
            for party in members:
                for name in names_of(party, lexicon):
                    parties[name].add(party)
                    if name in AMBIGUOUS:
                        ambiguous.add(name)
                if not is_state(party) and " " in party:
                    surnames[party.split()[-1]].add(party)
        for name in NOT_THE_STATE if parties else ():
            exceptions[name].append(-1)
        texts = list(dict.fromkeys([*terms, *exclude, *exceptions, *parties, *surnames]))
        phrases = [parse_phrase(text) for text in texts]
        self._index = PhraseIndex(phrases)
        self._terms = {n: terms[t] for n, t in enumerate(texts) if t in terms}
        self._exclude = {n: exclude[t] for n, t in enumerate(texts) if t in exclude}
        self._exceptions = {n: exceptions[t] for n, t in enumerate(texts) if t in exceptions}
        self._parties = {n: parties[t] for n, t in enumerate(texts) if t in parties}
        self._surnames = {n: surnames[t] for n, t in enumerate(texts) if t in surnames}
        self._trusted = frozenset(n for n, t in enumerate(texts) if t in parties and t not in ambiguous)
        self._exact = {n: (t, t.find(phrases[n].stem)) for n, t in enumerate(texts) if t in terms}
        self._expressions = [
            (number, pattern, compile_regex(pattern))
            for number, watchlist in enumerate(self.watchlists)
            for pattern in watchlist.regex
        ]

    def find(
        self,
        document: Document,
        language: str | None,
        topics: Mapping[str, tuple[int, ...]],
        new: Set[int] | None = None,
    ) -> list[Match]:
        """The lists that are met; `topics`: the ids found in the article and their sentences.

        `new`: of a near copy, its new sentences: what stands in others too does not count.
        """
        found: dict[int, dict[tuple[str, str], set[int]]] = defaultdict(lambda: defaultdict(set))
        barred: set[int] = set()
        if self.watchlists:
            self._find_words(document, found, barred)
            self._find_expressions(document, found)
        matches = []
        for number, watchlist in enumerate(self.watchlists):
            if number in barred or (watchlist.languages and language and language not in watchlist.languages):
                continue
            finds = [Find("topics", t, topics[t]) for t in sorted(watchlist.topics & topics.keys())]
            if number in found:
                own = sorted(found[number].items())
                finds += [Find(k, w, tuple(sorted(at))) for (k, w), at in own if new is None or at <= new]
            if watchlist.is_met_by(frozenset(find.kind for find in finds)):
                matches.append(Match(watchlist, tuple(finds)))
        return matches

    def _find_words(
        self, document: Document, found: dict[int, dict[tuple[str, str], set[int]]], barred: set[int]
    ) -> None:
        """Terms, phrases, people, states and pairs."""
        text, starts = document.joined, document.starts
        hits = self._index.find(text, fold(text))
        spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for phrase, start, end in hits:
            for number in self._exclude.get(phrase, ()):
                barred.add(number)
            for number in self._exceptions.get(phrase, ()):
                spans[number].append((start, end))

        covered = {number: Spans(found_at) for number, found_at in spans.items()}

        def counts(number: int, start: int, end: int) -> bool:
            return not covered.get(number, NO_SPANS).cover(start, end)

        seen: dict[_Party, list[int]] = defaultdict(list)
        unsure: list[tuple[_Party, int]] = []
        for phrase, start, end in hits:
            for number, kind in self._terms.get(phrase, ()):
                words, lead = self._exact[phrase]
                if (kind == "terms" or text.startswith(words, start - lead)) and counts(number, start, end):
                    found[number][kind, words].add(bisect_right(starts, start) - 1)
            if phrase in self._parties and counts(-1, start, end):
                sentence = bisect_right(starts, start) - 1
                for party in self._parties[phrase]:
                    if phrase in self._trusted:
                        seen[party].append(sentence)
                    else:
                        unsure.append((party, sentence))
            if phrase in self._surnames:
                unsure += [(party, bisect_right(starts, start) - 1) for party in self._surnames[phrase]]
        for party, sentence in unsure:  # a surname or "Georgia" counts beside a name that is beyond doubt
            if party in seen:
                seen[party].append(sentence)
        if seen:
            self._find_parties({party: frozenset(at) for party, at in seen.items()}, found)

    def _find_parties(
        self, seen: dict[_Party, frozenset[int]], found: dict[int, dict[tuple[str, str], set[int]]]
    ) -> None:
        for number, watchlist in enumerate(self.watchlists):
            for kind in ("people", "states"):
                for party in getattr(watchlist, kind):
                    if party in seen:
                        found[number][kind, party] |= seen[party]
            for first, second in watchlist.pairs:
                together: Set[int] = seen.get(first, frozenset()) & seen.get(second, frozenset())
                if together:
                    found[number]["pairs", f"{first} + {second}"] |= together

    def _find_expressions(self, document: Document, found: dict[int, dict[tuple[str, str], set[int]]]) -> None:
        for number, pattern, compiled in self._expressions:
            for match in compiled.finditer(document.joined):
                sentence = bisect_right(document.starts, match.start()) - 1
                found[number]["regex", pattern].add(sentence)


def names_of(party: _Party, lexicon: Lexicon) -> tuple[str, ...]:
    """All names by which a text may call a state, by its code, or a person, by the full name."""
    if is_state(party):
        entry = lexicon.entry(f"state:{party}")
        if entry is None:
            return ()
        return (entry.entity.name, *entry.aliases, *entry.adjectives, *entry.people, *entry.capitals, *entry.seats)
    entry = lexicon.entry(f"person:{party}")
    return (party, *(entry.aliases if entry else ()))


@lru_cache(maxsize=8)
def watcher_of(watchlists: tuple[Watchlist, ...], lexicon: Lexicon | None = None) -> Watcher:
    """The compiled lists; the same one for the same list objects."""
    return Watcher(watchlists, lexicon or load_lexicon())
