"""Send raw articles to Kafka from a server: awaited until the broker has them."""

import asyncio
from collections.abc import Sequence
from typing import Any

import aiokafka
from aiokafka.errors import KafkaError

from wiredesk.kafka.security import aiokafka_options
from wiredesk.producers.records import raw_record
from wiredesk.settings import Settings
from wiredesk.topology import RAW, REQUEST_MAX_BYTES, full_name
from wiredesk.tracing import make_tracer
from wiredesk_schemas import RawArticle


class NotTaken(Exception):
    """The broker did not take the articles (in time). Sending them again is safe: repeats are recognised."""


class ArticleSender:
    """A producer of raw articles. Delivery: at least once; `send` returns when every in-sync replica has them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._topic = full_name(RAW, settings.topic_prefix)
        self._producer: Any = None
        self._tracer = make_tracer(settings)

    async def open(self) -> None:
        """Connect. Raises NotTaken when no broker answers."""
        self._producer = aiokafka.AIOKafkaProducer(
            acks="all",
            linger_ms=5,
            compression_type="gzip",
            max_request_size=REQUEST_MAX_BYTES,
            request_timeout_ms=int(self._settings.delivery_timeout_s * 1000),
            **aiokafka_options(self._settings),
        )
        try:
            await self._producer.start()
        except KafkaError as e:
            await self._producer.stop()
            raise NotTaken(f"no broker answers at {self._settings.brokers!r}: {e}") from e

    async def send(self, articles: Sequence[RawArticle]) -> list[str]:
        """Send and await; the origin ("raw:<partition>:<offset>") of each. Raises Reject or NotTaken."""
        records = [raw_record(article) for article in articles]
        try:
            async with asyncio.timeout(self._settings.delivery_timeout_s):
                sent = [
                    await self._producer.send(self._topic, value, key, headers=self._headers())
                    for key, value in records
                ]
                metadata = await asyncio.gather(*sent)
        except (KafkaError, TimeoutError) as e:
            raise NotTaken(f"not acknowledged by the broker: {e or type(e).__name__}") from e
        return [f"raw:{m.partition}:{m.offset}" for m in metadata]

    def _headers(self) -> list[tuple[str, bytes]] | None:
        if self._tracer is None:
            return None
        return [("traceparent", self._tracer.send(self._topic).encode())]

    async def close(self) -> None:
        """Send what waits and disconnect."""
        if self._producer is not None:
            await self._producer.stop()
        if self._tracer is not None:
            await asyncio.to_thread(self._tracer.close)
