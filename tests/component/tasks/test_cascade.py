"""What is done to an assignment is done to its open children, however often it is cut short (FR-BP-03, FR-BP-26)."""

from typing import Any

import pytest

from tests.component.tasks.breaking import BreakableStore
from tests.component.tasks.conftest import Start, World, a_task, created, problem, registered

ASSIGNEES = ["NA-STP", "NA-STC", "NA-CA"]
PARENT = "/v1/nghe-an/tasks/NA-A-01"
CANCEL = {"to": "cancelled", "reason": "Đã có văn bản thay thế"}
MOVE = {
    "date": "2024-06-30",
    "precision": "month",
    "reason": "Thêm thời gian",
    "document": "1501/UBND",
    "decided_by_role": "chairman",
}


async def an_assignment(world: World, **fields: Any) -> dict[str, Any]:
    shared: dict[str, Any] = {"id": "NA-A-01", "kind": "directive", "lead_unit": None, "coordinating_units": []}
    return await created(world.standing, "/v1/nghe-an/tasks", **a_task(**shared, **({"assignees": ASSIGNEES} | fields)))


async def children(world: World, field: str) -> dict[str, Any]:
    items = (await world.head.get("/v1/nghe-an/tasks?parent=NA-A-01")).json()["items"]
    return {child["lead_unit"]: child[field] for child in items}


async def finish(world: World) -> None:
    """The share of Sở Tư pháp is done."""
    for body in ({"to": "in_progress"}, {"to": "completed", "product": "Báo cáo 9"}):
        assert (await world.head.post(f"{PARENT}.NA-STP/status", json=body)).status_code == 200


async def test_cancelling_it_cancels_what_is_open(world: World) -> None:
    await an_assignment(world)
    await finish(world)
    assert (await world.head.get(PARENT)).json()["children"] == {"done": 1, "total": 3}
    assert (await world.standing.post(f"{PARENT}/status", json=CANCEL)).status_code == 200
    assert await children(world, "status") == {"NA-STP": "completed", "NA-STC": "cancelled", "NA-CA": "cancelled"}
    assert await children(world, "reason") == {"NA-STP": None, "NA-STC": CANCEL["reason"], "NA-CA": CANCEL["reason"]}
    assert (await world.head.get(PARENT)).json()["children"] == {"done": 1, "total": 1}


async def test_a_child_that_moved_since_is_cancelled_from_then_on(world: World) -> None:
    await an_assignment(world)
    when = "2024-03-10T08:00:00+07:00"
    await world.head.post(f"{PARENT}.NA-STP/status", json={"to": "in_progress", "effective_at": when})
    early = CANCEL | {"effective_at": "2024-02-01T08:00:00+07:00"}
    assert (await world.standing.post(f"{PARENT}/status", json=early)).status_code == 200
    since = await children(world, "status_since")
    assert (since["NA-STP"], since["NA-STC"]) == ("2024-03-10T01:00:00.000000Z", "2024-02-01T01:00:00.000000Z")


async def test_moving_its_deadline_moves_those_of_the_open_children(world: World) -> None:
    await an_assignment(world)
    await finish(world)
    assert (await world.standing.post(f"{PARENT}/deadline", json=MOVE)).status_code == 200
    dues = await children(world, "due_date")
    assert dues == {"NA-STP": "2024-04-30", "NA-STC": "2024-06-30", "NA-CA": "2024-06-30"}


@pytest.mark.parametrize("writes", [1, 2, 3])
@pytest.mark.parametrize(("verb", "body", "field"), [("status", CANCEL, "status"), ("deadline", MOVE, "due_date")])
@pytest.mark.parametrize("key", ["again", None])
async def test_a_cascade_that_was_cut_short_is_completed_by_its_repetition(
    start: Start, *, writes: int, verb: str, body: dict[str, Any], field: str, key: str | None
) -> None:
    """With its key it is answered as the first time, without it with a conflict; either way no child is left behind."""
    headers = {"idempotency-key": key} if key else {}
    async with start(BreakableStore) as world:
        assert isinstance(world.store, BreakableStore)
        await an_assignment(world)
        world.store.break_at(lambda name, _: name == "works", writes)
        assert (await world.standing.post(f"{PARENT}/{verb}", json=body, headers=headers)).status_code == 503
    async with start() as world:
        again = await world.standing.post(f"{PARENT}/{verb}", json=body, headers=headers)
        assert again.status_code == (200 if key else 409), again.text
        wanted = "cancelled" if verb == "status" else "2024-06-30"
        assert set((await children(world, field)).values()) == {wanted}
        for unit in ASSIGNEES:
            history = (await world.head.get(f"{PARENT}.{unit}/history")).json()["items"]
            assert len(history) == 2, unit


async def test_a_class_is_resolved_to_the_units_of_the_day(world: World) -> None:
    """FR-BP-03, FR-BP-26, FR-TW-12: beside those that are named, each once; later units are not added."""
    parent = await an_assignment(world, assignees=["NA-STC"], assignee_classes=[{"type": "department"}])
    assert parent["assignees"] == ["NA-STC", "NA-STP"]
    new_unit = {"id": "NA-SMOI", "type": "department", "name_vi": "Sở mới"}
    await created(world.standing, "/v1/nghe-an/units", **new_unit)
    assert set(await children(world, "status")) == {"NA-STC", "NA-STP"}


@pytest.mark.parametrize(
    "wanted", [{"type": "ministry"}, {"type": "external_partner"}, {"level": "commune"}, {}, {"type": "town"}]
)
async def test_a_class_without_units_is_refused(world: World, wanted: dict[str, str]) -> None:
    """The town does not exist any more on the day on which the work is opened."""
    body = a_task(
        id="NA-A-01",
        lead_unit=None,
        coordinating_units=[],
        assignee_classes=[wanted],
        opened_at="2024-12-01",
        due={"date": None, "precision": "none"},
    )
    answer = await world.standing.post("/v1/nghe-an/tasks", json=body)
    assert problem(answer, 422)[1] == [("body.assignee_classes", "class_empty")]


async def test_a_linked_task_that_is_done_suggests_a_change_of_the_model(world: World) -> None:
    """FR-NT-20: nothing is changed by itself."""
    await registered(world)
    model = {"id": "NA-M-01", "title_vi": "Mô hình", "lead_unit": "NA-STP", "year": 2024, "linked_tasks": ["NA-T-01"]}
    await created(world.standing, "/v1/nghe-an/models", **model)
    for body in ({"to": "in_progress"}, {"to": "completed", "product": "Báo cáo"}):
        await world.head.post("/v1/nghe-an/tasks/NA-T-01/status", json=body)
    shown = (await world.head.get("/v1/nghe-an/tasks/NA-M-01")).json()
    assert (shown["status"], [one["update"] for one in shown["suggestions"]]) == ("not_started", ["pilot_model"])
    for body in ({"to": "in_progress"}, {"to": "completed"}):
        await world.head.post("/v1/nghe-an/tasks/NA-M-01/status", json=body)
    assert (await world.head.get("/v1/nghe-an/tasks/NA-M-01")).json()["suggestions"] == []
