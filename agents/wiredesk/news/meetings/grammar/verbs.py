"""Verb groups: how sure and how near in time the words before a verb make it.

In: the words of a sentence and where the verb stands. Out: its group with a mood: "will meet" is future, "was to meet"
past-future, "met" past, "might meet" hypothetical, "wants to meet" a wish, "will not meet" denied. The tables of
`auxiliaries` are the rules; the first word to the left that decides, decides. Where none does, a demand in the same
clause makes a wish ("demanded that Chad cancel"); an order not to go calls off.
"""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from wiredesk.news.meetings.grammar.auxiliaries import (
    ADVERBS,
    BE_PAST,
    BE_PRESENT,
    BEFORE_ING,
    BEFORE_TO,
    DOUBT_MODALS,
    FUTURE_MODALS,
    GIVING_UP,
    HAVE,
    NEGATIVES,
    PAST_MODALS,
    PLANS,
    Mood,
)
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.tokens import Words

Form = Literal["base", "s", "ing", "past", "participle"]


class VerbGroup(Struct, frozen=True):
    """Words [first, last) around the verb at `head`; `decided_by` are the words that gave the mood.

    `passive`: "is to be held", "was cancelled". `expected`: "is expected to", not a plain "will". `subject`: that of
    the verb which governs this one ("travels to Paris to meet"), where there is such a verb, and `places`
    those to which it goes. `status`: that of a plan which is given up ("will no longer meet"), mood "off".
    """

    first: int
    head: int
    last: int
    mood: Mood
    decided_by: str
    passive: bool = False
    expected: bool = False
    subject: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    status: str | None = None


def read_verb_group(words: Words, head: int, form: Form) -> VerbGroup:
    """The group of the verb at `head`; the reading goes left at most 14 words."""
    lower = words.lower
    i = head - 1
    negated = False
    passive = False
    stop = max(-1, head - 14)
    while i > stop:
        word = lower[i]
        if word == "longer" and i and lower[i - 1] == "no":
            negated = True
            i -= 2
            continue
        if word in NEGATIVES and word not in BE_PAST | BE_PRESENT | HAVE:
            negated = True
            if word in ("won't", "wouldn't", "cannot", "can't"):
                break
            i -= 1
            continue
        if word in ("be", "been", "being") and (form in ("participle", "past", "ing") or passive):
            passive = passive or form != "ing"
            i -= 1
            continue
        if (word in ADVERBS and word not in ("on", "this")) or (word in ("on", "this") and i + 1 < head):
            i -= 1
            continue
        if i and word.endswith("ly") and lower[i - 1] in BE_PAST | BE_PRESENT | HAVE and form in ("participle", "past"):
            i -= 1  # "was hastily arranged"
            continue
        break
    word = lower[i] if i > stop else ""
    group = _decide(words, i, word, form, _Group(head, i, word, negated, passive))
    if group.mood == "denied" and _is_given_up(lower, group.first, head):
        return replace(group, mood="off", status="cancelled", decided_by=f"{group.decided_by}, after all")
    return group


# So many words after the verb may stand what tells that it had been planned.
GIVEN_UP_REACH = 25


def _is_given_up(lower: list[str], first: int, head: int) -> bool:
    """Whether what is denied had been planned: "will no longer", "will not ... as planned", "... after all"."""
    if any(lower[k : k + 2] == ["no", "longer"] for k in range(max(0, first - 2), head)):
        return True
    after = lower[head + 1 : head + GIVEN_UP_REACH]
    return any(
        (word == "as" and {"planned", "scheduled", "announced", "expected"} & set(after[k + 1 : k + 4]))
        or (word == "after" and after[k + 1 : k + 2] == ["all"] and after[k + 2 : k + 3] != ["the"])
        for k, word in enumerate(after)
    )


class _Group(Struct, frozen=True):
    """A group whose mood is still to be named; a negation turns what would lie ahead into denied."""

    head: int
    first: int
    word: str
    negated: bool
    passive: bool

    def __call__(
        self, mood: Mood, *, first: int | None = None, by: str | None = None, passive: bool | None = None,
        expected: bool = False,
    ) -> VerbGroup:  # fmt: skip
        start = self.first if first is None else first
        words = self.word if by is None else by
        is_passive = self.passive if passive is None else passive
        if self.negated and mood in ("future", "past-future", "present", "progressive", "infinitive"):
            return VerbGroup(start, self.head, self.head + 1, "denied", f"not, {words}", is_passive)
        return VerbGroup(start, self.head, self.head + 1, mood, words, is_passive, expected)


