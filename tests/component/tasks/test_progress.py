"""Status and deadline over HTTP: who may, what the rules refuse, and how repetition and concurrency end."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from tests.component.tasks.conftest import NOW, World, created, problem, registered

STATUS = "/v1/nghe-an/tasks/NA-T-01/status"
DEADLINE = "/v1/nghe-an/tasks/NA-T-01/deadline"
A_MOVE = {
    "date": "2024-08-15",
    "precision": "month",
    "reason": "Hoàn thiện thủ tục pháp lý",
    "document": "6907/UBND-KSTT",
    "decided_by_role": "chairman",
}


async def test_a_change_answers_the_task_its_new_version_and_the_number_of_its_event(world: World) -> None:
    await registered(world)
    answer = await world.head.post(STATUS, json={"to": "in_progress", "note": "Đã họp triển khai"})
    task = answer.json()
    assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')
    assert (task["status"], task["version"], task["sequence"]) == ("in_progress", 2, 12)
    assert task["status_since"] == "2024-04-02T03:00:00.000000Z"


@pytest.mark.parametrize(
    ("tenant", "role", "unit", "status"),
    [
        ("nghe-an", "unit_head", "NA-STP", 200),
        ("nghe-an", "unit_officer", "NA-STP", 200),
        ("nghe-an", "standing_officer", "NA-CA", 200),
        ("nghe-an", "unit_head", "NA-CA", 403),
        ("nghe-an", "unit_head", None, 403),
        ("nghe-an", "chairman", None, 403),
        ("nghe-an", "permanent_vice_chairman", None, 403),
        ("nghe-an", "office_officer", "NA-VPUB", 403),
        ("nghe-an", "home_affairs_officer", None, 403),
        ("nghe-an", "integrator", None, 403),
        ("nghe-an", "ops", None, 403),
        ("central", "central_wg_officer", None, 403),
        ("ninh-thuan", "unit_head", "NA-STP", 404),
    ],
)
async def test_the_lead_unit_and_the_standing_agency_change_a_status(
    world: World, tenant: str, role: str, unit: str | None, status: int
) -> None:
    await registered(world)
    answer = await world.client(tenant, role, unit).post(STATUS, json={"to": "in_progress"})
    assert answer.status_code == status, answer.text


async def test_a_step_that_does_not_exist_is_a_conflict_that_names_those_that_do(world: World) -> None:
    await registered(world)
    answer = await world.head.post(STATUS, json={"to": "completed", "product": "Quyết định 55"})
    assert problem(answer, 409) == ("illegal-transition", [])
    assert answer.json()["allowed"] == ["in_progress", "on_hold", "cancelled"]
    assert (answer.json()["current"], answer.json()["wanted"]) == ("not_started", "completed")


async def test_problems_speak_vietnamese_unless_english_is_wanted(world: World) -> None:
    await registered(world)
    for language, title in (
        ("vi-VN,vi;q=0.9", "Không chuyển trạng thái như vậy được"),
        ("en", "This step does not exist"),
    ):
        answer = await world.head.post(STATUS, json={"to": "submitted"}, headers={"accept-language": language})
        assert answer.json()["title"] == title
        assert answer.headers["content-language"] == language[:2]


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({}, "body.to", "missing"),
        ({"to": "finished"}, "body.to", "literal_error"),
        ({"to": 1}, "body.to", "literal_error"),
        ({"to": "in_progress", "by": "me"}, "body.by", "extra_forbidden"),
        ({"to": "in_progress", "note": "x" * 4001}, "body.note", "string_too_long"),
        ({"to": "in_progress", "effective_at": "2024-04-02"}, "body.effective_at", "invalid_instant"),
        (
            {"to": "in_progress", "effective_at": "2024-04-02T10:00:01+07:00"},
            "body.effective_at",
            "effective_in_future",
        ),
        (
            {"to": "in_progress", "effective_at": "2023-12-31T23:59:59+07:00"},
            "body.effective_at",
            "effective_before_last_change",
        ),
        ({"to": "on_hold"}, "body.reason", "reason_missing"),
        ({"to": "on_hold", "reason": "  "}, "body.reason", "string_too_short"),
        ({"to": "cancelled"}, "body.reason", "reason_missing"),
    ],
)
async def test_a_field_of_a_status_command_that_is_wrong_is_named(
    world: World, body: dict[str, Any], field: str, code: str
) -> None:
    await registered(world)
    assert problem(await world.head.post(STATUS, json=body), 422) == ("invalid-request", [(field, code)])
    assert (await world.head.get("/v1/nghe-an/tasks/NA-T-01")).json()["version"] == 1


async def test_completion_needs_its_product_and_is_then_on_time(world: World) -> None:
    await registered(world, status="in_progress")
    refused = await world.head.post(STATUS, json={"to": "completed"})
    assert problem(refused, 422) == ("invalid-request", [("body.product", "product_missing")])
    done = (await world.head.post(STATUS, json={"to": "completed", "product": "Quyết định 55/QĐ-UBND"})).json()
    assert (done["outcome"], done["done"], done["product"]) == ("done_on_time", True, "Quyết định 55/QĐ-UBND")
    assert done["obligation"]["discharged_at"] == "2024-04-02T03:00:00.000000Z"


async def test_lateness_is_decided_by_when_it_took_effect_not_by_when_it_was_entered(world: World) -> None:
    await registered(world, status="in_progress")
    world.clock.move_to(NOW + timedelta(days=60))
    late = (await world.head.get("/v1/nghe-an/tasks/NA-T-01")).json()
    assert (late["outcome"], late["overdue"], late["due_soon"]) == ("open_overdue", True, False)
    body = {"to": "basically_completed", "effective_at": "2024-04-30T17:00:00+07:00"}
    assert (await world.head.post(STATUS, json=body)).json()["outcome"] == "done_on_time"


async def test_models_have_their_own_life_cycle_under_the_same_path(world: World) -> None:
    model = {"id": "NA-T-01", "title_vi": "Mô hình", "lead_unit": "NA-STP", "year": 2024}
    await created(world.standing, "/v1/nghe-an/models", **model, target={"op": ">=", "value": 20, "unit": "services"})
    assert (await world.head.post(STATUS, json={"to": "on_hold", "reason": "chờ"})).status_code == 409
    assert (await world.head.post(STATUS, json={"to": "in_progress"})).json()["kind"] == "pilot_model"
    refused = await world.head.post(STATUS, json={"to": "completed", "product": "21 dịch vụ công"})
    assert problem(refused, 409)[0] == "target-not-reached"
    await world.head.post("/v1/nghe-an/tasks/NA-T-01/progress", json={"value": 21})
    done = await world.head.post(STATUS, json={"to": "completed", "product": "21 dịch vụ công"})
    assert (done.json()["done"], done.json()["outcome"]) == (True, "no_deadline")
    assert (await world.head.post(STATUS, json={"to": "maintained"})).json()["version"] == 5
    assert problem(await world.standing.post(DEADLINE, json=A_MOVE), 409)[0] == "deadline-not-kept"


async def test_a_deadline_moves_with_its_basis_and_the_original_stays(world: World) -> None:
    await registered(world)
    answer = await world.standing.post(DEADLINE, json=A_MOVE, headers={"if-match": '"1"'})
    owed = answer.json()["obligation"]
    assert (owed["due_at"], owed["original_due_at"], owed["moves"]) == (
        "2024-08-31T16:59:59.999999Z",
        "2024-04-30T16:59:59.999999Z",
        1,
    )
    assert answer.headers["etag"] == '"2"'
    again = await world.standing.post(DEADLINE, json=A_MOVE)
    assert problem(again, 409)[0] == "deadline-unchanged"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"date": None}, "body.date", "deadline_incomplete"),
        ({"precision": "none"}, "body.precision", "deadline_incomplete"),
        ({"precision": None}, "body.precision", "enum"),
        ({"date": "2024-02-30"}, "body.date", "invalid_date"),
        ({"reason": ""}, "body.reason", "string_too_short"),
        ({"document": None}, "body.document", "string_type"),
        ({"decided_by_role": "king"}, "body.decided_by_role", "enum"),
        ({"decided_by_role": "ops"}, "body.decided_by_role", "not_a_decider"),
    ],
)
async def test_a_field_of_a_deadline_command_that_is_wrong_is_named(
    world: World, change: dict[str, Any], field: str, code: str
) -> None:
    await registered(world)
    answer = await world.standing.post(DEADLINE, json=A_MOVE | change)
    assert problem(answer, 422) == ("invalid-request", [(field, code)])


@pytest.mark.parametrize(("role", "status"), [("office_officer", 200), ("unit_head", 403), ("chairman", 403)])
async def test_planners_move_deadlines_and_the_lead_does_not_move_its_own(world: World, role: str, status: int) -> None:
    await registered(world)
    assert (await world.client("nghe-an", role, "NA-STP").post(DEADLINE, json=A_MOVE)).status_code == status


async def test_the_deadline_of_a_cancelled_task_stays(world: World) -> None:
    await registered(world)
    await world.head.post(STATUS, json={"to": "cancelled", "reason": "Trùng với NA-T-02"})
    answer = await world.standing.post(DEADLINE, json=A_MOVE)
    assert problem(answer, 409)[0] == "deadline-closed"
    assert answer.json()["current"] == "cancelled"


async def test_another_provinces_task_an_unknown_one_and_nonsense_answer_alike(world: World) -> None:
    await registered(world)
    stranger = world.client("ninh-thuan", "standing_officer")
    answers = [
        await world.head.get("/v1/nghe-an/tasks/NA-T-99"),
        await world.head.get("/v1/nghe-an/tasks/NA%20T"),
        await world.head.get("/v1/nghe-an/tasks/NA-T-99/history"),
        await world.head.post("/v1/nghe-an/tasks/NA-T-99/status", json={"to": "in_progress"}),
        await world.standing.post("/v1/nghe-an/tasks/NA-T-99/deadline", json=A_MOVE),
        await stranger.get("/v1/nghe-an/tasks/NA-T-01"),
        await stranger.get("/v1/nghe-an/tasks"),
        await stranger.get("/v1/nowhere/tasks"),
        await stranger.post(STATUS, json={"to": "in_progress"}),
        await stranger.get("/v1/nghe-an/units"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


async def test_without_a_valid_token_nothing_is_answered(world: World) -> None:
    for client in (
        httpx2.AsyncClient(transport=httpx2.ASGITransport(world.app), base_url="http://t"),
        world.internal(),
    ):
        assert problem(await client.get("/v1/nghe-an/tasks"), 401)[0] == "unauthenticated"


async def test_repeating_a_command_with_its_key_gives_the_first_answer_again(world: World) -> None:
    await registered(world)
    headers = {"idempotency-key": "start-of-NA-T-01"}
    first = await world.head.post(STATUS, json={"to": "in_progress"}, headers=headers)
    await world.head.post(STATUS, json={"to": "on_hold", "reason": "Chờ hướng dẫn"})
    again = await world.head.post(STATUS, json={"to": "in_progress"}, headers=headers)
    assert (again.status_code, again.json(), again.headers["etag"]) == (200, first.json(), '"2"')
    assert len((await world.head.get("/v1/nghe-an/tasks/NA-T-01/history")).json()["items"]) == 3


async def test_a_key_is_not_a_password(world: World) -> None:
    await registered(world)
    headers = {"idempotency-key": "k"}
    await world.head.post(STATUS, json={"to": "in_progress"}, headers=headers)
    chairman = world.client("nghe-an", "chairman")
    assert (await chairman.post(STATUS, json={"to": "in_progress"}, headers=headers)).status_code == 403


async def test_a_key_that_is_used_for_another_content_is_refused(world: World) -> None:
    await registered(world)
    headers = {"idempotency-key": "k"}
    await world.head.post(STATUS, json={"to": "in_progress"}, headers=headers)
    other = await world.head.post(STATUS, json={"to": "in_progress", "note": "khác"}, headers=headers)
    assert problem(other, 422)[0] == "idempotency-key-reused"


async def test_registering_again_with_the_key_answers_the_same_and_without_it_conflicts(world: World) -> None:
    body = {"id": "NA-P", "year": 2024, "title_vi": "Kế hoạch", "effective_from": "2024-01-01"}
    headers = {"idempotency-key": "plan"}
    first = await world.standing.post("/v1/nghe-an/plans", json=body, headers=headers)
    again = await world.standing.post("/v1/nghe-an/plans", json=body, headers=headers)
    assert (again.status_code, again.json()) == (201, first.json())
    assert problem(await world.standing.post("/v1/nghe-an/plans", json=body), 409)[0] == "already-exists"
    other = await world.standing.post("/v1/nghe-an/plans", json=body | {"title_vi": "Khác"}, headers=headers)
    assert problem(other, 422)[0] == "idempotency-key-reused"


@pytest.mark.parametrize("key", ["", "x" * 201, "a b", "khóa"])
async def test_a_key_is_1_to_200_visible_letters(world: World, key: str) -> None:
    await registered(world)
    answer = await world.head.post(STATUS, json={"to": "in_progress"}, headers=[(b"idempotency-key", key.encode())])
    assert problem(answer, 422)[1] == [("header.Idempotency-Key", "invalid_key")]


async def test_a_stale_or_foreign_etag_is_refused_and_a_star_is_not(world: World) -> None:
    await registered(world)
    for tag in ('"2"', '"abc"', "0"):
        refused = await world.head.post(STATUS, json={"to": "in_progress"}, headers={"if-match": tag})
        assert problem(refused, 412)[0] == "version-mismatch"
        assert refused.json()["current"] == 1
    assert (await world.head.post(STATUS, json={"to": "in_progress"}, headers={"if-match": "*"})).status_code == 200


async def test_of_two_writers_with_the_same_etag_one_wins(world: World) -> None:
    await registered(world)
    answers = await asyncio.gather(
        world.head.post(STATUS, json={"to": "in_progress"}, headers={"if-match": '"1"'}),
        world.standing.post(STATUS, json={"to": "on_hold", "reason": "Chờ"}, headers={"if-match": '"1"'}),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    assert len((await world.head.get("/v1/nghe-an/tasks/NA-T-01/history")).json()["items"]) == 2


async def test_of_many_writers_without_etags_each_step_happens_once(world: World) -> None:
    await registered(world)
    answers = await asyncio.gather(*(world.head.post(STATUS, json={"to": "in_progress"}) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7
    assert {problem(answer, 409)[0] for answer in answers if answer.status_code == 409} == {"illegal-transition"}


async def test_the_same_command_sent_many_times_at_once_happens_once(world: World) -> None:
    await registered(world)
    headers = {"idempotency-key": "k"}
    sent = (world.head.post(STATUS, json={"to": "in_progress"}, headers=headers) for _ in range(8))
    answers = await asyncio.gather(*sent)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
