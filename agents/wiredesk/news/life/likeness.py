"""How well one report fits the meeting that another leads.

In: two voices, the second the more exact one. Out: 0.0 when they cannot be the same meeting, else the better the more:
parties first, then dates, place, occasion. Days, places and bodies that clash are never the same meeting, but for a
report that says the meeting was moved. The constants are days between news and event as newsrooms know them, tuned on
labelled stories of 2012-2014 and checked on later ones (benchmarks/stories.py).
"""

from wiredesk.news.life.parties import likeness
from wiredesk.news.life.testimony import DAY, MOVING, TRIP, UNDATED, WEEK, Span, Voice

# Parties liked at least so much are named on both sides, or are states and nothing else.
SURE = 0.65
# An undated "will meet" is believed to mean a dated meeting that is so many days off at most: with the same place or
# occasion, with sure parties, else.
HORIZONS = (150, 45, 14)
# Two undated reports mean one meeting when so many days lie between them at most (same scale); those of a meeting
# called off are told again for longer.
UNDATED_GAPS = (60, 30, 10)
UNDATED_GAP_CALLED_OFF = 75
# A cancellation is told again long after the day that was meant.
LATE_CALLED_OFF = 300
LATE_OTHERWISE = 45
# "Postponed" without the old date: the meeting that was to be held within so many days before and after the news.
MOVED_BEFORE, MOVED_AFTER = 2, 90
# "After all": the meeting called off that was to be held so many days before the news at most.
OFF_BEFORE = 45
# Where no date tells, parties must be shared for the most part.
FAIR = 0.42


def fit(voice: Voice, leader: Voice) -> float:
    """How well a report fits the meeting of a more exact one; 0.0 when it is another meeting."""
    return _fit(voice, leader, voice.span)


def fit_old(voice: Voice, leader: Voice) -> float:
    """The same by the old date of a moved meeting; 0.0 when the report moves nothing."""
    if voice.old is not None:
        return _fit(voice, leader, voice.old)
    if voice.status not in MOVING or not voice.day or leader.span is None or leader.level > WEEK:
        return 0.0
    gap = leader.span[0] - voice.day
    if voice.status == "reinstated":  # on again, maybe elsewhere
        parties = likeness(voice.parties, leader.parties)
        near = -OFF_BEFORE <= gap <= MOVED_AFTER and parties >= FAIR
        return 0.5 * parties + 0.4 - abs(gap) / 400 if near else 0.0
    if not -MOVED_BEFORE <= gap <= min(MOVED_AFTER, HORIZONS[_settled(voice, leader)]) or leader.status == "postponed":
        return 0.0
    rest = _rest(voice, leader, strict=True)
    return rest and rest + 0.4 - abs(gap) / 400


def _fit(voice: Voice, leader: Voice, span: Span | None) -> float:
    if voice.apart != leader.apart:
        return 0.0
    same_day = (
        span is not None
        and leader.span is not None
        and voice.level == DAY == leader.level
        and _overlap(span, leader.span) > 0
    )
    rest = _rest(voice, leader, strict=not same_day)
    if not rest:
        return 0.0
    dates = _dates(voice, leader, span)
    return dates and dates + rest


def _rest(voice: Voice, leader: Voice, *, strict: bool) -> float:
    """All but the dates: parties, form, place, occasion. `strict`: another city is another meeting."""
    parties = likeness(voice.parties, leader.parties)
    if not parties:
        return 0.0
    if voice.remote is not None and leader.remote is not None and voice.remote != leader.remote:
        return 0.0
    total = 0.5 * parties
    if voice.country and leader.country:
        if voice.country != leader.country:
            return 0.0
        total += 0.07
    if voice.city and leader.city:
        if voice.city == leader.city or set(voice.city.split()) & set(leader.city.split()):
            total += 0.1
        elif strict and (UNDATED in (voice.level, leader.level) or parties < SURE):
            return 0.0
        else:
            total -= 0.25
    return (
        max(0.01, total + _occasions(voice, leader, strict=strict)) if _may_share(voice, leader, strict=strict) else 0.0
    )


