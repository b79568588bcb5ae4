"""The whole way of an event, as the services put it together: sequencer, journal, publisher, bus, subscription."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta

from shared.calendar import SystemClock
from shared.events import Event
from shared.messaging import Journal, Outlet, Publisher, Replica, Sequencer, Subscription
from shared.messaging.consuming import Feed, consume
from shared.messaging.security import BusAccess
from shared.messaging.sending import KafkaSender
from shared.storage import Store
from shared.tenancy import TenantId


class Path:
    """`applied` is what has arrived, in order."""

    def __init__(self, store: Store, access: BusAccess, topic: str) -> None:
        clock = SystemClock()
        self.journal = Journal(store)
        self.sender = KafkaSender(access, topic)
        replica = Replica("test", timedelta(milliseconds=50))
        self.publisher = Publisher(store, self.journal, Outlet(self.sender.send), clock, replica)
        self.sequencer = Sequencer(store, self.journal, [], clock, self.publisher.offer)
        self.applied: list[tuple[TenantId, int]] = []
        self.subscription = Subscription("test", store, self, self, clock)
        # Catching up is so slow here that only the bus can have brought what arrives.
        self.feed = Feed(access, topic, f"g-{uuid.uuid4().hex[:6]}", True, timedelta(hours=1))

    async def read(self, tenant: TenantId, after: int, limit: int) -> list[bytes]:
        return [entry.body.encode() for entry in await self.journal.read(tenant, after, limit)]

    async def heads(self) -> dict[TenantId, int]:
        return await self.journal.heads()

    async def apply(self, tenant: TenantId, events: Sequence[Event]) -> None:
        self.applied += [(tenant, event.sequence) for event in events]

    def numbers(self, tenant: TenantId) -> list[int]:
        return [number for owner, number in self.applied if owner == tenant]

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(self.publisher.run()), asyncio.create_task(consume(self.feed, self.subscription))]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.sender.close()


async def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
