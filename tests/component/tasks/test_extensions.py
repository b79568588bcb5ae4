"""A unit asks for a later deadline; whoever plans moves it and answers, through HTTP (FR-X-08, FR-NA-09)."""

from typing import Any

import pytest

from tests.component.tasks.conftest import World, a_task, created, problem

PATH = "/v1/ninh-thuan"
ASKED = {
    "id": "GH-01",
    "kind": "peer_request",
    "units": ["NT-CA"],
    "subject_sort": "task",
    "subject": "NT-T-01",
    "title_vi": "Xin gia hạn NT-T-01",
    "text_vi": "Chưa có hướng dẫn của Bộ Tư pháp",
    "reply_by": "2024-04-10",
    "wanted_due": "2024-06-30",
}
STATUS = f"{PATH}/requests/GH-01.NT-CA/status"


async def asked(world: World) -> dict[str, Any]:
    """By an officer of Sở Tư pháp, of the unit behind the standing agency."""
    offices = {"standing_unit": "NT-CA", "office_unit": "NT-VPUB"}
    await created(world.ops, "/v1/tenants", id="ninh-thuan", short_code="NT", name_vi="Ninh Thuận", **offices)
    agency = world.client("ninh-thuan", "standing_officer")
    for unit, type_ in (("NT-CA", "standing_agency"), ("NT-VPUB", "office"), ("NT-STP", "department")):
        await created(agency, f"{PATH}/units", id=unit, type=type_, name_vi=unit)
    plan = {"id": "NT-KH", "year": 2024, "title_vi": "Kế hoạch", "effective_from": "2024-01-01"}
    await created(agency, f"{PATH}/plans", **plan)
    await created(agency, f"{PATH}/groups", id="NT-G01", plan="NT-KH", name_vi="Nhóm")
    task = a_task(id="NT-T-01", plan="NT-KH", group="NT-G01", lead_unit="NT-STP", coordinating_units=[])
    await created(agency, f"{PATH}/tasks", **task)
    officer = world.client("ninh-thuan", "unit_officer", "NT-STP")
    (letter,) = (await created(officer, f"{PATH}/requests", **ASKED))["items"]
    return dict(letter)


async def test_a_deadline_is_asked_for_moved_and_the_letter_answered(world: World) -> None:
    letter = await asked(world)
    assert (letter["asked_by_unit"], letter["wanted_due"]) == ("NT-STP", "2024-06-30")
    agency = world.client("ninh-thuan", "standing_officer")
    wish = {"date": letter["wanted_due"], "precision": "day", "reason": letter["text_vi"], "document": "12/UBND-NC"}
    moved = await agency.post(f"{PATH}/tasks/NT-T-01/deadline", json=wish | {"decided_by_role": "chairman"})
    assert moved.json()["obligation"]["original_due_at"] == "2024-04-30T16:59:59.999999Z"
    answered = (
        await agency.post(STATUS, json={"to": "answered", "text": "Đồng ý", "documents": ["12/UBND-NC"]})
    ).json()
    assert (answered["status"], answered["wanted_due"]) == ("answered", "2024-06-30")


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        ("standing_officer", None, 200),
        ("unit_head", "NT-CA", 200),
        ("office_officer", None, 403),
        ("standing_officer", "NT-STP", 403),
        ("unit_head", "NT-STP", 403),
        ("chairman", None, 403),
    ],
)
async def test_who_answers_for_the_standing_agency(world: World, role: str, unit: str | None, status: int) -> None:
    """Its officers, although their role names no unit; nobody from another desk."""
    await asked(world)
    answer = await world.client("ninh-thuan", role, unit).post(STATUS, json={"to": "answered", "text": "Đồng ý"})
    assert answer.status_code == status, answer.text


async def test_who_does_the_work_does_not_move_its_deadline(world: World) -> None:
    await asked(world)
    wish = {"date": "2024-06-30", "precision": "day", "reason": "Chờ", "document": "1", "decided_by_role": "chairman"}
    refused = await world.client("ninh-thuan", "unit_head", "NT-STP").post(f"{PATH}/tasks/NT-T-01/deadline", json=wish)
    assert problem(refused, 403)[0] == "forbidden"
