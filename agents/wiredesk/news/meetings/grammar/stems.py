"""Where a text holds a word that can announce a meeting: the first sieve, which most sentences do not pass.

In: a text. Out: offsets of the trigger verbs and nouns, whole words in any case. A verb as common as "have" counts only
by the noun beside it, which has an offset of its own; one as common as "go" only with its particle ("go to").
"""

from functools import cache

from wiredesk.news.meetings.grammar.triggers import NOUNS, VERBS
from wiredesk.news.whole_words import WholeWords

_BY_THEIR_NOUN = frozenset(
    """give grant throw agree fix confirm
    have make take set lead open start begin continue plan announce launch pay enter engage schedule hold conduct
    chair organize organise arrange resume restart undertake drop represent suspend delay axe abandon halt freeze
    abort adjourn ditch""".split()
)
_BY_THEIR_PARTICLE = frozenset(
    """go come get return move stop leave pull back sit call bring put push land head speak talk exchange break bow
    proceed""".split()
)
_TOO_COMMON = frozenset(
    "see sees seeing saw seen round stop tea calls call called calling talk stops table be expected due awaited".split()
)
_PHRASES = (
    "to see", "will see", "would see", "hold a call", "hold call", "phone call", "calls with", "call with",
    "next round", "new round", "fresh round", "another round", "second round", "third round", "fourth round",
    "video call", "conference call", "call between", "will call", "to call", "negotiating table", "bargaining table",
    "stops include", "stops will",
    "both stops", "stops are", "stops were", "stops have", "not coming", "not be coming", "not going",
    "not be going", "not come", "not go", "be back in", "tea with",
    "will be in", "to be in", "expected in", "due in", "awaited in", "due at", "expected at", "will be at",
)  # fmt: skip


@cache
def _stems() -> WholeWords:
    words: set[str] = {*NOUNS, *_PHRASES} - _TOO_COMMON
    for form, verbs in VERBS.items():
        for verb in verbs:
            if verb.lemma in _BY_THEIR_PARTICLE:
                words.update(f"{form} {particle}" for particle in verb.after)
            elif verb.lemma not in _BY_THEIR_NOUN and form not in _TOO_COMMON:
                words.add(form)
    return WholeWords(words)


def find_stems(text: str) -> list[int]:
    """The offsets of the triggers, ascending. Linear time."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter that is two in lower case would shift the offsets
        lower = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return [start for start, _ in _stems().find(lower)]
