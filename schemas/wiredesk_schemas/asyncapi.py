"""The AsyncAPI 3 document of wiredesk's topics, for tools and for those who read no Python. Pure.

In: channels (topic, message type, key, partitions, retention). Out: the document as plain values; message payloads are
the generated JSON Schemas, whose references lead from the document's own root, where AsyncAPI tools look for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wiredesk_schemas.event import Event
from wiredesk_schemas.generate import json_schema

HEADERS = {
    "type": "object",
    "properties": {
        "ce_specversion": {"type": "string", "const": "1.0"},
        "ce_id": {"type": "string", "description": "the event_id: drop repeats by it"},
        "ce_type": {"type": "string", "description": "kind and version, wiredesk.meeting-announced.v1"},
        "ce_source": {"type": "string"},
        "ce_subject": {"type": "string", "description": "meeting_id or article_id"},
        "ce_time": {"type": "string", "format": "date-time"},
        "content-type": {"type": "string", "const": "application/json"},
        "wiredesk-change": {
            "type": "string",
            "description": "why a meeting's revision exists, to filter without parsing",
        },
        "wiredesk-status": {"type": "string", "description": "status, to filter without parsing"},
        "traceparent": {"type": "string", "description": "W3C trace context, from the producer on"},
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A topic as a subscriber sees it. `sends`: subscribers read it (True), producers write to it (False)."""

    address: str
    message_type: type
    key: str
    partitions: int
    cleanup: str
    retention_ms: int
    sends: bool = True


def describe(channels: Iterable[Channel], *, version: str, servers: str) -> dict[str, Any]:
    """The document. `servers` is a Kafka bootstrap address to show."""
    document: dict[str, Any] = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "wiredesk",
            "version": version,
            "description": "Announced meetings and mentioned topics, found in news articles. At least once; drop "
            "repeats by ce_id. Consumers must tolerate unknown fields and values.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {"kafka": {"host": servers, "protocol": "kafka"}},
        "channels": {},
        "operations": {},
        "components": {"messages": {}, "schemas": {}},
    }
    for channel in channels:
        name = channel.message_type.__name__
        is_event = issubclass(channel.message_type, Event)
        doc = (channel.message_type.__doc__ or name).strip().splitlines()[0]
        document["components"]["schemas"][name] = _embedded(json_schema(channel.message_type), name)
        document["components"]["messages"][name] = {
            "name": name,
            "title": name,
            "summary": doc,
            "contentType": "application/json",
            "payload": {
                "schemaFormat": "application/schema+json;version=draft-2020-12",
                "schema": {"$ref": f"#/components/schemas/{name}"},
            },
            **({"headers": HEADERS} if is_event else {}),
            "bindings": {"kafka": {"key": {"type": "string", "description": channel.key}, "bindingVersion": "0.5.0"}},
        }
        identifier = channel.address.replace(".", "-")
        document["channels"][identifier] = {
            "address": channel.address,
            "messages": {name: {"$ref": f"#/components/messages/{name}"}},
            "bindings": {
                "kafka": {
                    "partitions": channel.partitions,
                    "topicConfiguration": {
                        "cleanup.policy": channel.cleanup.split(","),
                        "retention.ms": channel.retention_ms,
                    },
                    "bindingVersion": "0.5.0",
                }
            },
        }
        document["operations"][f"{'receive' if channel.sends else 'send'}-{identifier}"] = {
            # From the side of the application that reads this document: a subscriber receives, a producer sends.
            "action": "receive" if channel.sends else "send",
            "channel": {"$ref": f"#/channels/{identifier}"},
        }
    return document


def _embedded(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """The schema of a file of its own as a part of the document: without an address of its own, references rooted."""

    def rooted(value: Any) -> Any:
        if isinstance(value, list):
            return [rooted(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {
            key: inner.replace("#/$defs/", f"#/components/schemas/{name}/$defs/", 1)
            if key == "$ref" and isinstance(inner, str)
            else rooted(inner)
            for key, inner in value.items()
        }

    return rooted({key: inner for key, inner in schema.items() if key != "$id"})  # type: ignore[no-any-return]  # a dict
