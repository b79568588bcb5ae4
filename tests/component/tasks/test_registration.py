"""Registration over HTTP: who may, what is answered, what is refused and how it is said."""

from typing import Any

import pytest

from tests.component.tasks.conftest import World, a_task, created, problem, registered


async def test_a_task_is_answered_with_its_standing_its_version_and_the_number_of_its_event(world: World) -> None:
    answer = await world.standing.post("/v1/nghe-an/tasks", json=a_task(source="synthetic"))
    task = answer.json()
    assert (answer.status_code, answer.headers["etag"]) == (201, '"1"')
    assert (task["status"], task["version"], task["sample"]) == ("not_started", 1, True)
    assert (task["outcome"], task["done"], task["overdue"], task["due_soon"]) == ("open_in_time", False, False, False)
    assert task["obligation"]["due_at"] == "2024-04-30T16:59:59.999999Z"
    assert task["accountable_role_vi"] == "Giám đốc Sở Tư pháp"
    assert task["sequence"] == 11


async def test_running_work_is_registered_by_two_events_and_one_command(world: World) -> None:
    task = await registered(world, status="in_progress", status_as_of="2024-03-31")
    history = (await world.head.get("/v1/nghe-an/tasks/NA-T-01/history")).json()["items"]
    assert [item["sequence"] for item in history] == [task["sequence"] - 1, task["sequence"]]
    assert [item["time"] for item in history] == ["2023-12-31T17:00:00.000000Z", "2024-03-30T17:00:00.000000Z"]
    assert history[1]["change"]["adopted"] is True
    assert (task["status"], task["version"]) == ("in_progress", 2)


@pytest.mark.parametrize(
    ("tenant", "role", "status"),
    [
        ("nghe-an", "standing_officer", 201),
        ("nghe-an", "office_officer", 201),
        ("nghe-an", "chairman", 403),
        ("nghe-an", "permanent_vice_chairman", 403),
        ("nghe-an", "unit_head", 403),
        ("nghe-an", "unit_officer", 403),
        ("nghe-an", "home_affairs_officer", 403),
        ("nghe-an", "integrator", 403),
        ("nghe-an", "ops", 403),
        ("central", "central_wg_officer", 403),
        ("ninh-thuan", "standing_officer", 404),
    ],
)
async def test_planners_register_and_nobody_else(world: World, tenant: str, role: str, status: int) -> None:
    client = world.client(tenant, role, "NA-STP")
    for path, body in (
        ("tasks", a_task()),
        ("units", {"id": "NA-X", "type": "department", "name_vi": "Sở X"}),
        ("plans", {"id": "NA-P", "year": 2024, "title_vi": "Kế hoạch", "effective_from": "2024-01-01"}),
        ("groups", {"id": "NA-G", "plan": "NA-KH-2024", "name_vi": "Nhóm"}),
        ("models", {"id": "NA-M", "title_vi": "Mô hình", "lead_unit": "NA-STP", "year": 2024}),
    ):
        assert (await client.post(f"/v1/nghe-an/{path}", json=body)).status_code == status, path


async def test_the_central_officer_plans_at_the_central_level(world: World) -> None:
    await created(world.ops, "/v1/tenants", id="central", level="central", short_code="TW", name_vi="Trung ương")
    officer = world.client("central", "central_wg_officer")
    await created(officer, "/v1/central/units", id="TW-BTC", type="ministry", name_vi="Bộ Tài chính")


async def test_only_operators_let_a_tenant_join(world: World) -> None:
    body = {"id": "ninh-thuan", "short_code": "NT", "name_vi": "Tỉnh Ninh Thuận"}
    refused = await world.standing.post("/v1/tenants", json=body)
    assert problem(refused, 403)[0] == "forbidden"
    assert (await world.ops.post("/v1/tenants", json=body)).json()["sequence"] == 1


async def test_in_a_tenant_that_has_not_joined_nothing_can_be_registered_or_found(world: World) -> None:
    officer = world.client("ninh-thuan", "standing_officer")
    unit = {"id": "NT-STP", "type": "department", "name_vi": "Sở Tư pháp"}
    assert problem(await officer.post("/v1/ninh-thuan/units", json=unit), 404)[0] == "not-found"
    assert problem(await officer.get("/v1/ninh-thuan/tasks"), 404)[0] == "not-found"


