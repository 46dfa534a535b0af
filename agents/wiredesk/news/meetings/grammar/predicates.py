"""What a sentence says of a meeting that it names as a noun: "talks will resume", "the summit, scheduled for May".

In: a parsed sentence and an event. Out: a mood with the words that gave it; "none" when nothing says whether the
meeting lies ahead.
"""

from msgspec import Struct

from wiredesk.news.meetings.grammar.auxiliaries import ADVERBS, NEGATIVES
from wiredesk.news.meetings.grammar.calling_off import NOT_TO_BE, Off, find_off, is_on_again
from wiredesk.news.meetings.grammar.clauses import REPORTING, Parsed
from wiredesk.news.meetings.grammar.events import Event

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
# "Talks with X are on the program".
_ON_THE = [[word] for word in "program programme schedule itinerary calendar agenda diary docket".split()]
_DATED = frozenset("monday tuesday wednesday thursday friday saturday sunday tomorrow next upcoming".split())
_PREPARED = frozenset("preparations preparation arrangements groundwork stage".split())
# "The outcome of talks is expected": not the talks are.
_ABOUT_IT = frozenset(
    """outcome outcomes result results details agenda venue success failure aim goal purpose focus report reports word
    news transcript readout account expectations coverage fate priorities priority hopes theme success""".split()
)
_OFF_NOUNS = {
    **dict.fromkeys("cancellation cancelling canceling scrapping axing abandonment".split(), "cancelled"),
    **dict.fromkeys("postponement postponing deferral delay delaying rescheduling suspension".split(), "postponed"),
}
_GO_ON_AFTER_COMMA = frozenset(
    """which that scheduled set slated planned due expected to originally tentatively now have has had will is are was
    were would""".split()
)


_SUBJECTS = frozenset("he she they it we i the a an his her their its there".split())
_RESUMES = frozenset("begin start open resume continue restart reconvene take".split())
_CAME_BACK = frozenset("return returned returning returns back came fresh home arriving arrived emerged".split())
# With "could" these put the meeting itself in doubt; with other verbs it is what the meeting may bring.
_COMES_ABOUT = frozenset(
    """take happen be begin start come occur resume go materialise materialize follow proceed still not convene only
    open""".split()
)
_UNCERTAIN = frozenset(
    """possible unlikely conceivable uncertain doubtful unclear unconfirmed impossible undecided premature pointless
    likely needed necessary unthinkable essential crucial-for desirable overdue""".split()
) - {"likely"}
_CONSIDERED = frozenset("discussion consideration considered discussed explored weighed review negotiated".split())


class Predicate(Struct, frozen=True):
    """`status` is "cancelled" or "postponed" when the meeting is said to be off or moved; `marker` the word that says
    so."""

    mood: str
    by: str
    status: str | None = None
    expected: bool = False
    marker: int | None = None


def _stays_away(before: list[str]) -> bool:
    """ "I will not attend the meeting scheduled for Tuesday"."""
    at = next((k for k, word in enumerate(before) if word in _ATTEND), 0)
    return not NEGATIVES.isdisjoint(before[max(0, at - 2) : at])


_ATTEND = frozenset("attend attending".split())


