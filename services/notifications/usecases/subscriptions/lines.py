"""The journals of the tenants that are sent from, as far as their endpoints need them now.

The bus only rings: that something was published. What is sent comes from the journal, read once for all endpoints of a tenant
that are level, and again only for those that are behind.
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence

import orjson

from services.notifications.domain.subscriptions.interest import Told, units_named
from services.notifications.ports.delivering import Journal, JournalAway
from shared.tenancy import TenantId

_READ = 100
_KEPT = 200


class _Line:
    """`head`: the newest event that is known of. `recent` follow each other without a gap. `quiet`: nobody asked of late."""

    def __init__(self) -> None:
        self.head = 0
        self.recent: list[Told] = []
        self.bells: set[asyncio.Event] = set()
        self.reading = asyncio.Lock()
        self.quiet = True

    def following(self, cursor: int) -> Sequence[Told]:
        """What is known to follow; nothing where the line does not reach there."""
        if not self.recent or cursor + 1 < self.recent[0].sequence:
            return ()
        return self.recent[cursor + 1 - self.recent[0].sequence :][:_READ]

    def extend(self, cursor: int, events: Sequence[Told]) -> None:
        joined = bool(self.recent) and self.recent[-1].sequence == cursor
        self.recent = [*(self.recent if joined else ()), *events][-_KEPT:]


class Lines:
    def __init__(self, source: Journal) -> None:
        self._source = source
        self._lines: defaultdict[TenantId, _Line] = defaultdict(_Line)

    def ring(self, heads: Mapping[TenantId, int]) -> None:
        """Wakes those who wait for a tenant whose journal is said to be longer than was known."""
        for tenant, head in heads.items():
            line = self._lines.get(tenant)
            if line is not None and head > line.head:
                line.head = head
                for bell in line.bells:
                    bell.set()

    def join(self, tenant: TenantId, bell: asyncio.Event) -> None:
        self._lines[tenant].bells.add(bell)

    def leave(self, tenant: TenantId, bell: asyncio.Event) -> None:
        """The last one takes the line along."""
        line = self._lines[tenant]
        line.bells.discard(bell)
        if not line.bells:
            del self._lines[tenant]

    def behind(self, tenant: TenantId, cursor: int) -> int:
        return max(0, self._lines[tenant].head - cursor)

    async def refresh(self) -> None:
        """Asks the journal how far it goes: what the bus did not tell. Raises JournalAway."""
        self.ring(await self._source.heads())
        for line in self._lines.values():
            if line.quiet:
                line.recent = line.recent[-1:]  # nobody is on the way: memory is for those who are
            line.quiet = True

    async def after(self, tenant: TenantId, cursor: int) -> Sequence[Told]:
        """Some events that follow the cursor, in order; none where the journal ends there. Raises JournalAway."""
        line = self._lines[tenant]
        if line.head <= cursor:
            return ()
        line.quiet = False
        if line.recent and cursor + 1 < line.recent[0].sequence:
            return await self._read(tenant, cursor)
        async with line.reading:
            if found := line.following(cursor):
                return found
            events = await self._read(tenant, cursor)
            line.extend(cursor, events)
            if not events:
                line.head = cursor  # whoever said that there is more was wrong
            return events

    async def one(self, tenant: TenantId, sequence: int) -> Told | None:
        """Raises JournalAway."""
        found = await self._read(tenant, sequence - 1, limit=1)
        return found[0] if found else None

    async def head(self, tenant: TenantId) -> int:
        """As the journal says now. Raises JournalAway."""
        return (await self._source.heads()).get(tenant, 0)

    async def before(self, tenant: TenantId, recorded_at: str) -> int:
        """The number of the last event that was recorded earlier than that (wire text). Raises JournalAway."""
        low, high = 0, await self.head(tenant)
        while low < high:
            middle = (low + high + 1) // 2
            event = await self.one(tenant, middle)
            if event is not None and event.recorded_at < recorded_at:
                low = middle
            else:
                high = middle - 1
        return low

    async def _read(self, tenant: TenantId, cursor: int, limit: int = _READ) -> list[Told]:
        bodies = await self._source.read(tenant, cursor, limit)
        events = [_told(body, tenant) for body in bodies]
        if [event.sequence for event in events] != list(range(cursor + 1, cursor + 1 + len(events))):
            raise JournalAway(f"the journal of {tenant} has a gap after {cursor}")
        return events


def _told(body: bytes, tenant: TenantId) -> Told:
    """Another tenant's event is never taken, whoever mixed it in (G6)."""
    try:
        event = orjson.loads(body)
        if event["tenant"] != tenant:
            raise JournalAway(f"the journal of {tenant} holds an event of another tenant")
        units = units_named(event["type"], event["subject"], event["data"])
        return Told(event["sequence"], event["id"], event["type"], event["recordedtime"], units, body)
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as problem:
        raise JournalAway(f"the journal of {tenant} holds no event: {problem}") from problem