@pytest.mark.parametrize("path", ["tasks", "models"])
async def test_an_id_that_is_taken_by_a_task_or_a_model_is_a_conflict(world: World, path: str) -> None:
    await registered(world, id="NA-1")
    model = {"id": "NA-1", "title_vi": "Mô hình", "lead_unit": "NA-STP", "year": 2024}
    answer = await world.standing.post(f"/v1/nghe-an/{path}", json=model if path == "models" else a_task(id="NA-1"))
    assert problem(answer, 409)[0] == "already-exists"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"id": None}, "body.id", "string_type"),
        ({"id": "x y"}, "body.id", "invalid_identifier"),
        ({"id": "x" * 81}, "body.id", "invalid_identifier"),
        ({"title_vi": ""}, "body.title_vi", "string_too_short"),
        ({"title_vi": "x" * 501}, "body.title_vi", "string_too_long"),
        ({"title_vi": " " + "x" * 500}, "body.title_vi", "string_too_long"),
        ({"title_vi": "a\u0007"}, "body.title_vi", "invalid_text"),
        ({"kind": "urgent"}, "body.kind", "literal_error"),
        ({"titel": "x"}, "body.titel", "extra_forbidden"),
        ({"coordinating_units": "NA-CA"}, "body.coordinating_units", "tuple_type"),
        ({"coordinating_units": ["NA CA"]}, "body.coordinating_units.0", "invalid_identifier"),
        ({"due": {"date": "30/4/2024", "precision": "day"}}, "body.due.date", "invalid_date"),
        ({"due": {"date": "2024-04-30"}}, "body.due.precision", "deadline_incomplete"),
        ({"due": {"date": "2024-04-30", "precision": "week"}}, "body.due.precision", "enum"),
        ({"due": {"precision": "month"}}, "body.due.date", "deadline_incomplete"),
        ({"opened_at": "yesterday"}, "body.opened_at", "invalid_date"),
        ({"opened_at": "2024-01-01T00:00:00"}, "body.opened_at", "invalid_instant"),
        ({"opened_at": "1024-01-01"}, "body.opened_at", "date_out_of_range"),
        ({"source": "rumour"}, "body.source", "enum"),
        ({"status": "finished"}, "body.status", "literal_error"),
        ({"status": "in_progress", "status_as_of": "2024-04-03"}, "body.status_as_of", "effective_in_future"),
        (
            {"status": "in_progress", "status_as_of": "2023-12-31"},
            "body.status_as_of",
            "effective_before_last_change",
        ),
        ({"status": "on_hold"}, "body.reason", "reason_missing"),
        ({"plan": "NA-KH-2023"}, "body.plan", "unknown_reference"),
        ({"group": "NA-G99"}, "body.group", "unknown_reference"),
        ({"parent": "NA-T-99"}, "body.parent", "unknown_reference"),
        ({"lead_unit": "NA-XXX"}, "body.lead_unit", "unknown_reference"),
        ({"coordinating_units": ["NA-XXX"]}, "body.coordinating_units", "unknown_reference"),
        ({"lead_unit": None, "assignees": ["NA-XXX"]}, "body.assignees", "unknown_reference"),
        ({"lead_unit": None}, "body.lead_unit", "lead_missing"),
        ({"assignees": ["NA-STC"]}, "body.assignees", "lead_and_assignees"),
        ({"coordinating_units": ["NA-STP"]}, "body.coordinating_units", "lead_coordinates"),
        ({"lead_unit": "NA-VNPT"}, "body.lead_unit", "partner_cannot_lead"),
        ({"lead_unit": "NA-H413", "opened_at": "2024-12-01"}, "body.lead_unit", "unit_not_in_force"),
        (
            {"id": "T" * 75, "lead_unit": None, "assignees": ["NA-STP"]},
            "body.id",
            "id_too_long_for_children",
        ),
    ],
)
async def test_a_field_that_is_wrong_is_named_with_a_code(
    world: World, change: dict[str, Any], field: str, code: str
) -> None:
    answer = await world.standing.post("/v1/nghe-an/tasks", json=a_task(**change))
    assert problem(answer, 422) == ("invalid-request", [(field, code)])
    assert problem(await world.head.get(f"/v1/nghe-an/tasks/{change.get('id') or 'NA-T-01'}"), 404)


async def test_a_group_of_another_plan_is_refused(world: World) -> None:
    other = {"id": "NA-KH-2025", "year": 2025, "title_vi": "Kế hoạch 2025", "effective_from": "2025-01-01"}
    await created(world.standing, "/v1/nghe-an/plans", **other)
    answer = await world.standing.post("/v1/nghe-an/tasks", json=a_task(plan="NA-KH-2025"))
    assert problem(answer, 422)[1] == [("body.group", "group_of_other_plan")]


