"""The end of the process overtakes a request before any route is found for it."""

import asyncio

import pytest

from shared.tenancy import TenantId
from tests.component.tasks.conftest import World


async def test_who_waits_for_the_store_is_told_to_come_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first question of a write is whether its tenant still takes anything."""
    asked = asyncio.Event()

    async def without_end(_: TenantId) -> None:
        asked.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(world.app.state.records.tenants, "ended", without_end)
    async with world.standing as standing:
        writing = asyncio.create_task(standing.post("/v1/nghe-an/tasks", json={}))
        await asked.wait()
        writing.cancel()
        answer = await writing
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
