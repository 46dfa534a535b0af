"""One after the other in one breath: "will meet the king in Madrid on Tuesday and the premier in Lisbon on Thursday".

In: a candidate of a frame whose object is several parties. Out: the words that tell of this one alone, where at least
two of the parties have a day, or a place, of their own.
"""

from collections.abc import Sequence

from wiredesk.news.lexicon import Lexicon
from wiredesk.news.lexicon.cities import fold_name
from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.when.times import Timed
from wiredesk.news.meetings.where.places import find_places
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.party import Party
from wiredesk_schemas import Where

Stretch = tuple[int, int]
"""Words [first, last) after one party and before the next, or before it where "with" opens each."""


def own_times(candidate: Candidate, times: Sequence[Timed]) -> Sequence[Timed]:
    """The times that are this party's, all of them where the parties share one."""
    stretches = _stretches(candidate)
    told = [[t for t in times if first <= t.first < last] for first, last in stretches]
    mine = _mine(candidate) if sum(map(bool, told)) > 1 else None
    return times if mine is None else told[mine]


def own_place(candidate: Candidate, lexicon: Lexicon) -> Where | None:
    """The place that is this party's; None where the parties share one."""
    parsed = candidate.frame.parsed
    told = [find_places(parsed, first, last, lexicon) for first, last in _stretches(candidate)]
    mine = _mine(candidate) if sum(map(bool, told)) > 1 else None
    return told[mine][0].where if mine is not None and told[mine] else None


def _others(candidate: Candidate) -> list[Mention]:
    return sorted(candidate.frame.right, key=lambda m: m.first)


def _stretches(candidate: Candidate) -> list[Stretch]:
    others = _others(candidate)
    if len(others) < 2 or candidate.kind != "meeting":
        return []
    before = candidate.frame.parsed.words.lower[others[1].first - 2 : others[1].first]
    if before[-1:] == ["with"] and before[0] != "and":  # "in Oslo with A and in Riga with B"
        firsts = [candidate.frame.first] + [m.last for m in others[:-1]]
        return [(first, m.first) for first, m in zip(firsts, others, strict=True)]
    ends = [m.first for m in others[1:]] + [candidate.frame.last]
    return [(m.last, end) for m, end in zip(others, ends, strict=True)]


def _mine(candidate: Candidate) -> int | None:
    """Which of the others the candidate's last party is."""
    found = [k for k, m in enumerate(_others(candidate)) if _is_of(m, candidate.parties[-1])]
    return found[0] if len(found) == 1 else None


def _is_of(mention: Mention, party: Party) -> bool:
    if mention.kind in ("person", "body"):
        return fold_name(mention.name).split()[-1] in fold_name(party.name).split()
    if mention.kind == "group":
        return fold_name(mention.name).endswith(fold_name(party.name))
    return mention.country is not None and mention.country == party.country
