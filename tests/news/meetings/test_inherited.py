"""When, where and on what occasion, told in another sentence than the meeting itself."""

import pytest

from news.meetings.inherited import Story, Wanted, read_stories
from wiredesk.news.cleaning import clean_raw
from wiredesk.news.meetings import find_meetings
from wiredesk_schemas import CleanArticle, MeetingReport, RawArticle

STORIES = list(read_stories())


def reports_of(story: Story) -> list[MeetingReport]:
    raw = RawArticle(
        article_id=story.name,
        body=story.text,
        title=story.title,
        published_at=story.published_on.isoformat(),
        source="Probe",
        url=f"https://probe.example.org/{story.name}",
    )
    article = clean_raw(raw)
    assert isinstance(article, CleanArticle)
    return list(find_meetings(article))


def told(report: MeetingReport, wanted: Wanted) -> Wanted:
    """The report in the words of the file, as far as they are asked for."""
    when, where = report.when, report.where
    span = "?" if when is None or when.start is None else str(when.start)
    if when is not None and when.start != when.end:
        span += f"..{when.end}"
    place = f"{where.city},{where.country}" if where else "-"
    occasion = report.occasion.name if report.occasion else "-"
    return Wanted(
        wanted.participants,
        span,
        place if wanted.where else None,
        occasion if wanted.occasion else None,
        report.status if wanted.status else None,
    )


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.name)
def test_each_meeting_gets_its_day_place_and_occasion(story: Story) -> None:
    left = reports_of(story)
    for wanted in story.meetings:
        named = [(r, " ".join(p.name for p in r.participants)) for r in left]
        report = next((r for r, names in named if all(part in names for part in wanted.participants)), None)
        assert report is not None, f"no meeting of {wanted.participants} among {[names for _, names in named]}"
        left.remove(report)
        assert told(report, wanted) == wanted
