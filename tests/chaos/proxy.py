"""A TCP proxy in front of one server: it delays, cuts, swallows, or loses the answers only."""

import asyncio
import contextlib
import random
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

HOST = "127.0.0.1"
_CHUNK = 64 * 1024
_IN_FLIGHT = 64  # pieces on their way in one direction before the sender has to wait
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_CONNECT_SECONDS = 5.0

Target = Callable[[], int | None]


class Weather(StrEnum):
    """What happens to connections. CUT resets those that exist and refuses new ones; BLACK_HOLE accepts and holds every byte
    back until it clears, as retransmissions would; LOST_REPLY lets requests through and resets when an answer comes."""

    CLEAR = "clear"
    LATENCY = "latency"
    CUT = "cut"
    BLACK_HOLE = "black-hole"
    LOST_REPLY = "lost-reply"


@dataclass(eq=False, slots=True)
class _Pair:
    """A client's connection and the server's; both end as soon as one does."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    pumps: list[asyncio.Task[None]] = field(default_factory=list)

    def reset(self) -> None:
        for writer in (self.client, self.server):
            end: socket.socket = writer.get_extra_info("socket")
            with contextlib.suppress(OSError, ValueError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            writer.transport.abort()


class Proxy:
    """Listens on `port` from `start` to `close`. `target` tells the server's port of this moment, None while it has none."""

    def __init__(self, name: str, target: Target, port: int) -> None:
        self.name = name
        self.port = port
        self.delay = (0.2, 0.1)  # seconds: how long a piece takes in LATENCY, and by how much that varies
        self._target = target
        self._weather = Weather.CLEAR
        self._cleared = asyncio.Event()
        self._cleared.set()
        self._pairs: set[_Pair] = set()
        self._server: asyncio.Server | None = None
        self._random = random.Random(port)  # noqa: S311 - jitter is no secret

    @property
    def weather(self) -> Weather:
        return self._weather

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, HOST, self.port)

    async def close(self) -> None:
        """Ends every connection too."""
        if self._server is not None:
            self._server.close()
        self.set(Weather.CLEAR)
        self.cut()
        await asyncio.gather(*(pump for pair in self._pairs for pump in pair.pumps), return_exceptions=True)

    def set(self, weather: Weather) -> None:
        """From now on, also for the connections that exist."""
        self._weather = weather
        if weather is Weather.BLACK_HOLE:
            self._cleared.clear()
        else:
            self._cleared.set()
        if weather is Weather.CUT:
            self.cut()

    def cut(self) -> None:
        """Resets every connection that exists; new ones are welcome unless the weather says otherwise."""
        for pair in self._pairs:
            pair.reset()

    async def _accept(self, client_reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        opened = await self._open()
        if opened is None:
            client.transport.abort()
            return
        server_reader, server = opened
        pair = _Pair(client, server)
        pair.pumps = [
            asyncio.create_task(self._pump(client_reader, server, answers=False)),
            asyncio.create_task(self._pump(server_reader, client, answers=True)),
        ]
        self._pairs.add(pair)
        try:
            await asyncio.wait(pair.pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            pair.reset()
            for pump in pair.pumps:
                pump.cancel()
            self._pairs.discard(pair)

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        port = self._target()
        if self._weather is Weather.CUT or port is None:
            return None
        try:
            return await asyncio.wait_for(asyncio.open_connection(HOST, port), _CONNECT_SECONDS)
        except (OSError, TimeoutError):
            return None

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, answers: bool) -> None:
        """Reading and writing are two tasks, so that latency delays the bytes without thinning their stream."""
        on_its_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(_IN_FLIGHT)
        delivering = asyncio.create_task(self._deliver(on_its_way, writer))
        try:
            while piece := await reader.read(_CHUNK):
                if answers and self._weather is Weather.LOST_REPLY:
                    return
                await on_its_way.put((asyncio.get_running_loop().time() + self._travel_time(), piece))
            await on_its_way.put((0.0, b""))
            await delivering
        except OSError:
            return
        finally:
            delivering.cancel()

    async def _deliver(self, on_its_way: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter) -> None:
        """An empty piece ends it."""
        clock = asyncio.get_running_loop().time
        with contextlib.suppress(OSError):
            while True:
                arrival, piece = await on_its_way.get()
                await asyncio.sleep(max(0.0, arrival - clock()))
                await self._cleared.wait()
                if not piece:
                    return
                writer.write(piece)
                await writer.drain()

    def _travel_time(self) -> float:
        if self._weather is not Weather.LATENCY:
            return 0.0
        middle, spread = self.delay
        return max(0.0, middle + self._random.uniform(-spread, spread))
