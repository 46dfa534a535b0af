"""What every event has: a kind, a version, an id made from its words, and the moment it was emitted."""

import uuid
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cache
from typing import ClassVar, TypeVar

import orjson

from wiredesk_schemas.article import Offset
from wiredesk_schemas.values import Field, Timestamp

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "wiredesk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An exact quote: `quote == article.<field>[start:end]`, in code points."""

    field: Field = "text"
    quote: str
    start: Offset
    end: Offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all events. Pure code leaves `event_id` and `emitted_at` empty; the stage that sends fills them.

    Subclasses set `kind` ("wiredesk.meeting-announced"; third parties carry their own prefix) and `version`.
    """

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    event_id: str = ""
    emitted_at: Timestamp | None = None

    @property
    def subject(self) -> str:
        """The id that the event is about, and its Kafka key; the event's own id where it names none."""
        return str(getattr(self, "meeting_id", None) or getattr(self, "article_id", None) or self.event_id)


EventT = TypeVar("EventT", bound=Event)


def identified(event: EventT) -> EventT:
    """The event with its `event_id`: uuid5 of its subject and its payload without id and time of emission.

    The same words give the same id, so consumers drop repeats by it.
    """
    return replace(event, event_id=_event_id(event))


def stamped(event: EventT, at: datetime) -> EventT:
    """The event with its id and the moment it is sent (an aware datetime)."""
    return replace(event, event_id=_event_id(event), emitted_at=at)


def _event_id(event: Event) -> str:
    names = _payload_names(type(event))  # type: ignore[arg-type]  # mypy takes the class for its instances
    payload = {name: getattr(event, name) for name in names}
    words = orjson.dumps(payload, option=orjson.OPT_SORT_KEYS).decode()
    return str(uuid.uuid5(NAMESPACE, f"{event.kind}.v{event.version}\n{words}"))


@cache
def _payload_names(event_type: type[Event]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(event_type) if f.name not in ("event_id", "emitted_at"))
