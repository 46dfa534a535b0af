"""Read events in Python, typed and resumed where one left off. Needs the light install only.

    async with wiredesk.subscribe(MeetingAnnounced, group="desk", where=MeetingFilter(country="JP")) as events:
        async for meeting in events:
            ...

Code that is not asynchronous leaves out both `async`.

Delivery. At least once. An event counts as handled when the next one is asked for, or the block is left without an
error; its offset is committed then (under load, once for what one fetch brought, at least every second). After a crash
the events not yet committed come again: go by `event_id`. Repeats within one run are dropped here.
"""

import logging
import os
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

import aiokafka
from aiokafka.errors import KafkaConnectionError, KafkaError

from wiredesk.background import BackgroundLoop
from wiredesk.kafka.security import aiokafka_options
from wiredesk.settings import Settings, load_settings
from wiredesk.topology import MEETINGS_CURRENT, event_topic, full_name
from wiredesk_schemas import Event, MeetingAnnounced, SchemaError, decode

logger = logging.getLogger("wiredesk.subscriptions")

EventT = TypeVar("EventT", bound=Event)
EventC = TypeVar("EventC", bound=Event, contravariant=True)
COMMIT_EVERY_S = 1.0
REMEMBERED = 100_000
"""Event ids by which repeats are dropped: about 15 MB."""
JOIN_TIMEOUT_S = 10.0
"""How long to wait for partitions before the diary is read; all may be with other members of the group."""
FETCH_RECORDS = 500
FETCH_BYTES = 8 << 20


class SubscriptionError(Exception):
    """The events cannot be read; the text says why and what to do."""


class Filter(Protocol[EventC]):
    """What `where` takes: wiredesk.filters.MeetingFilter, TopicFilter, or one's own."""

    def matches(self, event: EventC, /) -> bool:
        """True when the event is wanted."""


