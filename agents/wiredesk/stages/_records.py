"""A stage's records as Kafka has them: what one tells of where it comes from, and what is sent for it.

In: a record of a topic, in any state. Out: an `Incoming`; and the records that carry what a stage made of it, under the
headers of their types and with those that are passed along the way (origin, moment of the raw record, trace).
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from wiredesk.kafka.batches import Record
from wiredesk.stages._work import ORIGIN, RAW_AT, TRACEPARENT, Handled, Incoming, Send
from wiredesk.topology import OUTCOME, Topic
from wiredesk_schemas import Event, SchemaError, encode, parse, stamped
from wiredesk_schemas.cloudevents import Headers, event_headers
from wiredesk_schemas.dead_letter import DeadLetter, Pairs, cut_original, dead_letter_headers

JSON: Headers = (("content-type", b"application/json"),)
MOST_TOLD = 2_000
"""Characters of a field that is told of a record in its outcome."""
_TRACE = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
"""W3C Trace Context, version 00: neither all-zero ids nor version ff."""
PlaceOf = Callable[[Topic], tuple[str, int | None]]
"""A topic's name on the broker, and the partition to send to."""


class Original(msgspec.Struct, frozen=True):
    """The incoming record itself, byte for byte, to be sent under the headers of its letter."""

    letter: DeadLetter
    key: bytes | None
    value: bytes | None
    headers: Pairs

    def cut(self) -> "Original":
        """Its beginning, and a letter that says so."""
        key, value, headers, bytes_cut = cut_original(self.key, self.value, self.headers)
        return Original(replace(self.letter, bytes_cut=bytes_cut), key, value, headers)


class Written(msgspec.Struct, frozen=True):
    """A message as bytes, with the headers that its type has."""

    value: bytes
    headers: Headers
    message: Any


def read_record(record: Any, topic_prefix: str) -> Incoming:
    """A record as stages see it: null headers left out; its origin told or begun, its trace if it is well formed."""
    headers = tuple((name, value) for name, value in record.headers if value is not None)
    short = record.topic.removeprefix(topic_prefix).removeprefix("articles.")
    position = f"{short}:{record.partition}:{record.offset}"
    at = datetime.fromtimestamp((record.timestamp or 0) / 1000, UTC)
    told = dict(headers)  # the last of a name counts
    trace = _text(told, TRACEPARENT)
    return Incoming(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        key=record.key,
        value=record.value,
        headers=headers,
        at=at,
        # At clean, where raw records are read, the position itself is the origin, whatever a producer claims.
        origin=position if short == "raw" else _text(told, ORIGIN) or position,
        traceparent=trace if _TRACE.fullmatch(trace) else "",
        raw_at=_raw_at(told, at) if short != "raw" else at,
    )


def encoded(handled: Handled) -> Handled:
    """The same with every message written; events get their id and moment here."""
    written: dict[int, Any] = {}  # a meeting goes to two topics, and is the same in both
    sends = []
    for send in handled.sends:
        message = send.message
        if not isinstance(message, Original):
            message = written.get(id(message)) or written.setdefault(id(message), _written(message))
        sends.append(Send(send.topic, send.key, message, send.headers))
    outcome: Any = handled.outcome if handled.outcome is None else _written(handled.outcome)
    return Handled(tuple(sends), handled.rows, outcome)


def compose(handled: Handled, incoming: Incoming, traceparent: str, place_of: PlaceOf) -> list[Record]:
    """The records to send for one that was handled and encoded, its outcome last."""
    passed_on = (
        (ORIGIN, incoming.origin.encode()),
        (RAW_AT, b"%d" % round(incoming.raw_at.timestamp() * 1000)),
        (TRACEPARENT, traceparent.encode()),
    )
    records = []
    for send in handled.sends:
        message = send.message
        topic, partition = place_of(send.topic)
        if isinstance(message, Original):
            headers: Any = dead_letter_headers(message.letter, message.headers)
            kept = [pair for pair in headers if pair[0] not in (ORIGIN, RAW_AT, TRACEPARENT)]
            records.append(Record(topic, message.key, message.value, [*kept, *passed_on], partition))
        else:
            told = [(name, text.encode("utf-8", "replace")) for name, text in send.headers.items()]
            headers = [*message.headers, *told, *passed_on]
            records.append(Record(topic, send.key.encode("utf-8", "replace"), message.value, headers, partition))
    outcome: Any = handled.outcome
    if outcome is not None:
        topic, partition = place_of(OUTCOME)
        records.append(
            Record(topic, incoming.origin.encode(), outcome.value, [*outcome.headers, *passed_on], partition)
        )
    return records


def told_in(value: bytes | None, name: str) -> str | None:
    """A field of a record that may be anything, for its outcome; None when it cannot be had."""
    try:
        told = parse(value or b"")
    except SchemaError:
        return None
    for holder in (told, told.get("article") if isinstance(told, dict) else None):
        if isinstance(holder, dict) and isinstance(holder.get(name), str):
            return str(holder[name])[:MOST_TOLD]
    return None


def _written(message: Any) -> Written:
    if isinstance(message, Written):
        return message
    if isinstance(message, Event):
        if not message.event_id:
            message = stamped(message, datetime.now(UTC))
        return Written(encode(message), event_headers(message), message)
    return Written(encode(message), JSON, message)


def _text(headers: Mapping[str, bytes], name: str) -> str:
    return headers.get(name, b"").decode("utf-8", "replace")


def _raw_at(headers: Mapping[str, bytes], at: datetime) -> datetime:
    told = _text(headers, RAW_AT)
    # Thirteen digits last until the year 2286; what is longer is not ours.
    return datetime.fromtimestamp(int(told) / 1000, UTC) if told.isdecimal() and len(told) <= 13 else at


def new_traceparent() -> str:
    """A trace that nobody has a span of: it ties together what is sent for one record that came without."""
    return f"00-{os.urandom(16).hex()}-{os.urandom(8).hex()}-01"
