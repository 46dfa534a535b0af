"""What is there of a partition is known by the offset up to which its changelog was read."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from faust.types import TP

from wiredesk.app import build_app
from wiredesk.kafka.tables import DeskStore, declare_table
from wiredesk.settings import Settings

TOPIC = "wiredesk-enrich-stated-changelog"
P0, P1 = TP(TOPIC, 0), TP(TOPIC, 1)
OTHER = TP("wiredesk.articles.linked", 2)


def record(offset: int, key: bytes | None, value: bytes | None) -> Any:
    return SimpleNamespace(offset=offset, key=key, value=value)


@pytest.fixture
async def store(tmp_path: Path) -> DeskStore:
    table = declare_table(build_app(Settings(), "enrich", tmp_path), "stated", partitions=2)
    await table.data.on_rebalance({P0, P1, OTHER}, set(), {P0, P1, OTHER})
    table.data.restore(0, [record(0, b"a", b"1"), record(1, b"b", b"2")])
    table.data.restore(1, [record(5, b"c", b"3")])
    return table.data


async def test_a_changelog_is_taken_over_in_order_and_once(store: DeskStore) -> None:
    store.restore(0, [record(1, b"b", b"again"), record(2, b"a", None), record(3, None, b"?"), record(4, b"d", b"4")])
    assert dict(store.rows.items()) == {b"b": b"2", b"d": b"4", b"c": b"3"}
    assert (store.persisted_offset(P0), store.persisted_offset(P1), store.persisted_offset(TP(TOPIC, 7))) == (4, 5, -1)


async def test_a_partition_that_goes_is_forgotten_and_read_from_its_beginning_when_it_comes_back(
    store: DeskStore,
) -> None:
    before = store.rows
    await store.on_rebalance({P0}, {P1}, set())
    assert (store.persisted_offset(P0), store.persisted_offset(P1)) == (1, -1)
    assert dict(store.rows.items()) == {b"a": b"1", b"b": b"2"}
    assert before.get(b"c") == b"3"  # whoever still works on what there was sees it whole
    await store.on_rebalance({P0, P1}, set(), {P1})
    assert (store.persisted_offset(P1), store.rows.get(b"c")) == (-1, None)


async def test_a_partition_that_stays_keeps_what_was_written_meanwhile(store: DeskStore) -> None:
    store.rows.put(0, b"new", b"9")
    await store.on_rebalance({P0, P1}, set(), set())
    assert store.rows.get(b"new") == b"9"
    assert store.persisted_offset(P0) == 1


async def test_one_that_comes_new_begins_anew_though_rows_of_it_are_there(store: DeskStore) -> None:
    await store.on_rebalance({P0, P1}, set(), {P0})
    assert store.persisted_offset(P0) == -1
    assert dict(store.rows.items()) == {b"c": b"3"}