class Subscription(Generic[EventT]):
    """A context manager and iterator over events, async or plain; made by `subscribe`."""

    def __init__(
        self,
        event_type: type[EventT],
        *,
        group: str | None,
        where: Filter[EventT] | None,
        diary_first: bool,
        from_start: bool,
        settings: Settings,
    ) -> None:
        if diary_first and event_type is not MeetingAnnounced:
            raise ValueError(f"diary_first is for MeetingAnnounced only, not {event_type.__name__}")
        self._type = event_type
        self._topic = full_name(event_topic(event_type), settings.topic_prefix)
        self._current = full_name(MEETINGS_CURRENT, settings.topic_prefix)
        self._group = group
        self._where = where
        self._diary_first = diary_first
        self._from_start = from_start
        self._settings = settings
        self._consumer: Any = None
        self._pending: Iterator[Any] = iter(())
        self._handled: dict[Any, int] = {}
        self._yielded: tuple[Any, int] | None = None
        self._committed_at = 0.0
        self._known: OrderedDict[str, None] = OrderedDict()
        self._diary: AsyncIterator[EventT] | None = None
        self._background: BackgroundLoop | None = None

    async def __aenter__(self) -> Self:
        """Connect and join the group. Raises SubscriptionError."""
        self._consumer = aiokafka.AIOKafkaConsumer(
            self._topic,
            group_id=self._group,
            enable_auto_commit=False,
            auto_offset_reset="earliest" if self._from_start else "latest",
            max_partition_fetch_bytes=FETCH_BYTES,
            **aiokafka_options(self._settings),
        )
        try:
            await self._consumer.start()
            if not self._consumer.partitions_for_topic(self._topic):
                raise SubscriptionError(f"no topic {self._topic!r} on the broker: run `wiredesk kafka apply` first")
            if self._diary_first:
                await self._fix_positions()
                self._diary = self._read_diary()
        except KafkaConnectionError as e:
            await self._consumer.stop()
            raise SubscriptionError(
                f"no broker answers at {self._settings.brokers!r}: is Kafka running, and WIREDESK_BROKERS right?"
            ) from e
        except (KafkaError, SubscriptionError) as e:
            await self._consumer.stop()
            raise SubscriptionError(str(e)) from e
        self._committed_at = time.monotonic()
        return self

    async def __aexit__(
        self, error_type: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Commit what was handled and leave the group. The event in hand counts only when no error left the block."""
        if error_type is None:
            self._settle()
        try:
            await self._commit()
        finally:
            await self._consumer.stop()

    def __enter__(self) -> Self:
        """The same for code that is not asynchronous. Raises SubscriptionError."""
        self._background = BackgroundLoop()
        try:
            return self._background.run(self.__aenter__())
        except BaseException:
            self._background.stop()
            raise

    def __exit__(
        self, error_type: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Commit what was handled and leave the group, as the async block does."""
        if self._background is not None:
            try:
                self._background.run(self.__aexit__(error_type, error, trace))
            finally:
                self._background.stop()

    def __iter__(self) -> Iterator[EventT]:
        return self

    def __next__(self) -> EventT:
        """The next wanted event; waits for it."""
        if self._background is None:
            raise SubscriptionError("open the subscription first: with subscribe(...) as events")
        return self._background.run(self.__anext__())

    def __aiter__(self) -> AsyncIterator[EventT]:
        return self

    async def __anext__(self) -> EventT:
        """The next wanted event; waits for it."""
        if self._consumer is None:
            raise SubscriptionError("open the subscription first: async with subscribe(...) as events")
        if self._diary is not None:
            async for known in self._diary:
                return known
            self._diary = None
        self._settle()
        while True:
            for record in self._pending:
                partition = aiokafka.TopicPartition(record.topic, record.partition)
                event = self._wanted(record)
                if event is not None:
                    self._yielded = (partition, record.offset + 1)
                    await self._commit_if_due()
                    return event
                self._handled[partition] = record.offset + 1
            await self._commit()
            batches = await self._consumer.getmany(timeout_ms=1000, max_records=FETCH_RECORDS)
            self._pending = iter([record for records in batches.values() for record in records])

    def _settle(self) -> None:
        """The event given out last has been handled."""
        if self._yielded is not None:
            partition, offset = self._yielded
            self._handled[partition] = offset
            self._yielded = None

    async def _commit_if_due(self) -> None:
        if time.monotonic() - self._committed_at >= COMMIT_EVERY_S:
            await self._commit()

    async def _commit(self) -> None:
        self._committed_at = time.monotonic()
        if self._group is None or not self._handled:
            return
        owned = self._consumer.assignment()
        offsets = {partition: offset for partition, offset in self._handled.items() if partition in owned}
        self._handled.clear()
        if not offsets:
            return
        try:
            await self._consumer.commit(offsets)
        except KafkaError as e:
            # A rebalance took the partitions away: whoever has them now reads these events again.
            logger.warning("offsets not committed, events will come again: %s", e)

    def _wanted(self, record: Any) -> EventT | None:
        try:
            event = decode(record.value or b"", self._type)
        except SchemaError as e:
            logger.warning("record left out, %s %d:%d: %s", record.topic, record.partition, record.offset, e)
            return None
        if event.event_id in self._known:
            return None
        self._known[event.event_id] = None
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return event if self._where is None or self._where.matches(event) else None

    async def _fix_positions(self) -> None:
        """Settle where reading begins before the diary is read, so that nothing falls between the two."""
        deadline = time.monotonic() + JOIN_TIMEOUT_S
        early: list[Any] = []
        while not self._consumer.assignment() and time.monotonic() < deadline:
            batches = await self._consumer.getmany(timeout_ms=100)
            early += [record for records in batches.values() for record in records]
        for partition in self._consumer.assignment():
            await self._consumer.position(partition)
        self._pending = iter(early)

    async def _read_diary(self) -> AsyncIterator[EventT]:
        """The latest revision of each meeting, as they stand now."""
        reader = aiokafka.AIOKafkaConsumer(
            self._current,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=FETCH_BYTES,
            **aiokafka_options(self._settings),
        )
        await reader.start()
        try:
            partitions = reader.assignment()
            ends = await reader.end_offsets(partitions)
            latest: dict[bytes, Any] = {}
            while any([await reader.position(p) < ends[p] for p in partitions]):
                for records in (await reader.getmany(timeout_ms=1000)).values():
                    for record in records:
                        if record.value is None:
                            latest.pop(record.key, None)
                        else:
                            latest[record.key] = record
        finally:
            await reader.stop()
        for record in latest.values():
            event = self._wanted(record)
            if event is not None:
                yield event


def subscribe(
    event_type: type[EventT],
    *,
    group: str | None = None,
    where: Filter[EventT] | None = None,
    diary_first: bool = False,
    from_start: bool = False,
    settings: Settings | None = None,
) -> Subscription[EventT]:
    """Subscribe to events of one type, also of a plug-in's.

    `group`: the consumer group under which the place is kept, and shared by all who name it; a new group begins with
    the oldest event kept. Without one, all partitions are read from now on, or from the oldest with `from_start`.
    `diary_first` (meetings only): first the latest revision of every meeting, then what comes, or, of a group that was
    here before, what it has not handled. `settings`: by default those of the environment (WIREDESK_BROKERS, ...).
    """
    return Subscription(
        event_type,
        group=group,
        where=where,
        diary_first=diary_first,
        from_start=from_start or (group is not None and not diary_first),
        settings=settings or load_settings(os.environ),
    )
