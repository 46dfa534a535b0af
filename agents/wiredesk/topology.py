"""The map: every topic, what is in it, how long it stays, who writes and who reads it.

Put on a broker and verified by `wiredesk kafka apply` and `wiredesk kafka check`; workers refuse to start on a
mismatch. A record's size limit grows along the way (raw < clean < dead letter), so that whatever was accepted, fits in
every later topic, and a rejected record always fits among the dead letters.

Stages with an index of everything (dedupe, reconcile) read one partition: a total order, no races.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from wiredesk_schemas import (
    ArticleOutcome,
    ArticleReports,
    CleanArticle,
    Correction,
    DuplicateArticle,
    Event,
    LinkedArticle,
    MeetingAnnounced,
    RawArticle,
    TopicMentioned,
)

Cleanup = Literal["delete", "compact", "compact,delete"]
DAY_S = 86_400
MIB = 1 << 20
RAW_MAX_BYTES = 4 * MIB
"""The largest raw record. The largest article page of 150 measured is 2.4 MB of HTML."""
CLEAN_MAX_BYTES = 6 * MIB
DEAD_LETTER_MAX_BYTES = 8 * MIB
REQUEST_MAX_BYTES = 9 * MIB
"""What producers may send in one request: more than the largest record with its headers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic without its prefix. `partitions` None means the setting's N; `retention_s` None means for ever."""

    name: str
    holds: type | None
    key: str
    writers: tuple[str, ...]
    readers: tuple[str, ...]
    retention_s: int | None
    partitions: int | None = None
    cleanup: Cleanup = "delete"
    max_bytes: int = CLEAN_MAX_BYTES

    def config(self) -> dict[str, str]:
        """The topic's settings as the broker spells them."""
        retention_ms = -1 if self.retention_s is None else self.retention_s * 1000
        config = {
            "cleanup.policy": self.cleanup,
            "retention.ms": str(retention_ms),
            "max.message.bytes": str(self.max_bytes),
        }
        if self.name.endswith("-changelog"):
            # Recovery seeks by the time of writing of the worker; and no compression lag for state.
            return config
        return {**config, "message.timestamp.type": "LogAppendTime"}


RAW = Topic(
    name="articles.raw",
    holds=RawArticle,
    key="source and URL",
    writers=("producers",),
    readers=("clean",),
    retention_s=7 * DAY_S,  # how far back one can replay
    max_bytes=RAW_MAX_BYTES,
)
CLEAN = Topic(
    name="articles.clean",
    holds=CleanArticle,
    key="article_id",
    writers=("clean",),
    readers=("dedupe",),
    retention_s=2 * DAY_S,
    partitions=1,
)
LINKED = Topic(
    name="articles.linked",
    holds=LinkedArticle,
    key="article_id",
    writers=("dedupe",),
    readers=("enrich",),
    retention_s=7 * DAY_S,
)
DUPLICATE = Topic(
    name="articles.duplicate",
    holds=DuplicateArticle,
    key="article_id of the original",
    writers=("dedupe",),
    readers=("subscribers",),
    retention_s=30 * DAY_S,
)
REPORTS = Topic(
    name="articles.reports",
    holds=ArticleReports,
    key="article_id",
    writers=("enrich",),
    readers=("reconcile",),
    retention_s=7 * DAY_S,
    partitions=1,
)
MEETINGS = Topic(
    name="events.meeting-announced",
    holds=MeetingAnnounced,
    key="meeting_id",
    writers=("reconcile",),
    readers=("sinks", "subscribers"),
    retention_s=30 * DAY_S,
)
MEETINGS_CURRENT = Topic(
    name="meetings.current",
    holds=MeetingAnnounced,
    key="meeting_id",
    writers=("reconcile",),
    readers=("subscribers",),
    retention_s=None,
    cleanup="compact",
)
TOPICS_MENTIONED = Topic(
    name="events.topic-mentioned",
    holds=TopicMentioned,
    key="article_id",
    writers=("enrich",),
    readers=("sinks", "subscribers"),
    retention_s=30 * DAY_S,
)
OUTCOME = Topic(
    name="articles.outcome",
    holds=ArticleOutcome,
    key="origin, raw:<partition>:<offset>",
    writers=("clean", "dedupe", "enrich", "reconcile"),
    readers=("subscribers",),
    retention_s=30 * DAY_S,
)
CORRECTIONS = Topic(
    name="corrections",
    holds=Correction,
    key="correction_id",
    writers=("correct",),
    readers=("reconcile",),
    retention_s=None,
    partitions=1,
    cleanup="compact",
)
DEAD_LETTERS = Topic(
    name="dead-letters",
    holds=None,
    key="key of the original",
    writers=("clean", "dedupe", "enrich", "reconcile", "sinks"),
    readers=("operators",),
    retention_s=30 * DAY_S,
    max_bytes=DEAD_LETTER_MAX_BYTES,
)


