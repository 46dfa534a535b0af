"""Topics that articles mention."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from wiredesk_schemas.article import Ratio
from wiredesk_schemas.event import Event, Evidence
from wiredesk_schemas.values import Timestamp, TopicStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of a vocabulary: `scheme` names the vocabulary, `iptc` the Media Topic id where one fits for certain."""

    id: str
    label: str
    scheme: str = "wiredesk"
    iptc: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMentioned(Event):
    """One topic in one article; key: article_id. `mention_id` stays the same over revisions of the article.

    "withdrawn": a revision of the article no longer speaks of it. For a near copy, `copy_of` is the original and
    only what its new sentences add is reported. `watchlist` names the user's list that matched.
    Delivery: at least once; drop repeats by `event_id`.
    """

    kind: ClassVar[str] = "wiredesk.topic-mentioned"
    mention_id: str
    article_id: str
    topic: Topic
    status: TopicStatus = "mentioned"
    salience: Ratio = 0.0
    mentions: int = 0
    evidence: tuple[Evidence, ...] = ()
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published_at: Timestamp | None = None
    published_on: date | None = None
    language: str | None = None
    copy_of: str | None = None
    watchlist: str | None = None
    extractor: str | None = None
    schema_version: int = 1
