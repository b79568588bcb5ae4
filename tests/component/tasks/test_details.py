"""Numbers, milestones, details, leads, approvals over HTTP: every wrong field is named, and nothing has changed then."""

from typing import Any

import pytest

from tests.component.tasks.conftest import World, created, problem, registered

TASK, MODEL = "/v1/nghe-an/tasks/NA-T-01", "/v1/nghe-an/models/NA-M-01"
MILESTONES = [{"name_vi": "Trình UBND tỉnh", "due_date": "2024-04-25"}]
LEAD = {"lead_unit": "NA-STC", "reason": "Phù hợp chức năng", "document": "318/QĐ-UBND"}
OFF_TARGET = {"reason": "Hạ tầng chưa sẵn sàng", "decided_by_role": "chairman"}


async def a_rich_task(world: World) -> None:
    """In progress, with a partner, milestones and a target."""
    await registered(
        world,
        coordinating_units=["NA-CA", "NA-VNPT"],
        milestones=MILESTONES,
        target={"op": ">=", "value": 20, "unit": "văn bản"},
        status="in_progress",
    )


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("progress", {}, "body.value", "number_missing"),
    ("progress", {"value": -1}, "body.value", "greater_than_equal"),
    ("progress", {"value": "19"}, "body.value", "int_type"),
    ("progress", {"done": 3, "total": 2}, "body.done", "done_exceeds_total"),
    ("progress", {"value": 3, "total": 2}, "body.value", "done_exceeds_total"),
    ("progress", {"value": 1, "as_of": "2024-05-01"}, "body.as_of", "effective_in_future"),
    ("progress", {"value": 1, "as_of": "2023-05-01"}, "body.as_of", "effective_before_last_change"),
    ("progress", {"value": 1, "percent": 50}, "body.percent", "extra_forbidden"),
    ("progress/confirmation", {"unit": "NA-VNPT"}, "body.unit", "nothing_reported"),
    ("progress/confirmation", {}, "body.unit", "missing"),
    ("progress/confirmation", {"unit": "NA-VNPT", "accept": "yes"}, "body.accept", "bool_type"),
    ("parts", {}, "body.period", "part_unknown"),
    ("parts", {"milestone": "Nghiệm thu"}, "body.milestone", "part_unknown"),
    ("parts", {"period": "2024-03"}, "body.period", "part_unknown"),
    ("parts", {"milestone": "Trình UBND tỉnh", "met_on": "2024-04-03"}, "body.met_on", "effective_in_future"),
    ("parts", {"milestone": "Trình UBND tỉnh", "met_on": "hôm nay"}, "body.met_on", "invalid_date"),
    ("details", {"coordinating_units": ["NA-KHONG"]}, "body.coordinating_units", "unknown_reference"),
    ("details", {"coordinating_units": ["NA-STP"]}, "body.coordinating_units", "lead_coordinates"),
    ("details", {"milestones": MILESTONES * 2}, "body.milestones", "named_twice"),
    ("details", {"milestones": [{"name_vi": "Trình"}]}, "body.milestones.0.due_date", "missing"),
    ("details", {"security_checklist": [{"name_vi": "Kiểm tra"}] * 2}, "body.security_checklist", "named_twice"),
    ("details", {"security_checklist": [{}]}, "body.security_checklist.0.name_vi", "missing"),
    (
        "details",
        {"security_checklist": [{"name_vi": "Kiểm tra", "done_on": "2024-05-01"}]},
        "body.security_checklist",
        "effective_in_future",
    ),
    ("details", {"rhythm": "month"}, "body.rhythm", "not_of_this_kind"),
    ("details", {"rhythm": "week"}, "body.rhythm", "literal_error"),
    ("details", {"resources": {"form": "gift"}}, "body.resources.form", "literal_error"),
    ("details", {"resources": {"form": "other", "amount": -5}}, "body.resources.amount", "greater_than_equal"),
    ("details", {"deliverable_type": "poem"}, "body.deliverable_type", "literal_error"),
    ("details", {"target": {"op": ">", "value": 1}}, "body.target.op", "literal_error"),
    ("lead", LEAD | {"lead_unit": "NA-KHONG"}, "body.lead_unit", "unknown_reference"),
    ("lead", LEAD | {"lead_unit": "NA-VNPT"}, "body.lead_unit", "partner_cannot_lead"),
    ("lead", LEAD | {"lead_unit": "NA-STP"}, "body.lead_unit", "lead_unchanged"),
    ("lead", {"lead_unit": "NA-STC", "reason": "x"}, "body.document", "missing"),
    ("lead", LEAD | {"effective_at": "2024-05-01T00:00:00+07:00"}, "body.effective_at", "effective_in_future"),
    ("approval", {"to": "completed"}, "body.to", "literal_error"),
    (
        "approval",
        {"to": "submitted", "items": [{"name_vi": "CSDL", "live": 101}]},
        "body.items.0.live",
        "less_than_equal",
    ),
    ("status", {"to": "on_hold", "reason": "x", "off_target": OFF_TARGET}, "body.off_target", "off_target_not_needed"),
    (
        "status",
        {"to": "completed", "product": "x", "off_target": OFF_TARGET | {"decided_by_role": "unit_head"}},
        "body.off_target.decided_by_role",
        "not_a_decider",
    ),
]


