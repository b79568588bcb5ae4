"""Counts that are exact whatever crashes, races or repeats, and whose cost does not grow with the mailbox."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from services.notifications.adapters.specifications import MAILBOXES
from services.notifications.adapters.stored_inboxes import StoredInboxes
from services.notifications.adapters.stored_threads import StoredThreads
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.notices import Message, Notice, NoticeKind, Owed, Part
from services.notifications.domain.phrases import Said
from services.notifications.ports import Counts, InvalidCursor
from services.notifications.usecases.inbox import Inbox, NoticeNotFound, Reader
from shared.calendar import FixedClock
from shared.storage import Store, StoreUnavailable
from tests.component.notifications.conftest import opened
from tests.component.notifications.crashing import CrashingStore
from tests.component.notifications.office import Office
from tests.unit.notifications.cast import NGHE_AN, NINH_THUAN, at

HEAD, OFFICERS = Mailbox("head:NT-STP"), Mailbox("officer:NT-STP")
NOON, LATER = at("2024-09-04 12:00"), at("2024-09-05 12:00")


def a_notice(number: int, mailbox: Mailbox = HEAD, created_at: datetime = NOON) -> Notice:
    message = Message(
        subject="NT-T-01",
        title=Said(f"Việc {number}", f"Work {number}"),
        text=Said("…", "…"),
        created_at=created_at,
        effective_at=NOON,
        sequence=number,
        obligation=Owed(id="NT-T-01"),
    )
    return Notice(f"{mailbox}-{number}", mailbox, NoticeKind.ASSIGNED, Part.LEAD, message)


SIX = [a_notice(number, mailbox) for number in range(1, 4) for mailbox in (HEAD, OFFICERS)]


@pytest.fixture
async def inboxes(store: Store) -> AsyncIterator[StoredInboxes]:
    inboxes = StoredInboxes(store)
    await inboxes.deliver(NINH_THUAN, SIX)
    yield inboxes
    await Office(store).kept()


async def counts(inboxes: StoredInboxes, mailbox: Mailbox = HEAD) -> Counts:
    return await inboxes.counts(NINH_THUAN, mailbox)


async def test_what_is_delivered_is_unread_and_counted(inboxes: StoredInboxes) -> None:
    assert await counts(inboxes) == Counts(total=3, unread=3)
    assert await counts(inboxes, Mailbox("head:nobody")) == Counts(0, 0)


async def test_what_is_there_already_is_not_put_in_again(inboxes: StoredInboxes) -> None:
    await inboxes.deliver(NINH_THUAN, [*SIX, a_notice(4)])
    assert await counts(inboxes) == Counts(4, 4)


async def test_reading_keeps_the_first_time_and_can_be_undone(inboxes: StoredInboxes) -> None:
    for when in (NOON, LATER):
        marked = await inboxes.mark(NINH_THUAN, HEAD, ["head:NT-STP-1"], when)
        assert marked["head:NT-STP-1"].read_at == NOON
        assert await counts(inboxes) == Counts(3, 2)
    unread = await inboxes.mark(NINH_THUAN, HEAD, ["head:NT-STP-1"], None)
    assert unread["head:NT-STP-1"].read_at is None
    assert await counts(inboxes) == Counts(3, 3)


async def test_lists_can_be_narrowed_to_unread_or_read(inboxes: StoredInboxes) -> None:
    await inboxes.mark(NINH_THUAN, HEAD, ["head:NT-STP-2"], NOON)

    async def numbers(unread: bool | None) -> list[int]:
        return [n.message.sequence for n in (await inboxes.page(NINH_THUAN, HEAD, unread, 10, None)).items]

    assert await numbers(None) == [3, 2, 1]
    assert await numbers(unread=True) == [3, 1]
    assert await numbers(unread=False) == [2]


async def test_pages_follow_each_other_without_gap_or_repetition(inboxes: StoredInboxes) -> None:
    await inboxes.deliver(NINH_THUAN, [a_notice(number) for number in range(4, 24)])
    seen: list[int] = []
    after = None
    while True:
        page = await inboxes.page(NINH_THUAN, HEAD, None, 5, after)
        seen += [notice.message.sequence for notice in page.items]
        after = page.next
        if after is None:
            break
    assert seen == list(range(23, 0, -1))


async def test_a_cursor_that_was_not_given_out_is_refused(inboxes: StoredInboxes) -> None:
    with pytest.raises(InvalidCursor):
        await inboxes.page(NINH_THUAN, HEAD, None, 5, "nonsense")


async def test_nobody_marks_the_mail_of_another_mailbox_or_province(inboxes: StoredInboxes) -> None:
    assert await inboxes.mark(NINH_THUAN, OFFICERS, ["head:NT-STP-1"], NOON) == {}
    assert await inboxes.mark(NGHE_AN, HEAD, ["head:NT-STP-1"], NOON) == {}
    assert await counts(inboxes) == Counts(3, 3)


async def test_a_notice_that_is_not_there_is_not_found(inboxes: StoredInboxes, store: Store) -> None:
    inbox = Inbox(inboxes, StoredThreads(store, inboxes), FixedClock(NOON))
    for mark in (inbox.mark_read, inbox.mark_unread):
        with pytest.raises(NoticeNotFound):
            await mark(Reader(NINH_THUAN, HEAD), "head:NT-STP-99")


async def test_all_that_has_arrived_can_be_marked_at_once(inboxes: StoredInboxes, store: Store) -> None:
    later = a_notice(500, created_at=LATER)
    await inboxes.deliver(NINH_THUAN, [*(a_notice(number) for number in range(4, 450)), later])
    inbox = Inbox(inboxes, StoredThreads(store, inboxes), FixedClock(NOON))
    assert await inbox.mark_all_read(Reader(NINH_THUAN, HEAD)) == Counts(450, 1)
    assert await inbox.mark_all_read(Reader(NINH_THUAN, HEAD)) == Counts(450, 1)
    assert await counts(inboxes, OFFICERS) == Counts(3, 3)


async def test_many_readers_and_deliveries_at_once_are_counted_right(inboxes: StoredInboxes, store: Store) -> None:
    async def deliver(first: int) -> None:
        await StoredInboxes(store).deliver(NINH_THUAN, [a_notice(number) for number in range(first, first + 10)])

    async def toggle(number: int) -> None:
        for read_at in (NOON, None, LATER):
            await StoredInboxes(store).mark(NINH_THUAN, HEAD, [f"head:NT-STP-{number}"], read_at)

    await asyncio.gather(*(deliver(first) for first in (1, 5, 11)), *(toggle(number) for number in (1, 2, 3, 1)))
    page = await inboxes.page(NINH_THUAN, HEAD, None, 100, None)
    unread = sum(notice.read_at is None for notice in page.items)
    assert await counts(inboxes) == Counts(20, unread)


@pytest.mark.parametrize("wishes", [[NOON], [NOON, None], [NOON, None, LATER]])
async def test_a_crash_while_marking_heals_by_asking_again(tmp_path: Path, wishes: list[object]) -> None:
    lives, crashed = 0, True
    while crashed:
        async with opened(tmp_path / f"{lives}") as store:
            await StoredInboxes(store).deliver(NINH_THUAN, SIX)
            crashing, crashed = CrashingStore(store, lives), False
            for wish in wishes:
                try:
                    await StoredInboxes(crashing).mark(NINH_THUAN, HEAD, ["head:NT-STP-1"], wish)  # type: ignore[arg-type]
                except StoreUnavailable:
                    crashed = True
                    await StoredInboxes(store).mark(NINH_THUAN, HEAD, ["head:NT-STP-1"], wish)  # type: ignore[arg-type]
            marked = await StoredInboxes(store).mark(NINH_THUAN, HEAD, ["head:NT-STP-1"], wishes[-1])  # type: ignore[arg-type]
            assert marked["head:NT-STP-1"].read_at == wishes[-1], f"after {lives} writes"
            await Office(store).kept()
        lives += 1


async def test_a_list_shows_what_was_marked_before_a_crash(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await StoredInboxes(store).deliver(NINH_THUAN, SIX)
        with pytest.raises(StoreUnavailable):
            await StoredInboxes(CrashingStore(store, 1)).mark(NINH_THUAN, HEAD, ["head:NT-STP-1"], NOON)
        page = await StoredInboxes(store).page(NINH_THUAN, HEAD, True, 10, None)
        assert [notice.message.sequence for notice in page.items] == [3, 2]
        assert await StoredInboxes(store).counts(NINH_THUAN, HEAD) == Counts(3, 2)


async def test_the_book_of_a_mailbox_stays_small(inboxes: StoredInboxes, store: Store) -> None:
    await inboxes.deliver(NINH_THUAN, [a_notice(number) for number in range(4, 2_000)])
    await inboxes.mark(NINH_THUAN, HEAD, ["head:NT-STP-7"], NOON)
    book = await store.collection(MAILBOXES, NINH_THUAN).get(HEAD)
    assert book is not None
    assert (book["arriving"], book["marks"]) == ([], {})
