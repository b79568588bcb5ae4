"""A request that is cancelled with its process is answered, if nothing was said yet."""

import asyncio
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from shared.chassis.interrupted import Interrupted

SCOPE: dict[str, Any] = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}


async def cancelled(begun: list[Message]) -> list[Message]:
    """What a caller hears of a request that had said so much when it was cancelled."""
    heard: list[Message] = []
    arrived = asyncio.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        for message in begun:
            await send(message)
        arrived.set()
        await asyncio.Event().wait()

    async def send(message: Message) -> None:
        heard.append(message)

    async def receive() -> Message:
        raise AssertionError("there is no body")

    request = asyncio.create_task(Interrupted(app)(SCOPE, receive, send))
    await arrived.wait()
    request.cancel()
    await asyncio.wait([request])
    assert request.cancelled() is bool(begun)
    return heard


async def test_who_has_heard_nothing_is_told_to_come_again() -> None:
    start, body = await cancelled([])
    assert start["status"] == 503
    assert (b"retry-after", b"1") in start["headers"]
    assert b"service-unavailable" in body["body"]


@pytest.mark.parametrize("status", [200, 404])
async def test_an_answer_that_has_begun_gets_no_second_head(status: int) -> None:
    begun = [{"type": "http.response.start", "status": status, "headers": []}]
    assert await cancelled(begun) == begun
