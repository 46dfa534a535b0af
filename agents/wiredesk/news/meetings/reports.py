"""Candidates that stand, written as MeetingReport."""

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.parties.cast import Party
from wiredesk_schemas import CleanArticle, Evidence, MeetingReport, Occasion, Participant


def report_meeting(candidate: Candidate, article: CleanArticle) -> MeetingReport:
    """The report of a candidate; its evidence is one whole sentence of the text, or the title."""
    parsed = candidate.frame.parsed
    field = "title" if parsed.is_title else "text"
    source = (article.title or "") if parsed.is_title else article.text
    evidence = Evidence(field=field, quote=source[parsed.start : parsed.end], start=parsed.start, end=parsed.end)
    return MeetingReport(
        participants=tuple(_participant(p, candidate) for p in candidate.parties),
        evidence=evidence,
        status=candidate.status,  # type: ignore[arg-type]  # set from the closed list
        when=candidate.when,
        moved_from=candidate.moved_from,
        where=candidate.where,
        occasion=Occasion(name=candidate.occasion) if candidate.occasion else None,
        certainty=candidate.certainty,  # type: ignore[arg-type]  # set from the closed list
        confidence=candidate.confidence,
        rule=f"{candidate.frame.rule}/{candidate.frame.mood}",
    )


def _participant(party: Party, candidate: Candidate) -> Participant:
    kind = "organisation" if party.kind == "group" else party.kind
    return Participant(
        name=party.name, kind=kind, role=party.role, country=party.country or None, entity_id=party.entity
    )
