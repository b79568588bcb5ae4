"""A tenant's mirror holds its events, from the first on and in order, and nobody else's."""

import asyncio
import contextlib
import json
import uuid
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiokafka import AIOKafkaConsumer

from shared.calendar import SystemClock
from shared.messaging import Journal, Outlet, Publisher, Replica
from shared.messaging.mirroring import MirrorSender, mirror_topic
from shared.messaging.security import BusAccess
from shared.storage import Store
from shared.tenancy import TenantId
from tests.unit.messaging.cast import NINH_THUAN, drafts


@contextlib.asynccontextmanager
async def _mirrored(store: Store, access: BusAccess, tenant: TenantId) -> AsyncIterator[Publisher]:
    sender = MirrorSender(access, embedded=False)
    outlet = Outlet(sender.send, "mirror", frozenset({tenant}))
    publisher = Publisher(store, Journal(store), outlet, SystemClock(), Replica("one", timedelta(milliseconds=50)))
    running = asyncio.create_task(publisher.run())
    try:
        yield publisher
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await sender.close()


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


@pytest.fixture
def tenant() -> TenantId:
    return TenantId(f"t-{uuid.uuid4().hex[:8]}")


async def test_a_mirror_begins_with_the_first_event_and_goes_on_after_a_restart(
    store: Store, access: BusAccess, tenant: TenantId
) -> None:
    journal = Journal(store)
    await journal.append(tenant, drafts(700, tenant))
    await journal.append(NINH_THUAN, drafts(5, NINH_THUAN))
    async with _mirrored(store, access, tenant):
        assert len(await _heard(access, tenant, 700)) == 700
    later = await journal.append(tenant, drafts(3, tenant))
    async with _mirrored(store, access, tenant) as publisher:
        publisher.offer(tenant, later)
        publisher.offer(NINH_THUAN, await journal.append(NINH_THUAN, drafts(1, NINH_THUAN)))
        heard = await _heard(access, tenant, 703)
    assert heard == [(tenant.encode(), tenant, number) for number in range(1, 704)]
