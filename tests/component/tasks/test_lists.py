"""Finding: filters that combine, search without diacritics, stable pages, and what is derived at the moment of asking."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from services.tasks.api.views import ModelView, TaskView, WorkPage
from tests.component.tasks.conftest import NOW, Start, World, a_task, created, problem, registered

TASKS = "/v1/nghe-an/tasks"


@pytest.fixture
async def filled(start: Start) -> AsyncIterator[World]:
    """Five tasks in every standing, one of them assigned on, and two models."""
    async with start() as world:
        await registered(world, id="T-1", due={"date": "2024-03-31", "precision": "day"}, title_vi="Đẩy mạnh số hóa")
        await registered(world, id="T-2", lead_unit="NA-STC", group="NA-G02", kind="regular", status="in_progress")
        await registered(world, id="T-3", due={}, kind="roadmap", product_vi="Quy chế khai thác dữ liệu")
        done = {"status": "basically_completed", "status_as_of": "2024-03-20"}
        await registered(world, id="T-4", due={"date": "2024-03-31", "precision": "day"}, **done)
        await registered(world, id="T-5", due={"date": "2024-04-05", "precision": "day"}, parent="T-1")
        for key, status in (("M-1", "completed"), ("M-2", "not_started")):
            model = {"id": key, "title_vi": "Mô hình điểm", "lead_unit": "NA-STP", "year": 2024, "status": status}
            await created(world.standing, "/v1/nghe-an/models", **model)
        yield world


async def ids(world: World, query: str) -> list[str]:
    answer = await world.head.get(f"{TASKS}?{query}")
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "T-1 T-2 T-3 T-4 T-5"),
        ("kind=pilot_model", "M-1 M-2"),
        ("kind=pilot_model&status=completed", "M-1"),
        ("kind=pilot_model&group=NA-G01", ""),
        ("kind=roadmap", "T-3"),
        ("unit=NA-STC", "T-2"),
        ("unit=NA-NOBODY", ""),
        ("group=NA-G02", "T-2"),
        ("parent=T-1", "T-5"),
        ("status=not_started", "T-1 T-3 T-5"),
        ("status=in_progress&status=basically_completed", "T-2 T-4"),
        ("status=in_progress,%20basically_completed", "T-2 T-4"),
        ("sort=task", "T-1 T-2 T-3 T-4"),
        ("sort=child", "T-5"),
        ("sort=assignment", ""),
        ("outcome=open_overdue", "T-1"),
        ("outcome=open_in_time", "T-2 T-5"),
        ("outcome=no_deadline", "T-3"),
        ("outcome=done_on_time", "T-4"),
        ("outcome=done_late", ""),
        ("outcome=no_deadline&kind=pilot_model", "M-1 M-2"),
        ("outcome=open_in_time&overdue=true", ""),
        ("outcome=open_overdue&overdue=false", ""),
        ("done=true", "T-4"),
        ("done=true&kind=pilot_model", "M-1"),
        ("done=false", "T-1 T-2 T-3 T-5"),
        ("done=false&sort=task&overdue=false", "T-2 T-3"),
        ("overdue=true", "T-1"),
        ("overdue=false", "T-2 T-3 T-4 T-5"),
        ("due_before=2024-03-31", ""),
        ("due_before=2024-04-01", "T-1 T-4"),
        ("due_before=2024-04-05T23:59:59.999999%2B07:00", "T-1 T-4"),
        ("due_before=2024-04-06T00:00:00+07:00", "T-1 T-4 T-5"),
        ("due_before=2024-04-05T17:00:00Z", "T-1 T-4 T-5"),
        ("unit=NA-STP&group=NA-G01&status=not_started&kind=unspecified&overdue=false", "T-5"),
        ("unit=NA-STP&kind=unspecified&due_before=2024-04-01&overdue=true&parent=T-1", ""),
        ("q=so%20hoa", "T-1"),
        ("q=%C4%90%E1%BA%A8Y%20m%E1%BA%A1nh", "T-1"),
        ("q=day%20manh&overdue=true&unit=NA-STP", "T-1"),
        ("q=t-3", "T-3"),
        ("q=quy+che", "T-3"),
        ("q=%20", "T-1 T-2 T-3 T-4 T-5"),
        ("q=hoa%20danh", ""),
        ("q=%25", ""),
        ("q=_", ""),
        ("q=%27%22%5C", ""),
    ],
)
async def test_all_filters_that_are_given_hold_together(filled: World, query: str, found: str) -> None:
    assert await ids(filled, query) == found.split()


async def test_every_combination_of_filters_is_served_by_a_declared_index(filled: World) -> None:
    """The store refuses a query that no index serves, so that a full scan cannot slip in."""
    parts = ["unit=NA-STP", "group=NA-G01", "kind=unspecified", "status=not_started,on_hold", "parent=T-1"]
    parts += ["due_before=2024-05-01", "overdue=false", "q=so"]
    newer = [
        "outcome=open_in_time",
        "outcome=no_deadline&done=true",
        "sort=task&done=false",
        "order=need",
        "total=true",
    ]
    for mask in range(2 ** len(parts)):
        query = "&".join([*(part for bit, part in enumerate(parts) if mask >> bit & 1), newer[mask % len(newer)]])
        assert (await filled.head.get(f"{TASKS}?{query}")).status_code == 200, query


async def test_a_deadline_passes_while_nobody_touches_the_task(filled: World) -> None:
    assert "T-5" not in await ids(filled, "overdue=true")
    filled.clock.move_to(NOW + timedelta(days=4))
    assert "T-5" in await ids(filled, "overdue=true")


async def test_what_is_done_or_cancelled_is_not_overdue_any_more(filled: World) -> None:
    await filled.head.post(f"{TASKS}/T-1/status", json={"to": "cancelled", "reason": "Trùng"})
    assert await ids(filled, "overdue=true") == []
    assert (await filled.head.get(f"{TASKS}/T-1")).json()["outcome"] is None


async def test_every_item_says_how_it_stands(filled: World) -> None:
    items = (await filled.head.get(TASKS)).json()["items"]
    standing = {i["id"]: (i["outcome"], i["done"], i["overdue"], i["due_soon"]) for i in items}
    assert standing == {
        "T-1": ("open_overdue", False, True, False),
        "T-2": ("open_in_time", False, False, False),
        "T-3": ("no_deadline", False, False, False),
        "T-4": ("done_on_time", True, False, False),
        "T-5": ("open_in_time", False, False, True),
    }


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 6])
async def test_pages_follow_each_other_without_gap_or_repetition(filled: World, limit: int) -> None:
    seen: list[str] = []
    cursor = ""
    while True:
        page = (await filled.head.get(f"{TASKS}?limit={limit}&status=not_started,in_progress{cursor}")).json()
        seen += [item["id"] for item in page["items"]]
        assert len(page["items"]) <= limit
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == ["T-1", "T-2", "T-3", "T-5"]


async def test_a_page_begins_behind_the_last_item_whatever_was_added_meanwhile(filled: World) -> None:
    first = (await filled.head.get(f"{TASKS}?limit=3")).json()
    await registered(filled, id="T-0")
    await registered(filled, id="T-9")
    rest = await ids(filled, f"limit=50&cursor={first['next']}")
    assert rest == ["T-4", "T-5", "T-9"]


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("limit=0", "query.limit", "greater_than_equal"),
        ("limit=501", "query.limit", "less_than_equal"),
        ("limit=x", "query.limit", "int_parsing"),
        ("cursor=nonsense", "query.cursor", "invalid_cursor"),
        ("cursor=%F0%9F%98%80", "query.cursor", "invalid_cursor"),
        ("status=finished", "query.status.0", "literal_error"),
        ("status=on_hold,finished", "query.status.1", "literal_error"),
        ("kind=urgent", "query.kind", "literal_error"),
        ("sort=model", "query.sort", "literal_error"),
        ("outcome=late", "query.outcome", "literal_error"),
        ("done=perhaps", "query.done", "bool_parsing"),
        ("order=title", "query.order", "literal_error"),
        ("total=perhaps", "query.total", "bool_parsing"),
        ("due_before=soon", "query.due_before", "invalid_date"),
        ("due_before=2024-04-01T00:00:00", "query.due_before", "invalid_instant"),
        ("overdue=perhaps", "query.overdue", "bool_parsing"),
        ("unit=NA%20STP", "query.unit", "invalid_identifier"),
        (f"q={'x' * 201}", "query.q", "string_too_long"),
        ("units=NA-STP", "query.units", "extra_forbidden"),
    ],
)
async def test_a_filter_that_cannot_be_meant_is_refused(world: World, query: str, field: str, code: str) -> None:
    answer = await world.head.get(f"{TASKS}?{query}")
    assert problem(answer, 422) == ("invalid-request", [(field, code)])


@pytest.mark.parametrize("path", ["units", "plans", "groups"])
async def test_the_frame_is_listed_in_pages_in_order_of_id(world: World, path: str) -> None:
    seen: list[str] = []
    cursor = ""
    while True:
        page = (await world.head.get(f"/v1/nghe-an/{path}?limit=2{cursor}")).json()
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    expected = {
        "units": ["NA-CA", "NA-H413", "NA-STC", "NA-STP", "NA-UBND", "NA-VNPT"],
        "plans": ["NA-KH-2024"],
        "groups": ["NA-G01", "NA-G02"],
    }
    assert seen == expected[path]
    assert problem(await world.head.get(f"/v1/nghe-an/{path}?cursor=nonsense"), 422)[1] == [
        ("query.cursor", "invalid_cursor")
    ]


async def test_tenants_are_listed_to_those_who_may_see_them(world: World) -> None:
    await created(world.ops, "/v1/tenants", id="central", level="central", short_code="TW", name_vi="Trung ương")
    await created(world.ops, "/v1/tenants", id="ninh-thuan", short_code="NT", name_vi="Tỉnh Ninh Thuận")

    async def listed(client: httpx2.AsyncClient) -> list[str]:
        return [tenant["id"] for tenant in (await client.get("/v1/tenants")).json()["items"]]

    everyone = ["central", "nghe-an", "ninh-thuan"]
    assert await listed(world.client("central", "central_wg_officer")) == everyone
    assert await listed(world.ops) == everyone
    assert await listed(world.client("ninh-thuan", "chairman")) == ["ninh-thuan"]
    assert await listed(world.client("ninh-thuan", "central_wg_officer")) == ["ninh-thuan"]
    assert await listed(world.client("nowhere", "chairman")) == []


async def test_the_central_officer_reads_a_province_without_changing_it(filled: World) -> None:
    officer = filled.client("central", "central_wg_officer")
    assert len((await officer.get(TASKS)).json()["items"]) == 5
    assert (await officer.post(f"{TASKS}/T-1/status", json={"to": "in_progress"})).status_code == 403


async def test_one_province_never_sees_anothers_work_even_under_the_same_ids(filled: World) -> None:
    await created(filled.ops, "/v1/tenants", id="ninh-thuan", short_code="NT", name_vi="Tỉnh Ninh Thuận")
    officer = filled.client("ninh-thuan", "standing_officer")
    unit = {"id": "NA-STP", "type": "department", "name_vi": "Sở Tư pháp Ninh Thuận"}
    plan = {"id": "NA-KH-2024", "year": 2024, "title_vi": "Kế hoạch", "effective_from": "2024-01-01"}
    await created(officer, "/v1/ninh-thuan/units", **unit)
    await created(officer, "/v1/ninh-thuan/plans", **plan)
    own = a_task(id="T-1", group=None, coordinating_units=[], title_vi="Việc của Ninh Thuận")
    assert (await created(officer, "/v1/ninh-thuan/tasks", **own))["sequence"] == 4
    assert [item["title_vi"] for item in (await officer.get("/v1/ninh-thuan/tasks")).json()["items"]] == [
        own["title_vi"]
    ]
    assert [item["title_vi"] for item in (await filled.head.get(f"{TASKS}?q=t-1")).json()["items"]] == [
        "Đẩy mạnh số hóa"
    ]


async def test_answers_have_the_shape_that_the_contract_says(filled: World) -> None:
    for query in ("", "?kind=pilot_model"):
        page: dict[str, Any] = (await filled.head.get(f"{TASKS}{query}")).json()
        read = WorkPage.model_validate(page)
        assert read.model_dump(mode="json") == page
    assert TaskView.model_validate((await filled.head.get(f"{TASKS}/T-1")).json()).id == "T-1"
    assert ModelView.model_validate((await filled.head.get(f"{TASKS}/M-1")).json()).kind == "pilot_model"
