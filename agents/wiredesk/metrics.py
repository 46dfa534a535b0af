"""The metrics of a worker: counted here, declared in `measures`.

Labels are closed sets: stages, outcomes, reasons that the code names, topics and sources from lists. Never an article,
a URL, a host, a text. What is delivered at least once is counted at least once: a batch that is read again after a
crash counts again.
"""

import time
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from prometheus_client import Counter, Gauge, Histogram

import wiredesk
from wiredesk.measures import (
    CHANGES,
    CLEAN_REASONS,
    COMING_DAYS,
    DUPLICATES,
    LABEL_CHARS,
    MOST_LABELS,
    OTHER,
    OUTCOMES,
    REASONS,
    RESULTS,
    STATUSES,
    TOPIC_STATUSES,
    WORKER,
    collect,
)
from wiredesk.news.sources import Sources
from wiredesk_schemas import ArticleOutcome, CleanArticle, Event, MeetingAnnounced, TopicMentioned


class Metrics:
    """The metrics of one process, in a registry of their own.

    `sources`: who is listed, for freshness; None until a stage that reads articles is attached. `clock_s` gives seconds
    since 1970.
    """

    def __init__(self, *, sources: Sources | None = None, clock_s: Callable[[], float] = time.time) -> None:
        self.registry, self._by_name = collect(WORKER)
        self.sources = sources
        self._clock_s = clock_s
        self._oldest: dict[str, dict[str, float]] = {}
        self._known: dict[str, set[str]] = {}
        self.records: Counter = self._by_name["wiredesk_records"]
        self.rejects: Counter = self._by_name["wiredesk_dead_letters"]
        self.durations: Histogram = self._by_name["wiredesk_record_seconds"]
        self.end_to_end: Histogram = self._by_name["wiredesk_end_to_end_seconds"]
        self.waiting: Gauge = self._by_name["wiredesk_oldest_unprocessed_seconds"]
        self.lag: Gauge = self._by_name["wiredesk_lag_records"]
        self.ready: Gauge = self._by_name["wiredesk_stage_ready"]
        self.recovery: Gauge = self._by_name["wiredesk_recovery_seconds"]
        self.rebalances: Counter = self._by_name["wiredesk_rebalances"]
        self.progress: Gauge = self._by_name["wiredesk_last_progress_timestamp_seconds"]
        self.unconfirmed: Gauge = self._by_name["wiredesk_unconfirmed_records"]
        self.state_rows: Gauge = self._by_name["wiredesk_state_rows"]
        self.outcomes: Counter = self._by_name["wiredesk_outcomes"]
        self.duplicates: Counter = self._by_name["wiredesk_duplicates"]
        self.events: Counter = self._by_name["wiredesk_events"]
        self.topics: Counter = self._by_name["wiredesk_topic_mentions"]
        self.source_articles: Counter = self._by_name["wiredesk_source_articles"]
        self.source_last: Gauge = self._by_name["wiredesk_source_last_article_timestamp_seconds"]
        self.meetings: Gauge = self._by_name["wiredesk_meetings"]
        self.coming: Gauge = self._by_name["wiredesk_meetings_coming"]
        # What is counted for each record: `labels` takes a lock and looks at each value, so its answers are remembered.
        # There are few of them, since labels are closed sets.
        self._records_of = cache(self.records.labels)
        self._duration_of = cache(self.durations.labels)
        self._end_to_end_of = cache(self.end_to_end.labels)
        self._outcomes_of = cache(self.outcomes.labels)
        self._events_of = cache(self.events.labels)
        self._topics_of = cache(self.topics.labels)
        self._by_name["wiredesk_build_info"].labels(wiredesk.__version__).set(1)

    def declare(self, stage: str) -> None:
        """Show a stage's series at 0 from the start, so that rates and alerts on them work at once."""
        for result in RESULTS:
            self.records.labels(stage, result)
        for reason in (*REASONS, *(CLEAN_REASONS if stage == "clean" else ())):
            self.rejects.labels(stage, self._listed("reason", reason))
        self.durations.labels(stage)
        self._oldest.setdefault(stage, {})
        self.waiting.labels(stage).set_function(lambda: self.oldest_s(stage))
        self.ready.labels(stage).set(0)
        self.recovery.labels(stage).set(0)
        self.rebalances.labels(stage)
        self.unconfirmed.labels(stage).set(0)
        self.progressed(stage)
        if stage in ("dedupe", "reconcile"):
            self.duplicates.labels("near")
            for outcome in OUTCOMES:
                self.outcomes.labels(outcome)
        match stage:
            case "dedupe":
                for kind in DUPLICATES:
                    self.duplicates.labels(kind)
            case "enrich":
                for status in TOPIC_STATUSES:
                    self.events.labels("topic-mentioned", status)
                self.end_to_end.labels("topic-mentioned")
            case "reconcile":
                for change in CHANGES:
                    self.events.labels("meeting-announced", change)
                self.end_to_end.labels("meeting-announced")
                self.end_to_end.labels("outcome")
                self.diary((), datetime.fromtimestamp(self._clock_s(), UTC).date())

    def count(self, stage: str, result: str, amount: int = 1) -> None:
        """Count records by how they ended in a stage."""
        self._records_of(stage, result).inc(amount)

    def rejected(self, stage: str, reason: str) -> None:
        """Count a dead letter; reasons are words that the code names, so a long one is a plug-in's mistake."""
        self.rejects.labels(stage, self._listed("reason", reason)).inc()

    def took(self, stage: str, each_s: float, records: int) -> None:
        """Observe the duration of each record of a batch."""
        duration = self._duration_of(stage)
        for _ in range(records):
            duration.observe(each_s)

    def oldest(self, stage: str, topic: str, at: datetime | None) -> None:
        """Tell when the oldest record not handled of a topic was appended; None when there is none."""
        ages = self._oldest.setdefault(stage, {})
        if at is None:
            ages.pop(topic, None)
        else:
            ages[topic] = at.timestamp()

    def oldest_s(self, stage: str) -> float:
        """How long that record has waited by now."""
        ages = tuple(self._oldest.get(stage, {}).values())
        return max(0.0, self._clock_s() - min(ages)) if ages else 0.0

    def progressed(self, stage: str) -> None:
        """Tell that a stage has finished a batch, or has nothing to do."""
        self.progress.labels(stage).set(self._clock_s())

    def sent(self, message: Any, raw_at: datetime) -> None:
        """Count a message that is delivered: an event, an outcome, a clean article. `raw_at`: append of the raw one."""
        match message:
            case ArticleOutcome():
                self._outcomes_of(message.outcome).inc()
                if message.duplicate is not None:
                    self.duplicates.labels(message.duplicate).inc()
                self._arrived("outcome", raw_at)
            case CleanArticle():
                self._heard(message, raw_at)
            case Event():
                kind = message.kind.removeprefix("wiredesk.")
                change = getattr(message, "change", None) or getattr(message, "status", None) or "sent"
                self._events_of(self._listed("kind", kind), self._listed("change", str(change))).inc()
                if isinstance(message, TopicMentioned) and message.status == "mentioned":
                    self._topics_of(self._listed("topic", message.topic.id)).inc()
                self._arrived(kind, raw_at)

    def diary(self, meetings: Iterable[MeetingAnnounced], today: date) -> None:
        """Show the diary as it is: meetings that are not over, and the planned ones of the coming week."""
        held = dict.fromkeys(STATUSES, 0)
        coming = dict.fromkeys(range(COMING_DAYS), 0)
        for meeting in meetings:
            when = meeting.when
            last = when.end or when.start
            if meeting.change in ("merged", "withdrawn") or (last is not None and last < today):
                continue
            if meeting.status in held:
                held[meeting.status] += 1
            if meeting.status == "planned" and when.start is not None and when.precision in ("day", "days"):
                away = (when.start - today).days
                if away in coming:
                    coming[away] += 1
        for status, count in held.items():
            self.meetings.labels(status).set(count)
        for away, count in coming.items():
            self.coming.labels(str(away)).set(count)

    def _arrived(self, to: str, raw_at: datetime) -> None:
        self._end_to_end_of(self._listed("kind", to)).observe(max(0.0, self._clock_s() - raw_at.timestamp()))

    def _heard(self, article: CleanArticle, raw_at: datetime) -> None:
        found = self.sources.find(article.source, article.url) if self.sources is not None else None
        if found is None:
            self.source_articles.labels(OTHER).inc()
            return
        name = self._listed("source", found.name)
        self.source_articles.labels(name).inc()
        self.source_last.labels(name).set(raw_at.timestamp())

    def _listed(self, label: str, value: str) -> str:
        """The value while there is room for it: whatever a plug-in does, a label stays a closed set."""
        known = self._known.setdefault(label, set())
        if value not in known:
            if len(value) > LABEL_CHARS or len(known) >= MOST_LABELS:
                return OTHER
            known.add(value)
        return value
