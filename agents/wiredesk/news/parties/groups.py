"""Groups told by what they are: "gun safety groups", "families of American hostages", "leaders of 40 nations".

In: the words of a sentence, a plural noun for people with what stands before it. Out: where the phrase begins and ends.
What modifies the noun is told from the rest of the sentence by closed classes alone, as no list holds all words by
which groups are called.
"""

from msgspec.structs import replace

from wiredesk.news.parties.gazetteer import Gazetteer
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.tokens import Words
from wiredesk.news.parties.vocabulary import PRONOUNS

# Before the modifiers of a group that is the other side of a meeting.
_OPENERS = frozenset("with between by from".split())
_FUNCTION = frozenset(
    """about above across after against ahead along amid among around as at away back be because been before behind
    being below beside between beyond by can could did do does during either every except for from had has have her
    his how if in inside into is it its less may me might more most must near neither nor not of off on once onto or
    our out outside over past per shall should since so some such than that the their them then there these they this
    those though through throughout to today together tomorrow tonight toward towards under unless until up upon very
    was we were what when where whether which while who whom whose why will with within without would yet you your
    a an and but also both no all any each own only just still other next last later soon again""".split()
)
# What a group may be of, though the word is no plural.
_COLLECTIVES = frozenset(
    """industry community society sector opposition church clergy public military press parliament diaspora media
    union government""".split()
)
_NATIONAL = ("an", "ese", "ish", "ic", "ist", "ri", "qi", "di")
_JOINTS = frozenset({"and", ","})
# A group's phrase has at most so many words before its noun and in what follows it.
REACH = 6


def group_start(words: Words, start: int, floor: int) -> int:
    """Where the phrase of a group whose noun phrase begins at `start` begins: "with mental health advocates".

    `start` itself where its modifiers are no plain words after a preposition; never before word `floor`.
    """
    k = start - (start > floor and _is_nationality(words.words[start - 1]))
    while k > floor and start - k < REACH and _is_plain(words, k - 1, joints=k < start):
        k -= 1
    opened = k > 0 and words.lower[k - 1] in _OPENERS and words.lower[k] not in _JOINTS
    return k if opened else start


def _is_nationality(word: str) -> bool:
    """A word as "Korean", "Kashmiri", "Buddhist" that no list ties to one state."""
    return word[0].isupper() and word.endswith(_NATIONAL) and len(word) > 4


def _is_plain(words: Words, k: int, *, joints: bool) -> bool:
    word = words.words[k]
    if joints and word in _JOINTS:
        return True
    return word == words.lower[k] and word[0].isalpha() and word not in _FUNCTION and not word.endswith("ly")


def group_end(words: Words, k: int, gazetteer: Gazetteer) -> int:
    """Past what a group that ends before word k is of: "families [of American hostages]"; k where nothing follows."""
    lower, n = words.lower, len(words)
    if lower[k : k + 1] not in (["of"], ["from"], ["representing"]):
        return k
    j = k + 1
    while j < n and lower[j] in ("the", "more", "than", "nearly", "about", "some", "around", "at", "least", "over"):
        j += 1
    end = k
    limit = min(n, j + REACH)
    while j < limit:
        adjective = gazetteer.adjective_at(words, j)
        if adjective is not None:
            j = adjective.last
            continue
        word = words.words[j]
        if word[0].isdigit() and end == k:
            j += 1
            continue
        if _is_region(words, j):
            j += 1
            continue
        joint = word == "and" and j > k + 1
        if not joint and (word != lower[j] or not word[0].isalpha() or word in _FUNCTION | PRONOUNS.keys()):
            break
        j += 1
        if _is_head(word):
            end = j
            if lower[j : j + 1] != ["and"] and word not in _COLLECTIVES:
                break
    return end


def with_modifiers(words: Words, group: Mention, floor: int) -> Mention:
    """A group with the words before it that tell what it is, though no mention may begin with them."""
    first = group_start(words, group.first, floor)
    return group if first == group.first else replace(group, first=first, name=phrase(words.words, first, group.last))


def phrase(words: list[str], first: int, last: int) -> str:
    """The words as they are written."""
    return " ".join(words[first:last]).replace(" ,", ",").replace(" 's", "'s").replace(" ’s", "’s")


# What a region's name stands before: "leaders of the Baltic states".
_OF_REGION = frozenset("states nations countries republics powers members islands governments economies".split())


def _is_region(words: Words, k: int) -> bool:
    """A word with a capital that tells which states are meant: "Baltic", "West African"."""
    following = words.lower[k + 1 : k + 3]
    return words.words[k][0].isupper() and words.words[k].isalpha() and not _OF_REGION.isdisjoint(following)


def _is_head(word: str) -> bool:
    return word in _COLLECTIVES or (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")))
