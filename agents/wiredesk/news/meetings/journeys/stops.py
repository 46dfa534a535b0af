"""Where a traveller goes, as any sentence tells it: "arrived in Seoul", "his trip to New York".

In: a parsed sentence with its times, and the travellers by surname. Out: stops, each with who, where and when. Journeys
that are announced by a verb with a subject are candidates already (see `surroundings`); here are those that the
sentences around tell of, for their place alone. Refused: journeys that are over, denied or called off, and those home.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from msgspec.structs import replace

from wiredesk.news.lexicon import Lexicon
from wiredesk.news.meetings.grammar.clauses import BOUNDARIES, DAYS, Parsed
from wiredesk.news.meetings.grammar.triggers import STOPS
from wiredesk.news.meetings.when.lengths import CLOSES, OPENS, STAYS, TRIPS, find_lengths, lengthen
from wiredesk.news.meetings.when.times import Timed
from wiredesk.news.meetings.where.places import Place, find_places
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.party import Party
from wiredesk_schemas import When, Where

TO_A_PLACE = re.compile(r" (?:in|at|to|for|visits?|visiting) (?:the )?[A-Z]| (?:stops?|leg|destination)\b")
"""Before a stop stands one of these."""
GOING = re.compile(
    r"\b(?:arriv\w+|land(?:s|ed|ing)?|touch\w* down|visit\w*|trips?|tour|travell?\w*|head(?:s|ed|ing)?|debut|"
    r"leav\w+|depart\w*|fl(?:y|ies|ew|ying|ight)|went|drove|sail\w*|mov\w+|came|go(?:es|ing)?|com(?:e|es|ing)|stop\w*|swing|journey|way|return\w*|stay\w*|leg|bound|due|back|"
    r"welcom\w+|greeted|(?:is|are|be|[’']s) (?:in|at)|spend\w*|tak\w+ (?:him|her|them)|took (?:him|her|them)|begin\w*|"
    r"start\w*|ends?|ending|conclud\w+|wrap\w*|kick\w*)\b"
)
"""A sentence without such a word tells of no stop."""
_BOUND_FOR = frozenset(
    """trip trips travel travels traveling travelling head heads heading fly flies flying go goes going return returns
    returning journey way swing visit visits tour come comes coming bound due route flight""".split()
)
_STAYING = frozenset(
    """arrive arrives arriving arrived arrival land lands landing landed down stop stops stopping stopover leg stay
    stays staying back debut visit visits welcomed welcome welcomes greeted spend spends spending""".split()
)
_LEAVES = frozenset("leave leaves leaving depart departs departing heads heading head bound sails".split())
_TAKES = frozenset("take takes taking took bring brings bringing".split())
_ARRIVED = frozenset("arrived landed reached welcomed greeted left".split())
_WENT = frozenset("went flew traveled travelled headed returned drove moved sailed came".split())
_BEING = frozenset("is are be 's in".split())
_DIRECT = frozenset("visit visits visiting touring reach reaches reaching".split())
_OFF = frozenset(
    """not n't never no cancel cancels canceled cancelled canceling cancelling scrap scrapped postpone postponed skip
    skipped skipping instead without called if may might could would""".split()
)
_OVER = frozenset("recent last previous earlier past first-ever former since".split())
HE = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Pp]resident|[Ll]eader|[Pp]remier|[Cc]hancellor|[Mm]inister|[Ss]ecretary|[Pp]ope|"
    r"[Kk]ing|trip|visit|plane|jet|aircraft|motorcade|Air Force One)\b"
)
"""Words that stand for one who was named before."""
_HE = frozenset(
    """he she his her the president leader premier chancellor minister secretary pope king trip visit plane jet
    aircraft motorcade""".split()
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
    parsed: Parsed,
    times: Sequence[Timed],
    lexicon: Lexicon,
    people: Mapping[str, Party],
    before: Party | None,
    published_on: date | None,
) -> list[Stop]:
    """The stops that a sentence tells of; `before` is whom "he" or "the president" means."""
    lower = parsed.words.lower
    if any(t.certainly_past and (t.when is None or t.when.end is None) for t in times):
        return []
    found: list[Stop] = []
    lengths = [n for n in find_lengths(lower) if lower[n.noun] in STAYS | TRIPS]
    today = published_on is not None and any(t.past is not None and t.past.end == published_on for t in times)
    listed = 0
    for place in _goals(parsed, lexicon):
        if place.at < listed:
            continue
        going = _going(lower, place, gone=today)
        if going is None:
            continue
        who = _traveller(lower, place, people, before)
        if who is None:
            continue
        places = [place, *_listed_after(parsed, place, lexicon)]
        listed = places[-1].last
        days = _days_of(lower, going, places, times)
        if lower[going] in _WENT | _ARRIVED:  # "arrived on Monday" is over, unless it is today
            days = [w if _is_now(w, published_on) else When() for w in days]
        for goal, when in zip(places, days, strict=True):
            if len(lengths) == len(places) == 1 and (lower[lengths[0].noun] in STAYS or lengths[0].noun == going):
                when = lengthen(when, lengths[0].days, is_last=lower[going] in CLOSES)
            if who.country != goal.where.country:
                found.append(Stop(who.key, goal.where, when, parsed.index, goal.at))
    return found


def _is_now(when: When, published_on: date | None) -> bool:
    """Whether who has arrived then, is there: today, or on the day that has begun where he is."""
    if when.start is None or published_on is None:
        return False
    return when.precision != "day" or when.start - published_on in (timedelta(0), timedelta(days=1))


def _days_of(lower: Sequence[str], going: int, places: Sequence[Place], times: Sequence[Timed]) -> list[When]:
    """When the traveller is at each of the places: the time right after it, else the one told with the journey."""
    found: list[When] = []
    for n, place in enumerate(places):
        until = places[n + 1].at if n + 1 < len(places) else len(lower)
        own = next((t.when for t in times if place.last <= t.first <= place.last + 1 and t.first < until), None)
        if own is None:
            beside = [t for t in times if _is_beside(lower, going, places[0], t)]
            within = [t for t in beside if t.first > going]
            own = next((t.when for t in (*within, *beside)), None)
            if own is not None and own.precision == "day" and len(places) > 1:
                own = None  # one day is not that of several stops
        found.append(own if own is not None and own.start is not None else When())
    return found


_LISTS = frozenset(", and then on later finally before to next or also & from until - –".split()) | DAYS


def _listed_after(parsed: Parsed, place: Place, lexicon: Lexicon) -> list[Place]:
    """Further places in a list: "to Cairo on Sunday, Amman on Monday and Riyadh"."""
    found: list[Place] = []
    last = place.last
    for mention in parsed.mentions:
        if mention.first < last or mention.kind == "adjective":
            continue
        between = parsed.words.lower[last : mention.first]
        is_listed = bool(between) and ("," in between or "and" in between or "then" in between)
        if not is_listed or not all(w in _LISTS or w[0].isdigit() for w in between):
            break
        where = place_of(mention, parsed, lexicon)
        if where is None:
            break
        found.append(Place(mention.first, mention.last, "to", where))
        last = mention.last
    return found


def place_of(mention: Mention, parsed: Parsed, lexicon: Lexicon) -> Where | None:
    """A mention as a place; None where it is none, or owns something."""
    if mention.owner or not mention.country or mention.kind not in ("state", "city", "place"):
        return None
    if mention.kind == "state":
        return Where(country=mention.country, text=mention.name)
    name = " ".join(parsed.words.words[mention.first : mention.last]).removeprefix("the ").removeprefix("The ")
    for sense in lexicon.senses(name):
        if sense.kind == "place":
            return Where(city=sense.entity.town, country=sense.entity.country, venue=sense.entity.venue, text=name)
    return Where(city=name, country=mention.country, text=name)


def _goals(parsed: Parsed, lexicon: Lexicon) -> list[Place]:
    """The places after a preposition, and those that are visited."""
    lower = parsed.words.lower
    found = [p for p in find_places(parsed, 0, len(lower), lexicon) if p.preposition in ("in", "to", "at")]
    for mention in parsed.mentions:
        at = mention.first if lower[mention.first] in _DIRECT else mention.first - 1  # "visiting Laos" is one mention
        if at >= 0 and lower[at] in _DIRECT:
            where = place_of(replace(mention, first=at + 1), parsed, lexicon)
            if where is not None and not any(p.at < at + 1 < p.last + 1 for p in found):
                found.append(Place(at, mention.last, "visit", where))
        elif mention.first and lower[mention.first - 1] == "for" and not _LEAVES.isdisjoint(lower[: mention.first]):
            where = place_of(mention, parsed, lexicon)
            if where is not None:
                found.append(Place(mention.first - 1, mention.last, "for", where))
        elif (called := _called_at(lower, mention)) is not None:
            where = place_of(mention, parsed, lexicon)
            if where is not None:
                found.append(Place(called, mention.last, "stop", where))
    return sorted(found, key=lambda p: p.at)


def _called_at(lower: Sequence[str], mention: Mention) -> int | None:
    """The stop that a place is said to be: "her first stop is Tirana", "Tirana is the last leg of the tour"."""
    i = mention.first - 1
    if i > 0 and lower[i] in ("is", "be", ":", "was"):
        before = range(max(0, i - 3), i)
        return next((k for k in before if lower[k] in STOPS), None)
    if lower[mention.last : mention.last + 1] == ["is"] or lower[mention.last : mention.last + 2] == ["will", "be"]:
        after = range(mention.last + 1, min(len(lower), mention.last + 6))
        return next((k for k in after if lower[k] in STOPS and lower[k - 1] in _NTH), None)
    return None


_NTH = frozenset("first second third fourth fifth next last final only main".split())


def _going(lower: Sequence[str], place: Place, *, gone: bool) -> int | None:
    """The word of going on which a place hangs; None where there is none, or the journey is off or over.

    `gone`: the sentence tells of today, so that who "went" there, is there.
    """
    if place.preposition == "stop":
        return place.at
    for i in range(place.at if place.preposition == "visit" else place.at - 1, max(-1, place.at - 1 - _REACH), -1):
        word = lower[i]
        if word == "down" and lower[i - 1] not in ("touch", "touches", "touched", "touching"):
            return None
        is_there = place.preposition in ("in", "at") and (
            word in _STAYING
            or (word in _BEING and i == place.at - 1)
            or (word in OPENS | CLOSES and not TRIPS.isdisjoint(lower[:i]))
        )
        takes = word in _TAKES and lower[i + 1] in ("him", "her", "them")
        bound = word in _BOUND_FOR or takes or (gone and word in _WENT)
        if place.preposition == "for":
            bound, is_there = word in _LEAVES, False
        if (place.preposition in ("to", "for") and bound) or is_there or place.preposition == "visit":
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
    flown = any(lower[i : i + 3] == ["air", "force", "one"] for i in range(place.at))
    return before if flown or any(w in _HE for w in lower[: place.at]) else None


def _is_beside(lower: Sequence[str], going: int, place: Place, timed: Timed) -> bool:
    """Whether a time stands with the journey: between its word and the place, or right after either."""
    if timed.reported or timed.when is None or timed.when.start is None:
        return False
    if going < timed.first <= place.last + 2:
        return not any(w in BOUNDARIES for w in lower[going : timed.first])
    return going - 4 <= timed.last <= going and not any(w in BOUNDARIES for w in lower[timed.last : going])
