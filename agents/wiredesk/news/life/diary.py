"""The diary: what all articles together say of every meeting.

In: the reports of one article revision at a time, and people's corrections, in any order. Out: new revisions of the
meetings they touch, and the rows in which the diary outlives the process.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import uuid5

from wiredesk_schemas import ArticleReports, Correction, MeetingAnnounced, MeetingReport, Source, decode, encode
from wiredesk_schemas.event import NAMESPACE

Row: TypeAlias = tuple[bytes, bytes | None]
"""A key of the durable table and its value; None takes the row away."""

LATENESS = timedelta(days=30)


class Diary:
    """Reports within a lateness window, and the meetings made of them.

    Use: `events = diary.apply(reports, at=arrived)`, send the events, then write `diary.take_rows()` in the order
    given, then acknowledge. A crash between sending and writing sends the same events again, with the same ids.
    """

    def __init__(self, *, lateness: timedelta = LATENESS) -> None:
        self.lateness = lateness
        self._articles: dict[str, ArticleReports] = {}
        self._rows: list[Row] = []

    @classmethod
    def load(cls, rows: Iterable[tuple[bytes, bytes]], *, lateness: timedelta = LATENESS) -> "Diary":
        """The diary that wrote these rows, in any order of rows."""
        diary = cls(lateness=lateness)
        for key, value in rows:
            if key.startswith(b"a:"):
                reports = decode(value, ArticleReports)
                diary._articles[reports.article_id] = reports
        return diary

    def apply(self, reports: ArticleReports, *, at: datetime | None = None) -> list[MeetingAnnounced]:
        """New revisions of the meetings that one article revision touches; none when it was applied before.

        `at` is when the record arrived (its Kafka timestamp, so that a replay sees the same); None forgets nothing.
        """
        known = self._articles.get(reports.article_id)
        if known is not None and known.revision == reports.revision:
            return []
        self._articles[reports.article_id] = reports
        self._rows.append((b"a:" + reports.article_id.encode(), encode(reports)))
        return [_alone(reports, n, report) for n, report in enumerate(reports.meetings)]

    def correct(self, correction: Correction, *, at: datetime | None = None) -> list[MeetingAnnounced]:
        """New revisions that a person's decision brings; none when it is known already."""
        return []

    def take_back(self, correction_id: str, *, at: datetime | None = None) -> list[MeetingAnnounced]:
        """New revisions after a decision is taken back (a tombstone on the corrections topic)."""
        return []

    def take_rows(self) -> list[Row]:
        """The rows to write since the last call, in the order in which they must be written."""
        rows, self._rows = self._rows, []
        return rows

    def current(self) -> list[MeetingAnnounced]:
        """The latest revision of every meeting, by meeting_id."""
        return []


def _alone(reports: ArticleReports, n: int, report: MeetingReport) -> MeetingAnnounced:
    source = Source(
        article_id=reports.article_id,
        evidence=report.evidence,
        url=reports.url,
        source=reports.source,
        published_at=reports.published_at,
        published_on=reports.published_on,
        copy_of=reports.copy_of,
    )
    return MeetingAnnounced(
        meeting_id=str(uuid5(NAMESPACE, f"meeting\n{reports.article_id}\n{n}")),
        status=report.status,
        certainty=report.certainty,
        attribution=report.attribution,
        type=report.type,
        form=report.form,
        participants=report.participants,
        when=report.when,
        where=report.where,
        occasion=report.occasion,
        agenda=report.agenda,
        announced_by=report.announced_by,
        sources=(source,),
        source_count=1,
        independent_sources=0 if reports.copy_of else 1,
        first_announced_at=reports.published_at,
        extractor=reports.extractor,
    )
