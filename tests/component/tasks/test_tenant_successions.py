"""One tenant is succeeded by another: open work goes on there, once; what was done stays; and nothing new comes in (FR-X-07)."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from services.tasks.usecases.opening_periods import OpenPeriods
from services.tasks.usecases.running_tenant_successions import SETTLED, RunTenantSuccessions
from shared.events import Change, Occurred, TaskRegistered
from shared.messaging.commands import Command
from tests.component.tasks.conftest import World, created, problem, registered
from tests.component.tasks.workbooks import a_row, checked, of_tasks, worker

PATH = "/v1/tenant-successions"
OLD, NEW = "/v1/nghe-an", "/v1/thanh-hoa"


def merged(**fields: Any) -> dict[str, Any]:
    heirs = [{"unit": "NA-STP", "successor": "TH-STP"}, {"unit": "NA-CA", "successor": "TH-CA"}]
    said = {"tenant": "nghe-an", "successor": "thanh-hoa", "title_vi": "Sáp nhập tỉnh", "document": "12/NQ-QH"}
    return {**said, "effective_on": "2024-04-01", "heirs": heirs} | fields


def successor(world: World, role: str = "standing_officer", unit: str | None = "TH-CA") -> httpx2.AsyncClient:
    return world.client("thanh-hoa", role, unit)


@pytest.fixture
async def both(world: World) -> AsyncIterator[World]:
    """Nghệ An at work, and Thanh Hóa, which has units and no work."""
    tenant = {"id": "thanh-hoa", "short_code": "TH", "name_vi": "Tỉnh Thanh Hóa", "standing_unit": "TH-CA"}
    await created(world.ops, "/v1/tenants", **tenant)
    for unit in (
        {"id": "TH-CA", "type": "standing_agency", "name_vi": "Công an tỉnh", "is_standing": True},
        {"id": "TH-STP", "type": "department", "name_vi": "Sở Tư pháp", "head_role_vi": "Giám đốc"},
        {"id": "TH-H1", "type": "district", "level": "district", "name_vi": "Huyện", "valid_to": "2024-03-31"},
        {"id": "TH-VNPT", "type": "external_partner", "name_vi": "VNPT"},
    ):
        await created(successor(world), f"{NEW}/units", **unit)
    await at_work(world)
    yield world


async def at_work(world: World) -> None:
    """Four open works and a bottleneck, one done, one cancelled; an urge and a report are owed."""
    await registered(world)
    await registered(world, id="NA-T-02", lead_unit="NA-CA", coordinating_units=["NA-STP", "NA-VNPT"])
    for key, step in (
        ("NA-T-03", {"to": "completed", "product": "Quyết định 55"}),
        ("NA-T-04", {"to": "cancelled", "reason": "Thôi"}),
    ):
        await registered(world, id=key, status="in_progress")
        assert (await world.head.post(f"{OLD}/tasks/{key}/status", json=step)).status_code == 200
    model = {
        "id": "NA-M-01",
        "title_vi": "Mô hình",
        "lead_unit": "NA-STP",
        "year": 2024,
        "linked_tasks": ["NA-T-01", "NA-T-03"],
    }
    await created(world.standing, f"{OLD}/models", **model)
    await registered(world, id="NA-T-05", lead_unit=None, assignees=["NA-STP", "NA-CA"], coordinating_units=[])
    asked = {"id": "DN", "kind": "urge", "units": ["NA-STP"], "title_vi": "Đôn đốc", "text_vi": "Khẩn trương"}
    await created(world.standing, f"{OLD}/requests", **asked, reply_by="2024-12-31")
    cycle = {"id": "BC", "name_vi": "Báo cáo", "frequency": "monthly", "due_days": 5, "units": ["NA-STP"]}
    await created(world.standing, f"{OLD}/reporting-cycles", **cycle)
    await created(world.standing, f"{OLD}/reporting-cycles/BC/periods", period="2024-03")
    obstacle = {"id": "BN", "group": "legal", "title_vi": "Vướng", "owner_unit": "NA-STP", "linked_works": ["NA-T-01"]}
    await created(world.head, f"{OLD}/bottlenecks", **obstacle)


OPEN = ["NA-M-01", "NA-T-01", "NA-T-02", "NA-T-05", "NA-T-05.NA-CA", "NA-T-05.NA-STP"]


async def carried_out(world: World) -> None:
    """Round after round, and one when everybody knows that the tenant has ended."""
    run = RunTenantSuccessions(world.app.state.records, world.clock)
    while await run():
        pass
    world.clock.move_to(world.clock.now() + SETTLED)
    assert not await run()


async def decided(world: World, **fields: Any) -> dict[str, Any]:
    answer = await world.ops.post(PATH, json=merged(**fields))
    assert answer.status_code == 202, answer.text
    entered: dict[str, Any] = answer.json()
    return entered


async def seen(client: httpx2.AsyncClient, path: str) -> dict[str, Any]:
    answer = await client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.text}"
    content: dict[str, Any] = answer.json()
    return content


async def heads(world: World) -> Any:
    return (await world.internal().get("/internal/journal/heads")).json()


async def test_the_preview_says_what_goes_where_and_changes_nothing(both: World) -> None:
    before = await heads(both)
    answer = await both.ops.post(f"{PATH}/preview", json=merged(effective_on="2024-07-01"))
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert (shown["last_day"], shown["left"]) == ("2024-06-30", [])
    assert sorted(one["id"] for one in shown["moving"]) == ["BN", *OPEN]
    counts = {one["unit"]: one["counts"] for one in shown["inherited"]}
    assert counts == {
        "TH-CA": {"child": 1, "task": 1},
        "TH-STP": {"bottleneck": 1, "child": 1, "pilot_model": 1, "task": 2},
    }
    assert shown["ends"] == {"periodic_report": 1, "urge": 1}
    assert shown["stays"] == {"indicator": 0, "reporting_cycle": 1, "survey_round": 0}
    assert await heads(both) == before


async def test_open_work_goes_on_as_it_stood(both: World) -> None:
    entered = await decided(both)
    assert (entered["status"], entered["tenant"]) == ("running", "nghe-an")
    await carried_out(both)
    (item,) = (await seen(both.ops, PATH))["items"]
    assert (item["status"], item["left"]) == ("completed", 0)
    old = await seen(both.standing, f"{OLD}/tasks/NA-T-01")
    new = await seen(successor(both), f"{NEW}/tasks/nghe-an.NA-T-01")
    assert old["passed_to"] == {"tenant": "thanh-hoa", "id": "nghe-an.NA-T-01"}
    assert new["origin"] == {"tenant": "nghe-an", "id": "NA-T-01"}
    assert (old["status"], old["outcome"], old["done"], old["overdue"]) == ("not_started", None, False, False)
    kept = ("status", "status_since", "due_date", "title_vi", "product_vi", "kind", "due_raw")
    assert [new[name] for name in kept] == [old[name] for name in kept]
    owed, was = new["obligation"], old["obligation"]
    for name in ("due_at", "original_due_at", "opened_at", "moves", "due_precision"):
        assert owed[name] == was[name]
    assert (owed["owner_unit"], owed["waived"], was["waived"]) == ("TH-STP", False, True)
    assert (new["lead_unit"], new["plan"], new["group"]) == ("TH-STP", "nghe-an.NA-KH-2024", "nghe-an.NA-G01")


async def test_everything_open_goes_once_and_what_is_done_stays(both: World) -> None:
    await decided(both)
    await carried_out(both)
    works = (await seen(successor(both), f"{NEW}/tasks?limit=100"))["items"]
    models = (await seen(successor(both), f"{NEW}/tasks?kind=pilot_model"))["items"]
    assert sorted({one["origin"]["id"] for one in [*works, *models]}) == OPEN
    (model,) = models
    assert model["linked_tasks"] == ["nghe-an.NA-T-01"]
    helped = await seen(successor(both), f"{NEW}/tasks/nghe-an.NA-T-02")
    assert (helped["lead_unit"], helped["coordinating_units"]) == ("TH-CA", ["TH-STP"])
    shared = await seen(successor(both), f"{NEW}/tasks/nghe-an.NA-T-05")
    assert (shared["assignees"], shared["children"]) == (["TH-STP", "TH-CA"], {"done": 0, "total": 2})
    for key, status in (("NA-T-03", "completed"), ("NA-T-04", "cancelled")):
        stayed = await seen(both.standing, f"{OLD}/tasks/{key}")
        assert (stayed["status"], stayed["passed_to"]) == (status, None)
        assert (await successor(both).get(f"{NEW}/tasks/nghe-an.{key}")).status_code == 404
    assert (await seen(both.standing, f"{OLD}/tasks?done=false"))["items"] == []
    (obstacle,) = (await seen(successor(both), f"{NEW}/bottlenecks"))["items"]
    assert (obstacle["owner_unit"], obstacle["linked_works"]) == ("TH-STP", ["nghe-an.NA-T-01"])
    assert (await seen(both.standing, f"{OLD}/bottlenecks?status=open"))["items"] == []
    assert (await seen(both.standing, f"{OLD}/requests/DN.NA-STP"))["obligation"]["waived"] is True
    assert (await seen(both.standing, f"{OLD}/reports/BC.2024-03.NA-STP"))["obligation"]["waived"] is True


async def test_lists_tell_what_was_passed_on_from_what_totals_count(both: World) -> None:
    """The links behind the figures `passed_on` and `total` lead to exactly what these count."""
    await decided(both)
    await carried_out(both)

    async def listed(query: str) -> list[str]:
        pages = [
            await seen(both.standing, f"{OLD}/tasks?limit=100&{query}{models}") for models in ("", "&kind=pilot_model")
        ]
        return sorted({one["id"] for page in pages for one in page["items"]})

    assert await listed("passed_on=true") == OPEN
    assert await listed("counted=true") == ["NA-T-03"]
    assert await listed("counted=false&passed_on=false") == ["NA-T-04"]
    assert "NA-T-01" not in await listed("passed_on=false")


async def test_the_central_level_lists_each_bottleneck_once_where_it_goes_on(both: World) -> None:
    await decided(both)
    await carried_out(both)
    officer = both.client("central", "central_wg_officer")
    for query, expected in (
        ("", [("thanh-hoa", "nghe-an.BN")]),
        ("?passed_on=true", [("nghe-an", "BN")]),
        ("?passed_on=true&province=nghe-an", [("nghe-an", "BN")]),
        ("?passed_on=true&status=open", []),
        ("?province=nghe-an", []),
    ):
        items = (await seen(officer, f"/v1/bottlenecks{query}"))["items"]
        assert [(item["tenant"], item["id"]) for item in items] == expected, query
    assert [item["id"] for item in (await seen(both.standing, f"{OLD}/bottlenecks"))["items"]] == ["BN"]
    assert (await seen(both.standing, f"{OLD}/bottlenecks?passed_on=false"))["items"] == []


async def test_a_province_that_has_ended_is_no_part_of_the_coverage_of_key_tasks(both: World) -> None:
    officer = both.client("central", "central_wg_officer")
    await created(both.ops, "/v1/tenants", id="central", level="central", short_code="TW", name_vi="Trung ương")
    item = {"code": "1", "title_vi": "Việc"}
    await created(
        officer, "/v1/central/key-catalogues", id="KT-2024", title_vi="Danh mục", document="01/CV", items=[item]
    )
    before = await seen(officer, "/v1/central/key-catalogues/KT-2024/coverage")
    assert [one["tenant"] for one in before["provinces"]] == ["nghe-an", "thanh-hoa"]
    await decided(both)
    await carried_out(both)
    after = await seen(officer, "/v1/central/key-catalogues/KT-2024/coverage")
    assert (after["of"], [one["tenant"] for one in after["provinces"]]) == (1, ["thanh-hoa"])


async def test_history_says_where_it_went_and_where_it_came_from(both: World) -> None:
    await decided(both)
    await carried_out(both)
    old = (await seen(both.standing, f"{OLD}/tasks/NA-T-01/history"))["items"]
    new = (await seen(successor(both), f"{NEW}/tasks/nghe-an.NA-T-01/history"))["items"]
    assert [(one["what"], one["time"]) for one in old] == [
        ("registered", "2023-12-31T17:00:00.000000Z"),
        ("passed_on", "2024-03-31T17:00:00.000000Z"),
    ]
    assert [(one["what"], one["time"]) for one in new] == [("registered", "2024-03-31T17:00:00.000000Z")]
    assert "nghe-an (NA-T-01)" in new[0]["summary_en"]
    assert "thanh-hoa" in old[1]["summary_vi"]


async def test_the_successor_reads_what_happened_to_what_it_took_over_and_nothing_else(both: World) -> None:
    await decided(both)
    await carried_out(both)
    path = f"{NEW}/tasks/nghe-an.NA-T-01/origin-history"
    there = (await seen(both.standing, f"{OLD}/tasks/NA-T-01/history"))["items"]
    assert (await seen(successor(both), path))["items"] == there
    paged = await seen(successor(both), f"{path}?limit=1")
    assert (len(paged["items"]), paged["next"]) == (1, str(there[0]["sequence"]))
    for elsewhere in (f"{OLD}/tasks/NA-T-01", f"{OLD}/tasks/NA-T-01/history", f"{OLD}/tasks/NA-T-03/origin-history"):
        assert (await successor(both).get(elsewhere)).status_code == 404
    assert (await both.standing.get(path)).status_code == 404
    partner = successor(both, "unit_officer", "TH-VNPT")
    assert (await partner.get(path)).status_code == 403
    assert (await seen(both.standing, f"{OLD}/tasks/NA-T-01/origin-history"))["items"] == []


async def test_the_successor_goes_on_with_it(both: World) -> None:
    await decided(both)
    await carried_out(both)
    heir = successor(both, "unit_head", "TH-STP")
    path = f"{NEW}/tasks/nghe-an.NA-T-01/status"
    assert (await heir.post(path, json={"to": "in_progress"})).status_code == 200
    done = {"to": "completed", "product": "Quyết định", "effective_at": "2024-04-02T02:00:00Z"}
    answer = await heir.post(path, json=done)
    assert problem(answer, 422)[1] == [("body.effective_at", "effective_before_last_change")]


async def test_works_may_be_chosen_for_other_units(both: World) -> None:
    await decided(both, works=[{"work": "NA-T-01", "lead_unit": "TH-CA"}])
    await carried_out(both)
    assert (await seen(successor(both), f"{NEW}/tasks/nghe-an.NA-T-01"))["lead_unit"] == "TH-CA"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "tasks", {"id": "NA-T-09", "plan": "NA-KH-2024", "title_vi": "Mới", "lead_unit": "NA-STP"}),
        ("POST", "tasks/NA-T-01/status", {"to": "in_progress"}),
        ("POST", "units", {"id": "NA-X", "type": "department", "name_vi": "Sở"}),
        ("POST", "successions/preview", {}),
        ("PUT", "principle", {"slots": []}),
    ],
)
async def test_nothing_new_is_entered_in_a_tenant_that_has_ended(
    both: World, method: str, path: str, body: dict[str, Any]
) -> None:
    await decided(both)
    before = await heads(both)
    answer = await both.standing.request(method, f"{OLD}/{path}", json=body)
    assert problem(answer, 409)[0] == "tenant-succeeded"
    told = answer.json()
    assert (told["successor"], told["last_day"]) == ("thanh-hoa", "2024-03-31")
    stranger = await successor(both).request(method, f"{OLD}/{path}", json=body)
    assert stranger.status_code == 404
    nobody = await both.bearing("x").request(method, f"{OLD}/{path}", json=body)
    assert nobody.status_code == 401
    vietnamese = await both.standing.request(method, f"{OLD}/{path}", json=body, headers={"accept-language": "vi"})
    assert "thanh-hoa kế thừa" in vietnamese.json()["detail"]
    assert await heads(both) == before
    assert (await both.standing.get(f"{OLD}/tasks")).status_code == 200


async def test_periods_of_a_tenant_that_has_ended_open_no_more(both: World) -> None:
    await decided(both)
    before = await heads(both)
    both.clock.move_to(datetime(2024, 8, 2, tzinfo=UTC))
    await OpenPeriods(both.app.state.records, both.clock)()
    assert await heads(both) == before


async def test_an_import_that_was_running_when_the_tenant_ended_stops(both: World) -> None:
    job = await checked(both, of_tasks(a_row(1), a_row(2)))
    path = f"{OLD}/imports/{job['id']}"
    assert (await both.standing.post(f"{path}/run", json={"mode": "partial"})).status_code == 202
    await decided(both)
    while await worker(both)():
        pass
    ended = await seen(both.standing, path)
    assert (ended["status"], ended["progress"]["registered"]) == ("cancelled", 0)
    assert (await both.standing.get(f"{OLD}/tasks/NA-T-001")).status_code == 404


async def test_the_central_level_writes_to_it_no_more(both: World) -> None:
    await created(both.ops, "/v1/tenants", id="central", level="central", short_code="TW", name_vi="Trung ương")
    ministry = both.client("central", "central_wg_officer", "TW-BCA")
    await decided(both)
    letter = {"id": "TW-01", "kind": "guidance", "title_vi": "Hướng dẫn", "text_vi": "Thực hiện"}
    answer = await ministry.post("/v1/central/letters", json={**letter, "provinces": ["nghe-an"]})
    assert problem(answer, 422)[1] == [("body.provinces", "unknown_reference")]
    assert (await ministry.post("/v1/central/letters", json=letter)).status_code == 201
    assert (await seen(both.standing, f"{OLD}/requests?kind=guidance"))["items"] == []
    assert len((await seen(successor(both), f"{NEW}/requests?kind=guidance"))["items"]) == 1


async def test_new_work_in_the_successor_cannot_pick_a_district_that_has_ended(both: World) -> None:
    await decided(both)
    plan = {"id": "TH-KH", "year": 2024, "title_vi": "Kế hoạch", "effective_from": "2024-04-01"}
    await created(successor(both), f"{NEW}/plans", **plan)
    for unit, code in (("TH-H1", "unit_not_in_force"), ("NA-STP", "unknown_reference")):
        new = {"id": "TH-T-01", "plan": "TH-KH", "title_vi": "Mới", "lead_unit": unit}
        answer = await successor(both).post(f"{NEW}/tasks", json=new)
        assert problem(answer, 422)[1] == [("body.lead_unit", code)]


async def test_tenants_show_when_they_ended_and_who_succeeds(both: World) -> None:
    await decided(both)
    tenants = {one["id"]: one for one in (await seen(both.ops, "/v1/tenants"))["items"]}
    ended = tenants["nghe-an"]
    assert (ended["valid_to"], ended["succeeded_by"]) == ("2024-03-31", "thanh-hoa")
    assert (tenants["thanh-hoa"]["valid_to"], tenants["thanh-hoa"]["succeeded_by"]) == (None, None)
    both.clock.move_to(both.clock.now() + timedelta(seconds=3))
    again = await both.ops.post(
        PATH, json=merged(tenant="thanh-hoa", successor="nghe-an", heirs=[{"unit": "TH-CA", "successor": "NA-CA"}])
    )
    assert problem(again, 422)[1] == [("body.successor", "tenant_not_in_force")]


async def test_a_tenant_ends_once(both: World) -> None:
    key = {"idempotency-key": "one"}
    first = await both.ops.post(PATH, json=merged(), headers=key)
    await carried_out(both)
    again = await both.ops.post(PATH, json=merged(), headers=key)
    assert (again.status_code, again.json()) == (202, first.json())
    for other in (merged(), merged(document="13/NQ-QH")):
        assert problem(await both.ops.post(PATH, json=other), 409)[0] == "already-exists"
    reused = await both.ops.post(PATH, json=merged(document="13/NQ-QH"), headers=key)
    assert reused.status_code == 422


async def test_what_nobody_was_chosen_for_is_named_and_refused(both: World) -> None:
    alone = merged(heirs=[{"unit": "NA-CA", "successor": "TH-CA"}])
    shown = (await both.ops.post(f"{PATH}/preview", json=alone)).json()
    left = ["BN", "NA-M-01", "NA-T-01", "NA-T-05.NA-STP"]
    assert sorted(one["id"] for one in shown["left"]) == left
    answer = await both.ops.post(PATH, json=alone)
    assert problem(answer, 409)[0] == "cannot-pass"
    assert sorted(answer.json()["left"]) == left
    assert (await seen(both.ops, PATH))["items"] == []
    assert (await both.head.post(f"{OLD}/tasks/NA-T-01/status", json={"to": "in_progress"})).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"tenant": "ca-mau"}, "tenant", "unknown_reference"),
        ({"successor": "ca-mau"}, "successor", "unknown_reference"),
        ({"successor": "nghe-an"}, "successor", "succeeds_itself"),
        ({"heirs": []}, "heirs", "too_short"),
        ({"heirs": [{"unit": "NA-NO", "successor": "TH-CA"}]}, "heirs.0.unit", "unknown_reference"),
        ({"heirs": [{"unit": "TH-CA", "successor": "TH-CA"}]}, "heirs.0.unit", "unknown_reference"),
        ({"heirs": [{"unit": "NA-CA", "successor": "NA-CA"}]}, "heirs.0.successor", "unknown_reference"),
        ({"heirs": [{"unit": "NA-CA", "successor": "TH-VNPT"}]}, "heirs.0.successor", "partner_cannot_lead"),
        ({"heirs": [{"unit": "NA-CA", "successor": "TH-H1"}]}, "heirs.0.successor", "unit_not_in_force"),
        ({"heirs": [{"unit": "NA-CA", "successor": "TH-CA"}] * 2}, "heirs.1.unit", "unit_twice"),
        ({"heirs": [{"unit": "NA-CA"}]}, "heirs.0.successor", "missing"),
        ({"works": [{"work": "NA-T-03", "lead_unit": "TH-CA"}]}, "works.0.work", "led_by_none_of_them"),
        ({"works": [{"work": "NA-T-01", "lead_unit": "NA-CA"}]}, "works.0.lead_unit", "unknown_reference"),
        ({"effective_on": "2024-04-03"}, "effective_on", "effective_in_future"),
        ({"effective_on": "soon"}, "effective_on", "invalid_date"),
        ({"document": ""}, "document", "string_too_short"),
        ({"title_vi": 3}, "title_vi", "string_type"),
        ({"nobody": 1}, "nobody", "extra_forbidden"),
    ],
)
async def test_a_wrong_succession_is_told_field_by_field_and_changes_nothing(
    both: World, wrong: dict[str, Any], field: str, code: str
) -> None:
    before = await heads(both)
    answer = await both.ops.post(PATH, json=merged(**wrong))
    assert problem(answer, 422)[1] == [(f"body.{field}", code)], answer.text
    assert await heads(both) == before


async def test_only_provinces_end_and_succeed(both: World) -> None:
    await created(both.ops, "/v1/tenants", id="central", level="central", short_code="TW", name_vi="Trung ương")
    answer = await both.ops.post(PATH, json=merged(successor="central"))
    assert problem(answer, 422)[1] == [("body.successor", "not_a_province")]


@pytest.mark.parametrize("path", [PATH, f"{PATH}/preview"])
@pytest.mark.parametrize(
    "who",
    [
        ("nghe-an", "standing_officer", "NA-CA"),
        ("nghe-an", "chairman"),
        ("thanh-hoa", "standing_officer", "TH-CA"),
        ("central", "central_wg_officer"),
        ("nghe-an", "integrator"),
    ],
)
async def test_only_operations_order_it(both: World, path: str, who: tuple[str, ...]) -> None:
    assert (await both.client(*who).post(path, json=merged())).status_code == 403
    assert (await both.client(*who).get(PATH)).status_code == 403


async def require_everything_once(world: World) -> None:
    """Each open work is in the successor once, and says where it went once."""
    listed = (await seen(successor(world), f"{NEW}/tasks?limit=100"))["items"]
    models = (await seen(successor(world), f"{NEW}/tasks?kind=pilot_model"))["items"]
    assert sorted(one["origin"]["id"] for one in [*listed, *models]) == OPEN
    (item,) = (await seen(world.ops, PATH))["items"]
    assert (item["status"], item["left"]) == ("completed", 0)
    for key in OPEN:
        assert (await seen(world.standing, f"{OLD}/tasks/{key}"))["passed_to"]["id"] == f"nghe-an.{key}"
        happened = (await seen(world.standing, f"{OLD}/tasks/{key}/history"))["items"]
        assert [one["what"] for one in happened].count("passed_on") == 1


class Killed(BaseException):
    """The process ends here: nobody catches it."""


@pytest.mark.parametrize("register", ["tenants", "plans", "groups", "works", "bottlenecks", "requests", "reports"])
@pytest.mark.parametrize("verb", ["add", "change"])
async def test_wherever_it_was_killed_it_goes_on_and_nothing_goes_twice(
    both: World, monkeypatch: pytest.MonkeyPatch, register: str, verb: str
) -> None:
    """Every write of the worker is tried as its last; each time another one goes on from there."""
    await decided(both)
    records, kept = both.app.state.records, getattr(both.app.state.records, register)
    whole = getattr(kept, verb)
    for survived in range(8):
        writes = 0

        async def write(*given: Any, last: int = survived) -> Any:
            nonlocal writes
            writes += 1
            if writes > last:
                raise Killed
            return await whole(*given)

        with monkeypatch.context() as dying:
            dying.setattr(kept, verb, write)
            try:
                while await RunTenantSuccessions(records, both.clock)():
                    pass
            except Killed:
                continue
        break
    await carried_out(both)
    await require_everything_once(both)


async def test_an_id_that_the_successor_has_used_itself_loses_nothing(both: World) -> None:
    plan = {"id": "TH-KH", "year": 2024, "title_vi": "Kế hoạch", "effective_from": "2024-04-01"}
    await created(successor(both), f"{NEW}/plans", **plan)
    taken = {"id": "nghe-an.NA-T-01", "plan": "TH-KH", "title_vi": "Của tỉnh", "lead_unit": "TH-STP"}
    await created(successor(both), f"{NEW}/tasks", **taken)
    await decided(both)
    await carried_out(both)
    there = (await seen(both.standing, f"{OLD}/tasks/NA-T-01"))["passed_to"]["id"]
    assert there.startswith("kt.")
    assert (await seen(successor(both), f"{NEW}/tasks/{there}"))["origin"]["id"] == "NA-T-01"
    assert (await seen(successor(both), f"{NEW}/tasks/nghe-an.NA-T-01"))["origin"] is None


async def test_what_came_in_the_last_instant_goes_to_the_standing_agency(both: World) -> None:
    """A command that was under way when the tenant ended: it is written, and passes on with everything else."""
    await created(both.standing, f"{OLD}/units", id="NA-MOI", type="department", name_vi="Sở mới")
    await registered(both, id="NA-T-07", lead_unit="NA-STP")
    await decided(both)
    records = both.app.state.records
    late = await records.works.get("nghe-an", "NA-T-07")
    state = late.model_copy(update={"id": "NA-T-08", "lead_unit": "NA-MOI"})
    command = Command("nghe-an", "standing_officer", both.clock.now(), "late")
    await records.works.add(command, Change(state, (Occurred(TaskRegistered(after=state), both.clock.now()),)))
    await carried_out(both)
    assert (await seen(successor(both), f"{NEW}/tasks/nghe-an.NA-T-08"))["lead_unit"] == "TH-CA"
