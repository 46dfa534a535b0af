"""Words by which a meeting is called off or moved: "has been scrapped", "will not go ahead", "is on hold".

In: the lower-case words of a sentence and a stretch of them. Out: the status that the first such predicate gives, with
the word that gives it; None where nothing is off, or where something else is ("..., after the strike was called off").
What is denied or only possible ("has not been cancelled", "may be postponed") is not off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from wiredesk.news.meetings.grammar.auxiliaries import ADVERBS, BE_PAST, BE_PRESENT, HAVE, NEGATIVES

Status = Literal["cancelled", "postponed"]

OFF_PARTICIPLES: dict[str, Status] = {
    **dict.fromkeys(
        """cancelled canceled scrapped scuttled nixed scrubbed axed abandoned ditched dropped aborted annulled
        derailed torpedoed scratched""".split(),
        "cancelled",
    ),
    **dict.fromkeys(
        "postponed delayed deferred rescheduled shelved suspended adjourned halted frozen".split(), "postponed"
    ),
}
# Verb and particle, which may have words between them ("pushed their summit back").
_WITH_PARTICLE: dict[tuple[str, str], Status] = {
    ("called", "off"): "cancelled",
    ("broken", "off"): "cancelled",
    ("fallen", "through"): "cancelled",
    ("struck", "from"): "cancelled",
    ("put", "off"): "postponed",
    ("put", "back"): "postponed",
    ("held", "over"): "postponed",
    ("pushed", "back"): "postponed",
    ("pushed", "forward"): "postponed",
    ("pushed", "to"): "postponed",
    ("pushed", "into"): "postponed",
    ("set", "back"): "postponed",
    ("brought", "forward"): "postponed",
    ("moved", "up"): "postponed",
    ("moved", "forward"): "postponed",
    ("moved", "back"): "postponed",
}
# "Put on hold", "is on ice"; after "taken": "off the calendar".
_STANDSTILL = frozenset("hold ice".split())
_OFF_THE = frozenset("calendar agenda schedule".split())
# "Will not take place", "is not going to happen as planned".
_HAPPENING = frozenset("take happen go proceed occur materialise materialize".split())
_HELD = frozenset("held".split())
_NOT_NOW = frozenset("anywhere well smoothly far beyond into past".split())
_DOUBT = frozenset("may might could can should must if unless whether".split())
TIME_STARTS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan. feb. mar. apr. aug. sept. oct. nov. dec. next later early late mid
    tomorrow the a this an another autumn spring summer winter fall""".split()
)
_TIME_NOUNS = frozenset("day days week weeks month months year date time weekend autumn spring summer winter".split())
_STOPS = frozenset(". ; “ ” because but while after when where if unless before since as despite".split())
AT_FIRST = frozenset("originally initially previously first".split())
"""Before the day for which a meeting was set, and is no longer."""
_PLANNED = frozenset("planned scheduled set due slated meant supposed".split())
_TURNS = frozenset("will is are would".split())
NEW_DAY = "originally ... now"
"""What gives the status of "talks originally set for Thursday will now be held on Monday"."""
_SAID = frozenset("said says told announced added reported wrote stressed insisted".split())
_PREPOSITIONS = frozenset("in at to on for of by with from near between during over about until".split())
_DETERMINERS = frozenset("the a an his her their its this that another some no any all both".split())
NOT_TO_BE = "will not take place"
"""What gives the status of "talks will not go ahead"."""
# So many words after its noun the predicate of a meeting may stand.
REACH = 34


@dataclass(frozen=True, slots=True)
class Off:
    """`at` is the word that calls it off; `is_main`: it is the noun's own predicate, not that of "which was ..."."""

    status: Status
    by: str
    at: int
    is_main: bool


