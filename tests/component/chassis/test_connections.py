"""A connection that does not become a request is let go of; one that does is served, however long the answer takes."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from shared.chassis.connections import BoundedConnection
from tests.component.gateway.serving import served

GET = b"GET / HTTP/1.1\r\nhost: here\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nhost: here\r\ncontent-length: 4\r\n\r\n"


class Impatient(BoundedConnection):
    head_bytes = 2_000
    whole_within = 0.3


class Line:
    """A connection on which anything can be said."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    def say(self, said: bytes) -> None:
        self._writer.write(said)

    async def answer(self) -> bytes:
        """One answer, as far as its body."""
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = next(line for line in head.lower().splitlines() if line.startswith(b"content-length:"))
        return head.splitlines()[0] + b" " + await self._reader.readexactly(int(length.split()[1]))

    async def ended(self) -> bytes:
        """What was still said before the other side closed."""
        try:
            return await self._reader.read()
        except ConnectionResetError:
            return b""

    def close(self) -> None:
        self._writer.close()


async def _echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(await request.body() or b"nothing")


async def _think(request: Request) -> PlainTextResponse:
    """Takes longer than a request may."""
    await asyncio.sleep(2 * Impatient.whole_within)
    return await _echo(request)


@pytest.fixture
async def address() -> AsyncIterator[tuple[str, int]]:
    app = Starlette(routes=[Route("/", _echo, methods=["GET", "POST"]), Route("/slow", _think)])
    async with served(app, Impatient) as url:
        host, _, port = url.removeprefix("http://").partition(":")
        yield host, int(port)


@pytest.fixture
async def line(address: tuple[str, int]) -> AsyncIterator[Line]:
    line = Line(*await asyncio.open_connection(*address))
    yield line
    line.close()


@pytest.mark.parametrize(
    "said",
    [b"", b"GET / HT", GET[:-2], GET[:-2] + b"x-a: ", POST, POST + b"abc", b"\r\n\r\n"],
    ids=["nothing", "half a line", "no end", "half a header", "no body", "half a body", "empty lines"],
)
async def test_who_does_not_become_a_request_is_let_go_of(line: Line, said: bytes) -> None:
    line.say(said)
    assert await asyncio.wait_for(line.ended(), 5) == b""


async def test_who_goes_on_for_ever_drop_by_drop_is_let_go_of(line: Line) -> None:
    ended = asyncio.ensure_future(line.ended())
    line.say(GET[:-2])
    while not (await asyncio.wait([ended], timeout=0.02))[0]:
        line.say(b"x: y\r\n")
    assert ended.result() == b""


async def test_after_an_answer_the_next_request_has_its_own_time(line: Line) -> None:
    for _ in range(3):
        line.say(GET)
        assert await line.answer() == b"HTTP/1.1 200 OK nothing"
        line.say(POST)
        line.say(b"four")
        assert await line.answer() == b"HTTP/1.1 200 OK four"
    line.say(GET[:10])
    assert await asyncio.wait_for(line.ended(), 5) == b""


async def test_an_answer_may_take_long(line: Line) -> None:
    line.say(GET.replace(b"/ ", b"/slow ", 1))
    assert await line.answer() == b"HTTP/1.1 200 OK nothing"


async def test_a_head_without_an_end_is_refused(line: Line) -> None:
    line.say(GET[:-2] + b"x-long: " + b"y" * Impatient.head_bytes)
    assert (await line.ended()).startswith(b"HTTP/1.1 431 ")


async def test_many_requests_at_once_are_not_one_long_head(line: Line) -> None:
    count = 2 * Impatient.head_bytes // len(GET)
    line.say(GET * count)
    assert [await line.answer() for _ in range(count)] == [b"HTTP/1.1 200 OK nothing"] * count


async def test_a_long_body_is_not_a_long_head(line: Line) -> None:
    body = b"z" * (2 * Impatient.head_bytes)
    line.say(POST.replace(b" 4", b" %d" % len(body)))
    line.say(body)
    assert (await line.answer()).endswith(body)
