"""Every event has its effect once and in order, whatever the bus does to it (G2, G3, G7)."""

import asyncio
import random
from collections.abc import Sequence

import pytest

from shared.calendar import FixedClock
from shared.events import Event
from shared.messaging import DEAD_LETTERS, SourceUnavailable, Subscription
from shared.messaging.subscription import POSITIONS
from shared.storage import Order, Store, StoreUnavailable
from shared.tenancy import TenantId
from tests.unit.messaging.cast import NGHE_AN, NINH_THUAN, an_event


class ListedSource:
    """A journal in memory."""

    def __init__(self, **events: list[Event]) -> None:
        self.events = {TenantId(tenant.replace("_", "-")): list(all_of_it) for tenant, all_of_it in events.items()}
        self.away = False

    async def read(self, tenant: TenantId, after: int, limit: int) -> list[bytes]:
        if self.away:
            raise SourceUnavailable("away")
        return [event.model_dump_json().encode() for event in self.events[tenant][after : after + limit]]

    async def heads(self) -> dict[TenantId, int]:
        if self.away:
            raise SourceUnavailable("away")
        return {tenant: len(events) for tenant, events in self.events.items()}


class RecordingHandler:
    """Keeps the numbers that it was given; fails where it is told to."""

    def __init__(self) -> None:
        self.applied: list[tuple[TenantId, int]] = []
        self.poison: set[int] = set()
        self.transient_failures = 0

    async def apply(self, tenant: TenantId, events: Sequence[Event]) -> None:
        if self.transient_failures:
            self.transient_failures -= 1
            raise StoreUnavailable("for a moment")
        if any(event.sequence in self.poison for event in events):
            raise ValueError("cannot be handled")
        self.applied += [(tenant, event.sequence) for event in events]

    def numbers(self, tenant: TenantId = NGHE_AN) -> list[int]:
        return [number for owner, number in self.applied if owner == tenant]


def _bodies(events: Sequence[Event]) -> list[bytes]:
    return [event.model_dump_json().encode() for event in events]


@pytest.fixture
def handler() -> RecordingHandler:
    return RecordingHandler()


def _subscription(store: Store, source: ListedSource, handler: RecordingHandler, clock: FixedClock) -> Subscription:
    return Subscription("reporting", store, source, handler, clock)


async def test_duplicates_are_dropped_and_order_is_restored(
    store: Store, handler: RecordingHandler, clock: FixedClock
) -> None:
    events = [an_event(number) for number in range(1, 41)]
    subscription = _subscription(store, ListedSource(nghe_an=events), handler, clock)
    rnd = random.Random(3)  # noqa: S311
    stream = events * 2
    rnd.shuffle(stream)
    while stream:
        size = rnd.randint(1, 9)
        await subscription.receive(_bodies(stream[:size]))
        stream = stream[size:]
    assert handler.numbers() == list(range(1, 41))


async def test_a_gap_is_healed_from_the_journal(store: Store, handler: RecordingHandler, clock: FixedClock) -> None:
    events = [an_event(number) for number in range(1, 1_501)]
    subscription = _subscription(store, ListedSource(nghe_an=events), handler, clock)
    await subscription.receive(_bodies([events[0], events[3], events[1_499]]))
    assert handler.numbers() == list(range(1, 1_501))


async def test_an_empty_bus_costs_nothing_but_a_pull(
    store: Store, handler: RecordingHandler, clock: FixedClock
) -> None:
    source = ListedSource(
        nghe_an=[an_event(n) for n in range(1, 8)], ninh_thuan=[an_event(n, NINH_THUAN) for n in range(1, 4)]
    )
    subscription = _subscription(store, source, handler, clock)
    await subscription.catch_up()
    assert (await subscription.position(NGHE_AN), await subscription.position(NINH_THUAN)) == (7, 3)


async def test_a_restarted_consumer_goes_on_where_it_was(
    store: Store, handler: RecordingHandler, clock: FixedClock
) -> None:
    events = [an_event(number) for number in range(1, 11)]
    source = ListedSource(nghe_an=events)
    await _subscription(store, source, handler, clock).receive(_bodies(events[:6]))
    await _subscription(store, source, handler, clock).receive(_bodies(events))
    assert handler.numbers() == list(range(1, 11))