def predicate_of(parsed: Parsed, event: Event) -> Predicate:
    """The first words after the event, else before it, that decide."""
    lower = parsed.words.lower
    before = lower[max(0, event.first - 5) : event.first]
    noun = next((w for w in before if w in _OFF_NOUNS), None)
    if noun and ("of" in before or "in" in before) and not _WISHED & set(lower[max(0, event.first - 9) : event.first]):
        return Predicate("off", f"{noun} of", _OFF_NOUNS[noun], marker=event.first - 1)
    if event.negated:
        return Predicate("denied", "no " + event.noun)
    if _stays_away(before) and not (event.body or event.is_named or event.with_ or event.inside):
        return Predicate("denied", "not attend")
    off = find_off(lower, event.last)
    if off is not None:
        return _off(lower, event, off)
    if "from" in before[-2:] and not _CAME_BACK.isdisjoint(lower[max(0, event.first - 8) : event.first]):
        return Predicate("past", "back from it")
    if parsed.is_title and lower[event.last : event.last + 1] == ["off"]:  # "Rabat trip off after storm"
        return Predicate("off", "off", "cancelled", marker=event.last)
    if lower[event.first - 1 : event.first] == ["of"] and lower[event.first - 2] in _ABOUT_IT:
        dated = not _DATED.isdisjoint(lower[event.first : event.last])  # "the agenda of Friday's talks"
        return Predicate("ahead" if dated else "past", f"{lower[event.first - 2]} of")
    is_apposed = "," in lower[event.head : event.last] and event.between
    is_plural = event.noun.endswith("s")
    until = min(len(lower), event.last + 16)
    after = _after(lower, event.last, until, is_plural=is_plural, is_apposed=is_apposed)
    after = after or _after_relative(lower, event.last)
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
    if lower[max(0, event.first - 2) : event.first] == ["talk", "of"]:
        return Predicate("hypothetical", "talk of")
    if "anniversary" in before:
        return Predicate("past", "anniversary")
    if event.behind:
        return Predicate("past", event.behind)
    if event.ahead in ("new", "fresh"):  # "a new round of talks" may be under way
        return Predicate("ahead", event.ahead)
    if event.ahead:
        return Predicate("future", event.ahead)
    joined = " ".join(before)
    if lower[event.first - 1 : event.first] == ["for"] and not _PREPARED.isdisjoint(
        lower[max(0, event.first - 7) : event.first]
    ):
        return Predicate("ahead", "preparations for")  # "preparations were under way for"
    if any(words in joined for words in _AHEAD_OF) or joined.endswith(("before", "before the", "before a")):
        return Predicate("ahead", joined)
    is_present = lower[event.last : event.last + 1] in (["is"], ["are"])
    return Predicate("present", lower[event.last]) if is_present else Predicate("none", "")


def _off(lower: list[str], event: Event, off: Off) -> Predicate:
    if off.by == NOT_TO_BE and not _was_known(lower, event):
        return Predicate("denied", off.by)
    if off.by == NOT_TO_BE or not is_on_again(lower, event.first, off.at):
        return Predicate("off", off.by, off.status, marker=off.at)
    if off.status == "postponed":  # "postponed last week, will now be held on Monday"
        return Predicate(
            "off", off.by, off.status, marker=lower.index("will", off.at) if "will" in lower[off.at :] else off.at
        )
    return Predicate("future", f"{off.by}, on again")


def _was_known(lower: list[str], event: Event) -> bool:
    """Whether the meeting had been planned: "the talks", "Friday's talks", "as planned", not any "talks"."""
    if (
        event.ahead
        or event.owners
        or lower[event.first] in ("the", "this", "that")
        or "'s" in lower[event.first : event.head]
    ):
        return True
    words = lower[event.head + 1 : event.last + 24]
    return any(w in _PLANNED for w in words) or "longer" in words


def _is_back_on(lower: list[str], i: int) -> bool:
    """ "is back on" and "is back on for Friday", not "is back on the agenda"."""
    return lower[i - 1] == "back" and lower[i + 1 : i + 2] not in (["the"], ["track"])


_FINITE = frozenset("will would is are was were has have had may might could 'll".split()) | _GOES_ON
# So many words a relative clause between commas may have.
RELATIVE_REACH = 45


def _after_relative(lower: list[str], start: int) -> Predicate | None:
    """The predicate behind a relative clause: "the talks, which the envoy scrapped last week, will go ahead"."""
    if lower[start : start + 1] != [","] or lower[start + 1 : start + 2] not in (["which"], ["who"], ["whom"]):
        return None
    for k in range(start + 2, min(len(lower) - 1, start + RELATIVE_REACH)):
        if lower[k] in (";", "."):
            return None
        if lower[k] in (",", "”", '"') and lower[k + 1] in _FINITE:
            return _after(lower, k + 1, min(len(lower), k + 17))
    return None


