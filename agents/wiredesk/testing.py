"""What plug-in authors and wiredesk's own tests build with: articles from the one field that matters."""

from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import Any

from wiredesk_schemas import CleanArticle


def make_article(text: str, *, published: date | datetime | None = date(2026, 3, 4), **fields: Any) -> CleanArticle:
    """A clean English article with this text; `published` is its day, or its moment when a datetime is given."""
    at = None
    if isinstance(published, datetime):
        at = published if published.tzinfo else published.replace(tzinfo=UTC)
    revision = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    defaults: dict[str, Any] = {
        "article_id": f"test-{revision}",
        "revision": revision,
        "language": "en",
        "language_confidence": 1.0,
        "source": "testwire",
        "published_at": at,
        "published_on": published.date() if isinstance(published, datetime) else published,
        "published_precision": "minute" if at else "day" if published else "unknown",
        "published_from": "producer" if published else None,
        "fetched_at": at + timedelta(minutes=5) if at else None,
    }
    return CleanArticle(text=text, **{**defaults, **fields})
