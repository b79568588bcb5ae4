"""The standing agency's look ahead: who would be told what on a day."""

from datetime import date, timedelta

import pytest

from tests.component.notifications.doors import Doors
from tests.component.notifications.office import Office
from tests.unit.notifications.cast import JUSTICE, NINH_THUAN, a_story, at

PREVIEW = "/v1/ninh-thuan/reminders/preview"


async def test_a_day_shows_who_would_be_told_what(doors: Doors) -> None:
    answer = await doors.as_("standing_officer").get(PREVIEW, params={"on": "2024-11-26"})
    preview = answer.json()
    assert (preview["on"], preview["working_day"]) == ("2024-11-26", True)
    assert {item["mailbox"] for item in preview["items"]} == {f"head:{JUSTICE}", f"officer:{JUSTICE}"}
    for item in preview["items"]:
        assert item["title"] == "Còn 3 ngày làm việc: Số hóa dữ liệu hộ tịch"
        assert item["obligation"]["step"] == "T-3"
        assert item["at"] == "2024-11-26T01:00:00.000000Z"


async def test_words_are_those_of_that_day_also_for_days_to_come(doors: Doors) -> None:
    answer = await doors.as_("standing_officer", language="en").get(PREVIEW, params={"on": "2024-12-10"})
    assert {item["title"] for item in answer.json()["items"]} == {"11 days overdue: Digitise civil-status data"}
    assert {item["kind"] for item in answer.json()["items"]} == {"escalation"}


@pytest.mark.parametrize("day", ["2024-11-23", "2025-01-01", "2025-06-02"])
async def test_nobody_is_told_on_holidays_or_without_a_reason(doors: Doors, day: str) -> None:
    assert (await doors.as_("standing_officer").get(PREVIEW, params={"on": day})).json()["items"] == []


async def test_asking_tells_nobody(doors: Doors) -> None:
    head = doors.as_("unit_head", JUSTICE)
    before = (await head.get("/v1/ninh-thuan/inbox/count")).json()
    await doors.as_("standing_officer").get(PREVIEW, params={"on": "2024-11-26"})
    assert (await head.get("/v1/ninh-thuan/inbox/count")).json() == before


@pytest.mark.parametrize("role", ["chairman", "office_officer", "unit_head", "integrator", "ops"])
async def test_only_the_standing_agency_looks_ahead(doors: Doors, role: str) -> None:
    answer = await doors.as_(role, JUSTICE).get(PREVIEW, params={"on": "2024-11-26"})
    assert answer.status_code == 403


@pytest.mark.parametrize("day", ["", "tomorrow", "2024-02-30", "1989-12-31", "2200-01-01"])
async def test_a_day_must_be_a_day(doors: Doors, day: str) -> None:
    answer = await doors.as_("standing_officer").get(PREVIEW, params={"on": day})
    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["errors"]] == ["query.on"]


async def test_the_preview_of_a_morning_is_what_the_morning_brings(office: Office) -> None:
    await office.fold.apply(NINH_THUAN, list(a_story()))
    days = [date(2024, 11, 18) + timedelta(days=number) for number in range(40)]
    found = 0
    for day in days:
        promised = await office.preview(NINH_THUAN, day)
        office.clock.move_to(at(f"{day} 08:00"))
        await office.fire()
        kept = (await office.kept())["notices"].values()
        told = {notice["id"] for notice in kept if notice["created_at"].startswith(f"{day}T01:00")}
        assert told == {notice.id for notice in promised.notices}, day
        assert await office.preview(NINH_THUAN, day) == promised, "what was told stays in the answer for its day"
        found += len(told)
    assert found == 15


async def test_the_only_late_reminder_of_an_old_plan_is_shown_on_its_morning(office: Office) -> None:
    old = list(a_story(recorded="2026-03-02 15:00"))[:4]
    await office.fold.apply(NINH_THUAN, old)
    preview = await office.preview(NINH_THUAN, at("2026-03-03 12:00").date())
    assert {(n.message.subject, n.message.obligation.step, n.mailbox) for n in preview.notices} == {
        ("NT-T-01", "T+14", "role:chairman"),
        ("NT-T-02", "T+14", "role:chairman"),
    }
