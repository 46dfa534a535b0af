"""What plug-in authors test with: articles built from the one field that matters, and checks that every plug-in passes.

    article = make_article("The Supreme Court ruled on Monday.")
    assert [e.court for e in find_rulings(article)] == ["Supreme Court"]
    check_enricher(find_rulings)

The checks raise AssertionError with what does not hold and the text or event that shows it.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import Any

from wiredesk.api import Consumer, Drop, Enricher, Reject, RetryLater, Sink
from wiredesk_schemas import CleanArticle, Event, Evidence, MeetingReport, decode, encode, identified
from wiredesk_schemas.examples import EXAMPLES

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)

ODD_TEXTS = (
    "",
    " ",
    "\n\n",
    ".",
    "a" * 10_000,
    "((((((((((((((((((((",
    "“" * 500 + "Who?” " * 500,
    "NUL \x00 and bell \x07",
    "\ud800 alone",
    "Ελληνικά, 日本語, العربية, עברית, हिन्दी",
    "e\u0301\u0323 \u200b\u200e\u202e reversed \U0001f600\U0001f1fa\U0001f1f3",
    "=cmd()|' /C calc'!A0; DROP TABLE meetings; -- <script>alert(1)</script> ../../etc/passwd %s {0} ${x}",
    "The minister will meet the minister " * 2_000,
)
"""Texts that every enricher has to take."""


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


def make_event(event_type: type[Event], **fields: Any) -> Any:
    """An emitted event of a type: wiredesk's own from their examples, others from the fields given."""
    example = EXAMPLES.get(event_type)
    made = replace(example, **fields) if isinstance(example, event_type) else event_type(**fields)
    return replace(identified(made), emitted_at=fields.get("emitted_at", NOW))


def check_enricher(enricher: Enricher[Any], articles: Iterable[CleanArticle] = ()) -> None:
    """An enricher never raises on odd text, quotes exactly, gives the same for the same, and its events can be sent."""
    assert isinstance(enricher, Enricher), f"{enricher!r} is no enricher: decorate it with @enricher(emits=...)"
    _check_event_type(enricher.emits)
    for article in (*(make_article(text) for text in ODD_TEXTS), *articles):
        shown = repr(article.text[:80])
        found = _found(enricher, article, shown)
        assert found == _found(enricher, article, shown), f"the same article, other events: {shown}"
        for value in found:
            assert isinstance(value, enricher.emits), f"expected {enricher.emits.__name__}, got {value!r:.80}"
            for quote in _quotes(value):
                text = article.title or "" if quote.field == "title" else article.text
                said = text[quote.start : quote.end]
                assert said == quote.quote, f"quote {quote.quote[:80]!r} is not the text at its offsets: {said[:80]!r}"
            again = decode(encode(value), enricher.emits)
            assert encode(again) == encode(value), f"written and read it is another: {value!r:.80}"


def check_consumer(consumer: Consumer[Any], events: Sequence[Event] = ()) -> None:
    """A consumer takes each event, also a second time, and raises nothing but Drop, Reject and RetryLater."""
    assert isinstance(consumer, Consumer), f"{consumer!r} is no consumer: decorate it with @consumer(accepts=...)"
    _check_event_type(consumer.accepts)
    given = list(events) or [make_event(consumer.accepts)]

    async def run() -> None:
        for event in (*given, *given):
            try:
                await consumer(event)
            except (Drop, Reject, RetryLater):
                continue

    asyncio.run(run())


async def check_sink(
    make_sink: Callable[[], Sink[Any]],
    stored_ids: Callable[[], Awaitable[Sequence[str]]],
    events: Sequence[Event] = (),
) -> None:
    """A sink keeps each event once: written twice in a batch, in two batches, and again after it was closed and opened.

    `make_sink` builds it with the same options each time; `stored_ids` tells the event_ids that are stored.
    """
    probe = make_sink()
    assert isinstance(probe, Sink), f"{type(probe).__name__} is no sink: it needs accepts, open, write and close"
    types = probe.accepts if isinstance(probe.accepts, tuple) else (probe.accepts,)
    given = list(events) or [make_event(event_type) for event_type in types]
    for batch in ([*given, *given], given, []):
        sink = make_sink()
        await sink.open()
        await sink.write(batch)
        await sink.close()
    wanted, stored = sorted(event.event_id for event in given), sorted(await stored_ids())
    assert stored == wanted, f"expected each event once, {json.dumps(wanted)[:200]}, got {json.dumps(stored)[:200]}"


def _check_event_type(event_type: Any) -> None:
    name = getattr(event_type, "__name__", repr(event_type))
    assert is_dataclass(event_type), f"{name} must be a dataclass(frozen=True, slots=True, kw_only=True)"
    if isinstance(event_type, type) and issubclass(event_type, Event):
        kind = getattr(event_type, "kind", "")
        assert "." in kind, f"{name}.kind must carry your prefix, such as 'acme.court-ruling', got {kind!r}"
    else:
        assert event_type is MeetingReport, f"{name} must derive from wiredesk_schemas.Event"


def _found(enricher: Enricher[Any], article: CleanArticle, shown: str) -> list[Any]:
    try:
        return list(enricher(article))
    except Exception as e:
        raise AssertionError(f"{e!r} on the text {shown}") from e


def _quotes(value: Any) -> Iterable[Evidence]:
    evidence = getattr(value, "evidence", ())
    return evidence if isinstance(evidence, tuple) else (evidence,)
