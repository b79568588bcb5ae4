"""An integrator's endpoint for tests and benchmarks: an HTTP server in a thread of its own that behaves as it is told."""

import asyncio
import contextlib
import json
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any, NamedTuple

Manner = Callable[["Arrival", asyncio.StreamWriter], Awaitable[None]]
_FOR_EVER = 3_600.0


class Arrival(NamedTuple):
    """One request as it came, and when (monotonic seconds)."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float

    @property
    def event(self) -> dict[str, Any]:
        event: dict[str, Any] = json.loads(self.body)
        return event

    @property
    def is_event(self) -> bool:
        """An event of the journal: no challenge, no test."""
        return b'"sequence"' in self.body and "sequence" in self.event


class Receiver:
    """Answers challenges and takes everything with a 200, at every path for which nothing else is said."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.manners: dict[str, Manner] = {}
        self.arrivals: list[Arrival] = []
        self._known: dict[tuple[str, int], Arrival] = {}
        self.connections = 0
        self.port = 0
        self._context = context
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{'https' if self._context else 'http'}://{host}:{self.port}{path}"

    def events(self, path: str = "/") -> list[Arrival]:
        """Events of the journal that came there, in order of arrival."""
        return [one for one in list(self.arrivals) if one.path == path and one.is_event]

    def sequences(self, path: str = "/") -> list[int]:
        return [one.event["sequence"] for one in self.events(path)]

    def arrived(self, path: str, sequence: int) -> Arrival | None:
        """The first time that this event came there."""
        return self._known.get((path, sequence))

    def start(self) -> None:
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._meet, "127.0.0.1", 0, ssl=self._context))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.01))

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                arrival = await read(reader)
                self.arrivals.append(arrival)
                if arrival.is_event:
                    self._known.setdefault((arrival.path, arrival.event["sequence"]), arrival)
                await self.manners.get(arrival.path.partition("?")[0], answers(200))(arrival, writer)
        writer.close()


def answers(status: int, headers: str = "", body: bytes | None = None, after: float = 0.0) -> Manner:
    """With that status; a challenge is answered with itself."""

    async def manner(arrival: Arrival, writer: asyncio.StreamWriter) -> None:
        if after:
            await asyncio.sleep(after)
        content = body if body is not None else json.dumps(arrival.event["data"]).encode()[:5_000]
        writer.write(f"HTTP/1.1 {status} Said\r\ncontent-length: {len(content)}\r\n{headers}\r\n".encode() + content)
        await writer.drain()

    return manner


def in_turn(*manners: Manner) -> Manner:
    """Each once, then the last for ever; challenges do not count."""
    waiting = list(manners)

    async def manner(arrival: Arrival, writer: asyncio.StreamWriter) -> None:
        chosen = answers(200) if not arrival.is_event else (waiting.pop(0) if len(waiting) > 1 else waiting[0])
        await chosen(arrival, writer)

    return manner


def for_events(then: Manner) -> Manner:
    """Challenges are answered well."""
    return in_turn(then)


async def hangs(_: Arrival, __: asyncio.StreamWriter) -> None:
    await asyncio.sleep(_FOR_EVER)


async def drips(_: Arrival, writer: asyncio.StreamWriter) -> None:
    """A byte at a time, so that no single read takes long (slow loris)."""
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def floods(_: Arrival, writer: asyncio.StreamWriter) -> None:
    """A body without an end."""
    writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
        await writer.drain()


async def read(reader: asyncio.StreamReader) -> Arrival:
    """The next request of a connection. Raises IncompleteReadError at its end."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Arrival(head[0].split()[1], headers, body, time.monotonic())


@contextlib.contextmanager
def receiving(context: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    receiver = Receiver(context)
    receiver.start()
    try:
        yield receiver
    finally:
        receiver.stop()
