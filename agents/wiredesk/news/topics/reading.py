"""What each sentence of an article says of each topic of a vocabulary.

In: a vocabulary and an article cut into sentences. Out: for each topic, the points of each sentence that speaks of it.
A strong term is worth more points than a clear one, a clear one more than a hint (POINTS); a term counts once a
sentence, not where an exception covers it, and the terms of a rule only beside the words that the rule asks for.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from wiredesk.news.sentences import Sentence, split_sentences
from wiredesk.news.topics.phrases import Hit, PhraseIndex, fold, parse_phrase
from wiredesk.news.topics.spans import NO_SPANS, Spans
from wiredesk.news.topics.vocabulary import Vocabulary

POINTS = {"strong": 1.6, "clear": 0.55, "hint": 0.16}
"""Points of a term: a sentence with n of them is about the topic with belief 1 - exp(-n). So a strong term alone gives
.80, a clear one .42, two clear ones .67, a hint .15."""

AGENDA = (
    "agenda", "discuss", "raise the", "raise concern*", "raise issues", "raise with", "raise his", "raise her",
    "talks on", "backdrop of", "bring up",
)  # fmt: skip
"""Words by which wire stories say what a coming meeting will be about, or against what it is held."""

TITLE = 0
"""Number of the title among the sentences of a document; the text begins with number 1."""


@dataclass(frozen=True, slots=True)
class Document:
    """Title and text of an article as one text, and where in it each sentence starts; sentence 0 is the title."""

    joined: str
    starts: tuple[int, ...]
    offset: int
    sentences: tuple[Sentence, ...]

    @property
    def size(self) -> int:
        """How many sentences the text has, the title not counted; at least 1."""
        return max(1, len(self.sentences))

    def text_of(self, sentence: int) -> str:
        """The words of a sentence, by its number."""
        if sentence == TITLE:
            return self.joined[: max(0, self.offset - 1)]
        span = self.sentences[sentence - 1]
        return self.joined[self.offset + span.start : self.offset + span.end]


def lay_out(title: str | None, text: str, sentences: Sequence[Sentence] | None = None) -> Document:
    """The document; `sentences` are those of the text, where the caller has them already."""
    head = f"{title or ''}\n"
    cut = tuple(split_sentences(text) if sentences is None else sentences)
    return Document(head + text, (0, *(len(head) + s.start for s in cut)), len(head), cut)


@dataclass(frozen=True, slots=True)
class _Rule:
    topic: int
    points: float
    near: int | None
    not_near: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """`points`: topic number to sentence number to points; `agenda`: the sentences that say what will be talked of."""

    points: dict[int, dict[int, float]]
    agenda: frozenset[int]


_Points = dict[int, dict[int, float]]
_Parts = tuple[tuple[int, float], ...]
"""What a phrase gives to topics: their numbers, each with points."""
_Covered = dict[int, Spans]
"""Topic number to the places where its terms do not count."""
_Near = set[tuple[int, int]]
"""The contexts (lists of words that rules ask for) that have a word in a sentence: number and sentence."""
_Waiting = tuple[int, int, int, int]
"""A rule that may count where one of its terms stands: its number, the sentence, start and end."""


class Reader:
    """A vocabulary, compiled for reading. Build it once: `reader_of`."""

    __slots__ = (
        "_agenda",
        "_contexts",
        "_exceptions",
        "_index",
        "_points",
        "_rules",
        "_rules_of",
        "_special",
        "vocabulary",
    )

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        points: dict[str, list[tuple[int, float]]] = {}
        exceptions: dict[str, list[int]] = {}
        rules_of: dict[str, list[int]] = {}
        contexts = _Contexts()
        self._rules: list[_Rule] = []
        for number, topic in enumerate(vocabulary.topics):
            for strength, terms in (("strong", topic.strong), ("clear", topic.clear), ("hint", topic.hint)):
                for term in terms:
                    points.setdefault(term, []).append((number, POINTS[strength]))
            for term in topic.exceptions:
                exceptions.setdefault(term, []).append(number)
            for rule in topic.rules:
                for term in rule.terms:
                    rules_of.setdefault(term, []).append(len(self._rules))
                near, not_near = contexts.number(rule.near), contexts.number(rule.not_near)
                self._rules.append(_Rule(number, POINTS[rule.weight], near, not_near))
        self._agenda = contexts.number(AGENDA)
        texts = list(dict.fromkeys([*points, *exceptions, *rules_of, *contexts.of]))
        self._index = PhraseIndex(map(parse_phrase, texts))
        # Parallel to the phrases of the index: a phrase may play several parts, most play the first alone.
        # Equal ones are one object: 240 in place of 6,000, which stay in the processor's cache.
        shared: dict[_Parts, _Parts] = {}
        self._points = [shared.setdefault(own, own) for own in (tuple(points.get(t, ())) for t in texts)]
        self._exceptions = {n: exceptions[t] for n, t in enumerate(texts) if t in exceptions}
        self._rules_of = {n: rules_of[t] for n, t in enumerate(texts) if t in rules_of}
        self._contexts = {n: contexts.of[t] for n, t in enumerate(texts) if t in contexts.of}
        special = self._exceptions.keys() | self._rules_of.keys() | self._contexts.keys()
        self._special = bytes(n in special for n in range(len(texts)))  # 6 kB, where a set takes 130

    def read(self, document: Document) -> Reading:
        """What each sentence says of each topic."""
        hits = self._index.find(document.joined, fold(document.joined))
        starts, points_of = document.starts, self._points
        covered, near, waiting = self._read_special(hits, starts)
        reading: _Points = {}
        counted: dict[int, int] = {}  # phrase to sentence: a term counts once a sentence; its hits are in text order
        for phrase, start, end in hits:
            topics = points_of[phrase]
            if not topics:
                continue
            sentence = bisect_right(starts, start) - 1
            if phrase in counted and counted[phrase] == sentence:
                continue
            for topic, points in topics:
                if topic in covered and covered[topic].cover(start, end):
                    continue  # it may still count further on in the sentence
                counted[phrase] = sentence
                if topic not in reading:
                    reading[topic] = {sentence: points}
                elif sentence in (of_topic := reading[topic]):
                    of_topic[sentence] += points
                else:
                    of_topic[sentence] = points
        self._apply_rules(reading, waiting, near, covered)
        return Reading(reading, frozenset(sentence for context, sentence in near if context == self._agenda))

    def terms_in(self, document: Document) -> dict[tuple[int, int], tuple[str, ...]]:
        """The terms that speak for a topic in a sentence, those of rules that may not have counted too."""
        hits = self._index.find(document.joined, fold(document.joined))
        covered = self._find_covered(hits)
        found: dict[tuple[int, int], dict[str, None]] = {}
        for phrase, start, end in hits:
            of_rules = [self._rules[number].topic for number in self._rules_of.get(phrase, ())]
            for topic in [*(topic for topic, _ in self._points[phrase]), *of_rules]:
                if not covered.get(topic, NO_SPANS).cover(start, end):
                    sentence = bisect_right(document.starts, start) - 1
                    found.setdefault((topic, sentence), {})[self._index.phrases[phrase].text] = None
        return {place: tuple(terms) for place, terms in found.items()}

    def _find_covered(self, hits: list[Hit]) -> _Covered:
        exceptions = self._exceptions
        found: dict[int, list[tuple[int, int]]] = {}
        for phrase, start, end in hits:
            if phrase in exceptions:
                for topic in exceptions[phrase]:
                    found.setdefault(topic, []).append((start, end))
        return {topic: Spans(spans) for topic, spans in found.items()}

    def _read_special(self, hits: list[Hit], starts: Sequence[int]) -> tuple[_Covered, _Near, list[_Waiting]]:
        """Where exceptions cover, and the words that rules and contexts ask for."""
        special, rules_of, contexts = self._special, self._rules_of, self._contexts
        found = [hit for hit in hits if special[hit[0]]]
        near: _Near = set()
        waiting: list[_Waiting] = []
        for phrase, start, end in found:
            if phrase in contexts:
                sentence = bisect_right(starts, start) - 1
                for context in contexts[phrase]:
                    near.add((context, sentence))
            if phrase in rules_of:
                sentence = bisect_right(starts, start) - 1
                waiting += [(rule, sentence, start, end) for rule in rules_of[phrase]]
        return self._find_covered(found), near, waiting

    def _apply_rules(self, reading: _Points, waiting: list[_Waiting], near: _Near, covered: _Covered) -> None:
        """Each rule counts once a sentence."""
        done: set[tuple[int, int]] = set()
        for number, sentence, start, end in waiting:
            rule = self._rules[number]
            if (number, sentence) in done or (rule.near is not None and (rule.near, sentence) not in near):
                continue
            if rule.not_near is not None and (rule.not_near, sentence) in near:
                continue
            if rule.topic in covered and covered[rule.topic].cover(start, end):
                continue
            done.add((number, sentence))
            of_topic = reading.setdefault(rule.topic, {})
            of_topic[sentence] = of_topic.get(sentence, 0.0) + rule.points


class _Contexts:
    """Numbers for the lists of words that rules ask for; equal lists share one."""

    def __init__(self) -> None:
        self.of: dict[str, list[int]] = {}
        self._numbers: dict[tuple[str, ...], int] = {}

    def number(self, words: tuple[str, ...]) -> int | None:
        if not words:
            return None
        if words not in self._numbers:
            self._numbers[words] = len(self._numbers)
            for word in dict.fromkeys(words):
                self.of.setdefault(word, []).append(self._numbers[words])
        return self._numbers[words]


@lru_cache(maxsize=8)
def reader_of(vocabulary: Vocabulary) -> Reader:
    """The compiled vocabulary; the same one for the same vocabulary object."""
    return Reader(vocabulary)
