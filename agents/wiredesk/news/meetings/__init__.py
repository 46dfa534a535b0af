"""Meetings that an article announces: who will meet whom, when, where, on what occasion, and who said so.

In: a clean article. Out: one report a meeting, in text order. Refused: what was held, wished, offered, denied or only
possible, habits, and what names too few parties; `explain_meetings` shows those with the reason.
"""

from wiredesk.news.lexicon import Lexicon, load_lexicon
from wiredesk.news.meetings.reading import read_article
from wiredesk.news.meetings.reports import report_meeting
from wiredesk_schemas import CleanArticle, MeetingReport

__all__ = ["find_meetings"]


def find_meetings(
    article: CleanArticle,
    *,
    lexicon: Lexicon | None = None,
    new_text: tuple[tuple[int, int], ...] | None = None,
) -> tuple[MeetingReport, ...]:
    """The meetings that the article announces, in text order.

    `new_text`: the spans of a near copy that its original does not have; only what they say is reported.
    """
    reading = read_article(article, lexicon or load_lexicon())
    reports = [report_meeting(candidate, article) for candidate in reading.standing]
    if new_text is not None:
        reports = [
            r for r in reports if r.evidence.field == "text" and _overlaps(r.evidence.start, r.evidence.end, new_text)
        ]
    return tuple(reports)


def _overlaps(start: int, end: int, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(a < end and start < b for a, b in spans)
