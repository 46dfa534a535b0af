"""events.* -> one sink or one consumer of a plug-in, under a consumer group of its own.

Each event type that it accepts is one stage; a sink gets the events one call at a time, in the order of the partition.

Delivery. At least once: an event is committed after `write` (or the consumer) returned. What it refuses for good is a
dead letter; RetryLater is tried again where it stands, so order is kept.
"""

from typing import Any, ClassVar, Protocol

from wiredesk.api import Consumer, Sink
from wiredesk.stages._work import Handled, Incoming, Rows
from wiredesk.topology import event_topic
from wiredesk_schemas import Event


class Target(Protocol):
    """Where events end."""

    async def open(self) -> None: ...
    async def write(self, batch: list[Any]) -> None: ...
    async def close(self) -> None: ...


class ConsumerTarget:
    """A consumer, seen as a target."""

    def __init__(self, consumer: Consumer[Any]) -> None:
        self._consumer = consumer

    async def open(self) -> None:
        """Nothing to take."""

    async def write(self, batch: list[Any]) -> None:
        """Call it with each event."""
        for event in batch:
            await self._consumer(event)

    async def close(self) -> None:
        """Nothing to give back."""


class SinkStage:
    """Hands the events of one type to one sink or consumer."""

    accounts: ClassVar[bool] = False
    concurrent: ClassVar[bool] = False

    def __init__(self, name: str, target: Sink[Any] | ConsumerTarget, event_type: type[Event]) -> None:
        self.name = name
        self.accepts = event_type
        self.source = event_topic(event_type)
        self._target = target

    async def open(self) -> None:
        """Open the target."""
        await self._target.open()

    async def close(self) -> None:
        """Close the target."""
        await self._target.close()

    def rebuild(self, rows: Rows) -> None:
        """Nothing is kept."""

    async def handle(self, message: Any, incoming: Incoming, rows: Rows) -> Handled:
        """Hand one event over."""
        await self._target.write([message])
        return Handled()
