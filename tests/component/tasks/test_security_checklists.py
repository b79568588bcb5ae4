"""What a task has to show of security and safety before it is done, over HTTP (FR-NT-09)."""

from typing import Any

from tests.component.tasks.conftest import World, problem, registered

TASK = "/v1/nghe-an/tasks/NA-T-01"
LEVEL, TEST = "Hồ sơ cấp độ an toàn được phê duyệt", "Kiểm tra, đánh giá an toàn thông tin"


async def checked(world: World, *items: dict[str, Any], **more: Any) -> Any:
    return await world.head.post(f"{TASK}/details", json={"security_checklist": items, **more})


async def test_a_task_is_done_once_everything_is_shown(world: World) -> None:
    """FR-NT-09: neither completed nor basically completed before; everything else goes on."""
    await registered(world, status="in_progress")
    assert (await checked(world, {"name_vi": LEVEL}, {"name_vi": TEST})).status_code == 200
    for wanted in ("completed", "basically_completed"):
        answer = await world.head.post(f"{TASK}/status", json={"to": wanted, "product": "Báo cáo"})
        assert problem(answer, 409)[0] == "security-open"
        assert answer.json()["missing"] == [LEVEL, TEST]
        vietnamese = await world.head.post(
            f"{TASK}/status", json={"to": wanted, "product": "Báo cáo"}, headers={"accept-language": "vi"}
        )
        assert LEVEL in vietnamese.json()["detail"]
        assert vietnamese.json()["detail"] != answer.json()["detail"]
    assert (await world.head.post(f"{TASK}/status", json={"to": "submitted"})).status_code == 200
    await checked(world, {"name_vi": LEVEL, "done_on": "2024-03-20"}, {"name_vi": TEST, "done_on": "2024-04-01"})
    answer = await world.head.post(f"{TASK}/status", json={"to": "completed", "product": "Báo cáo"})
    assert (answer.status_code, answer.json()["security_checklist"][1]["done_on"]) == (200, "2024-04-01")


async def test_what_was_asked_for_is_dropped_with_a_reason_only(world: World) -> None:
    """FR-NT-09: also what was found once is not taken back in silence; the history keeps the reason."""
    await registered(world)
    await checked(world, {"name_vi": LEVEL, "done_on": "2024-03-20"}, {"name_vi": TEST})
    for items in ([{"name_vi": LEVEL, "done_on": "2024-03-20"}], [{"name_vi": LEVEL}, {"name_vi": TEST}], []):
        assert problem(await checked(world, *items), 422)[1] == [("body.reason", "reason_missing")]
    answer = await checked(world, {"name_vi": LEVEL, "done_on": "2024-03-20"}, reason="Hệ thống không còn vận hành")
    assert [item["name_vi"] for item in answer.json()["security_checklist"]] == [LEVEL]
    last = (await world.head.get(f"{TASK}/history")).json()["items"][-1]
    assert last["change"]["reason"] == "Hệ thống không còn vận hành"


async def test_who_does_not_lead_it_shows_nothing(world: World) -> None:
    await registered(world)
    other = world.client("nghe-an", "unit_head", "NA-STC")
    answer = await other.post(f"{TASK}/details", json={"security_checklist": [{"name_vi": LEVEL}]})
    assert answer.status_code == 403
