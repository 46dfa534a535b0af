"""Names of states that only qualify a noun: "in the U.S. election" tells of no place.

In: the words of a sentence, a mention of a state. Out: whether it stands before a noun as its adjective.
"""

from wiredesk.news.meetings.grammar.clauses import BOUNDARIES, DAYS, PREPOSITIONS, REPORTING
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.tokens import Words

# Names of states that are their own adjectives, and what may follow them without being a noun that they qualify.
_OWN_ADJECTIVES = frozenset("u.s. us u.k. uk uae u.n.".split())
_TIME_WORDS = frozenset(
    """next this last later earlier early late today tomorrow tonight soon again now first and or will would is was
    has""".split()
)
_NO_NOUNS = PREPOSITIONS | BOUNDARIES | REPORTING | DAYS | _TIME_WORDS


def is_adjectival(words: Words, mention: Mention) -> bool:
    """Whether the name qualifies a noun: "in the U.S. election"."""
    if words.lower[mention.last - 1] not in _OWN_ADJECTIVES or mention.last >= len(words):
        return False
    following = words.words[mention.last]
    return following[0].islower() and following not in _NO_NOUNS
