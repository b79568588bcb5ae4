"""Whatever dies, and whenever: every event arrives, in order, and what comes again is one run of events with their ids (G2)."""

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest

from services.notifications.domain.subscriptions.progress import Verdict
from services.notifications.domain.subscriptions.subscription import Subscription
from shared.storage import Store
from tests.component.notifications.conftest import opened
from tests.component.notifications.crashing import CrashingStore
from tests.component.notifications.subscriptions.world import NGHE_AN, World, eventually, verified
from tests.stacks.receiver import Arrival, Receiver, answers

EVENTS = 4


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with opened(tmp_path) as store:
        yield store


async def _finish(world: World, subscription: Subscription) -> None:
    """Another process goes on with what is stored."""
    async with world.delivering():
        await eventually(lambda: _is_level(world, subscription))
    await world.sender.close()


async def _is_level(world: World, subscription: Subscription) -> bool:
    return await world.cursor(subscription) == EVENTS


def _check(receiver: Receiver, secret: str) -> int:
    """How many came again. What comes again goes on from there without a gap, and is the same message."""
    sequences = receiver.sequences()
    assert list(dict.fromkeys(sequences)) == list(range(1, EVENTS + 1)), sequences
    assert all(later <= earlier + 1 for earlier, later in pairwise(sequences)), sequences
    ids = {(verified(one, secret)["id"], one.event["sequence"]) for one in receiver.events()}
    assert len(ids) == EVENTS
    return len(sequences) - EVENTS


@pytest.mark.parametrize("lives", range(2 * EVENTS + 3))
async def test_a_store_that_dies_after_any_write_loses_nothing(store: Store, receiver: Receiver, lives: int) -> None:
    """Writes of a delivery: the log, then the place. The lease is one more."""
    world = World(store)
    subscription, secret = await world.subscribe(receiver.url())
    world.ledger.add(number=EVENTS)
    dying = World(CrashingStore(store, lives), ledger=world.ledger)
    async with dying.delivering():
        await eventually(lambda: dying.store.written >= lives or len(receiver.events()) >= EVENTS)  # type: ignore[attr-defined]
        await asyncio.sleep(0)
    await dying.sender.close()
    before = len(receiver.events())
    await _finish(world, subscription)
    assert _check(receiver, secret) <= max(1, before)


async def test_while_the_store_takes_nothing_nothing_is_sent_twice_and_the_log_has_no_gap(
    store: Store, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk, for one: what was answered is noted when there is room again, and only then comes the next one."""
    full = CrashingStore(store)
    world = World(full)
    subscription, secret = await world.subscribe(receiver.url())
    async with world.delivering():
        world.ledger.add()
        await eventually(lambda: _delivered(world, subscription, 1))
        full.lives = full.written
        world.ledger.add(number=EVENTS - 1)
        await eventually(lambda: caplog.text.count("a delivery waits for the store") > 1)
        full.lives = None
        await eventually(lambda: _is_level(world, subscription))
    await world.sender.close()
    assert _check(receiver, secret) == 0
    assert all([await _delivered(world, subscription, number) for number in range(1, EVENTS + 1)])


@pytest.mark.parametrize("moment", ["before", "during", "after"])
@pytest.mark.parametrize("number", range(1, EVENTS + 1))
async def test_a_process_that_is_cut_off_at_any_event_loses_nothing(
    store: Store, receiver: Receiver, moment: str, number: int
) -> None:
    world = World(store)
    subscription, secret = await world.subscribe(receiver.url())
    world.ledger.add(number=EVENTS)
    reached = asyncio.Event()
    loop = asyncio.get_running_loop()

    async def manner(arrival: Arrival, writer: asyncio.StreamWriter) -> None:
        here = arrival.event["sequence"] == number
        if here and moment == "before":
            loop.call_soon_threadsafe(reached.set)
            await asyncio.sleep(3_600)
        await answers(200)(arrival, writer)
        if here:
            loop.call_soon_threadsafe(reached.set)

    receiver.manners["/"] = manner
    running = asyncio.create_task(world.dispatch.run())
    await reached.wait()
    if moment == "after":
        await eventually(lambda: _delivered(world, subscription, number))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    receiver.manners.clear()
    again = World(store, ledger=world.ledger)
    await _finish(again, subscription)
    await world.sender.close()
    assert _check(receiver, secret) <= 1


async def _delivered(world: World, subscription: Subscription, number: int) -> bool:
    found = await world.deliveries.get(NGHE_AN, subscription.id, number)
    return found is not None and found.verdict is Verdict.DELIVERED
