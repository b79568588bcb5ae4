"""Events become notices and obligations, and come out the same however often and in whatever portions they arrive (G2)."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.notifications.usecases.inbox import Reader
from shared.calendar import to_wire
from shared.events import Event, MalformedEvent
from shared.messaging import DEAD_LETTERS, Subscription
from shared.messaging.ignoring import IgnoredEvents, Understanding
from shared.storage import Order, Store, StoreUnavailable
from shared.tenancy import TenantId
from tests.component.notifications.conftest import opened
from tests.component.notifications.crashing import CrashingStore
from tests.component.notifications.office import Office
from tests.unit.notifications.cast import (
    HEALTH,
    JUSTICE,
    NGHE_AN,
    NINH_THUAN,
    a_story,
    a_task,
    an_event,
    at,
    registered,
    task_moved,
)

STORY = list(a_story())
HEAD = f"head:{JUSTICE}"
EVER_AGAIN = settings(deadline=None, max_examples=20)


async def told_once() -> dict[str, Any]:
    with TemporaryDirectory() as directory:
        async with opened(Path(directory)) as store:
            office = Office(store)
            await office.fold.apply(NINH_THUAN, STORY)
            return await office.kept()


async def test_a_story_reaches_every_mailbox_newest_first(office: Office) -> None:
    await office.fold.apply(NINH_THUAN, STORY)
    assert await office.titles(HEAD) == [
        "Tạm dừng: Số hóa dữ liệu hộ tịch",
        "Đang triển khai: Ki-ốt y tế",
        "Thời hạn mới 29/11/2024: Số hóa dữ liệu hộ tịch",
        "Đang triển khai: Số hóa dữ liệu hộ tịch",
        "Được giao chủ trì: Ki-ốt y tế",
        "Được giao chủ trì: Số hóa dữ liệu hộ tịch",
    ]
    assert await office.titles("role:standing_officer") == [
        "Hoàn thành: Số hóa dữ liệu hộ tịch",
        "Tạm dừng: Số hóa dữ liệu hộ tịch",
    ]
    assert (await office.titles(f"head:{HEALTH}"))[-1] == "Được giao phối hợp: Số hóa dữ liệu hộ tịch"


async def test_notices_name_units_that_were_announced_in_earlier_events(office: Office) -> None:
    await office.fold.apply(NINH_THUAN, STORY[:2])
    await office.fold.apply(NINH_THUAN, STORY[2:3])
    page = await office.inbox.page(Reader(NINH_THUAN, HEAD), None, 10, None)  # type: ignore[arg-type]
    assert "Chịu trách nhiệm: Giám đốc Sở Tư pháp" in page.items[0].message.text.vi


async def test_there_is_one_obligation_per_work(office: Office) -> None:
    await office.fold.apply(NINH_THUAN, STORY)
    obligations = (await office.kept())["obligations"]
    assert set(obligations) == {"NT-T-01", "NT-T-02", "NT-M-01"}
    first = obligations["NT-T-01"]
    assert (first["open"], first["status"], first["sequence"]) == (True, "on_hold", 9)
    assert first["next_step_at"] == to_wire(at("2024-11-20 08:00"))
    assert (obligations["NT-T-02"]["open"], obligations["NT-T-02"]["next_step_at"]) == (False, None)


@EVER_AGAIN
@given(st.lists(st.tuples(st.integers(0, len(STORY)), st.integers(0, len(STORY))), max_size=8))
async def test_any_prefix_may_come_again_with_other_borders(portions: list[tuple[int, int]]) -> None:
    expected, position = await told_once(), 0
    with TemporaryDirectory() as directory:
        async with opened(Path(directory)) as store:
            office = Office(store)
            for back, forth in [*portions, (0, len(STORY))]:
                start, position = max(0, position - back), min(len(STORY), position + forth)
                await office.fold.apply(NINH_THUAN, STORY[start:position])
            assert await office.kept() == expected


async def test_a_crash_after_any_write_heals_by_folding_again(tmp_path: Path) -> None:
    expected, lives = await told_once(), 0
    while True:
        async with opened(tmp_path / str(lives)) as store:
            crashing = CrashingStore(store, lives)
            try:
                await Office(crashing).fold.apply(NINH_THUAN, STORY)
                break
            except StoreUnavailable:
                for events in (STORY[:4], STORY[4:]):
                    await Office(store).fold.apply(NINH_THUAN, events)
                assert await Office(store).kept() == expected, f"after {lives} writes"
        lives += 1
    assert lives > len(expected["notices"])


async def test_two_instances_may_fold_the_same_events_at_once(store: Store) -> None:
    expected = await told_once()
    await asyncio.gather(*(Office(store).fold.apply(NINH_THUAN, STORY) for _ in range(4)))
    # The next delivery to a mailbox tidies what racing instances left in its book.
    await Office(store).fold.apply(NINH_THUAN, STORY)
    assert await Office(store).kept() == expected


async def test_tenants_do_not_see_each_other(office: Office) -> None:
    await office.fold.apply(NINH_THUAN, STORY)
    foreign = a_task(tenant=NGHE_AN)
    await office.fold.apply(NGHE_AN, [an_event(registered(foreign))])
    assert len(await office.titles(HEAD, NGHE_AN)) == 1
    assert (await office.kept(NGHE_AN))["mailboxes"][HEAD]["total"] == 1
    assert (await office.kept())["mailboxes"][HEAD]["total"] == 6


async def test_an_event_of_a_type_that_is_not_known_is_left_out(office: Office) -> None:
    newer = STORY[2].model_copy(update={"type": "vn.tiendo.attachment.added.v1"})
    heard = Understanding(office.fold, IgnoredEvents(office.store, "notifications"))
    await heard.apply(NINH_THUAN, [newer, STORY[3]])
    assert set((await office.kept())["obligations"]) == {"NT-T-02"}


async def test_an_event_that_does_not_fit_its_contract_is_refused_before_anything_is_written(office: Office) -> None:
    broken = STORY[3].model_copy(update={"data": {"after": {}}})
    with pytest.raises(MalformedEvent):
        await office.fold.apply(NINH_THUAN, [STORY[2], broken])
    assert (await office.kept())["notices"] == {}


class ListedSource:
    """A journal in memory."""

    def __init__(self, events: list[Event]) -> None:
        self._bodies = [event.model_dump_json().encode() for event in events]

    async def read(self, tenant: TenantId, after: int, limit: int) -> list[bytes]:
        return self._bodies[after : after + limit]

    async def heads(self) -> dict[TenantId, int]:
        return {NINH_THUAN: len(self._bodies)}


async def test_a_poisoned_event_is_parked_and_the_others_are_told(store: Store, office: Office) -> None:
    broken = STORY[2].model_copy(update={"data": {"after": {}}})
    source = ListedSource([*STORY[:2], broken, *STORY[3:]])
    subscription = Subscription("notifications", store, source, office.fold, office.clock)
    await subscription.catch_up()
    assert await subscription.position(NINH_THUAN) == len(STORY)
    letters = await store.collection(DEAD_LETTERS, NINH_THUAN).find(
        {"subscription": "notifications"}, Order("sequence")
    )
    assert [letter["sequence"] for letter in letters.items] == [3]
    assert "Tạm dừng: Số hóa dữ liệu hộ tịch" in await office.titles(HEAD)
    # Redriven later, the parked event still gives its notice, and is counted once.
    await office.fold.apply(NINH_THUAN, [STORY[2]])
    await office.fold.apply(NINH_THUAN, [STORY[2]])
    assert await office.kept() == await told_once()


async def test_a_status_that_was_taken_over_closes_the_obligation_without_a_word(office: Office) -> None:
    done = a_task(status="basically_completed")
    events = [
        an_event(registered(a_task()), 1),
        an_event(task_moved("not_started", "basically_completed", done, adopted=True), 2),
    ]
    await office.fold.apply(NINH_THUAN, events)
    assert len(await office.titles(HEAD)) == 1
    assert not (await office.kept())["obligations"]["NT-T-01"]["open"]