def _decide(words: Words, i: int, word: str, form: Form, group: _Group) -> VerbGroup:
    """The mood by the first word left of the verb that is no adverb; word i."""
    lower = words.lower
    head = group.head
    verb = lower[head]
    if word in ("won't", "wo", "wouldn't"):
        return group("denied")
    if word in FUTURE_MODALS:
        return group("future")
    if word == "'d" and form in ("past", "participle"):  # "who'd met him": had
        return group("past")
    if word in PAST_MODALS:
        if "have" in lower[i + 1 : head]:
            return group("hypothetical", by="would have")
        return group("wish" if lower[i + 1] in ("like", "love", "prefer") else "past-future")
    if word in DOUBT_MODALS:
        return group("hypothetical")
    if word in ("did", "does", "do", "didn't", "doesn't", "don't"):
        return group("denied" if group.negated or word.endswith("n't") else "past")
    if word == "to" and form == "ing" and lower[i - 1 : i] == ["forward"]:  # "looks forward to meeting"
        first = next((k for k in range(i - 1, max(-1, i - 5), -1) if lower[k].startswith("look")), i - 1)
        return group("present", first=_before_look(lower, first), by="forward to")
    if word == "to" and form != "ing" and form != "s":
        if form != "base" and not group.passive:
            return group("past", first=head, by=verb)
        return _before_to(words, i, group)
    if word in BE_PRESENT or word in BE_PAST:
        if form == "ing":
            mood: Mood = "past" if word in BE_PAST else "progressive"
            return group("denied" if word in NEGATIVES else mood)
        if form in ("participle", "past") and word != "'s":
            return group("past", passive=True)
    if word in HAVE and form in ("participle", "past"):
        if i and lower[i - 1] == "to" and (planned := _before_to(words, i - 1, group)).mood == "past-future":
            return replace(planned, decided_by=f"{planned.decided_by} have")  # "was to have met": it came to nothing
        return group("past")
    if form in ("past", "participle"):
        return group("past", first=head, by=verb, passive=group.passive or form == "participle")
    if form == "ing":
        governed = _before_gerund(lower, head)
        if governed is not None:
            return group(governed[0], first=head, by=governed[1])
        return group("gerund", first=head, by=verb)
    if form == "base" and word in ("and", "or", ",", "then", "&"):
        shared = _shared_auxiliary(words, i, head)
        if shared is not None:
            return _decide(words, shared, lower[shared], form, replace(group, first=shared, word=lower[shared]))
    if form == "base" and (demand := _demand(lower, head)) is not None:
        return group("wish", first=head, by=demand)
    return group("present", first=head, by=verb)


# "Demanded that the White House cancel": so many words before a verb in its plain form.
DEMAND_REACH = 9
_DEMANDS = frozenset(
    """demand demands demanded demanding insist insists insisted insisting urge urges urged urging recommend recommends
    recommended propose proposes proposed suggest suggests suggested request requests requested""".split()
)


def _demand(lower: list[str], head: int) -> str | None:
    """The verb of demanding in whose clause a plain form stands: "demanded (that) Denmark call off", in one breath."""
    at = next((k for k in range(head - 1, max(-1, head - DEMAND_REACH), -1) if lower[k] in _DEMANDS), None)
    if at is None or not _OTHER_CLAUSE.isdisjoint(lower[at + 1 : head]):
        return None
    return lower[at]


_OTHER_CLAUSE = frozenset(", ; who which and when while where as on".split())


def _before_gerund(lower: list[str], head: int) -> tuple[Mood, str] | None:
    """The mood that "open to", "the idea of", "ruled out" give the form in -ing after them; None where nothing does."""
    j = head - 1
    while j > 0 and lower[j] in ADVERBS:
        j -= 1
    governor = j - 1 if lower[j] in ("to", "of", "on", "in", "about", "out", "against", "for") else j
    word = lower[max(0, governor)]
    mood = BEFORE_ING.get(word)
    if mood is None:
        return None
    if word in PLANS and "no" not in lower[max(0, governor - 2) : governor]:
        return None
    return mood, f"{word} {lower[head]}"


def _before_look(lower: list[str], i: int) -> int:
    """Where "was also looking forward" begins."""
    while i and (lower[i - 1] in BE_PRESENT | BE_PAST or lower[i - 1] in ADVERBS):
        i -= 1
    return i


