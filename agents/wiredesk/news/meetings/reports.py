"""Candidates that stand, written as MeetingReport."""

from collections.abc import Sequence

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.telling.particulars import find_form, find_type, is_reinstated
from wiredesk.news.parties.party import Party
from wiredesk_schemas import CleanArticle, Evidence, MeetingReport, Occasion, Participant
from wiredesk_schemas.values import Part


def report_meetings(standing: Sequence[Candidate], article: CleanArticle) -> tuple[MeetingReport, ...]:
    """The reports of an article, in text order; `part_of` points to the summit on whose sidelines one is."""
    return tuple(_report(candidate, _part_of(candidate, standing), article) for candidate in standing)


def _report(candidate: Candidate, part_of: int | None, article: CleanArticle) -> MeetingReport:
    frame = candidate.frame
    return MeetingReport(
        participants=tuple(_participant(p, candidate) for p in candidate.parties),
        evidence=evidence_of(candidate, article),
        status=candidate.status,  # type: ignore[arg-type]  # set from the closed list
        when=candidate.when,
        moved_from=candidate.moved_from,
        where=candidate.where,
        occasion=Occasion(name=candidate.occasion) if candidate.occasion else None,
        part_of=part_of,
        certainty=candidate.certainty,  # type: ignore[arg-type]  # set from the closed list
        attribution=candidate.attribution,
        type=find_type(candidate),
        form=find_form(candidate),
        agenda=candidate.agenda,
        announced_by=candidate.announcers,
        reinstated=is_reinstated(candidate),
        confidence=candidate.confidence,
        rule=f"{frame.rule}/{frame.mood}",
    )


def evidence_of(candidate: Candidate, article: CleanArticle) -> Evidence:
    """The exact sentence (or title) of a candidate."""
    parsed = candidate.frame.parsed
    source = (article.title or "") if parsed.is_title else article.text
    quote = source[parsed.start : parsed.end]
    return Evidence(field="title" if parsed.is_title else "text", quote=quote, start=parsed.start, end=parsed.end)


def _participant(party: Party, candidate: Candidate) -> Participant:
    kind = "organisation" if party.kind == "group" else party.kind
    return Participant(
        name=party.name,
        kind=kind,
        role=party.role,
        country=party.country or None,
        entity_id=party.entity,
        part=_part(party, candidate),
    )


def _part(party: Party, candidate: Candidate) -> Part | None:
    """Host or guest, where a journey or an invitation tells."""
    if candidate.visitor is not None and candidate.host_country:
        return (
            "guest"
            if party.key == candidate.visitor.key
            else "host"
            if party.country == candidate.host_country
            else None
        )
    if candidate.frame.host and candidate.parties:
        return "host" if party is candidate.parties[0] else "guest"
    return None


def _part_of(candidate: Candidate, standing: Sequence[Candidate]) -> int | None:
    if not candidate.occasion or candidate.kind == "event":
        return None
    for index, other in enumerate(standing):
        if other is candidate or other.kind != "event" or other.body is None:
            continue
        if other.occasion == candidate.occasion or other.body.name.lower() in candidate.occasion.lower():
            return index
    return None
