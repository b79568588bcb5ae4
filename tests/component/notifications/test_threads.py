"""Notices by what they are about, and notices that are put aside for some days."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.notices import Notice
from services.notifications.domain.snoozing import CannotSnooze
from services.notifications.domain.threads import Thread
from services.notifications.usecases.inbox import Reader
from shared.calendar import FixedClock, Precision
from shared.storage import StoreUnavailable
from tests.component.notifications.conftest import opened
from tests.component.notifications.crashing import CrashingStore
from tests.component.notifications.doors import Doors
from tests.component.notifications.office import Office
from tests.unit.notifications.cast import (
    JUSTICE,
    NINH_THUAN,
    a_story,
    a_task,
    an_event,
    at,
    owed,
    registered,
    task_moved,
)

HEAD = Reader(NINH_THUAN, Mailbox(f"head:{JUSTICE}"))
THREADS = "/v1/ninh-thuan/inbox/threads"


async def every_thread(office: Office, unread: bool | None = None, limit: int = 3) -> list[Thread]:
    found, cursor = list[Thread](), None
    while True:
        page = await office.inbox.threads(HEAD, unread, limit, cursor)
        assert len(page.items) <= limit
        found += page.items
        cursor = page.next
        if cursor is None:
            return found


async def busy(office: Office) -> None:
    """Thirty works, told of in turns: the first ones again and again."""
    numbers = [*range(30), *range(10), *range(10), *range(5), 29]
    seen: set[int] = set()
    for sequence, number in enumerate(numbers, 1):
        task = a_task(f"W-{number}", coordinating_units=())
        news = task_moved("not_started", "in_progress", task) if number in seen else registered(task)
        seen.add(number)
        await office.fold.apply(NINH_THUAN, [an_event(news, sequence, f"2024-09-02 10:{sequence // 2:02}")])


@pytest.mark.parametrize("limit", [1, 3, 7, 50])
async def test_pages_hold_every_thread_once_by_its_newest_notice_with_all_its_notices(
    office: Office, limit: int
) -> None:
    await busy(office)
    found = await every_thread(office, limit=limit)
    assert [thread.latest.message.subject for thread in found][:7] == ["W-29", "W-4", "W-3", "W-2", "W-1", "W-0", "W-9"]
    assert sorted(thread.latest.message.subject for thread in found) == sorted(f"W-{number}" for number in range(30))
    assert sum(len(thread.notices) for thread in found) == (await office.inbox.counts(HEAD)).total == 56
    assert sum(thread.unread for thread in found) == 56


async def test_threads_with_something_unread_are_those_and_no_others(office: Office) -> None:
    await busy(office)
    for thread in (await every_thread(office))[3:]:
        for notice in thread.notices:
            await office.inbox.mark_read(HEAD, notice.id)
    found = await every_thread(office, unread=True)
    assert [thread.latest.message.subject for thread in found] == ["W-29", "W-4", "W-3"]


async def test_one_thread_is_read_newest_first(office: Office) -> None:
    await busy(office)
    page = await office.inbox.thread(HEAD, "W-0", 3, None)
    rest = await office.inbox.thread(HEAD, "W-0", 3, page.next)
    assert [notice.message.sequence for notice in (*page.items, *rest.items)] == [51, 41, 31, 1]


async def test_a_thread_waits_until_somebody_says_that_it_was_received(office: Office) -> None:
    await office.fold.apply(NINH_THUAN, list(a_story()))
    (first, *_) = await every_thread(office)
    assert not first.waits
    office.clock.move_to(at("2024-12-02 09:00"))
    await office.fire()
    (thread,) = (each for each in await every_thread(office) if each.waits)
    overdue = next(notice for notice in thread.notices if notice.message.obligation.step == "T+1")
    await office.acknowledge(HEAD, overdue.id, "unit_head", None)
    assert not any(each.waits for each in await every_thread(office))


async def a_notice(office: Office, due: date | None = date(2024, 10, 31)) -> Notice:
    task = a_task("W-1").model_copy(update={"obligation": owed(due, Precision.DAY)})
    await office.fold.apply(NINH_THUAN, [an_event(registered(task), 1)])
    (notice,) = (await office.inbox.page(HEAD, None, 10, None)).items
    return notice


async def unread(office: Office, when: str) -> int:
    office.clock.move_to(at(when))
    await office.snoozing()
    return (await office.inbox.counts(HEAD)).unread


async def test_what_is_put_aside_comes_back_on_a_working_morning(office: Office) -> None:
    notice = await a_notice(office)
    aside = await office.snoozing.put_aside(HEAD, notice.id, date(2024, 9, 14))
    assert aside.snoozed_until == at("2024-09-16 08:00")
    for when, number in (
        ("2024-09-05 09:00", 0),
        ("2024-09-14 09:00", 0),
        ("2024-09-16 07:59", 0),
        ("2024-09-16 08:00", 1),
        ("2024-09-17 08:00", 1),
    ):
        assert await unread(office, when) == number, when
    await office.inbox.mark_read(HEAD, notice.id)
    assert await unread(office, "2024-09-18 08:00") == 0, "it comes back once"


async def test_who_was_asleep_brings_it_back_within_office_hours(office: Office) -> None:
    notice = await a_notice(office)
    await office.snoozing.put_aside(HEAD, notice.id, date(2024, 9, 12))
    assert await unread(office, "2024-09-12 23:00") == 0
    assert await unread(office, "2024-09-13 10:10") == 1


async def test_it_can_be_taken_back_and_put_off_again(office: Office) -> None:
    notice = await a_notice(office)
    await office.snoozing.put_aside(HEAD, notice.id, date(2024, 9, 12))
    await office.snoozing.put_aside(HEAD, notice.id, date(2024, 9, 20))
    assert await unread(office, "2024-09-13 10:10") == 0
    assert (await office.snoozing.put_aside(HEAD, notice.id, None)).read_at is None
    await office.inbox.mark_read(HEAD, notice.id)
    assert await unread(office, "2024-09-20 10:10") == 0


@pytest.mark.parametrize("day", ["2024-09-04", "2024-09-03", "2024-10-05"])
async def test_only_for_the_next_thirty_days(office: Office, day: str) -> None:
    with pytest.raises(CannotSnooze, match="outside_30_days"):
        await office.snoozing.put_aside(HEAD, (await a_notice(office, None)).id, date.fromisoformat(day))


async def test_not_beyond_the_deadline(office: Office) -> None:
    notice = await a_notice(office, date(2024, 9, 15))
    with pytest.raises(CannotSnooze, match="after_deadline"):
        await office.snoozing.put_aside(HEAD, notice.id, date(2024, 9, 14))
    assert (await office.snoozing.put_aside(HEAD, notice.id, date(2024, 9, 13))).snoozed_until


async def test_what_is_overdue_cannot_be_put_aside(office: Office) -> None:
    await a_notice(office, date(2024, 9, 4))
    office.clock.move_to(at("2024-09-05 09:00"))
    await office.fire()
    (late,) = [n for n in (await office.inbox.page(HEAD, None, 10, None)).items if n.message.obligation.step == "T+1"]
    with pytest.raises(CannotSnooze, match="mandatory"):
        await office.snoozing.put_aside(HEAD, late.id, date(2024, 9, 10))


@pytest.mark.parametrize("lives", range(6))
async def test_a_crash_at_any_write_loses_nothing(tmp_path: Path, lives: int) -> None:
    async with opened(tmp_path) as store:
        notice = await a_notice(Office(store))
        dying = Office(CrashingStore(store, lives))
        try:
            await dying.snoozing.put_aside(HEAD, notice.id, date(2024, 9, 12))
            await unread(dying, "2024-09-12 08:00")
        except StoreUnavailable:
            pass
        again = Office(store, FixedClock(at("2024-09-12 08:30")))
        await again.titles(HEAD.mailbox)
        assert await unread(again, "2024-09-12 09:00") == 1


async def shown(doors: Doors, path: str = THREADS, **query: Any) -> list[dict[str, Any]]:
    answer = await doors.as_("unit_head", JUSTICE).get(path, params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_over_http_threads_lead_to_their_notices_and_show_what_is_put_aside(doors: Doors) -> None:
    threads = {item["subject"]: item for item in await shown(doors)}
    assert {subject: (item["total"], item["unread"], item["waits"]) for subject, item in threads.items()} == {
        "NT-T-01": (4, 4, False),
        "NT-M-01": (2, 2, False),
    }
    model = threads["NT-M-01"]["latest"]
    path = f"/v1/ninh-thuan/inbox/{model['id']}/snooze"
    answer = await doors.as_("unit_head", JUSTICE).post(path, json={"until": "2024-12-05"})
    assert (answer.status_code, answer.json()["snoozed_until"]) == (200, "2024-12-05T01:00:00.000000Z")
    newest, _ = await shown(doors, "/v1/ninh-thuan/inbox/thread", subject="NT-M-01")
    assert (newest["id"], newest["snoozed_until"]) == (model["id"], "2024-12-05T01:00:00.000000Z")
    assert next(item["subject"] for item in await shown(doors, unread=True)) == "NT-T-01"


@pytest.mark.parametrize(
    ("body", "language", "words"),
    [
        ({"until": "2024-11-28"}, "vi", "từ ngày mai"),
        ({"until": "2025-06-01"}, "en", "30 days"),
        ({"until": "soon"}, "vi", "phải là ngày"),
        ({}, "en", "required"),
    ],
)
async def test_over_http_a_wrong_day_is_refused_in_both_languages(
    doors: Doors, body: dict[str, Any], language: str, words: str
) -> None:
    (item, *_) = await shown(doors)
    path = f"/v1/ninh-thuan/inbox/{item['latest']['id']}/snooze"
    answer = await doors.as_("unit_head", JUSTICE, language=language).post(path, json=body)
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert (fault["field"], words in fault["message"]) == ("body.until", True), fault


@pytest.mark.parametrize("path", [THREADS, "/v1/ninh-thuan/inbox/thread?subject=x"])
async def test_a_cursor_of_another_list_is_refused(doors: Doors, path: str) -> None:
    answer = await doors.as_("unit_head", JUSTICE).get(path, params={"subject": "x", "cursor": "nonsense"})
    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["errors"]] == ["query.cursor"]
