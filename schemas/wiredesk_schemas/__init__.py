"""wiredesk's public contract: the messages on its Kafka topics, and reading and writing them.

Light to install: needs orjson and msgspec only.
"""

from wiredesk_schemas.article import (
    ArticleOutcome,
    CleanArticle,
    Cut,
    DuplicateArticle,
    LinkedArticle,
    RawArticle,
    Sketch,
    Verdict,
)
from wiredesk_schemas.codec import SchemaError, convert, decode, encode, parse
from wiredesk_schemas.event import Event, Evidence, identified, stamped
from wiredesk_schemas.meeting import (
    AgendaItem,
    Announcer,
    ArticleReports,
    Conflict,
    ConflictingValue,
    Correction,
    MeetingAnnounced,
    MeetingReport,
    Occasion,
    Participant,
    ResolvedFrom,
    Source,
    When,
    Where,
)
from wiredesk_schemas.topic import Topic, TopicMentioned

__all__ = [
    "AgendaItem",
    "Announcer",
    "ArticleOutcome",
    "ArticleReports",
    "CleanArticle",
    "Conflict",
    "ConflictingValue",
    "Correction",
    "Cut",
    "DuplicateArticle",
    "Event",
    "Evidence",
    "LinkedArticle",
    "MeetingAnnounced",
    "MeetingReport",
    "Occasion",
    "Participant",
    "RawArticle",
    "ResolvedFrom",
    "SchemaError",
    "Sketch",
    "Source",
    "Topic",
    "TopicMentioned",
    "Verdict",
    "When",
    "Where",
    "convert",
    "decode",
    "encode",
    "identified",
    "parse",
    "stamped",
]
