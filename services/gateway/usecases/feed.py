"""The feed of one tenant: page by page for those who poll, batch by batch for those who listen."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from services.gateway.domain.live_events import LiveEvent
from services.gateway.ports import PartMissing
from services.gateway.usecases.hub import Hub
from shared.tenancy import TenantId


class BeyondHead(Exception):
    """The cursor lies beyond the newest event: it comes from another journal than this one."""

    def __init__(self, head: int) -> None:
        super().__init__(f"the newest event is {head}")
        self.head = head


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: how long a stream is quiet before it says that it lives, and between two tries to reach the journal."""

    quiet: float = 15.0
    retry: float = 1.0


async def page(hub: Hub, tenant: TenantId, after: int, limit: int, wait: float) -> Sequence[LiveEvent]:
    """What follows `after`; where that is nothing, what comes within `wait` seconds.

    Raises UnknownTenant, BeyondHead, PartMissing.
    """
    head = await hub.head(tenant, at_least=after)
    if after > head:
        raise BeyondHead(head)
    if wait > 0:
        await hub.wait_beyond(tenant, after, wait)
    return await hub.after(tenant, after, limit)


async def follow(
    hub: Hub, tenant: TenantId, cursor: int, batch: int, patience: Patience
) -> AsyncGenerator[Sequence[LiveEvent], None]:
    """Everything after `cursor`, at most `batch` events at a time, as fast as the reader takes it.

    An empty batch is a sign of life. Ends when the hub closes. A journal that cannot be read is tried again: the reader
    keeps its place.
    """
    while not hub.closed:
        try:
            events = await hub.after(tenant, cursor, batch)
        except PartMissing:
            yield ()
            await asyncio.sleep(patience.retry)
            continue
        if events:
            yield events
            cursor = events[-1].sequence
        elif not await hub.wait_beyond(tenant, cursor, patience.quiet):
            yield ()
