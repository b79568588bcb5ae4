"""Inspections and what follows from them, through HTTP (FR-NA-25)."""

from typing import Any

import httpx2
import pytest

from tests.component.tasks.breaking import BreakableStore
from tests.component.tasks.conftest import Start, World, a_task, created, problem

INSPECTIONS, UNDERTAKINGS = "/v1/nghe-an/inspections", "/v1/nghe-an/undertakings"
RECOMMENDED = {"unit": "NA-STP", "title_vi": "Chấn chỉnh chế độ báo cáo", "due_date": "2024-04-30"}


def an_inspection(**fields: Any) -> dict[str, Any]:
    inspection = {
        "id": "NA-KT-01",
        "title_vi": "Kiểm tra tiến độ, kỷ luật, kỷ cương",
        "held_on": "2024-03-28",
        "inspectors": ["NA-CA"],
        "inspected": ["NA-STP", "NA-STC"],
        "findings": [{"about": "discipline", "unit": "NA-STP", "text": "Báo cáo tháng nộp chậm"}],
        "recommendations": [RECOMMENDED, RECOMMENDED | {"unit": "NA-STC", "title_vi": "Bố trí kinh phí"}],
    }
    return {name: value for name, value in (inspection | fields).items() if value is not ...}


def home_affairs(world: World) -> httpx2.AsyncClient:
    return world.client("nghe-an", "home_affairs_officer", "NA-SNV")


async def step(client: httpx2.AsyncClient, to: str, text: str | None = None, **more: Any) -> httpx2.Response:
    return await client.post(f"{UNDERTAKINGS}/NA-KT-01.1/status", json={"to": to, "text": text} | more)


async def test_an_inspection_leads_to_recommendations_and_to_tasks(world: World) -> None:
    """FR-NA-25."""
    recorded = await created(home_affairs(world), INSPECTIONS, **an_inspection())
    assert (recorded["version"], recorded["held_on"]) == (1, "2024-03-28")
    await created(world.standing, "/v1/nghe-an/tasks", **a_task(inspection="NA-KT-01"))
    await created(world.standing, "/v1/nghe-an/tasks", **a_task(id="NA-T-02"))
    seen = (await world.head.get(f"{INSPECTIONS}/NA-KT-01")).json()
    assert [(owed["id"], owed["unit"], owed["outcome"]) for owed in seen["undertakings"]] == [
        ("NA-KT-01.1", "NA-STP", "open_in_time"),
        ("NA-KT-01.2", "NA-STC", "open_in_time"),
    ]
    assert [(task["id"], task["status"]) for task in seen["follow_ups"]] == [("NA-T-01", "not_started")]
    listed = (await world.head.get("/v1/nghe-an/tasks", params={"inspection": "NA-KT-01"})).json()["items"]
    assert [(task["id"], task["inspection"]) for task in listed] == [("NA-T-01", "NA-KT-01")]


async def test_a_task_names_only_an_inspection_that_is_there(world: World) -> None:
    answer = await world.standing.post("/v1/nghe-an/tasks", json=a_task(inspection="NA-KT-99"))
    assert problem(answer, 422)[1] == [("body.inspection", "unknown_reference")]


async def test_the_unit_reports_and_whoever_inspects_accepts_or_returns(world: World) -> None:
    await created(home_affairs(world), INSPECTIONS, **an_inspection())
    reported = (await step(world.head, "reported", "Đã ban hành quy chế", documents=["12/QĐ-STP"])).json()
    assert (reported["status"], reported["outcome"], reported["documents"]) == (
        "reported",
        "done_on_time",
        ["12/QĐ-STP"],
    )
    returned = (await step(home_affairs(world), "returned", "Chưa kèm phân công")).json()
    assert (returned["outcome"], returned["reason"]) == ("open_in_time", "Chưa kèm phân công")
    await step(world.head, "reported", "Đã kèm phân công")
    accepted = (await step(world.standing, "accepted")).json()
    assert (accepted["status"], accepted["outcome"], accepted["result"]) == (
        "accepted",
        "done_on_time",
        "Đã kèm phân công",
    )
    assert problem(await step(world.standing, "waived", "Thôi"), 409)[0] == "illegal-transition"


