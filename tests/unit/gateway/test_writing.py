"""What is written to a client arrives whole and in order, whether it takes it at once or not."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from starlette.types import Message

from services.gateway.api.stream import EventStream, Place, Waiting
from services.gateway.api.writing import Writer
from services.gateway.domain.allowances import SeatLimits, Seats
from services.gateway.domain.rings import RingLimits
from services.gateway.usecases.feed import Patience
from services.gateway.usecases.hub import Hub
from shared.calendar import SystemClock
from tests.unit.gateway.events import NGHE_AN, an_event
from tests.unit.gateway.journals import InMemoryJournal


class Socket:
    """Takes a write at once while `open`, otherwise when it is open again; `broken` raises what is said."""

    def __init__(self) -> None:
        self.taken = b""
        self.open = asyncio.Event()
        self.open.set()
        self.broken = ""

    async def send(self, message: Message) -> None:
        if self.broken:
            raise OSError(self.broken)
        if not self.open.is_set():
            await self.open.wait()
        self.taken += message.get("body", b"")

    async def until(self, text: bytes) -> None:
        while text not in self.taken:  # noqa: ASYNC110 - a handful of turns of the loop
            await asyncio.sleep(0)


async def test_what_is_taken_at_once_leaves_nothing_to_finish() -> None:
    socket = Socket()
    writer = Writer(socket.send, 30)
    writer.begin(b"one ")
    assert not writer.busy
    await writer.write(b"two")
    assert socket.taken == b"one two"


async def test_what_is_not_taken_at_once_is_finished_before_anything_new() -> None:
    socket = Socket()
    writer = Writer(socket.send, 30)
    socket.open.clear()
    writer.begin(b"one ")
    assert writer.busy
    writing = asyncio.create_task(writer.write(b"two"))
    await asyncio.sleep(0)
    assert socket.taken == b""
    socket.open.set()
    await writing
    assert socket.taken == b"one two"
    assert not writer.busy


async def test_a_socket_that_opens_before_anybody_finishes_loses_nothing() -> None:
    socket = Socket()
    writer = Writer(socket.send, 30)
    socket.open.clear()
    writer.begin(b"one ")
    socket.open.set()
    await asyncio.sleep(0)
    await writer.write(b"two")
    assert socket.taken == b"one two"


async def test_a_client_that_takes_nothing_is_given_up() -> None:
    socket = Socket()
    writer = Writer(socket.send, 0.01)
    socket.open.clear()
    writer.begin(b"one ")
    with pytest.raises(TimeoutError):
        await writer.write(b"two")
    socket.open.set()
    await asyncio.sleep(0)
    assert socket.taken == b"", "nothing comes late"


async def test_a_failure_is_said_by_the_next_write() -> None:
    socket = Socket()
    writer = Writer(socket.send, 30)
    socket.broken = "pipe"
    writer.begin(b"one ")
    assert writer.busy
    with pytest.raises(OSError, match="pipe"):
        await writer.write(b"two")


@contextlib.asynccontextmanager
async def streaming(hub: Hub, socket: Socket, seats: Seats, patience: Patience) -> AsyncIterator[asyncio.Task[None]]:
    """A stream of a client that is level, and that does not leave by itself."""

    async def silent() -> Message:
        await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    place = Place(NGHE_AN, 1, reset=False, expires=float("inf"))
    stream = EventStream(hub, place, seats.taken(NGHE_AN, "an"), Waiting(patience, SystemClock()))
    task = asyncio.create_task(stream({"type": "http", "asgi": {"spec_version": "2.3"}}, silent, socket.send))  # type: ignore[arg-type]
    await socket.until(b"retry: ")
    yield task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def a_hub() -> Hub:
    hub = Hub(InMemoryJournal(), RingLimits())
    hub.receive([an_event(1)])
    return hub


async def test_a_client_that_pauses_gets_everything_when_it_goes_on() -> None:
    hub, socket, seats = a_hub(), Socket(), Seats(SeatLimits(1, 1))
    async with streaming(hub, socket, seats, Patience()):
        await asyncio.sleep(0)
        hub.receive([an_event(2)])
        assert b"id: 2\n" in socket.taken
        socket.open.clear()
        for number in (3, 4, 5):
            hub.receive([an_event(number)])
            await asyncio.sleep(0)
        assert b"id: 3\n" not in socket.taken
        socket.open.set()
        await socket.until(b"id: 5\n")
        hub.receive([an_event(6)])
        await socket.until(b"id: 6\n")
    numbers = [line for line in socket.taken.split(b"\n") if line.startswith(b"id: ")]
    assert numbers == [b"id: %d" % number for number in range(2, 7)]


async def test_a_client_that_takes_nothing_is_let_go_and_its_seat_is_free() -> None:
    """Its socket is full, so that writing to it never ends; meanwhile nothing is queued for it."""
    hub, socket, seats = a_hub(), Socket(), Seats(SeatLimits(per_tenant=1, per_caller=1))
    async with streaming(hub, socket, seats, Patience(write=0.01)) as stream:
        await asyncio.sleep(0)
        socket.open.clear()
        hub.receive([an_event(2)])
        hub.receive([an_event(3)])
        await stream
    assert b"id: " not in socket.taken
    with seats.taken(NGHE_AN, "an"):
        pass
