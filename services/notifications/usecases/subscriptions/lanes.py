"""Turns to send: so many at once in each lane, and so many of them for one tenant (G8).

An endpoint has one place in a queue at a time, and queues are served in order of arrival. So endpoints take turns, a tenant
with many of them takes no more than its share, and those in trouble wait among themselves.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import NamedTuple

from services.notifications.domain.subscriptions.progress import Lane
from shared.tenancy import TenantId


class Width(NamedTuple):
    whole: int
    of_tenant: int


WIDTHS: Mapping[Lane, Width] = {
    Lane.FRESH: Width(64, 16),
    Lane.TROUBLED: Width(24, 4),
    Lane.REPLAY: Width(8, 2),
    Lane.ASKED: Width(16, 2),
}


class Lanes:
    def __init__(self, widths: Mapping[Lane, Width] = WIDTHS) -> None:
        self._widths = widths
        self._whole = {lane: asyncio.Semaphore(width.whole) for lane, width in widths.items()}
        self._of_tenant: dict[tuple[Lane, TenantId], asyncio.Semaphore] = {}

    @asynccontextmanager
    async def turn(self, lane: Lane, tenant: TenantId) -> AsyncIterator[bool]:
        """Those of one tenant queue among themselves first, so that they never fill the common queue. Tells whether it waited."""
        own = self._of_tenant.setdefault((lane, tenant), asyncio.Semaphore(self._widths[lane].of_tenant))
        waited = own.locked() or self._whole[lane].locked()
        async with own, self._whole[lane]:
            yield waited
