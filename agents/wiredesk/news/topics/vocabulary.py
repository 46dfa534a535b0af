"""The controlled vocabulary: its topics, read from TOML that an editor can change.

In: TOML files (docs/topics.md says how they are written). Out: a Vocabulary, checked. Refused, with file and line: two
topics of one id, a phrase that stands twice in a topic or decides for two topics, a parent that is not there, an
unknown key or set, a phrase that cannot be searched for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from wiredesk.news.topics.entries import Entry, EntryError, read_entries, read_tables
from wiredesk.news.topics.phrases import PhraseError, parse_phrase
from wiredesk_schemas import Topic

Strength = Literal["strong", "clear", "hint"]
STRENGTHS: tuple[Strength, ...] = ("strong", "clear", "hint")
_PACKAGED = Path(__file__).parent / "vocabulary"
_TOPIC_KEYS = {"id", "label", "definition", "iptc", "parent", *STRENGTHS, "except", "rule"}
_RULE_KEYS = {"terms", "near", "not_near", "weight"}


class VocabularyError(EntryError):
    """A vocabulary that cannot be used; the text names file, line and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Words that count, as much as `weight` says, only in a sentence with one of `near` and none of `not_near`."""

    terms: tuple[str, ...]
    near: tuple[str, ...]
    not_near: tuple[str, ...] = ()
    weight: Strength = "clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEntry:
    """A topic and what speaks for it. `heading`: it only groups others and is never found itself.

    `strong`: a sentence with it is about the topic; `clear`: it mostly is; `hint`: counts beside others.
    `exceptions`: phrases in which a term does not count.
    """

    topic: Topic
    definition: str
    parent: str | None = None
    heading: bool = False
    strong: tuple[str, ...] = ()
    clear: tuple[str, ...] = ()
    hint: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # by identity: hashing 6,000 terms is not free
class Vocabulary:
    """Topics of one scheme and the languages that they can be read in (ISO 639-1)."""

    scheme: str
    topics: tuple[TopicEntry, ...]
    languages: tuple[str, ...] = ("en",)

    def under(self, topic_id: str) -> frozenset[str]:
        """The id and the ids of all topics below it; empty when there is no such topic."""
        found = {topic_id} & {t.topic.id for t in self.topics}
        while more := {t.topic.id for t in self.topics if t.parent in found} - found:
            found |= more
        return frozenset(found)


def parse_vocabulary(files: Mapping[str, str]) -> Vocabulary:
    """The vocabulary that these files, name to text, make together; VocabularyError says what is wrong and where."""
    try:
        return _parse(files)
    except EntryError as e:
        raise VocabularyError(str(e)) from e


def _parse(files: Mapping[str, str]) -> Vocabulary:
    scheme = "wiredesk"
    languages: tuple[str, ...] = ("en",)
    sets: dict[str, tuple[str, ...]] = {}
    entries: list[tuple[Entry, bool]] = []
    shared: frozenset[str] = frozenset()
    for name, text in files.items():
        document = read_tables(name, text)
        header = Entry(document, name, 1, tuple(text.splitlines()))
        header.check_keys({"scheme", "languages", "shared", "sets", "heading", "topic"})
        scheme = header.text("scheme") or scheme
        languages = header.words("languages") or languages
        shared |= frozenset(map(str.lower, header.words("shared")))
        for key in document.get("sets", {}):
            sets[key] = header.words(key, document["sets"])
        entries += [(e, True) for e in read_entries(name, text, document, "heading")]
        entries += [(e, False) for e in read_entries(name, text, document, "topic")]
    topics = tuple(_parse_topic(entry, scheme, sets, heading=heading) for entry, heading in entries)
    _check_ids([e for e, _ in entries], topics)
    _check_claims([e for e, _ in entries], topics, shared)
    return Vocabulary(scheme=scheme, topics=topics, languages=languages)


def load_vocabulary(path: Path | None = None) -> Vocabulary:
    """The vocabulary of a TOML file or a folder of them; without a path, the packaged one, read once.

    VocabularyError when it is not as it should be, OSError when it cannot be read.
    """
    return _packaged() if path is None else parse_vocabulary(_read_files(path))


@cache
def _packaged() -> Vocabulary:
    return parse_vocabulary(_read_files(_PACKAGED))


def _read_files(path: Path) -> dict[str, str]:
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise VocabularyError(f"{path}: expected *.toml files, found none")
    return {file.name: file.read_text(encoding="utf-8") for file in files}


def _parse_topic(entry: Entry, scheme: str, sets: Mapping[str, tuple[str, ...]], *, heading: bool) -> TopicEntry:
    entry.check_keys({"id", "label", "definition", "iptc", "parent"} if heading else _TOPIC_KEYS)
    topic_id, label = entry.text("id", required=True) or "", entry.text("label", required=True) or ""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", topic_id):
        raise EntryError(f'{entry.where("id")}: expected an id like "oil-gas", got {topic_id!r}')
    iptc = entry.text("iptc")
    if iptc and not re.fullmatch(r"medtop:\d{8}", iptc):
        raise EntryError(f'{entry.where("iptc")}: expected an id like "medtop:20000373", got {iptc!r}')
    lists = {key: _phrases(entry, key, sets) for key in (*STRENGTHS, "except")}
    if not heading and not lists["strong"] and not lists["clear"]:
        raise EntryError(f"{entry.where()}: topic {topic_id!r} has no strong or clear terms and can never be found")
    return TopicEntry(
        topic=Topic(id=topic_id, label=label, scheme=scheme, iptc=iptc),
        definition=entry.text("definition", required=True) or "",
        parent=entry.text("parent"),
        heading=heading,
        strong=lists["strong"],
        clear=lists["clear"],
        hint=lists["hint"],
        exceptions=lists["except"],
        rules=tuple(_parse_rule(entry, rule, sets) for rule in entry.values.get("rule", [])),
    )


def _parse_rule(entry: Entry, values: Mapping[str, Any], sets: Mapping[str, tuple[str, ...]]) -> Rule:
    entry.check_keys(_RULE_KEYS, values)
    terms, near, not_near = (_phrases(entry, key, sets, values) for key in ("terms", "near", "not_near"))
    if not terms or not (near or not_near):
        raise EntryError(f"{entry.where()}: a rule of {entry.values.get('id')!r} needs terms, and near or not_near")
    weight = values.get("weight", "clear")
    if weight not in STRENGTHS:
        raise EntryError(f"{entry.where('weight')}: expected weight strong, clear or hint, got {weight!r}")
    return Rule(terms=terms, near=near, not_near=not_near, weight=weight)


def _phrases(
    entry: Entry, key: str, sets: Mapping[str, tuple[str, ...]], values: Mapping[str, Any] | None = None
) -> tuple[str, ...]:
    """The phrases under `key`, sets written out, each one searchable."""
    phrases: list[str] = []
    for words in entry.words(key, values):
        if words.startswith("@"):
            if words[1:] not in sets:
                raise EntryError(f"{entry.where(words)}: unknown set {words!r}; known: {', '.join(sorted(sets))}")
            phrases += sets[words[1:]]
            continue
        try:
            parse_phrase(words)
        except PhraseError as e:
            raise EntryError(f"{entry.where(words)}: {e}") from e
        phrases.append(words)
    return tuple(phrases)


def _check_ids(entries: list[Entry], topics: tuple[TopicEntry, ...]) -> None:
    seen: dict[str, Entry] = {}
    for entry, topic in zip(entries, topics, strict=True):
        if topic.topic.id in seen:
            raise EntryError(
                f"{entry.where('id')}: topic {topic.topic.id!r} is already at {seen[topic.topic.id].where('id')};"
                " give it another id or join the two"
            )
        seen[topic.topic.id] = entry
    parents = {t.topic.id: t.parent for t in topics}
    for entry, topic in zip(entries, topics, strict=True):
        line: list[str] = [topic.topic.id]
        while parent := parents[line[-1]]:
            if parent not in parents:
                raise EntryError(f"{entry.where('parent')}: unknown parent {parent!r} of {topic.topic.id!r}")
            if parent in line:
                raise EntryError(f"{entry.where('parent')}: {topic.topic.id!r} is its own ancestor")
            line.append(parent)


def _check_claims(entries: list[Entry], topics: tuple[TopicEntry, ...], shared: frozenset[str]) -> None:
    decides: dict[tuple[bytes, tuple[int, ...]], tuple[str, Entry, str]] = {}
    for entry, topic in zip(entries, topics, strict=True):
        own: dict[tuple[bytes, tuple[int, ...]], str] = {}
        for strength, words in (("strong", topic.strong), ("clear", topic.clear), ("hint", topic.hint)):
            for word in words:
                phrase = parse_phrase(word)
                key = (phrase.pattern, phrase.capitals)
                if key in own:
                    raise EntryError(
                        f"{entry.where(word, last=True)}: term {word!r} of {topic.topic.id!r} is claimed twice,"
                        f" as {own[key]} and as {strength}; keep one"
                    )
                own[key] = strength
                if strength != "strong":
                    continue
                if key in decides and word.lower() not in shared:
                    other, its_entry, its_word = decides[key]
                    raise EntryError(
                        f"{entry.where(word)}: strong term {word!r} of {topic.topic.id!r} is claimed by {other!r}"
                        f" at {its_entry.where(its_word)} too; make one of them clear, or list it under shared"
                    )
                decides[key] = (topic.topic.id, entry, word)
