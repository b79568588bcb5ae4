"""Bottlenecks over HTTP: raised, amended, proposed upon, decided, resolved; found and refused."""

from typing import Any

import pytest

from tests.component.tasks.bottlenecks import DECISION, PATH, a_bottleneck, carried, chairman, led, raised
from tests.component.tasks.conftest import World, a_task, created, problem, registered


async def test_from_open_to_resolved_every_step_keeps_its_time_and_its_role(world: World) -> None:
    """FR-BP-13: open, proposed, decided, resolved."""
    await led(world)
    await registered(world)
    own = world.client("nghe-an", "unit_officer", "NA-STC")
    await created(own, PATH, **a_bottleneck(linked_works=["NA-T-01"], raised_at="2024-03-20"))
    proposal = {"text": "Đề nghị gửi danh mục", "competent_authority": {"role": "chairman", "level": "Chính phủ"}}
    assert (await world.head.post(f"{PATH}/NA-BN-02/proposal", json=proposal)).status_code == 200
    decided = await chairman(world).post(f"{PATH}/NA-BN-02/decision", json=DECISION)
    assert decided.json()["decision"] == {**DECISION, "decided_by_role": "chairman"}
    resolved = (await world.head.post(f"{PATH}/NA-BN-02/resolution", json={"text": "Đã có danh mục"})).json()
    assert (resolved["status"], resolved["version"], resolved["resolution"]) == ("resolved", 4, "Đã có danh mục")
    now = "2024-04-02T03:00:00.000000Z"
    assert [(step["status"], step["at"], step["role"], step["unit"]) for step in resolved["steps"]] == [
        ("open", "2024-03-19T17:00:00.000000Z", "unit_officer", "NA-STC"),
        ("proposed", now, "unit_head", "NA-STP"),
        ("decided", now, "chairman", None),
        ("resolved", now, "unit_head", "NA-STP"),
    ]
    assert resolved["competent_authority"] == {"role": "chairman", "unit": None, "level": "Chính phủ"}
    answer = await own.get(f"{PATH}/NA-BN-02")
    assert (answer.json()["age_days"], answer.headers["etag"]) == (13, '"4"')


async def test_an_open_bottleneck_does_not_block_its_task(world: World) -> None:
    """FR-BP-14: report, propose and remedy at the same time."""
    await registered(world)
    await raised(world, linked_works=["NA-T-01"], corrective_actions=["Rà soát trước"])
    assert (await world.head.post("/v1/nghe-an/tasks/NA-T-01/status", json={"to": "in_progress"})).status_code == 200
    done = {"to": "completed", "product": "Quyết định 55"}
    assert (await world.head.post("/v1/nghe-an/tasks/NA-T-01/status", json=done)).status_code == 200


async def test_own_corrective_actions_go_on_beside_the_proposal(world: World) -> None:
    """FR-BP-14: the unit helps itself while the decision is awaited."""
    await carried(world, "decided")
    own = world.client("nghe-an", "unit_head", "NA-STC")
    wish = {"reason": "Đã làm thêm", "corrective_actions": ["Một", "Hai"], "theme": "documents"}
    amended = (await own.post(f"{PATH}/NA-BN-02/amendment", json=wish)).json()
    assert (amended["status"], amended["corrective_actions"], amended["theme"]) == (
        "decided",
        ["Một", "Hai"],
        "documents",
    )
    assert amended["title_vi"] == "Chờ danh mục văn bản"


@pytest.mark.parametrize("status", ["resolved", "rejected"])
async def test_what_is_said_of_a_closed_bottleneck_stays(world: World, status: str) -> None:
    await carried(world, status)
    answer = await world.standing.post(f"{PATH}/NA-BN-02/amendment", json={"reason": "x", "title_vi": "y"})
    assert problem(answer, 409)[0] == "bottleneck-closed"


