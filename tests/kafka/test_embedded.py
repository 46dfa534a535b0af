"""The embedded broker: topics as they are asked for, and gone when it is closed."""

import pytest
from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from wiredesk.kafka.clients import BrokerError, find_partitions, make_consumer, make_producer, read_from
from wiredesk.kafka.embedded import EmbeddedBroker
from wiredesk.settings import Settings


def test_a_topic_has_one_partition_and_holds_what_is_sent():
    with EmbeddedBroker() as broker:
        broker.create(["news", "more"])
        settings = Settings(brokers=broker.address, fetch_wait_ms=20)
        producer = make_producer(settings)
        assert find_partitions(producer, ["news", "more"]) == {"news": 1, "more": 1}
        producer.produce("news", b"talks", key=b"k")
        assert producer.flush(10) == 0
        consumer = make_consumer(settings)
        read_from(consumer, ["news"], offset=0)
        message = consumer.poll(10)
        consumer.close()
        assert message is not None
        assert (message.partition(), message.offset(), message.value()) == (0, 0, b"talks")


def test_a_topic_is_not_made_twice():
    with EmbeddedBroker() as broker:
        broker.create(["news"])
        with pytest.raises(BrokerError, match="'news'"):
            broker.create(["news"])


def test_two_stand_side_by_side_and_one_that_is_closed_answers_no_more():
    with EmbeddedBroker() as one:
        with EmbeddedBroker() as other:
            assert one.address != other.address
            assert AdminClient({"bootstrap.servers": other.address}).list_topics(timeout=10).brokers
        refused = AdminClient({"bootstrap.servers": other.address, "log_level": 0})
        with pytest.raises(KafkaException):
            refused.list_topics(timeout=0.5)
        assert AdminClient({"bootstrap.servers": one.address}).list_topics(timeout=10).brokers
