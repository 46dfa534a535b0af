"""A broker inside this process, for trying wiredesk and for one-off files: librdkafka's mock cluster.

It speaks Kafka's protocol, so the very same agents run on it. What it is not: nothing survives the process, and it
keeps about 5 MB of a partition and silently drops the oldest; whoever feeds it must hold back (`wiredesk.cli.run` does,
and checks offsets for gaps).

confluent-kafka's own way to it (`test.mock.num.brokers`) gives every topic four partitions, of which a stage would ask
for three in vain, and lets every group wait 3 s for more members. librdkafka's functions for it (rdkafka_mock.h) are
called instead, in the library that confluent-kafka brings: nothing is waited for at the start, and the threads that
fetch take two fifths less CPU.
"""

import ctypes
from collections.abc import Iterable
from types import TracebackType

from confluent_kafka import cimpl

from wiredesk.kafka.clients import BrokerError

KEPT_BYTES = 5_000_000
"""Of each partition (librdkafka's rdkafka_mock.c)."""
LARGEST_BYTES = 2_400_000
"""A record. Where two that follow each other are larger than what is kept, it drops the second one too."""
FETCH_WAIT_MS = 20
"""It does not wake a waiting fetch when records come: with Faust's 1.5 s four hops did 91 articles/s, so 536."""

_PRODUCER = 0
_CRITICAL = b"2"


class EmbeddedBroker:
    """A mock cluster of one broker that lives as long as this object; `address` is host:port on this machine."""

    def __init__(self) -> None:
        self._library = _load_library()
        told = ctypes.create_string_buffer(512)
        config = self._library.rd_kafka_conf_new()
        self._library.rd_kafka_conf_set(config, b"log_level", _CRITICAL, told, len(told))
        # It lives in a client, which itself connects to nothing.
        self._client = self._library.rd_kafka_new(_PRODUCER, config, told, len(told))
        if not self._client:
            raise BrokerError(f"the embedded broker cannot be started: {told.value.decode()}")
        self._cluster = self._library.rd_kafka_mock_cluster_new(self._client, 1)
        if not self._cluster:
            raise BrokerError("the embedded broker cannot be started: it can listen on no port of this machine")
        self._library.rd_kafka_mock_group_initial_rebalance_delay_ms(self._cluster, 0)
        self.address: str = self._library.rd_kafka_mock_cluster_bootstraps(self._cluster).decode()

    def __enter__(self) -> "EmbeddedBroker":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def create(self, topics: Iterable[str]) -> None:
        """Let the topics come to be, before anybody looks for them. BrokerError for a name that Kafka does not take."""
        for topic in topics:
            if self._library.rd_kafka_mock_topic_create(self._cluster, topic.encode(), 1, 1):
                raise BrokerError(f"the embedded broker does not take a topic named {topic!r}")

    def close(self) -> None:
        """Let the cluster go."""
        self._library.rd_kafka_mock_cluster_destroy(self._cluster)
        self._library.rd_kafka_destroy(self._client)


def _load_library() -> ctypes.CDLL:
    library = ctypes.CDLL(cimpl.__file__)
    handle, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    for name, given, result in (
        ("rd_kafka_conf_new", [], handle),
        ("rd_kafka_conf_set", [handle, text, text, text, ctypes.c_size_t], number),
        ("rd_kafka_new", [number, handle, text, ctypes.c_size_t], handle),
        ("rd_kafka_destroy", [handle], None),
        ("rd_kafka_mock_cluster_new", [handle, number], handle),
        ("rd_kafka_mock_cluster_bootstraps", [handle], text),
        ("rd_kafka_mock_cluster_destroy", [handle], None),
        ("rd_kafka_mock_topic_create", [handle, text, number, number], number),
        ("rd_kafka_mock_group_initial_rebalance_delay_ms", [handle, ctypes.c_int32], None),
    ):
        function = getattr(library, name)
        function.argtypes, function.restype = given, result
    return library
