"""Rules over classes of words, applied in passes: each pass turns what it finds into one value for the next.

A rule's pattern is read like the phrase it stands for: a word is itself, ``{month}`` any word (or value of an earlier
pass) of that class (``{other}`` a word of none), ``{daynum:day}`` the same under the name by which the rule's builder
gets it; a blank is a blank, ``~`` one that may be missing, "-" any dash, "'" any apostrophe; ``( | )``, ``?``,
``{0,2}``, ``(?=``, ``(?!``, ``(?<=`` as in regular expressions. Unbounded repetition is refused, so a text is read in
linear time.

How it works: each part of the text becomes one letter that stands for the set of its classes, and the rules become
regular expressions over those letters.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from wiredesk.news.dates.values import Value

Part = str | Value
_SYMBOLS = {" ": "space", "-": "dash", "'": "apostrophe", "'s": "possessive"}
_ELEMENT = re.compile(r"\{([A-Za-z]\w*)(?::(\w+))?\}|(\(\?(?:[:=!]|<[=!]))|('s\b|[A-Za-z]+)|(\{\d,\d\})|(.)", re.DOTALL)


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


@dataclass(slots=True)
class Chart:
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
        for literal in sorted({word for rules in passes for rule in rules for word in _literals(rule.pattern)}):
            for form in {literal, literal.capitalize(), literal.upper()}:
                roles.setdefault(form, set()).add(f"={literal}")
        self._codes: dict[frozenset[str], str] = {}
        self._word_codes = {word: self._code(frozenset(names)) for word, names in roles.items()}
        self._figure_codes = {name: self._code(frozenset({name})) for name in _FIGURE_CLASSES}
        self._other = self._code(frozenset())
        self._value_codes = {kind: self._code(kind.roles) for kind in value_types}
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
        firsts = [self._firsts(rule.pattern) for rule in rules]
        patterns = [re.compile(self._expression(rule.pattern, named=True)) for rule in rules]
        plain = [self._expression(rule.pattern, named=False) for rule in rules]
        letters = "".join(sorted(set().union(*firsts)))
        branches = {}
        for letter in letters:
            ours = [n for n, first in enumerate(firsts) if letter in first]
            any_rule = re.compile("|".join(f"(?:{plain[n]})()" for n in ours))  # the empty group tells which one it was
            branches[letter] = _Branch(any_rule, tuple((rules[n], patterns[n]) for n in ours))
        return _Pass(re.compile(f"[{re.escape(letters)}]"), branches)

    def _firsts(self, pattern: str) -> set[str]:
        """The letters with which a match of the pattern can begin."""
        letters, _ = self._sequence_firsts(_ELEMENT.findall(pattern), 0)
        return letters - {""}

    def _sequence_firsts(self, elements: list[tuple[str, ...]], at: int) -> tuple[set[str], int]:
        """Of alternatives up to the closing bracket: their first letters, "" among them if they may be empty."""
        alternatives: set[str] = set()
        firsts, open_ = set[str](), True  # of the current alternative; open while all of it so far may be missing
        while at < len(elements):
            category, _name, look, word, _repeat, other = elements[at]
            at += 1
            if other == ")":
                break
            if other == "|":
                alternatives |= firsts | ({""} if open_ else set())
                firsts, open_ = set(), True
                continue
            if look or other == "(":
                inner, at = self._sequence_firsts(elements, at)
                if look:
                    continue
            elif other == "~":
                inner = {*self._class_letters("space"), ""}
            else:
                inner = set(self._class_letters(category or _SYMBOLS.get(word or other, f"={word or other}")))
            follows = elements[at] if at < len(elements) else ("",) * 6
            if follows[5] == "?" or follows[4].startswith("{0"):
                inner = inner | {""}
            at += bool(follows[5] == "?" or follows[4])
            if open_:
                firsts |= inner - {""}
                open_ = "" in inner
        return alternatives | firsts | ({""} if open_ else set()), at

    def _expression(self, pattern: str, *, named: bool) -> str:
        if unbounded := re.search(r"[*+]|\{\d+,\}", pattern):
            raise ValueError(f"a rule may not repeat without bound: {unbounded.group()!r} in {pattern!r}")
        out: list[str] = []
        for category, name, look, word, repeat, other in _ELEMENT.findall(pattern):
            if category:
                letters = self._letters(category)
                out.append(f"(?P<{name or category}__{len(out)}>{letters})" if named else letters)
            elif look or repeat:
                out.append(look or repeat)
            elif other == "(":
                out.append("(?:")
            elif other in (")", "|", "?"):
                out.append(other)
            elif other == "~":
                out.append(self._letters("space") + "?")
            else:
                out.append(self._letters(_SYMBOLS.get(word or other, f"={word or other}")))
        return "".join(out)

    def _letters(self, name: str) -> str:
        return f"[{re.escape(self._class_letters(name))}]"

    def _class_letters(self, name: str) -> str:
        letters = "".join(code for roles, code in self._codes.items() if name in (roles or ("other",)))
        if not letters:
            raise ValueError(f"no word or value is of class {name!r}; a rule asks for it")
        return letters


_FIGURE_CLASSES = ("iso", "slashed", "time", "decimal", "space")
# One byte a letter as long as they last: strings of them are searched faster.
_LETTERS = [chr(c) for c in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xA1, 0x100))]


def _literals(pattern: str) -> set[str]:
    """The words and marks that a pattern names by themselves."""
    found = set()
    for category, _name, look, word, repeat, other in _ELEMENT.findall(pattern):
        mark = word or other
        if not (category or look or repeat) and mark not in _SYMBOLS and mark not in "()|?~":
            found.add(mark)
    return found
