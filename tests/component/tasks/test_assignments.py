"""Tasks name the directive and the block that they carry out, and the legal documents that they rest on."""

from typing import Any

import pytest

from tests.component.tasks.conftest import World, a_task, problem, registered
from tests.component.tasks.test_directives import PATH, enter


async def test_assignments_refer_to_their_directive_and_block(world: World) -> None:
    """FR-BP-02: the directive counts its assignments, not the shares of single units."""
    await enter(world)
    await registered(world, id="A-1", kind="directive", directive="NA-CV-01", block="I")
    shares = {"lead_unit": None, "coordinating_units": [], "assignees": ["NA-STP", "NA-STC"]}
    await registered(world, id="A-2", kind="directive", directive="NA-CV-01", block="II", **shares)
    await registered(world, id="A-3")
    assert (await world.head.get(f"{PATH}/NA-CV-01")).json()["assignments"] == 2
    tasks = (await world.head.get("/v1/nghe-an/tasks", params={"directive": "NA-CV-01"})).json()["items"]
    assert [(task["id"], task["block"]) for task in tasks] == [("A-1", "I"), ("A-2", "II")]
    child = (await world.head.get("/v1/nghe-an/tasks/A-2.NA-STP")).json()
    assert (child["directive"], child["block"]) == ("NA-CV-01", "II")


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"directive": "NA-0"}, "body.directive", "unknown_reference"),
        ({"directive": "NA-CV-01", "block": "IX"}, "body.block", "block_of_other_directive"),
        ({"block": "I"}, "body.block", "block_of_other_directive"),
    ],
)
async def test_a_task_names_a_directive_and_a_block_that_exist(
    world: World, change: dict[str, Any], field: str, code: str
) -> None:
    await enter(world)
    answer = await world.standing.post("/v1/nghe-an/tasks", json=a_task(**change))
    assert problem(answer, 422)[1] == [(field, code)]


@pytest.mark.parametrize(
    "q", ["123/2020/NĐ-CP", "123/2020/ND-CP", "Nghị định 123/2020/nd-cp", "nghị định số 123/2020/nđ – cp"]
)
async def test_a_task_is_found_by_its_legal_references_in_any_spelling(world: World, q: str) -> None:
    """FR-TW-05."""
    await registered(world, id="A-1", legal_refs=["Nghị định số 123/2020/NĐ-CP ngày 19 tháng 10 năm 2020"])
    await registered(world, id="A-2")
    items = (await world.head.get("/v1/nghe-an/tasks", params={"q": q})).json()["items"]
    assert [task["id"] for task in items] == ["A-1"]
