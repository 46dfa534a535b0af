"""What a meeting takes from the event beside which it is held, and an event from the meetings on its sidelines.

In: the standing candidates and the article's host events. Out: the candidates with `when`, `where` and `occasion`
filled where their own words are silent. An event lends only to meetings that name it as their occasion, that are told
beside it, or whose parties are told to be there.
"""

from collections.abc import Sequence
from datetime import timedelta

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.occasions.host_events import HostEvent, is_closer
from wiredesk.news.meetings.occasions.names import GENERIC, town_of
from wiredesk.news.meetings.surroundings import Surroundings
from wiredesk.news.meetings.when.weeks import in_week
from wiredesk_schemas import When, Where

# A meeting told so many sentences after an event is beside it.
NEAR = 2
# A host event lends its place to a meeting on a day so far off its own days (its leaders come early, and leave late).
AROUND_DAYS = 2
_THERE = frozenset("there sidelines margins fringes".split())
"""Words of a meeting that put it beside the event told before it."""
_REMOTE = frozenset("virtual video online remote phone telephone videoconference teleconference".split())
_BESIDE_IT = frozenset("sidelines margins fringes".split())


def name_occasion(candidate: Candidate, events: dict[str, HostEvent]) -> None:
    """ "the summit" is the article's only one."""
    if candidate.occasion and candidate.occasion.lower() in GENERIC:
        named = [e for e in events.values() if e.body is not None]
        if len(named) == 1 and not _elsewhere(candidate.where, named[0].where):
            candidate.occasion = named[0].name
    town = town_of(candidate.occasion) if candidate.occasion else None
    if town is not None:
        there = [e for e in events.values() if e.body is not None and e.where and e.where.city == town]
        candidate.occasion = there[0].name if len(there) == 1 else candidate.occasion


def inherit_from_event(candidate: Candidate, events: dict[str, HostEvent]) -> None:
    """The place and the days of the event that the meeting is, or that it names as its occasion."""
    event = events.get(candidate.body.key[1]) if candidate.body else None
    if event is None and candidate.occasion:
        event = next(
            (
                e
                for e in events.values()
                if e.name == candidate.occasion or (e.body and e.body.name in candidate.occasion)
            ),
            None,
        )
    if event is None or _elsewhere(candidate.where, event.where):
        return  # "to Hanoi for talks, then on to Japan for the summit"
    noun = candidate.frame.event
    is_remote = noun is not None and not _REMOTE.isdisjoint(noun.name.lower().split())
    if (
        event.where
        and not is_remote
        and (
            candidate.where is None
            or (candidate.where.city is None and candidate.where.country in (None, event.where.country))
        )
    ):
        candidate.where = event.where
        candidate.slots.append(("where", event.where.text or "", f"where {event.name!r} is held"))
    _move_into(candidate, event)
    own = candidate.kind == "event" or (
        candidate.status == "planned" and _has_its_days(event) and _may_be_there(candidate.where, event.where)
    )
    closer = candidate.kind == "event" and is_closer(event.when, candidate.when)
    if closer or (
        candidate.when.start is None and candidate.when.text is None and event.when.start is not None and own
    ):
        candidate.when = event.when
        candidate.slots.append(("when", event.when.text or "", f"when {event.name!r} is held"))


def put_beside_the_nearest(candidate: Candidate, events: dict[str, HostEvent]) -> None:
    """Two leaders who are to meet, told beside the one summit of the article: they meet there.

    Beside is: within two sentences after it, or up to three before a sentence that says "on the sidelines of".
    """
    named = [e for e in events.values() if e.body is not None and e.sentences]
    if _is_on_the_sidelines(candidate):  # of which one is not said again: the one told last
        named = sorted(named, key=lambda e: max((s for s in e.sentences if s <= candidate.sentence), default=-2))[-1:]
    if len(named) != 1 or candidate.occasion or candidate.kind != "meeting" or candidate.sentence < 0:
        return
    event = named[0]
    if candidate.status != "planned" or _elsewhere(candidate.where, event.where):
        return
    beside = _is_on_the_sidelines(candidate) or (
        candidate.where is None
        and any(0 <= candidate.sentence - s <= NEAR for s in event.sentences if s not in event.apart)
    )
    if beside or any(0 < s - candidate.sentence <= NEAR + 1 for s in event.sidelines):
        _put_beside(candidate, event, f"told beside it in sentence {event.sentences[0]}")
        there = not _THERE.isdisjoint(candidate.frame.parsed.words.lower)
        if candidate.when.start is None and there and _has_its_days(event):
            candidate.when = event.when


