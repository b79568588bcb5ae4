"""The publisher sends every tenant's journal in order without gaps, whatever fails in between."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from shared.calendar import FixedClock, SystemClock
from shared.messaging import Entry, Journal, Outlet, Publisher, Replica, SendFailed
from shared.messaging.publisher import published
from shared.storage import Store
from shared.tenancy import TenantId
from tests.unit.messaging.cast import NGHE_AN, NINH_THUAN, drafts

QUICK = Replica("one", timedelta(milliseconds=20))


class Bus:
    """Takes what is sent; refuses while `down`."""

    def __init__(self) -> None:
        self.sent: list[tuple[TenantId, int]] = []
        self.down = False
        self.attempts = 0

    async def send(self, tenant: TenantId, entries: Sequence[Entry]) -> None:
        self.attempts += 1
        if self.down:
            raise SendFailed("down")
        self.sent += [(tenant, entry.sequence) for entry in entries]

    def numbers(self, tenant: TenantId) -> list[int]:
        return [sequence for sender, sequence in self.sent if sender == tenant]


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


@contextlib.asynccontextmanager
async def _running(*loops: Awaitable[None]):  # type: ignore[no-untyped-def]
    tasks = [asyncio.ensure_future(loop) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_what_was_in_the_journal_before_the_start_is_sent(store: Store) -> None:
    journal, bus = Journal(store), Bus()
    await journal.append(NGHE_AN, drafts(1_200))
    await journal.append(NINH_THUAN, drafts(3, NINH_THUAN))
    publisher = Publisher(store, journal, Outlet(bus.send), SystemClock(), QUICK)
    async with _running(publisher.run()):
        await _until(lambda: len(bus.sent) == 1_203)
    assert bus.numbers(NGHE_AN) == list(range(1, 1_201))
    assert bus.numbers(NINH_THUAN) == [1, 2, 3]


async def test_offered_entries_are_sent_in_order_even_when_offered_out_of_order(store: Store) -> None:
    journal, bus = Journal(store), Bus()
    publisher = Publisher(store, journal, Outlet(bus.send), SystemClock(), Replica("one", timedelta(hours=1)))
    first = await journal.append(NGHE_AN, drafts(2))
    second = await journal.append(NGHE_AN, drafts(2))
    async with _running(publisher.run()):
        await _until(lambda: len(bus.sent) == 4)
        third, fourth = await journal.append(NGHE_AN, drafts(2)), await journal.append(NGHE_AN, drafts(2))
        publisher.offer(NGHE_AN, fourth)
        publisher.offer(NGHE_AN, third)
        publisher.offer(NGHE_AN, first)
        publisher.offer(NGHE_AN, second)
        await _until(lambda: len(bus.sent) == 8)
    assert bus.numbers(NGHE_AN) == list(range(1, 9))


async def test_an_outage_delays_and_loses_nothing(store: Store) -> None:
    journal, bus = Journal(store), Bus()
    bus.down = True
    publisher = Publisher(store, journal, Outlet(bus.send), SystemClock(), QUICK)
    async with _running(publisher.run()):
        publisher.offer(NGHE_AN, await journal.append(NGHE_AN, drafts(5)))
        await _until(lambda: bus.attempts >= 2)
        bus.down = False
        await _until(lambda: len(bus.sent) == 5)
    assert bus.numbers(NGHE_AN) == [1, 2, 3, 4, 5]


async def test_a_restart_goes_on_from_the_noted_cursor(store: Store) -> None:
    journal, bus = Journal(store), Bus()
    await journal.append(NGHE_AN, drafts(7))
    async with _running(Publisher(store, journal, Outlet(bus.send), SystemClock(), QUICK).run()):
        await _until(lambda: len(bus.sent) == 7)
    noted = (await published(store, NGHE_AN)).sequence
    await journal.append(NGHE_AN, drafts(2))
    after_restart = Bus()
    async with _running(Publisher(store, journal, Outlet(after_restart.send), SystemClock(), QUICK).run()):
        await _until(lambda: after_restart.numbers(NGHE_AN)[-1:] == [9])
    assert after_restart.numbers(NGHE_AN) == list(range(noted + 1, 10))


async def test_one_of_two_replicas_publishes_a_tenant_and_the_other_takes_over_when_it_is_gone(store: Store) -> None:
    journal, clock = Journal(store), FixedClock(SystemClock().now())
    left, right = Bus(), Bus()
    await journal.append(NGHE_AN, drafts(3))
    first = Publisher(store, journal, Outlet(left.send), clock, Replica("left", timedelta(milliseconds=20)))
    async with _running(first.run()):
        await _until(lambda: len(left.sent) == 3)
        second = Publisher(store, journal, Outlet(right.send), clock, Replica("right", timedelta(milliseconds=20)))
        async with _running(second.run()):
            await journal.append(NGHE_AN, drafts(2))
            await _until(lambda: len(left.sent) == 5)
    assert right.sent == []
    clock.advance(timedelta(seconds=11))
    await journal.append(NGHE_AN, drafts(1))
    third = Publisher(store, journal, Outlet(right.send), clock, Replica("right", timedelta(milliseconds=20)))
    async with _running(third.run()):
        await _until(lambda: 6 in right.numbers(NGHE_AN))
