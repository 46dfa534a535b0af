"""Where a candidate is to be held, by the words of its own clause.

A place counts when its preposition hangs on the meeting ("will meet him in Oslo"), not on its matter ("talks on the war
in Syria"); where a journey goes, the town or state that hosts it, and "here" count as well.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from wiredesk.news.lexicon import Lexicon, find_cities
from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.frames.frame import Frame
from wiredesk.news.meetings.grammar.clauses import (
    DAYS,
    PLACES,
    QUOTES,
    REPORTING,
    Parsed,
    clause_end,
)
from wiredesk.news.meetings.grammar.events import Event
from wiredesk.news.meetings.grammar.triggers import NOUNS, VERBS
from wiredesk.news.meetings.where.places import Place, find_places, place_named
from wiredesk.news.parties.mentions import Mention
from wiredesk_schemas import Where


def ground_where(candidate: Candidate, lexicon: Lexicon) -> None:
    """Fill `where`; of a country that is told, the town in it; `beside` is a town named in the clause all the same."""
    frame = candidate.frame
    parsed = frame.parsed
    first = max(frame.first, _past_opening(parsed, frame))
    places = find_places(parsed, first, _past_where_it_is_told(parsed, frame), lexicon)
    if frame.rule not in ("travel", "visit", "visit-noun"):
        places = [
            p for p in places if p.preposition != "to" or frame.first <= p.at < frame.head or _is_bidden(frame, p)
        ]
    place = _nearest(frame.head, [p for p in places if _locates(candidate, p)])
    if place is not None and place.preposition == "to" and _goes_further(frame, place):
        place = None
    goals = [m for m in frame.to if m.country and m.kind in PLACES and not _is_of_a_matter(frame, m)]
    before = [m for m in goals if m.last <= frame.head] if frame.rule in _MET else []
    going = next(iter((*before[-1:], *goals)), None)  # "travels to Oslo and then Riga to meet X": in Riga
    if place is None and candidate.host_country is None:
        going = going or _where_antecedent(candidate)
        if going is not None:
            candidate.where = _of_mention(candidate, going, lexicon)
            candidate.slots.append(("where", going.name, "where the journey goes"))
            return
    if candidate.host_country:
        place = next((p for p in places if p.where.country == candidate.host_country), None)
        if place is None:
            named = next((m for m in frame.to if m.country == candidate.host_country), None)
            city = None
            if named is not None and named.kind == "city":
                city = " ".join(parsed.words.words[named.first : named.last]).removeprefix("the ")
                for sense in lexicon.senses(city):
                    if sense.kind == "place":
                        city = sense.entity.town
            candidate.where = Where(city=city, country=candidate.host_country)
            return
    candidate.beside = next(
        (p.where for p in places if p.where.city and p.preposition == "in" and not _is_speakers(parsed, p)), None
    )
    if place is not None:
        candidate.where = _of_their_states(place.where, candidate)
        candidate.slots.append(("where", place.where.text or "", f"after {place.preposition!r}"))
    elif frame.event and frame.event.inside:
        # "the Geneva talks": a city before the noun is where it is, unless it stands for its government.
        cities = [m for m in frame.event.inside if m.kind == "city" and m.country]
        if cities and len(candidate.parties) > 1:
            candidate.where = _of_mention(candidate, cities[0], lexicon)
        elif not cities:
            candidate.where = _town_inside(frame.event, candidate, lexicon)
    if candidate.where is None and (host := _host_state(frame)) is not None:
        candidate.where = Where(country=host.country, text=host.name)
        candidate.slots.append(("where", host.name, "the state that hosts it"))
    if candidate.where is None and (town := _host_town(frame) or _town_left(frame)) is not None:
        candidate.where = _of_mention(candidate, town, lexicon)
        candidate.slots.append(("where", town.name, "the town that hosts it, or that is left after it"))
    _place_in_state_of_host(candidate)


def _goes_further(frame: Frame, place: Place) -> bool:
    """ "Travels to Oslo and then Riga to meet X": not in Oslo."""
    goals = [m for m in frame.to if m.country and m.last <= frame.head]
    return frame.rule in _MET and bool(goals) and goals[-1].first > place.last


def _place_in_state_of_host(candidate: Candidate) -> None:
    """ "Will receive X in Hvide Sande": a town that no list has is in the state of who receives."""
    where, host = candidate.where, candidate.parties[0] if candidate.parties else None
    if candidate.frame.host and where is not None and where.city and where.country is None and host is not None:
        candidate.where = replace(where, country=host.country)


def _town_inside(event: Event, candidate: Candidate, lexicon: Lexicon) -> Where | None:
    """ "The Las Vegas summit": a town that is no capital is told by no other sign than its name."""
    known = {word for p in candidate.parties for word in p.name.split()}
    names = [m.name.removeprefix("the ") for m in event.inside if m.kind in ("person", "place") and not m.role]
    places = [place_named(name, lexicon) for name in names if known.isdisjoint(name.split())]
    return next((p for p in places if p is not None and p.city), None)


# A namesake that is so much smaller is not meant, whoever meets there.
_NAMESAKE = 0.1


def _of_their_states(where: Where, candidate: Candidate) -> Where:
    """Of towns that share a name the one in the state of a party: "will see the king in Windsor".

    Not in the United States, where the names of all the old world's towns are found again; nor where the state is told.
    """
    countries = {p.country for p in candidate.parties if p.country}
    if where.city is None or where.country in countries or "," in (where.text or "") or where.venue:
        return where
    same = find_cities(where.city)
    if not same or same[0].country != where.country:
        return where
    theirs = next((c for c in same if c.country in countries - {"US"}), None)
    if theirs is None or theirs.population < same[0].population * _NAMESAKE:
        return where
    return replace(where, country=theirs.country)


def is_held_here(candidate: Candidate) -> bool:
    """Whether the reporter says that it is "here", in the clause and not in somebody's words."""
    frame, lower = candidate.frame, candidate.frame.parsed.words.lower
    at = next((i for i in range(frame.first, min(frame.last, len(lower))) if lower[i] == "here"), None)
    return at is not None and QUOTES.isdisjoint(lower) and not any(w in _ABOUT for w in lower[frame.head : at])


