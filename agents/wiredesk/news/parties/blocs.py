"""Those who speak for a body that is not named again: "the bloc's leaders", "the ministers of the 12-nation alliance".

In: the words of one sentence and a word's index. Out: mentions of "the bloc"; which body it is, the article has named
before (see `wiredesk.news.parties.cast`).
"""

from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.names import NameReader
from wiredesk.news.parties.offices import OfficeReader
from wiredesk.news.parties.tokens import Words
from wiredesk.news.parties.vocabulary import QUALIFIERS

# What a body of states is called again.
_BLOCS = frozenset("bloc alliance grouping organization organisation cartel".split())
_MEMBERS = (["nations"], ["countries"], ["states"], ["members"], ["economies"], ["democracies"], ["powers"], ["allies"])
_RICH = frozenset(
    """industrialized industrialised industrial leading rich richest wealthy major advanced biggest largest emerging
    developing member world's allied""".split()
)


class BlocReader:
    """Reads one bloc at a word; holds nothing but its input."""

    def __init__(self, words: Words, names: NameReader, offices: OfficeReader) -> None:
        self.words = words.words
        self.lower = words.lower
        self._has_bloc = not _BLOCS.isdisjoint(words.lower)
        self.n = len(words.words)
        self.names = names
        self.offices = offices

    def past_bare(self, j: int) -> int:
        """Past "alliance" after "the", where it stands for itself and begins no name; j where it does not."""
        return j + 1 if self.words[j] in _BLOCS and not self.names.owns(j + 1) else j

    def past_owner(self, j: int) -> int:
        """Past "bloc's" where those who speak for it follow: "bloc's leaders", "12-nation alliance's"; 0 where none."""
        if not self._has_bloc:  # asked at each noun phrase
            return 0
        size = self.offices.past_size(j)
        near = range(size, min(size + 2, self.n - 1))  # "the currency bloc's"
        k = next((k for k in near if self.lower[k] in _BLOCS and self.names.owns(k + 1)), None)
        return k + 2 if k is not None and self.offices.follow(k + 2) else 0

    def people(self, start: int, j: int) -> list[Mention]:
        """Its people that begin at word j, whoever they are: leaders, foreign ministers."""
        while j < self.n and (self.lower[j] in QUALIFIERS or self.lower[j] == "and" or self.offices.is_count(j)):
            j += 1
        office = self.offices.at(j, determined=True) if j < self.n else None
        if office is not None and not office.plural:
            return []  # "the bloc's president" is one person
        return [self.mention(start, office.last if office is not None else j + 1)]

    def mention(self, start: int, end: int) -> Mention:
        """The bloc, as words [start, end) speak of it."""
        return Mention(start, end, "body", "bloc", role="bloc", plural=True, owner=self.names.owns(end))

    def past(self, k: int) -> int:
        """Past "of the bloc", "of the West African bloc"; k where none."""
        if self.lower[k : k + 2] != ["of", "the"]:
            return k
        size = self.offices.past_size(k + 2)
        near = range(size, min(size + 3, self.n))
        return next((j + 1 for j in near if self.lower[j] in _BLOCS), k)

    def past_members(self, k: int) -> int:
        """Past what a body is said to consist of: "of the Group of Seven industrialized nations"."""
        j = k
        while j < self.n and self.lower[j] in _RICH:
            j += 1
        return j + 1 if self.lower[j : j + 1] in _MEMBERS else k
