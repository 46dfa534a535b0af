"""Meetings that an article announces: who will meet whom, when, where, on what occasion, and who said so.

In: a clean article. Out: one report a meeting, in text order. Refused: what was held, wished, offered, denied or only
possible, habits, and what names too few parties; `explain_meetings` shows those with the reason.

`reading` is the order of work. A sentence is read by `grammar` (words and clauses) and `frames` (who meets whom, in one
reading); `candidates` makes possible meetings of that, `when` and `where` ground them, `factuality` judges them; then
the whole article is asked: `journeys`, `occasions` and what else it is `telling`; `merging` makes one of several.
"""

from dataclasses import replace

from wiredesk.news.lexicon import Lexicon, load_lexicon
from wiredesk.news.meetings.explanation import Explanation, explain_reading
from wiredesk.news.meetings.reading import read_article
from wiredesk.news.meetings.reports import report_meetings
from wiredesk_schemas import CleanArticle, MeetingReport

__all__ = ["Explanation", "explain_meetings", "find_meetings"]


def find_meetings(
    article: CleanArticle,
    *,
    lexicon: Lexicon | None = None,
    new_text: tuple[tuple[int, int], ...] | None = None,
) -> tuple[MeetingReport, ...]:
    """The meetings that the article announces, in text order.

    `new_text`: the spans of a near copy that its original does not have; only what they say is reported, read in the
    context of the whole. Without a publication day only full dates ("14 May 2026") are resolved, all others are null.
    """
    reading = read_article(article, lexicon or load_lexicon())
    reports = report_meetings(reading.standing, article)
    return reports if new_text is None else _in_new_text(reports, reading.telling, new_text)


def explain_meetings(article: CleanArticle, *, lexicon: Lexicon | None = None) -> tuple[Explanation, ...]:
    """Each meeting and each refused candidate of the article: sentence, rule, slots and where they came from."""
    return explain_reading(read_article(article, lexicon or load_lexicon(), thorough=True), article)


def _in_new_text(
    reports: tuple[MeetingReport, ...],
    telling: tuple[tuple[tuple[int, int], ...], ...],
    new_text: tuple[tuple[int, int], ...],
) -> tuple[MeetingReport, ...]:
    """The reports of which at least one sentence is new; `part_of` is kept where the summit is among them."""
    kept = [
        index
        for index, spans in enumerate(telling)
        if any(start < b and a < end for start, end in spans for a, b in new_text)
    ]
    places = {index: place for place, index in enumerate(kept)}
    return tuple(
        replace(report, part_of=places.get(report.part_of) if report.part_of is not None else None)
        for report in (reports[index] for index in kept)
    )