@pytest.mark.parametrize(("verb", "body", "field", "code"), WRONG)
async def test_each_wrong_field_is_named_and_nothing_changes(
    world: World, verb: str, body: dict[str, Any], field: str, code: str
) -> None:
    await a_rich_task(world)
    before = (await world.standing.get(TASK)).json()
    answer = await world.standing.post(f"{TASK}/{verb}", json=body)
    assert problem(answer, 422)[1] == [(field, code)]
    said = await world.standing.post(f"{TASK}/{verb}", json=body, headers={"accept-language": "vi"})
    assert said.json()["errors"][0]["message"] != answer.json()["errors"][0]["message"]
    assert (await world.standing.get(TASK)).json() == before


@pytest.mark.parametrize(
    ("verb", "body", "slug"),
    [
        ("approval", {"to": "approved", "document": "06/QĐ"}, "illegal-transition"),
        ("details", {"milestones": MILESTONES}, "nothing-changes"),
        ("status", {"to": "completed", "product": "Văn bản"}, "target-not-reached"),
    ],
)
async def test_a_wrong_state_is_a_conflict_that_says_which(
    world: World, verb: str, body: dict[str, Any], slug: str
) -> None:
    await a_rich_task(world)
    assert problem(await world.standing.post(f"{TASK}/{verb}", json=body), 409)[0] == slug


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("progress", {"value": 1}),
        ("parts", {"milestone": "Trình UBND tỉnh"}),
        ("details", {"product_vi": "Báo cáo"}),
        ("lead", LEAD),
        ("approval", {"to": "submitted"}),
    ],
)
async def test_closed_work_stays_as_it_is(world: World, verb: str, body: dict[str, Any]) -> None:
    await a_rich_task(world)
    await world.standing.post(f"{TASK}/status", json={"to": "cancelled", "reason": "Thôi"})
    answer = await world.standing.post(f"{TASK}/{verb}", json=body)
    assert problem(answer, 409)[0] in {"work-closed", "illegal-transition"}


