"""Plain Kafka clients for commands: where to connect, how to be let in, and the settings that all of them share.

librdkafka (confluent-kafka) does the talking; Faust's own connection is made from the same settings here, so that
security is spelled once.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from confluent_kafka import (
    TIMESTAMP_NOT_AVAILABLE,
    Consumer,
    KafkaError,
    KafkaException,
    Message,
    Producer,
    TopicPartition,
)

from wiredesk.kafka.security import tls_context
from wiredesk.settings import Settings
from wiredesk.topology import REQUEST_MAX_BYTES

CONNECT_TIMEOUT_S = 10.0
FETCH_BYTES = 8 << 20


_refusals: list[str] = []
"""What librdkafka last told of a password or certificate: it goes on trying, and at last says that nobody answered."""


class BrokerError(Exception):
    """The broker cannot be reached, or refuses; the text says which and what to do."""


def client_config(settings: Settings) -> dict[str, Any]:
    """What every librdkafka client needs to connect. SettingsError when a file for TLS cannot be used."""
    if settings.tls_ca_file or settings.tls_certificate_file:
        tls_context(settings)  # librdkafka tells of a bad file in words of its own
    config: dict[str, Any] = {
        "bootstrap.servers": settings.brokers,
        "security.protocol": settings.security_protocol,
        "client.id": "wiredesk",
        "log_level": 2,
        "error_cb": _note_refusal,
    }
    if settings.sasl_mechanism:
        config["sasl.mechanism"] = settings.sasl_mechanism
        config["sasl.username"] = settings.sasl_username
        config["sasl.password"] = settings.sasl_password
    for name, file in (
        ("ssl.ca.location", settings.tls_ca_file),
        ("ssl.certificate.location", settings.tls_certificate_file),
        ("ssl.key.location", settings.tls_key_file),
    ):
        if file is not None:
            config[name] = str(file)
    return config


def faust_credentials(settings: Settings) -> Any:
    """The same for Faust; None for a plain connection.

    In Faust it is the ssl_context that decides between SASL_SSL and SASL_PLAINTEXT, so it is always given with tls.
    """
    import faust

    context = tls_context(settings) if settings.tls else None
    if settings.sasl_mechanism:
        credentials = faust.SASLCredentials(
            username=settings.sasl_username,
            password=settings.sasl_password,
            mechanism=settings.sasl_mechanism,
            ssl_context=context,
        )
        if credentials.protocol.value != settings.security_protocol:
            raise BrokerError(f"expected {settings.security_protocol}, Faust would use {credentials.protocol.value}")
        return credentials
    return faust.SSLCredentials(context=context) if context is not None else None


def make_producer(settings: Settings, **config: Any) -> Producer:
    """A producer that puts keys on partitions as Kafka's own clients do (librdkafka's default is another hash)."""
    return Producer(
        {
            **client_config(settings),
            "partitioner": "murmur2_random",
            "linger.ms": 5,
            "acks": "all",
            "enable.idempotence": False,
            "message.max.bytes": REQUEST_MAX_BYTES,
            "delivery.timeout.ms": int(settings.delivery_timeout_s * 1000),
            **config,
        }
    )


def make_consumer(settings: Settings, **config: Any) -> Consumer:
    """A consumer without a group's habits: it commits nothing and is given its partitions by `read_from`."""
    if settings.fetch_wait_ms is not None:
        config.setdefault("fetch.wait.max.ms", settings.fetch_wait_ms)
    return Consumer(
        {
            **client_config(settings),
            "group.id": "wiredesk-reader",
            "enable.auto.commit": False,
            "enable.partition.eof": False,
            "auto.offset.reset": "earliest",
            "fetch.message.max.bytes": FETCH_BYTES,
            **config,
        }
    )


def find_partitions(client: Any, topics: Sequence[str]) -> dict[str, int]:
    """Partition counts of those of the topics that exist; BrokerError when the broker cannot be reached."""
    try:
        known = client.list_topics(timeout=CONNECT_TIMEOUT_S).topics
    except KafkaException as e:
        client.poll(0)  # lets it tell why
        raise BrokerError(_told(e)) from e
    return {name: len(known[name].partitions) for name in topics if name in known and known[name].error is None}


def read_from(consumer: Consumer, topics: Sequence[str], *, offset: int) -> list[TopicPartition]:
    """Assign all partitions of the topics, from OFFSET_BEGINNING, OFFSET_END or an offset."""
    counts = find_partitions(consumer, topics)
    if missing := [topic for topic in topics if topic not in counts]:
        raise BrokerError(f"no topic {missing[0]!r} on the broker: run `wiredesk kafka apply` first")
    partitions = [TopicPartition(topic, number, offset) for topic in topics for number in range(counts[topic])]
    consumer.assign(partitions)
    return partitions


def poll_forever(consumer: Consumer, *, wait_s: float = 0.5) -> Iterator[Message | None]:
    """Messages as they come; None when none came in time. BrokerError on what will not heal by itself."""
    while True:
        message = consumer.poll(wait_s)
        if message is None:
            yield None
            continue
        error = message.error()
        if error is None:
            yield message
        elif error.code() != KafkaError._PARTITION_EOF:
            raise BrokerError(f"reading failed: {error.str()}")


def appended_at_s(message: Message) -> float | None:
    """When the broker appended the record, in seconds since 1970."""
    kind, at_ms = message.timestamp()
    return None if kind == TIMESTAMP_NOT_AVAILABLE else at_ms / 1000


def _note_refusal(error: KafkaError) -> None:
    if error.code() in (KafkaError._AUTHENTICATION, KafkaError._SSL):
        _refusals[:] = [error.str()]


def _told(error: KafkaException) -> str:
    fault = error.args[0]
    if _refusals:
        why = f"the broker does not let us in, or we do not trust it: {_refusals[0]}"
        return f"{why}; look at the settings sasl_... and tls_..."
    if fault.code() in (KafkaError._TRANSPORT, KafkaError._TIMED_OUT, KafkaError._ALL_BROKERS_DOWN):
        return f"no broker answered within {CONNECT_TIMEOUT_S:.0f} s: is Kafka running, and WIREDESK_BROKERS right?"
    return f"the broker refuses: {fault.str()}"
