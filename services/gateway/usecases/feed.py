"""The feed of one tenant, also for integrators such as the IOC: polled page by page, or listened to batch by batch (FR-NA-30)."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from services.gateway.domain.live_events import LiveEvent
from services.gateway.ports import PartMissing
from services.gateway.usecases.audience import Listener
from services.gateway.usecases.hub import Hub
from shared.tenancy import TenantId


class BeyondHead(Exception):
    """The cursor lies beyond the newest event: it comes from another journal than this one."""

    def __init__(self, head: int) -> None:
        super().__init__(f"the newest event is {head}")
        self.head = head


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: how long a stream is quiet before it says that it lives, how long until the journal is tried again, and how
    long a client may take nothing before it is let go."""

    quiet: float = 15.0
    retry: float = 1.0
    write: float = 30.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What follows `after`, at most `limit` events; `own`: it is the reader's own tenant, which may be empty yet."""

    tenant: TenantId
    after: int
    limit: int
    own: bool


async def page(hub: Hub, wanted: Wanted, wait: float) -> Sequence[LiveEvent]:
    """What is wanted; where that is nothing, what comes within `wait` seconds.

    Raises UnknownTenant, BeyondHead, PartMissing.
    """
    head = await hub.head(wanted.tenant, at_least=wanted.after, own=wanted.own)
    if wanted.after > head:
        raise BeyondHead(head)
    if wait > 0:
        await hub.wait_beyond(wanted.tenant, wanted.after, wait)
    return await hub.after(wanted.tenant, wanted.after, wanted.limit)


async def follow(
    hub: Hub, tenant: TenantId, listener: Listener, batch: int, patience: Patience
) -> AsyncGenerator[Sequence[LiveEvent], None]:
    """What the listener has to take itself, at most `batch` events at a time, as fast as it takes it; the hub tells it the rest.

    An empty batch is a sign of life. Ends when the hub closes. A journal that cannot be read is tried again: the listener
    keeps its place.
    """
    while not hub.closed:
        try:
            events = await hub.after(tenant, listener.cursor, batch)
        except PartMissing:
            yield ()
            await asyncio.sleep(patience.retry)
            continue
        if events:
            yield events
            listener.cursor = events[-1].sequence
        elif not await hub.attend(tenant, listener, patience.quiet):
            yield ()
