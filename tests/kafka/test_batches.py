"""Sending a batch together: in order, each record answered by the request that it left with."""

import asyncio
from typing import Any

import pytest
from aiokafka.errors import RecordTooLargeError
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.record.memory_records import MemoryRecords

from wiredesk.kafka.batches import Record, send_together
from wiredesk.topology import REQUEST_MAX_BYTES

BATCH_BYTES = 500


class Producer:
    """Takes batches as aiokafka's does; `requests` is what left, as (topic, partition, values)."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, int, list[bytes]]] = []
        self.known: list[str] = []
        self.fault: Exception | None = None

    async def partitions_for(self, topic: str) -> set[int]:
        self.known.append(topic)
        return {0, 1}

    def create_batch(self) -> BatchBuilder:
        return BatchBuilder(BATCH_BYTES, 0)

    async def send_batch(self, builder: BatchBuilder, topic: str, *, partition: int) -> asyncio.Future[Any]:
        assert builder.closed()  # an open one would wait for more
        assert topic in self.known
        records = MemoryRecords(bytes(builder._build()))
        self.requests.append((topic, partition, [record.value for record in records.next_batch()]))
        delivery: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        if self.fault is not None:
            delivery.set_exception(self.fault)
        else:
            delivery.set_result(None)
        return delivery


def by_key(topic: str, key: bytes | None) -> int:
    return 1 if key == b"one" else 0


def record(value: bytes, *, topic: str = "a", key: bytes | None = b"k", partition: int | None = None) -> Record:
    return Record(topic, key, value, [("name", b"value")], partition)


@pytest.fixture
def producer() -> Producer:
    return Producer()


async def send(producer: Producer, *records: Record) -> list[asyncio.Future[Any]]:
    made: Any = producer
    return await send_together(made, by_key, records)


async def test_records_of_a_partition_leave_together_and_in_order(producer: Producer):
    one, two, other = await send(producer, record(b"1"), record(b"2"), record(b"3", topic="b"))
    assert producer.requests == [("a", 0, [b"1", b"2"]), ("b", 0, [b"3"])]
    assert one is two
    assert other is not one


async def test_the_partition_is_the_one_named_else_that_of_the_key(producer: Producer):
    await send(producer, record(b"1", key=b"one"), record(b"2", key=b"one", partition=0), record(b"3"))
    assert producer.requests == [("a", 1, [b"1"]), ("a", 0, [b"2", b"3"])]


async def test_what_does_not_fit_leaves_with_a_second_request_in_order(producer: Producer):
    values = [bytes([number]) * 200 for number in range(5)]
    deliveries = await send(producer, *map(record, values))
    assert [value for _, _, request in producer.requests for value in request] == values
    assert len(producer.requests) == len(set(deliveries)) == len(values)


async def test_a_record_larger_than_a_batch_goes_alone(producer: Producer):
    await send(producer, record(b"1"), record(b"2" * 3 * BATCH_BYTES), record(b"3"))
    assert [len(request) for _, _, request in producer.requests] == [1, 1, 1]


async def test_a_record_larger_than_a_request_fails_alone(producer: Producer):
    fine, huge = await send(producer, record(b"1"), record(bytes(REQUEST_MAX_BYTES)))
    assert fine.exception() is None
    assert isinstance(huge.exception(), RecordTooLargeError)
    assert producer.requests == [("a", 0, [b"1"])]


async def test_a_fault_of_the_broker_comes_with_every_record_of_the_request(producer: Producer):
    producer.fault = ConnectionError("gone")
    deliveries = await send(producer, record(b"1"), record(b"2"))
    assert [str(delivery.exception()) for delivery in deliveries] == ["gone", "gone"]


async def test_nothing_to_send_is_nothing_sent(producer: Producer):
    assert await send(producer) == []
    assert producer.requests == []
