"""Why a meeting was reported, or why not: the trace of each candidate, for `wiredesk explain`.

In: a reading. Out: one explanation a candidate, meetings first, each group in text order; plain values that JSON holds.
"""

from dataclasses import dataclass

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.reading import Reading
from wiredesk.news.meetings.reports import evidence_of
from wiredesk_schemas import CleanArticle, Evidence, When, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One slot: its value, and the words or rule that gave it."""

    name: str
    value: str
    came_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A candidate as it was read. `refused` is None for a meeting that is reported, else the reason.

    `rule` is the frame that fired and the mood of its words, `trigger` the word, `decided_by` the words that made the
    mood. `merged` counts the further mentions of the same meeting.
    """

    evidence: Evidence
    rule: str
    trigger: str
    decided_by: str
    participants: tuple[Slot, ...]
    slots: tuple[Slot, ...]
    status: str
    when: When
    where: Where | None
    refused: str | None = None
    merged: int = 0
    confidence: float | None = None


def explain_reading(reading: Reading, article: CleanArticle) -> tuple[Explanation, ...]:
    """All candidates of a reading, explained."""
    return tuple(_explain(candidate, article) for candidate in (*reading.standing, *reading.refused))


def _explain(candidate: Candidate, article: CleanArticle) -> Explanation:
    frame = candidate.frame
    slots = [Slot(name=name, value=value, came_from=source) for name, value, source in candidate.slots]
    resolved = candidate.when.resolved_from
    if resolved is not None:
        counted = f" counted from {resolved.anchor}" if resolved.anchor else ""
        value = f"{candidate.when.start or '?'}..{candidate.when.end or '?'} ({candidate.when.precision})"
        slots.append(Slot(name="date", value=value, came_from=f"{resolved.words!r}, rule {resolved.rule}{counted}"))
    return Explanation(
        evidence=evidence_of(candidate, article),
        rule=f"{frame.rule}/{frame.mood}",
        trigger=frame.parsed.words.words[frame.head],
        decided_by=frame.decided_by,
        participants=tuple(Slot(name=p.kind, value=p.name, came_from=p.how) for p in candidate.parties),
        slots=tuple(slots),
        status=candidate.status,
        when=candidate.when,
        where=candidate.where,
        refused=candidate.refused,
        merged=len(candidate.merged),
        confidence=candidate.confidence,
    )
