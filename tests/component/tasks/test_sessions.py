"""Working sessions, what units state there and what they commit themselves to, through HTTP (FR-NA-13, FR-NA-21)."""

from typing import Any

import pytest

from tests.component.tasks.conftest import World, created, problem, registered
from tests.component.tasks.reporting import A_TEXT, OF_STP, REPORTS, opened, signed, standing, written

SESSIONS, UNDERTAKINGS = "/v1/nghe-an/sessions", "/v1/nghe-an/undertakings"
COMMITTED = {"unit": "NA-STP", "title_vi": "Trình dự thảo quyết định", "due_date": "2024-04-30"}
LATE = {
    "work": "NA-T-01",
    "cause": "legal",
    "action": "Đã trình thẩm định",
    "new_date": "2024-05-31",
    "support": "Sở Tài chính góp ý sớm",
}


def a_session(**fields: Any) -> dict[str, Any]:
    session = {
        "id": "NA-HN-01",
        "sort": "conference",
        "title_vi": "Hội nghị đánh giá mô hình điểm",
        "held_on": "2024-04-02",
        "chair_role": "permanent_vice_chairman",
        "chair_unit": "NA-UBND",
        "participants": ["NA-STP", "NA-STC", "NA-VNPT"],
    }
    return {name: value for name, value in (session | fields).items() if value is not ...}


async def test_what_units_state_in_a_session_is_their_report(world: World) -> None:
    """FR-NA-13."""
    now = world.clock.now()
    await opened(world, lock_days=...)
    said = {
        "results_vi": "Đã kết nối 12 dịch vụ",
        "advantages_vi": "Có Công an tỉnh phối hợp",
        "difficulties": [{"group": "legal", "text": "Chưa có quy định"}],
        "proposals": ["Cho thuê dịch vụ"],
    }
    assert (await written(world, said)).status_code == 200
    world.clock.move_to(now)
    await created(world.standing, SESSIONS, **a_session(statements="NA-BC.2024-03"))
    seen = (await world.head.get(f"{SESSIONS}/NA-HN-01")).json()
    (mine,) = [report for report in seen["reports"] if report["unit"] == "NA-STP"]
    assert (mine["results_vi"], mine["advantages_vi"], mine["proposals"]) == (
        said["results_vi"],
        said["advantages_vi"],
        said["proposals"],
    )
    assert [report["unit"] for report in seen["reports"]] == ["NA-STC", "NA-STP"]


async def test_a_commitment_is_owed_and_reported_on(world: World) -> None:
    await created(world.standing, SESSIONS, **a_session())
    made = (await world.head.post(f"{SESSIONS}/NA-HN-01/commitments", json=COMMITTED)).json()
    assert [said["unit"] for said in made["commitments"]] == ["NA-STP"]
    owed = (await world.head.get(f"{UNDERTAKINGS}/NA-HN-01.1")).json()
    assert (owed["kind"], owed["origin"], owed["outcome"]) == ("commitment", "NA-HN-01", "open_in_time")
    status = f"{UNDERTAKINGS}/NA-HN-01.1/status"
    assert (await world.head.post(status, json={"to": "reported", "text": "Đã trình"})).status_code == 200
    office = world.client("nghe-an", "office_officer")
    assert (await office.post(status, json={"to": "accepted"})).json()["status"] == "accepted"
    seen = (await world.head.get(f"{SESSIONS}/NA-HN-01")).json()
    assert [known["status"] for known in seen["undertakings"]] == ["accepted"]


async def test_a_repetition_commits_once(world: World) -> None:
    await created(world.standing, SESSIONS, **a_session())
    key = {"idempotency-key": "k-1"}
    path = f"{SESSIONS}/NA-HN-01/commitments"
    first = await world.head.post(path, json=COMMITTED, headers=key)
    assert (await world.head.post(path, json=COMMITTED, headers=key)).json() == first.json()
    assert len((await world.head.get(UNDERTAKINGS)).json()["items"]) == 1
    stale = await world.head.post(path, json=COMMITTED, headers={"if-match": '"1"'})
    assert problem(stale, 412)[0] == "version-mismatch"
    assert len((await world.head.get(UNDERTAKINGS)).json()["items"]) == 1


async def test_units_commit_themselves_and_nobody_else(world: World) -> None:
    assert problem(await world.head.post(SESSIONS, json=a_session()), 403)[0] == "forbidden"
    await created(world.standing, SESSIONS, **a_session())
    other = world.client("nghe-an", "unit_head", "NA-STC")
    for who in (other, world.client("nghe-an", "chairman")):
        answer = await who.post(f"{SESSIONS}/NA-HN-01/commitments", json=COMMITTED)
        assert problem(answer, 403)[0] == "forbidden"
    assert problem(await world.head.post(f"{SESSIONS}/NA-HN-99/commitments", json=COMMITTED), 404)[0] == "not-found"


