"""Journeys as a whole: when they begin, when they end, how long they last, told anywhere in the article.

In: parsed sentences with their times, and the travellers by surname. Out: for each traveller the span of the one
journey that the article tells of: "leaves on Monday", "her four-day tour", "the trip ends in Lisbon on Thursday".
Refused: journeys of others, those that are over, spans of which only one end is told, and whoever has two lengths.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from wiredesk.news.meetings.grammar.clauses import BOUNDARIES, Parsed
from wiredesk.news.meetings.when.lengths import CLOSES, OPENS, STAYS, TRIPS, find_lengths
from wiredesk.news.meetings.when.times import Timed
from wiredesk.news.parties.party import Party
from wiredesk_schemas import When

SPANNING = re.compile(
    r" (?:trips?|tour|visits?|swing|journey|mission|travels|stay|leav(?:es?|ing)|left|depart\w*|embark\w*|"
    r"spend\w*|back|return\w*)\b"
)
"""A sentence without such a word tells of no span."""
TIMED = re.compile(
    r"day\b|\b[Oo]vernight|[Ww]eek-?long|-(?:hour|week|night)|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|"
    r"\bMay \d|\d May\b|tomorrow|tonight"
)
"""A sentence without such a word tells neither a day nor a length."""
_SETS_OFF = frozenset(
    """leave leaves leaving left depart departs departing departed embark embarks embarking embarked set sets setting
    begin begins beginning began start starts starting started kick kicks kicking kicked open opens opening""".split()
)
_DONE = frozenset("left departed embarked began started kicked arrived landed".split())
_LEAVES = frozenset("leave leaves leaving left depart departs departing departed embark embarks embarking".split())
_TAKES_PLACE = frozenset("scheduled planned set due slated place held fixed expected is will".split())
# "The three-day official visit" as a subject has its noun within so many words.
_SUBJECT = 5
_BACK = frozenset("back return returns returning".split())
_BACK_ON = frozenset("home on late early by to is will be".split())
_OVER = frozenset("recent last previous earlier past former".split())
_HIS = frozenset("he she his her the this president minister leader premier chancellor secretary pope king".split())
# The word that opens or closes, its day and the journey's noun stand at most so far apart.
_REACH = 12


_WEEK = timedelta(days=7)
Who = tuple[str, str]
Kind = Literal["first", "last", "all", "days"]


@dataclass(frozen=True, slots=True)
class TripFact:
    """What one sentence tells of a traveller's way: a first or last day, all of its time, or its length in days.

    `departs`: the first day is one of departure, on which nobody needs to have arrived.
    """

    who: Who
    kind: Kind
    sentence: int
    when: When | None = None
    days: int = 0
    is_whole: bool = True
    departs: bool = False


def find_trip_facts(
    parsed: Parsed,
    times: Sequence[Timed],
    people: Mapping[str, Party],
    before: Party | None,
    published_on: date | None,
) -> Iterable[TripFact]:
    """What a sentence tells of a journey; `before` is whom "he" or "the president" means."""
    lower = parsed.words.lower
    if any(t.certainly_past or (t.when and t.when.end and published_on and t.when.end < published_on) for t in times):
        return  # "a four-day tour in January of last year"
    lengths = find_lengths(lower)
    spent = [length.noun for length in lengths if length.noun == length.at]  # "spends three days there"
    nouns = sorted({*spent, *(i for i, word in enumerate(lower) if word in TRIPS or word in STAYS)})
    if not nouns and _LEAVES.isdisjoint(lower) and "back" not in lower:
        return
    for length in lengths:
        who = _traveller(lower, length.noun, people, before)
        if length.noun in nouns and who is not None and _OVER.isdisjoint(lower[: length.noun]):
            yield TripFact(who.key, "days", parsed.index, days=length.days, is_whole=lower[length.noun] not in STAYS)
    for timed in times:
        told = _opens_or_closes(lower, timed, nouns)
        if told is None or timed.reported:
            continue
        kind, at = told
        who = _traveller(lower, at, people, before)
        when = timed.past if lower[at] in _DONE else timed.when
        if who is None or when is None or when.start is None:
            continue
        if kind == "all" or when.precision == "day":
            yield TripFact(who.key, kind, parsed.index, when, departs=lower[at] in _LEAVES)


def _opens_or_closes(lower: Sequence[str], timed: Timed, nouns: Sequence[int]) -> tuple[Kind, int] | None:
    """Whether a time is the first or the last day of the journey named near it, with the word that says so."""
    opening = lower[max(0, timed.first - 3) : timed.first + 1]
    if not _BACK.isdisjoint(opening) and all(w in _BACK or w in _BACK_ON for w in opening[1:-1]):
        return "last", timed.first
    if "from" in opening[-2:] and any(timed.first - _REACH < n < timed.first for n in nouns):
        return "first", timed.first
    for i in range(timed.first, max(-1, timed.first - _REACH), -1):
        if lower[i] in (".", ";") or (lower[i] in BOUNDARIES and i != timed.first):
            break
        if lower[i] in CLOSES and any(n < i for n in nouns):
            return "last", i
        if lower[i] in _LEAVES and lower[i - 1] in ("before", "after"):
            break  # from one stop to the next
        if lower[i] in _SETS_OFF and (lower[i] in _LEAVES or any(abs(n - i) < _REACH for n in nouns)):
            return "first", i
        if lower[i] in _TAKES_PLACE and lower[0] in _HIS and any(0 < n <= _SUBJECT and n < i for n in nouns):
            return "all", i
        if lower[i] in OPENS:
            break
    for i in range(timed.last, min(len(lower), timed.last + _REACH)):  # "On Monday he sets off on a tour"
        if lower[i] in (".", ";", ",") or lower[i] in BOUNDARIES:
            break
        if lower[i] in _SETS_OFF and any(i < n < i + _REACH for n in nouns):
            return "first", i
    return None


def _traveller(lower: Sequence[str], until: int, people: Mapping[str, Party], before: Party | None) -> Party | None:
    """The last person named before a word, else whom "he" or "the trip" stands for."""
    for i in range(until - 1, -1, -1):
        if lower[i] in people:
            return people[lower[i]]
    return before if not _HIS.isdisjoint(lower[: until + 1]) else None


def span_trips(
    facts: Sequence[TripFact], arrivals: Sequence[tuple[Who, When]], published_on: date | None
) -> dict[Who, tuple[When, int]]:
    """By traveller the span of the journey, with the sentence that tells of it first.

    `arrivals` are the days on which travellers are told to be somewhere: the only one is the first of a journey of
    which nothing but the length is told.
    """
    found: dict[Who, tuple[When, int]] = {}
    for who in {fact.who: None for fact in facts}:
        own = [fact for fact in facts if fact.who == who]
        when = next((f.when for f in own if f.kind == "all"), None) or _span(own)
        here = [w for person, w in arrivals if person == who and w.start and published_on and w.start >= published_on]
        if when is None and len(here) == 1 and all(f.kind == "days" and f.is_whole for f in own):
            when = _span([*own, TripFact(who, "first", own[0].sentence, here[0])])
        if when is None or when.start is None or published_on is None or when.start < published_on:
            continue  # of one that has begun, nobody tells how much is left
        found[who] = (when, min(fact.sentence for fact in own))
    return found


def _span(facts: Sequence[TripFact]) -> When | None:
    lengths = {f.days for f in facts if f.kind == "days" and f.is_whole} or {f.days for f in facts if f.kind == "days"}
    first = {f.when.start: f.when for f in facts if f.kind == "first" and f.when}
    last = {f.when.start: f.when for f in facts if f.kind == "last" and f.when}
    if len(first) > 1 or len(last) > 1 or len(lengths) > 1:
        return None
    start, end = next(iter(first), None), next(iter(last), None)
    if start and end and end < start <= end + _WEEK:
        end += _WEEK  # "leaves on Tuesday ... ends on Friday", told on a Friday
    more = timedelta(days=next(iter(lengths), 0) - 1) if lengths else None
    if more is not None:
        start = start or (end - more if end else None)
        end = end or (start + more if start else None)
    if start is not None and end is None and not any(f.departs for f in facts):
        return first[start]
    if start is None or end is None or start > end:
        return None
    told = next(iter((*first.values(), *last.values())))
    return replace(told, start=start, end=end, precision="day" if start == end else "days")
