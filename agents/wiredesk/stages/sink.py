"""events.* -> one sink or one consumer of a plug-in, under a consumer group of its own.

Each event type that it accepts is one stage. A sink gets the events of a batch in one call, in the order of the
partition, and one by one when it refuses the batch; a consumer always gets them one by one.

Delivery. At least once: an event is committed after `write` (or the consumer) returned. What is refused for good is a
dead letter. RetryLater is tried again where it stands, so order is kept; a sink that stays away ends the worker with
nothing committed, a consumer's event becomes a dead letter.
"""

import asyncio
from collections.abc import Sequence
from typing import Any, Protocol

from wiredesk.api import Consumer, Sink
from wiredesk.stages._work import Handled, Incoming, Rows
from wiredesk.topology import Topic, event_topic
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


class SharedTarget:
    """One sink behind the stages of its several event types: opened by the first, closed by the last."""

    def __init__(self, sink: Sink[Any]) -> None:
        self._sink = sink
        self._users = 0
        self._turn = asyncio.Lock()

    async def open(self) -> None:
        """Open the sink, once. Raises what it raises; it is then tried again by the next that asks."""
        async with self._turn:
            if self._users == 0:
                await self._sink.open()
            self._users += 1

    async def write(self, batch: list[Any]) -> None:
        """Hand a batch over."""
        await self._sink.write(batch)

    async def close(self) -> None:
        """Close the sink, when no other stage needs it; also when it was never opened."""
        async with self._turn:
            self._users = max(0, self._users - 1)
            if self._users == 0:
                await self._sink.close()


class SinkStage:
    """Hands the events of one type to one sink or consumer."""

    also: tuple[Topic, ...] = ()
    accounts = False
    concurrent = False

    def __init__(self, name: str, target: Target, event_type: type[Event]) -> None:
        self.name = name
        self.together = not isinstance(target, ConsumerTarget)
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

    async def handle_together(self, messages: Sequence[Any]) -> None:
        """Hand a batch over."""
        await self._target.write(list(messages))

    async def handle(self, message: Any, incoming: Incoming, rows: Rows) -> Handled:
        """Hand one event over."""
        await self._target.write([message])
        return Handled()
