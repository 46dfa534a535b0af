"""Articles on their way through wiredesk: raw, clean, linked to what they copy, and what became of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from msgspec import Meta

from wiredesk_schemas.values import CopyVerdict, DuplicateKind, Outcome, PublishedPrecision, Timestamp

Ratio = Annotated[float, Meta(ge=0.0, le=1.0)]
Offset = Annotated[int, Meta(ge=0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """Whatever a producer has, one JSON object a record. All but `body` may be null or absent.

    `body` is HTML or text; `content_type` ("text/html", "text/plain") is sniffed when absent.
    `article_id` is kept when given, else derived from the canonical URL, else from source and text.
    `published_at` is a date or a time, with a zone or in UTC; a date alone is never read as midnight.
    `fetched_at` is when the producer got it; `language` an ISO 639-1 code.
    """

    kind: ClassVar[str] = "wiredesk.raw-article"
    body: str
    content_type: str | None = None
    article_id: str | None = None
    url: str | None = None
    source: str | None = None
    title: str | None = None
    published_at: str | None = None
    fetched_at: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A piece that cleaning took out: its exact words, why, and where in the clean text it stood.

    `reason` is a word such as "banner", "link-line", "byline", "sign-up", "markup", "repeated-title".
    """

    text: str
    reason: str
    at: Offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What is kept of a text to recognise its copies.

    `hashes`: the sampled hashes of its word-3 shingles, ascending, each below 2^53 (safe in JavaScript).
    `size`: how many distinct shingles the text has. `sentences`: a 32-bit hash of each sentence, in text order.
    `figures`: its numbers, days and months, each a 32-bit hash of the words around it and of itself.
    `scheme` names algorithm and parameters; sketches of different schemes cannot be compared.
    """

    scheme: str
    hashes: tuple[int, ...]
    size: int
    sentences: tuple[int, ...] = ()
    figures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanArticle:
    """The text of an article and what is known of it. All offsets in wiredesk are code points of `text` (or `title`).

    `revision` is a hash of the text. `published_on` is the day where it was published; `published_at` the moment,
    null when only the day is known. `published_from` says how that is known ("producer", "schema.org", "meta",
    "byline", "url"). `flags` name doubts ("date-contradicted", "date-refused", "low-language-confidence").
    `credits` are corrections and "with assistance from" lines, kept as data.
    """

    kind: ClassVar[str] = "wiredesk.clean-article"
    article_id: str
    revision: str
    text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    language: str | None = None
    language_confidence: Ratio | None = None
    published_at: Timestamp | None = None
    published_on: date | None = None
    published_zone: str | None = None
    published_precision: PublishedPrecision = "unknown"
    published_from: str | None = None
    fetched_at: Timestamp | None = None
    byline: str | None = None
    dateline: str | None = None
    credits: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    cut: tuple[Cut, ...] = ()
    sketch: Sketch | None = None
    cleaner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an article revision is to the articles seen before it.

    `original` is the earliest article it copies (null when new); for a revision, `original` is null and
    `previous_revision` the text it replaces. `new_text` are the [start, end) spans of sentences that the original
    does not have; null means that all of the text is new.
    """

    verdict: CopyVerdict
    original: str | None = None
    similarity: Ratio | None = None
    previous_revision: str | None = None
    new_text: tuple[tuple[Offset, Offset], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedArticle:
    """A clean article with its verdict: "new", "revision" or "near" (the other copies end at dedupe)."""

    kind: ClassVar[str] = "wiredesk.linked-article"
    verdict: Verdict
    article: CleanArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateArticle:
    """A link from a copy to its original; key: the original's article_id."""

    kind: ClassVar[str] = "wiredesk.duplicate-article"
    article_id: str
    revision: str
    original: str
    duplicate: DuplicateKind
    similarity: Ratio
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published_at: Timestamp | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleOutcome:
    """What became of one raw record; exactly one for each `origin` ("raw:<partition>:<offset>").

    A near copy ends as "duplicate" although it was read: `meetings` and `topics` count what it added.
    `reason` says why it was rejected, or why a processed article was not read ("language-not-read").
    """

    kind: ClassVar[str] = "wiredesk.article-outcome"
    origin: str
    outcome: Outcome
    stage: str
    article_id: str | None = None
    revision: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    reason: str | None = None
    duplicate: DuplicateKind | None = None
    original: str | None = None
    meetings: int | None = None
    topics: int | None = None
    emitted_at: datetime | None = None