def _may_share(voice: Voice, leader: Voice, *, strict: bool) -> bool:
    """False when both name a host event and the events are two."""
    mine, theirs = voice.occasion, leader.occasion
    if isinstance(mine, str) and isinstance(theirs, str):
        return mine == theirs or not strict
    if isinstance(mine, frozenset) and isinstance(theirs, frozenset) and strict and voice.parties.bodies:
        return bool(mine & theirs)
    return True


def _occasions(voice: Voice, leader: Voice, *, strict: bool) -> float:
    mine, theirs = voice.occasion, leader.occasion
    if mine is None or theirs is None:
        return 0.0 if mine is theirs else -0.02
    if isinstance(mine, str) or isinstance(theirs, str):
        return 0.12 if mine == theirs else -0.05
    return 0.1 if mine & theirs else -0.1


def _overlap(one: Span, other: Span) -> int:
    return min(one[1], other[1]) - max(one[0], other[0]) + 1


def _dates(voice: Voice, leader: Voice, span: Span | None) -> float:
    spans = [s for s in (leader.span, leader.old) if s is not None]
    if span is not None and spans:
        return max(_both_dated(voice, leader, span, held) for held in spans)
    if span is None and spans:
        return max(_undated(voice, leader, held) for held in spans)
    return _both_undated(voice, leader) if span is None else 0.0


def _both_dated(voice: Voice, leader: Voice, span: Span, held: Span) -> float:
    overlap = _overlap(span, held)
    if voice.level == DAY and leader.level == DAY:
        if span == held:
            return 1.0
        if overlap > 0:
            return 0.9
        # One day apart and both well ahead: a slip of a source or of the hour, when all else agrees.
        near = overlap == 0 and voice.ahead and leader.ahead and voice.country is not None
        same = near and voice.country == leader.country and voice.parties.table == leader.parties.table
        return 0.3 if same and likeness(voice.parties, leader.parties) >= SURE else 0.0
    if overlap <= 0:
        return 0.0
    if voice.status == "planned" and voice.day and held[1] < voice.day:
        return 0.0  # "this month", told after the meeting of the first week: the next one
    shorter = min(span[1] - span[0], held[1] - held[0]) + 1
    later = max(0, held[0] - voice.day) if voice.day else 0
    return 0.6 + 0.15 * overlap / shorter - min(later, 200) / 2000


def _settled(voice: Voice, leader: Voice) -> int:
    """0: same city or host event; 1: sure parties or the same country of meeting; 2: nothing but the parties."""
    if _same_place(voice, leader):
        return 0
    if likeness(voice.parties, leader.parties) >= SURE or (voice.country and voice.country == leader.country):
        return 1
    return 2


def _same_place(voice: Voice, leader: Voice) -> bool:
    """Cities that clash are ruled out before."""
    return bool(voice.city and leader.city) or (voice.occasion is not None and voice.occasion == leader.occasion)


def _undated(voice: Voice, leader: Voice, held: Span) -> float:
    """An undated report and a dated meeting: by the day of publication."""
    settled = _settled(voice, leader)
    if settled and likeness(voice.parties, leader.parties) < FAIR:
        return 0.0
    if not voice.day:
        return 0.1 if settled == 0 else 0.0
    start, end = held
    if voice.day > end or (voice.day == end and leader.level > TRIP):
        if voice.status == "planned":
            return 0.0
        late = voice.day - end
        if leader.status == voice.status:
            return 0.65 - late / 1000 if late <= LATE_CALLED_OFF else 0.0
        return 0.4 - late / 1000 if late <= LATE_OTHERWISE else 0.0
    gap = max(0, start - voice.day)
    return max(0.01, 0.5 - gap / 400) if gap <= HORIZONS[settled] else 0.0


def _both_undated(voice: Voice, leader: Voice) -> float:
    if not voice.day or not leader.day:
        return 0.0
    gap = abs(voice.day - leader.day)
    if voice.status == "planned" != leader.status and voice.day > leader.day and not _same_place(voice, leader):
        return 0.0  # told after the end of another one
    limit = UNDATED_GAPS[_settled(voice, leader)]
    if voice.status != "planned" and leader.status != "planned":
        limit = max(limit, UNDATED_GAP_CALLED_OFF)
    return 0.3 - gap / 400 if gap <= limit else 0.0
