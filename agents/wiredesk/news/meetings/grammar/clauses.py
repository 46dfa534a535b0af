"""Clauses, and who acts in them: the subject before a verb, with all that is coordinated.

In: the words and mentions of a sentence. Out: groups of mentions. No full parser: a subject is the nearest party
before the verb that stands in no prepositional phrase and possesses nothing. Objects: see `objects`.
"""

from itertools import pairwise

from msgspec import Struct

from wiredesk.news.meetings.grammar.auxiliaries import ADVERBS, AUXILIARIES
from wiredesk.news.meetings.grammar.dashes import before_interruption, opening_dash
from wiredesk.news.meetings.grammar.triggers import NOUNS, VERBS
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
LINKS = frozenset(
    """, and & as well with also then the both possibly including along plus later separately other followed by or
    together include such alongside a an perhaps to""".split()
)
_JOINS = frozenset(", and & or including with plus alongside followed such".split())


DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december may-month jan. feb. mar. apr. jun. jul. aug. sept. oct. nov. dec. the""".split()
)
DATED = (DAYS | {"tomorrow", "next", "tonight"}) - {"the", "may"}
"""With one of these the present tense is that of a plan."""


PLACES = frozenset({"state", "city", "place"})
"""Kinds of mentions that name where something is."""
RELATIVES = frozenset("who which whose whom".split())


class Parsed(Struct, frozen=True):
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
    if word == "ahead":
        return words.lower[i + 1 : i + 2] == ["of"]  # not "will go ahead with talks"
    if word == "as":
        if i and words.lower[i - 1] in ("well", "soon", "early", "part"):
            return False
        following = words.words[i + 1] if i + 1 < len(words) else ""  # "as president", not "as President X and"
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
    i = head - 1
    while i >= 0:
        if is_boundary(words, i):
            opening = opening_dash(words, i)
            if opening is None:
                return i + 1
            i = opening
        i -= 1
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
    return i < len(words) and (words.lower[i] in AUXILIARIES or words.lower[i] in REPORTING)


def subject_of(parsed: Parsed, verb_first: int) -> tuple[Mention, ...]:
    """The parties that the verb group beginning at word `verb_first` is about; empty when none is named."""
    words, mentions = parsed.words, parsed.mentions
    interrupted = before_interruption(words, verb_first)
    if interrupted is not None:
        closing = [k for k, m in enumerate(mentions) if interrupted - 1 <= m.last <= interrupted]
        if closing and not mentions[closing[-1]].owner:
            return coordinated_before(parsed, closing[-1])
    start = clause_start(words, verb_first)
    shared = _verb_sharing_subject(words, start, verb_first)
    if shared is not None:
        return subject_of(parsed, shared)
    before = [k for k, m in enumerate(mentions) if m.last <= verb_first and m.last > start]
    opener = words.lower[start - 1] if start else ""
    before_verb = verb_first - 1
    while before_verb > start and (words.lower[before_verb] in AUXILIARIES or words.lower[before_verb] in ADVERBS):
        before_verb -= 1
    if words.lower[before_verb] == ",":  # the comma may close more than one clause
        for _ in range(3):
            if start <= 1 or opener in (*RELATIVES, ",") or opener not in BOUNDARIES:
                break
            outer = clause_start(words, start - 1)
            if outer == 0 or words.lower[outer - 1] not in ("who", "which", "whose", "whom"):
                break
            start, opener = outer, words.lower[outer - 1]
    closed = opener in RELATIVES and words.lower[before_verb] == ","  # "A and B, who ..., have agreed"
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
        if in_prepositional_phrase(words, mention) and mention.first != start:
            continue
        if mention.last != verb_first and is_attribute(parsed, k):  # "visits" is the verb itself
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


def _verb_sharing_subject(words: Words, start: int, verb_first: int) -> int | None:
    """The verb after a closing comma with which this one shares its subject: "X, whose ..., arrives and will meet"."""
    while verb_first - 1 > start and (
        words.lower[verb_first - 1] in AUXILIARIES or words.lower[verb_first - 1] in ADVERBS
    ):
        verb_first -= 1
    if verb_first - 1 <= start or words.lower[verb_first - 1] != "and" or start == 0:
        return None
    if words.lower[start - 1] not in RELATIVES:
        return None
    comma = next((i for i in range(verb_first - 2, start, -1) if words.lower[i] == ","), None)
    if comma is None:
        return None
    i = comma + 1
    while i < verb_first and words.lower[i] in ADVERBS:
        i += 1
    return i if words.lower[i] in VERBS or words.lower[i] in AUXILIARIES else None


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


def is_attribute(parsed: Parsed, k: int) -> bool:
    """Whether mention k only qualifies a meeting noun ("a NATO summit")."""
    words, mention = parsed.words, parsed.mentions[k]
    if mention.last >= len(words) or words.lower[mention.last] not in NOUNS or mention.kind in ("pronoun", "group"):
        return False
    if mention.kind in ("person", "office") and any(m.first == mention.last + 1 for m in parsed.mentions[k + 1 :]):
        return words.lower[mention.last] not in VERBS  # "X visits Chad on Friday, meets Y"
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


def coordinated_after(parsed: Parsed, k: int, *, closed: bool = False, is_pair: bool = False) -> tuple[Mention, ...]:
    """Mention k with those joined to it on its right.

    `closed`: all belong together even where a verb follows ("talks between A and B will"); else that opens a clause.
    `is_pair`: one alone cannot be meant ("between its minister, A, and B would").
    """
    group = [k]
    mentions, words = parsed.mentions, parsed.words
    while (number := _next_joined(parsed, group[-1])) is not None:
        following = mentions[number]
        between = words.lower[mentions[group[-1]].last : following.first]
        goes_on = is_pair or len(group) > 1 or between[:1] != [","]
        listed = closed and "and" in between and goes_on and following.kind != "pronoun"
        if (
            not listed
            and mentions[group[-1]].first != following.first
            and following.kind not in ("state", "city", "place")
            and is_verb_next(words, following.last)
        ):
            break
        group.append(number)
    if not _has_conjunction(parsed, group):
        group = [g for g in group if mentions[g].first == mentions[k].first]
    return tuple(mentions[g] for g in group if mentions[g].kind not in ("place", "adjective"))


def _next_joined(parsed: Parsed, k: int) -> int | None:
    """The mention joined to mention k on its right, past a place of its own ("with A in Oslo and B in Riga", "in Oslo
    with A and in Riga with B")."""
    mentions, lower = parsed.mentions, parsed.words.lower
    if k + 1 < len(mentions) and (_joined(parsed, k, k + 1) or _is_on_another_day(parsed, k)):
        return k + 1
    if k + 2 >= len(mentions) or mentions[k].kind not in ("person", "office", "government"):
        return None
    place = mentions[k + 1]
    is_person = mentions[k + 2].kind in ("person", "office", "government")
    ahead, between = lower[mentions[k].last : place.first], lower[place.last : mentions[k + 2].first]
    if place.kind not in ("city", "place", "state"):
        return None
    if is_person and ahead[-2:] == ["and", "in"] and between == ["with"]:
        return k + 2
    if ahead[-1:] not in (["in"], ["at"]) or ahead[:-1] not in ([], [","]):
        return None
    if is_person and "and" in between and all(w in ("and", ",", "with") or w in DAYS or w in ADVERBS for w in between):
        return k + 2
    return None


# "On the afternoon of March 13 and with": so many words.
_DAY_WORDS = 8


def _is_on_another_day(parsed: Parsed, k: int) -> bool:
    """ "With A on March 13 and with B on March 15"."""
    mentions, lower = parsed.mentions, parsed.words.lower
    between = lower[mentions[k].last : mentions[k + 1].first]
    if between[-2:] != ["and", "with"] or not 2 < len(between) <= _DAY_WORDS or between[0] not in ("on", *DAYS):
        return False
    return all(w in DAYS or w in ADVERBS or w[0].isdigit() or w in ("on", "of") for w in between[:-2])


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
    if "and" not in between and first.kind in PLACES and (second.kind in ("person", "office") or "with" in between):
        return False  # "talks in Oslo with X"
    if "and" not in between and not {"on", *DAYS}.isdisjoint(between) and between[0] != "the":
        return False  # "talks in Oslo on Friday with X", "After seeing X on Friday, Y will"
    return any(w in _JOINS for w in between) and all(w in LINKS or w in ADVERBS for w in between)
