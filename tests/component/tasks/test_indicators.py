"""What is wrong with an indicator, a value or a list of services is told by field, in two languages, and changes nothing."""

from typing import Any

import httpx2
import pytest

from tests.component.tasks.conftest import World, created, problem

INDICATORS, VALUES, LISTS = (f"/v1/nghe-an/{name}" for name in ("indicators", "indicator-values", "service-checklists"))
Fault = tuple[str, str]


def an_indicator(**fields: Any) -> dict[str, Any]:
    new = {"id": "K", "name_vi": "Tỷ lệ", "unit_of_measure": "%", "measure": "ratio", "units": ["NA-STP", "NA-STC"]}
    return {name: value for name, value in (new | fields).items() if value is not ...}


def a_value(**fields: Any) -> dict[str, Any]:
    new = {"period": "2024-03", "unit": "NA-STP", "numerator": 90, "denominator": 100}
    return {name: value for name, value in (new | fields).items() if value is not ...}


def a_list(**fields: Any) -> dict[str, Any]:
    return {"id": "L", "title_vi": "Danh mục", "services": [{"id": "ES-01", "part": "QD06-25"}]} | fields


async def told_in_both(world: World, path: str, body: dict[str, Any], who: httpx2.AsyncClient) -> list[Fault]:
    """The faults; the words differ by language and are there in both."""
    english = await who.post(path, json=body)
    vietnamese = await who.post(path, json=body, headers={"accept-language": "vi"})
    said = [[fault["message"] for fault in answer.json()["errors"]] for answer in (english, vietnamese)]
    assert all(one and other and one != other for one, other in zip(*said, strict=True)), said
    return problem(english, 422)[1]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"name_vi": ...}, ("body.name_vi", "missing")),
        ({"name_vi": 7}, ("body.name_vi", "string_type")),
        ({"measure": "average"}, ("body.measure", "literal_error")),
        ({"measure": ...}, ("body.measure", "missing")),
        ({"direction": "up"}, ("body.direction", "literal_error")),
        ({"frequency": "weekly"}, ("body.frequency", "literal_error")),
        ({"units": ["NA-X"]}, ("body.units", "unknown_reference")),
        ({"units": "NA-STP"}, ("body.units", "tuple_type")),
        ({"owner_unit": "NA-X"}, ("body.owner_unit", "unknown_reference")),
        ({"linked_work": "NA-M-99"}, ("body.linked_work", "unknown_reference")),
        ({"target": {"op": ">", "value": 80}}, ("body.target.op", "literal_error")),
        ({"target": {"op": ">=", "value": "80"}}, ("body.target.value", "float_type")),
        ({"target": {"op": ">=", "value": 0.123}}, ("body.target.value", "too_many_decimals")),
        ({"target": {"op": ">=", "value": -1}}, ("body.target.value", "greater_than_equal")),
        ({"target": {"op": ">=", "value": 80, "due": "2024"}}, ("body.target.due", "invalid_date")),
        ({"measure": "quality", "target": {"op": ">=", "value": 80}}, ("body.target", "target_not_measured")),
        ({"baseline": {"value": 33}}, ("body.baseline.as_of", "missing")),
        (
            {"baseline": {"as_of": "2024-10-15", "value": 33, "breakdown": {"regular": 16}}},
            ("body.baseline.breakdown", "breakdown_differs"),
        ),
        ({"colour": "red"}, ("body.colour", "extra_forbidden")),
    ],
)
async def test_a_definition_says_what_is_wrong_with_it(world: World, fields: dict[str, Any], fault: Fault) -> None:
    assert await told_in_both(world, INDICATORS, an_indicator(**fields), world.standing) == [fault]
    assert (await world.head.get(INDICATORS)).json()["items"] == []


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"period": ...}, ("body.period", "missing")),
        ({"period": "2024-Q1"}, ("body.period", "unknown_period")),
        ({"period": "2024-05"}, ("body.period", "period_not_begun")),
        ({"numerator": ...}, ("body.numerator", "figures_unfit")),
        ({"denominator": ...}, ("body.denominator", "figures_unfit")),
        ({"denominator": 0}, ("body.denominator", "nothing_to_divide_by")),
        ({"numerator": "90"}, ("body.numerator", "int_type")),
        ({"numerator": -1}, ("body.numerator", "greater_than_equal")),
        ({"rate": 90.0}, ("body.rate", "extra_forbidden")),
        ({"item": "mã sai"}, ("body.item", "invalid_identifier")),
        (
            {"quality": {"correct": 101, "complete": 0, "clean": 0, "live": 0}},
            ("body.quality.correct", "less_than_equal"),
        ),
    ],
)
async def test_a_value_says_what_is_wrong_with_it(world: World, fields: dict[str, Any], fault: Fault) -> None:
    await created(world.standing, INDICATORS, **an_indicator(frequency="monthly"))
    assert await told_in_both(world, f"{INDICATORS}/K/values", a_value(**fields), world.head) == [fault]
    assert (await world.head.get(VALUES)).json()["items"] == []