def _doubt(lower: list[str], i: int) -> Predicate | None:
    """ "Is possible", "is still unlikely", "has not been ruled out", "is in doubt", "is under discussion"."""
    following = [w for w in lower[i + 1 : i + 7] if w not in ADVERBS or w in NEGATIVES]
    for k, word in enumerate(following[:3]):
        if word in _UNCERTAIN or following[k : k + 2] in (["ruled", "out"], ["on", "table"], ["in", "doubt"]):
            return Predicate("hypothetical", f"is {word}")
        if word in ("under", "being") and following[k + 1 : k + 2] and following[k + 1] in _CONSIDERED:
            return Predicate("hypothetical", f"is {word} {following[k + 1]}")
        if following[k : k + 3] in (["on", "the", "table"], ["on", "the", "cards"], ["up", "in", "the"]):
            return Predicate("hypothetical", "is on the table")
        if word in ("over", "finished", "behind"):
            return Predicate("past", f"is {word}")
    return None


_ASIDE = frozenset("without minus including with unlike like excluding".split())


def _after(
    lower: list[str], start: int, end: int, *, is_plural: bool = False, is_apposed: bool = False
) -> Predicate | None:
    late = False
    negative = False
    i = start
    if is_apposed and lower[i : i + 1] == [","]:
        i += 1  # "the summit, the first between A and B, takes place"
    elif lower[i : i + 1] == [","] and lower[i + 1 : i + 2] and lower[i + 1] in _ASIDE:
        i = next((k + 1 for k in range(i + 2, min(i + 10, end)) if lower[k] == ","), i)  # ", without the host, will"
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
        if word == "that" and lower[i + 1 : i + 2] and lower[i + 1] in _SUBJECTS:
            return None  # "said before the talks that she would"
        if word in ("will", "'ll"):
            verb = next((w for w in lower[i + 1 : i + 5] if w in _GOES_ON or w in ("held", "hosted")), "")
            if "not" in lower[i + 1 : i + 3]:
                return Predicate("denied", "will not")
            return Predicate("future", f"will {verb}".strip())
        if word == "won't":
            return Predicate("denied", word)
        if word == "would":
            return Predicate("past-future", word)
        if word in ("may", "might", "could", "should", "must", "can"):
            if _COMES_ABOUT.isdisjoint(lower[i + 1 : i + 5]):
                return Predicate("ahead", f"what it {word} bring")  # "Friday's talks could bring a deal"
            return Predicate("hypothetical", word)
        if word in ("is", "was", "remains", "are", "be", "been", "remained", "seemed", "seems", "looks"):
            doubt = _doubt(lower, i)
            if doubt is not None:
                return doubt
        if word in ("was", "were", "had", "originally", "initially"):
            late = True
        elif word in ("not", "n't", "never", "wasn't", "isn't"):
            negative = True
        elif word == "on" and (lower[i + 1 : i + 2] == ["again"] or _is_back_on(lower, i)):
            return Predicate("future", "on again")
        elif late and word == "arranged" and lower[i + 1 : i + 2] not in (["for"], ["to"]):
            return Predicate("past", word)  # "was hastily arranged beside the summit"
        elif word in _PLANNED:
            mood = "denied" if negative else "past-future" if late else "future"
            return Predicate(mood, word, expected=word == "expected")
        elif word in ("is", "are") and lower[i + 1 : i + 3] == ["on", "the"] and lower[i + 3 : i + 4] in _ON_THE:
            return Predicate("denied" if negative else "future", f"{word} on the {lower[i + 3]}")
        elif word in ("is", "are") and lower[i + 1 : i + 2] == ["to"]:
            return Predicate("future", f"{word} to")
        elif word == "to" and lower[i + 1 : i + 2] in (["be"], ["begin"], ["start"], ["take"], ["resume"], ["open"]):
            return Predicate("past-future" if late else "future", f"to {lower[i + 1]}")
        elif word in _SETTLED and lower[i - 1] in ("is", "are", "been", "was", "were") and not negative:
            if word != "called" or lower[i + 1 : i + 2] == ["for"]:
                return Predicate("ahead", f"{lower[i - 1]} {word}")
        elif word in _GOES_ON and (word.endswith("s") or (is_plural and i - start < 4 and word in _RESUMES)):
            return Predicate("present", word)
        elif word in _DONE:
            return Predicate("past", word)
        elif word not in _PASSED_OVER and i - start > 12:
            return None
        i += 1
    return None
