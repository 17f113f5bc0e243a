"""A connection whose other end is gone without a word, as behind a firewall that forgot it."""

from __future__ import annotations

import asyncio
import threading

from tests.faults.portal import free_port


class HalfOpen:
    """Passes on what comes to a port. After `forget`, what was connected until then hears nothing and loses nothing:
    its bytes vanish. What connects afterwards is passed on."""

    def __init__(self, target: int) -> None:
        self.port, self.target = free_port(), target
        self.passing: set[asyncio.Task[None]] = set()
        self.kept: list[asyncio.StreamWriter] = []
        self.loop = asyncio.new_event_loop()
        ready = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self.thread.start()
        ready.wait(10)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def forget(self) -> None:
        """The connections stay open, and nothing passes through them any more."""
        self.loop.call_soon_threadsafe(self._cancel)

    def _cancel(self) -> None:
        for task in self.passing:
            task.cancel()
        self.passing.clear()

    def stop(self) -> None:
        self.forget()
        self.loop.call_soon_threadsafe(self.loop.call_later, 0.5, self.loop.stop)
        self.thread.join()

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(asyncio.start_server(self._connected, "127.0.0.1", self.port))
        ready.set()
        self.loop.run_forever()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        self.kept += [writer, far_writer]  # so that neither end is told of an end
        both = [asyncio.ensure_future(self._pass(a, b)) for a, b in ((reader, far_writer), (far_reader, writer))]
        self.passing.update(both)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while content := await reader.read(65536):
            writer.write(content)
            await writer.drain()
        writer.close()
