import asyncio
from collections.abc import Awaitable, Callable

import httpx2
import pytest
from fastapi import FastAPI

from shared.chassis.health import health_routes
from shared.messaging.reaching import BusAway, BusProbe
from shared.messaging.security import BusAccess


async def well() -> None:
    """Nothing is wrong."""


async def asked(**checks: Callable[[], Awaitable[None]]) -> httpx2.Response:
    app = FastAPI()
    app.include_router(health_routes(checks))
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.get("/readyz")


def failing(problem: Exception) -> Callable[[], Awaitable[None]]:
    async def check() -> None:
        raise problem

    return check


async def test_a_service_whose_store_is_away_is_not_ready_and_says_why() -> None:
    answer = await asked(store=failing(OSError("no answer from mongodb://u:hidden@db/")), bus=well)
    assert answer.status_code == 503
    said = {"store": "no answer from mongodb://u:***@db/", "bus": "ok"}
    assert answer.json() == {"ready": False, "checks": said}


async def test_without_the_bus_a_service_works_on_and_says_so() -> None:
    answer = await asked(store=well, bus=failing(BusAway("kafka:9092 refuses the user or the password")))
    assert answer.status_code == 200
    said = {"store": "ok", "bus": "kafka:9092 refuses the user or the password"}
    assert answer.json() == {"ready": True, "checks": said}


async def test_the_bus_is_not_asked_again_and_again() -> None:
    callers = 0

    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal callers
        callers += 1
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        probe = BusProbe(BusAccess(f"127.0.0.1:{port}"))
        for _ in range(3):
            with pytest.raises(BusAway, match=f"127.0.0.1:{port} ends the handshake"):
                await probe()
    assert callers == 1
