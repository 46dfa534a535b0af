"""When a meeting gets a new revision, and why.

In: the revision sent last and what is known now. Out: the next revision, or None when nothing changed that a user cares
about. Cared about: status, certainty, type, form, who, when, where, the occasion, the summit it belongs to, the topics
of the agenda, on what sources disagree, whether it was denied, a person's correction, and the level of independent
sources (2, 3, 5, 10, 20, 50, 100 ...). One more source of ten, other words for the same date, a better quote are not.
"""

from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

from wiredesk.news.life.ledger import Account
from wiredesk.news.life.parties import fold_words
from wiredesk_schemas import Correction, MeetingAnnounced
from wiredesk_schemas.values import Change

LEVELS = (2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)

COMPARED = (
    "status", "certainty", "type", "form", "participants", "when", "where", "occasion", "part_of", "agenda",
    "conflicts", "independent_sources", "superseded_by", "corrected_by",
)  # fmt: skip

Digest: TypeAlias = dict[str, Any]


def corroboration(independent_sources: int) -> int:
    """The highest of LEVELS reached; 0 below the first."""
    return next((level for level in reversed(LEVELS) if independent_sources >= level), 0)


def compose(
    meeting_id: str, account: Account, *, part_of: str | None, watchlists: tuple[str, ...] = ()
) -> MeetingAnnounced:
    """The record of a meeting as it is known now; revision and change are still to be set."""
    return MeetingAnnounced(
        meeting_id=meeting_id,
        status=account.status,
        certainty=account.certainty,
        attribution=account.attribution,
        type=account.type,
        form=account.form,
        participants=account.participants,
        when=account.when,
        where=account.where,
        occasion=account.occasion,
        part_of=part_of,
        agenda=account.agenda,
        announced_by=account.announced_by,
        sources=account.sources,
        source_count=account.source_count,
        independent_sources=account.independent_sources,
        conflicts=account.conflicts,
        watchlists=watchlists,
        first_announced_at=account.first_announced_at,
        extractor=account.extractor,
    )


def next_revision(
    before: MeetingAnnounced | None, now: MeetingAnnounced, *, denied: bool = False
) -> MeetingAnnounced | None:
    """The revision to send, complete; None when nothing that a user cares about changed since the last one.

    `denied`: the last word on it is that it is not planned. A first revision is "announced" whatever its status, but
    for a meeting denied already.
    """
    if before is None:
        return replace(now, revision=1, change="denied" if denied else "announced", changed=(), previous=None)
    old, new = _digest(before), _digest(now)
    changed = tuple(name for name in COMPARED if old[name] != new[name])
    gone = before.change in GONE
    if not changed and not gone and denied == (before.change == "denied"):
        return None
    change = _change(before, now, changed, denied=denied)
    return _revised(before, now, change, changed)


GONE = ("withdrawn", "merged")


def withdrawn(before: MeetingAnnounced, *, retracted_by: Correction | None = None) -> MeetingAnnounced | None:
    """The revision that takes a meeting back: no source says it any more, or a person retracted it. None when done."""
    if before.change == "withdrawn":
        return None
    if retracted_by:
        now = replace(before, corrected_by=signature(retracted_by))
        return _revised(before, now, "withdrawn", ("corrected_by",))
    now = replace(before, sources=(), source_count=0, independent_sources=0, conflicts=())
    return _revised(before, now, "withdrawn", ("independent_sources",))


def merged(before: MeetingAnnounced, into: str, by: Correction | None = None) -> MeetingAnnounced | None:
    """The revision that says that a meeting is known to be another one. None when it said so already."""
    if before.change == "merged" and before.superseded_by == into:
        return None
    corrected_by = signature(by) if by else before.corrected_by
    return _revised(
        before, replace(before, superseded_by=into, corrected_by=corrected_by), "merged", ("superseded_by",)
    )


def signature(correction: Correction) -> str:
    """Who corrected, and why."""
    return f"{correction.who}: {correction.why}"


def _change(before: MeetingAnnounced, now: MeetingAnnounced, changed: tuple[str, ...], *, denied: bool) -> Change:
    if denied:
        return "denied"
    if now.status != before.status and now.status != "planned":
        return now.status
    if before.change in GONE:
        return "reinstated" if before.change == "withdrawn" else "announced"
    if (before.status != "planned" and now.status == "planned") or before.change == "denied":
        return "reinstated"
    if now.status == "postponed" and "when" in changed:
        return "postponed"
    if changed == ("independent_sources",) and now.independent_sources > before.independent_sources:
        return "corroborated"
    return "updated"


def _revised(
    before: MeetingAnnounced, now: MeetingAnnounced, change: Change, changed: tuple[str, ...]
) -> MeetingAnnounced:
    return replace(
        now,
        event_id="",
        emitted_at=None,
        revision=before.revision + 1,
        change=change,
        changed=changed,
        previous={name: getattr(before, name) for name in changed},
    )


def _digest(meeting: MeetingAnnounced) -> Digest:
    """What of each field a user cares about."""
    when, where = meeting.when, meeting.where
    return {
        "status": meeting.status,
        "certainty": meeting.certainty,
        "type": meeting.type,
        "form": meeting.form,
        "participants": frozenset((p.kind, p.country, fold_words(p.name), p.part) for p in meeting.participants),
        "when": (when.start, when.end, when.precision, when.time, when.zone),
        "where": (where.country, fold_words(where.city or ""), fold_words(where.venue or "")) if where else None,
        "occasion": fold_words(meeting.occasion.name) if meeting.occasion else None,
        "part_of": meeting.part_of,
        "agenda": frozenset(item.topic for item in meeting.agenda if item.topic),
        "conflicts": frozenset(c.field for c in meeting.conflicts),
        "independent_sources": corroboration(meeting.independent_sources),
        "superseded_by": meeting.superseded_by,
        "corrected_by": meeting.corrected_by,
    }


def is_upcoming(meeting: MeetingAnnounced, today: date) -> bool:
    """True for a meeting that is still to be: planned or moved, not withdrawn, denied or merged, and not over.

    An undated one is upcoming. A backfill makes revisions of meetings long over, like any other: who alarms people
    asks this first.
    """
    if meeting.change in ("withdrawn", "merged", "denied") or meeting.status == "cancelled":
        return False
    return meeting.when.end is None or meeting.when.end >= today
