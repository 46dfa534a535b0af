"""Names of headers that are no UTF-8: read, where aiokafka's own reader ends."""

from typing import Any

import pytest
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.memory_records import MemoryRecords

from broker.odd_headers import odd_header_batch
from wiredesk.kafka.header_names import Records


def usual_batch() -> bytes:
    builder = DefaultRecordBatchBuilder(2, 0, 0, -1, -1, -1, 1 << 20)
    builder.append(0, 1, b"k", b"usual", [("\u00fcblich", b"1"), ("null", None)])
    return bytes(builder.build())


def read(records: Any) -> list[tuple[bytes, list[tuple[str, bytes | None]]]]:
    found = []
    while records.has_next():
        batch = records.next_batch()
        assert batch.validate_crc()
        assert not batch.is_control_batch
        found += [(record.value, list(record.headers)) for record in batch]
    return found


def test_aiokafka_itself_ends_at_such_a_record() -> None:
    """When this fails, `wiredesk.kafka.header_names` has done its work and can go."""
    with pytest.raises(UnicodeDecodeError):
        read(MemoryRecords(bytes(odd_header_batch(b"\xff\xfe").build())))


def test_odd_bytes_are_escaped_and_records_before_and_after_are_read_once() -> None:
    data = usual_batch() + bytes(odd_header_batch(b"a\xff\n", records=3).build()) + usual_batch()
    usual = (b"usual", [("\u00fcblich", b"1"), ("null", None)])
    records = Records(data)
    assert records.size_in_bytes() == len(data)
    assert read(records) == [
        usual,
        (b"odd", [("usual", b"1")]),
        (b"odd", [("usual", b"1")]),
        (b"odd", [("a\\xff\n", b"1")]),
        usual,
    ]
    assert records.next_batch() is None
