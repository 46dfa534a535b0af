"""The last word on each meeting that the rules let stand."""

import re
from collections.abc import Sequence
from datetime import timedelta

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.merging import days_conflict
from wiredesk_schemas import CleanArticle, When

# Two of these words in an article, and states that "meet" are teams.
_SPORT = re.compile(
    r"\b(?:match|goals?|striker|midfielder|coach|tournament|quarter-?finals?|semi-?finals?|World Cup|league|champions?|"
    r"penalt(?:y|ies)|innings|wickets?|playoffs?|qualifiers?|drawing with|medals?|squad|referee|batsman|rugby|cricket|"
    r"hockey|football|soccer|basketball)\b"
)


# So many sentences may lie between a journey and the meeting for which it is made.
BESIDE = 4


def _meets_unplaced(meeting: Candidate, visit: Candidate) -> bool:
    """Whether the visitor meets someone of whom no state is told: one of the host's, for all that is known."""
    far = abs(meeting.sentence - visit.sentence) > BESIDE and min(meeting.sentence, visit.sentence) >= 0
    return not far and any(p.kind == "person" and p.country is None and p != visit.visitor for p in meeting.parties)


# A visit of which only the first day is told lasts no longer.
STAY_DAYS = 3


def _before_arrival(visit: When, meeting: When) -> bool:
    """Whether the meeting is at another time than the visit, which may last longer than its first day."""
    if not days_conflict(visit, meeting):
        return False
    arrives, meets = visit.start, meeting.start
    is_stay = visit.precision == "day" and arrives is not None and meets is not None
    return not (is_stay and arrives < meets <= arrives + timedelta(days=STAY_DAYS))  # type: ignore[operator]


def _is_why_they_come(event: Candidate, visit: Candidate) -> bool:
    """ "Flies to Riga, where the alliance's leaders will gather": no visit to the state where a summit is held."""
    there = event.where is not None and event.where.country == visit.host_country
    return there and visit.frame.rule == "travel" and event.status == visit.status == "planned"


_ROUND = re.compile(
    r"\bin (?:the|their|a) (?:\w+ )?(?:final|semi-?finals?|quarter-?finals?|last (?:16|eight|four)|playoffs?)\b"
)


def _is_to_gather(group: Candidate, standing: Sequence[Candidate]) -> bool:
    """ "World leaders gather in Hamburg for the G20 summit": that is the summit."""
    if len(group.parties) != 1 or group.parties[0].kind != "group":
        return False
    here = [c for c in standing if c.sentence == group.sentence and c.kind == "event" and c.body is not None]
    return any(group.frame.head < c.frame.head < group.frame.last for c in here)


# Of states that meet in such a sentence, their teams do.
_PLAY = frozenset("play plays played playing friendly match fixture kick-off final qualifier".split())


def _own_words(candidate: Candidate, article: CleanArticle) -> str:
    parsed = candidate.frame.parsed
    return ((article.title or "") if parsed.is_title else article.text)[parsed.start : parsed.end]


def judge(standing: Sequence[Candidate], article: CleanArticle) -> None:
    """Refuse what the whole article makes improbable."""
    states = [c for c in standing if all(p.kind == "government" for p in c.parties)]
    sport = bool(states) and len(set(_SPORT.findall(article.text))) > 1
    for candidate in states:
        plays = sport or not _PLAY.isdisjoint(candidate.frame.parsed.words.lower)
        plays = plays or (candidate.frame.rule == "meet" and _SPORT.search(_own_words(candidate, article)) is not None)
        if plays:
            candidate.refuse("states that play each other")
    for candidate in standing:
        plain = all(p.kind in ("person", "organisation") and not (p.role or p.entity) for p in candidate.parties)
        if plain and candidate.frame.rule == "meet" and _ROUND.search(_own_words(candidate, article)):
            candidate.refuse("players that play each other")
    for candidate in standing:
        is_host = candidate.frame.rule == "host" and candidate.frame.mood == "progressive"
        if is_host and candidate.body is None and len(candidate.parties) == 1:
            candidate.refuse("a host without guests")
        if _is_to_gather(candidate, standing):
            candidate.refuse("the event for which they gather is reported by itself")
        told_by = [other for other in standing if candidate.kind == "visit" and _tells_the_visit(other, candidate)]
        for other in told_by:
            if other.status == candidate.status == "cancelled" and other.when.start is None:
                other.when = candidate.when  # "has cancelled a trip this weekend to Chad, where he was to meet X"
        if told_by:
            candidate.refuse("the visit's meetings are reported by themselves")


def _tells_the_visit(other: Candidate, visit: Candidate) -> bool:
    """Whether a visit is no more than the way to a meeting that stands by itself."""
    if other is visit or other.refused is not None or visit.visitor is None:
        return False
    if not (other.kind == "meeting" or _is_why_they_come(other, visit)) or _before_arrival(visit.when, other.when):
        return False
    if visit.visitor.key not in {p.key for p in other.parties}:
        return False
    if any(p.country == visit.host_country and p.key != visit.visitor.key for p in other.parties):
        return True
    return other.where.country == visit.host_country if other.where is not None else _meets_unplaced(other, visit)
