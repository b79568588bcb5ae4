"""Units acknowledge directives over HTTP: asked for once, given once, and only by the unit itself."""

from typing import Any

import httpx2
import pytest

from tests.component.tasks.breaking import BreakableStore
from tests.component.tasks.conftest import Start, World, created, problem, registered, sweep
from tests.component.tasks.test_directives import PATH, a_directive, enter

RECEIVED = {"received_at": "2024-04-01T14:00:00+07:00", "incoming_number": "813"}


async def asked(world: World) -> dict[str, Any]:
    answer = await world.head.get(f"{PATH}/NA-CV-01/acknowledgements")
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


def acknowledge(client: httpx2.AsyncClient, unit: str = "NA-STP", **more: Any) -> Any:
    body = {"json": RECEIVED} | more
    return client.post(f"{PATH}/NA-CV-01/acknowledgements/{unit}", **body)


async def test_addressees_owe_it_from_the_day_of_issue(world: World) -> None:
    """FR-BP-21: an acknowledgement is an obligation like any other."""
    await enter(world, addressees=["NA-STP", "NA-H413"], acknowledge_by="2024-04-03")
    page = await asked(world)
    assert page["missing"] == ["NA-H413", "NA-STP"]
    district, department = page["items"]
    assert (
        department["obligation"] | {"kind": "acknowledgement", "accountable_role": "unit_head"}
        == department["obligation"]
    )
    assert district["obligation"]["accountable_role"] == "district_chair"
    assert department["obligation"]["opened_at"] == "2024-03-31T17:00:00.000000Z"
    assert department["obligation"]["due_at"] == "2024-04-03T16:59:59.999999Z"
    assert (department["status"], department["title_vi"]) == (
        "requested",
        "2157/UBND-NC: Đẩy nhanh triển khai các mô hình điểm Đề án 06",
    )


async def test_the_unit_acknowledges_once(world: World) -> None:
    await enter(world, addressees=["NA-STP", "NA-STC"])
    given = (await acknowledge(world.head)).json()
    assert (given["status"], given["incoming_number"], given["version"]) == ("acknowledged", "813", 2)
    assert given["received_at"] == "2024-04-01T07:00:00.000000Z"
    assert given["obligation"]["discharged_at"] == "2024-04-02T03:00:00.000000Z"
    assert given["obligation"]["due_precision"] == "none"
    assert (await asked(world))["missing"] == ["NA-STC"]
    for status, unit in (("requested", "NA-STC"), ("acknowledged", "NA-STP")):
        answer = await world.head.get(f"{PATH}/NA-CV-01/acknowledgements", params={"status": status})
        assert [item["unit"] for item in answer.json()["items"]] == [unit]
    assert problem(await acknowledge(world.head), 409)[0] == "illegal-transition"


async def test_whose_it_is_not_may_not(world: World) -> None:
    await enter(world, addressees=["NA-STP"])
    for role, unit in (
        ("standing_officer", "NA-CA"),
        ("chairman", None),
        ("unit_head", "NA-STC"),
        ("integrator", None),
    ):
        assert problem(await acknowledge(world.client("nghe-an", role, unit)), 403)[0] == "forbidden"
    assert problem(await acknowledge(world.client("nghe-an", "unit_head", "NA-STC"), "NA-STC"), 404)[0] == "not-found"
    assert (await asked(world))["missing"] == ["NA-STP"]
    assert (await acknowledge(world.client("nghe-an", "unit_officer", "NA-STP"))).status_code == 200


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"received_at": None}, "body.received_at", "invalid_instant"),
        ({"received_at": "2024-04-03"}, "body.received_at", "effective_in_future"),
        ({"received_at": "2024-03-31"}, "body.received_at", "effective_before_last_change"),
        ({"incoming_number": 813}, "body.incoming_number", "string_type"),
        ({"note": ""}, "body.note", "string_too_short"),
        ({"noted": "x"}, "body.noted", "extra_forbidden"),
    ],
)
async def test_what_cannot_be_is_refused_by_field(world: World, change: dict[str, Any], field: str, code: str) -> None:
    await enter(world, addressees=["NA-STP"])
    for language in ("vi", "en"):
        answer = await acknowledge(world.head, json=RECEIVED | change, headers={"accept-language": language})
        assert problem(answer, 422)[1] == [(field, code)]
    assert (await asked(world))["missing"] == ["NA-STP"]


async def test_with_a_day_stated_every_unit_that_gets_work_acknowledges(world: World) -> None:
    """The obligation is opened with the assignment, for each of its units once."""
    await enter(world, acknowledge_by="2024-04-03")
    assert (await asked(world))["items"] == []
    await registered(world, id="A-1", directive="NA-CV-01", opened_at="2024-04-02")
    shares = {"lead_unit": None, "coordinating_units": [], "assignees": ["NA-STP", "NA-STC"]}
    await registered(world, id="A-2", directive="NA-CV-01", **shares)
    page = await asked(world)
    assert page["missing"] == ["NA-STC", "NA-STP"]
    assert page["items"][1]["obligation"]["opened_at"] == "2024-04-01T17:00:00.000000Z"


