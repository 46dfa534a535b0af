"""Rules over classes of words, applied in passes: each pass turns what it finds into one value for the next.

How it works: each part of the text becomes one letter that stands for the set of its classes, and the rules become
regular expressions over those letters.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from msgspec import Struct

from wiredesk.news.dates.patterns import beginnings, expression, literals, start_expression
from wiredesk.news.dates.values import Value

Part = str | Value


@dataclass(frozen=True)
class Match:
    """What a rule matched: its parts in order, and those that the rule names."""

    parts: tuple[Part, ...]
    named: Mapping[str, Part]

    def word(self, name: str) -> str:
        """The named word in lower case, empty where it is missing."""
        part = self.named.get(name)
        return part.lower() if isinstance(part, str) else ""

    def value(self, name: str) -> Value:
        """The named value of an earlier pass; KeyError where the rule has none of that name."""
        part = self.named[name]
        if isinstance(part, Value):
            return part
        raise KeyError(name)

    def maybe(self, name: str) -> Value | None:
        """The named value, None where the text leaves it out."""
        part = self.named.get(name)
        return part if isinstance(part, Value) else None

    @property
    def phrase(self) -> str:
        """All words in lower case."""
        return "".join(p.lower() for p in self.parts if isinstance(p, str)).replace("’", "'")


@dataclass(frozen=True)
class Rule:
    """`build` makes the value, or None to refuse (February 30)."""

    name: str
    pattern: str
    build: Callable[[Match], Value | None]


class Chart(Struct):
    """A text in parts: words at first, values as passes go on; part i lies at [starts[i], starts[i + 1]).

    `names` has the rule of each value, empty for words; `codes` the letter of each part.
    """

    parts: list[Part]
    codes: str
    starts: list[int]
    names: list[str]


@dataclass(frozen=True)
class _Branch:
    """The rules of a pass that can begin with one letter, in order."""

    any_rule: re.Pattern[str]
    rules: tuple[tuple[Rule, re.Pattern[str]], ...]


@dataclass(frozen=True)
class _Pass:
    starts: re.Pattern[str]
    branches: Mapping[str, _Branch]


class Grammar:
    """Rules compiled over a lexicon (word to its classes; `figure_class` for the figures that are not in it)."""

    def __init__(
        self,
        tokens: re.Pattern[str],
        classes: Mapping[str, set[str]],
        figure_class: Callable[[str], str | None],
        value_types: Sequence[type[Value]],
        passes: Sequence[Sequence[Rule]],
    ) -> None:
        self._tokens = tokens
        self._figure_class = figure_class
        roles = {word: set(names) for word, names in classes.items()}
        for literal in sorted({word for rules in passes for rule in rules for word in literals(rule.pattern)}):
            for form in {literal, literal.capitalize(), literal.upper()}:
                roles.setdefault(form, set()).add(f"={literal}")
        self._codes: dict[frozenset[str], str] = {}
        self._word_codes = {word: self._code(frozenset(names)) for word, names in roles.items()}
        self._figure_codes = {name: self._code(frozenset({name})) for name in _FIGURE_CLASSES}
        self._other = self._code(frozenset())
        self._value_codes = {kind: self._code(kind.roles) for kind in value_types}
        for mark in map(chr, (0x0A, *range(0x21, 0x30), *range(0x3A, 0x40))):  # else each one is looked at as a figure
            self._word_codes.setdefault(mark, self._other)
        self._passes = tuple(self._compiled(rules) for rules in passes)

    def read(self, text: str) -> Chart:
        """The text with all that the rules found in it."""
        words: list[str] = self._tokens.findall(text)
        get, other, figure = self._word_codes.get, self._other, self._figure_code
        codes = "".join([get(word) or (other if word[0] > "9" else figure(word)) for word in words])
        chart = Chart([*words], codes, [0, *accumulate(map(len, words))], [""] * len(words))
        for one in self._passes:
            chart = self._apply(one, chart)
        return chart

    def _figure_code(self, part: str) -> str:
        return self._figure_codes.get(self._figure_class(part) or "", self._other)

    def _code(self, roles: frozenset[str]) -> str:
        number = len(self._codes)
        return self._codes.setdefault(roles, _LETTERS[number] if number < len(_LETTERS) else chr(0x100 + number))

    def _apply(self, one: _Pass, chart: Chart) -> Chart:
        codes, search, branches = chart.codes, one.starts.search, one.branches
        found: list[tuple[int, int, Value, str]] = []
        at = search(codes)
        while at:
            start = end = at.start()
            branch = branches[codes[start]]
            hit = branch.any_rule.match(codes, start)
            if hit:
                value, end, name = self._built(branch, hit, chart)
                if value is not None:
                    found.append((start, end, value, name))
            at = search(codes, max(end, start + 1))
        return self._rewritten(chart, found) if found else chart

    def _built(self, branch: _Branch, hit: re.Match[str], chart: Chart) -> tuple[Value | None, int, str]:
        for rule, pattern in branch.rules[(hit.lastindex or 1) - 1 :]:
            match = pattern.match(chart.codes, hit.start())
            if match is None or match.end() == match.start():
                continue
            groups = pattern.groupindex.items()
            named = {name.split("__")[0]: chart.parts[at] for name, n in groups if (at := match.start(n)) >= 0}
            value = rule.build(Match(tuple(chart.parts[match.start() : match.end()]), named))
            if value is not None:
                return value, match.end(), rule.name
        return None, 0, ""

    def _rewritten(self, chart: Chart, found: list[tuple[int, int, Value, str]]) -> Chart:
        parts: list[Part] = []
        codes: list[str] = []
        starts: list[int] = []
        names: list[str] = []
        at = 0
        for start, end, value, name in found:
            parts += [*chart.parts[at:start], value]
            codes += [chart.codes[at:start], self._value_codes[type(value)]]
            starts += chart.starts[at : start + 1]
            names += [*chart.names[at:start], name]
            at = end
        parts += chart.parts[at:]
        codes.append(chart.codes[at:])
        return Chart(parts, "".join(codes), starts + chart.starts[at:], names + chart.names[at:])

    def _compiled(self, rules: Sequence[Rule]) -> _Pass:
        ways = [beginnings(rule.pattern, self._letters) for rule in rules]
        firsts = [set("".join(way[0] for way in some if way)) for some in ways]
        patterns = [re.compile(expression(rule.pattern, self._letters, named=True)) for rule in rules]
        plain = [expression(rule.pattern, self._letters, named=False) for rule in rules]
        branches = {}
        for letter in sorted(set().union(*firsts)):
            ours = [n for n, first in enumerate(firsts) if letter in first]
            any_rule = re.compile("|".join(f"(?:{plain[n]})()" for n in ours))  # the empty group tells which one it was
            branches[letter] = _Branch(any_rule, tuple((rules[n], patterns[n]) for n in ours))
        starts = start_expression((way for some in ways for way in some if way), self._letters("space"))
        return _Pass(re.compile(starts), branches)

    def _letters(self, name: str) -> str:
        letters = "".join(code for roles, code in self._codes.items() if name in (roles or ("other",)))
        if not letters:
            raise ValueError(f"no word or value is of class {name!r}; a rule asks for it")
        return letters


_FIGURE_CLASSES = ("iso", "slashed", "time", "decimal", "space")
# One byte a letter as long as they last: strings of them are searched faster.
_LETTERS = [chr(c) for c in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xA1, 0x100))]
