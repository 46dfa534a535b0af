"""Which sentences of an article tell of a meeting beside its own: those that name its parties and nobody else's.

In: the meetings that stand, the sentences. Out: for each meeting the indices of its sentences. A sentence is a
meeting's when it names one of its parties, or "the two leaders", and no other meeting has a better claim: with several
meetings in an article only a party that is in one of them alone decides. A sentence that begins with "The talks" is
that of the only one.
"""

import re
from collections.abc import Sequence

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.parties.party import Party
from wiredesk.news.whole_words import WholeWords

_THE_TWO = WholeWords(["the two", "The two", "the pair", "The pair", "both", "Both"])
_IT = re.compile(r"The (?:talks|meeting|encounter|conversation|discussions|negotiations|get-together|session|call)\b")
_TITLES = frozenset("al el bin von van de der the of president prime minister".split())


def find_telling(standing: Sequence[Candidate], sentences: Sequence[str]) -> dict[int, list[int]]:
    """By the place of each meeting in `standing`: the indices of sentences that tell of it, in text order."""
    meetings = [i for i, c in enumerate(standing) if c.kind == "meeting" and len(c.parties) > 1 and c.refused is None]
    names = {i: [_names_of(p) for p in standing[i].parties] for i in meetings}
    told: dict[int, list[int]] = {i: [] for i in meetings}
    every = {name for parties in names.values() for party in parties for name in party}
    for index, sentence in enumerate(sentences if meetings else ()):
        found = {name for name in every if name in sentence and _is_whole(name, sentence)}
        if found:
            hits = {i: sum(not found.isdisjoint(party) for party in names[i]) for i in meetings}
            best = max(hits.values())
            owners = [i for i in meetings if hits[i] == best]
            if len(owners) == 1:
                told[owners[0]].append(index)
        elif len(meetings) == 1 and (_IT.match(sentence) or _THE_TWO.find(sentence)):
            told[meetings[0]].append(index)
    return told


def _names_of(party: Party) -> frozenset[str]:
    """The name, or for a person the first and the last word of it that is not a style."""
    words = [w for w in party.name.split() if w.lower() not in _TITLES and len(w) > 1]
    return frozenset({words[0], words[-1]} if party.kind == "person" and words else {party.name})


def _is_whole(name: str, sentence: str) -> bool:
    """Whether a name stands in the sentence as whole words."""
    return re.search(rf"\b{re.escape(name)}\b", sentence) is not None
