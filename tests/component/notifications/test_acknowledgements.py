"""“Tôi đã nhận”: said once by an addressee, kept whatever happens, and the ladder waits because of it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from services.notifications.adapters.specifications import OBLIGATIONS
from services.notifications.usecases.inbox import NoticeNotFound, Reader
from shared.calendar import FixedClock
from shared.storage import StoreUnavailable
from tests.component.notifications.conftest import doors_at, opened
from tests.component.notifications.crashing import CrashingStore
from tests.component.notifications.doors import Doors, Issuer
from tests.component.notifications.office import Office
from tests.component.notifications.test_rebuild import Service
from tests.component.notifications.test_rebuild import service as service  # noqa: PLC0414  a fixture
from tests.unit.notifications.cast import JUSTICE, NINH_THUAN, a_story, at

HEAD, OFFICERS = f"head:{JUSTICE}", f"officer:{JUSTICE}"
LATE = "2024-12-02 09:00"


async def late(office: Office) -> None:
    """The first working day after the deadline of the cast's task: head and officers were told."""
    await office.fold.apply(NINH_THUAN, list(a_story()))
    office.clock.move_to(at(LATE))
    await office.fire()


async def notice(office: Office, mailbox: str, step: str = "T+1") -> str:
    kept = (await office.kept())["notices"].values()
    (found,) = (n["id"] for n in kept if (n["mailbox"], n["obligation"]["step"]) == (mailbox, step))
    return str(found)


async def said(office: Office, mailbox: str, step: str = "T+1", note: str | None = None) -> bool:
    reader = Reader(NINH_THUAN, mailbox)  # type: ignore[arg-type]
    outcome = await office.acknowledge(reader, await notice(office, mailbox, step), f"by {mailbox}", note)
    return outcome.holds


async def told_on(office: Office, *days: str) -> list[tuple[str, str]]:
    """Who was told which step on those mornings."""
    for day in days:
        office.clock.move_to(at(f"{day} 08:00"))
        await office.fire()
    mornings = {f"{day}T01:00:00.000000Z" for day in days}
    kept = (await office.kept())["notices"].values()
    return sorted((n["mailbox"], n["obligation"]["step"]) for n in kept if n["created_at"] in mornings)


async def test_silence_moves_it_up(office: Office) -> None:
    await late(office)
    assert await told_on(office, "2024-12-04") == [(HEAD, "T+3"), ("role:standing_officer", "T+3")]


async def test_the_heads_word_holds_it_for_as_long_as_the_ladder_says(office: Office) -> None:
    await late(office)
    assert await said(office, HEAD)
    assert await told_on(office, "2024-12-04", "2024-12-05") == []
    assert await told_on(office, "2024-12-06") == [(HEAD, "T+3"), ("role:standing_officer", "T+3")]
    assert await said(office, "role:standing_officer", "T+3")
    days = ("2024-12-10", "2024-12-11", "2024-12-12", "2024-12-13")
    assert await told_on(office, *days) == []
    assert ("role:permanent_vice_chairman", "T+7") in await told_on(office, "2024-12-16")


async def test_officers_are_heard_and_hold_nothing(office: Office) -> None:
    """Who executes cannot answer for the head (FR-NA-17)."""
    await late(office)
    assert not await said(office, OFFICERS, note="Đang làm")
    kept = (await office.kept())["notices"][await notice(office, OFFICERS)]
    assert kept["acknowledged"] == {"at": "2024-12-02T02:00:00.000000Z", "by": f"by {OFFICERS}", "note": "Đang làm"}
    assert kept["unread"] is False
    assert len(await told_on(office, "2024-12-04")) == 2


async def test_the_first_time_counts(office: Office) -> None:
    await late(office)
    assert await said(office, HEAD, note="một")
    office.clock.move_to(at("2024-12-03 10:00"))
    assert await said(office, HEAD, note="hai")
    kept = (await office.kept())["notices"][await notice(office, HEAD)]
    assert (kept["acknowledged"]["note"], kept["acknowledged"]["at"]) == ("một", "2024-12-02T02:00:00.000000Z")


async def test_nobody_acknowledges_anothers_notice(office: Office) -> None:
    await late(office)
    with pytest.raises(NoticeNotFound):
        reader = Reader(NINH_THUAN, OFFICERS)  # type: ignore[arg-type]
        await office.acknowledge(reader, await notice(office, HEAD), "x", None)