def _shared_auxiliary(words: Words, i: int, head: int) -> int | None:
    """The modal or "to" of an earlier verb that a coordinated base form shares ("will speak and meet")."""
    lower = words.lower
    for j in range(i - 1, max(-1, head - 30), -1):
        word = lower[j]
        if word in (";", ":", "who", "which", "that", "while", "said", "says"):
            return None
        if word in FUTURE_MODALS | PAST_MODALS | DOUBT_MODALS or (word == "to" and _is_infinitive(words, j)):
            return j
    return None


def _is_infinitive(words: Words, j: int) -> bool:
    following = words.words[j + 1] if j + 1 < len(words) else ""
    return (
        bool(following)
        and following[0].islower()
        and words.lower[j + 1] not in ("the", "a", "an", "his", "her", "their")
    )


# "Directed the secretary of state not to travel": who says so can call a journey off.
_ORDERED = frozenset("directed ordered instructed".split())
ORDER_REACH = 8


def _order(lower: list[str], j: int) -> str | None:
    """The verb of ordering that governs "not to" at word j: verb and object right before it, no other verb between."""
    at = next((k for k in range(j - 1, max(-1, j - ORDER_REACH), -1) if lower[k] in _ORDERED), None)
    if at is None or any(w in _NO_OBJECT or w.endswith("ed") or w in BEFORE_TO for w in lower[at + 1 : j]):
        return None
    return lower[at]


_NO_OBJECT = frozenset("that , ; who which and but said says had has have was were is are would will".split())
# How something was agreed or promised, between the verb and its "to".
_MEANS = frozenset("call phone telephone conversation letter statement meeting summit talks".split())
_BY = frozenset("in during by over at on".split())
MEANS_REACH = 5


def _before_aside(lower: list[str], j: int) -> int:
    """Before "in a phone call", where a verb that takes "to" stands there: "agreed in a phone call to meet"."""
    if j < 0 or lower[j] not in _MEANS:
        return j
    by = next((k for k in range(j - 1, max(0, j - MEANS_REACH), -1) if lower[k] in _BY), None)
    return by - 1 if by is not None and lower[by - 1] in BEFORE_TO else j


def _before_to(words: Words, i: int, group: _Group) -> VerbGroup:
    """The mood that the words before "to" give: "is set to", "plans to", "wants to", or a bare purpose."""
    lower = words.lower
    j = i - 1
    while j >= 0 and (lower[j] in ADVERBS and lower[j] not in ("likely", "on", "this", "week", "month", "year")):
        if lower[j] in NEGATIVES:
            denied = group("denied", first=j, by=f"{lower[j]} to")
            order = _order(lower, j)
            return denied if order is None else replace(denied, mood="off", status="cancelled", decided_by=order)
        j -= 1
    j = _before_aside(lower, j)
    word = lower[j] if j >= 0 else ""
    before = lower[j - 1] if j > 0 else ""
    if word == "going" and before in ("before", "after", "when", "while"):
        return group("infinitive", first=i, by="to")  # "visited the ward before going to meet X"
    near = lower[max(0, j - 4) : j]
    late = any(w in BE_PAST or w in ("had", "wasn't", "weren't") for w in near)
    negative = any(w in NEGATIVES for w in near)
    if word in BE_PRESENT and word not in ("be", "been", "being"):
        return group("denied" if word in NEGATIVES else "future", first=j, by=f"{word} to")
    if word in BE_PAST:
        return group("denied" if word in NEGATIVES else "past-future", first=j, by=f"{word} to")
    if word in HAVE:
        return group("past" if word in ("had", "hadn't") else "hypothetical", first=j, by=f"{word} to")
    rule = BEFORE_TO.get(word)
    if rule is None:
        return group("infinitive", first=i, by="to")
    mood, expected = rule
    by = f"{before} {word} to".strip()
    off = next((GIVING_UP[w] for w in near if w in GIVING_UP), None) if word in PLANS else None
    if off is not None:
        return replace(group("past", first=j, by=by), mood="off", status=off)
    if negative and word in PLANS and not {"changed", "altered", "abandoned", "dropped", "cancelled"}.isdisjoint(near):
        return group("future", first=j, by=by)  # "has not changed her plan to meet"
    if negative and mood == "future" and (word in PLANS or before in NEGATIVES):
        return group("denied", first=j, by=by)
    if mood == "future" and late and word not in ("agreed", "decided"):
        return group("past-future", first=j, by=by)
    if word == "planned" and before not in BE_PRESENT:
        return group("past-future", first=j, by=by)
    return group(mood, first=j, by=by, expected=expected)
