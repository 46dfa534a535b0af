"""Subscribing, on the embedded broker."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from confluent_kafka import Producer

import wiredesk
from wiredesk.filters import MeetingFilter
from wiredesk.kafka.embedded import EmbeddedBroker
from wiredesk.settings import Settings
from wiredesk.subscriptions import SubscriptionError
from wiredesk_schemas import Event, MeetingAnnounced, TopicMentioned, encode, identified
from wiredesk_schemas.examples import EXAMPLES

MEETING: Any = EXAMPLES[MeetingAnnounced]


def meeting(number: int, **fields: Any) -> MeetingAnnounced:
    return identified(replace(MEETING, meeting_id=f"m-{number}", **fields))


class Wire:
    def __init__(self, address: str) -> None:
        self.settings = Settings(brokers=address, fetch_wait_ms=20)
        self._producer = Producer({"bootstrap.servers": address})

    def put(self, topic: str, *values: Event | bytes) -> None:
        for value in values:
            data = value if isinstance(value, bytes) else encode(value)
            self._producer.produce(f"wiredesk.{topic}", data, key=b"k" if isinstance(value, bytes) else value.subject)
        self._producer.flush()

    async def take(self, count: int, event_type: Any = MeetingAnnounced, **options: Any) -> list[Any]:
        """The first events of a new subscription; left without an error, so all of them count as handled."""
        taken: list[Any] = []
        async with wiredesk.subscribe(event_type, settings=self.settings, **options) as events:
            while len(taken) < count:
                taken.append(await asyncio.wait_for(anext(events), 20))
        return taken


@pytest.fixture
def wire():
    with EmbeddedBroker() as broker:
        made = Wire(broker.address)
        made.put("events.topic-mentioned", EXAMPLES[TopicMentioned])
        yield made


async def test_events_come_typed_and_a_group_resumes_where_it_left_off(wire):
    wire.put("events.meeting-announced", meeting(1), meeting(2))
    first = await wire.take(2, group="desk")
    assert {m.meeting_id for m in first} == {"m-1", "m-2"}
    wire.put("events.meeting-announced", meeting(3))
    assert [m.meeting_id for m in await wire.take(1, group="desk")] == ["m-3"]
    assert len(await wire.take(3, group="others")) == 3


async def test_an_event_in_hand_when_an_error_comes_is_given_again(wire):
    wire.put("events.meeting-announced", meeting(1))

    async def handle() -> None:
        async with wiredesk.subscribe(MeetingAnnounced, group="desk", settings=wire.settings) as events:
            await asyncio.wait_for(anext(events), 20)
            raise RuntimeError("the pager is down")

    with pytest.raises(RuntimeError):
        await handle()
    assert [m.meeting_id for m in await wire.take(1, group="desk")] == ["m-1"]


async def test_repeats_unwanted_events_and_bad_records_are_left_out(wire):
    wire.put("events.meeting-announced", meeting(1), meeting(1), b"not json", meeting(2, status="cancelled"))
    taken = await wire.take(1, group="desk", where=MeetingFilter(status="cancelled"))
    assert [m.meeting_id for m in taken] == ["m-2"]


async def test_a_newcomer_has_the_diary_first_and_then_what_comes(wire):
    old = meeting(1)
    wire.put("events.meeting-announced", old)
    wire.put("meetings.current", old, meeting(1, revision=4), meeting(2))
    async with wiredesk.subscribe(MeetingAnnounced, diary_first=True, settings=wire.settings) as events:
        diary = [await asyncio.wait_for(anext(events), 20) for _ in range(2)]
        assert sorted((m.meeting_id, m.revision) for m in diary) == [("m-1", 4), ("m-2", 3)]
        wire.put("events.meeting-announced", meeting(3))
        assert (await asyncio.wait_for(anext(events), 20)).meeting_id == "m-3"


async def test_topics_are_subscribed_to_in_the_same_way(wire):
    (mention,) = await wire.take(1, TopicMentioned, from_start=True)
    assert mention.topic.id == "trade"


async def test_no_broker_is_said_plainly():
    with pytest.raises(SubscriptionError, match="no broker answers at"):
        async with wiredesk.subscribe(MeetingAnnounced, group="x", settings=Settings(brokers="127.0.0.1:1")):
            pass


def test_a_subscriber_needs_no_faust():
    """The light install has none of it."""
    import subprocess
    import sys

    code = "import wiredesk, sys; wiredesk.subscribe; print([m for m in ('faust','confluent_kafka','typer') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_code_that_is_not_asynchronous_subscribes_too(wire):
    wire.put("events.meeting-announced", meeting(1), meeting(2), meeting(3))
    taken = []
    with wiredesk.subscribe(MeetingAnnounced, group="desk", settings=wire.settings) as events:
        for event in events:
            taken.append(event.meeting_id)
            if len(taken) == 2:
                break
    with wiredesk.subscribe(MeetingAnnounced, group="desk", settings=wire.settings) as events:
        taken.append(next(iter(events)).meeting_id)
    assert sorted(taken) == ["m-1", "m-2", "m-3"]


def test_without_a_broker_it_is_said_to_code_that_is_not_asynchronous_too():
    subscription = wiredesk.subscribe(MeetingAnnounced, settings=Settings(brokers="127.0.0.1:1"))
    with pytest.raises(SubscriptionError, match="no broker answers"), subscription:
        pass