@pytest.mark.parametrize(
    ("path", "body", "field", "code"),
    [
        ("units", {"id": "NA-X", "type": "department"}, "body.name_vi", "missing"),
        ("units", {"id": "NA-X", "type": "t", "name_vi": "X", "parent": "NA-Y"}, "body.parent", "unknown_reference"),
        (
            "units",
            {"id": "NA-X", "type": "t", "name_vi": "X", "head_role": "chairman"},
            "body.head_role",
            "literal_error",
        ),
        (
            "units",
            {"id": "NA-X", "type": "t", "name_vi": "X", "valid_from": "2024-02-01", "valid_to": "2024-01-31"},
            "body.valid_to",
            "period_reversed",
        ),
        ("groups", {"id": "NA-G", "plan": "NA-P", "name_vi": "Nhóm"}, "body.plan", "unknown_reference"),
        ("groups", {"id": "NA-G", "plan": "NA-KH-2024", "name_vi": "N", "slow": "yes"}, "body.slow", "bool_type"),
        (
            "plans",
            {"id": "NA-P", "year": "2024", "title_vi": "K", "effective_from": "2024-01-01"},
            "body.year",
            "int_type",
        ),
        (
            "plans",
            {"id": "NA-P", "year": 2024, "title_vi": "K", "effective_from": 0},
            "body.effective_from",
            "invalid_date",
        ),
        (
            "models",
            {"id": "NA-M", "title_vi": "M", "lead_unit": "NA-Y", "year": 2024},
            "body.lead_unit",
            "unknown_reference",
        ),
        (
            "models",
            {"id": "NA-M", "title_vi": "M", "lead_unit": "NA-STP", "year": 2024, "linked_tasks": ["NA-T-9"]},
            "body.linked_tasks",
            "unknown_reference",
        ),
        (
            "models",
            {"id": "NA-M", "title_vi": "M", "lead_unit": "NA-STP", "year": 2024, "target": {"op": ">", "value": 1}},
            "body.target.op",
            "literal_error",
        ),
    ],
)
async def test_the_frame_is_checked_field_by_field(
    world: World, path: str, body: dict[str, Any], field: str, code: str
) -> None:
    answer = await world.standing.post(f"/v1/nghe-an/{path}", json=body)
    assert problem(answer, 422) == ("invalid-request", [(field, code)])


async def test_every_wrong_field_is_named_at_once_in_the_language_of_the_caller(world: World) -> None:
    for language, said in (("vi", "bắt buộc phải có"), ("en", "Field required")):
        answer = await world.standing.post("/v1/nghe-an/plans", json={}, headers={"accept-language": language})
        assert {fault["field"] for fault in answer.json()["errors"]} == {
            "body.id",
            "body.year",
            "body.title_vi",
            "body.effective_from",
        }
        assert {fault["message"] for fault in answer.json()["errors"]} == {said}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"text"', b'{"id": "\\ud800"}', b"\xff\xfe"])
async def test_what_is_not_a_json_object_is_a_bad_body(world: World, content: bytes) -> None:
    headers = {"content-type": "application/json"}
    answer = await world.standing.post("/v1/nghe-an/tasks", content=content, headers=headers)
    assert problem(answer, 422)[0] == "invalid-request"


@pytest.mark.parametrize("text", ["\\ud800", "a\\u0000b"])
async def test_text_that_is_no_text_is_refused(world: World, text: str) -> None:
    content = f'{{"id": "NA-P", "year": 2024, "title_vi": "{text}", "effective_from": "2024-01-01"}}'
    headers = {"content-type": "application/json"}
    answer = await world.standing.post("/v1/nghe-an/plans", content=content, headers=headers)
    assert [field for field, _ in problem(answer, 422)[1]] == ["body.title_vi"]


async def test_a_child_task_names_its_parent(world: World) -> None:
    await registered(world)
    assert (await registered(world, id="NA-T-01a", parent="NA-T-01"))["parent"] == "NA-T-01"
    model = {"id": "NA-M-1", "title_vi": "Mô hình", "lead_unit": "NA-STP", "year": 2024}
    await created(world.standing, "/v1/nghe-an/models", **model)
    answer = await world.standing.post("/v1/nghe-an/tasks", json=a_task(id="NA-T-02", parent="NA-M-1"))
    assert problem(answer, 422)[1] == [("body.parent", "unknown_reference")]