def find_off(lower: Sequence[str], start: int) -> Off | None:
    """What the words after a meeting's noun phrase, from word `start`, say is off; read at most `REACH` words on."""
    end = min(len(lower), start + REACH)
    is_relative = was_other_day = False
    found: Off | None = None
    for i in range(start, end):
        word = lower[i]
        if word in AT_FIRST and _PLANNED & set(lower[i + 1 : i + 4]):
            was_other_day = True
        elif word == "been" and "had" in lower[max(0, i - 2) : i] and "for" in lower[i + 2 : i + 4]:
            was_other_day = True  # "had been set for March 29"
        elif word in _PLANNED | {"to"} and lower[i - 1] in BE_PAST and is_relative:
            was_other_day = True  # "that was to have been held on March 29", "which was due on March 29"
        elif was_other_day and word in ("now", "instead") and lower[i - 1] in _TURNS:
            return Off("postponed", NEW_DAY, i, is_main=True)
        elif word in ("will", "would") and _is_held_on(lower, i + 1) and (was_other_day or lower[i + 1] == "now"):
            return Off("postponed", NEW_DAY, i, is_main=True)  # "originally set for May, will be held on June 3"
        if (word in _STOPS and not _goes_on(lower, i)) or (word in _SAID and i > start):
            break
        if word in ("that", "which", "who"):
            is_relative = True
        elif word == ",":
            is_relative = False
        off = _off_at(lower, i, start, is_main=not is_relative)
        if off is not None and (found is None or (off.is_main and not found.is_main)):
            found = off
            if off.is_main:
                break
    return found


_BEGINS = frozenset("begin start open resume happen convene".split())
# So many words after "will" a day may stand.
_DAY_WITHIN = 9


def _is_held_on(lower: Sequence[str], i: int) -> bool:
    """Whether "be held on Monday", "now take place at a later date" stands at word i."""
    words = list(lower[i : i + _DAY_WITHIN])
    if words[:1] == ["now"]:
        words, i = words[1:], i + 1
    held = words[:2] in (["be", "held"], ["take", "place"], ["be", "on"]) or _BEGINS.issuperset(words[:1])
    return held and any(is_time(lower, k) and lower[k - 1] != "in" for k in range(i + 1, i + len(words)))


def _goes_on(lower: Sequence[str], i: int) -> bool:
    """Whether "but" goes on with the same subject: "was set for May but has been delayed"."""
    following = lower[i + 1] if i + 1 < len(lower) else ""
    if lower[i] == "after" and following == ",":
        return True  # "planned for the week after, ..."
    if lower[i] == ";" and following in ("it", "they"):
        return True
    return lower[i] == "but" and (
        following in BE_PRESENT | BE_PAST | HAVE | ADVERBS or following in OFF_PARTICIPLES or following == "called"
    )


def _off_at(lower: Sequence[str], i: int, start: int, *, is_main: bool) -> Off | None:
    word = lower[i]
    pair = _pair(lower, i)
    if pair is not None:
        return _participle(lower, i, start, pair, is_main=is_main)
    if word in OFF_PARTICIPLES:
        return _participle(lower, i, start, OFF_PARTICIPLES[word], is_main=is_main)
    if word == "fell" and lower[i + 1 : i + 2] == ["through"]:
        return Off("cancelled", "fell through", i, is_main)
    if word == "off" and lower[i - 1] in BE_PRESENT | {"now", "were", "was"} and _closes(lower, i + 1):
        return Off("cancelled", "is off", i, is_main)
    if word == "on" and lower[i + 1 : i + 2] and lower[i + 1] in _STANDSTILL:
        return Off("postponed", f"on {lower[i + 1]}", i, is_main)
    if word in NEGATIVES and is_off_denial(lower, i) and not _is_doubted(lower, i):
        return Off("cancelled", NOT_TO_BE, i, is_main)
    return None


def _pair(lower: Sequence[str], i: int) -> Status | None:
    following = lower[i + 1] if i + 1 < len(lower) else ""
    status = _WITH_PARTICLE.get((lower[i], following))
    if status is not None and following in ("to", "into"):
        return status if is_time(lower, i + 2) else None
    if status is None and lower[i] == "moved" and following in ("to", "from", "until") and is_time(lower, i + 2):
        return "postponed"
    if status is None and lower[i] == "taken" and list(lower[i + 1 : i + 3]) == ["off", "the"]:
        return "cancelled" if i + 3 < len(lower) and lower[i + 3] in _OFF_THE else None
    return status


def is_time(lower: Sequence[str], i: int) -> bool:
    """Whether a time begins at word i: "Monday", "March 9", "a later date", "the end of the month"."""
    if i >= len(lower):
        return False
    word = lower[i]
    if word in ("the", "a", "an", "another", "this"):
        return any(w in _TIME_NOUNS or w in TIME_STARTS - {"the", "a", "an"} for w in lower[i + 1 : i + 4])
    return word in TIME_STARTS or (word[0].isdigit() and not word.endswith(("%", "bn")))


