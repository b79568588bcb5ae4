"""Key tasks through HTTP: who may do what, what is wrong with a request, and that a refusal changes nothing."""

from typing import Any

import pytest

from tests.component.tasks.breaking import BreakableStore
from tests.component.tasks.conftest import NOW, Start, World, a_task, created, problem

CATALOGUES, K, SELECTION = "/v1/central/key-catalogues", "/v1/central/key-catalogues/K", "/v1/nghe-an/key-selections/K"


def a_catalogue(**fields: Any) -> dict[str, Any]:
    whole = {"id": "K", "title_vi": "Danh mục", "items": [{"code": "A", "title_vi": "Việc A"}, {"code": "B"}]} | fields
    return {name: value for name, value in whole.items() if value is not ...}


def a_choice(**fields: Any) -> dict[str, Any]:
    whole = {"item": "A", "plan": "NA-KH-2024", "title_vi": "Việc của tỉnh", "lead_unit": "NA-STP"} | fields
    return {name: value for name, value in whole.items() if value is not ...}


async def issued(world: World, **fields: Any) -> dict[str, Any]:
    await created(world.ops, "/v1/tenants", id="central", level="central", short_code="TW", name_vi="Trung ương")
    return await created(world.client("central", "central_wg_officer"), CATALOGUES, **a_catalogue(**fields))


async def proposed(world: World) -> None:
    await issued(world)
    assert (await world.standing.post(f"{SELECTION}/study", json={})).status_code == 200
    assert (await world.standing.post(f"{SELECTION}/proposal", json={"items": ["A", "B"]})).status_code == 200


async def statuses(world: World) -> list[str]:
    return [choice["status"] for choice in (await world.head.get(SELECTION)).json()["choices"]]


async def test_what_is_selected_becomes_a_task_that_knows_its_item(world: World) -> None:
    """FR-BP-16, FR-BP-17."""
    await proposed(world)
    chairman = world.client("nghe-an", "chairman")
    body = {"selected": [a_choice()], "not_selected": ["B"], "document": "1210/QĐ-UBND"}
    answer = await chairman.post(f"{SELECTION}/decision", json=body, headers={"if-match": '"2"'})
    assert (answer.status_code, answer.headers["etag"]) == (200, '"3"')
    assert await statuses(world) == ["selected", "not_selected"]
    task = (await world.head.get("/v1/nghe-an/tasks/K.A")).json()
    assert task["key_task"] == {"catalogue": "K", "item": "A", "version": 1}
    assert task["obligation"]["opened_at"] == NOW.isoformat().replace("+00:00", ".000000Z")
    stale = await chairman.post(f"{SELECTION}/decision", json=body, headers={"if-match": '"2"'})
    assert problem(stale, 412)[0] == "version-mismatch"


async def test_a_decision_that_was_cut_short_is_completed_by_repeating_it(start: Start) -> None:
    """FR-BP-17: with its key, and without it, where the repetition is refused and the task is there all the same."""
    for headers, status in (({"idempotency-key": "once"}, 200), ({}, 409)):
        broken: list[BreakableStore] = []

        def wrap(store: Any, broken: list[BreakableStore] = broken) -> Any:
            broken.append(BreakableStore(store))
            return broken[-1]

        async with start(wrap) as world:
            if headers:
                await proposed(world)
            item = "A" if headers else "B"
            broken[-1].break_at(lambda collection, operation: collection == "works" and "insert" in operation)
            body = {"selected": [a_choice(item=item)]}
            chairman = world.client("nghe-an", "chairman")
            assert (await chairman.post(f"{SELECTION}/decision", json=body, headers=headers)).status_code == 503
        async with start() as world:
            chairman = world.client("nghe-an", "chairman")
            again = await chairman.post(f"{SELECTION}/decision", json=body, headers=headers)
            assert again.status_code == status
            assert (await chairman.get(f"/v1/nghe-an/tasks/K.{item}")).status_code == 200


async def test_the_id_of_another_work_is_not_taken(world: World) -> None:
    await proposed(world)
    await created(world.standing, "/v1/nghe-an/tasks", **a_task(id="K.A"))
    answer = await world.client("nghe-an", "chairman").post(f"{SELECTION}/decision", json={"selected": [a_choice()]})
    assert problem(answer, 422)[1] == [("body.selected.0.item", "task_id_taken")]
    assert await statuses(world) == ["proposed", "proposed"]


