"""Verb groups: how sure and how near in time the words before a verb make it.

In: the words of a sentence and where the verb stands. Out: its group with a mood: "will meet" is future, "was to meet"
past-future, "met" past, "might meet" hypothetical, "wants to meet" a wish, "will not meet" denied. The tables below are
the rules; the first word to the left that decides, decides.
"""

from dataclasses import dataclass
from typing import Literal

from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.tokens import Words

Mood = Literal[
    "future",  # will, is to, plans to
    "past-future",  # would, was to, had planned to
    "present",  # meets, travels
    "progressive",  # is meeting
    "past",  # met, has met, was meeting
    "hypothetical",  # may, could
    "wish",  # wants to, offered to
    "denied",  # will not, has no plans to
    "infinitive",  # to meet, with what governs it further left
    "gerund",  # meeting with, after nothing that decides
]
Form = Literal["base", "s", "ing", "past", "participle"]


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """Words [first, last) around the verb at `head`; `decided_by` are the words that gave the mood.

    `passive`: "is to be held", "was cancelled". `expected`: "is expected to", not a plain "will". `subject`: that of
    the verb which governs this one ("travels to Paris to meet"), where there is such a verb, and `places`
    those to which it goes.
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


ADVERBS = frozenset(
    """also then now later again soon still formally officially privately briefly separately personally directly first
    finally likely probably only even just already reportedly jointly publicly quickly initially next actually
    eventually tentatively immediately instead therefore once currently together definitely certainly allegedly
    ultimately subsequently secretly at least face-to-face one-on-one all both each today tomorrow tonight
    monday tuesday wednesday thursday friday saturday sunday on shortly early late this week weekend month year morning
    afternoon evening long-awaited simultaneously presumably hopefully perhaps here there thus never not n't""".split()
)
FUTURE_MODALS = frozenset("will 'll shall wo won't".split())
PAST_MODALS = frozenset("would 'd".split())
DOUBT_MODALS = frozenset("may might could can should must ought need cannot can't couldn't shouldn't mustn't".split())
BE_PRESENT = frozenset("is are am 's 're 'm isn't aren't be being been".split())
BE_PAST = frozenset("was were wasn't weren't".split())
HAVE = frozenset("has have had having 've hasn't haven't hadn't".split())
NEGATIVES = frozenset("not never n't won't isn't aren't wasn't weren't cannot can't wouldn't no hasn't haven't".split())

# Before "to": those with "is", and those with any subject. The value is the mood, "+" marks mere expectation.
BEFORE_TO: dict[str, str] = {
    **dict.fromkeys(
        """set due scheduled slated going planning plan plans planned agree agrees agreed agreeing intends intend
        intending preparing prepares prepared prepare decided decides pledged promised vowed arranged committed booked
        confirmed supposed poised announced about timed accepted opted chosen chose elected expects scheduling pledges
        invited-and-accepted determined bound readying gearing penciled pencilled ready-to preparations arrangements
        commitment agreement decision agreements pledge appointment schedule intention intentions waiting""".split(),
        "future",
    ),
    **dict.fromkeys("expected likely anticipated".split(), "future+"),
    **dict.fromkeys(
        """want wants wanted wanting hope hopes hoped hoping wish wishes wished like love seek seeks sought seeking offer
        offers offered offering propose proposes proposed proposal ask asks asked asking urge urges urged urging
        willing ready open eager try tries tried trying attempt attempts attempted attempting request requests
        requested requesting invite invites invited invitation need needs needed persuade pressed press pressure push
        pushed pushing consider considers considering considered call calls called calling demand demanded want. keen
        chance opportunity ability able effort efforts bid desire willingness readiness hope. offer. suggest suggested
        allow allowed allows convince convinced encourage encouraged free welcome prepared-to threatens threatened
        happy appealed appeal appeals plea aims aim aimed aiming possible reluctant obliged loath hesitant forced
        reason reasons option choose wants. way ways time best better interest pleased glad difficult hard easier
        impossible important necessary failing enough reluctance goal idea""".split(),
        "wish",
    ),
    **dict.fromkeys(
        """refuse refuses refused refusing decline declines declined declining unwilling unlikely unable reject rejected
        refusal fail fails failed failure failing. stopped unprepared""".split(),
        "denied",
    ),
    **dict.fromkeys("used happened got managed continued began helped allowed. came went traveled travelled".split(), "past"),
}  # fmt: skip
# Nouns that are no plan when "no" stands before them ("has no plans to meet").
_PLANS = frozenset("plan plans intention intentions agreement decision schedule".split())
_SKIP = ADVERBS | {",", "“", "”", '"'}