def _is_of_a_matter(frame: Frame, mention: Mention) -> bool:
    """ "talks with Chad after a raid in Darfur": the place of something else."""
    return any(w in _ABOUT for w in frame.parsed.words.lower[frame.head + 1 : mention.first])


_MET = frozenset({"meet", "see", "confer"})
_ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)


def _past_where_it_is_told(parsed: Parsed, frame: Frame) -> int:
    """Past the clause; of "Ahead of the summit, X will meet Y in Bern" only past the phrase that names the summit."""
    event = frame.event
    if event is not None and frame.head == event.head and frame.first <= 2 and frame.rule == "event":
        opens = not _OPENING.isdisjoint(parsed.words.lower[: event.first + 1])
        comma = next((i for i in range(event.last, frame.last) if parsed.words.lower[i] == ","), None)
        if opens and comma is not None and "will" in parsed.words.lower[comma : frame.last]:
            return comma
    return _past_when_they_meet(parsed, frame)


_OPENING = frozenset("ahead before after following".split())
_APART = _OPENING | {"despite", "without", "since"}


def _past_opening(parsed: Parsed, frame: Frame) -> int:
    """Past the phrase that opens the sentence with another event: "Despite canceling talks in Nairobi, ..."."""
    lower = parsed.words.lower
    if lower[0] not in _APART or frame.first > 1:
        return 0
    comma = next((i for i in range(frame.head) if lower[i] == ","), None)
    return comma + 1 if comma is not None else 0


def _past_when_they_meet(parsed: Parsed, frame: Frame) -> int:
    """Past the clause, with the one that tells of the same meeting: "will discuss fish when they sit down in Porto"."""
    lower = parsed.words.lower
    last = min(frame.last, len(lower))
    if lower[last : last + 1] in (["when"], ["as"]) and not _THEY.isdisjoint(lower[last + 1 : last + 4]):
        following = lower[last + 2 : last + 6]
        if any(verb.role in _ENCOUNTERS for word in following for verb in VERBS.get(word, ())):
            return clause_end(parsed.words, last)
    return last


_THEY = frozenset("they he she leaders two men women both sides ministers presidents".split())
_ENCOUNTERS = frozenset({"meet", "confer", "hold", "gather", "receive"})


def _is_bidden(frame: Frame, place: Place) -> bool:
    """ "will welcome her to Downing Street": where the host bids the guest to."""
    return (frame.host or frame.rule == "accept") and place.at > frame.head and place.where.city is not None


_HOSTS = frozenset({"state", "government"})
_HOSTING = frozenset("host hosts hosting hosted".split())
# How many words after the event its host may stand.
HOST_REACH = 8


def _host_state(frame: Frame) -> Mention | None:
    """The state after the event that hosts it: "the summit, which Kenya is hosting", "a summit hosted by Egypt"."""
    event, lower = frame.event, frame.parsed.words.lower
    if event is None:
        return None
    until = event.last + HOST_REACH
    state = next((m for m in frame.parsed.mentions if event.last <= m.first < until and m.kind in _HOSTS), None)
    if state is None or not state.country:
        return None
    by = lower[event.last : state.first]
    which = by[-1:] in (["which"], ["that"]) and not _HOSTING.isdisjoint(lower[state.last : state.last + 4])
    return state if which or by[-2:] == ["hosted", "by"] else None


