"""The proxy on real sockets: what it does to bytes in each weather, and that it is invisible when the weather is clear."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from deploy.local import ports
from tests.chaos.proxy import HOST, Proxy, Weather

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]
LARGE = bytes(range(256)) * 4096


@asynccontextmanager
async def before_an_echo() -> AsyncIterator[tuple[Proxy, list[bytes]]]:
    """A proxy in front of a server that says what it hears; the list holds what that server has heard."""
    heard: list[bytes] = []

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while piece := await reader.read(65_536):
                heard.append(piece)
                writer.write(piece)
                await writer.drain()
        except OSError:
            return
        finally:
            writer.close()

    server = await asyncio.start_server(echo, HOST, 0)
    port: int = server.sockets[0].getsockname()[1]
    proxy = Proxy("echo", lambda: port, ports.choose(1)[0])
    await proxy.start()
    try:
        yield proxy, heard
    finally:
        await proxy.close()
        server.close()


@asynccontextmanager
async def connected(proxy: Proxy) -> AsyncIterator[Connection]:
    connection = await asyncio.open_connection(HOST, proxy.port)
    try:
        yield connection
    finally:
        connection[1].close()
        with contextlib.suppress(OSError):
            await connection[1].wait_closed()


async def says_back(connection: Connection, words: bytes) -> bytes:
    reader, writer = connection
    writer.write(words)
    async with asyncio.timeout(10):
        await writer.drain()
        return await reader.readexactly(len(words))


async def newcomer_says_back(proxy: Proxy, words: bytes) -> bytes:
    async with connected(proxy) as connection:
        return await says_back(connection, words)


async def test_in_clear_weather_everything_arrives_unchanged() -> None:
    async with before_an_echo() as (proxy, _), connected(proxy) as first, connected(proxy) as second:
        assert await says_back(first, LARGE) == LARGE
        assert await says_back(second, b"and me") == b"and me"


async def test_an_end_of_the_client_reaches_the_server_and_back() -> None:
    async with before_an_echo() as (proxy, _), connected(proxy) as (reader, writer):
        writer.close()
        async with asyncio.timeout(10):
            assert await reader.read() == b""


async def test_latency_delays_and_keeps_the_order() -> None:
    async with before_an_echo() as (proxy, _), connected(proxy) as connection:
        proxy.delay = (0.1, 0.05)
        proxy.set(Weather.LATENCY)
        clock = asyncio.get_running_loop().time
        began = clock()
        assert await says_back(connection, LARGE) == LARGE
        assert clock() - began >= 0.1


async def test_a_cut_resets_connections_and_refuses_new_ones_until_it_clears() -> None:
    async with before_an_echo() as (proxy, _), connected(proxy) as connection:
        await says_back(connection, b"hello")
        proxy.set(Weather.CUT)
        with pytest.raises((OSError, asyncio.IncompleteReadError)):
            await says_back(connection, b"hello")
        with pytest.raises((OSError, asyncio.IncompleteReadError)):
            await newcomer_says_back(proxy, b"hello")
        proxy.set(Weather.CLEAR)
        assert await newcomer_says_back(proxy, b"hello") == b"hello"


async def test_a_black_hole_holds_back_what_arrives_when_it_clears() -> None:
    async with before_an_echo() as (proxy, heard), connected(proxy) as connection:
        await says_back(connection, b"before")
        proxy.set(Weather.BLACK_HOLE)
        asking = asyncio.create_task(says_back(connection, b"after"))
        done, _ = await asyncio.wait({asking}, timeout=0.2)
        assert not done
        assert heard == [b"before"]
        proxy.set(Weather.CLEAR)
        assert await asking == b"after"


async def test_a_lost_reply_was_carried_out_all_the_same() -> None:
    async with before_an_echo() as (proxy, heard), connected(proxy) as connection:
        proxy.set(Weather.LOST_REPLY)
        with pytest.raises((OSError, asyncio.IncompleteReadError)):
            await says_back(connection, b"do it")
        assert heard == [b"do it"]


async def test_without_a_server_a_connection_ends() -> None:
    proxy = Proxy("nobody", lambda: None, ports.choose(1)[0])
    await proxy.start()
    with pytest.raises((OSError, asyncio.IncompleteReadError)):
        await newcomer_says_back(proxy, b"anybody there?")
    await proxy.close()
