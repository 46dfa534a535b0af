"""How the pipeline stands, as the broker sees it: so it is known also when every worker is dead.

In: the settings. Out: for each consumer group and topic how far it is behind and how long the oldest unread record has
waited, and what came and went lately. Reads offsets, one record for each partition that is behind, and the ends of
three topics; commits nothing.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from confluent_kafka import Consumer, KafkaException, Message, TopicPartition
from confluent_kafka.admin import AdminClient

from wiredesk.kafka.bounded import TIMEOUT_S, Span, find_committed, find_spans, read_spans
from wiredesk.kafka.clients import BrokerError, appended_at_s, client_config, make_consumer
from wiredesk.settings import Settings
from wiredesk.topology import CLEAN, LINKED, MEETINGS, RAW, REPORTS, TOPICS_MENTIONED, full_name, group_name

STAGE_TOPICS = {"clean": RAW, "dedupe": CLEAN, "enrich": LINKED, "reconcile": REPORTS}
EVENT_TOPICS = (MEETINGS, TOPICS_MENTIONED)
MINUTE_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One group on one topic. `members` None: the broker does not know the group. `per_minute`: came in lately.

    `committed` and `ends` are offsets by partition.
    """

    stage: str
    group: str
    topic: str
    members: int | None
    state: str
    lag: int
    oldest_s: float | None
    per_minute: int
    committed: Mapping[str, int]
    ends: Mapping[str, int]


def find_standings(settings: Settings) -> list[Standing]:
    """Every stage, and every sink and consumer that is enabled, in the order of flow. BrokerError."""
    wanted = [(stage, topic) for stage, topic in STAGE_TOPICS.items()]
    for role in (*(f"sink-{name}" for name in settings.sinks), *(f"consumer-{name}" for name in settings.consumers)):
        wanted += [(role, topic) for topic in EVENT_TOPICS]
    names = sorted({full_name(topic, settings.topic_prefix) for _, topic in wanted})
    spans = find_spans(settings, names)
    groups = _find_members(settings, [group_name(stage, settings.topic_prefix) for stage, _ in wanted])
    consumer = make_consumer(settings)
    try:
        rates = {name: _count_since(consumer, [s for s in spans if s.topic == name], MINUTE_S) for name in names}
        standings = []
        for stage, topic in wanted:
            name, group = full_name(topic, settings.topic_prefix), group_name(stage, settings.topic_prefix)
            own = [s for s in spans if s.topic == name]
            committed = find_committed(settings, group, name)
            if not committed and stage not in STAGE_TOPICS and groups[group][0]:
                continue  # a running sink that takes other events
            behind = [Span(s.topic, s.partition, max(s.start, committed.get(s.partition, s.start)), s.end) for s in own]
            standings.append(
                Standing(
                    stage=stage,
                    group=group,
                    topic=name,
                    members=groups[group][0],
                    state=groups[group][1],
                    lag=sum(s.end - s.start for s in behind if s.end > s.start),
                    oldest_s=_oldest_s(settings, behind),
                    per_minute=rates[name],
                    committed={str(partition): offset for partition, offset in sorted(committed.items())},
                    ends={str(s.partition): s.end for s in own},
                )
            )
        return standings
    except KafkaException as e:
        raise BrokerError(f"offsets cannot be had: {e}") from e
    finally:
        consumer.close()


def find_newest(settings: Settings, topic: str, count: int) -> list[Message]:
    """The newest records of a topic, oldest first; at most `count`."""
    tails = [Span(s.topic, s.partition, max(s.start, s.end - count), s.end) for s in find_spans(settings, [topic])]
    return sorted(read_spans(settings, tails), key=lambda m: appended_at_s(m) or 0.0)[-count:]


def count_since(settings: Settings, topic: str, ago_s: float) -> int:
    """How many records a topic got in so many seconds."""
    spans = find_spans(settings, [topic])
    consumer = make_consumer(settings)
    try:
        return _count_since(consumer, spans, ago_s)
    except KafkaException as e:
        raise BrokerError(f"offsets cannot be had: {e}") from e
    finally:
        consumer.close()


def _count_since(consumer: Consumer, spans: Sequence[Span], ago_s: float) -> int:
    since_ms = int((time.time() - ago_s) * 1000)
    asked = [TopicPartition(s.topic, s.partition, since_ms) for s in spans]
    found = consumer.offsets_for_times(asked, timeout=TIMEOUT_S) if asked else []
    ends = {(s.topic, s.partition): s.end for s in spans}
    # An offset below 0 (the end) says that nothing is that young.
    return sum(max(0, ends[p.topic, p.partition] - p.offset) for p in found if p.offset >= 0)


def _oldest_s(settings: Settings, behind: Sequence[Span]) -> float | None:
    """Age of the oldest unread record; each partition's first one is read. None when all is read."""
    firsts = [Span(s.topic, s.partition, s.start, s.start + 1) for s in behind if s.end > s.start]
    if not firsts:
        return None
    moments = [at for m in read_spans(settings, firsts) if (at := appended_at_s(m)) is not None]
    return max(0.0, time.time() - min(moments)) if moments else None


def _find_members(settings: Settings, groups: Sequence[str]) -> dict[str, tuple[int | None, str]]:
    admin = AdminClient(client_config(settings))
    found: dict[str, tuple[int | None, str]] = {}
    for group, future in admin.describe_consumer_groups(sorted(set(groups)), request_timeout=TIMEOUT_S).items():
        try:
            told = future.result(timeout=TIMEOUT_S)
        except KafkaException:
            found[group] = (None, "unknown")
            continue
        state = told.state.name.lower().replace("_", " ")
        found[group] = (None, "never ran") if state == "dead" else (len(told.members), state)
    return found