def read_verb_group(words: Words, head: int, form: Form) -> VerbGroup:
    """The group of the verb at `head`; the reading goes left at most 14 words."""
    lower = words.lower
    i = head - 1
    negated = False
    passive = False
    stop = max(-1, head - 14)
    while i > stop:
        word = lower[i]
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
        if word in ADVERBS and word not in ("on", "this") or (word in ("on", "this") and i + 1 < head):
            i -= 1
            continue
        break
    word = lower[i] if i > stop else ""
    return _decide(words, i, word, head, form, negated=negated, passive=passive)


def _decide(words: Words, i: int, word: str, head: int, form: Form, *, negated: bool, passive: bool) -> VerbGroup:
    lower = words.lower
    last = head + 1

    def group(
        mood: Mood, *, first: int = i, by: str = word, is_passive: bool = passive, plus: bool = False
    ) -> VerbGroup:
        if negated and mood in ("future", "past-future", "present", "progressive", "infinitive"):
            return VerbGroup(first, head, last, "denied", f"not, {by}", is_passive)
        return VerbGroup(first, head, last, mood, by, is_passive, plus)

    if word in FUTURE_MODALS:
        if word in ("won't", "wo"):
            return VerbGroup(i, head, last, "denied", word)
        return group("future")
    if word in PAST_MODALS:
        if word == "would" and i + 1 < head and lower[i + 1] == "have" or lower[head - 1] == "have":
            return group("hypothetical", by="would have")
        if i + 1 < len(lower) and lower[i + 1] in ("like", "love", "prefer"):
            return group("wish")
        return group("past-future")
    if word in ("wouldn't",):
        return VerbGroup(i, head, last, "denied", word)
    if word in DOUBT_MODALS:
        return group("hypothetical")
    if word == "to" and form in ("base", "participle", "past"):
        if form != "base" and not passive:
            return group("past", first=head, by=lower[head])
        return _before_to(words, i, head, group)
    if word in BE_PRESENT or word in BE_PAST:
        late = word in BE_PAST
        if word in NEGATIVES:
            negated = True
        if form == "ing":
            return group("past" if late else "progressive")
        if form in ("participle", "past") and word != "'s":
            return group("past", is_passive=True)
    if word in HAVE and form in ("participle", "past"):
        return group("past")
    if form == "past":
        return group("past", first=head, by=lower[head])
    if form == "participle":
        return group("past", first=head, by=lower[head], is_passive=True)
    if form == "ing":
        return group("gerund", first=head, by=lower[head])
    if form == "base" and word in ("and", "or", ",", "then", "&"):
        shared = _shared_auxiliary(words, i, head)
        if shared is not None:
            return _decide(words, shared, lower[shared], head, form, negated=negated, passive=passive)
    return group("present", first=head, by=lower[head])


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


def _before_to(words: Words, i: int, head: int, group) -> VerbGroup:  # type: ignore[no-untyped-def]
    """The mood that the words before "to" give: "is set to", "plans to", "wants to", or a bare purpose."""
    lower = words.lower
    j = i - 1
    while j >= 0 and (lower[j] in ADVERBS and lower[j] not in ("likely", "on", "this", "week", "month", "year")):
        if lower[j] in NEGATIVES:
            return group("denied", first=j, by=f"{lower[j]} to")
        j -= 1
    word = lower[j] if j >= 0 else ""
    before = lower[j - 1] if j > 0 else ""
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
    mood, plus = rule.rstrip("+"), rule.endswith("+")
    by = f"{before} {word} to".strip()
    if negative and mood == "future" and (word in _PLANS or before in NEGATIVES):
        return group("denied", first=j, by=by)
    if mood == "future" and late and word not in ("agreed", "decided"):
        return group("past-future", first=j, by=by)
    if word == "planned" and before not in BE_PRESENT:
        return group("past-future", first=j, by=by)
    return group(mood, first=j, by=by, plus=plus)