async def test_who_gets_work_after_the_stated_day_owes_it_without_a_deadline(world: World) -> None:
    await enter(world, issued_date="2024-03-25", published_at=None, acknowledge_by="2024-03-27")
    await registered(world, id="A-1", directive="NA-CV-01", opened_at="2024-04-01")
    (owed,) = (await asked(world))["items"]
    assert owed["obligation"]["due_at"] is None


async def test_a_directive_that_asks_for_none_gets_none(world: World) -> None:
    await enter(world)
    await registered(world, id="A-1", directive="NA-CV-01")
    assert (await asked(world))["items"] == []
    assert problem(await world.head.get(f"{PATH}/NA-0/acknowledgements"), 404)[0] == "not-found"


@pytest.mark.parametrize("writes", [0, 1, 2])
async def test_what_a_crash_left_out_is_opened_by_the_repetition(start: Start, writes: int) -> None:
    body = a_directive(addressees=["NA-STP", "NA-STC", "NA-H413"])
    headers = {"idempotency-key": "enter"}
    async with start(BreakableStore) as world:
        assert isinstance(world.store, BreakableStore)
        world.store.break_at(lambda name, _: name == "acknowledgements", writes)
        assert (await world.standing.post(PATH, json=body, headers=headers)).status_code == 503
    async with start() as world:
        await sweep(world)
        assert (await world.standing.post(PATH, json=body, headers=headers)).status_code == 201
        assert (await asked(world))["missing"] == ["NA-H413", "NA-STC", "NA-STP"]


async def test_links_lead_home_or_to_the_central_level(world: World) -> None:
    """FR-NT-06: by reference; nothing of another tenant is looked up for it."""
    await enter(world)
    await registered(world, id="A-1")
    path = "/v1/nghe-an/links"
    link = {"id": "L-1", "directive": "NA-CV-01", "block": "I", "target_kind": "task", "target_tenant": "central"}
    await created(world.standing, path, **link, target="TW-N-12")
    await created(world.standing, path, **link | {"id": "L-2", "target_tenant": "nghe-an", "target": "A-1"})
    for change, field, code in (
        ({"target_tenant": "ninh-thuan"}, "body.target_tenant", "link_too_far"),
        ({"target_tenant": "nghe-an"}, "body.target", "unknown_reference"),
        ({"block": "IX"}, "body.block", "block_of_other_directive"),
        ({"directive": "NA-0"}, "body.directive", "unknown_reference"),
        ({"target_kind": "unit"}, "body.target_kind", "literal_error"),
    ):
        answer = await world.standing.post(path, json=link | {"id": "L-3", "target": "NA-0"} | change)
        assert problem(answer, 422)[1] == [(field, code)]
    assert [one["id"] for one in (await world.head.get(path)).json()["items"]] == ["L-1", "L-2"]
    directive = (await world.head.get(f"{PATH}/NA-CV-01")).json()
    assert [one["target"] for one in directive["links"]] == ["TW-N-12", "A-1"]


async def test_the_central_officer_sees_who_refers_to_a_central_task(world: World) -> None:
    """FR-NT-05, FR-NT-06: others see the links of their own tenant."""
    await enter(world)
    link = {
        "id": "L-1",
        "directive": "NA-CV-01",
        "target_kind": "task",
        "target_tenant": "central",
        "target": "TW-N-12",
    }
    await created(world.standing, "/v1/nghe-an/links", **link)
    await created(world.ops, "/v1/tenants", id="central", level="central", short_code="TW", name_vi="Trung ương")
    path = "/v1/central/links/incoming?target=TW-N-12"
    officer = world.client("central", "central_wg_officer")
    (seen,) = (await officer.get(path)).json()["items"]
    assert (seen["tenant"], seen["directive"]) == ("nghe-an", "NA-CV-01")
    assert (await world.client("central", "chairman").get(path)).json()["items"] == []
    assert problem(await world.standing.get(path), 404)[0] == "not-found"


async def test_a_directive_shows_the_chain_above_it(world: World) -> None:
    """FR-TW-13."""
    await enter(world, id="D-1", number="1", full_number="1/UBND-NC")
    await enter(world, id="D-2", number="2", parent_directive="D-1")
    await enter(world, id="D-3", number="3", parent_directive="D-2")
    chain = (await world.head.get(f"{PATH}/D-3")).json()["chain"]
    assert [(above["id"], above["full_number"]) for above in chain] == [("D-2", "2/UBND-NC"), ("D-1", "1/UBND-NC")]
