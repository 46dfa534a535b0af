"""What passes between the guard, a stage and the broker: a record that came in, and what is to be done about it.

msgspec's structs: a frozen dataclass takes ten times as long to make, and here are a dozen for each record.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Protocol

import msgspec

from wiredesk.kafka.batches import Record
from wiredesk.topology import Topic
from wiredesk_schemas import ArticleOutcome
from wiredesk_schemas.cloudevents import Headers

ORIGIN = "wiredesk-origin"
"""Header: the raw record that all of this descends from, "raw:<partition>:<offset>"."""
TRACEPARENT = "traceparent"
RAW_AT = "wiredesk-raw-at"
"""Header: when that raw record was appended, in milliseconds since 1970; so that ages are told from the beginning."""


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """A record as it stood on the broker. `at` is the broker's own time of appending it, `raw_at` that of
    the raw record that it descends from."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    at: datetime
    origin: str
    traceparent: str
    """W3C; empty where the record has none that is well formed."""
    raw_at: datetime


class Send(msgspec.Struct, frozen=True):
    """A message to be sent: where, under which key, and headers beside origin and trace."""

    topic: Topic
    key: str
    message: Any
    headers: Mapping[str, str] = MappingProxyType({})


class Row(msgspec.Struct, frozen=True):
    """A row to be written to the stage's table; None deletes it."""

    key: bytes
    value: bytes | None


class Handled(msgspec.Struct, frozen=True):
    """What became of one record: messages to send, rows to write, and its outcome where the article's way ends."""

    sends: tuple[Send, ...] = ()
    rows: tuple[Row, ...] = ()
    outcome: ArticleOutcome | None = None


class Rows(Protocol):
    """A stage's view of its table: what is written, and what is about to be, of all records handled so far."""

    def get(self, key: bytes) -> bytes | None:
        """The row, or None."""

    def items(self) -> Iterable[tuple[bytes, bytes]]:
        """All rows, in no particular order."""

    def oldest(self, partition: int) -> Iterable[tuple[bytes, bytes]]:
        """The rows of a partition that are written and not about to be anew, the one written longest ago first."""


class Table(Rows, Protocol):
    """The rows themselves, as they are written."""

    def __len__(self) -> int:
        """How many there are."""


class Stage(Protocol):
    """One hop. It decides; the guard reads, sends, writes and counts.

    `source` is what it reads, `accepts` the message type that the guard decodes from it. `also`: further topics, of
    the type that each holds, where a record without value (a tombstone) comes as None. `accounts`: a record of the
    source that fails here ends its article, so the guard writes the outcome. `concurrent`: records of a batch are
    handled side by side (else one by one, in order). `together`: a batch is first tried as a whole, with
    `handle_together`.
    """

    name: str
    source: Topic
    also: tuple[Topic, ...]
    accounts: bool
    concurrent: bool
    together: bool

    @property
    def accepts(self) -> type[Any]:
        """The message type that the guard decodes."""

    async def handle(self, message: Any, incoming: Incoming, rows: Rows) -> Handled:
        """Decide on one record; raise Drop, Reject or RetryLater, nothing else."""

    async def handle_together(self, messages: Sequence[Any]) -> None:
        """Take a whole batch; on any exception but RetryLater each record is handled alone."""

    def rebuild(self, rows: Rows) -> None:
        """Derive from the table whatever the stage keeps in memory; called before the first batch after a change.

        The stage may keep `rows`: `handle` is given the same ones until the next call.
        """

    async def open(self) -> None:
        """Take what the stage needs (processes, files); called once, before the first batch."""

    async def close(self) -> None:
        """Give it back."""


class OutsideError(Exception):
    """Something outside of wiredesk failed; the batch has to be read again."""


class Broker(Protocol):
    """What the guard needs of Kafka; Faust's side of it is in `_faust.py`, the tests bring their own."""

    async def send(self, records: Sequence[Record]) -> Sequence[asyncio.Future[Any]]:
        """Hand records over, in order; for each a future that ends when the broker has it, or raises."""

    def is_too_large(self, error: BaseException) -> bool:
        """Whether the client or the broker refused this one record for its size."""

    async def write(self, rows: Iterable[tuple[int, Row]]) -> None:
        """Write rows, each with the partition of its record; returns when their changelog is delivered."""

    def table(self) -> Table:
        """The rows of the stage's table; empty where it has none. After a rebalance they are others."""

    def admitted(self, batch: Sequence[Any]) -> Sequence[Any]:
        """The records of a batch that come next in their partitions; the others come again, in order."""

    def release(self, records: Sequence[Any]) -> None:
        """Let these be committed: all that comes of them is delivered and written."""

    async def stop(self, error: BaseException) -> None:
        """Stop the worker without acknowledging the batch; does not return in production."""
