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
from wiredesk.news.topics.phrases import PhraseIndex, fold, parse_phrase
from wiredesk.news.topics.vocabulary import Vocabulary

POINTS = {"strong": 1.6, "clear": 0.55, "hint": 0.16}
"""Points of a term: a sentence with n of them is about the topic with belief 1 - exp(-n). So a strong term alone gives
.80, a clear one .42, two clear ones .67, a hint .15."""

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


def lay_out(title: str | None, text: str, sentences: Sequence[Sentence] | None = None) -> Document:
    """The document; `sentences` are those of the text, where the caller has them already."""
    head = f"{title or ''}\n"
    cut = tuple(split_sentences(text) if sentences is None else sentences)
    return Document(head + text, (0, *(len(head) + s.start for s in cut)), len(head), cut)


@dataclass(frozen=True, slots=True)
class _Roles:
    """What one phrase is to the topics: points for a topic, a term of a rule, a context word, an exception."""

    points: tuple[tuple[int, float], ...] = ()
    rules: tuple[int, ...] = ()
    contexts: tuple[int, ...] = ()
    exceptions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rule:
    topic: int
    points: float
    near: int | None
    not_near: int | None


Reading = dict[int, dict[int, float]]
"""Topic number to sentence number to points."""


class Reader:
    """A vocabulary, compiled for reading. Build it once: `reader_of`."""

    __slots__ = ("_exceptions", "_index", "_roles", "_rules", "vocabulary")

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        words: dict[str, dict[str, list[tuple[int, float]] | list[int]]] = {}
        self._rules: list[_Rule] = []
        context_numbers: dict[tuple[str, ...], int] = {}

        points: dict[str, list[tuple[int, float]]] = {}
        rules: dict[str, list[int]] = {}
        contexts: dict[str, list[int]] = {}
        exceptions: dict[str, list[int]] = {}

        def context(near: tuple[str, ...]) -> int | None:
            if not near:
                return None
            if near not in context_numbers:
                context_numbers[near] = len(context_numbers)
                for word in near:
                    contexts.setdefault(word, []).append(context_numbers[near])
            return context_numbers[near]

        for number, topic in enumerate(vocabulary.topics):
            for strength, terms in (("strong", topic.strong), ("clear", topic.clear), ("hint", topic.hint)):
                for term in terms:
                    points.setdefault(term, []).append((number, POINTS[strength]))
            for term in topic.exceptions:
                exceptions.setdefault(term, []).append(number)
            for rule in topic.rules:
                for term in rule.terms:
                    rules.setdefault(term, []).append(len(self._rules))
                self._rules.append(_Rule(number, POINTS[rule.weight], context(rule.near), context(rule.not_near)))
        del words
        texts = list(dict.fromkeys([*points, *rules, *contexts, *exceptions]))
        self._index = PhraseIndex(map(parse_phrase, texts))
        self._roles = [
            _Roles(
                tuple(points.get(t, ())),
                tuple(rules.get(t, ())),
                tuple(dict.fromkeys(contexts.get(t, ()))),
                tuple(exceptions.get(t, ())),
            )
            for t in texts
        ]
        self._exceptions = frozenset(n for n, roles in enumerate(self._roles) if roles.exceptions)

    def read(self, document: Document) -> Reading:
        """Points of each sentence for each topic that has any."""
        hits = self._index.find(document.joined, fold(document.joined))
        starts = document.starts
        covered: dict[int, list[tuple[int, int]]] = {}
        for phrase, start, end in hits:
            if phrase in self._exceptions:
                for topic in self._roles[phrase].exceptions:
                    covered.setdefault(topic, []).append((start, end))
        reading: Reading = {}
        near: set[tuple[int, int]] = set()
        waiting: list[tuple[int, int, int]] = []
        seen: set[tuple[int, int]] = set()
        for phrase, start, _ in hits:
            sentence = bisect_right(starts, start) - 1
            if (phrase, sentence) in seen:
                continue
            roles = self._roles[phrase]
            counted = not roles.points
            for topic, points in roles.points:
                if topic in covered and any(a <= start < b for a, b in covered[topic]):
                    continue
                counted = True
                of_topic = reading.setdefault(topic, {})
                of_topic[sentence] = of_topic.get(sentence, 0.0) + points
            if counted:  # a term that an exception covers here may still count further on in the sentence
                seen.add((phrase, sentence))
            for context in roles.contexts:
                near.add((context, sentence))
            for rule in roles.rules:
                waiting.append((rule, sentence, start))
        self._apply_rules(reading, near, waiting, covered)
        return reading

    def _apply_rules(
        self,
        reading: Reading,
        near: set[tuple[int, int]],
        waiting: list[tuple[int, int, int]],
        covered: dict[int, list[tuple[int, int]]],
    ) -> None:
        """Each rule counts once a sentence."""
        done: set[tuple[int, int]] = set()
        for number, sentence, start in waiting:
            rule = self._rules[number]
            if (number, sentence) in done or (rule.near is not None and (rule.near, sentence) not in near):
                continue
            if rule.not_near is not None and (rule.not_near, sentence) in near:
                continue
            if any(a <= start < b for a, b in covered.get(rule.topic, ())):
                continue
            done.add((number, sentence))
            of_topic = reading.setdefault(rule.topic, {})
            of_topic[sentence] = of_topic.get(sentence, 0.0) + rule.points


@lru_cache(maxsize=8)
def reader_of(vocabulary: Vocabulary) -> Reader:
    """The compiled vocabulary; the same one for the same vocabulary object."""
    return Reader(vocabulary)
