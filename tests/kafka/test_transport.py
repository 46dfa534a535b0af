"""The order of records and the commits, without a broker; what workers do to them is shown in tests/broker on a real
Kafka."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.errors import IllegalStateError
from faust.types import TP

from wiredesk.app import TABLES, build_app
from wiredesk.kafka.tables import declare_table
from wiredesk.kafka.transport import BUNDLE_RECORDS, READ_AGAIN_AFTER_S
from wiredesk.settings import Settings

READ, CHANGELOG = TP("wiredesk.articles.clean", 0), TP("wiredesk-dedupe-verdicts-changelog", 0)


@dataclass(frozen=True)
class Record:
    offset: int
    topic: str = READ.topic
    partition: int = READ.partition
    key: bytes | None = b"k"
    value: bytes | None = None


@dataclass(eq=False)
class Message:
    tp: TP
    offset: int
    acked: bool = False
    records: Sequence[Any] = ()


class Desk:
    """A consumer with a broker that is a list: `commits` is where Faust finds it, `handed` what streams got."""

    def __init__(self, consumer: Any) -> None:
        self.consumer = consumer
        self.commits: dict[TP, int | None] = {READ: 10}
        self.seeks: list[tuple[TP, int]] = []
        self.handed: list[int] = []
        self.bundles: list[int] = []
        self.seek_error: Exception | None = None
        self.now = 0.0
        consumer.assignment = lambda: {READ, CHANGELOG}
        consumer.seek_to_committed = self._committed
        consumer.seek_wait = self._seek
        consumer.callback = self._hand
        consumer._to_message = lambda tp, record: Message(tp, record.offset)
        consumer.loop = SimpleNamespace(time=lambda: self.now)
        consumer._active_partitions = {READ, CHANGELOG}

    async def _committed(self) -> dict[TP, int | None]:
        return self.commits

    async def _seek(self, places: dict[TP, int]) -> None:
        if self.seek_error is not None:
            raise self.seek_error
        self.seeks += places.items()

    async def _hand(self, message: Message) -> None:
        self.bundles.append(len(message.records))
        self.handed += [record.offset for record in message.records or (message,)]

    async def begin(self) -> None:
        await self.consumer.perform_seek()
        self.consumer.resume_flow()
        await self.consumer._go_back()

    async def fetch(self, *offsets: int, tp: TP = READ) -> None:
        records = {tp: [Record(offset) for offset in offsets]}
        await self.hand_over(records)

    async def hand_over(self, records: Any) -> None:
        generation = self.consumer.app.consumer_generation_id
        await self.consumer._hand_over(records, self.consumer._active_partitions, generation)

    def admits(self, *offsets: int) -> list[bool]:
        return [self.consumer.admit(READ, offset) for offset in offsets]


@pytest.fixture
async def desk(tmp_path: Path) -> Desk:
    app = build_app(Settings(), "dedupe", tmp_path)
    declare_table(app, TABLES["dedupe"], partitions=1)
    app.tables._changelogs[CHANGELOG.topic] = next(iter(app.tables.values()))
    made = Desk(app.consumer)
    await made.begin()
    return made


async def test_reading_begins_at_the_commit(desk):
    assert desk.seeks == [(READ, 10)]


async def test_records_are_taken_once_and_in_order(desk):
    await desk.fetch(10, 11, 12)
    assert desk.handed == [10, 11, 12]
    assert desk.admits(10, 11, 10, 12) == [True, True, False, True]


async def test_what_a_fetch_brings_of_a_partition_is_handed_on_in_bundles(desk):
    offsets = range(10, 10 + BUNDLE_RECORDS + 3)
    await desk.fetch(*offsets)
    assert desk.handed == [*offsets]
    assert desk.bundles == [BUNDLE_RECORDS, 3]
    assert desk.admits(*offsets) == [True] * len(offsets)


async def test_a_record_that_comes_too_early_is_refused_and_the_missing_ones_are_read_again(desk):
    await desk.fetch(10, 11, 12, 13)
    assert desk.admits(10, 12, 13) == [True, False, False]
    await desk.consumer._go_back()
    assert desk.seeks[1:] == [(READ, 11)]
    await desk.fetch(11, 12, 13)
    assert desk.admits(11, 12, 13) == [True, True, True]


async def test_one_hole_is_read_again_once_however_many_records_lie_behind_it(desk):
    await desk.fetch(10, 11, 12, 13)
    desk.admits(11)
    await desk.consumer._go_back()
    desk.admits(12, 13)
    await desk.consumer._go_back()
    assert desk.seeks[1:] == [(READ, 10)]


async def test_what_a_fetch_brings_after_a_hole_was_seen_waits_until_reading_went_back(desk):
    await desk.fetch(10, 11, 12)
    desk.admits(12)
    await desk.fetch(13, 14)
    assert desk.handed == [10, 11, 12]


@pytest.mark.parametrize("committed", [10, None])
async def test_a_gap_of_the_brokers_own_is_passed(desk, committed):
    desk.commits = {READ: committed}
    await desk.begin()
    await desk.fetch(20, 25)
    assert desk.admits(20, 25) == [True, True]


async def test_a_gap_of_the_brokers_own_does_not_hide_a_record_that_was_dropped_before_it(desk):
    await desk.fetch(10, 20)
    assert desk.admits(20) == [False]
    await desk.consumer._go_back()
    await desk.fetch(10, 20)
    assert desk.admits(10, 20) == [True, True]


async def test_partitions_that_were_paused_while_a_fetch_was_under_way_are_read_again(desk):
    active = set(desk.consumer._active_partitions)
    desk.consumer.pause_partitions({READ})
    await desk.hand_over({READ: [Record(10)]})
    assert desk.handed == []
    desk.consumer.resume_partitions(active)
    await desk.consumer._go_back()
    assert desk.seeks[1:] == [(READ, 10)]


async def test_a_record_in_whose_way_a_queue_is_emptied_is_read_again(desk):
    async def emptied(message: Message) -> None:
        raise asyncio.CancelledError

    desk.consumer.callback = emptied
    await desk.fetch(10, 11)
    await desk.consumer._go_back()
    assert desk.seeks[1:] == [(READ, 10)]


async def test_a_cancelled_fetcher_stays_cancelled(desk):
    async def endless(message: Message) -> None:
        await asyncio.Event().wait()

    desk.consumer.callback = endless
    task = asyncio.create_task(desk.fetch(10))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_partition_of_which_nothing_is_taken_is_read_again_after_a_while(desk):
    await desk.fetch(10, 11)
    desk.consumer._read_again_what_stands_still()
    desk.now = READ_AGAIN_AFTER_S - 1
    desk.consumer._read_again_what_stands_still()
    await desk.consumer._go_back()
    assert desk.seeks == [(READ, 10)]
    desk.now = READ_AGAIN_AFTER_S
    desk.consumer._read_again_what_stands_still()
    await desk.consumer._go_back()
    assert desk.seeks == [(READ, 10), (READ, 10)]


async def test_a_partition_of_which_all_is_taken_is_left_alone(desk):
    await desk.fetch(10)
    desk.admits(10)
    for desk.now in (0.0, READ_AGAIN_AFTER_S, 2 * READ_AGAIN_AFTER_S):
        desk.consumer._read_again_what_stands_still()
    await desk.consumer._go_back()
    assert desk.seeks == [(READ, 10)]


async def test_a_seek_that_the_broker_does_not_answer_is_tried_again(desk):
    desk.admits(12)
    desk.seek_error = TimeoutError()
    await desk.consumer._go_back()
    desk.seek_error = None
    await desk.consumer._go_back()
    assert desk.seeks[1:] == [(READ, 10)]


async def test_nothing_of_a_partition_that_was_taken_away_is_handed_on(desk):
    desk.admits(12)
    desk.seek_error = IllegalStateError("No current assignment")
    await desk.consumer._go_back()
    await desk.fetch(10)
    assert desk.handed == []


async def test_nothing_is_taken_before_a_new_assignment_has_found_its_commits(desk):
    await desk.fetch(10)
    await desk.consumer.on_partitions_assigned({READ}, 2)
    assert desk.admits(10) == [False]


async def test_only_what_is_released_is_committed(desk):
    await desk.fetch(10, 11, 12)
    desk.admits(10, 11, 12)
    messages = [Message(READ, offset) for offset in (10, 11, 12)]
    for message in messages:
        desk.consumer.ack(message)
    assert desk.consumer._filter_committable_offsets(desk.consumer._filter_tps_with_pending_acks()) == {}
    desk.consumer.release([Record(10), Record(11)])
    assert desk.consumer._filter_committable_offsets(desk.consumer._filter_tps_with_pending_acks()) == {READ: 12}


async def test_records_of_a_changelog_go_into_the_table_and_faust_sees_the_last(desk):
    records = [Record(n, *CHANGELOG, b"a%d" % (n % 2), b"%d" % n) for n in (4, 5, 6)]
    await desk.hand_over({CHANGELOG: records})
    [table] = desk.consumer.app.tables.values()
    assert dict(table.data.rows.items()) == {b"a0": b"6", b"a1": b"5"}
    assert table.persisted_offset(CHANGELOG) == 6
    assert desk.consumer.app.tables.recovery.active_offsets[CHANGELOG] == 6
    assert desk.handed == [6]


async def test_a_changelog_is_not_read_on_behind_a_fetch_that_was_dropped(desk):
    await desk.hand_over({CHANGELOG: [Record(0, *CHANGELOG, b"a", b"0")]})
    desk.consumer.flow_active = False
    await desk.hand_over({CHANGELOG: [Record(1, *CHANGELOG, b"b", b"1")]})
    desk.consumer.flow_active = True
    await desk.hand_over({CHANGELOG: [Record(2, *CHANGELOG, b"c", b"2")]})
    [table] = desk.consumer.app.tables.values()
    assert dict(table.data.rows.items()) == {b"a": b"0"}
    await desk.consumer._go_back()
    assert desk.seeks[-1] == (CHANGELOG, 1)
    await desk.hand_over({CHANGELOG: [Record(n, *CHANGELOG, b"abc"[n : n + 1], b"%d" % n) for n in (1, 2)]})
    assert len(table.data.rows) == 3


async def test_what_was_fetched_before_a_rebalance_restores_nothing(desk):
    consumer = desk.consumer
    before = consumer.app.consumer_generation_id - 1
    await consumer._hand_over({CHANGELOG: [Record(4, *CHANGELOG, b"a", b"4")]}, consumer._active_partitions, before)
    [table] = consumer.app.tables.values()
    assert (len(table.data.rows), desk.handed) == (0, [])
    await consumer._go_back()
    assert desk.seeks[-1] == (CHANGELOG, 0)  # for the table has nothing of it yet