def _participle(lower: Sequence[str], i: int, start: int, status: Status, *, is_main: bool) -> Off | None:
    """A participle that is the predicate: "has been", "was" or nothing before it, and no other subject."""
    j = i - 1
    while j >= start and lower[j] in ADVERBS and lower[j] not in NEGATIVES and lower[j] not in _TIME_NOUNS:
        j -= 1
    while j >= start and (
        lower[j] in BE_PRESENT | BE_PAST | HAVE
        or lower[j] in ("be", "but", "been", "being", "to", "will", "would", "got", "and", "forced", "abruptly", "'d")
        or (lower[j] in ADVERBS and lower[j] not in _TIME_NOUNS)
        or lower[j].endswith("ly")
    ):
        if lower[j] in NEGATIVES:
            return None
        j -= 1
    if j >= start and (lower[j] in _DOUBT or lower[j] in NEGATIVES or lower[j] in ("denied", "neither")):
        return None
    if j >= start and lower[j] in ("threatened", "likely", "expected", "of", "about", "the", "a"):
        return None
    auxiliary = j < i - 1 and any(
        w in BE_PRESENT | BE_PAST | HAVE or w in ("be", "been", "being") for w in lower[j + 1 : i]
    )
    reduced = not auxiliary
    if reduced and "have" in lower[j + 1 : i]:
        return None
    if reduced and i > start and lower[i - 1] not in (",", "and", "but"):
        return None  # "the ministers called off the strike": active
    if j >= start and not _is_own_subject(lower, j, start):
        return None
    words = " ".join(lower[i : i + 2]) if lower[i] not in OFF_PARTICIPLES else lower[i]
    return Off(status, words, i, is_main and not reduced)


def _is_own_subject(lower: Sequence[str], j: int, start: int) -> bool:
    """Whether no other noun is the subject of what follows word j: "in the capital" is none, "the strike" is one."""
    k = j
    while k >= start and k > j - 5:
        if lower[k] in (",", "that", "which", ")"):
            return True
        if lower[k] in _DETERMINERS:
            return k - 1 < start or lower[k - 1] in _PREPOSITIONS or lower[k + 1] in _TIME_NOUNS
        if lower[k] in _PREPOSITIONS:
            return True
        k -= 1
    return True


def is_off_denial(lower: Sequence[str], i: int) -> bool:
    """Whether the negation at word i says that the meeting is off: "not take place", "not be going ahead"."""
    words = [w for w in lower[i + 1 : i + 6] if w not in ADVERBS]
    while words and words[0] in ("be", "going", "to", "now", "longer"):
        if words[0] == "be" and words[1:2] and words[1] in _HELD:
            return True
        if words[:2] in (["going", "ahead"], ["going", "forward"]):
            return True
        words.pop(0)
    if not words:
        return False
    word, after = words[0], words[1] if len(words) > 1 else ""
    if word in ("take", "taking"):
        return after == "place"
    if word in ("go", "going", "move", "moving"):
        return after in ("ahead", "forward")
    return word in _HAPPENING | _HELD | {"happening", "proceeding"} and after not in _NOT_NOW


def _is_doubted(lower: Sequence[str], i: int) -> bool:
    return any(w in _DOUBT for w in lower[max(0, i - 2) : i])


def _closes(lower: Sequence[str], i: int) -> bool:
    """Whether the sentence or clause ends at word i, as after "is off"."""
    return i >= len(lower) or lower[i] in _STOPS or lower[i] in (",", "and", "for", "until", ")", "—", "–")


_REVIVING = frozenset(
    """revive reviving revived revives restore restored reinstate reinstated reinstating resurrect resurrected
    unfreeze reschedule""".split()
)
_AGAIN_AFTER = frozenset("held place ahead resume begin start happen".split())


def is_on_again(lower: Sequence[str], first: int, at: int) -> bool:
    """Whether what was off at word `at` is told as on again: "are back on", "agreed to revive a summit that was"."""
    if not _REVIVING.isdisjoint(lower[max(0, first - 6) : first]):
        return True
    after = lower[at + 1 : at + 20]
    for k, word in enumerate(after):
        if word in ("but", "because", "after"):
            return False
        if word in ("is", "are") and list(after[k + 1 : k + 3]) in (["back", "on"], ["on", "again"]):
            return True
        if word == "will" and not _AGAIN_AFTER.isdisjoint(after[k + 1 : k + 6]) and "not" not in after[k + 1 : k + 3]:
            return True
    return False
