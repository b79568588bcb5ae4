"""The criteria of clarity over HTTP, and plans that are issued."""

from typing import Any

import pytest

from tests.component.tasks.conftest import World, problem, registered

CLARITY, ISSUE = "/v1/nghe-an/clarity", "/v1/nghe-an/plans/NA-KH-2024/issue"
NO_DEADLINE = {"date": None, "precision": "none"}


async def test_without_a_choice_it_is_what_all_sources_ask_for(world: World) -> None:
    """FR-NA-16."""
    standing = (await world.head.get(CLARITY)).json()
    assert (standing["preset"], standing["chosen_by_role"]) == ("default", None)
    assert standing["criteria"] == ["person", "work", "time", "responsibility", "product", "progress"]
    assert (standing["total"], standing["clear"], standing["rate_clear"]) == (0, 0, None)


async def test_the_share_of_clear_tasks_and_what_is_missing(world: World) -> None:
    """FR-NA-15: cancelled tasks are not counted; the list has the same tasks as the figures."""
    await world.standing.put(CLARITY, json={"preset": "four"})
    await registered(world)
    await registered(world, id="NA-T-02", due=NO_DEADLINE)
    await registered(world, id="NA-T-03", due=NO_DEADLINE, status="cancelled", reason="Thôi")
    standing = (await world.head.get(CLARITY)).json()
    assert (standing["total"], standing["clear"], standing["rate_clear"]) == (2, 1, 50.0)
    assert standing["missing"] == {"person": 0, "work": 0, "time": 1, "responsibility": 0}
    for clear, task in (("true", "NA-T-01"), ("false", "NA-T-02")):
        listed = (await world.head.get(f"/v1/nghe-an/tasks?clear={clear}")).json()["items"]
        assert [(one["id"], one["clarity"]["clear"]) for one in listed] == [(task, clear == "true")]


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({}, "body.preset", "missing"),
        ({"preset": "ten"}, "body.preset", "literal_error"),
        ({"preset": "custom"}, "body.criteria", "criteria_missing"),
        ({"preset": "six", "criteria": ["work"]}, "body.criteria", "criteria_missing"),
        ({"preset": "custom", "criteria": ["colour"]}, "body.criteria.0", "literal_error"),
    ],
)
async def test_a_wrong_choice_is_named(world: World, body: dict[str, Any], field: str, code: str) -> None:
    assert problem(await world.standing.put(CLARITY, json=body), 422)[1] == [(field, code)]
    assert (await world.head.get(CLARITY)).json()["preset"] == "default"


async def test_the_chairman_and_the_standing_agency_choose(world: World) -> None:
    chairman = world.client("nghe-an", "chairman")
    assert (await chairman.put(CLARITY, json={"preset": "six"})).json()["version"] == 1
    assert problem(await world.standing.put(CLARITY, json={"preset": "six"}), 409)[0] == "nothing-changes"
    assert (await world.standing.put(CLARITY, json={"preset": "three"})).json()["version"] == 2
    assert (await world.head.put(CLARITY, json={"preset": "four"})).status_code == 403
    office = world.client("nghe-an", "office_officer", "NA-VPUB")
    assert (await office.put(CLARITY, json={"preset": "four"})).status_code == 403


async def test_a_repeated_first_choice_is_answered_again(world: World) -> None:
    key = {"idempotency-key": "choose"}
    first = await world.standing.put(CLARITY, json={"preset": "six"}, headers=key)
    again = await world.standing.put(CLARITY, json={"preset": "six"}, headers=key)
    assert (again.status_code, again.json()["sequence"]) == (200, first.json()["sequence"])


async def test_what_comes_after_the_plan_was_issued_is_added(world: World) -> None:
    """FR-NA-01."""
    assert (await registered(world))["added"] is False
    issued = await world.standing.post(ISSUE, json={"issued_at": "2024-02-01", "doc_number": "45/KH-TCT"})
    assert (issued.json()["doc_number"], issued.json()["version"]) == ("45/KH-TCT", 2)
    assert (await registered(world, id="NA-T-02"))["added"] is True
    listed = (await world.head.get("/v1/nghe-an/tasks?added=false")).json()["items"]
    assert [one["id"] for one in listed] == ["NA-T-01"]


async def test_a_plan_is_issued_once_and_not_tomorrow(world: World) -> None:
    late = await world.standing.post(ISSUE, json={"issued_at": "2024-05-01"})
    assert problem(late, 422)[1] == [("body.issued_at", "effective_in_future")]
    assert (await world.head.post(ISSUE, json={})).status_code == 403
    assert (await world.standing.post(ISSUE, json={})).status_code == 200
    assert problem(await world.standing.post(ISSUE, json={}), 409)[0] == "plan-issued"
    assert (await world.standing.post("/v1/nghe-an/plans/NA-KHONG/issue", json={})).status_code == 404