def _is_on_the_sidelines(candidate: Candidate) -> bool:
    """ "Will meet on the sidelines on Thursday", without saying of what."""
    frame, lower = candidate.frame, candidate.frame.parsed.words.lower
    return any(
        lower[i] in _BESIDE_IT and lower[i + 1 : i + 2] != ["of"]
        for i in range(frame.first, min(frame.last, len(lower)))
    )


def _has_its_days(event: HostEvent) -> bool:
    """Whether the first and last day of an event are told, between which everything beside it is held: of one that
    "opens on Friday" or is on "this weekend" nobody says so."""
    return event.when.precision == "days" and "weekend" not in (event.when.text or "").lower()


def put_where_its_parties_are(candidate: Candidate, around: Surroundings) -> None:
    """Who is told to be at the one event of the article meets others there, where no other place is told."""
    if candidate.occasion or candidate.kind != "meeting" or candidate.status != "planned" or candidate.frame.call:
        return
    keys = {p.key for p in candidate.parties if p.kind == "person"}
    there = [e for e in around.events.values() if e.body is not None and e.where and keys & e.attending]
    if not there or len({e.where.city for e in there if e.where}) > 1:
        return
    event = min(there, key=lambda e: min(abs(candidate.sentence - s) for s in e.sentences))
    its_city = event.where.city if event.where else None
    if _elsewhere(candidate.where, event.where) or not _at_that_time(candidate.when, event.when):
        return
    if candidate.where is not None and candidate.where.city not in (None, its_city):
        return
    if (candidate.where is None or candidate.where.city != its_city) and _is_on_the_way(candidate, event, around, keys):
        return
    _put_beside(candidate, event, "its parties are there")


def _is_on_the_way(candidate: Candidate, event: HostEvent, around: Surroundings, keys: set[tuple[str, str]]) -> bool:
    """Whether the last place told before the meeting is another stop of the same journey."""
    country = event.where.country if event.where else None
    stops = [j for j in around.journeys if j.who in keys and j.where and j.where.country not in (None, country)]
    last = max((j.sentence for j in stops if j.sentence <= candidate.sentence), default=-1)
    return bool(stops) and last >= max((s for s in event.sentences if s <= candidate.sentence), default=-1)


def _put_beside(candidate: Candidate, event: HostEvent, why: str) -> None:
    by_journey = any(slot == "when" and told.startswith("journey") for slot, _, told in candidate.slots)
    if by_journey and candidate.when.precision in ("day", "days"):
        candidate.when = event.when if _has_its_days(event) else When()  # on which day of it, nobody tells
    candidate.occasion = event.name
    _move_into(candidate, event)
    if candidate.where is None or candidate.where.city is None:
        candidate.where = event.where or candidate.where
    candidate.slots.append(("occasion", event.name, why))


def _move_into(candidate: Candidate, event: HostEvent) -> None:
    """ "The G7 meet on April 22-24. X and Y will hold talks on Sunday": the Sunday of that meeting."""
    moved = in_week(candidate.when, event.when) if candidate.kind != "event" else None
    if moved is not None:
        candidate.when = moved
        candidate.slots.append(("when", f"{moved.start}..{moved.end}", f"while {event.name!r} is held"))


def _at_that_time(own: When, event: When) -> bool:
    """Whether nothing says that the meeting is at another time than the event."""
    if own.start is None or own.end is None:
        return True
    if event.start is None or event.end is None:
        return own.precision in ("day", "days", "week")
    near = timedelta(days=AROUND_DAYS)
    return own.start <= event.end + near and event.start - near <= own.end


def _may_be_there(own: Where | None, event: Where | None) -> bool:
    """Whether a meeting may be where an event is, whose days it takes: not "to Laos for talks, then to the summit in
    Aso", of which nobody knows the state."""
    return own is None or own.country is None or event is None or own.country == event.country


def _elsewhere(own: Where | None, other: Where | None) -> bool:
    return bool(own and other and own.country and other.country and own.country != other.country)


def hold_where_its_sidelines_are(event: HostEvent, standing: Sequence[Candidate]) -> None:
    """A summit of which only the country is known is in the city in which people meet on its sidelines."""
    if event.where is None or event.where.city is not None:
        return
    for other in standing:
        if other.kind != "meeting" or other.status != "planned" or other.where is None or other.where.city is None:
            continue
        beside = other.occasion == event.name or any(0 < s - other.sentence <= NEAR + 1 for s in event.sidelines)
        if beside and other.where.country == event.where.country:
            event.where = other.where
            return
