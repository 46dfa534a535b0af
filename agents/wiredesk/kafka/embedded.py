"""A broker inside this process, for trying wiredesk and for one-off files: librdkafka's mock cluster.

It speaks Kafka's protocol, so the very same agents run on it. What it is not: nothing survives the process, every topic
has four partitions, and it keeps about 5 MB of a partition and silently drops the oldest; whoever feeds it must hold
back (`wiredesk.cli.run` does, and checks offsets for gaps).
"""

from collections.abc import Iterable
from types import TracebackType

from confluent_kafka import Producer

PARTITIONS = 4
KEPT_BYTES = 5_000_000
"""Of each partition (librdkafka's rdkafka_mock.c)."""
LARGEST_BYTES = 2_400_000
"""A record. Where two that follow each other are larger than what is kept, it drops the second one too."""
FETCH_WAIT_MS = 20
"""It does not wake a waiting fetch when records come: with Faust's 1.5 s four hops did 91 articles/s, so 536."""
START_TIMEOUT_S = 10.0


class EmbeddedBroker:
    """A mock cluster of one broker that lives as long as this object; `address` is host:port on this machine."""

    def __init__(self) -> None:
        self._cluster = Producer({"bootstrap.servers": "mock", "test.mock.num.brokers": 1, "log_level": 2})
        brokers = self._cluster.list_topics(timeout=START_TIMEOUT_S).brokers
        broker = next(iter(brokers.values()))
        self.address = f"{broker.host}:{broker.port}"

    def __enter__(self) -> "EmbeddedBroker":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def create(self, topics: Iterable[str]) -> None:
        """Let the topics come to be, before anybody looks for them."""
        for topic in topics:
            self._cluster.list_topics(topic, timeout=START_TIMEOUT_S)

    def close(self) -> None:
        """Let the cluster go with the client that holds it."""
        del self._cluster
