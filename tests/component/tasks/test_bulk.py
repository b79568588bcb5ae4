"""Many statuses with one request: each task by itself, by the rules of the single command."""

from typing import Any

import pytest

from tests.component.tasks.conftest import World, registered

MANY = "/v1/nghe-an/bulk/status"


def _steps(*tasks: str, to: str = "in_progress", **more: Any) -> dict[str, Any]:
    return {"changes": [{"task": task, "to": to, **more} for task in tasks]}


async def test_what_may_change_changes_and_what_may_not_says_why(world: World) -> None:
    await registered(world)
    await registered(world, id="NA-T-02")
    wish = _steps("NA-T-01", "NA-T-02", "NA-T-99")
    wish["changes"][1]["to"] = "completed"
    answer = await world.head.post(MANY, json=wish, headers={"accept-language": "en"})
    outcomes = answer.json()
    assert (answer.status_code, outcomes["changed"], outcomes["refused"]) == (200, 1, 2)
    first, second, unknown = outcomes["items"]
    assert (first["task"], first["code"], first["status"], first["version"]) == ("NA-T-01", 200, "in_progress", 2)
    assert (second["code"], second["status"], second["problem"]["title"]) == (409, None, "This step does not exist")
    assert (unknown["code"], unknown["problem"]["type"].rpartition("/")[2]) == (404, "not-found")
    assert (await world.head.get("/v1/nghe-an/tasks/NA-T-02")).json()["version"] == 1


async def test_repeated_with_its_key_nothing_changes_twice(world: World) -> None:
    await registered(world)
    answers = [
        (await world.head.post(MANY, json=_steps("NA-T-01"), headers={"idempotency-key": "k-1"})).json()
        for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert answers[0]["items"][0]["version"] == 2


async def test_a_version_that_is_no_longer_is_refused_for_that_task(world: World) -> None:
    await registered(world)
    stale = (await world.head.post(MANY, json=_steps("NA-T-01", version=7))).json()["items"][0]
    assert (stale["code"], stale["problem"]["current"]) == (412, 1)
    assert (await world.head.post(MANY, json=_steps("NA-T-01", version=1))).json()["changed"] == 1


async def test_who_may_not_change_them_is_told_so_for_each(world: World) -> None:
    await registered(world)
    stranger = world.client("nghe-an", "unit_head", "NA-CA")
    outcome = (await stranger.post(MANY, json=_steps("NA-T-01"))).json()["items"][0]
    assert (outcome["code"], outcome["problem"]["status"]) == (403, 403)
    assert (
        await world.client("ninh-thuan", "unit_head", "NA-STP").post(MANY, json=_steps("NA-T-01"))
    ).status_code == 404


@pytest.mark.parametrize(
    ("wish", "field", "code"),
    [
        ({}, "body.changes", "missing"),
        (_steps(), "body.changes", "too_short"),
        (_steps(*(f"T-{number}" for number in range(201))), "body.changes", "too_long"),
        (_steps("NA-T-01", "NA-T-01"), "body", "listed_twice"),
        (_steps("NA T"), "body.changes.0.task", "invalid_identifier"),
        (_steps("NA-T-01", to="done"), "body.changes.0.to", "literal_error"),
        (_steps("NA-T-01", version=0), "body.changes.0.version", "greater_than_equal"),
        (_steps("NA-T-01", colour="red"), "body.changes.0.colour", "extra_forbidden"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
async def test_a_wish_that_is_wrong_changes_nothing_and_names_the_field(
    world: World, wish: dict[str, Any], field: str, code: str, language: str
) -> None:
    await registered(world)
    answer = await world.head.post(MANY, json=wish, headers={"accept-language": language})
    assert answer.status_code == 422, answer.text
    fault = answer.json()["errors"][0]
    assert (fault["field"], fault["code"]) == (field, code)
    assert fault["message"]
    assert (await world.head.get("/v1/nghe-an/tasks/NA-T-01")).json()["version"] == 1