@pytest.mark.parametrize(
    ("role", "unit", "verb", "body", "status"),
    [
        ("unit_officer", "NA-VNPT", "progress", {"value": 3}, 200),
        ("unit_officer", "NA-VNPT", "progress/confirmation", {"unit": "NA-VNPT"}, 403),
        ("unit_officer", "NA-VNPT", "parts", {"milestone": "Trình UBND tỉnh"}, 403),
        ("unit_head", "NA-STC", "progress", {"value": 3}, 403),
        ("unit_head", "NA-STP", "details", {"product_vi": "Tờ trình"}, 200),
        ("unit_head", "NA-STP", "details", {"target": None}, 403),
        ("unit_head", "NA-STP", "lead", LEAD, 403),
        ("office_officer", "NA-VPUB", "lead", LEAD, 200),
        ("chairman", None, "details", {"product_vi": "Tờ trình"}, 403),
        ("unit_head", "NA-STP", "approval", {"to": "submitted"}, 200),
        ("unit_head", "NA-STP", "approval", {"to": "returned", "reason": "x"}, 403),
        ("unit_head", "NA-STP", "status", {"to": "completed", "product": "x", "off_target": OFF_TARGET}, 403),
        ("standing_officer", "NA-CA", "status", {"to": "completed", "product": "x", "off_target": OFF_TARGET}, 200),
    ],
)
async def test_each_does_what_its_part_is(
    world: World, *, role: str, unit: str | None, verb: str, body: dict[str, Any], status: int
) -> None:
    """FR-NT-21, FR-BP-04: partners report, leads plan, planners decide, the chairman is informed."""
    await a_rich_task(world)
    answer = await world.client("nghe-an", role, unit).post(f"{TASK}/{verb}", json=body)
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize("verb", ["progress", "progress/confirmation", "parts", "details", "approval"])
async def test_what_is_not_there_is_not_found(world: World, verb: str) -> None:
    bodies = {"progress": {"value": 1}, "progress/confirmation": {"unit": "NA-CA"}, "approval": {"to": "submitted"}}
    answer = await world.standing.post(f"/v1/nghe-an/tasks/NA-T-99/{verb}", json=bodies.get(verb, {}))
    assert problem(answer, 404)[0] == "not-found"


async def test_what_tasks_have_pilot_models_do_not_have_and_the_other_way_round(world: World) -> None:
    model = {"id": "NA-M-01", "title_vi": "Mô hình", "lead_unit": "NA-STP", "year": 2024}
    await created(world.standing, "/v1/nghe-an/models", **model)
    await registered(world)
    for verb, body in (
        ("parts", {"period": "2024"}),
        ("details", {}),
        ("lead", LEAD),
        ("approval", {"to": "submitted"}),
    ):
        assert (await world.standing.post(f"/v1/nghe-an/tasks/NA-M-01/{verb}", json=body)).status_code == 404, verb
    assert (await world.standing.post("/v1/nghe-an/models/NA-T-01/details", json={"is_new": True})).status_code == 404
    changed = await world.standing.post(f"{MODEL}/details", json={"is_new": True, "focus": True, "focus_order": 1})
    assert (changed.json()["is_new"], changed.json()["focus_order"]) == (True, 1)


async def test_a_regular_task_is_met_by_period(world: World) -> None:
    await registered(world, kind="regular", rhythm="month", due={"date": None, "precision": "none"})
    assert (await world.head.get(TASK)).json()["unmet_periods"] == ["2024-01", "2024-02", "2024-03"]
    met = await world.head.post(f"{TASK}/parts", json={"period": "2024-03", "product": "Báo cáo tháng 3"})
    assert met.json()["schedule"]["periods"] == [
        {"period": "2024-03", "met_on": "2024-04-02", "product": "Báo cáo tháng 3"}
    ]
    assert (await world.head.get(TASK)).json()["unmet_periods"] == ["2024-01", "2024-02"]


async def test_a_repeated_report_is_answered_as_the_first_time(world: World) -> None:
    await a_rich_task(world)
    key = {"idempotency-key": "report-1"}
    first = await world.head.post(f"{TASK}/progress", json={"value": 7}, headers=key)
    again = await world.head.post(f"{TASK}/progress", json={"value": 7}, headers=key)
    assert (again.json()["version"], again.json()["sequence"]) == (first.json()["version"], first.json()["sequence"])
    stranger = world.client("nghe-an", "unit_head", "NA-STC")
    assert (await stranger.post(f"{TASK}/progress", json={"value": 7}, headers=key)).status_code == 403