async def test_who_reports_corrects_and_confirms(world: World) -> None:
    """FR-NA-22: a unit's own people report; its head or the standing agency confirms what was read."""
    await created(world.standing, INDICATORS, **an_indicator(units=["NA-STP"]))
    path, other = f"{INDICATORS}/K/values", world.client("nghe-an", "unit_head", "NA-STC")
    for who in (other, world.standing, world.client("nghe-an", "chairman")):
        assert problem(await who.post(path, json=a_value()), 403)[0] == "forbidden"
    assert await told_in_both(world, path, a_value(unit="NA-STC"), other) == [("body.unit", "unit_does_not_report")]
    value = await created(world.client("nghe-an", "unit_officer", "NA-STP"), path, **a_value())
    assert (value["id"], value["figures"]["rate"], value["status"]) == ("K.2024-03.NA-STP", 90.0, "reported")
    assert problem(await world.head.post(path, json=a_value()), 409)[0] == "already-exists"
    one = f"{VALUES}/{value['id']}"
    officer = world.client("nghe-an", "unit_officer", "NA-STP")
    assert problem(await officer.post(f"{one}/confirmation", json={"edition": 1}), 403)[0] == "forbidden"
    correction = {"numerator": 95, "denominator": 100, "reason": "Bổ sung"}
    assert problem(await other.post(f"{one}/correction", json=correction), 403)[0] == "forbidden"
    assert (await officer.post(f"{one}/correction", json=correction)).status_code == 200
    assert problem(await officer.post(f"{one}/correction", json=correction), 409)[0] == "nothing-changes"
    without = {"numerator": 96, "denominator": 100}
    assert problem(await officer.post(f"{one}/correction", json=without), 422)[1] == [("body.reason", "missing")]
    assert problem(await world.head.post(f"{one}/confirmation", json={"edition": 1}), 409)[0] == "edition-changed"
    deputy = world.client("nghe-an", "unit_head", "NA-STP", deputy=True)
    confirmed = await deputy.post(f"{one}/confirmation", json={"edition": 2}, headers={"if-match": '"2"'})
    assert (confirmed.status_code, confirmed.json()["confirmed_by"]) == (200, "deputy")
    again = await world.standing.post(f"{one}/confirmation", json={"edition": 2})
    assert problem(again, 409)[0] == "illegal-transition"
    kept = (await world.head.get(one)).json()
    assert [(edition["numerator"], edition["reason"]) for edition in kept["earlier"]] == [(90, "Bổ sung")]


async def test_the_tenants_own_value_is_its_owners(world: World) -> None:
    """FR-NT-16: an indicator without units has one value, of the unit that owns it or of the standing agency."""
    await created(world.standing, INDICATORS, **an_indicator(units=[], owner_unit="NA-STP"))
    path = f"{INDICATORS}/K/values"
    other = world.client("nghe-an", "unit_head", "NA-STC")
    assert problem(await other.post(path, json=a_value(unit=...)), 403)[0] == "forbidden"
    value = await created(world.head, path, **a_value(unit=...))
    assert (value["id"], value["unit"]) == ("K.2024-03", None)
    assert await told_in_both(world, path, a_value(), world.head) == [("body.unit", "unit_does_not_report")]
    assert (await world.standing.post(path, json=a_value(unit=..., period="2024-02"))).status_code == 201
    filtered = (await world.head.get(VALUES, params={"indicator": "K", "period": "2024-02"})).json()["items"]
    assert [one["period"] for one in filtered] == ["2024-02"]


async def test_a_repeated_command_is_answered_as_the_first_time(world: World) -> None:
    await created(world.standing, INDICATORS, **an_indicator())
    key = {"idempotency-key": "once"}
    answers = [await world.head.post(f"{INDICATORS}/K/values", json=a_value(), headers=key) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    stranger = world.client("nghe-an", "unit_head", "NA-STC")
    taken = await stranger.post(f"{INDICATORS}/K/values", json=a_value(), headers=key)
    assert taken.status_code == 403


async def test_an_amendment_changes_what_is_given_and_nothing_twice(world: World) -> None:
    """FR-NT-15: the formula follows the target."""
    await created(world.standing, INDICATORS, **an_indicator())
    path = f"{INDICATORS}/K/details"
    target = {"kind": "relative_to_plan", "op": ">=", "value": 80, "planned": 75, "due": "2024-12-31"}
    amended = (await world.standing.post(path, json={"target": target})).json()
    assert amended["target"]["formula_en"] == "actual / planned ≥ 80 %, by the end of 31/12/2024"
    assert problem(await world.standing.post(path, json={"target": target}), 409)[0] == "nothing-changes"
    assert problem(await world.head.post(path, json={"note": "x"}), 403)[0] == "forbidden"
    stale = await world.standing.post(path, json={"note": "x"}, headers={"if-match": '"1"'})
    assert stale.status_code == 412


@pytest.mark.parametrize(
    ("wish", "fault"),
    [
        ({"service": "ES-99", "deployed": True}, ("body.service", "unknown_reference")),
        ({"service": "ES-01"}, ("body.deployed", "missing")),
        ({"service": "ES-01", "deployed": "yes"}, ("body.deployed", "bool_type")),
        ({"service": "ES-01", "deployed": False, "deployed_on": "2024-01-01"}, ("body.deployed_on", "not_deployed")),
        (
            {"service": "ES-01", "deployed": True, "deployed_on": "2024-04-03"},
            ("body.deployed_on", "effective_in_future"),
        ),
    ],
)
async def test_a_statement_says_what_is_wrong_with_it(world: World, wish: dict[str, Any], fault: Fault) -> None:
    """FR-NA-12."""
    await created(world.standing, LISTS, **a_list())
    assert await told_in_both(world, f"{LISTS}/L/deployment", wish, world.standing) == [fault]
    assert (await world.head.get(f"{LISTS}/L")).json()["services"][0]["deployed"] is None


@pytest.mark.parametrize(
    ("services", "fault"),
    [
        ([], ("body.services", "too_short")),
        ([{"id": "ES-01", "part": "A"}, {"id": "ES-01", "part": "B"}], ("body.services", "service_twice")),
        ([{"id": "ES-01"}], ("body.services.0.part", "missing")),
    ],
)
async def test_a_list_says_what_is_wrong_with_it(world: World, services: list[Any], fault: Fault) -> None:
    assert await told_in_both(world, LISTS, a_list(services=services), world.standing) == [fault]
    assert (await world.head.get(LISTS)).json()["items"] == []
