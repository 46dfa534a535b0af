"""A wire that can be cut: a TCP proxy whose connections can be slowed, held, and reset."""

import asyncio
import threading
from contextlib import suppress


class Proxy:
    """Forwards 127.0.0.1:`port` to another port of this machine; runs in a thread of its own.

    `cut` holds all bytes (as an unplugged cable does: nothing is refused, nothing arrives) until `mend`; `reset` closes
    every connection; `latency_s` is added to each piece that passes, either way.
    """

    def __init__(self, target: int, *, port: int = 0) -> None:
        self.target = target
        self.port = port
        self.latency_s = 0.0
        self._loop = asyncio.new_event_loop()
        self._passing = asyncio.Event()
        self._writers: set[asyncio.StreamWriter] = set()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Proxy":
        started = threading.Event()
        self._started = started
        self._thread.start()
        started.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def cut(self) -> None:
        """Hold everything, new connections too."""
        self._loop.call_soon_threadsafe(self._passing.clear)

    def mend(self) -> None:
        """Let everything pass again."""
        self._loop.call_soon_threadsafe(self._passing.set)

    def reset(self) -> None:
        """Close every connection at once."""

        def close() -> None:
            for writer in list(self._writers):
                writer.transport.abort()

        self._loop.call_soon_threadsafe(close)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._passing.set()
        server = self._loop.run_until_complete(asyncio.start_server(self._accept, "127.0.0.1", self.port))
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.05))

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._passing.wait()
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return
        self._writers |= {writer, far_writer}
        try:
            await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))
        finally:
            self._writers -= {writer, far_writer}

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                if self.latency_s:
                    await asyncio.sleep(self.latency_s)
                await self._passing.wait()
                writer.write(data)
                await writer.drain()
        writer.close()
