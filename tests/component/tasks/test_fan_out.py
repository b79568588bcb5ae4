"""Assignment to a class of units: one command, one child task per unit, however often it is cut short."""

from typing import Any

import pytest

from tests.component.tasks.breaking import BreakableStore
from tests.component.tasks.conftest import Start, World, a_task, problem, sweep

ASSIGNEES = ["NA-STP", "NA-STC", "NA-H413"]
AN_ASSIGNMENT = a_task(id="NA-A-01", kind="directive", lead_unit=None, coordinating_units=[], assignees=ASSIGNEES)
CHILDREN = ["NA-A-01.NA-H413", "NA-A-01.NA-STC", "NA-A-01.NA-STP"]


async def assign(world: World, **headers: str) -> Any:
    return await world.standing.post("/v1/nghe-an/tasks", json=AN_ASSIGNMENT, headers=headers)


async def children(world: World) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await world.head.get("/v1/nghe-an/tasks?parent=NA-A-01")).json()["items"]
    return items


async def test_every_assignee_gets_a_task_of_its_own(world: World) -> None:
    parent = (await assign(world)).json()
    assert (parent["lead_unit"], parent["obligation"]["owner_unit"], parent["assignees"]) == (None, None, ASSIGNEES)
    found = await children(world)
    assert [child["id"] for child in found] == CHILDREN
    assert {(child["parent"], child["kind"], child["status"]) for child in found} == {
        ("NA-A-01", "directive", "not_started")
    }
    assert found[0]["obligation"]["accountable_role"] == "district_chair"
    types = [
        entry["type"] for entry in (await world.head.get(f"/v1/nghe-an/tasks/{CHILDREN[0]}/history")).json()["items"]
    ]
    assert types == ["vn.tiendo.task.registered.v1"]


async def test_each_unit_moves_its_own_task_and_only_the_standing_agency_the_assignment(world: World) -> None:
    await assign(world)
    start = {"to": "in_progress"}
    assert (await world.head.post("/v1/nghe-an/tasks/NA-A-01.NA-STP/status", json=start)).status_code == 200
    assert (await world.head.post("/v1/nghe-an/tasks/NA-A-01.NA-STC/status", json=start)).status_code == 403
    assert (await world.head.post("/v1/nghe-an/tasks/NA-A-01/status", json=start)).status_code == 403
    assert (await world.standing.post("/v1/nghe-an/tasks/NA-A-01/status", json=start)).status_code == 200


async def test_a_unit_that_does_not_exist_any_more_is_not_assigned_to(world: World) -> None:
    late = AN_ASSIGNMENT | {"opened_at": "2024-12-01"}
    answer = await world.standing.post("/v1/nghe-an/tasks", json=late)
    assert problem(answer, 422)[1] == [("body.assignees", "unit_not_in_force")]
    assert await children(world) == []


@pytest.mark.parametrize(
    ("collection", "writes"),
    [("works", 0), ("works", 1), ("works", 2), ("works", 3), ("journal", 0), ("journal", 1)],
)
async def test_an_assignment_that_was_cut_short_is_completed_by_its_repetition(
    start: Start, collection: str, writes: int
) -> None:
    """The store goes away at the n-th write; after a restart the command is sent again with its key."""
    async with start(BreakableStore) as world:
        assert isinstance(world.store, BreakableStore)
        world.store.break_at(lambda name, _: name == collection, writes)
        assert (await assign(world, **{"idempotency-key": "assign"})).status_code == 503
    async with start() as world:
        assert (await assign(world, **{"idempotency-key": "assign"})).status_code == 201
        assert [child["id"] for child in await children(world)] == CHILDREN
        await sweep(world)
        for key in ("NA-A-01", *CHILDREN):
            history = (await world.head.get(f"/v1/nghe-an/tasks/{key}/history")).json()["items"]
            assert [item["what"] for item in history] == ["registered"], key


async def test_repeating_it_without_a_key_completes_it_too_and_says_that_it_exists(start: Start) -> None:
    async with start(BreakableStore) as world:
        assert isinstance(world.store, BreakableStore)
        world.store.break_at(lambda name, _: name == "works", 2)
        assert (await assign(world)).status_code == 503
    async with start() as world:
        assert len(await children(world)) == 1
        assert problem(await assign(world), 409)[0] == "already-exists"
        assert [child["id"] for child in await children(world)] == CHILDREN