@pytest.mark.parametrize("lives", range(5))
async def test_a_crash_in_between_is_completed_by_asking_again(tmp_path: Path, lives: int) -> None:
    async with opened(tmp_path) as store:
        await late(Office(store))
        dying = Office(CrashingStore(store, lives), FixedClock(at("2024-12-02 09:30")))
        try:
            await said(dying, HEAD, note="một")
        except StoreUnavailable:
            again = Office(store, FixedClock(at("2024-12-02 09:40")))
            await again.titles(HEAD)
            assert await said(again, HEAD, note="một")
        again = Office(store, FixedClock(at("2024-12-02 10:00")))
        kept = await again.kept()
        assert kept["obligations"]["NT-T-01"]["acknowledged"] == ["T+1"]
        assert kept["notices"][await notice(again, HEAD)]["acknowledged"]["note"] == "một"
        assert await told_on(again, "2024-12-04", "2024-12-05") == []


async def test_it_survives_a_rebuild_that_repairs_what_is_damaged(service: Service) -> None:
    """What people decided is in no journal: read marks, acknowledgements and what they hold stay (decision 0012)."""
    service.office.clock.move_to(at(LATE))
    await service.office.fire()
    assert await said(service.office, HEAD, note="một")
    told_by_event = (await service.told_by_events())[0]
    reader = Reader(NINH_THUAN, HEAD)  # type: ignore[arg-type]
    await service.office.acknowledge(reader, told_by_event, "unit_head", "hai")
    before = await service.office.kept()
    await service.write(OBLIGATIONS, "NT-T-01", title={"vi": "hỏng", "en": "damaged"})
    assert (await service.rebuilt(switch=True)).stage.name
    assert await service.office.kept() == before


@pytest.fixture
async def late_doors(tmp_path: Path, issuer: Issuer) -> AsyncIterator[Doors]:
    async with opened(tmp_path) as store:
        await late(Office(store))
    async with doors_at(tmp_path, issuer, FixedClock(at("2024-12-02 10:00"))) as doors:
        yield doors


async def overdue_notice(doors: Doors, role: str) -> dict[str, Any]:
    items: list[dict[str, Any]] = (await doors.as_(role, JUSTICE).get("/v1/ninh-thuan/inbox")).json()["items"]
    (found,) = (item for item in items if item["obligation"]["step"] == "T+1")
    return found


async def test_over_http_it_says_who_when_and_what_it_holds(late_doors: Doors) -> None:
    overdue = await overdue_notice(late_doors, "unit_head")
    path = f"/v1/ninh-thuan/inbox/{overdue['id']}/acknowledge"
    answer = await late_doors.as_("unit_head", JUSTICE).post(path, json={"note": "Đã nhận"})
    assert answer.status_code == 200, answer.text
    told = answer.json()
    by = {"at": "2024-12-02T03:00:00.000000Z", "by": f"unit_head@{JUSTICE}", "note": "Đã nhận"}
    assert (told["acknowledged"], told["holds"], told["next_step_at"]) == (by, True, "2024-12-06T01:00:00.000000Z")
    assert told["read_at"] == "2024-12-02T03:00:00.000000Z"
    assert (await overdue_notice(late_doors, "unit_head"))["acknowledged"] == by
    metrics = (await late_doors.with_headers({}).get("/metrics")).text
    assert 'tiendo_ladder_acknowledgements_total{level="head"}' in metrics


@pytest.mark.parametrize(
    ("body", "field"),
    [({"note": 1}, "body.note"), ({"note": "x" * 1_001}, "body.note"), ({"by": "me"}, "body.by"), ([], "body")],
)
async def test_a_wrong_wish_is_refused_by_field(late_doors: Doors, body: Any, field: str) -> None:
    overdue = await overdue_notice(late_doors, "unit_head")
    path = f"/v1/ninh-thuan/inbox/{overdue['id']}/acknowledge"
    answer = await late_doors.as_("unit_head", JUSTICE).post(path, json=body)
    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["errors"]] == [field]
    assert (await overdue_notice(late_doors, "unit_head"))["acknowledged"] is None


async def test_anothers_notice_is_not_there(late_doors: Doors) -> None:
    overdue = await overdue_notice(late_doors, "unit_head")
    path = f"/v1/ninh-thuan/inbox/{overdue['id']}/acknowledge"
    assert (await late_doors.as_("unit_officer", JUSTICE).post(path, json={})).status_code == 404
    assert (await late_doors.as_("integrator").post(path, json={})).status_code == 403
