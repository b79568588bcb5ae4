"""What happened: told to readers in words, given to services as it is."""

import json

import orjson
import pytest

from services.tasks.api.views import HistoryPage
from shared.events import Event
from tests.component.tasks.conftest import World, problem, registered

TASK = "/v1/nghe-an/tasks/NA-T-01"


async def lived(world: World) -> None:
    """Registered as running, moved, put on hold."""
    await registered(world, status="in_progress", status_as_of="2024-03-31")
    move = {"date": "2024-08-15", "precision": "month", "reason": "Chờ văn bản", "document": "215/TB-UBND"}
    await world.standing.post(f"{TASK}/deadline", json=move | {"decided_by_role": "chairman"})
    await world.head.post(f"{TASK}/status", json={"to": "on_hold", "reason": "Chờ kinh phí"})


async def test_the_history_tells_who_did_what_when_and_why(world: World) -> None:
    await lived(world)
    page = (await world.head.get(f"{TASK}/history")).json()
    told = [(item["sequence"], item["what"], item["actor"], item["version"], item["status"]) for item in page["items"]]
    assert told == [
        (11, "registered", "standing_officer@NA-CA", 1, "not_started"),
        (12, "status_changed", "standing_officer@NA-CA", 2, "in_progress"),
        (13, "deadline_moved", "standing_officer@NA-CA", 3, "in_progress"),
        (14, "status_changed", "unit_head@NA-STP", 4, "on_hold"),
    ]
    assert [item["summary_vi"] for item in page["items"]] == [
        "Ghi nhận",
        "Tiếp nhận trạng thái đã báo cáo: đang triển khai",
        "Chuyển thời hạn từ 30/04/2024 sang 31/08/2024 theo 215/TB-UBND: Chờ văn bản",
        "Chuyển từ “đang triển khai” sang “tạm dừng”",
    ]
    assert page["items"][3]["summary_en"] == "From “in progress” to “on hold”"
    assert page["items"][3]["change"]["reason"] == "Chờ kinh phí"
    assert page["items"][3]["before"]["status"] == "in_progress"
    assert page["items"][0]["recordedtime"] == "2024-04-02T03:00:00.000000Z"
    assert (page["items"][3]["role"], page["items"][3]["unit"]) == ("unit_head", "NA-STP")
    assert HistoryPage.model_validate(page).model_dump(mode="json") == page


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
async def test_the_history_has_pages(world: World, limit: int) -> None:
    await lived(world)
    seen: list[int] = []
    cursor = "0"
    while cursor is not None:
        page = (await world.head.get(f"{TASK}/history?limit={limit}&cursor={cursor}")).json()
        seen += [item["sequence"] for item in page["items"]]
        cursor = page["next"]
    assert seen == [11, 12, 13, 14]


async def test_a_unit_of_the_same_id_is_not_part_of_a_tasks_history(world: World) -> None:
    await registered(world, id="NA-STC")
    items = (await world.head.get("/v1/nghe-an/tasks/NA-STC/history")).json()["items"]
    assert [item["type"] for item in items] == ["vn.tiendo.task.registered.v1"]


async def test_a_bad_cursor_of_the_history_is_refused(world: World) -> None:
    await registered(world)
    assert problem(await world.head.get(f"{TASK}/history?cursor=x"), 422)[1] == [("query.cursor", "int_parsing")]


async def test_the_journal_gives_the_very_texts_that_were_hashed_one_per_line(world: World) -> None:
    await lived(world)
    answer = await world.internal().get("/internal/journal", params={"tenant": "nghe-an", "after": 9, "limit": 3})
    lines = answer.content.split(b"\n")
    events = [Event.from_json(line) for line in lines]
    assert [event.sequence for event in events] == [10, 11, 12]
    assert all(orjson.dumps(json.loads(line)) == line for line in lines)
    assert events[1].data["after"]["id"] == "NA-T-01"
    assert answer.headers["content-type"] == "application/x-ndjson"


async def test_the_journal_is_empty_behind_its_head_and_for_tenants_without_events(world: World) -> None:
    for query in ("tenant=nghe-an&after=10", "tenant=nowhere"):
        answer = await world.internal().get(f"/internal/journal?{query}")
        assert (answer.status_code, answer.content) == (200, b"")


async def test_the_heads_name_every_tenant_with_its_newest_number(world: World) -> None:
    assert (await world.internal().get("/internal/journal/heads")).json() == {"heads": {"nghe-an": 10}}


async def test_the_journal_is_for_services_only(world: World) -> None:
    for client in (world.ops, world.standing, world.client("central", "central_wg_officer"), world.bearing("x")):
        for path in ("/internal/journal?tenant=nghe-an", "/internal/journal/heads"):
            assert problem(await client.get(path), 401)[0] == "unauthenticated"


@pytest.mark.parametrize("query", ["", "tenant=a%20b", "tenant=nghe-an&after=-1", "tenant=nghe-an&limit=0"])
async def test_a_bad_question_to_the_journal_is_refused(world: World, query: str) -> None:
    assert problem(await world.internal().get(f"/internal/journal?{query}"), 422)[0] == "invalid-request"