def changelog(stage: str, table: str, *, source: Topic, retention_s: int) -> Topic:
    """The topic behind a stage's table; as many partitions as the topic that the stage reads, or Faust drains it."""
    return Topic(
        name=f"{stage}-{table}-changelog",
        holds=None,
        key="row key",
        writers=(stage,),
        readers=(stage,),
        retention_s=retention_s,
        partitions=source.partitions,
        cleanup="compact,delete",
    )


VERDICTS = changelog("dedupe", "verdicts", source=CLEAN, retention_s=30 * DAY_S)
STATED = changelog("enrich", "stated", source=LINKED, retention_s=30 * DAY_S)
REPORTED = changelog("reconcile", "reported", source=REPORTS, retention_s=400 * DAY_S)

ARTICLES = (RAW, CLEAN, LINKED, DUPLICATE, REPORTS, OUTCOME)
EVENTS = (MEETINGS, MEETINGS_CURRENT, TOPICS_MENTIONED)
TOPICS = (*ARTICLES, *EVENTS, CORRECTIONS, DEAD_LETTERS)
CHANGELOGS = (VERDICTS, STATED, REPORTED)

STAGES = ("clean", "dedupe", "enrich", "reconcile")
"""In the order of flow. Sinks and consumers of plug-ins come after, each as an app of its own."""


def event_topic(event_type: type[Event]) -> Topic:
    """The topic of an event type: "events.<kind>", with the project's own prefix left out of its own kinds."""
    name = "events." + event_type.kind.removeprefix("wiredesk.")
    for topic in EVENTS:
        if topic.name == name:
            return topic
    return Topic(
        name=name,
        holds=event_type,
        key="subject of the event",
        writers=("enrich",),
        readers=("sinks", "subscribers"),
        retention_s=30 * DAY_S,
    )


def all_topics(event_types: Iterable[type[Event]] = ()) -> tuple[Topic, ...]:
    """Every topic of a set-up, with those of the events of enabled plug-ins."""
    known = {topic.name: topic for topic in TOPICS}
    for event_type in event_types:
        topic = event_topic(event_type)
        known.setdefault(topic.name, topic)
    return (*known.values(), *CHANGELOGS)


def group_name(role: str, prefix: str) -> str:
    """The consumer group, and Faust app id, of a stage: "wiredesk-clean" for the prefix "wiredesk."."""
    return f"{prefix.rstrip('.-_')}-{role}"


def full_name(topic: Topic, prefix: str) -> str:
    """The topic's name on the broker. Changelogs carry the name of their consumer group, as Faust names them."""
    return group_name(topic.name, prefix) if topic in CHANGELOGS else prefix + topic.name


def partition_of(topic: Topic, partitions: int) -> int | None:
    """Where to send: partition 0 of a one-partition topic, else by key (None).

    Said aloud, because the embedded broker gives four partitions to a topic that was not made beforehand.
    """
    return 0 if (topic.partitions or partitions) == 1 else None