async def test_what_is_not_an_event_is_left_out_and_its_event_is_pulled(
    store: Store, handler: RecordingHandler, clock: FixedClock
) -> None:
    events = [an_event(number) for number in range(1, 4)]
    subscription = _subscription(store, ListedSource(nghe_an=events), handler, clock)
    junk = [b"", b"0", b"null", b"\xff\xfe", b"{}", b'{"specversion":"1.0"}', b"[" * 2_000]
    await subscription.receive([*junk, *_bodies(events[:1]), b"not json", *_bodies(events[2:])])
    assert handler.numbers() == [1, 2, 3]


async def test_an_event_that_cannot_be_handled_is_parked_and_blocks_nobody(
    store: Store, handler: RecordingHandler, clock: FixedClock
) -> None:
    events = [an_event(number) for number in range(1, 9)]
    handler.poison = {4}
    subscription = _subscription(store, ListedSource(nghe_an=events), handler, clock)
    await subscription.receive(_bodies(events))
    assert handler.numbers() == [1, 2, 3, 5, 6, 7, 8]
    letters = (
        await store.collection(DEAD_LETTERS, NGHE_AN).find({"subscription": "reporting"}, Order("sequence"))
    ).items
    assert [(letter["sequence"], letter["event"]["id"]) for letter in letters] == [(4, events[3].id)]
    assert "cannot be handled" in letters[0]["reason"]


async def test_a_store_that_is_away_for_a_moment_parks_nothing(
    store: Store, handler: RecordingHandler, clock: FixedClock
) -> None:
    events = [an_event(number) for number in range(1, 4)]
    handler.transient_failures = 3
    await _subscription(store, ListedSource(nghe_an=events), handler, clock).receive(_bodies(events))
    assert handler.numbers() == [1, 2, 3]
    assert (
        await store.collection(DEAD_LETTERS, NGHE_AN).find({"subscription": "reporting"}, Order("sequence"))
    ).items == []


async def test_a_gap_waits_for_a_journal_that_is_away(
    store: Store, handler: RecordingHandler, clock: FixedClock
) -> None:
    events = [an_event(number) for number in range(1, 4)]
    source = ListedSource(nghe_an=events)
    source.away = True
    receiving = asyncio.create_task(_subscription(store, source, handler, clock).receive(_bodies(events[2:])))
    done, _ = await asyncio.wait([receiving], timeout=0.2)
    assert not done
    source.away = False
    await asyncio.wait_for(receiving, 10)
    assert handler.numbers() == [1, 2, 3]


async def test_numbers_that_nobody_gave_out_are_left_out_and_hold_up_nobody(
    store: Store, handler: RecordingHandler, clock: FixedClock
) -> None:
    events = [an_event(number) for number in range(1, 4)]
    subscription = _subscription(store, ListedSource(nghe_an=events), handler, clock)
    async with asyncio.timeout(5):
        await subscription.receive(_bodies([events[0], an_event(900)]))
        await subscription.receive(_bodies([events[2]]))
    assert handler.numbers() == [1, 2, 3]


async def test_a_tenant_that_has_no_journal_gets_no_place(
    store: Store, handler: RecordingHandler, clock: FixedClock
) -> None:
    subscription = _subscription(store, ListedSource(nghe_an=[an_event(1)]), handler, clock)
    await subscription.receive(_bodies([an_event(1, NINH_THUAN), an_event(1)]))
    assert handler.applied == [(NGHE_AN, 1)]
    assert await store.collection(POSITIONS, NINH_THUAN).count({}) == 0


async def test_a_zombie_beside_a_live_consumer_moves_no_position_back(
    store: Store, handler: RecordingHandler, clock: FixedClock
) -> None:
    events = [an_event(number) for number in range(1, 11)]
    source = ListedSource(nghe_an=events)
    zombie, alive = (_subscription(store, source, handler, clock) for _ in range(2))
    await zombie.receive(_bodies(events[:2]))
    await alive.receive(_bodies(events[:9]))
    await zombie.receive(_bodies(events[2:4]))
    assert await alive.position(NGHE_AN) == 9
    assert await _subscription(store, source, handler, clock).position(NGHE_AN) == 9
