"""Watchlists: what a user wants to be told of, in TOML.

In: the text of a file (docs/topics.md says how it is written). Out: Watchlists, checked. Refused, with file and line:
two lists of one name, a list that watches nothing, an unknown key, topic or state, a word that cannot be searched for,
a regular expression that is not one for the linear-time engine re2, or that matches everything.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import re2

from wiredesk.news.lexicon import Lexicon, load_lexicon
from wiredesk.news.topics.entries import Entry, EntryError, read_entries, read_tables
from wiredesk.news.topics.phrases import PhraseError, parse_phrase
from wiredesk.news.topics.vocabulary import Vocabulary, load_vocabulary

Pair = tuple[str, str]


class WatchlistError(EntryError):
    """A file of watchlists that cannot be used; the text names file, line and what to do."""


KINDS = ("topics", "terms", "phrases", "regex", "people", "states", "pairs")
"""What a list can watch for."""
_KEYS = {"name", "label", "languages", "need", "exclude", "except", *KINDS}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # by identity: lists of 50,000 terms are not to be hashed
class Watchlist:
    """One list. A member of `pairs` is a state where it is two capital letters, else a person.

    `need` "any": one of what is listed is enough; "all": something of each kind listed must be there. An article with a
    word of `exclude` is left alone; within a phrase of `exceptions` a term does not count. No `languages`: all.
    """

    name: str
    label: str
    languages: tuple[str, ...] = ()
    need: Literal["any", "all"] = "any"
    topics: frozenset[str] = frozenset()
    terms: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    regex: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    exclude: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that the list watches for."""
        return frozenset(kind for kind in KINDS if getattr(self, kind))

    def is_met_by(self, kinds: frozenset[str]) -> bool:
        """Whether finds of these kinds are enough."""
        return kinds >= self.kinds if self.need == "all" else bool(kinds & self.kinds)


def is_state(member: str) -> bool:
    """Whether a member of a pair is the code of a state."""
    return bool(re.fullmatch("[A-Z]{2}", member))


def compile_regex(pattern: str) -> Any:
    """The re2 expression; ValueError with re2's reason."""
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as e:
        reason = e.args[0].decode("utf-8", "replace") if e.args and isinstance(e.args[0], bytes) else str(e)
        raise ValueError(reason) from e


def parse_watchlists(
    text: str, *, file: str = "watchlist", vocabulary: Vocabulary | None = None, lexicon: Lexicon | None = None
) -> tuple[Watchlist, ...]:
    """The lists of a file; WatchlistError says what is wrong and where. A file without any list is refused too."""
    try:
        return _parse(text, file, vocabulary or load_vocabulary(), lexicon or load_lexicon())
    except EntryError as e:
        raise WatchlistError(str(e)) from e


def _parse(text: str, file: str, vocabulary: Vocabulary, lexicon: Lexicon) -> tuple[Watchlist, ...]:
    document = read_tables(file, text)
    Entry(document, file, 1, tuple(text.splitlines())).check_keys({"watchlist"})
    entries = read_entries(file, text, document, "watchlist")
    if not entries:
        raise EntryError(f"{file}:1: expected at least one [[watchlist]], found none")
    seen: dict[str, Entry] = {}
    lists = []
    for entry in entries:
        watchlist = _parse_watchlist(entry, vocabulary, lexicon)
        if watchlist.name in seen:
            other = seen[watchlist.name].where("name")
            raise EntryError(f"{entry.where('name')}: watchlist {watchlist.name!r} is already at {other}")
        seen[watchlist.name] = entry
        lists.append(watchlist)
    return tuple(lists)


def _parse_watchlist(entry: Entry, vocabulary: Vocabulary, lexicon: Lexicon) -> Watchlist:
    entry.check_keys(_KEYS)
    name = entry.text("name", required=True) or ""
    need = entry.values.get("need", "any")
    if need not in ("any", "all"):
        raise EntryError(f'{entry.where("need")}: expected need = "any" or "all", got {need!r}')
    languages = entry.words("languages")
    for code in languages:
        if not re.fullmatch("[a-z]{2}", code):
            raise EntryError(f'{entry.where(code)}: expected a language like "en", got {code!r}')
    watchlist = Watchlist(
        name=name,
        label=entry.text("label") or name,
        languages=languages,
        need=need,
        topics=_topics(entry, vocabulary),
        terms=_searchable(entry, "terms"),
        phrases=_searchable(entry, "phrases"),
        regex=_expressions(entry),
        people=_searchable(entry, "people"),
        states=_states(entry, lexicon),
        pairs=_pairs(entry, lexicon),
        exclude=_searchable(entry, "exclude"),
        exceptions=_searchable(entry, "except"),
    )
    if not watchlist.kinds:
        raise EntryError(f"{entry.where()}: watchlist {name!r} watches nothing; give it one of {', '.join(KINDS)}")
    return watchlist


def _topics(entry: Entry, vocabulary: Vocabulary) -> frozenset[str]:
    """The ids listed and all below them."""
    found: frozenset[str] = frozenset()
    for topic_id in entry.words("topics"):
        below = vocabulary.under(topic_id)
        if not below:
            raise EntryError(f"{entry.where(topic_id)}: no topic {topic_id!r} in the vocabulary; see docs/topics.md")
        found |= below
    return found


def _searchable(entry: Entry, key: str) -> tuple[str, ...]:
    words = entry.words(key)
    for word in words:
        try:
            phrase = parse_phrase(word)
        except PhraseError as e:
            raise EntryError(f"{entry.where(word)}: {e}") from e
        if key in ("phrases", "people") and phrase.text.endswith("*"):
            raise EntryError(f"{entry.where(word)}: '*' works in terms only, got {word!r} in {key}")
    return tuple(dict.fromkeys(words))


def _expressions(entry: Entry) -> tuple[str, ...]:
    patterns = entry.words("regex")
    for pattern in patterns:
        try:
            compiled = compile_regex(pattern)
        except ValueError as e:
            raise EntryError(f"{entry.where(pattern)}: not a regular expression of re2: {e}; got {pattern!r}") from e
        if compiled.search(""):
            raise EntryError(f"{entry.where(pattern)}: the regular expression {pattern!r} matches any text")
    return patterns


def _states(entry: Entry, lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(_state(entry, code, lexicon) for code in entry.words("states"))


def _state(entry: Entry, code: str, lexicon: Lexicon) -> str:
    if lexicon.state(code) is None:
        raise EntryError(f'{entry.where(code)}: expected an ISO 3166 code like "CN", got {code!r}')
    return code


def _pairs(entry: Entry, lexicon: Lexicon) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    values: Mapping[str, Any] = entry.values
    listed = values.get("pairs", [])
    for pair in listed if isinstance(listed, list) else [listed]:
        if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(m, str) and m.strip() for m in pair):
            raise EntryError(f'{entry.where("pairs")}: expected pairs = [["US", "CN"], ...], got {str(pair)[:80]!r}')
        first, second = (_state(entry, m, lexicon) if is_state(m) else m.strip() for m in pair)
        if first == second:
            raise EntryError(f"{entry.where('pairs')}: expected a pair of two, got {first!r} twice")
        pairs.append((first, second))
    return tuple(pairs)
