"""All that the author of a plug-in imports.

A plug-in is one object behind a named entry point: an *enricher* (finds something in an article), a *consumer* (is
called with each event) or a *sink* (takes batches of events). The decorators build frozen values and register nothing;
the object stays callable, so its unit test is a plain call.

A handler returns, or raises Drop, Reject or RetryLater; any other exception is a bug and makes a dead letter.
"""

import inspect
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from wiredesk_schemas import CleanArticle, Event, MeetingReport

EventT = TypeVar("EventT", bound=Event)
FoundT = TypeVar("FoundT", bound="Event | MeetingReport")
EventIn = TypeVar("EventIn", bound=Event, contravariant=True)


class Drop(Exception):
    """The record is of no interest: expected, counted, no dead letter."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Reject(Exception):
    """The record cannot be handled, now or later: a dead letter with this reason.

    `reason` is one of a closed list of lower-case words joined by hyphens ("not-json", "empty-text"), good as a
    metric label; `detail` says what was expected, what came, where.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class RetryLater(Exception):
    """Something outside is down: try this record again after `after_s` seconds, a bounded number of times."""

    def __init__(self, reason: str, *, after_s: float = 5.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after_s = after_s


NewText = tuple[tuple[int, int], ...] | None
"""The [start, end) spans of a near copy that its original does not have; None: all of the text is new."""


OPTIONS = frozenset({"new_text", "watchlists"})
"""What an enricher's function may take beside the article."""


@dataclass(frozen=True, slots=True)
class Enricher(Generic[FoundT]):
    """Finds values of one type in an article: events of its own, or reports of meetings.

    `find(article)` may take `new_text` and `watchlists` (those in force) by name. One that does not take `new_text` is
    asked for all of a near copy, and what rests on evidence outside of the new text is left out for it.
    """

    emits: type[FoundT]
    find: Callable[..., Iterable[FoundT]]
    takes: frozenset[str] = frozenset()

    def __call__(
        self, article: CleanArticle, *, new_text: NewText = None, watchlists: Sequence[Any] = ()
    ) -> list[FoundT]:
        """What is found in the article, or, of a near copy, in its new text."""
        options = {"new_text": new_text, "watchlists": watchlists}
        found = list(self.find(article, **{name: options[name] for name in self.takes}))
        if new_text is None or "new_text" in self.takes:
            return found
        return [value for value in found if _is_new(value, new_text)]


def enricher(*, emits: type[FoundT]) -> Callable[[Callable[..., Iterable[FoundT]]], Enricher[FoundT]]:
    """Make an enricher of a pure function from article to values."""

    def build(find: Callable[..., Iterable[FoundT]]) -> Enricher[FoundT]:
        return Enricher(emits, find, OPTIONS & frozenset(inspect.signature(find).parameters))

    return build


@dataclass(frozen=True, slots=True)
class Consumer(Generic[EventT]):
    """Is called with each event of one type, under a consumer group of its own."""

    accepts: type[EventT]
    receive: Callable[[EventT], Awaitable[None]]

    async def __call__(self, event: EventT) -> None:
        """Hand one event over."""
        await self.receive(event)


def consumer(*, accepts: type[EventT]) -> Callable[[Callable[[EventT], Awaitable[None]]], Consumer[EventT]]:
    """Make a consumer of an async function of one event. It sees an event again after a crash: go by `event_id`."""

    def build(receive: Callable[[EventT], Awaitable[None]]) -> Consumer[EventT]:
        return Consumer(accepts, receive)

    return build


@runtime_checkable
class Sink(Protocol[EventIn]):
    """Takes batches of events somewhere. `accepts` is the event type, or a tuple of them.

    Built with its options as keyword arguments (`WIREDESK_SINK_<NAME>_<OPTION>`, text). `write` may get an event again
    after a crash and must leave one copy (by `event_id`); offsets are committed after it returns. It may raise
    RetryLater.
    """

    accepts: Any

    async def open(self) -> None:
        """Connect, open files."""

    async def write(self, batch: Sequence[EventIn]) -> None:
        """Store a batch durably."""

    async def close(self) -> None:
        """Let go."""


def _is_new(value: Any, new_text: tuple[tuple[int, int], ...]) -> bool:
    evidence = getattr(value, "evidence", ())
    quotes = evidence if isinstance(evidence, tuple) else (evidence,)
    return any(quote.field == "text" and any(start <= quote.start < end for start, end in new_text) for quote in quotes)
