"""How long a journey or a meeting lasts, where its own noun says so: "a two-day summit", "a 10-day tour".

In: a parsed sentence. Out: lengths in days with the noun that they measure, and spans made of a first or a last day and
a length. A length in hours is within its day. Refused: what is measured is no journey or meeting ("a three-day truce").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from wiredesk.news.meetings.grammar.triggers import NOUNS
from wiredesk_schemas import When

_COUNTS = {
    word: count
    for count, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
} | {"fourteen": 14, "single": 1}
_LENGTH = re.compile(r"([a-z]+)-(day|night|week|hour)s?$")
_WHOLE = {"week-long": 8, "weeklong": 8, "day-long": 1, "daylong": 1, "overnight": 2, "fortnight-long": 15}
"""A week-long journey that begins on a Tuesday ends on the next one."""
TRIPS = frozenset("trip trips tour swing journey mission travels itinerary pilgrimage expedition voyage".split())
"""All of a way, which may have several stops."""
STAYS = frozenset("visit visits stay stop stopover sojourn".split())
_MEASURED = frozenset(NOUNS) | TRIPS | STAYS
# Between a length and its noun stand at most so many words: "three-day official state visit".
_REACH = 4
# Nobody announces the last day of a longer journey by its length.
_MOST_DAYS = 31
OPENS = frozenset(
    """begin begins beginning began begun start starts starting started kick kicks kicking kicked leave leaves leaving
    left depart departs departing departed embark embarks embarking embarked set sets setting open opens opening opened
    arrive arrives arriving arrived land lands landing landed fly flies flying flew head heads heading from""".split()
)
"""A day right after one of these is the first of the journey or meeting."""
CLOSES = frozenset(
    """end ends ending ended conclude concludes concluding concluded wrap wraps wrapping close closes closing finish
    finishes finishing until till through""".split()
)
"""A day right after one of these is the last one."""
# Between the word that opens or closes and the day: "ends in Riga on late Thursday".
_NEAR = 6


@dataclass(frozen=True, slots=True)
class Length:
    """`days` that the noun at word `noun` lasts; the words of the length begin at `at`."""

    at: int
    noun: int
    days: int


def find_lengths(lower: Sequence[str]) -> list[Length]:
    """The lengths of journeys and meetings that a sentence tells, in text order."""
    found: list[Length] = []
    for i, word in enumerate(lower):
        if word in _SPENDS or word in LASTS:
            days = _days_spent(lower, i + 1 + (lower[i + 1 : i + 2] == ["for"]))
            found += [Length(i, i, days)] if days else []
        elif word == "days" and i and lower[i + 1 : i + 2] == ["of"] and (days := _days_spent(lower, i - 1)):
            noun = next((k for k in range(i + 2, min(len(lower), i + 2 + _REACH)) if lower[k] in _MEASURED), None)
            if noun is not None:
                found.append(Length(i - 1, noun, days))
        if "-" not in word and word not in _WHOLE and word != "overnight":
            continue
        days = _days(lower, i)
        if days is None or days > _MOST_DAYS or lower[max(0, i - 3) : i - 1] == ["day", "of"]:
            continue  # "on the second day of a three-day visit"
        noun = next((k for k in range(i + 1, min(len(lower), i + _REACH + 3)) if lower[k] in _MEASURED), None)
        if noun is not None and not {",", ".", "and", "of", "in", "after", "truce"} & set(lower[i + 1 : noun]):
            while noun + 1 < len(lower) and lower[noun + 1] in _MEASURED:  # "a two-day summit meeting"
                noun += 1
            found.append(Length(i, noun, days))
    return found


_SPENDS = frozenset("spend spends spending".split())


# What a meeting does: "to open on Monday and last three days"; after "the" it is an adjective ("the last two days").
LASTS = frozenset("last lasts lasting run runs running".split())


def _days_spent(lower: Sequence[str], i: int) -> int | None:
    """ "three days", "a week", "two nights" at word i."""
    count, unit = lower[i : i + 2] if len(lower) > i + 1 else ("", "")
    number = _COUNTS.get(count) or (1 if count in ("a", "the") else int(count) if count.isdigit() else 0)
    per = {"day": number, "night": number + 1, "week": number * 7 + 1}
    return per.get(unit.removesuffix("s")) if number else None


def _days(lower: Sequence[str], i: int) -> int | None:
    """The length that the word at i tells, alone or after a figure ("10", "-", "day")."""
    word = lower[i]
    if word in _WHOLE:
        return _WHOLE[word]
    if word == "-" and i and lower[i - 1].isdigit():
        count, unit = int(lower[i - 1]), next(iter(lower[i + 1 : i + 2]), "")
    else:
        match = _LENGTH.match(word)
        if match is None or match[1] not in _COUNTS:
            return None
        count, unit = _COUNTS[match[1]], match[2]
    unit = unit.removesuffix("s")
    if unit == "hour":
        return 1 if count <= 24 else None
    return {"day": count, "night": count + 1, "week": count * 7 + 1}.get(unit)


def lengthen(when: When, days: int, *, is_last: bool) -> When:
    """The span that begins (or ends) with a day and lasts `days`; any other time is left as it is."""
    if when.precision != "day" or when.start is None or days < 2:
        return when
    more = timedelta(days=days - 1)
    if is_last:
        return replace(when, start=when.start - more, precision="days")
    return replace(when, end=when.start + more, precision="days")


def closes(lower: Sequence[str], first: int) -> bool:
    """Whether the time at word `first` is the last day of something: "ends on Thursday", "concludes in Riga Friday"."""
    for i in range(first - 1, max(-1, first - 1 - _NEAR), -1):
        if lower[i] in OPENS or lower[i] in (",", ".", ";"):
            return False
        if lower[i] in CLOSES:
            return True
    return lower[first : first + 1] != [] and lower[first] in CLOSES