async def test_nobody_links_a_task_to_an_item_past_the_decision(world: World) -> None:
    ref = {"catalogue": "K", "item": "A", "version": 1}
    answer = await world.standing.post("/v1/nghe-an/tasks", json=a_task(key_task=ref))
    assert problem(answer, 422)[1] == [("body.key_task", "extra_forbidden")]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"item": ...}, ("item", "missing")),
        ({"item": 7}, ("item", "string_type")),
        ({"item": "X"}, ("item", "unknown_item")),
        ({"plan": ...}, ("plan", "missing")),
        ({"plan": "NA-KH-99"}, ("plan", "unknown_reference")),
        ({"group": "NA-G99"}, ("group", "unknown_reference")),
        ({"title_vi": ""}, ("title_vi", "string_too_short")),
        ({"title_en": 7}, ("title_en", "string_type")),
        ({"lead_unit": "NA-XXX"}, ("lead_unit", "unknown_reference")),
        ({"lead_unit": "NA-VNPT"}, ("lead_unit", "partner_cannot_lead")),
        ({"coordinating_units": ["NA-STP"]}, ("coordinating_units", "lead_coordinates")),
        ({"product_vi": 7}, ("product_vi", "string_type")),
        ({"due": {"date": "2024-12-31"}}, ("due.precision", "deadline_incomplete")),
        ({"key_task": {}}, ("key_task", "extra_forbidden")),
    ],
)
async def test_a_selected_item_says_what_is_wrong_with_it(
    world: World, fields: dict[str, Any], fault: tuple[str, str]
) -> None:
    await proposed(world)
    body = {"selected": [a_choice(**fields)]}
    for language in ("vi", "en"):
        answer = await world.client("nghe-an", "chairman").post(
            f"{SELECTION}/decision", json=body, headers={"accept-language": language}
        )
        assert problem(answer, 422)[1] == [(f"body.selected.0.{fault[0]}", fault[1])]
    assert await statuses(world) == ["proposed", "proposed"]
    assert (await world.head.get("/v1/nghe-an/tasks")).json()["items"] == []


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"id": ...}, ("id", "missing")),
        ({"title_vi": ...}, ("title_vi", "missing")),
        ({"title_en": 7}, ("title_en", "string_type")),
        ({"owner_unit": "a b"}, ("owner_unit", "invalid_identifier")),
        ({"document": 7}, ("document", "string_type")),
        ({"stated_count": 0}, ("stated_count", "greater_than_equal")),
        ({"stated_count": 1}, ("items", "more_than_stated")),
        ({"items": []}, ("items", "too_short")),
        ({"items": "A"}, ("items", "tuple_type")),
        ({"items": [{}]}, ("items.0.code", "missing")),
        ({"items": [{"code": "A"}, {"code": "A"}]}, ("items.1.code", "item_twice")),
        ({"items": [{"code": "A", "title_vi": 7}]}, ("items.0.title_vi", "string_type")),
        ({"items": [{"code": "A", "order": 7}]}, ("items.0.order", "extra_forbidden")),
        ({"source": "x"}, ("source", "enum")),
    ],
)
async def test_a_catalogue_says_what_is_wrong_with_it(
    world: World, fields: dict[str, Any], fault: tuple[str, str]
) -> None:
    await created(world.ops, "/v1/tenants", id="central", level="central", short_code="TW", name_vi="Trung ương")
    officer = world.client("central", "central_wg_officer")
    assert problem(await officer.post(CATALOGUES, json=a_catalogue(**fields)), 422)[1] == [
        (f"body.{fault[0]}", fault[1])
    ]
    assert (await officer.get(CATALOGUES)).json()["items"] == []


@pytest.mark.parametrize(
    ("step", "body", "fault"),
    [
        ("study", {"items": ["X"]}, ("items.0", "unknown_item")),
        ("study", {"items": ["A", "A"]}, ("items.1", "item_twice")),
        ("study", {"proposing_unit": "NA-XXX"}, ("proposing_unit", "unknown_reference")),
        ("study", {"deciding_units": ["NA-UBND", "NA-XXX"]}, ("deciding_units.1", "unknown_reference")),
        ("study", {"note": 7}, ("note", "string_type")),
        ("proposal", {"items": []}, ("items", "too_short")),
        ("proposal", {"items": ["X"]}, ("items.0", "unknown_item")),
        ("proposal", {}, ("items", "missing")),
        ("implementation", {"items": "A"}, ("items", "tuple_type")),
        ("implementation", {"items": ["X"]}, ("items.0", "unknown_item")),
    ],
)
async def test_a_step_says_what_is_wrong_with_it(
    world: World, step: str, body: dict[str, Any], fault: tuple[str, str]
) -> None:
    await proposed(world)
    answer = await world.standing.post(f"{SELECTION}/{step}", json=body)
    assert problem(answer, 422)[1] == [(f"body.{fault[0]}", fault[1])]
    assert await statuses(world) == ["proposed", "proposed"]


async def test_a_decision_is_about_something(world: World) -> None:
    await proposed(world)
    answer = await world.client("nghe-an", "chairman").post(f"{SELECTION}/decision", json={})
    assert problem(answer, 422)[1] == [("body.selected", "nothing_decided")]


async def test_each_step_has_its_role(world: World) -> None:
    """FR-BP-17: the standing agency studies and proposes, the chairman selects; nobody does the other's part."""
    await proposed(world)
    chairman, office = world.client("nghe-an", "chairman"), world.client("nghe-an", "office_officer")
    deputy, officer = world.client("nghe-an", "permanent_vice_chairman"), world.client("central", "central_wg_officer")
    decision = {"selected": [a_choice()]}
    for client in (world.standing, world.head, office, deputy, officer):
        assert problem(await client.post(f"{SELECTION}/decision", json=decision), 403)[0] == "forbidden"
    for client in (chairman, world.head, office, officer):
        for step in ("study", "proposal", "implementation"):
            assert problem(await client.post(f"{SELECTION}/{step}", json={"items": ["A"]}), 403)[0] == "forbidden"
    assert problem(await chairman.put(K, json={"items": [{"code": "A"}]}), 404)
    assert await statuses(world) == ["proposed", "proposed"]


async def test_a_version_that_says_nothing_new_is_none(world: World) -> None:
    await issued(world)
    officer = world.client("central", "central_wg_officer")
    same = await officer.put(K, json={"items": a_catalogue()["items"]})
    assert problem(same, 409)[0] == "nothing-changes"
    assert (await officer.get(K)).json()["version"] == 1
