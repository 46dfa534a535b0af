"""Two or three parties by one phrase: "the two leaders", "the three", "both sides", "officials from the two countries",
"the two Koreas"."""

from msgspec.structs import replace

from wiredesk.news.parties.gazetteer import Gazetteer
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.names import NameReader
from wiredesk.news.parties.tokens import Words
from wiredesk.news.parties.vocabulary import BOTH, QUALIFIERS

_AFTER_THE_TWO = frozenset(
    """will would are were is have had also plan planned agreed met meet last spoke may could discussed on in at this
    next later discuss talk shake get""".split()
)
_COUNTS = frozenset({"two", "three"})
_KOREAS = frozenset({"korea", "koreas"})


class PairReader:
    """Reads such a phrase at a word; holds nothing but its input."""

    def __init__(self, words: Words, gazetteer: Gazetteer, names: NameReader) -> None:
        self.words = words.words
        self.lower = words.lower
        self.n = len(words.words)
        self.gazetteer = gazetteer
        self.names = names
        self._has_koreas = not _KOREAS.isdisjoint(words.lower)

    def koreas(self, i: int) -> list[Mention]:
        """ "North and South Korea": the one name that news shortens so."""
        if not self._has_koreas:  # asked at each noun phrase
            return []
        j = i + (self.lower[i] in ("the", "both"))
        if self.lower[j : j + 1] == ["koreas"] or self.lower[j : j + 2] in (["two", "koreas"], ["rival", "koreas"]):
            last = j + 1 + (self.lower[j] != "koreas")
            return [Mention(i, last, "government", "North Korea", "KP", plural=True),
                    Mention(i, last, "government", "South Korea", "KR", plural=True)]  # fmt: skip
        if self.lower[i] == "north" and self.lower[i + 1 : i + 4] == ["and", "south", "korea"]:
            return [Mention(i, i + 4, "government", "North Korea", "KP", plural=True),
                    Mention(i, i + 4, "government", "South Korea", "KR", plural=True)]  # fmt: skip
        return []

    def of_koreas(self, start: int, k: int) -> list[Mention]:
        """ "the leaders of the two Koreas"."""
        koreas = self.koreas(k + 1) if k + 1 < self.n and self.lower[k] in ("of", "from") else []
        return [replace(m, first=start, role=self.lower[k - 1]) for m in koreas]

    def both(self, i: int) -> Mention | None:
        """ "the two leaders", "both sides", "the pair", "the sides"."""
        low, n = self.lower, self.n
        j = i
        if low[j] == "the":
            j += 1
        if (j < n and low[j] in ("two", "three", "pair")) or low[i] == "both":
            if low[j] == "pair":
                after = low[j + 1] if j + 1 < n else ""
                return Mention(i, j + 1, "both", "the pair", plural=True) if j > i and after != "of" else None
            k = j + 1
            while k < n and k < j + 3 and low[k] in QUALIFIERS and low[j] != "three":  # "the three European powers"
                k += 1
            office = self.gazetteer.office_at(low, k) if k < n else None
            if office and office.plural:  # "the two prime ministers"
                return Mention(i, office.last, "both", " ".join(self.words[i : office.last]), plural=True,
                               owner=self.names.owns(office.last))  # fmt: skip
            if k < n and low[k] in BOTH and self.names.owns(k + 1):  # "the two neighbours' foreign ministers"
                officer = self.gazetteer.office_at(low, k + 2)
                if officer and officer.plural:
                    return Mention(i, officer.last, "both", "the two countries", plural=True)
            if k < n and low[k] in BOTH:
                return Mention(
                    i, k + 1, "both", " ".join(self.words[i : k + 1]), plural=True, owner=self.names.owns(k + 1)
                )
            alone = "." if j + 1 >= n else low[j + 1]
            if low[i] == "the" and low[j] in _COUNTS and (alone in _AFTER_THE_TWO or not alone[0].isalnum()):
                return Mention(i, j + 1, "both", f"the {low[j]}", plural=True)
            if low[i] == "both" and alone in _AFTER_THE_TWO:
                return Mention(i, j + 1, "both", "both", plural=True)
        elif j > i and j < n and low[j] == "sides":
            return Mention(i, j + 1, "both", "the sides", plural=True)
        return None

    def of_both(self, start: int, k: int) -> Mention | None:
        """ "officials from both countries", "the presidents of the two states", "their foreign ministers"."""
        if self.lower[start] == "their" and self.lower[k - 1] not in ("counterparts", "allies", "aides", "advisers"):
            return Mention(
                start, k, "both", "their countries", role=self._head_of(k), plural=True, owner=self.names.owns(k)
            )
        if self.lower[k : k + 1] not in (["from"], ["of"], ["for"]) or k + 2 >= self.n:
            return None
        both = self.both(k + 1)
        return replace(both, first=start, name=both.name + " countries", role=self._head_of(k)) if both else None

    def _head_of(self, k: int) -> str | None:
        """Whose names may stand for "the leaders of the two countries"; none for officials."""
        return "leader" if self.lower[k - 1] in ("leaders", "presidents", "premiers", "chancellors") else None