@pytest.mark.parametrize(
    ("status", "step", "allowed"),
    [
        ("open", "decision", ["proposed"]),
        ("open", "resolution", ["proposed"]),
        ("open", "rejection", ["proposed"]),
        ("proposed", "proposal", ["decided", "rejected"]),
        ("proposed", "resolution", ["decided", "rejected"]),
        ("decided", "decision", ["resolved", "rejected"]),
        ("resolved", "proposal", []),
        ("rejected", "decision", []),
    ],
)
async def test_a_step_that_does_not_exist_is_refused(world: World, status: str, step: str, allowed: list[str]) -> None:
    before = await carried(world, status)
    client = chairman(world) if step in {"decision", "rejection"} else world.standing
    body = DECISION if step in {"decision", "rejection"} else {"text": "Giải pháp"}
    answer = await client.post(f"{PATH}/NA-BN-02/{step}", json=body)
    assert problem(answer, 409)[0] == "illegal-transition"
    assert answer.json()["allowed"] == allowed
    after = (await world.standing.get(f"{PATH}/NA-BN-02")).json()
    assert after["version"] == before["version"]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"id": None}, "body.id", "string_type"),
        ({"id": "x y"}, "body.id", "invalid_identifier"),
        ({"group": "money"}, "body.group", "literal_error"),
        ({"group": None}, "body.group", "literal_error"),
        ({"scope": "funding"}, "body.scope", "scope_of_other_group"),
        ({"group": "resources", "scope": "money"}, "body.scope", "literal_error"),
        ({"title_vi": ""}, "body.title_vi", "string_too_short"),
        ({"title_vi": None}, "body.title_vi", "string_type"),
        ({"title_en": 7}, "body.title_en", "string_type"),
        ({"description_vi": "a\u0007"}, "body.description_vi", "invalid_text"),
        ({"theme": ""}, "body.theme", "string_too_short"),
        ({"owner_unit": "NA-XXX"}, "body.owner_unit", "unknown_reference"),
        ({"owner_unit": "NA-VNPT"}, "body.owner_unit", "partner_cannot_lead"),
        ({"owner_unit": "NA-SMOI"}, "body.owner_unit", "unit_not_in_force"),
        ({"linked_works": ["NA-T-99"]}, "body.linked_works", "unknown_reference"),
        ({"linked_works": "NA-T-01"}, "body.linked_works", "tuple_type"),
        ({"corrective_actions": [""]}, "body.corrective_actions.0", "string_too_short"),
        ({"competent_authority": {}}, "body.competent_authority", "competent_authority_missing"),
        ({"competent_authority": {"role": "king"}}, "body.competent_authority.role", "enum"),
        ({"competent_authority": {"unit": "NA-XXX"}}, "body.competent_authority.unit", "unknown_reference"),
        ({"raised_at": "2024-04-03"}, "body.raised_at", "effective_in_future"),
        ({"raised_at": "yesterday"}, "body.raised_at", "invalid_date"),
        ({"source": "rumour"}, "body.source", "enum"),
        ({"colour": "red"}, "body.colour", "extra_forbidden"),
    ],
)
async def test_a_field_that_is_wrong_is_named_with_a_code(
    world: World, change: dict[str, Any], field: str, code: str
) -> None:
    unit = {"id": "NA-SMOI", "type": "department", "name_vi": "Sở thành lập sau", "valid_from": "2024-06-01"}
    await created(world.standing, "/v1/nghe-an/units", **unit)
    answer = await world.standing.post(PATH, json=a_bottleneck(**change))
    assert problem(answer, 422) == ("invalid-request", [(field, code)])
    vietnamese = await world.standing.post(PATH, json=a_bottleneck(**change), headers={"accept-language": "vi"})
    assert vietnamese.json()["errors"][0]["message"] != answer.json()["errors"][0]["message"]
    assert (await world.standing.get(PATH)).json()["items"] == []


