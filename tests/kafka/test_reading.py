"""Reading batches from a stream: several bundles where several wait, and none acknowledged before it is done with."""

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest

from wiredesk.stages._faust import read_batches


class Stream:
    """A stream of bundles, of so many records each; None is a wait until `more` is set, an error is raised."""

    def __init__(self, *bundles: int | Exception | None) -> None:
        self.bundles = bundles
        self.more = asyncio.Event()
        self.enable_acks = True
        self.acked: list[Any] = []
        self.read = 0

    async def events(self) -> AsyncIterator[Any]:
        for size in self.bundles:
            if size is None:
                await self.more.wait()
            elif isinstance(size, Exception):
                raise size
            else:
                self.read += 1
                yield SimpleNamespace(message=SimpleNamespace(records=range(size)))

    async def ack(self, event: Any) -> None:
        self.acked.append(event)


async def sizes(stream: Stream, most: int = 10) -> list[list[int]]:
    return [[len(event.message.records) for event in batch] async for batch in read_batches(stream, most, 0.01)]


async def test_what_waits_comes_together_up_to_the_size_of_a_batch():
    assert await sizes(Stream(3, 4, 3, 1, 2)) == [[3, 4, 3], [1, 2]]


async def test_a_bundle_larger_than_a_batch_comes_alone():
    assert await sizes(Stream(20, 1)) == [[20], [1]]


async def test_nothing_is_read_ahead_while_a_full_batch_waits():
    stream = Stream(10, 10, 10)
    batches = read_batches(stream, 10, 0.01)
    await anext(batches)
    await asyncio.sleep(0.02)
    assert stream.read == 2
    await batches.aclose()


async def test_a_bundle_is_acknowledged_when_the_next_batch_is_asked_for_and_not_before():
    stream = Stream(10, 10)
    batches = read_batches(stream, 10, 0.01)
    [first] = await anext(batches)
    await asyncio.sleep(0.02)
    assert stream.acked == []
    assert not stream.enable_acks
    await anext(batches)
    assert stream.acked == [first]
    await batches.aclose()
    assert stream.acked == [first]  # whoever leaves the loop has not done the second


async def test_a_bundle_that_comes_later_is_a_batch_of_its_own():
    stream = Stream(1, None, 2)
    batches = read_batches(stream, 10, 0.01)
    assert len(await anext(batches)) == 1
    asyncio.get_running_loop().call_later(0.02, stream.more.set)
    assert len(await anext(batches)) == 1
    with pytest.raises(StopAsyncIteration):
        await anext(batches)


async def test_a_stream_that_fails_fails_the_loop_after_what_came_before():
    batches = read_batches(Stream(1, RuntimeError("broken")), 10, 0.01)
    assert len(await anext(batches)) == 1
    with pytest.raises(RuntimeError, match="broken"):
        await anext(batches)


async def test_a_stream_without_anything_ends():
    assert await sizes(Stream()) == []


async def test_a_cancelled_loop_lets_the_stream_go():
    stream = Stream(1, None)
    batches = read_batches(stream, 10, 0.01)
    await anext(batches)
    waiting = asyncio.create_task(anext(batches))
    await asyncio.sleep(0.02)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert len(asyncio.all_tasks()) == 1
