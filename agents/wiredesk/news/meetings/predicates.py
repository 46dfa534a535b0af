"""What a sentence says of a meeting that it names as a noun: "talks will resume", "the summit, scheduled for May".

In: a parsed sentence and an event. Out: a mood with the words that gave it; "none" when nothing says whether the
meeting lies ahead.
"""

from dataclasses import dataclass

from wiredesk.news.meetings.clauses import REPORTING, Parsed
from wiredesk.news.meetings.events import Event

_GOES_ON = frozenset(
    """begin begins start starts open opens resume resumes take takes convene convenes kick kicks get gets go goes
    continue continues come comes be proceed run runs conclude concludes last lasts reconvene restart""".split()
)
_DONE = frozenset(
    """
    began started opened resumed took ended concluded convened lasted produced failed collapsed yielded came
    followed went held hosted kicked brought led focused broke""".split()
)
_AHEAD_OF = (
    "ahead of", "on the eve of", "in advance of", "run-up to", "prepares for", "preparing for", "preparation for",
    "preparations for", "days before", "weeks before", "looks ahead to", "upcoming",
)  # fmt: skip
_PASSED_OVER = frozenset("is are has have been be which that , also now tentatively".split())
_WISHED = frozenset(
    """
    pushing push pushed calling call called seeking seek sought urging urged proposed proposing demanding demanded
    offered offering request requested requesting suggested hopes hoped hoping wants wanted speculation possibility
    prospect prospects rumors appealed sought-after if""".split()
)
_DOUBTED = frozenset("potential possible proposed hypothetical eventual would-be suggested theoretical".split())
_PLANNED = frozenset("scheduled set slated planned due expected fixed arranged pencilled penciled booked".split())
# After "is", "has been": whatever day follows lies ahead ("has been called for Thursday").
_SETTLED = frozenset("called confirmed agreed announced convened organised organized timetabled foreseen".split())
_DATED = frozenset("monday tuesday wednesday thursday friday saturday sunday tomorrow next upcoming".split())
# "The outcome of talks is expected": not the talks are.
_ABOUT_IT = frozenset(
    """outcome outcomes result results details agenda venue success failure aim goal purpose focus report reports word
    news transcript readout account expectations coverage fate""".split()
)
_OFF = {
    **dict.fromkeys("cancelled canceled scrapped scuttled nixed scrubbed axed abandoned".split(), "cancelled"),
    **dict.fromkeys("postponed delayed deferred rescheduled shelved suspended".split(), "postponed"),
}
_GO_ON_AFTER_COMMA = frozenset(
    """which that scheduled set slated planned due expected to originally tentatively now have has had will is are was
    were would""".split()
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """`status` is "cancelled" or "postponed" when the meeting is said to be off or moved."""

    mood: str
    by: str
    status: str | None = None
    expected: bool = False


def predicate_of(parsed: Parsed, event: Event) -> Predicate:
    """The first words after the event, else before it, that decide."""
    lower = parsed.words.lower
    before = lower[max(0, event.first - 5) : event.first]
    if "of" in before and ("cancellation" in before or "canceling" in before or "cancelling" in before):
        return Predicate("off", "cancellation of", "cancelled")
    if "of" in before and "postponement" in before:
        return Predicate("off", "postponement of", "postponed")
    if event.negated:
        return Predicate("denied", "no " + event.noun)
    if lower[event.first - 1 : event.first] == ["of"] and lower[event.first - 2] in _ABOUT_IT:
        dated = not _DATED.isdisjoint(lower[event.first : event.last])  # "the agenda of Friday's talks"
        return Predicate("ahead" if dated else "past", f"{lower[event.first - 2]} of")
    after = _after(lower, event.last, min(len(lower), event.last + 16))
    if after is not None:
        return after
    between = lower[event.head + 1 : event.last]
    for word in between:
        if word in _PLANNED:
            return Predicate("future", word)
    if any(w in _WISHED for w in before) or any(w in _DOUBTED for w in lower[event.first : event.head]):
        return Predicate("hypothetical", "wished or possible")
    opening = lower[: event.first]
    if (
        opening in (["in"], ["during"], ["at"], ["in", "the"], ["during", "the"])
        and "will" in lower[event.last : event.last + 12]
    ):
        return Predicate("future", f"{opening[0]} ... will")
    if "anniversary" in before:
        return Predicate("past", "anniversary")
    if event.behind:
        return Predicate("past", event.behind)
    if event.ahead:
        return Predicate("future", event.ahead)
    joined = " ".join(before)
    if any(words in joined for words in _AHEAD_OF) or joined.endswith(("before", "before the", "before a")):
        return Predicate("ahead", joined)
    is_present = lower[event.last : event.last + 1] in (["is"], ["are"])
    return Predicate("present", lower[event.last]) if is_present else Predicate("none", "")


def _is_back_on(lower: list[str], i: int) -> bool:
    """ "is back on" and "is back on for Friday", not "is back on the agenda"."""
    return lower[i - 1] == "back" and lower[i + 1 : i + 2] not in (["the"], ["track"])


def _after(lower: list[str], start: int, end: int) -> Predicate | None:
    late = False
    negative = False
    i = start
    while i < end:
        word = lower[i]
        if word in REPORTING or (word == "," and lower[i + 1 : i + 2] and lower[i + 1] not in _GO_ON_AFTER_COMMA):
            return None
        if word in (
            ".",
            ";",
            "“",
            "a",
            "an",
            "with",
            "when",
            "while",
            "but",
            "because",
            "where",
            "after",
            "who",
            "if",
            "and",
        ):
            return None
        if word in ("will", "'ll"):
            verb = next((w for w in lower[i + 1 : i + 5] if w in _GOES_ON or w in _OFF or w in ("held", "hosted")), "")
            if "not" in lower[i + 1 : i + 3]:
                return Predicate("denied", "will not")
            if "be" in lower[i + 1 : i + 3]:
                off = next((_OFF[w] for w in lower[i + 2 : i + 5] if w in _OFF), None)
                if off:
                    return Predicate("off", f"will be {off}", off)
            return Predicate("future", f"will {verb}".strip())
        if word == "won't":
            return Predicate("denied", word)
        if word == "would":
            return Predicate("past-future", word)
        if word in ("may", "might", "could", "should", "must", "can"):
            return Predicate("hypothetical", word)
        if word in ("was", "were", "had", "originally", "initially"):
            late = True
        elif word in ("not", "n't", "never", "wasn't", "isn't"):
            negative = True
        elif word in _OFF:
            return None if negative else Predicate("off", word, _OFF[word])
        elif word == "off" and lower[i - 1] in ("called", "put"):
            return Predicate("off", f"{lower[i - 1]} off", "cancelled" if lower[i - 1] == "called" else "postponed")
        elif (
            word in ("brought", "moved", "pushed", "put")
            and lower[i + 1 : i + 2]
            and lower[i + 1] in ("forward", "back", "up")
        ):
            return Predicate("off", f"{word} {lower[i + 1]}", "postponed")
        elif word == "on" and (lower[i + 1 : i + 2] == ["again"] or _is_back_on(lower, i)):
            return Predicate("future", "on again")
        elif word in _PLANNED:
            off = next((w for w in lower[i + 1 : end + 6] if w in _OFF), None) if late else None
            if off:  # "originally set for May but was delayed"
                return Predicate("off", off, _OFF[off])
            mood = "denied" if negative else "past-future" if late else "future"
            return Predicate(mood, word, expected=word == "expected")
        elif word in ("is", "are") and lower[i + 1 : i + 2] == ["to"]:
            return Predicate("future", f"{word} to")
        elif word == "to" and lower[i + 1 : i + 2] in (["be"], ["begin"], ["start"], ["take"], ["resume"], ["open"]):
            return Predicate("past-future" if late else "future", f"to {lower[i + 1]}")
        elif word in _SETTLED and lower[i - 1] in ("is", "are", "been", "was", "were") and not negative:
            if word != "called" or lower[i + 1 : i + 2] == ["for"]:
                return Predicate("ahead", f"{lower[i - 1]} {word}")
        elif word in _GOES_ON and word.endswith("s"):
            return Predicate("present", word)
        elif word in _DONE:
            return Predicate("past", word)
        elif word not in _PASSED_OVER and i - start > 12:
            return None
        i += 1
    return None
