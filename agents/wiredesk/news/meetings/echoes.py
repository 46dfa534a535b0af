"""Talks whose parties stand elsewhere: "negotiations are scheduled to resume Nov. 20", "the summit opens Friday".

In: all candidates of an article. Out: those refused only for want of parties, given the parties of the nearest talks of
the same kind told before them. Only for talks that the article has named with their parties; else they stay refused.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.parties.party import Party

WANTING = frozenset({"no party can be told", "only one party can be told"})
_KINDS = {
    **dict.fromkeys("talks negotiations discussions round dialogue session sessions".split(), "talks"),
    **dict.fromkeys("meeting meetings".split(), "meeting"),
    "summit": "summit",
}
ECHOING = frozenset(_KINDS)
"""Meeting nouns whose parties may stand elsewhere."""
# How many sentences back the parties may stand.
REACH = 12


def echo_parties(candidates: Sequence[Candidate]) -> None:
    """Fill the parties of events ahead that name none (or one) from the nearest earlier event of their kind."""
    for candidate in candidates:
        event = candidate.frame.event
        if candidate.refused not in WANTING or event is None or event.noun not in _KINDS or candidate.sentence < 0:
            continue
        if candidate.frame.mood not in ("future", "past-future", "off") or (
            candidate.when.start is None and not candidate.frame.status
        ):
            continue
        source = _source(candidate, candidates)
        if source is not None:
            candidate.parties = tuple(
                replace(p, how=f"parties as in sentence {source.sentence}") for p in source.parties
            )
            candidate.refused = None
            candidate.slots.append(("participants", event.noun, f"named in sentence {source.sentence}"))


def _source(candidate: Candidate, candidates: Sequence[Candidate]) -> Candidate | None:
    kind = _KINDS[candidate.frame.event.noun] if candidate.frame.event else ""
    best: Candidate | None = None
    for other in candidates:
        event = other.frame.event
        if other is candidate or event is None or _KINDS.get(event.noun) != kind or len(_named(other.parties)) < 2:
            continue
        if not 0 <= candidate.sentence - other.sentence <= REACH or other.frame.mood in ("wish", "hypothetical"):
            continue
        mine = {p.key for p in candidate.parties}
        if mine and not mine & {p.key for p in other.parties}:
            continue
        if best is None or other.sentence >= best.sentence:
            best = other
    return best


def _named(parties: Sequence[Party]) -> list[Party]:
    return [p for p in parties if p.kind != "group"]
