"""The last word on each meeting that the rules let stand."""

from collections.abc import Sequence

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.merging import days_conflict
from wiredesk_schemas import CleanArticle


def judge(standing: Sequence[Candidate], article: CleanArticle) -> None:
    """Refuse what the whole article makes improbable."""
    for candidate in standing:
        if candidate.kind == "visit" and any(
            other is not candidate
            and other.refused is None
            and other.kind == "meeting"
            and candidate.visitor is not None
            and not days_conflict(candidate.when, other.when)
            and candidate.visitor.key in {p.key for p in other.parties}
            and (
                any(p.country == candidate.host_country and p.key != candidate.visitor.key for p in other.parties)
                or (other.where is not None and other.where.country == candidate.host_country)
            )
            for other in standing
        ):
            candidate.refuse("the visit's meetings are reported by themselves")