@pytest.mark.parametrize(
    ("step", "body", "field", "code"),
    [
        ("amendment", {}, "body.reason", "missing"),
        ("amendment", {"reason": "x", "linked_works": ["NA-T-99"]}, "body.linked_works", "unknown_reference"),
        ("amendment", {"reason": "x", "group": "data"}, "body.group", "extra_forbidden"),
        ("proposal", {}, "body.text", "missing"),
        (
            "proposal",
            {"text": "x", "competent_authority": {}},
            "body.competent_authority",
            "competent_authority_missing",
        ),
        ("proposal", {"text": "x", "effective_at": "2030-01-01T00:00:00Z"}, "body.effective_at", "effective_in_future"),
        (
            "proposal",
            {"text": "x", "effective_at": "2020-01-01T00:00:00Z"},
            "body.effective_at",
            "effective_before_last_change",
        ),
        ("resolution", {"text": ""}, "body.text", "string_too_short"),
    ],
)
async def test_a_step_with_a_wrong_field_is_refused(
    world: World, step: str, body: dict[str, Any], field: str, code: str
) -> None:
    await raised(world)
    assert problem(await world.standing.post(f"{PATH}/NA-BN-02/{step}", json=body), 422)[1] == [(field, code)]
    assert (await world.standing.get(f"{PATH}/NA-BN-02")).json()["version"] == 1


@pytest.mark.parametrize("body", [{"text": "x"}, {"document": "1/QĐ"}])
async def test_a_decision_has_words_and_a_document(world: World, body: dict[str, Any]) -> None:
    await carried(world, "proposed")
    for step in ("decision", "rejection"):
        answer = await chairman(world).post(f"{PATH}/NA-BN-02/{step}", json=body)
        assert [code for _, code in problem(answer, 422)[1]] == ["missing"]


async def test_commands_are_conditional_and_idempotent(world: World) -> None:
    await carried(world, "proposed")
    url = f"{PATH}/NA-BN-02/decision"
    assert problem(await chairman(world).post(url, json=DECISION, headers={"if-match": '"1"'}), 412)
    first = await chairman(world).post(url, json=DECISION, headers={"if-match": '"2"', "idempotency-key": "k"})
    again = await chairman(world).post(url, json=DECISION, headers={"if-match": '"2"', "idempotency-key": "k"})
    assert (again.status_code, again.json()) == (200, first.json())


async def test_a_key_is_no_password(world: World) -> None:
    await led(world)
    await raised(world)
    url, key = f"{PATH}/NA-BN-02/proposal", {"idempotency-key": "k"}
    assert (await world.head.post(url, json={"text": "x"}, headers=key)).status_code == 200
    other = world.client("nghe-an", "unit_head", "NA-STC")
    assert problem(await other.post(url, json={"text": "x"}, headers=key), 403)


async def test_lists_are_filtered_by_everything(world: World) -> None:
    """FR-NA-08: a bottleneck is found by the concrete object that it holds up."""
    await created(world.standing, "/v1/nghe-an/tasks", **a_task(id="NA-T-2"))
    await created(world.standing, "/v1/nghe-an/tasks", **a_task(id="NA-T-29"))
    await raised(world, id="A", linked_works=["NA-T-29"], title_vi="Vướng mắc pháp lý", theme="ioc")
    await raised(world, id="B", linked_works=["NA-T-2"], owner_unit="NA-STP")
    await raised(world, id="C", group="resources", scope="people")
    await carried(world, "proposed", "D")
    for query, ids in (
        ("", "ABCD"),
        ("group=legal", "ABD"),
        ("group=data", ""),
        ("scope=people", "C"),
        ("group=resources&scope=people&status=open", "C"),
        ("status=open", "ABC"),
        ("status=open,proposed&unit=NA-STC", "ACD"),
        ("unit=NA-STP", "B"),
        ("task=NA-T-2", "B"),
        ("task=NA-T-29", "A"),
        ("theme=ioc", "A"),
        ("q=vuong mac phap ly", "A"),
    ):
        answer = await world.head.get(f"{PATH}?{query}")
        assert answer.status_code == 200, (query, answer.text)
        assert "".join(item["id"] for item in answer.json()["items"]) == ids, query
    page = (await world.head.get(f"{PATH}?limit=3")).json()
    rest = (await world.head.get(f"{PATH}?limit=3&cursor={page['next']}")).json()
    assert [item["id"] for item in (*page["items"], *rest["items"])] == list("ABCD")


@pytest.mark.parametrize("query", ["group=money", "status=done", "limit=0", "cursor=AAAA", "nobody=1", "task=../x"])
async def test_a_filter_that_does_not_exist_is_refused(world: World, query: str) -> None:
    assert problem(await world.head.get(f"{PATH}?{query}"), 422)
