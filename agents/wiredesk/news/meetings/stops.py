"""Where a traveller goes, as any sentence tells it: "arrived in Seoul", "his trip to New York".

In: a parsed sentence with its times, and the travellers by surname. Out: stops, each with who, where and when. Journeys
that are announced by a verb with a subject are candidates already (see `journeys`); here are those that the sentences
around tell of, for their place alone. Refused: journeys that are over, denied or called off, and those home.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wiredesk.news.lexicon import Lexicon
from wiredesk.news.meetings.clauses import BOUNDARIES, Parsed
from wiredesk.news.meetings.places import Place, find_places
from wiredesk.news.meetings.times import Timed
from wiredesk.news.parties.party import Party
from wiredesk_schemas import When, Where

TO_A_PLACE = re.compile(r" (?:in|at|to|visits?|visiting) (?:the )?[A-Z]")
"""Before a stop stands one of these."""
GOING = re.compile(
    r"\b(?:arriv\w+|land(?:s|ed|ing)?|touch\w* down|visit\w*|trips?|tour|travell?\w*|head(?:s|ed|ing)?|debut|"
    r"fl(?:y|ies|ying|ight)|go(?:es|ing)?|com(?:e|es|ing)|stop\w*|swing|journey|way|return\w*|stay\w*|leg|bound|due|back|"
    r"welcom\w+|greeted|(?:is|are|[’']s) in)\b"
)
"""A sentence without such a word tells of no stop."""
_BOUND_FOR = frozenset(
    """trip trips travel travels traveling travelling head heads heading fly flies flying go goes going return returns
    returning journey way swing visit visits tour come comes coming bound due route flight""".split()
)
_STAYING = frozenset(
    """arrive arrives arriving arrived arrival land lands landing landed down stop stops stopping stopover leg stay
    stays staying back debut visit visits welcomed welcome welcomes greeted""".split()
)
_BEING = frozenset("is are be 's in".split())
_DIRECT = frozenset("visit visits visiting touring reach reaches reaching".split())
_OFF = frozenset(
    """not n't never no cancel cancels canceled cancelled canceling cancelling scrap scrapped postpone postponed skip
    skipped skipping instead without called if may might could would""".split()
)
_OVER = frozenset("recent last previous earlier past first-ever former since".split())
HE = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Pp]resident|[Ll]eader|[Pp]remier|[Cc]hancellor|[Mm]inister|[Ss]ecretary|[Pp]ope|"
    r"[Kk]ing|trip|visit)\b"
)
"""Words that stand for one who was named before."""
_HE = frozenset(
    "he she his her the president leader premier chancellor minister secretary pope king trip visit".split()
)
# Between the word of going and the place stands at most "on Wednesday morning in", "next week, first to".
_REACH = 6


@dataclass(frozen=True, slots=True)
class Stop:
    """`who` (a party's key) is going to be at `where`, told by word `at` of a sentence."""

    who: tuple[str, str]
    where: Where
    when: When
    sentence: int
    at: int


def surnames(parties: Sequence[Party]) -> dict[str, Party]:
    """The persons by the words that may stand for them: the last of a name, and the first where it is not a given name
    that others bear as well."""
    found: dict[str, Party] = {}
    for party in parties:
        words = [w for w in party.name.split() if w[:1].isupper()]
        if party.kind == "person" and words:
            found.setdefault(words[-1].lower(), party)
            if len(words) > 1 and len(words[0]) < 4:  # "Xi", "Moon", "Li": the family name stands first
                found.setdefault(words[0].lower(), party)
    return found


def find_stops(
    parsed: Parsed, times: Sequence[Timed], lexicon: Lexicon, people: Mapping[str, Party], before: Party | None
) -> list[Stop]:
    """The stops that a sentence tells of; `before` is whom "he" or "the president" means."""
    lower = parsed.words.lower
    if any(t.certainly_past and (t.when is None or t.when.end is None) for t in times):
        return []
    found: list[Stop] = []
    for place in _goals(parsed, lexicon):
        going = _going(lower, place)
        if going is None:
            continue
        who = _traveller(lower, place, people, before)
        if who is None or who.country == place.where.country:
            continue
        when = next((t.when for t in times if _is_beside(lower, going, place, t) and t.when is not None), When())
        found.append(Stop(who.key, place.where, when, parsed.index, place.at))
    return found


def _goals(parsed: Parsed, lexicon: Lexicon) -> list[Place]:
    """The places after a preposition, and those that are visited."""
    lower = parsed.words.lower
    found = [p for p in find_places(parsed, 0, len(lower), lexicon) if p.preposition in ("in", "to", "at")]
    for mention in parsed.mentions:
        if mention.kind == "state" and mention.country and not mention.owner and mention.first:
            before = lower[mention.first - 1]
            if before in _DIRECT and not any(p.at < mention.first < p.last + 1 for p in found):
                where = Where(country=mention.country, text=mention.name)
                found.append(Place(mention.first - 1, mention.last, "visit", where))
    return sorted(found, key=lambda p: p.at)


def _going(lower: Sequence[str], place: Place) -> int | None:
    """The word of going on which a place hangs; None where there is none, or the journey is off or over."""
    for i in range(place.at if place.preposition == "visit" else place.at - 1, max(-1, place.at - 1 - _REACH), -1):
        word = lower[i]
        if word == "down" and lower[i - 1] not in ("touch", "touches", "touched", "touching"):
            return None
        is_there = place.preposition in ("in", "at") and (word in _STAYING or (word in _BEING and i == place.at - 1))
        if (place.preposition == "to" and word in _BOUND_FOR) or is_there or place.preposition == "visit":
            near = lower[max(0, i - 6) : i]
            past = word in ("arrived", "landed", "down", "arrival")
            if _OFF & set(near) or (_OVER & set(lower[max(0, i - 2) : i]) and not past):
                return None
            return i
        if word in BOUNDARIES or word in (",", ".") or word in ("said", "told", "reporters"):
            return None
    return None


def _traveller(lower: Sequence[str], place: Place, people: Mapping[str, Party], before: Party | None) -> Party | None:
    """The nearest person before the place who is not at home there, else whom "he" stands for."""
    for i in range(place.at - 1, -1, -1):
        party = people.get(lower[i])
        if party is not None and party.country != place.where.country:
            return party
    return before if any(w in _HE for w in lower[: place.at]) else None


def _is_beside(lower: Sequence[str], going: int, place: Place, timed: Timed) -> bool:
    """Whether a time stands with the journey: between its word and the place, or right after either."""
    if timed.reported or timed.when is None or timed.when.start is None:
        return False
    if going < timed.first <= place.last + 2:
        return not any(w in BOUNDARIES for w in lower[going : timed.first])
    return going - 4 <= timed.last <= going and not any(w in BOUNDARIES for w in lower[timed.last : going])
