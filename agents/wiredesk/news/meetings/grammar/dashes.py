"""What stands between two dashes within a clause: "the talks - nobody knows where - will begin on Friday".

In: the words of a sentence. Out: where such an interruption opens, or past which word it has closed.
"""

from wiredesk.news.meetings.grammar.auxiliaries import ADVERBS, AUXILIARIES
from wiredesk.news.parties.tokens import Words

DASHES = frozenset("- – — --".split())
# An interruption between dashes has at most so many words.
INTERRUPTION = 16


def past_dashes(words: Words, opening: int) -> int | None:
    """Past an interruption between dashes whose first one is word `opening`; None where there is none."""
    if opening >= len(words) or words.lower[opening] not in DASHES:
        return None
    closing = range(opening + 1, min(len(words), opening + INTERRUPTION))
    return next((i for i in closing if words.lower[i] == words.lower[opening]), None)


def opening_dash(words: Words, closing: int) -> int | None:
    """Where the interruption opens that the dash at word `closing` closes; None where it closes none."""
    if words.lower[closing] not in DASHES or words.starts[closing] == words.ends[closing - 1]:
        return None
    before = range(closing - 2, max(0, closing - INTERRUPTION - 2), -1)
    return next((i for i in before if words.lower[i] == words.lower[closing] and _stands_free(words, i)), None)


def _stands_free(words: Words, i: int) -> bool:
    return i > 0 and words.starts[i] > words.ends[i - 1]


def before_interruption(words: Words, verb_first: int) -> int | None:
    """Where an interruption between dashes opens that closes right before the verb: "X - who knows - will meet Y"."""
    at = verb_first  # a verb group may begin with the dash, or after its auxiliary ("are due to")
    if words.lower[at] not in DASHES:
        at -= 1
        while at > 0 and (words.lower[at] in ADVERBS or words.lower[at] in AUXILIARIES):
            at -= 1
    if at < 2 or words.lower[at] not in DASHES or words.starts[at] == words.ends[at - 1]:
        return None
    for i in range(at - 2, max(0, at - INTERRUPTION - 2), -1):
        if words.lower[i] == words.lower[at] and words.starts[i] > words.ends[i - 1]:
            return i
    return None
