"""Find the names of a lexicon in a text: Aho-Corasick, whole words, the longest name at a place.

Names are matched as they are written ("Us" is no state, "US" is); of a name in capitals within a headline in capitals
only the caller knows. A possessive ending ("China's") is not part of the hit.
"""

from collections.abc import Iterable

import ahocorasick_rs

from wiredesk.news.lexicon.entities import Hit, Sense


class NameMatcher:
    """All names and their senses, in one automaton; built once, immutable, shared by threads."""

    def __init__(self, names: Iterable[tuple[str, Sense]]) -> None:
        senses: dict[str, list[Sense]] = {}
        for name, sense in names:
            known = senses.setdefault(name, [])
            if sense not in known:
                known.append(sense)
        self._patterns = list(senses)
        self._senses = {name: tuple(found) for name, found in senses.items()}
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._patterns, matchkind=ahocorasick_rs.MatchKind.Standard, store_patterns=False
        )

    def __len__(self) -> int:
        return len(self._patterns)

    def senses(self, name: str) -> tuple[Sense, ...]:
        """All that this exact name may mean; empty when it is not known."""
        return self._senses.get(name, ())

    def find(self, text: str) -> tuple[Hit, ...]:
        """The names in the text, in order, none within another."""
        best: dict[int, int] = {}  # start -> pattern of the longest whole-word match there
        # Overlapping, because a longer candidate may fail at its word boundary ("Iranian" in "Iraniana").
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
                continue
            if end < len(text) and (text[end].isalnum() or text[end] == "_"):
                continue
            if start not in best or len(self._patterns[pattern]) > len(self._patterns[best[start]]):
                best[start] = pattern
        hits: list[Hit] = []
        free = 0
        for start in sorted(best):
            if start < free:
                continue
            name = self._patterns[best[start]]
            free = start + len(name)
            hits.append(Hit(start, free, self._senses[name]))
        return tuple(hits)
