"""Deadlines in people's own calendars, by a secret link: read by the library that others read calendars with (RFC 5545)."""

from datetime import date, timedelta
from typing import Any

import icalendar
import pytest

from services.notifications.adapters.specifications import CALENDAR_LINKS
from services.notifications.api.ical import ical
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.usecases.calendars import NoCalendar
from services.notifications.usecases.inbox import Reader
from tests.component.notifications.doors import Doors
from tests.component.notifications.office import Office
from tests.unit.notifications.cast import HEALTH, JUSTICE, NINH_THUAN, a_story, a_task, an_event, at, registered

PATH = "/v1/ninh-thuan/inbox/calendar"
HEAD = Reader(NINH_THUAN, Mailbox(f"head:{JUSTICE}"))


async def made(doors: Doors, role: str = "unit_head", unit: str | None = JUSTICE) -> dict[str, Any]:
    answer = await doors.as_(role, unit).post(PATH)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def calendar(doors: Doors, link: str, **query: str) -> icalendar.Calendar:
    answer = await doors.with_headers({}).get(link, params=query)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8"), answer.text
    for line in answer.content.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode()
    read = icalendar.Calendar.from_ical(answer.content)
    assert isinstance(read, icalendar.Calendar)
    assert not read.errors
    return read


async def test_a_unit_sees_its_own_open_deadlines_as_whole_days(doors: Doors) -> None:
    told = await made(doors)
    assert (told["active"], told["made_by"], told["mailbox"]) == (True, f"unit_head@{JUSTICE}", f"head:{JUSTICE}")
    assert told["expires_at"] == "2025-11-28T02:00:00.000000Z"
    read = await calendar(doors, told["link"])
    (event,) = read.walk("VEVENT")
    assert str(read["X-WR-CALNAME"]) == "Thời hạn: Sở Tư pháp"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2024, 11, 29), date(2024, 11, 30))
    assert str(event["SUMMARY"]) == "Hạn: Số hóa dữ liệu hộ tịch"
    assert str(event["UID"]) == "ninh-thuan.NT-T-01@tiendo"
    assert "Chủ trì: Sở Tư pháp. Thời hạn: 29/11/2024. Tình trạng: Tạm dừng." in str(event["DESCRIPTION"])
    assert int(event["SEQUENCE"]) == 9
    english = await calendar(doors, told["link"], lang="en")
    assert str(english.walk("VEVENT")[0]["SUMMARY"]) == "Due: Digitise civil-status data"


async def test_those_above_see_the_whole_province_and_other_units_nothing_of_it(doors: Doors) -> None:
    chairman = await calendar(doors, (await made(doors, "chairman", None))["link"])
    assert [str(event["UID"]) for event in chairman.walk("VEVENT")] == ["ninh-thuan.NT-T-01@tiendo"]
    health = await calendar(doors, (await made(doors, "unit_head", HEALTH))["link"])
    assert health.walk("VEVENT") == []


async def test_a_new_link_ends_the_old_one_and_closing_ends_both(doors: Doors) -> None:
    old = (await made(doors))["link"]
    new = (await made(doors))["link"]
    anybody, head = doors.with_headers({}), doors.as_("unit_head", JUSTICE)
    assert (await anybody.get(old)).status_code == 404
    assert (await anybody.get(new)).status_code == 200
    known = (await head.get(PATH)).json()
    assert (known["active"], "link" in known) == (True, False)
    for _ in range(2):
        assert (await head.delete(PATH)).json()["active"] is False
    assert (await anybody.get(new)).status_code == 404


async def test_every_wrong_link_is_answered_alike(doors: Doors) -> None:
    link = (await made(doors))["link"]
    handle, _, rest = link.rpartition("/")[2].partition(".")
    wrong = [
        link.replace("ninh-thuan", "nghe-an"),
        link.replace("ninh-thuan", "nowhere"),
        f"/calendars/ninh-thuan/{handle}.{'x' * 43}.ics",
        f"/calendars/ninh-thuan/{'0' * 16}.{rest}",
        f"/calendars/ninh-thuan/{handle}.ics",
        f"/calendars/ninh-thuan/{handle}..ics",
        f"/calendars/ninh-thuan/{rest}",
    ]
    answers = {(answer.status_code, answer.text) for answer in [await doors.with_headers({}).get(p) for p in wrong]}
    assert {status for status, _ in answers} == {404}
    assert len(answers) == 1


async def test_only_a_hash_of_the_secret_is_kept(office: Office) -> None:
    kept = await office.calendars.make(HEAD, "unit_head")
    (document,) = (await office.store.collection(CALENDAR_LINKS, NINH_THUAN).find({})).items
    assert kept.secret not in str(document)
    assert len(kept.secret) == 43


async def test_a_link_ends_after_a_year(office: Office) -> None:
    kept = await office.calendars.make(HEAD, "unit_head")
    office.clock.advance(timedelta(days=365) - timedelta(seconds=1))
    assert (await office.calendars.read(NINH_THUAN, kept.link.handle, kept.secret)).entries == []
    office.clock.advance(timedelta(seconds=1))
    with pytest.raises(NoCalendar):
        await office.calendars.read(NINH_THUAN, kept.link.handle, kept.secret)


async def test_what_somebody_entered_stays_text(office: Office) -> None:
    """Line breaks, separators and control characters of a title begin no property of their own; letters stay whole."""
    title = "Số hóa;\r\nEND:VEVENT\nATTACH:http://x, \\ \x07" + "ệ" * 300
    await office.fold.apply(NINH_THUAN, [an_event(registered(a_task(due=date(2024, 10, 31), title_vi=title)), 1)])
    kept = await office.calendars.make(HEAD, "unit_head")
    agenda = await office.calendars.read(NINH_THUAN, kept.link.handle, kept.secret)
    text = ical(agenda, lambda said: said.vi)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert "ATTACH" not in event
    assert str(event["SUMMARY"]) == "Hạn: " + title.replace("\r\n", "\n").replace("\x07", "")


async def test_what_is_late_says_so_and_a_change_is_a_higher_sequence(office: Office) -> None:
    await office.fold.apply(NINH_THUAN, list(a_story()))
    office.clock.move_to(at("2024-12-02 09:00"))
    kept = await office.calendars.make(HEAD, "unit_head")
    (entry,) = (await office.calendars.read(NINH_THUAN, kept.link.handle, kept.secret)).entries
    assert (entry.title.vi, entry.title.en) == (
        "Quá hạn: Số hóa dữ liệu hộ tịch",
        "Overdue: Digitise civil-status data",
    )
    assert entry.revision == 9


@pytest.mark.parametrize(("role", "status"), [("integrator", 403), ("ops", 403)])
async def test_who_has_no_mailbox_has_no_calendar(doors: Doors, role: str, status: int) -> None:
    assert (await doors.as_(role).post(PATH)).status_code == status


async def test_another_provinces_mailbox_is_not_there(doors: Doors) -> None:
    assert (await doors.as_("unit_head", JUSTICE, tenant="nghe-an").post(PATH)).status_code == 404
