"""articles.reports, corrections -> events.meeting-announced, meetings.current: one record for each meeting, kept right.

One partition, so that all reports of a meeting meet. The life of meetings is `wiredesk.news.life`, which is pure; its
rows are this stage's table. This is the end of an article's way, so its outcome is written here.

Delivery. At least once. A repeated report finds itself applied and makes no new revision; one whose events were sent
but not yet remembered makes the same revisions with the same ids, since time here is the broker's time of the record.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from wiredesk.news.life import Diary
from wiredesk.news.topics import find_followers
from wiredesk.settings import Settings
from wiredesk.stages._watchlists import Watchlists
from wiredesk.stages._work import Handled, Incoming, Row, Rows, Send
from wiredesk.stages.enrich import NOT_READ, TOPICS_SAID, VERDICT
from wiredesk.topology import CORRECTIONS, MEETINGS, MEETINGS_CURRENT, REPORTS, Topic
from wiredesk_schemas import ArticleOutcome, ArticleReports, Correction, MeetingAnnounced
from wiredesk_schemas.cloudevents import header


class ReconcileStage:
    """Keeps the diary, one report after another."""

    name = "reconcile"
    source = REPORTS
    accepts = ArticleReports
    also: tuple[Topic, ...] = (CORRECTIONS,)
    accounts = True
    concurrent = False
    together = False

    def __init__(self, settings: Settings) -> None:
        self._diary = Diary()
        self._watchlists = Watchlists(settings.watchlists_file)

    async def open(self) -> None:
        """Nothing to take."""

    async def close(self) -> None:
        """Nothing to give back."""

    def current(self) -> list[MeetingAnnounced]:
        """The latest revision of every meeting in the diary."""
        return self._diary.current()

    def rebuild(self, rows: Rows) -> None:
        """The diary, from its rows."""
        self._diary = Diary.load(rows.items())

    async def handle_together(self, messages: Sequence[Any]) -> None:
        """Not used: records differ in what becomes of them."""

    async def handle(self, message: ArticleReports | Correction | None, incoming: Incoming, rows: Rows) -> Handled:
        """Enter one article's reports, or a person's decision; None takes a decision back."""
        if isinstance(message, ArticleReports):
            events = self._diary.apply(message, at=incoming.at, origin=incoming.origin)
        elif message is not None:
            events = self._diary.correct(message, at=incoming.at)
        else:
            events = self._diary.take_back((incoming.key or b"").decode("utf-8", "replace"), at=incoming.at)
        lists = self._watchlists.in_force()
        sends = []
        for announced in events:
            event = replace(announced, watchlists=find_followers(lists, announced)) if lists else announced
            sends.append(Send(MEETINGS, event.meeting_id, event))
            sends.append(Send(MEETINGS_CURRENT, event.meeting_id, event))
        changed = tuple(Row(key, value) for key, value in self._diary.take_rows())
        outcome = self._outcome(message, incoming) if isinstance(message, ArticleReports) else None
        return Handled(tuple(sends), changed, outcome)

    def _outcome(self, reports: ArticleReports, incoming: Incoming) -> ArticleOutcome:
        is_copy = header(incoming.headers, VERDICT) == "near"
        topics = header(incoming.headers, TOPICS_SAID)
        return ArticleOutcome(
            origin=incoming.origin,
            outcome="duplicate" if is_copy else "processed",
            stage=self.name,
            article_id=reports.article_id,
            revision=reports.revision,
            source=reports.source,
            url=reports.url,
            language=reports.language,
            reason=header(incoming.headers, NOT_READ),
            duplicate="near" if is_copy else None,
            original=reports.copy_of,
            meetings=len(reports.meetings),
            topics=int(topics) if topics and topics.isdigit() else None,
            emitted_at=datetime.now(UTC),
        )
