"""A sink behind the stages of its event types."""

from wiredesk.stages.sink import SharedTarget


class Told:
    accepts = ()

    def __init__(self) -> None:
        self.calls: list[str] = []

    async def open(self) -> None:
        self.calls.append("open")

    async def write(self, batch) -> None:
        self.calls.append("write")

    async def close(self) -> None:
        self.calls.append("close")


async def test_a_sink_of_two_event_types_is_opened_by_the_first_and_closed_by_the_last():
    sink = Told()
    target = SharedTarget(sink)
    await target.open()
    await target.open()
    await target.close()
    await target.write([])
    await target.close()
    assert sink.calls == ["open", "write", "close"]
