"""The hub between the bus and the readers of the feed.

A reader is only a cursor. It waits until the head of its tenant lies beyond the cursor, then reads from the ring, or from the
journal where the ring does not reach. Duplicates, gaps and restarts of the bus therefore cost a read and can lose nothing:
an event is in the journal before it is on the bus. Listeners that are level with the head are told by the hub itself.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from operator import attrgetter

from services.gateway.domain.live_events import LiveEvent, read_event
from services.gateway.domain.rings import Ring, RingLimits
from services.gateway.ports import Journal, PartMissing
from services.gateway.usecases.audience import Audience, Listener
from services.gateway.usecases.single_flight import SingleFlight
from shared.events import MalformedEvent
from shared.tenancy import TenantId

_JOURNAL_READS_AT_ONCE = 8


class UnknownTenant(Exception):
    """No event of such a tenant exists."""


class _Line:
    """One tenant's ring, the newest sequence that is known to exist, its audience, and the bell for those who wait."""

    def __init__(self, limits: RingLimits) -> None:
        self.ring = Ring(limits)
        self.head = 0
        self.bell = asyncio.Event()
        self.audience = Audience()

    def advance(self, head: int) -> bool:
        if head <= self.head:
            return False
        before, self.head = self.head, head
        self.audience.tell(before, head, self.ring)
        self.ring_bell()
        return True

    def ring_bell(self) -> None:
        self.bell.set()
        self.bell = asyncio.Event()


class Hub:
    """Takes events and heads from the live sources; gives readers what follows their cursor."""

    def __init__(self, journal: Journal, limits: RingLimits) -> None:
        self._journal = journal
        self._limits = limits
        self._lines: dict[TenantId, _Line] = {}
        self._reads: SingleFlight[Sequence[LiveEvent]] = SingleFlight()
        self._refreshes: SingleFlight[bool] = SingleFlight()
        self._turns = asyncio.Semaphore(_JOURNAL_READS_AT_ONCE)
        self.closed = False

    def receive(self, events: Sequence[LiveEvent]) -> bool:
        """A batch from the bus, possibly repeated or in disorder; tells whether all of it follows what is known.

        What does not follow is left to the journal: it alone says how far a tenant's numbers go.
        """
        followed = True
        for tenant, of_tenant in groupby(events, attrgetter("tenant")):
            line = self._line(tenant)
            newest = line.head
            for event in of_tenant:
                if event.sequence > newest + 1:
                    followed = False
                    continue
                line.ring.add(event)
                newest = max(newest, event.sequence)
            line.advance(newest)
        return followed

    def announce(self, heads: Mapping[TenantId, int]) -> bool:
        """What the journal says exists. Older news than the bus brought is ignored; tells whether any was new."""
        news = [self._line(tenant).advance(head) for tenant, head in heads.items()]
        return any(news)

    def close(self) -> None:
        """Wakes everybody who waits, for good: the process is stopping."""
        self.closed = True
        for line in self._lines.values():
            line.ring_bell()
            line.audience.dismiss()

    @property
    def tenants(self) -> Sequence[TenantId]:
        """Those that have events."""
        return [tenant for tenant, line in self._lines.items() if line.head]

    async def refresh(self) -> bool:
        """Asks the journal for its heads; tells whether any was new. Raises PartMissing."""
        return await self._refreshes.share("heads", self._refresh)

    async def _refresh(self) -> bool:
        return self.announce(await self._journal.heads())

    async def head(self, tenant: TenantId, at_least: int = 0, *, own: bool = False) -> int:
        """The newest sequence; the journal is asked where the tenant is new to us or the caller has seen more than we.

        One's own tenant may be empty yet. Raises UnknownTenant, PartMissing.
        """
        head = self._known_head(tenant)
        if head < max(1, at_least):
            await self.refresh()
            head = self._known_head(tenant)
        if head or own:
            return head
        raise UnknownTenant(tenant)

    def _known_head(self, tenant: TenantId) -> int:
        """Without making a line of a name that somebody made up."""
        return self._lines[tenant].head if tenant in self._lines else 0

    async def confirmed_head(self, tenant: TenantId, *, own: bool = False) -> int:
        """As `head`, with one cheap read of the journal behind it. Raises UnknownTenant, PartMissing."""
        head = await self.head(tenant, own=own)
        newer = await self._from_journal(tenant, head, limit=1)
        return newer[-1].sequence if newer else head

    async def wait_beyond(self, tenant: TenantId, cursor: int, seconds: float) -> bool:
        """Waits until something follows `cursor`, the time is out or the hub is closed; tells whether something does."""
        line = self._line(tenant)
        if line.head <= cursor and not self.closed:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await line.bell.wait()
        return line.head > cursor

    async def attend(self, tenant: TenantId, listener: Listener, seconds: float) -> bool:
        """The listener, which is level with the head, is told what is new until it has to come for it.

        False where a sign of life is due: it was told nothing for so many seconds, or is busy taking what it was told.
        """
        line = self._line(tenant)
        if line.head > listener.cursor or self.closed:
            return True
        heard = listener.cursor
        with line.audience.seat(listener) as dismissed, suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                return await dismissed
        return listener.cursor > heard

    async def after(self, tenant: TenantId, cursor: int, limit: int) -> Sequence[LiveEvent]:
        """At most `limit` events that follow `cursor`, without a gap; none only at the head. Raises PartMissing."""
        line = self._line(tenant)
        if line.head <= cursor:
            return ()
        events = line.ring.after(cursor, limit) or await self._from_journal(tenant, cursor, limit)
        if not events:
            raise PartMissing("tasks", "behind")
        return events

    def _line(self, tenant: TenantId) -> _Line:
        line = self._lines.get(tenant)
        if line is None:
            line = self._lines[tenant] = _Line(self._limits)
        return line

    async def _from_journal(self, tenant: TenantId, cursor: int, limit: int) -> Sequence[LiveEvent]:
        async def read() -> Sequence[LiveEvent]:
            async with self._turns:
                return _checked(tenant, cursor, await self._journal.read(tenant, cursor, limit))

        return await self._reads.share((tenant, cursor, limit), read)


def _checked(tenant: TenantId, cursor: int, bodies: Sequence[bytes]) -> Sequence[LiveEvent]:
    """The journal's answer, if it is what was asked for: this tenant's (G6), following the cursor without a gap (G3)."""
    try:
        events = [read_event(body) for body in bodies]
    except MalformedEvent as problem:
        raise PartMissing("tasks", "malformed") from problem
    for expected, event in enumerate(events, cursor + 1):
        if event.tenant != tenant or event.sequence != expected:
            raise PartMissing("tasks", "malformed")
    return events
