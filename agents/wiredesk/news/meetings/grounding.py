"""Ties a candidate to the calendar and the map: when and where, by the words of its own clause.

In: a candidate and the time expressions of its sentence. Out: the candidate with `when`, `where` and `occasion`, or
refused because its day is over. What the sentence does not tell may come later from another mention of the same
meeting, or from the journey that it is a part of.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from wiredesk.news.lexicon import Lexicon, find_cities
from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.clauses import DAYS, QUOTES, REPORTING, Parsed, clause_end
from wiredesk.news.meetings.diaries import Diary
from wiredesk.news.meetings.frame import Frame
from wiredesk.news.meetings.lengths import LASTS, STAYS, TRIPS, Length, closes, find_lengths, lengthen
from wiredesk.news.meetings.occasions import find_occasion, plain_name
from wiredesk.news.meetings.off_times import read_off_times
from wiredesk.news.meetings.places import Place, find_places, place_named
from wiredesk.news.meetings.times import Timed, choose_time
from wiredesk.news.meetings.triggers import NOUNS, VERBS
from wiredesk.news.parties.mentions import Mention
from wiredesk_schemas import When, Where


def ground(
    candidate: Candidate,
    times: Sequence[Timed],
    published_on: date | None,
    lexicon: Lexicon,
    here: Where | None = None,
) -> None:
    """Fill when, where and occasion from the sentence; `here` is the town from which the article is written."""
    _ground_when(candidate, times, published_on)
    _ground_where(candidate, lexicon)
    if here is not None and (candidate.where is None or candidate.where.city is None) and _is_held_here(candidate):
        candidate.where = here
        candidate.slots.append(("where", here.text or "", "'here', as the dateline has it"))
    event = candidate.frame.event
    body = event.body if event is not None else None
    its_body = body.name if body else candidate.body.name if candidate.kind == "event" and candidate.body else None
    if event is not None and not event.is_visit and (its_body or event.type in ("summit", "multilateral")):
        candidate.occasion = plain_name(event.name, its_body)
    elif candidate.kind == "meeting":
        frame = candidate.frame
        candidate.occasion = find_occasion(frame.parsed, frame.head, frame.first, frame.last)


def enter_diary(candidate: Candidate, diary: Diary, lexicon: Lexicon) -> None:
    """What the heading above a meeting and the opening of its item tell, where its own words do not."""
    if candidate.sentence < 0 or candidate.refused is not None:
        return
    day = diary.day_of(candidate.sentence)
    if (
        day is not None
        and candidate.when.start is None
        and candidate.when.text is None
        and candidate.frame.mood != "past"
    ):
        candidate.when = day
        candidate.slots.append(("when", day.text or "", "the heading above it"))
    town = diary.towns.get(candidate.sentence) if diary.towns else None
    where = (
        place_named(town.title(), lexicon) if town and (candidate.where is None or not candidate.where.city) else None
    )
    if where is not None and where.city:
        candidate.where = where
        candidate.slots.append(("where", where.text or "", "the town with which the item opens"))


def _ground_when(candidate: Candidate, times: Sequence[Timed], published_on: date | None) -> None:
    if candidate.frame.status is not None:
        _ground_off(candidate, times, published_on)
        return
    timed = choose_time(candidate.frame, times)
    if timed is None:
        return
    when = timed.when
    if published_on is not None and when is not None and when.end is not None and when.end < published_on:
        if _is_over(candidate, timed):
            candidate.refused = f"its day is over ({timed.words!r})"  # whatever else it lacks
        return
    if when is None and timed.past is not None and timed.past.end is not None:
        if _is_over(candidate, timed):
            candidate.refused = f"its day is over ({timed.words!r})"  # whatever else it lacks
        return
    if when is None:
        return
    if _is_just_over(candidate.frame, timed, published_on):
        candidate.refused = f"its day is just over ({timed.words!r})"
        return
    if candidate.frame.mood == "past" and candidate.frame.decided_by not in ("was", "were"):
        return
    if (
        len(candidate.frame.to) > 1
        and when.precision == "day"
        and candidate.frame.rule in ("travel", "visit", "visit-noun", "meet")
    ):
        return  # one day cannot be that of several stops
    when = _with_length(candidate.frame, timed, when)
    candidate.when = when
    candidate.slots.append(
        ("when", f"{when.start}..{when.end} ({when.precision})", f"{timed.words!r}, nearest to the trigger")
    )


def _with_length(frame: Frame, timed: Timed, when: When) -> When:
    """The span from a first or last day, of what the clause says how long it lasts: "a two-day visit from Tuesday"."""
    if when.precision != "day":
        return when
    lower, event = frame.parsed.words.lower, frame.event
    for length in find_lengths(lower):
        is_own = event is not None and event.first <= length.at < length.noun <= event.head
        is_own = is_own or (_is_counted_out(lower, length) and _is_beside(frame, timed, length))
        is_own = is_own or (lower[length.at] in LASTS and frame.first <= length.at and event is not None)
        is_journey = frame.rule in ("travel", "visit", "visit-noun") and lower[length.noun] in TRIPS | STAYS
        if is_own or (is_journey and frame.first <= length.at < frame.last):
            return lengthen(when, length.days, is_last=closes(lower, timed.first))
    return when


# Between the day and how long it lasts: "on Thursday in the port of Gdansk for two days of talks".
_FOR_DAYS = 10


def _is_beside(frame: Frame, timed: Timed, length: Length) -> bool:
    """Whether the length is that of the frame's own noun, or stands after its verb near the day."""
    own = frame.event is not None and frame.event.head == length.noun
    return own or frame.head < length.at < timed.first + _FOR_DAYS


