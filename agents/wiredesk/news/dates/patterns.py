"""The language in which rules are written: from a pattern to a regular expression over letters of classes.

A pattern is read like the phrase it stands for: a word is itself, ``{month}`` any word (or value of an earlier pass) of
that class (``{other}`` a word of none), ``{daynum:day}`` the same under the name by which the rule's builder gets it; a
blank is a blank, ``~`` one that may be missing, "-" any dash, "'" any apostrophe; ``( | )``, ``?``, ``{0,2}``, ``(?=``,
``(?!``, ``(?<=`` as in regular expressions. Unbounded repetition is refused, so a text is read in linear time.
"""

import re
from collections.abc import Callable, Iterable

Letters = Callable[[str], str]
"""From the name of a class to the letters of the words that are in it."""

Beginning = tuple[str, ...]
"""The letters of which one may stand first, of which one may stand second ... in a match: at most three places."""

_SYMBOLS = {" ": "space", "-": "dash", "'": "apostrophe", "'s": "possessive"}
_ELEMENT = re.compile(r"\{([A-Za-z]\w*)(?::(\w+))?\}|(\(\?(?:[:=!]|<[=!]))|('s\b|[A-Za-z]+)|(\{\d,\d\})|(.)", re.DOTALL)
_PLACES = 3


def literals(pattern: str) -> set[str]:
    """The words and marks that a pattern names by themselves."""
    found = set()
    for category, _name, look, word, repeat, other in _ELEMENT.findall(pattern):
        mark = word or other
        if not (category or look or repeat) and mark not in _SYMBOLS and mark not in "()|?~":
            found.add(mark)
    return found


def expression(pattern: str, letters: Letters, *, named: bool) -> str:
    """The regular expression over letters; `named`: with a group for each class, its name before "__".

    Raises ValueError for a repetition without bound.
    """
    if unbounded := re.search(r"[*+]|\{\d+,\}", pattern):
        raise ValueError(f"a rule may not repeat without bound: {unbounded.group()!r} in {pattern!r}")
    out: list[str] = []
    for category, name, look, word, repeat, other in _ELEMENT.findall(pattern):
        if category:
            some = f"[{re.escape(letters(category))}]"
            out.append(f"(?P<{name or category}__{len(out)}>{some})" if named else some)
        elif look or repeat:
            out.append(look or repeat)
        elif other == "(":
            out.append("(?:")
        elif other in (")", "|", "?"):
            out.append(other)
        else:
            out.append(f"[{re.escape(_letters_of(word or other, letters))}]" + ("?" if other == "~" else ""))
    return "".join(out)


def beginnings(pattern: str, letters: Letters) -> set[Beginning]:
    """All ways in which a match of the pattern can begin, so that the places to try are found fast."""
    return _alternatives(_ELEMENT.findall(pattern), 0, letters)[0]


def start_expression(ways: Iterable[Beginning], space: str) -> str:
    """A regular expression that finds the places where one of these beginnings may stand (and few others)."""
    follows: dict[str, set[str] | None] = {}  # None: anything may follow
    for way in ways:
        ends = {""} if len(way) < 2 else set(way[1]) - {space}
        if len(way) > 1 and space in way[1]:
            ends |= {space + letter for letter in way[2]} if len(way) > 2 else {space}
        for letter in way[0]:
            known = follows.setdefault(letter, set())
            follows[letter] = None if known is None or "" in ends else known | ends
    by_look: dict[str, str] = {}
    for letter, after in sorted(follows.items()):
        look = _look(after, space)
        by_look[look] = by_look.get(look, "") + letter
    checks = "|".join(f"(?<=[{re.escape(some)}]){look}" for look, some in by_look.items())
    return f"[{re.escape(''.join(follows))}](?:{checks})"


def _look(after: set[str] | None, space: str) -> str:
    if after is None:
        return ""
    tight = re.escape("".join(sorted(a for a in after if len(a) == 1)))
    spaced = re.escape("".join(sorted(a[1:] for a in after if len(a) > 1)))
    ways = [f"[{tight}]"] * bool(tight) + [f"{re.escape(space)}[{spaced}]"] * bool(spaced)
    return f"(?={'|'.join(ways)})"


def _letters_of(mark: str, letters: Letters) -> str:
    return letters("space") if mark == "~" else letters(_SYMBOLS.get(mark, f"={mark}"))


def _alternatives(elements: list[tuple[str, ...]], at: int, letters: Letters) -> tuple[set[Beginning], int]:
    """Up to the closing bracket; also where the reading goes on."""
    done: set[Beginning] = set()
    current: set[Beginning] = {()}
    while at < len(elements):
        category, _name, look, word, _repeat, other = elements[at]
        at += 1
        if other == ")":
            break
        if other == "|":
            done, current = done | current, {()}
            continue
        if look or other == "(":
            inner, at = _alternatives(elements, at, letters)
            if look:
                continue
        else:
            inner = {(letters(category) if category else _letters_of(word or other, letters),)}
        least, most = 1, 1
        if other == "~":
            least = 0
        if at < len(elements) and (elements[at][5] == "?" or elements[at][4]):
            least, most = (0, 1) if elements[at][5] else (int(elements[at][4][1]), int(elements[at][4][3]))
            at += 1
        current = _joined(current, _repeated(inner, least, most))
    return done | current, at


def _repeated(inner: set[Beginning], least: int, most: int) -> set[Beginning]:
    ways: set[Beginning] = set()
    times: set[Beginning] = {()}
    for count in range(min(most, _PLACES) + 1):
        if count >= min(least, _PLACES):
            ways |= times
        times = _joined(times, inner)
    return ways


def _joined(first: set[Beginning], second: set[Beginning]) -> set[Beginning]:
    return {(a + b)[:_PLACES] for a in first for b in second}
