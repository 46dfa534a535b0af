"""CloudEvents 1.0 in Kafka binary mode: what an event says of itself in its headers.

The value of a record stays plain JSON; the envelope travels in headers, so that a consumer can filter (by type, by
change, by status) without parsing. Rests on the CloudEvents Kafka protocol binding: attribute names carry the prefix
"ce_", values are UTF-8, `content-type` is the media type of the value.
"""

from collections.abc import Iterable
from functools import cache

from wiredesk_schemas.event import Event

Headers = tuple[tuple[str, bytes], ...]

SPEC_VERSION = "1.0"
SOURCE = "/wiredesk"


def event_type(kind: str, version: int) -> str:
    """The CloudEvents type, such as "wiredesk.meeting-announced.v1"."""
    return f"{kind}.v{version}"


def event_headers(event: Event) -> Headers:
    """The headers of a stamped event; ValueError when it has no id or no time yet."""
    if not event.event_id or event.emitted_at is None:
        raise ValueError(f"{event.kind} has no event_id or emitted_at yet: send stamped(event, at)")
    headers = [
        *_type_headers(event.kind, event.version),
        ("ce_id", event.event_id.encode("utf-8", "replace")),
        ("ce_subject", event.subject.encode("utf-8", "replace")),
        ("ce_time", event.emitted_at.isoformat().encode()),
    ]
    for name, header_name in (("change", "wiredesk-change"), ("status", "wiredesk-status")):
        value = getattr(event, name, None)
        if value is not None:
            headers.append((header_name, str(value).encode("utf-8", "replace")))
    return tuple(headers)


@cache
def _type_headers(kind: str, version: int) -> Headers:
    """What all events of a type say."""
    return (
        ("ce_specversion", SPEC_VERSION.encode()),
        ("ce_type", event_type(kind, version).encode("utf-8", "replace")),
        ("ce_source", SOURCE.encode()),
        ("content-type", b"application/json"),
    )


def header(headers: Iterable[tuple[str, bytes]] | None, name: str) -> str | None:
    """The last value of a header as text; None when absent. Bytes that are no UTF-8 are replaced, never refused."""
    found = None
    for key, value in headers or ():
        if key == name and value is not None:
            found = value.decode("utf-8", "replace")
    return found
