"""Packed rows do what a dict does that moves what is written again to the end."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.kafka.packed import BLOCK_BYTES, PackedRows, TableRows

KEYS = [b"", b"a", b"ab", b"\0", b"\0\0", *(b"key-%d" % n for n in range(12))]
SIZES = [0, 1, 500, BLOCK_BYTES // 3, BLOCK_BYTES, BLOCK_BYTES * 2]
changes = st.lists(
    st.tuples(st.sampled_from(KEYS), st.none() | st.tuples(st.sampled_from(SIZES), st.integers(0, 255))), max_size=200
)


@settings(max_examples=150, deadline=None)
@given(changes)
def test_they_hold_what_a_dict_would_hold_in_the_order_of_writing(changes: Any) -> None:
    rows, expected = PackedRows(), {}
    for key, told in changes:
        expected.pop(key, None)
        if told is None:
            rows.delete(key)
        else:
            value = bytes([told[1]]) * told[0]
            expected[key] = value
            rows.put(key, value)
    assert list(rows.items()) == list(expected.items())
    assert len(rows) == len(expected)
    assert [rows.get(key) for key in KEYS] == [expected.get(key) for key in KEYS]


def test_many_rows_stay_to_be_found_while_old_ones_go() -> None:
    rows = PackedRows()
    for number in range(50_000):
        rows.put(b"%d" % number, b"v%d" % number)
        if number >= 5_000:
            rows.delete(b"%d" % (number - 5_000))
    assert len(rows) == 5_000
    assert [key for key, _ in rows.items()] == [b"%d" % n for n in range(45_000, 50_000)]
    assert all(rows.get(b"%d" % n) == b"v%d" % n for n in range(45_000, 50_000))
    assert rows.get(b"44999") is None


def test_what_is_written_over_and_over_takes_no_more_than_twice_its_room() -> None:
    rows = PackedRows()
    for number in range(20_000):
        rows.put(b"%d" % (number * number % 100), bytes(1_000))
    held = sum(len(block) for block in rows._blocks.values())
    assert held <= 2 * sum(len(key) + len(value) + 8 for key, value in rows.items()) + 2 * BLOCK_BYTES


def test_a_table_has_the_rows_of_its_partitions() -> None:
    table = TableRows()
    table.put(1, b"a", b"1")
    table.put(3, b"b", b"2")
    table.put(3, b"c", b"3")
    table.put(3, b"b", None)
    table.put(5, b"d", None)
    assert (len(table), table.get(b"a"), table.get(b"b"), table.get(b"c")) == (2, b"1", None, b"3")
    assert dict(table.items()) == {b"a": b"1", b"c": b"3"}
    assert [*table.oldest(3), *table.oldest(4)] == [(b"c", b"3")]
