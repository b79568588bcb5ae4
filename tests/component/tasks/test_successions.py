"""Units renamed, merged, divided and closed over HTTP (FR-X-07)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.tasks.usecases import handing_over
from tests.component.tasks.conftest import World, created, problem, registered

PATH = "/v1/nghe-an/successions"
NAME = "/v1/nghe-an/units/NA-STP/name"
A_NAME = {"name_vi": "Sở Tư pháp mới", "effective_on": "2024-04-01", "document": "1/QĐ-UBND"}


def merged(**more: Any) -> dict[str, Any]:
    """Sở Tư pháp joins Sở Tài chính on 1 April 2024."""
    return {
        "id": "KT-01",
        "title_vi": "Hợp nhất Sở Tư pháp vào Sở Tài chính",
        "effective_on": "2024-04-01",
        "document": "12/NQ-HĐND",
        "heirs": [{"unit": "NA-STP", "successor": "NA-STC"}],
    } | more


async def a_department_at_work(world: World) -> None:
    """It leads an open and a finished task and a model, helps with one, owes a request and a report, and has an obstacle."""
    await registered(world)
    await registered(world, id="NA-T-02", lead_unit="NA-CA", coordinating_units=["NA-STP", "NA-VNPT"])
    await registered(world, id="NA-T-03", status="in_progress")
    done = {"to": "completed", "product": "Quyết định 55"}
    assert (await world.head.post("/v1/nghe-an/tasks/NA-T-03/status", json=done)).status_code == 200
    model = {"id": "NA-M-01", "title_vi": "Mô hình", "lead_unit": "NA-STP", "year": 2024}
    await created(world.standing, "/v1/nghe-an/models", **model)
    asked = {"id": "DN", "kind": "urge", "units": ["NA-STP"], "title_vi": "Đôn đốc", "text_vi": "Khẩn trương"}
    await created(world.standing, "/v1/nghe-an/requests", **asked, reply_by="2024-12-31")
    cycle = {"id": "BC", "name_vi": "Báo cáo", "frequency": "monthly", "due_days": 5, "units": ["NA-STP", "NA-CA"]}
    await created(world.standing, "/v1/nghe-an/reporting-cycles", **cycle)
    await created(world.standing, "/v1/nghe-an/reporting-cycles/BC/periods", period="2024-03")
    obstacle = {"id": "BN", "group": "legal", "title_vi": "Vướng", "owner_unit": "NA-STP"}
    await created(world.head, "/v1/nghe-an/bottlenecks", **obstacle)


async def seen(world: World, path: str) -> dict[str, Any]:
    answer = await world.standing.get(f"/v1/nghe-an/{path}")
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.json()
    return content


async def test_the_preview_says_what_passes_and_changes_nothing(world: World) -> None:
    await a_department_at_work(world)
    before = (await world.internal().get("/internal/journal/heads")).json()
    answer = await world.standing.post(f"{PATH}/preview", json=merged(effective_on="2024-07-01"))
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert shown["ending"] == [{"unit": "NA-STP", "last_day": "2024-06-30", "successor": "NA-STC"}]
    assert [(one["sort"], one["id"], one["kind"]) for one in shown["passing"]] == [
        ("lead", "NA-T-01", None),
        ("coordination", "NA-T-02", None),
        ("lead", "NA-M-01", None),
        ("duty", "BC.2024-03.NA-STP", "periodic_report"),
        ("duty", "DN.NA-STP", "urge"),
        ("bottleneck", "BN", None),
        ("reporting_cycle", "BC", None),
    ]
    counts = {"bottleneck": 1, "coordination": 1, "duty": 2, "lead": 2, "reporting_cycle": 1}
    assert shown["inherited"] == [{"unit": "NA-STC", "counts": counts}]
    assert shown["left"] == []
    assert (await world.internal().get("/internal/journal/heads")).json() == before


async def test_open_work_passes_on_and_done_work_stays(world: World) -> None:
    await a_department_at_work(world)
    entered = await created(world.standing, PATH, **merged())
    assert (entered["status"], entered["version"]) == ("completed", 2)
    assert (await seen(world, "tasks/NA-T-01"))["obligation"]["owner_unit"] == "NA-STC"
    assert (await seen(world, "tasks/NA-T-02"))["coordinating_units"] == ["NA-STC", "NA-VNPT"]
    assert (await seen(world, "tasks/NA-T-03"))["lead_unit"] == "NA-STP"
    assert (await seen(world, "tasks/NA-M-01"))["lead_unit"] == "NA-STC"
    assert (await seen(world, "requests/DN.NA-STP"))["unit"] == "NA-STC"
    assert (await seen(world, "reports/BC.2024-03.NA-STP"))["unit"] == "NA-STC"
    assert (await seen(world, "bottlenecks/BN"))["owner_unit"] == "NA-STC"
    (cycle,) = (await seen(world, "reporting-cycles"))["items"]
    assert cycle["units"] == ["NA-STC", "NA-CA"]
    units = {unit["id"]: unit for unit in (await seen(world, "units"))["items"]}
    assert (units["NA-STP"]["valid_to"], units["NA-STP"]["successor"]) == ("2024-03-31", "NA-STC")
    history = (await seen(world, "tasks/NA-T-01/history"))["items"]
    assert [(one["what"], one["time"]) for one in history] == [
        ("registered", "2023-12-31T17:00:00.000000Z"),
        ("lead_changed", "2024-03-31T17:00:00.000000Z"),
    ]


async def test_the_successor_goes_on_with_what_it_inherited(world: World) -> None:
    await a_department_at_work(world)
    await created(world.standing, PATH, **merged())
    heir = world.client("nghe-an", "unit_head", "NA-STC")
    assert (await heir.post("/v1/nghe-an/tasks/NA-T-01/status", json={"to": "in_progress"})).status_code == 200
    assert (await world.head.post("/v1/nghe-an/tasks/NA-T-01/status", json={"to": "on_hold"})).status_code == 403
    path = "/v1/nghe-an/reports/BC.2024-03.NA-STP"
    assert (await heir.post(f"{path}/content", json={"text_vi": "Đã làm"})).status_code == 200
    assert (await world.head.post(f"{path}/content", json={"text_vi": "Đã làm"})).status_code == 403
    answer = await world.standing.post("/v1/nghe-an/tasks", json={**a_new_task(), "lead_unit": "NA-STP"})
    assert problem(answer, 422) == ("invalid-request", [("body.lead_unit", "unit_not_in_force")])


def a_new_task() -> dict[str, Any]:
    return {"id": "NA-T-09", "plan": "NA-KH-2024", "title_vi": "Việc mới", "opened_at": "2024-04-02"}


async def test_works_may_be_chosen_for_other_units(world: World) -> None:
    await a_department_at_work(world)
    works = [{"work": "NA-T-01", "lead_unit": "NA-CA"}]
    await created(world.standing, PATH, **merged(works=works))
    assert (await seen(world, "tasks/NA-T-01"))["lead_unit"] == "NA-CA"
    assert (await seen(world, "tasks/NA-M-01"))["lead_unit"] == "NA-STC"


async def test_a_unit_that_goes_on_gives_away_only_what_is_chosen(world: World) -> None:
    await a_department_at_work(world)
    works = [{"work": "NA-T-01", "lead_unit": "NA-STC"}]
    await created(world.standing, PATH, **merged(heirs=[{"unit": "NA-STP", "closes": False}], works=works))
    assert (await seen(world, "tasks/NA-T-01"))["lead_unit"] == "NA-STC"
    assert (await seen(world, "tasks/NA-M-01"))["lead_unit"] == "NA-STP"
    units = {unit["id"]: unit for unit in (await seen(world, "units"))["items"]}
    assert units["NA-STP"]["valid_to"] is None


async def test_what_would_be_left_with_nobody_is_refused(world: World) -> None:
    await a_department_at_work(world)
    alone = merged(heirs=[{"unit": "NA-STP"}])
    shown = (await world.standing.post(f"{PATH}/preview", json=alone)).json()
    assert [one["id"] for one in shown["left"]] == ["NA-T-01", "NA-M-01", "BC.2024-03.NA-STP", "DN.NA-STP", "BN"]
    answer = await world.standing.post(PATH, json=alone)
    assert problem(answer, 409)[0] == "cannot-pass"
    assert (answer.json()["count"], answer.json()["left"][0]) == (5, "NA-T-01")
    assert (await seen(world, "tasks/NA-T-01"))["version"] == 1


async def test_a_unit_that_owes_nothing_is_closed(world: World) -> None:
    await created(world.standing, PATH, **merged(heirs=[{"unit": "NA-STP"}]))
    units = {unit["id"]: unit for unit in (await seen(world, "units"))["items"]}
    assert (units["NA-STP"]["valid_to"], units["NA-STP"]["successor"]) == ("2024-03-31", None)


@pytest.mark.parametrize("step", ["units", "works", "reports", "requests", "bottlenecks", "cycles"])
async def test_what_a_crash_left_behind_is_handed_over_by_repeating(
    world: World, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    await a_department_at_work(world)
    records = world.app.state.records
    whole, handed = handing_over._passed, []

    async def crash(register: Any, own: Any, key: str, decide: Any) -> None:
        if register is getattr(records, step):
            raise RuntimeError("the power fails")
        handed.append(key)
        await whole(register, own, key, decide)

    with monkeypatch.context() as failing:
        failing.setattr(handing_over, "_passed", crash)
        with pytest.raises(RuntimeError):
            await world.standing.post(PATH, json=merged(), headers={"idempotency-key": "one"})
    assert (await seen(world, "successions/KT-01"))["status"] == "running"
    again = [await world.standing.post(PATH, json=merged(), headers={"idempotency-key": "one"}) for _ in range(2)]
    assert [answer.status_code for answer in again] == [201, 201]
    assert again[0].json() == again[1].json()
    assert (await seen(world, "tasks/NA-T-01"))["lead_unit"] == "NA-STC"
    assert (await seen(world, "requests/DN.NA-STP"))["version"] == 2
    left = (await world.standing.post(f"{PATH}/preview", json=merged(id="KT-02"))).json()
    assert left["passing"] == []


async def test_another_decision_under_the_same_id_is_refused(world: World) -> None:
    await created(world.standing, PATH, **merged())
    assert problem(await world.standing.post(PATH, json=merged(document="13/NQ-HĐND")), 409)[0] == "already-exists"
    assert problem(await world.standing.post(PATH, json=merged()), 409)[0] == "already-exists"


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"heirs": []}, "heirs", "too_short"),
        ({"heirs": [{"unit": "NA-NO"}]}, "heirs.0.unit", "unknown_reference"),
        ({"heirs": [{"unit": "NA-STP", "successor": "NA-NO"}]}, "heirs.0.successor", "unknown_reference"),
        ({"heirs": [{"unit": "NA-STP", "successor": "NA-VNPT"}]}, "heirs.0.successor", "partner_cannot_lead"),
        ({"heirs": [{"unit": "NA-STP", "successor": "NA-STP"}]}, "heirs.0.successor", "successor_ends"),
        (
            {"heirs": [{"unit": "NA-STP", "successor": "NA-H413"}], "effective_on": "2025-07-01"},
            "heirs.0.successor",
            "unit_not_in_force",
        ),
        ({"heirs": [{"unit": "NA-STP"}, {"unit": "NA-STP"}]}, "heirs.1.unit", "unit_twice"),
        (
            {"heirs": [{"unit": "NA-STP", "successor": "NA-STC", "closes": False}]},
            "heirs.0.successor",
            "successor_of_unit_that_stays",
        ),
        ({"works": [{"work": "NA-T-03", "lead_unit": "NA-STC"}]}, "works.0.work", "led_by_none_of_them"),
        ({"works": [{"work": "NA-T-01", "lead_unit": "NA-NO"}]}, "works.0.lead_unit", "unknown_reference"),
        ({"effective_on": "2024-04-03"}, "effective_on", "effective_in_future"),
        ({"effective_on": "soon"}, "effective_on", "invalid_date"),
        ({"document": ""}, "document", "string_too_short"),
        ({"title_vi": 3}, "title_vi", "string_type"),
        ({"nobody": 1}, "nobody", "extra_forbidden"),
    ],
)
async def test_a_wrong_succession_is_told_field_by_field_and_changes_nothing(
    world: World, wrong: dict[str, Any], field: str, code: str
) -> None:
    await a_department_at_work(world)
    before = (await world.internal().get("/internal/journal/heads")).json()
    answer = await world.standing.post(PATH, json=merged(**wrong))
    assert problem(answer, 422)[1] == [(f"body.{field}", code)], answer.text
    assert (await world.internal().get("/internal/journal/heads")).json() == before


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (("nghe-an", "standing_officer", "NA-CA"), 201),
        (("nghe-an", "office_officer", "NA-VPUB"), 403),
        (("nghe-an", "chairman"), 403),
        (("nghe-an", "unit_head", "NA-STP"), 403),
        (("central", "central_wg_officer"), 403),
        (("ninh-thuan", "standing_officer"), 404),
    ],
)
async def test_the_standing_agency_orders_the_organisation(world: World, who: tuple[str, ...], status: int) -> None:
    answer = await world.client(*who).post(PATH, json=merged())
    assert answer.status_code == status, answer.text


async def test_a_unit_is_renamed_from_a_day_on(world: World) -> None:
    answer = await world.standing.post(NAME, json=A_NAME)
    assert (answer.status_code, answer.json()["name_vi"]) == (200, "Sở Tư pháp mới")
    again = await world.standing.post(NAME, json=A_NAME)
    assert problem(again, 422)[1] == [("body.name_vi", "name_unchanged")]
    unknown = await world.standing.post("/v1/nghe-an/units/NA-NO/name", json=A_NAME)
    assert unknown.status_code == 404


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"effective_on": "2024-04-03"}, "effective_in_future"), ({"effective_on": 3}, "invalid_date")],
)
async def test_a_name_is_known_from_today_at_the_latest(world: World, wrong: dict[str, Any], code: str) -> None:
    answer = await world.standing.post(NAME, json=A_NAME | wrong)
    assert problem(answer, 422)[1] == [("body.effective_on", code)]


async def test_a_unit_that_has_ended_is_not_renamed(world: World) -> None:
    world.clock.move_to(datetime(2025, 1, 2, tzinfo=UTC))
    answer = await world.standing.post("/v1/nghe-an/units/NA-H413/name", json={**A_NAME, "effective_on": "2024-12-01"})
    assert problem(answer, 422)[1] == [("body.effective_on", "unit_not_in_force")]