def _host_town(frame: Frame) -> Mention | None:
    """The town that hosts others: "Geneva will host talks between ..."."""
    towns = [m for m in frame.left if m.kind == "city" and m.country]
    return towns[0] if len(towns) == 1 and len(frame.left) == 1 and frame.host and frame.event else None


_LEAVING = frozenset("leaving departing".split())


def _town_left(frame: Frame) -> Mention | None:
    """Where they are until they have met: "before leaving Geneva, she will meet"; not "before leaving for Geneva"."""
    lower = frame.parsed.words.lower
    if _LEAVING.isdisjoint(lower) or frame.call:
        return None
    left = (m for m in frame.parsed.mentions if m.kind in ("city", "place", "state") and m.country and m.first > 1)
    return next((m for m in left if lower[m.first - 1] in _LEAVING and lower[m.first - 2] in ("before", "to")), None)


def _of_mention(candidate: Candidate, mention: Mention, lexicon: Lexicon) -> Where:
    """A mention as a place."""
    if mention.kind == "state":
        return Where(country=mention.country, text=mention.name)
    words = candidate.frame.parsed.words
    name = _ARTICLE.sub("", " ".join(words.words[mention.first : mention.last]))
    for sense in lexicon.senses(name):
        if sense.kind == "place":
            return Where(city=sense.entity.town, country=sense.entity.country, venue=sense.entity.venue, text=name)
    return Where(city=name, country=mention.country, text=name)


def _where_antecedent(candidate: Candidate) -> Mention | None:
    """ "London, where Romney will meet": the place before "where"."""
    frame = candidate.frame
    lower = frame.parsed.words.lower
    if frame.first < 1 or lower[frame.first - 1] != "where":
        return None
    before = [
        m for m in frame.parsed.mentions if m.last < frame.first and m.kind in ("state", "city", "place") and m.country
    ]
    return before[-1] if before and frame.first - before[-1].last <= 8 else None


def _locates(candidate: Candidate, place: Place) -> bool:
    """Whether the preposition hangs on the meeting, not on another noun ("the situation in Syria")."""
    frame = candidate.frame
    words = frame.parsed.words
    if _is_speakers(frame.parsed, place):
        return False
    i = place.at - 1
    if i < frame.first or i <= frame.head:
        return words.lower[max(i, 0)] not in _MATTERS
    if any(m.last == i + 1 and m.kind != "group" for m in frame.parsed.mentions):
        pass  # "talks with the rebels in Doha"
    elif words.lower[i] in _MATTERS or words.lower[frame.head] in ("discuss", "discussing", "press", "urge"):
        return words.lower[i] in NOUNS or words.lower[i] in DAYS or words.lower[i] == "down"
    between = words.lower[frame.head + 1 : place.at]
    relative = max((k for k, word in enumerate(between) if word in ("which", "that")), default=-1)
    if not _ARRANGED.isdisjoint(between[relative + 1 :]):  # "talks on their border, which had been planned for Kars"
        between = between[relative + 1 :]
    for k, word in enumerate(between):
        after = between[k + 1 : k + 2]
        is_verbs = k == 0 and words.lower[frame.head] in _CALL  # "will call on X in Oslo"
        if word in _ABOUT or (
            word == "on" and after and after[0] not in DAYS and not after[0][0].isdigit() and not is_verbs
        ):
            return False
        if word == "to" and after and after[0] in _PURPOSES:
            return False
    return True


def _is_speakers(parsed: Parsed, place: Place) -> bool:
    """Whether it is where the news comes from: "..., the presidential palace in Jakarta said"."""
    return any(w in REPORTING for w in parsed.words.lower[place.last : place.last + 2])


_ABOUT = frozenset(
    """about over regarding concerning against amid despite following ending adding calling after before since because
    while""".split()
)
_CALL = frozenset("call calls calling called".split())
_ARRANGED = frozenset("planned scheduled due set slated held place begin start open".split())
_PURPOSES = frozenset(
    """
    discuss talk try push press seek help work address resolve end stop find negotiate hammer coordinate broker
    tackle ask urge promote boost gauge persuade determine slap consider plan decide explore hash iron shore""".split()
)
_MATTERS = frozenset(
    """
    situation war wars crisis conflict violence fighting unrest uprising people troops forces killing killings
    elections election government regime peace rights democracy developments events policy bloodshed attack attacks
    rebels militants interests influence role presence humanitarian stability embassy consulate ambassador
    opposition""".split()
)


def _nearest(head: int, places: Sequence[Place]) -> Place | None:
    return min(places, key=lambda p: (p.at - head) * 1.0 if p.at > head else (head - p.at) * 1.5 + 3, default=None)
