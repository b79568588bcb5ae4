"""The service as an operator sees it."""

from typing import Any

from tests.component.tasks.conftest import Start, World, registered


async def test_it_is_alive_and_ready_and_measured(world: World) -> None:
    await registered(world)
    client = world.internal()
    assert (await client.get("/healthz")).json() == {"status": "ok"}
    ready = (await client.get("/readyz")).json()
    assert (ready["ready"], ready["checks"]["store"]) == (True, "ok")
    metrics = (await client.get("/metrics")).text
    assert 'tiendo_events_sequenced_total{tenant="nghe-an"}' in metrics
    assert 'route="/v1/{tenant}/tasks"' in metrics


async def test_it_keeps_everything_over_a_restart(start: Start) -> None:
    async with start() as world:
        before = await registered(world)
    async with start() as world:
        after = (await world.head.get("/v1/nghe-an/tasks/NA-T-01")).json()
        alone: dict[str, Any] = {"children": None, "unmet_periods": []}
        assert after == {name: value for name, value in before.items() if name != "sequence"} | alone
