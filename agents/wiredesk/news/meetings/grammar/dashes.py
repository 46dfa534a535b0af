"""What stands between two dashes within a clause: "the talks - nobody knows where - will begin on Friday".

In: the words of a sentence. Out: where such an interruption opens and closes. A hyphen within a name is no dash.
"""

from wiredesk.news.meetings.grammar.auxiliaries import ADVERBS, AUXILIARIES
from wiredesk.news.parties.tokens import Words

DASHES = frozenset("- – — --".split())
# An interruption between dashes has at most so many words.
INTERRUPTION = 16


def past_dashes(words: Words, opening: int) -> int | None:
    """The word that closes an interruption which word `opening` opens; None where it opens none."""
    if opening >= len(words) or not _is_dash(words, opening):
        return None
    closing = range(opening + 1, min(len(words), opening + INTERRUPTION))
    return next((i for i in closing if _is_dash(words, i) and words.lower[i] == words.lower[opening]), None)


def opening_dash(words: Words, closing: int) -> int | None:
    """Where the interruption opens that the dash at word `closing` closes; None where it closes none."""
    if not _is_dash(words, closing):
        return None
    before = range(closing - 2, max(0, closing - INTERRUPTION - 2), -1)
    return next((i for i in before if _is_dash(words, i) and words.lower[i] == words.lower[closing]), None)


def before_interruption(words: Words, verb_first: int) -> int | None:
    """Where an interruption opens that closes right before the verb: "X - who knows - will meet Y"."""
    at = verb_first  # a verb group may begin with the dash, or after its auxiliary ("are due to")
    if words.lower[at] not in DASHES:
        at -= 1
        while at > 0 and (words.lower[at] in ADVERBS or words.lower[at] in AUXILIARIES):
            at -= 1
    return opening_dash(words, at) if at >= 2 else None


def interruption_around(words: Words, i: int) -> tuple[int, int] | None:
    """The two dashes between which word i stands, paired from the left; None where it stands between none."""
    if DASHES.isdisjoint(words.lower):  # most sentences; asked for each of their times
        return None
    opening: int | None = None
    for k in range(len(words)):
        if not _is_dash(words, k):
            continue
        if opening is None or k - opening > INTERRUPTION:
            opening = k
            continue
        if opening < i < k:
            return opening, k
        opening = None
    return None


def _is_dash(words: Words, i: int) -> bool:
    return i > 0 and words.lower[i] in DASHES and words.starts[i] > words.ends[i - 1]
