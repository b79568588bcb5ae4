"""The feed by polling."""

import asyncio

import orjson

from services.gateway.domain.live_events import read_event
from tests.component.gateway.conftest import Builder, Town
from tests.component.gateway.listening import listening

EVENTS = "/v1/nghe-an/events"


async def test_events_come_in_order_with_the_cursor_to_go_on(town: Town) -> None:
    first = (await town.get(EVENTS, params={"limit": 2})).json()
    assert ([event["sequence"] for event in first["items"]], first["next"]) == ([1, 2], 2)
    second = (await town.get(EVENTS, params={"after": first["next"]})).json()
    assert ([event["sequence"] for event in second["items"]], second["next"]) == ([3], 3)
    last = (await town.get(EVENTS, params={"after": 3})).json()
    assert last == {"items": [], "next": 3}


async def test_an_event_is_the_text_that_the_journal_holds(town: Town) -> None:
    town.tasks.happen("nghe-an", note="Đã trình ký")
    answer = await town.get(EVENTS, params={"after": 3})
    assert town.tasks.journal["nghe-an"][3] in answer.content
    assert answer.headers["content-type"] == "application/json"


async def test_a_waiting_poll_is_answered_by_what_happens(town: Town) -> None:
    polling = asyncio.create_task(town.get(EVENTS, params={"after": 3, "wait": 15}))
    await asyncio.sleep(0)
    town.tasks.happen("nghe-an")
    await town.hub.refresh()
    page = (await polling).json()
    assert ([event["sequence"] for event in page["items"]], page["next"]) == ([4], 4)


async def test_a_waiting_poll_ends_with_its_time(town: Town) -> None:
    page = (await town.get(EVENTS, params={"after": 3, "wait": 0.05})).json()
    assert page == {"items": [], "next": 3}


async def test_a_bad_value_is_named(town: Town) -> None:
    bad = {"after": ("-1", "x", "1" * 30, "4"), "limit": ("0", "1001", "1.5"), "wait": ("61", "-1", "nan", "x")}
    for name, values in bad.items():
        for value in values:
            answer = await town.get(EVENTS, params={name: value})
            assert answer.status_code == 422, (name, value)
            assert answer.json()["errors"][0]["field"] == f"query.{name}"


async def test_integrators_and_unit_roles_read_their_tenants_feed(town: Town) -> None:
    for role in ("integrator", "unit_officer", "commune_officer", "chairman"):
        assert len((await town.get(EVENTS, role=role)).json()["items"]) == 3


async def test_without_the_journal_the_ring_still_answers_and_the_rest_is_unavailable(town: Town) -> None:
    await town.get(EVENTS)
    await town.stop("tasks")
    town.tasks.happen("nghe-an")
    town.hub.receive([read_event(town.tasks.journal["nghe-an"][3])])
    assert (await town.get(EVENTS, params={"after": 3})).json()["next"] == 4
    missing = await town.get(EVENTS, params={"after": 0})
    assert (missing.status_code, missing.json()["part"]) == (503, "tasks")


async def test_another_tenants_canary_is_never_in_an_answer(town: Town) -> None:
    """The journal of tasks is made to answer with another's events: they are not passed on (G6, I19)."""
    town.tasks.happen("ninh-thuan", canary="bí mật của Ninh Thuận")
    town.tasks.journal["nghe-an"] = town.tasks.journal["ninh-thuan"]
    answer = await town.get(EVENTS)
    assert answer.status_code == 503
    assert "bí mật".encode() not in answer.content


async def test_waiting_polls_take_a_seat_and_others_do_not(build: Builder) -> None:
    town = await build(streams_per_caller=1)
    town.tasks.happen("nghe-an")
    async with listening(town.web, "/v1/nghe-an/stream", town.issuer.bearer()):
        refused = await town.get(EVENTS, params={"after": 1, "wait": 0.01})
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "5")
        assert (await town.get(EVENTS)).status_code == 200
        assert (await town.get(EVENTS, params={"after": 1, "wait": 0.01}, role="chairman")).status_code == 200


async def test_the_answer_is_json_even_where_events_are_many(town: Town) -> None:
    town.tasks.happen("nghe-an", 1_500)
    await town.hub.refresh()
    page = orjson.loads((await town.get(EVENTS, params={"limit": 1_000})).content)
    assert [event["sequence"] for event in page["items"]] == list(range(1, 1_001))