async def test_everybody_keeps_to_the_own_part(world: World) -> None:
    chairman = world.client("nghe-an", "chairman")
    for who in (world.head, chairman, world.client("nghe-an", "office_officer")):
        assert problem(await who.post(INSPECTIONS, json=an_inspection()), 403)[0] == "forbidden"
    await created(world.standing, INSPECTIONS, **an_inspection())
    for who in (world.standing, chairman, world.client("nghe-an", "unit_head", "NA-STC")):
        assert problem(await step(who, "reported", "Xong"), 403)[0] == "forbidden"
    for to in ("accepted", "returned", "waived"):
        assert problem(await step(world.head, to, "Xong"), 403)[0] == "forbidden"
    partner = world.client("nghe-an", "unit_officer", "NA-VNPT")
    assert problem(await partner.get(INSPECTIONS), 403)[0] == "forbidden"
    assert (await world.head.get(f"{UNDERTAKINGS}/NA-KT-01.1")).json()["version"] == 1


async def test_what_units_have_to_do_is_filtered(world: World) -> None:
    await created(world.standing, INSPECTIONS, **an_inspection())
    await step(world.head, "reported", "Xong")

    async def found(**where: str) -> list[str]:
        return [owed["id"] for owed in (await world.head.get(UNDERTAKINGS, params=where)).json()["items"]]

    assert await found(unit="NA-STC") == ["NA-KT-01.2"]
    assert await found(status="reported") == ["NA-KT-01.1"]
    assert await found(origin="NA-KT-01", kind="recommendation") == ["NA-KT-01.1", "NA-KT-01.2"]
    assert await found(kind="commitment") == []
    answer = await world.head.get(UNDERTAKINGS, params={"kinds": "commitment"})
    assert problem(answer, 422)[1] == [("query.kinds", "extra_forbidden")]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"held_on": "2024-04-03"}, ("body.held_on", "effective_in_future")),
        ({"held_on": "hôm nay"}, ("body.held_on", "invalid_date")),
        ({"inspectors": []}, ("body.inspectors", "too_short")),
        ({"inspected": ...}, ("body.inspected", "missing")),
        ({"inspectors": ["NA-X"]}, ("body.inspectors", "unknown_reference")),
        ({"inspected": ["NA-CA"]}, ("body.inspected", "inspects_itself")),
        ({"findings": [{"about": "mood", "text": "Kém"}]}, ("body.findings.0.about", "literal_error")),
        (
            {"recommendations": [RECOMMENDED | {"unit": "NA-H413"}]},
            ("body.recommendations.0.unit", "not_inspected"),
        ),
        (
            {"recommendations": [RECOMMENDED | {"due_date": "2024-03-27"}]},
            ("body.recommendations.0.due_date", "due_before_its_day"),
        ),
        ({"title_vi": 7}, ("body.title_vi", "string_type")),
        ({"id": "N" * 79}, ("body.id", "id_too_long_for_children")),
        ({"score": 7}, ("body.score", "extra_forbidden")),
    ],
)
async def test_an_inspection_says_what_is_wrong_with_it(
    world: World, fields: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert problem(await world.standing.post(INSPECTIONS, json=an_inspection(**fields)), 422)[1] == [fault]
    assert (await world.head.get(INSPECTIONS)).json()["items"] == []


@pytest.mark.parametrize(
    ("wish", "fault"),
    [
        ({"to": "done"}, ("body.to", "literal_error")),
        ({"to": "reported"}, ("body.text", "text_missing")),
        (
            {"to": "reported", "text": "Xong", "effective_at": "2024-04-03"},
            ("body.effective_at", "effective_in_future"),
        ),
        (
            {"to": "reported", "text": "Xong", "effective_at": "2024-03-01"},
            ("body.effective_at", "effective_before_last_change"),
        ),
    ],
)
async def test_a_step_says_what_is_wrong_with_it(world: World, wish: dict[str, Any], fault: tuple[str, str]) -> None:
    await created(world.standing, INSPECTIONS, **an_inspection())
    assert problem(await world.head.post(f"{UNDERTAKINGS}/NA-KT-01.1/status", json=wish), 422)[1] == [fault]


async def test_recommendations_that_a_crash_left_out_are_opened_by_repeating(start: Start) -> None:
    broken: list[BreakableStore] = []

    def wrap(store: Any) -> Any:
        broken.append(BreakableStore(store))
        return broken[-1]

    async with start(wrap) as world:
        broken[0].break_at(lambda collection, _: collection == "undertakings", 1)
        assert (await world.standing.post(INSPECTIONS, json=an_inspection())).status_code == 503
    async with start() as world:
        answer = await world.standing.post(INSPECTIONS, json=an_inspection())
        assert problem(answer, 409)[0] == "already-exists"
        assert len((await world.head.get(UNDERTAKINGS)).json()["items"]) == 2
