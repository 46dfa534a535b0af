"""A raw article as a Kafka record: its key, and the limit on its size. One place for every producer."""

from wiredesk.api import Reject
from wiredesk.topology import RAW_MAX_BYTES
from wiredesk_schemas import RawArticle, SchemaError, encode

OVERHEAD_BYTES = 4096
"""Room for key and headers within the limit of a record."""
MAX_BYTES = RAW_MAX_BYTES - OVERHEAD_BYTES


def raw_record(article: RawArticle) -> tuple[bytes | None, bytes]:
    """Key (source and URL, so that one article's records keep their order) and value.

    Raises Reject: "not-encodable" (a lone surrogate, which no JSON holds), "too-large".
    """
    key = " ".join(part for part in (article.source, article.url or article.article_id) if part)
    try:
        value = encode(article)
    except SchemaError as e:
        raise Reject("not-encodable", str(e)) from e
    if len(value) > MAX_BYTES:
        raise Reject("too-large", f"expected at most {MAX_BYTES:,} bytes, got {len(value):,}")
    return (key.encode("utf-8", "replace") or None, value)
