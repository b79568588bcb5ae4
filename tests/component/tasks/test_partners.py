"""An external partner sees the tasks that it is attached to, nothing else (FR-NA-20)."""

import pytest

from tests.component.tasks.conftest import World, registered

TASKS = "/v1/nghe-an/tasks"


async def test_a_partner_finds_only_what_it_helps_with(world: World) -> None:
    await registered(world)
    await registered(world, id="NA-T-29", coordinating_units=["NA-VNPT"])
    for role in ("unit_head", "unit_officer"):
        partner = world.client("nghe-an", role, "NA-VNPT")
        for query in ({}, {"q": "ra soat"}, {"unit": "NA-STP"}, {"status": "not_started"}):
            answer = await partner.get(TASKS, params=query)
            assert [task["id"] for task in answer.json()["items"]] == ["NA-T-29"], query
        assert (await partner.get(TASKS, params={"kind": "pilot_model"})).json()["items"] == []
        assert (await partner.get(f"{TASKS}/NA-T-29")).status_code == 200
        assert (await partner.get(f"{TASKS}/NA-T-29/history")).status_code == 200
        hidden, nothing = await partner.get(f"{TASKS}/NA-T-01"), await partner.get(f"{TASKS}/NA-T-99")
        assert (hidden.status_code, hidden.content) == (404, nothing.content)
        assert (await partner.get(f"{TASKS}/NA-T-01/history")).status_code == 404


async def test_it_reports_what_it_did_and_closes_nothing(world: World) -> None:
    await registered(world, id="NA-T-29", coordinating_units=["NA-VNPT"])
    partner = world.client("nghe-an", "unit_head", "NA-VNPT")
    assert (await partner.post(f"{TASKS}/NA-T-29/progress", json={"value": 3})).status_code == 200
    assert (await partner.post(f"{TASKS}/NA-T-29/status", json={"to": "in_progress"})).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "bottlenecks",
        "bottlenecks/board",
        "bottleneck-leads",
        "survey-rounds",
        "question-sets",
        "directives",
        "links",
        "reports",
        "reporting-cycles",
        "requests",
        "experience-notes",
        "successions",
        "inspections",
    ],
)
async def test_other_lists_are_not_for_partners(world: World, path: str) -> None:
    for client, status in ((world.client("nghe-an", "unit_head", "NA-VNPT"), 403), (world.head, 200)):
        answer = await client.get(f"/v1/nghe-an/{path}")
        assert answer.status_code == status, answer.text
