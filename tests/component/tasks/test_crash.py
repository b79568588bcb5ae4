"""Whatever step the process dies after, an accepted change reaches the journal exactly once (G1, G2)."""

import pytest

from shared.messaging import Journal, verify
from shared.tenancy import TenantId
from tests.component.tasks.breaking import BreakableStore
from tests.component.tasks.conftest import Start, World, problem, registered, sweep

STATUS = "/v1/nghe-an/tasks/NA-T-01/status"
NGHE_AN = TenantId("nghe-an")


async def steps_of_the_task(world: World) -> list[str]:
    entries = await Journal(world.store).by_subject(NGHE_AN, "NA-T-01")
    return [entry.event.data["after"]["status"] for entry in entries]


async def test_a_change_that_was_stored_but_not_numbered_is_journalled_once_by_the_sweep(start: Start) -> None:
    async with start(BreakableStore) as world:
        await registered(world)
        assert isinstance(world.store, BreakableStore)
        world.store.break_at(lambda name, _: name == "journal")
        answer = await world.head.post(STATUS, json={"to": "in_progress"}, headers={"idempotency-key": "k"})
        assert problem(answer, 503)[0] == "service-unavailable"
        assert await steps_of_the_task(world) == ["not_started"]
    async with start() as world:
        await sweep(world)
        await sweep(world)
        assert await steps_of_the_task(world) == ["not_started", "in_progress"]
        assert (await verify(world.store, NGHE_AN)).ok


@pytest.mark.parametrize("swept_first", [True, False])
async def test_repeating_the_command_after_the_crash_answers_as_if_it_had_not_happened(
    start: Start, swept_first: bool
) -> None:
    async with start(BreakableStore) as world:
        await registered(world)
        assert isinstance(world.store, BreakableStore)
        world.store.break_at(lambda name, _: name == "journal")
        await world.head.post(STATUS, json={"to": "in_progress"}, headers={"idempotency-key": "k"})
    async with start() as world:
        if swept_first:
            await sweep(world)
        answer = await world.head.post(STATUS, json={"to": "in_progress"}, headers={"idempotency-key": "k"})
        assert (answer.status_code, answer.json()["sequence"], answer.json()["version"]) == (200, 12, 2)
        await sweep(world)
        assert await steps_of_the_task(world) == ["not_started", "in_progress"]


async def test_a_change_that_was_not_stored_did_not_happen(start: Start) -> None:
    async with start(BreakableStore) as world:
        await registered(world)
        assert isinstance(world.store, BreakableStore)
        world.store.break_at(lambda name, operation: (name, operation) == ("works", "replace"))
        assert (await world.head.post(STATUS, json={"to": "in_progress"})).status_code == 503
    async with start() as world:
        await sweep(world)
        assert await steps_of_the_task(world) == ["not_started"]


async def test_further_changes_do_not_wait_for_the_sweep_and_keep_their_order(start: Start) -> None:
    async with start(BreakableStore) as world:
        await registered(world)
        assert isinstance(world.store, BreakableStore)
        world.store.break_at(lambda name, _: name == "journal")
        await world.head.post(STATUS, json={"to": "in_progress"})
    async with start() as world:
        answer = await world.head.post(STATUS, json={"to": "on_hold", "reason": "Chờ kinh phí"})
        assert answer.status_code == 200
        await sweep(world)
        assert await steps_of_the_task(world) == ["not_started", "in_progress", "on_hold"]
        assert (await verify(world.store, NGHE_AN)).ok
