"""Progress reports to the chairman, through HTTP: who makes, delivers, receives and reads them (FR-NA-24)."""

from typing import Any

import pytest

from tests.component.tasks.conftest import World, created, problem

REPORTS = "/v1/nghe-an/progress-reports"
ONE = f"{REPORTS}/NA-BC-Q1"
DIGEST = "0" * 64


async def made(world: World, **fields: Any) -> dict[str, Any]:
    return await created(world.standing, REPORTS, **{"id": "NA-BC-Q1", "period": "2024-Q1"} | fields)


async def test_a_report_is_made_delivered_and_received(world: World) -> None:
    """FR-NA-24: each step by the one whose it is, and never twice."""
    report = await made(world)
    assert (report["status"], report["digest"], report["first_day"]) == ("made", None, "2024-01-01")
    assert (report["as_of"], report["made_by_role"]) == ("2024-03-31T16:59:59.999999Z", "standing_officer")
    office, chairman = world.client("nghe-an", "office_officer"), world.client("nghe-an", "chairman")
    received = {"to": "received"}
    assert problem(await chairman.post(f"{ONE}/status", json=received), 409)[0] == "illegal-transition"
    delivered = {"to": "delivered", "digest": DIGEST}
    answer = await office.post(f"{ONE}/status", json=delivered)
    assert (answer.status_code, answer.json()["digest"]) == (200, DIGEST)
    assert problem(await world.standing.post(f"{ONE}/status", json=delivered), 409)[0] == "illegal-transition"
    for other in (office, world.standing):
        assert (await other.post(f"{ONE}/status", json=received)).status_code == 403
    answer = await chairman.post(f"{ONE}/status", json=received)
    assert (answer.json()["status"], answer.json()["digest"]) == ("received", DIGEST)


async def test_only_those_whom_it_concerns_read_it(world: World) -> None:
    """FR-NA-24: no unit, no other leader, and nobody from elsewhere."""
    await made(world)
    for role, unit in (("chairman", None), ("office_officer", None), ("standing_officer", "NA-CA")):
        reader = world.client("nghe-an", role, unit)
        assert (await reader.get(ONE)).json()["period"] == "2024-Q1"
        assert [one["id"] for one in (await reader.get(REPORTS)).json()["items"]] == ["NA-BC-Q1"]
    for role in ("permanent_vice_chairman", "home_affairs_officer", "integrator"):
        assert (await world.client("nghe-an", role).get(ONE)).status_code == 403
    assert (await world.head.get(REPORTS)).status_code == 403
    assert (await world.client("central", "central_wg_officer").get(ONE)).status_code == 403
    assert (await world.client("ninh-thuan", "chairman").get(ONE)).status_code == 404


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"period": "2024-Q5"}, ("body.period", "unknown_period")),
        ({"period": "once"}, ("body.period", "unknown_period")),
        ({"period": "2024-04"}, ("body.period", "effective_in_future")),
        ({"period": "2024-Q2"}, ("body.period", "effective_in_future")),
        ({"period": 2024}, ("body.period", "string_type")),
        ({"id": "a b"}, ("body.id", "invalid_identifier")),
        ({"figures": {}}, ("body.figures", "extra_forbidden")),
    ],
)
async def test_what_cannot_be_made_is_refused_by_name(
    world: World, fields: dict[str, Any], fault: tuple[str, str]
) -> None:
    body = {"id": "NA-BC-Q1", "period": "2024-Q1"} | fields
    assert problem(await world.standing.post(REPORTS, json=body), 422)[1] == [fault]
    assert (await world.standing.get(REPORTS)).json()["items"] == []


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"digest": None}, ("body.digest", "digest_missing")),
        ({"digest": "abc"}, ("body.digest", "string_pattern_mismatch")),
        ({"to": "made"}, ("body.to", "literal_error")),
    ],
)
async def test_what_cannot_be_delivered_is_refused_by_name(
    world: World, fields: dict[str, Any], fault: tuple[str, str]
) -> None:
    await made(world)
    answer = await world.standing.post(f"{ONE}/status", json={"to": "delivered", "digest": DIGEST} | fields)
    assert problem(answer, 422)[1] == [fault]
    assert (await world.standing.get(ONE)).json()["version"] == 1


async def test_who_does_not_keep_the_programme_going_makes_none(world: World) -> None:
    for role in ("chairman", "office_officer", "home_affairs_officer"):
        body = {"id": "NA-BC-Q1", "period": "2024-Q1"}
        assert (await world.client("nghe-an", role).post(REPORTS, json=body)).status_code == 403
    assert (await world.standing.post(f"{REPORTS}/X/status", json={"to": "delivered"})).status_code == 404
