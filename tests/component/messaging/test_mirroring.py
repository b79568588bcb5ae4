"""A tenant's mirror holds its events, from the first on and in order, and nobody else's."""

import asyncio
import contextlib
import json
import uuid
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest
from aiokafka import AIOKafkaConsumer

from shared.calendar import SystemClock
from shared.messaging import Entry, Journal, Outlet, Publisher, Replica
from shared.messaging.mirroring import MirrorSender, mirror_topic
from shared.messaging.security import BusAccess
from shared.storage import Store
from shared.tenancy import TenantId
from tests.component.messaging.whole_path import until
from tests.unit.messaging.cast import NINH_THUAN, drafts


class Mirror:
    """The mirror of one tenant; `sent` are the numbers that the bus has acknowledged."""

    def __init__(self, store: Store, access: BusAccess, tenant: TenantId, *, embedded: bool) -> None:
        self.sent: list[int] = []
        self._sender = MirrorSender(access, embedded)
        outlet = Outlet(self._send, "mirror", frozenset({tenant}))
        self.publisher = Publisher(
            store, Journal(store), outlet, SystemClock(), Replica("one", timedelta(milliseconds=50))
        )

    async def _send(self, tenant: TenantId, entries: Sequence[Entry]) -> None:
        await self._sender.send(tenant, entries)
        self.sent += [entry.sequence for entry in entries]

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.publisher.run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await self._sender.close()


async def _heard(access: BusAccess, tenant: TenantId, up_to: int) -> list[tuple[bytes, str, int]]:
    """Key, tenant and number of every record of the topic."""
    consumer = AIOKafkaConsumer(mirror_topic(tenant), auto_offset_reset="earliest", **access.client_options())
    found: list[tuple[bytes, str, int]] = []
    async with asyncio.timeout(60), consumer:
        async for record in consumer:
            event = json.loads(record.value)
            found.append((record.key, event["tenant"], event["sequence"]))
            if event["sequence"] == up_to:
                break
    return found


async def test_a_mirror_begins_with_the_first_event_and_goes_on_after_a_restart(
    store: Store, access: BusAccess, request: pytest.FixtureRequest
) -> None:
    tenant, journal = TenantId(f"t-{uuid.uuid4().hex[:8]}"), Journal(store)
    embedded = request.node.callspec.params["access"] == "embedded"
    await journal.append(tenant, drafts(700, tenant))
    await journal.append(NINH_THUAN, drafts(5, NINH_THUAN))
    before = Mirror(store, access, tenant, embedded=embedded)
    async with before.running():
        await until(lambda: before.sent == list(range(1, 701)))
    later, after = await journal.append(tenant, drafts(3, tenant)), Mirror(store, access, tenant, embedded=embedded)
    async with after.running():
        after.publisher.offer(tenant, later)
        after.publisher.offer(NINH_THUAN, await journal.append(NINH_THUAN, drafts(1, NINH_THUAN)))
        await until(lambda: after.sent[-1:] == [703])
    heard = await _heard(access, tenant, 703)
    assert list(dict.fromkeys(heard)) == [(tenant.encode(), tenant, number) for number in range(1, 704)]