async def test_nothing_is_committed_in_a_session_that_lies_ahead(world: World) -> None:
    await created(world.standing, SESSIONS, **a_session(held_on="2024-04-03"))
    answer = await world.head.post(f"{SESSIONS}/NA-HN-01/commitments", json=COMMITTED)
    assert problem(answer, 409)[0] == "session-lies-ahead"


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"participants": []}, ("body.participants", "too_short")),
        ({"participants": ["NA-X"]}, ("body.participants", "unknown_reference")),
        ({"held_on": "2024-12-01", "participants": ["NA-H413"]}, ("body.participants", "unit_not_in_force")),
        ({"chair_unit": "NA-X"}, ("body.chair_unit", "unknown_reference")),
        ({"chair_role": "king"}, ("body.chair_role", "enum")),
        ({"sort": "party"}, ("body.sort", "literal_error")),
        ({"statements": "NA-BC.2024-03"}, ("body.statements", "unknown_reference")),
        ({"conclusion": "NA-KL-01"}, ("body.conclusion", "unknown_reference")),
        ({"held_on": ...}, ("body.held_on", "missing")),
        ({"title_vi": 7}, ("body.title_vi", "string_type")),
        ({"place": "Vinh"}, ("body.place", "extra_forbidden")),
    ],
)
async def test_a_session_says_what_is_wrong_with_it(
    world: World, fields: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert problem(await world.standing.post(SESSIONS, json=a_session(**fields)), 422)[1] == [fault]
    assert (await world.head.get(SESSIONS)).json()["items"] == []


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"unit": "NA-CA"}, ("body.unit", "not_participating")),
        ({"unit": "NA-VNPT"}, ("body.unit", "partner_cannot_lead")),
        ({"due_date": "2024-04-01"}, ("body.due_date", "due_before_its_day")),
        ({"due_date": "mai"}, ("body.due_date", "invalid_date")),
        ({"title_vi": ""}, ("body.title_vi", "string_too_short")),
    ],
)
async def test_a_commitment_says_what_is_wrong_with_it(
    world: World, fields: dict[str, Any], fault: tuple[str, str]
) -> None:
    await created(world.standing, SESSIONS, **a_session())
    answer = await world.standing.post(f"{SESSIONS}/NA-HN-01/commitments", json=COMMITTED | fields)
    assert problem(answer, 422)[1] == [fault]
    assert (await world.head.get(UNDERTAKINGS)).json()["items"] == []


async def test_what_is_late_has_to_be_explained(world: World) -> None:
    """FR-NA-21: cause, action, new day and support, all of them."""
    await opened(world, late_explained=True)
    await registered(world, due={"date": "2024-03-10", "precision": "day"})
    assert problem(await written(world, A_TEXT), 422)[1] == [("body.slow_items", "late_items_missing")]
    assert (await written(world, A_TEXT | {"draft": True})).status_code == 200
    for field in LATE:
        partial = {name: value for name, value in LATE.items() if name != field}
        answer = await written(world, A_TEXT | {"slow_items": [partial]})
        assert problem(answer, 422)[1] == [(f"body.slow_items.0.{field}", "missing")]
    reported = (await written(world, A_TEXT | {"slow_items": [LATE]})).json()
    assert (reported["status"], reported["slow_items"]) == ("submitted", [LATE])


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"work": "NA-T-99"}, ("body.slow_items.0.work", "work_of_others")),
        ({"work": "NA-T-02"}, ("body.slow_items.0.work", "work_of_others")),
        ({"cause": "weather"}, ("body.slow_items.0.cause", "literal_error")),
        ({"new_date": "sớm"}, ("body.slow_items.0.new_date", "invalid_date")),
    ],
)
async def test_an_explanation_says_what_is_wrong_with_it(
    world: World, fields: dict[str, Any], fault: tuple[str, str]
) -> None:
    await opened(world)
    await registered(world)
    await registered(world, id="NA-T-02", lead_unit="NA-STC")
    assert problem(await written(world, A_TEXT | {"slow_items": [LATE | fields]}), 422)[1] == [fault]


async def test_a_report_is_returned_and_written_again(world: World) -> None:
    """FR-NA-21: what was signed in time stays in time."""
    await opened(world)
    path, reason = f"{REPORTS}/{OF_STP}/return", {"reason": "Chưa nêu nguyên nhân"}
    assert problem(await world.standing.post(path, json=reason), 409)[0] == "illegal-transition"
    await written(world, A_TEXT)
    await signed(world)
    assert problem(await world.head.post(path, json=reason), 403)[0] == "forbidden"
    assert problem(await world.standing.post(path, json={}), 422)[1] == [("body.reason", "missing")]
    returned = (await world.standing.post(path, json=reason)).json()
    assert (returned["status"], returned["reason"], returned["signed_at"]) == ("draft", reason["reason"], None)
    assert returned["returned_at"] is not None
    waiver = await world.standing.post(f"{REPORTS}/{OF_STP}/waiver", json={"reason": "Thôi"})
    assert problem(waiver, 409)[0] == "illegal-transition"
    again = (await written(world, A_TEXT)).json()
    assert (again["status"], again["edition"], again["returned_at"]) == ("corrected", 2, None)
    assert (await signed(world, edition=2)).json()["outcome"] == "done_on_time"
    assert (await standing(world))["on_time"] == 1
