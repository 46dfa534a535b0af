"""Whom a verb takes: the first party after it, or after "with", with all that is coordinated.

In: the words and mentions of a sentence and where the verb ends. Out: a group of mentions; none where something that is
no party stands first ("meet EU gas demand").
"""

from wiredesk.news.meetings.grammar.auxiliaries import ADVERBS, AUXILIARIES
from wiredesk.news.meetings.grammar.clauses import (
    BOUNDARIES,
    DAYS,
    LINKS,
    PREPOSITIONS,
    Parsed,
    coordinated_after,
    is_boundary,
    is_verb_next,
)
from wiredesk.news.meetings.grammar.triggers import NOUNS
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.tokens import Words

# What these govern is place, time or matter, not a party.
_ASIDE = frozenset("in at to near outside from on about over for during after before of".split())


def objects_after(parsed: Parsed, verb_last: int, *, need_with: bool = False) -> tuple[Mention, ...]:
    """The parties that the verb ending before word `verb_last` takes, directly or after "with"."""
    words, mentions = parsed.words, parsed.mentions
    lower = words.lower
    by_first: dict[int, int] = {}
    for k, m in enumerate(mentions):
        by_first.setdefault(m.first, k)
    i = verb_last
    after_with = not need_with
    gap = noise = 0
    seen_with = False
    while i < len(words) and gap < 14:
        at = by_first.get(i)
        word = lower[i]
        if at is not None:
            mention = mentions[at]
            preposition = lower[i - 1] if i else ""
            if preposition in _ASIDE or mention.kind in ("place", "adjective"):
                i = max(mention.last, i + 1)
                after_with = False
                continue
            direct = preposition in ("with", "between") or seen_with or noise == 0
            if not seen_with and _qualifies(words, mention):
                return ()  # "meet EU gas demand"
            if after_with and direct and not mention.owner and not is_verb_next(words, mention.last):
                return coordinated_after(parsed, at)
            if mention.owner:
                return ()
            i = max(mention.last, i + 1)
            continue
        if word in ("with", "between"):
            after_with = seen_with = True
        elif (
            word in (".", ";", "who", "which", "when", "while", "because", "but", ":")
            or (word in ("“", '"') and is_boundary(words, i))
            or (word in ("as", "before", "after", "where") and is_boundary(words, i))
            or (word == "to" and lower[i - 1] != "face")  # "face to face"
        ):
            return ()
        elif word in ("about", "on", "over", "for") and not _time_follows(lower, i):
            after_with = False
        elif word == "and" and after_with and i == verb_last:
            return ()
        elif word in _QUANTITIES or word[0].isdigit():
            pass  # "is hosting more than a dozen European leaders"
        elif word not in ADVERBS and word not in DAYS and word not in ("'s", "fellow", "nobel", "his", "her"):
            noise += word not in ("face", "to", "together")
        i += 1
        gap += 1
    return ()


_QUANTITIES = frozenset("more than nearly almost some several dozen dozens many least around up".split())


def _qualifies(words: Words, mention: Mention) -> bool:
    """Whether a name only qualifies the noun that follows it."""
    if mention.kind not in ("state", "body", "city") or mention.last >= len(words):
        return False
    word = words.words[mention.last]
    low = words.lower[mention.last]
    return word[0].islower() and low not in PREPOSITIONS | BOUNDARIES | ADVERBS | LINKS | AUXILIARIES | NOUNS.keys()


def _time_follows(lower: list[str], i: int) -> bool:
    return i + 1 < len(lower) and lower[i + 1] in DAYS
