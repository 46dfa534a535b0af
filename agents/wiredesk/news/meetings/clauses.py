"""Who does it and to whom: the subject before a verb and the objects after it, with all that is coordinated.

In: the words and mentions of a sentence. Out: groups of mentions. No full parser: a subject is the nearest party
before the verb that stands in no prepositional phrase and possesses nothing; an object the first party after it, or
after "with".
"""

from dataclasses import dataclass
from itertools import pairwise

from wiredesk.news.meetings.auxiliaries import (
    ADVERBS,
    BE_PAST,
    BE_PRESENT,
    DOUBT_MODALS,
    FUTURE_MODALS,
    HAVE,
    PAST_MODALS,
)
from wiredesk.news.meetings.triggers import NOUNS, VERBS
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.tokens import Words

PREPOSITIONS = frozenset(
    """of in with by for from to at on about into over under against between among amid through during without within
    toward towards like than via near outside inside behind across around regarding including versus despite per"""
    .split()
)  # fmt: skip
# Words that open another clause. "as" is left out where it is part of "as well as".
BOUNDARIES = frozenset(
    """; : “ ” " that when where while before after because although though if whether unless until since but which who
    whom whose — – -- as so even why how ( ) once despite following ahead""".split()
)
REPORTING = frozenset(
    """
    said says say told tells announced announces added adds saying stated confirmed reported reports reporting wrote
    declared insisted noted explained according acknowledged warned argued predicted disclosed revealed spoke
    tweeted asked signed testified released""".split()
)
_AUXILIARIES = FUTURE_MODALS | PAST_MODALS | DOUBT_MODALS | BE_PRESENT | BE_PAST | HAVE
_LINKS = frozenset(
    """, and & as well with also then the both possibly including along plus later separately other followed by or
    together include such alongside a an perhaps to""".split()
)
# What these govern is place, time or matter, not a party.
_ASIDE = frozenset("in at to near outside from on about over for during after before of".split())
_JOINS = frozenset(", and & or including with plus alongside followed such".split())


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence read as far as needed: its words, mentions, and the text span it has. `index` -1: the title."""

    index: int
    start: int
    end: int
    paragraph: int
    words: Words
    mentions: tuple[Mention, ...]

    @property
    def is_title(self) -> bool:
        return self.index < 0


def is_boundary(words: Words, i: int) -> bool:
    """Whether another clause opens at word i."""
    word = words.lower[i]
    if word not in BOUNDARIES:
        return False
    if word in QUOTES and _in_scare_quotes(words, i):
        return False
    if word == "as":
        if i and words.lower[i - 1] in ("well", "soon", "early", "part"):
            return False
        following = words.lower[i + 1] if i + 1 < len(words) else ""
        return following not in ("well", "part", "a", "an", "early", "soon", "many", "much", "president", "expected")
    return True


QUOTES = frozenset('“ ” "'.split())
# A quotation of so few words is part of its clause: “working lunch”.
SCARE_QUOTE = 4


def _in_scare_quotes(words: Words, i: int) -> bool:
    """Whether the quotation mark at word i opens or closes a few words within a clause."""
    near = range(max(0, i - SCARE_QUOTE), min(len(words), i + SCARE_QUOTE + 1))
    return any(j != i and words.lower[j] in QUOTES for j in near)


def clause_start(words: Words, head: int) -> int:
    """The first word of the clause in which word `head` stands."""
    for i in range(head - 1, -1, -1):
        if is_boundary(words, i):
            return i + 1
    return 0


def clause_end(words: Words, head: int) -> int:
    """Past the last word of the clause in which word `head` stands."""
    for i in range(head + 1, len(words)):
        if is_boundary(words, i):
            return i
    return len(words)


_RESUMES = frozenset("will would is are was were has have had 'll can may".split())
# A relative clause between a subject and its verb has at most so many words.
ASIDE = 30


def resumption(words: Words, opening: int) -> int | None:
    """Where the main clause goes on after the relative one that opens at a word: "the talks, which X left, will"."""
    lower = words.lower
    if lower[opening] not in ("which", "who", "whom", "that"):
        return None
    for i in range(opening + 1, min(opening + ASIDE, len(lower) - 1)):
        if lower[i] == "," and lower[i + 1] in _RESUMES:
            return i + 1
        if lower[i] in (".", ";", ":"):
            return None
    return None


def in_prepositional_phrase(words: Words, mention: Mention) -> bool:
    """Whether a preposition governs the mention (within two words before it)."""
    for i in range(mention.first - 1, max(-1, mention.first - 3), -1):
        word = words.lower[i]
        if word in PREPOSITIONS:
            return True
        if word not in ("the", "a", "an", "both", "neighboring", "nearby", "'s"):
            return False
    return False


def is_verb_next(words: Words, i: int) -> bool:
    """Whether a finite verb group seems to begin at word i (an auxiliary or a reporting verb)."""
    while i < len(words) and words.lower[i] in ADVERBS:
        i += 1
    return i < len(words) and (words.lower[i] in _AUXILIARIES or words.lower[i] in REPORTING)


def subject_of(parsed: Parsed, verb_first: int) -> tuple[Mention, ...]:
    """The parties that the verb group beginning at word `verb_first` is about; empty when none is named."""
    words, mentions = parsed.words, parsed.mentions
    interrupted = _before_interruption(words, verb_first)
    if interrupted is not None:
        closing = [k for k, m in enumerate(mentions) if interrupted - 1 <= m.last <= interrupted]
        if closing and not mentions[closing[-1]].owner:
            return coordinated_before(parsed, closing[-1])
    start = clause_start(words, verb_first)
    before = [k for k, m in enumerate(mentions) if m.last <= verb_first and m.last > start]
    opener = words.lower[start - 1] if start else ""
    before_verb = verb_first - 1
    while before_verb > start and (words.lower[before_verb] in _AUXILIARIES or words.lower[before_verb] in ADVERBS):
        before_verb -= 1
    if words.lower[before_verb] == ",":  # the comma may close more than one clause
        for _ in range(3):
            if start <= 1 or opener in ("who", "which", ",") or opener not in BOUNDARIES:
                break
            outer = clause_start(words, start - 1)
            if outer == 0 or words.lower[outer - 1] not in ("who", "which"):
                break
            start, opener = outer, words.lower[outer - 1]
    closed = opener in ("who", "which") and words.lower[before_verb] == ","  # "A and B, who ..., have agreed"
    if closed or (
        opener in ("who", "which", "that")
        and not any(mentions[k].first >= start and not in_prepositional_phrase(words, mentions[k]) for k in before)
    ):
        antecedent = [k for k, m in enumerate(mentions) if m.last <= start and m.kind != "pronoun"]
        gap_ok = antecedent and start - 1 - mentions[antecedent[-1]].last <= 1
        if gap_ok:
            return coordinated_before(parsed, antecedent[-1])
    eligible: list[int] = []
    for k in reversed(before):
        mention = mentions[k]
        if mention.kind in ("place", "adjective") or mention.owner:
            continue
        if mention.kind == "pronoun" and mention.name == "who":
            earlier = [
                j for j in range(k) if mentions[j].kind in ("person", "government", "group", "office", "body", "both")
            ]
            if earlier and mention.first - mentions[earlier[-1]].last <= 1:
                return coordinated_before(parsed, earlier[-1])
            continue
        if in_prepositional_phrase(words, mention) and not _begins_clause(words, mention, start):
            continue
        if is_attribute(words, mention):
            continue
        if mention.kind in ("state", "city") and mention.first and words.lower[mention.first - 1] in VERBS:
            continue  # "is visiting Israel, will meet"
        eligible.append(k)
    if not eligible:
        return ()
    nearest = eligible[0]
    adjacent = all(w in ADVERBS or w == "," for w in words.lower[mentions[nearest].last : verb_first])
    if not adjacent:  # an object stands between: take the one that a verb follows
        nearest = next((k for k in eligible if is_subject(words, mentions[k])), nearest)
    return (*coordinated_before(parsed, nearest), *_together_with(parsed, nearest, verb_first))


_TOGETHER = (
    [",", "together", "with"],
    [",", "along", "with"],
    [",", "alongside"],
    ["together", "with"],
    ["along", "with"],
)


def _together_with(parsed: Parsed, k: int, verb_first: int) -> tuple[Mention, ...]:
    """ "A and B, together with C, will meet": who comes with the subject."""
    mentions, lower = parsed.mentions, parsed.words.lower
    if k + 1 >= len(mentions) or mentions[k + 1].last > verb_first:
        return ()
    if lower[mentions[k].last : mentions[k + 1].first] not in _TOGETHER:
        return ()
    return tuple(m for m in coordinated_after(parsed, k + 1) if m.last <= verb_first)


_DASHES = frozenset("- – — --".split())
# An interruption between dashes has at most so many words.
INTERRUPTION = 16


def _before_interruption(words: Words, verb_first: int) -> int | None:
    """Where an interruption between dashes opens that closes right before the verb: "X - who knows - will meet Y"."""
    at = verb_first  # a verb group may begin with the dash, or after its auxiliary ("are due to")
    if words.lower[at] not in _DASHES:
        at -= 1
        while at > 0 and (words.lower[at] in ADVERBS or words.lower[at] in _AUXILIARIES):
            at -= 1
    if at < 2 or words.lower[at] not in _DASHES or words.starts[at] == words.ends[at - 1]:
        return None
    for i in range(at - 2, max(0, at - INTERRUPTION - 2), -1):
        if words.lower[i] == words.lower[at] and words.starts[i] > words.ends[i - 1]:
            return i
    return None


def is_attribute(words: Words, mention: Mention) -> bool:
    """Whether the mention only qualifies a meeting noun ("a NATO summit")."""
    if mention.last >= len(words) or words.lower[mention.last] not in NOUNS or mention.kind in ("pronoun", "group"):
        return False
    return "off" not in words.lower[mention.last + 1 : mention.last + 2]  # "Chad, Mali call off talks"


def is_subject(words: Words, mention: Mention) -> bool:
    """Whether a verb seems to follow the mention."""
    if is_verb_next(words, mention.last):
        return True
    if (
        mention.first > 1
        and words.lower[mention.first - 1] in REPORTING
        and words.words[mention.first - 2] in ("”", '"', "’", ",")
    ):
        return True  # “...,” said the president
    i = mention.last
    while i < len(words) and words.lower[i] in ADVERBS:
        i += 1
    if i >= len(words):
        return False
    word = words.lower[i]
    return word in VERBS or (word.endswith("ed") and words.words[i][0].islower())


def _begins_clause(words: Words, mention: Mention, start: int) -> bool:
    return mention.first == start


def coordinated_before(parsed: Parsed, k: int) -> tuple[Mention, ...]:
    """Mention k with those joined to it on its left."""
    group = [k]
    while group[0] > 0 and _joined(parsed, group[0] - 1, group[0]):
        if parsed.mentions[group[0]].kind == "pronoun":
            break
        group.insert(0, group[0] - 1)
    mentions = parsed.mentions
    # "In Paris, Kerry and ...": what a preposition governs is no subject, nor is what stands left of it.
    while len(group) > 1 and in_prepositional_phrase(parsed.words, mentions[group[0]]):
        if mentions[group[0]].first == mentions[group[1]].first:
            break
        group.pop(0)
    return tuple(mentions[g] for g in group if mentions[g].kind not in ("place", "adjective") and not mentions[g].owner)


def coordinated_after(parsed: Parsed, k: int, *, closed: bool = False) -> tuple[Mention, ...]:
    """Mention k with those joined to it on its right.

    `closed`: all belong together even where a verb follows ("talks between A and B will"); else that opens a clause.
    """
    group = [k]
    mentions, words = parsed.mentions, parsed.words
    while group[-1] + 1 < len(mentions) and _joined(parsed, group[-1], group[-1] + 1):
        following = mentions[group[-1] + 1]
        between = words.lower[mentions[group[-1]].last : following.first]
        listed = closed and "and" in between and (between[0] != "," or len(group) > 1)
        if (
            not listed
            and mentions[group[-1]].first != following.first
            and following.kind not in ("state", "city", "place")
            and is_verb_next(words, following.last)
        ):
            break
        group.append(group[-1] + 1)
    if not _has_conjunction(parsed, group):
        group = [g for g in group if mentions[g].first == mentions[k].first]
    return tuple(mentions[g] for g in group if mentions[g].kind not in ("place", "adjective"))


def _has_conjunction(parsed: Parsed, group: list[int]) -> bool:
    """Whether more than commas join the mentions: "A, B" alone is an apposition or the next clause."""
    mentions, lower = parsed.mentions, parsed.words.lower
    return any(
        word in _JOINS and word != ","
        for g, following in pairwise(group)
        for word in lower[mentions[g].last : mentions[following].first]
    )


def _joined(parsed: Parsed, k: int, following: int) -> bool:
    first, second = parsed.mentions[k], parsed.mentions[following]
    if first.first == second.first:  # "leaders of France and China": one phrase
        return True
    lower = parsed.words.lower
    between = [w for w in lower[first.last : second.first] if w not in QUOTES]
    if between[:1] == ["("] and ")" in between:
        between = between[between.index(")") + 1 :]
    if not between or len(between) > 5:
        return False
    if "and" not in between and not {"on", *DAYS}.isdisjoint(between) and between[0] != "the":
        return False  # "talks in Oslo on Friday with X", "After seeing X on Friday, Y will"
    return any(w in _JOINS for w in between) and all(w in _LINKS or w in ADVERBS for w in between)


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
        elif word not in ADVERBS and word not in DAYS and word not in ("'s", "fellow", "nobel", "his", "her"):
            noise += word not in ("face", "to", "together")
        i += 1
        gap += 1
    return ()


def _qualifies(words: Words, mention: Mention) -> bool:
    """Whether a name only qualifies the noun that follows it."""
    if mention.kind not in ("state", "body", "city") or mention.last >= len(words):
        return False
    word = words.words[mention.last]
    low = words.lower[mention.last]
    return word[0].islower() and low not in PREPOSITIONS | BOUNDARIES | ADVERBS | _LINKS | _AUXILIARIES | NOUNS.keys()


DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december may-month jan. feb. mar. apr. jun. jul. aug. sept. oct. nov. dec. the""".split()
)


def _time_follows(lower: list[str], i: int) -> bool:
    return i + 1 < len(lower) and lower[i + 1] in DAYS
