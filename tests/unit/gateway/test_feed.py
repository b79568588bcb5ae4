"""The feed page by page and batch by batch."""

import asyncio

import pytest

from services.gateway.domain.rings import RingLimits
from services.gateway.ports import PartMissing
from services.gateway.usecases.feed import BeyondHead, Patience, Wanted, follow, page
from services.gateway.usecases.hub import Hub, UnknownTenant
from tests.unit.gateway.events import NGHE_AN, NINH_THUAN, an_event, sequences
from tests.unit.gateway.journals import InMemoryJournal
from tests.unit.gateway.notebooks import Notebook

SHORT = Patience(quiet=0.001, retry=0.001)
PATIENT = Patience(quiet=30)


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
    batches = follow(hub, NGHE_AN, Notebook(0), 2, SHORT)
    assert [sequences(await anext(batches)) for _ in range(4)] == [[1, 2], [3], [], []]
    await batches.aclose()


async def test_a_follower_that_is_level_is_told_by_the_hub() -> None:
    hub, _ = await a_hub_with(3)
    notebook = Notebook(3)
    batches = follow(hub, NGHE_AN, notebook, 2, PATIENT)
    waiting = asyncio.create_task(anext(batches))
    await asyncio.sleep(0)
    hub.receive([an_event(4), an_event(5)])
    hub.receive([an_event(6)])
    assert notebook.told == [4, 5, 6]
    assert not waiting.done(), "nothing is left to be fetched"
    hub.close()
    with pytest.raises(StopAsyncIteration):
        await waiting


async def test_a_follower_keeps_its_place_while_the_journal_is_away() -> None:
    hub, journal = await a_hub_with(3)
    journal.away = True
    batches = follow(hub, NGHE_AN, Notebook(1), 10, SHORT)
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
    batches = follow(hub, NGHE_AN, Notebook(0), 10, PATIENT)
    waiting = asyncio.create_task(anext(batches))
    await asyncio.sleep(0)
    hub.close()
    with pytest.raises(StopAsyncIteration):
        await waiting
