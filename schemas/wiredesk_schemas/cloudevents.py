"""CloudEvents 1.0 in Kafka binary mode: what an event says of itself in its headers.

The value of a record stays plain JSON; the envelope travels in headers, so that a consumer can filter (by type, by
change, by status) without parsing. Rests on the CloudEvents Kafka protocol binding: attribute names carry the prefix
"ce_", values are UTF-8, `content-type` is the media type of the value.
"""

from collections.abc import Iterable

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
    pairs = [
        ("ce_specversion", SPEC_VERSION),
        ("ce_id", event.event_id),
        ("ce_type", event_type(event.kind, event.version)),
        ("ce_source", SOURCE),
        ("ce_subject", event.subject),
        ("ce_time", event.emitted_at.isoformat()),
        ("content-type", "application/json"),
    ]
    pairs += [
        (f"wiredesk-{name}", str(value))
        for name in ("change", "status")
        if (value := getattr(event, name, None)) is not None
    ]
    return tuple((name, value.encode("utf-8", "replace")) for name, value in pairs)


def header(headers: Iterable[tuple[str, bytes]] | None, name: str) -> str | None:
    """The last value of a header as text; None when absent. Bytes that are no UTF-8 are replaced, never refused."""
    found = None
    for key, value in headers or ():
        if key == name and value is not None:
            found = value.decode("utf-8", "replace")
    return found
