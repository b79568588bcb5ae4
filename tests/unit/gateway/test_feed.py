"""The feed page by page and batch by batch."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from starlette.types import Message

from services.gateway.api.stream import EventStream
from services.gateway.domain.allowances import SeatLimits, Seats
from services.gateway.domain.rings import RingLimits
from services.gateway.ports import PartMissing
from services.gateway.usecases.feed import BeyondHead, Patience, Wanted, follow, page
from services.gateway.usecases.hub import Hub, UnknownTenant
from tests.unit.gateway.events import NGHE_AN, NINH_THUAN, an_event, sequences
from tests.unit.gateway.journals import InMemoryJournal

SHORT = Patience(quiet=0.001, retry=0.001)


def wanted(after: int) -> Wanted:
    return Wanted(NGHE_AN, after, limit=2, own=True)


async def a_hub_with(count: int) -> tuple[Hub, InMemoryJournal]:
    journal = InMemoryJournal()
    journal.grow(NGHE_AN, count)
    hub = Hub(journal, RingLimits())
    await hub.refresh()
    return hub, journal


async def test_a_page_holds_what_follows() -> None:
    hub, _ = await a_hub_with(5)
    assert sequences(await page(hub, wanted(after=2), wait=0)) == [3, 4]


async def test_at_the_head_a_page_is_empty_at_once() -> None:
    hub, _ = await a_hub_with(5)
    assert list(await page(hub, wanted(after=5), wait=0)) == []


async def test_a_waiting_page_is_answered_by_the_next_event() -> None:
    hub, _ = await a_hub_with(5)
    waiting = asyncio.create_task(page(hub, wanted(after=5), wait=30))
    await asyncio.sleep(0)
    hub.receive([an_event(6)])
    assert sequences(await waiting) == [6]


async def test_a_page_beyond_the_head_is_refused_after_asking_the_journal() -> None:
    hub, journal = await a_hub_with(5)
    with pytest.raises(BeyondHead) as refusal:
        await page(hub, wanted(after=6), wait=30)
    assert refusal.value.head == 5
    journal.grow(NGHE_AN)
    assert list(await page(hub, wanted(after=6), wait=0)) == []


async def test_following_gives_batches_then_signs_of_life() -> None:
    hub, _ = await a_hub_with(3)
    batches = follow(hub, NGHE_AN, 0, 2, SHORT)
    assert [sequences(await anext(batches)) for _ in range(4)] == [[1, 2], [3], [], []]
    await batches.aclose()


async def test_a_follower_keeps_its_place_while_the_journal_is_away() -> None:
    hub, journal = await a_hub_with(3)
    journal.away = True
    batches = follow(hub, NGHE_AN, 1, 10, SHORT)
    assert [list(await anext(batches)) for _ in range(2)] == [[], []]
    journal.away = False
    assert sequences(await anext(batches)) == [2, 3]
    await batches.aclose()


async def test_ones_own_feed_may_be_empty_and_anothers_must_exist() -> None:
    hub, journal = await a_hub_with(0)
    assert list(await page(hub, wanted(after=0), wait=0)) == []
    journal.grow(NINH_THUAN)
    foreign = Wanted(NGHE_AN, 0, limit=2, own=False)
    with pytest.raises(UnknownTenant):
        await page(hub, foreign, wait=0)
    assert len(await page(hub, Wanted(NINH_THUAN, 0, limit=2, own=False), wait=0)) == 1


async def test_a_page_says_that_the_journal_is_away() -> None:
    hub, journal = await a_hub_with(3)
    journal.away = True
    with pytest.raises(PartMissing):
        await page(hub, wanted(after=0), wait=0)


async def test_following_ends_when_the_hub_closes() -> None:
    hub, _ = await a_hub_with(0)
    batches = follow(hub, NGHE_AN, 0, 10, Patience(quiet=30))
    waiting = asyncio.create_task(anext(batches))
    await asyncio.sleep(0)
    hub.close()
    assert list(await waiting) == []
    with pytest.raises(StopAsyncIteration):
        await anext(batches)


async def test_a_client_that_takes_nothing_is_let_go_and_its_seat_is_free() -> None:
    """Its socket is full, so that writing to it never ends; meanwhile nothing is queued for it."""
    hub, _ = await a_hub_with(3)
    seats = Seats(SeatLimits(per_tenant=1, per_caller=1))
    taken: list[int] = []

    async def body() -> AsyncIterator[bytes]:
        async for events in follow(hub, NGHE_AN, 0, 1, SHORT):
            taken.extend(sequences(events))
            yield b"."

    async def full(message: Message) -> None:
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    async def silent() -> Message:
        await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    stream = EventStream(body(), seats.taken(NGHE_AN, "an"), write_seconds=0.01)
    await stream({"type": "http", "asgi": {"spec_version": "2.3"}}, silent, full)
    assert taken == [1]
    with seats.taken(NGHE_AN, "an"):
        pass
