"""Send records and wait until the broker has them all: for commands that send what stands somewhere already."""

from collections.abc import Iterable

from confluent_kafka import KafkaError, Message

from wiredesk.kafka.clients import BrokerError, make_producer
from wiredesk.settings import Settings
from wiredesk.topology import Topic, full_name, partition_of

FLUSH_S = 60.0
UNCONFIRMED = 10_000
"""Records that may wait for the broker at once; librdkafka refuses more than 100,000."""


class ConfirmedSender:
    """A producer whose records are confirmed by `settle`. Delivery: at least once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._producer = make_producer(settings)
        self._faults: list[str] = []

    def send(
        self,
        topic: Topic | str,
        key: bytes | None,
        value: bytes | None,
        headers: Iterable[tuple[str, bytes | None]] = (),
    ) -> None:
        """Hand a record over; to a topic of the topology (as wiredesk places it), or to one by its full name."""
        if isinstance(topic, Topic):
            name = full_name(topic, self._settings.topic_prefix)
            partition = partition_of(topic, self._settings.partitions)
        else:
            name, partition = topic, None
        while len(self._producer) >= UNCONFIRMED and not self._faults:
            self._producer.poll(0.1)
        self._producer.produce(
            name,
            key=key,
            value=value,
            headers=list(headers),
            partition=-1 if partition is None else partition,
            on_delivery=self._confirm,
        )
        self._producer.poll(0)

    def settle(self) -> None:
        """Wait until the broker has all; BrokerError when it does not take one."""
        left = self._producer.flush(FLUSH_S)
        if self._faults or left:
            fault = self._faults[0] if self._faults else "no answer in time"
            raise BrokerError(f"not all was taken by the broker: {fault}; sending again is safe")

    def _confirm(self, error: KafkaError | None, _: Message) -> None:
        if error is not None:
            self._faults.append(error.str())