def _is_counted_out(lower: Sequence[str], length: Length) -> bool:
    """ "For two days of talks": the noun is what the days are of."""
    return lower[length.at + 1 : length.at + 3] in (["days", "of"], ["day", "of"])


_DAY = timedelta(days=1)


# A bare weekday so few days back is that one after "was to"; yesterday also where nothing says "will".
JUST_OVER_DAYS = 2


def _is_just_over(frame: Frame, timed: Timed, published_on: date | None) -> bool:
    """ "Ahead of Tuesday's talks", "was to meet on Tuesday", told on a Wednesday: it was yesterday."""
    told_as_past = (
        (frame.mood in ("ahead", "none") and frame.rule != "gather")
        or (frame.mood == "past-future" and frame.decided_by.startswith(("was", "were", "been")))
        or (frame.mood == "present" and frame.decided_by.startswith(("before", "ahead", "prior")))
    )
    past, when = timed.past, timed.when
    if not told_as_past or published_on is None or past is None or when is None:
        return False
    if past.precision != "day" or past.end is None or when.start is None or past.end == when.start:
        return False
    ago, ahead = (published_on - past.end).days, (when.start - published_on).days
    return 0 < ago <= (JUST_OVER_DAYS if frame.mood == "past-future" else 1) and ago < ahead


def _is_over(candidate: Candidate, timed: Timed) -> bool:
    """Whether a day gone by is the meeting's: not where "will" says that it lies ahead."""
    frame = candidate.frame
    if frame.mood != "future":
        return True
    return timed.certainly_past and frame.decided_by in ("scheduled", "set", "slated", "planned", "due")


def _ground_off(candidate: Candidate, times: Sequence[Timed], published_on: date | None) -> None:
    """Of what is cancelled the day it was to be held, of what is moved the new one."""
    told = read_off_times(candidate.frame, times, published_on)
    if told.is_over or told.is_history:
        # Whatever else it lacks, it shall not be completed from other sentences.
        candidate.refused = "its day is over" if told.is_over else "it was called off long ago"
        return
    if candidate.frame.status == "postponed":
        candidate.moved_from = told.old if told.old is not None and told.old.start else None
        candidate.when = told.new or When(text=told.text)
    elif told.old is not None:
        candidate.when = told.old
    if candidate.when.text:
        candidate.slots.append(("when", str(candidate.when.start), f"{candidate.when.text!r}, of what is off"))


def _ground_where(candidate: Candidate, lexicon: Lexicon) -> None:
    frame = candidate.frame
    parsed = frame.parsed
    places = find_places(parsed, frame.first, _past_when_they_meet(parsed, frame), lexicon)
    if frame.rule not in ("travel", "visit", "visit-noun"):
        places = [
            p for p in places if p.preposition != "to" or frame.first <= p.at < frame.head or _is_bidden(frame, p)
        ]
    place = _nearest(frame.head, [p for p in places if _locates(candidate, p)])
    going = next((m for m in frame.to if m.country and m.kind in _PLACES and not _is_of_a_matter(frame, m)), None)
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
    if candidate.where is None and (host := _host_state(frame)) is not None:
        candidate.where = Where(country=host.country, text=host.name)
        candidate.slots.append(("where", host.name, "the state that hosts it"))
    if candidate.where is None and (town := _host_town(frame) or _town_left(frame)) is not None:
        candidate.where = _of_mention(candidate, town, lexicon)
        candidate.slots.append(("where", town.name, "the town that hosts it, or that is left after it"))


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


def _is_held_here(candidate: Candidate) -> bool:
    """Whether the reporter says that it is "here", in the clause and not in somebody's words."""
    frame, lower = candidate.frame, candidate.frame.parsed.words.lower
    at = next((i for i in range(frame.first, min(frame.last, len(lower))) if lower[i] == "here"), None)
    return at is not None and QUOTES.isdisjoint(lower) and not any(w in _ABOUT for w in lower[frame.head : at])


def _is_of_a_matter(frame: Frame, mention: Mention) -> bool:
    """ "talks with Chad after a raid in Darfur": the place of something else."""
    return any(w in _ABOUT for w in frame.parsed.words.lower[frame.head + 1 : mention.first])


_PLACES = frozenset({"state", "city", "place"})


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
    name = " ".join(words.words[mention.first : mention.last]).removeprefix("the ").removeprefix("The ")
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
        if word in _ABOUT or (word == "on" and after and after[0] not in DAYS and not after[0][0].isdigit()):
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