async def test_who_may_not_complete_off_target_may_not_repeat_it_either(world: World) -> None:
    """FR-NA-11: a key is no password, also where the unit's head may take all other steps."""
    await a_rich_task(world)
    key = {"idempotency-key": "off-target-1"}
    body = {"to": "completed", "product": "x", "off_target": OFF_TARGET}
    first = await world.standing.post(f"{TASK}/status", json=body, headers=key)
    again = await world.standing.post(f"{TASK}/status", json=body, headers=key)
    assert (first.status_code, again.json()["sequence"]) == (200, first.json()["sequence"]), first.text
    assert (await world.head.post(f"{TASK}/status", json=body, headers=key)).status_code == 403


async def test_everything_is_told_in_the_history(world: World) -> None:
    await a_rich_task(world)
    for verb, body in (
        ("progress", {"done": 21, "total": 24}),
        ("parts", {"milestone": "Trình UBND tỉnh"}),
        ("details", {"product_vi": "Tờ trình"}),
        ("lead", LEAD),
    ):
        assert (await world.standing.post(f"{TASK}/{verb}", json=body)).status_code == 200, verb
    history = (await world.head.get(f"{TASK}/history")).json()["items"]
    assert [item["what"] for item in history[-4:]] == ["progress_reported", "part_met", "amended", "lead_changed"]
    assert history[-4]["summary_vi"] == "Báo cáo 21/24 văn bản"


async def test_a_checklist_counts_itself(world: World) -> None:
    """FR-NA-12: 53 of 53 services, ticked by the lead; the coverage is the model's progress."""
    model = {"id": "NA-M-01", "title_vi": "53 dịch vụ công thiết yếu", "lead_unit": "NA-STP", "year": 2024}
    target = {"op": "=", "value": 53, "unit": "dịch vụ"}
    await created(world.standing, "/v1/nghe-an/models", **model, target=target, status="in_progress")
    services: list[dict[str, Any]] = [{"name_vi": f"Dịch vụ {n}", "done_on": "2024-03-01"} for n in range(53)]
    waiting = await world.head.post(f"{MODEL}/details", json={"checklist": [{"name_vi": "Dịch vụ 0"}, *services[1:]]})
    counted = waiting.json()["measured"]["progress"]
    assert (counted["done"], counted["total"], counted["percent"]) == (52, 53, 98.11)
    done = {"to": "completed"}
    status = "/v1/nghe-an/tasks/NA-M-01/status"
    assert problem(await world.head.post(status, json=done), 409)[0] == "target-not-reached"
    assert (await world.head.post(f"{MODEL}/details", json={"checklist": services})).status_code == 200
    assert (await world.head.post(status, json=done)).json()["status"] == "completed"


@pytest.mark.parametrize(
    ("checklist", "field", "code"),
    [
        ([{"name_vi": "Một"}, {"name_vi": "Một"}], "body.checklist", "named_twice"),
        ([{"name_vi": "Một", "done_on": "2024-04-03"}], "body.checklist", "effective_in_future"),
        ([{"done_on": "2024-04-01"}], "body.checklist.0.name_vi", "missing"),
    ],
)
async def test_a_wrong_checklist_is_named(world: World, checklist: list[dict[str, str]], field: str, code: str) -> None:
    model = {"id": "NA-M-01", "title_vi": "Mô hình", "lead_unit": "NA-STP", "year": 2024}
    await created(world.standing, "/v1/nghe-an/models", **model)
    answer = await world.head.post(f"{MODEL}/details", json={"checklist": checklist})
    assert problem(answer, 422)[1] == [(field, code)]


async def test_the_lead_of_a_model_does_not_set_its_target(world: World) -> None:
    model = {"id": "NA-M-01", "title_vi": "Mô hình", "lead_unit": "NA-STP", "year": 2024}
    await created(world.standing, "/v1/nghe-an/models", **model)
    assert (await world.head.post(f"{MODEL}/details", json={"focus": True})).status_code == 403
    other = world.client("nghe-an", "unit_head", "NA-STC")
    assert (await other.post(f"{MODEL}/details", json={"sites": [{"name_vi": "Nơi"}]})).status_code == 403
