"""The consumer's side: each tenant's events exactly once and in order, whatever the bus repeats, reorders or forgets (G2, G3,
FR-TW-10).

The position of a tenant is the number up to which its effects are stored. An event at or below it is a duplicate; the next
one is applied; a gap is healed from the journal. What cannot be handled is parked and never blocks its tenant (G7).
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Protocol

from shared.calendar import Clock
from shared.events import Event, MalformedEvent
from shared.messaging.letters import DEAD_LETTERS, DeadLetters
from shared.observability import metrics
from shared.storage import CollectionSpec, Document, StaleRevision, StorageError, Store
from shared.tenancy import TenantId

POSITIONS = CollectionSpec("positions")
SUBSCRIPTION_SPECS = (POSITIONS, DEAD_LETTERS)

_log = logging.getLogger(__name__)
_PULL = 500
_TRIES = 3
_FIRST_PAUSE = 0.05
_LONGEST_PAUSE = 5.0


class SourceUnavailable(Exception):
    """The journal cannot be read now; what is missing is pulled later."""


class BeyondJournal(SourceUnavailable):
    """The journal ends before that number: nobody has ever given it out."""


class JournalSource(Protocol):
    """The journal as consumers see it. Both raise SourceUnavailable."""

    async def read(self, tenant: TenantId, after: int, limit: int) -> list[bytes]:
        """The texts of events with a number above `after`, in order."""
        ...

    async def heads(self) -> dict[TenantId, int]: ...


class Handler(Protocol):
    """A service's effects of events."""

    async def apply(self, tenant: TenantId, events: Sequence[Event]) -> None:
        """Stores the effects of events that follow each other. Any prefix may come again, with other borders.

        StorageError means "later"; any other exception means that an event among them cannot be handled.
        """
        ...


class Subscription:
    """One service's reading of the journal. Safe beside another instance of itself: effects and position are guarded."""

    def __init__(self, name: str, store: Store, source: JournalSource, handler: Handler, clock: Clock) -> None:
        self.name = name
        self._store = store
        self._source = source
        self._handler = handler
        self._clock = clock
        self._letters = DeadLetters(store, name, clock)
        self._positions: dict[TenantId, Document] = {}
        self._locks: defaultdict[TenantId, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def position(self, tenant: TenantId) -> int:
        """The number up to which this tenant's effects are stored; 0 before the first."""
        return int((await self._place(tenant))["sequence"])

    async def receive(self, bodies: Sequence[bytes]) -> None:
        """Takes records from the bus; returns when their effects are stored. Waits as long as the store is away."""
        by_tenant: defaultdict[TenantId, list[Event]] = defaultdict(list)
        for body in bodies:
            try:
                event = Event.from_json(body)
            except MalformedEvent:
                # It has no trustworthy number. If it stands for an event of the journal, that one is pulled as a gap.
                metrics.events_parked.labels(self.name, "malformed").inc()
                _log.error("a record on the bus is not an event and is left out", extra={"bytes": len(body)})
                continue
            by_tenant[TenantId(event.tenant)].append(event)
        # Side by side: a store commits together what arrives together, and no tenant waits for another one's work.
        await asyncio.gather(*(_persist(partial(self._take, tenant, events)) for tenant, events in by_tenant.items()))

    async def catch_up(self) -> bool:
        """Pulls whatever the journal has beyond the positions, and tells whether that was anything.

        Raises SourceUnavailable, StorageError.
        """
        news = False
        for tenant, head in (await self._source.heads()).items():
            position = await self.position(tenant)
            metrics.subscription_lag.labels(tenant, self.name).set(max(0, head - position))
            if position < head:
                news = True
                async with self._locks[tenant]:
                    await self._pull(tenant, head)
                metrics.subscription_lag.labels(tenant, self.name).set(0)
        metrics.subscription_progress.labels(self.name).set(self._clock.now().timestamp())
        metrics.dead_letters.labels(self.name).set(await self._count_dead_letters())
        return news

    async def _count_dead_letters(self) -> int:
        return sum([await self._letters.count(tenant) for tenant in self._positions])

    async def _take(self, tenant: TenantId, events: Sequence[Event]) -> None:
        async with self._locks[tenant]:
            position = await self.position(tenant)
            fresh = {event.sequence: event for event in events if event.sequence > position}
            metrics.events_duplicate.labels(self.name).inc(len(events) - len(fresh))
            for run in _runs([fresh[sequence] for sequence in sorted(fresh)]):
                try:
                    await self._expect(tenant, run[0].sequence - 1)
                except BeyondJournal as problem:
                    # An event is in the journal before it is on the bus, so this is none; waiting would hold up everybody.
                    metrics.events_parked.labels(self.name, "beyond_journal").inc(len(run))
                    _log.error("records beyond the journal are left out", extra={"reason": str(problem)})
                    continue
                await self._apply(tenant, [e for e in run if e.sequence > await self.position(tenant)])

    async def _expect(self, tenant: TenantId, up_to: int) -> None:
        """Everything up to that number is applied, and the tenant is one that has a journal."""
        if up_to == 0 and tenant not in await self._source.heads():
            raise BeyondJournal(f"there is no journal of {tenant}")
        await self._pull(tenant, up_to)

    async def _pull(self, tenant: TenantId, up_to: int) -> None:
        """Applies the journal up to that number."""
        while (position := await self.position(tenant)) < up_to:
            bodies = await self._source.read(tenant, position, min(_PULL, up_to - position))
            if not bodies:
                raise BeyondJournal(f"the journal of {tenant} gives nothing after {position}, expected {up_to}")
            metrics.events_pulled.labels(tenant, self.name).inc(len(bodies))
            await self._apply(tenant, [Event.from_json(body) for body in bodies])

    async def _apply(self, tenant: TenantId, events: Sequence[Event]) -> None:
        """Effects first, then the position: a crash in between repeats effects, which their guards make harmless."""
        if not events:
            return
        try:
            await self._handler.apply(tenant, events)
        except StorageError:
            raise
        except Exception as problem:
            await self._isolate(tenant, events, problem)
            return
        await self._move(tenant, events)

    async def _isolate(self, tenant: TenantId, events: Sequence[Event], problem: Exception) -> None:
        """One of the events cannot be handled: find it by applying them one by one."""
        if len(events) == 1:
            await self._try_again_or_park(tenant, events[0], problem)
            return
        for event in events:
            await self._apply(tenant, [event])

    async def _try_again_or_park(self, tenant: TenantId, event: Event, problem: Exception) -> None:
        for attempt in range(1, _TRIES):
            await asyncio.sleep(_FIRST_PAUSE * 2**attempt)
            try:
                await self._handler.apply(tenant, [event])
            except StorageError:
                raise
            except Exception as again:
                problem = again
                continue
            await self._move(tenant, [event])
            return
        await self._park(tenant, event, problem)
        await self._move(tenant, [event])

    async def _park(self, tenant: TenantId, event: Event, problem: Exception) -> None:
        reason = f"{type(problem).__name__}: {problem}"
        if await self._letters.put(tenant, event, reason, _TRIES):
            metrics.events_parked.labels(self.name, type(problem).__name__).inc()
            about = {"tenant": tenant, "sequence": event.sequence, "event_type": event.type}
            _log.error("an event is parked", extra=about)

    async def _place(self, tenant: TenantId) -> Document:
        if tenant not in self._positions:
            stored = await self._store.collection(POSITIONS, tenant).get(self.name)
            self._positions[tenant] = stored or {"id": self.name, "sequence": 0, "revision": 0}
        return self._positions[tenant]

    async def _move(self, tenant: TenantId, events: Sequence[Event]) -> None:
        place = await self._place(tenant)
        moved = {**place, "sequence": events[-1].sequence}
        try:
            await self._store.collection(POSITIONS, tenant).upsert_many([moved])
        except StorageError as problem:
            # Another instance moved it, or the answer was lost: believe the store, not the memory.
            del self._positions[tenant]
            if isinstance(problem, StaleRevision):
                return
            raise
        self._positions[tenant] = {**moved, "revision": place["revision"] + 1}
        self._observe(tenant, events)

    def _observe(self, tenant: TenantId, events: Sequence[Event]) -> None:
        now = self._clock.now()
        visible = metrics.event_visible_seconds.labels(self.name)
        for event in events:
            visible.observe(max(0.0, (now - event.recordedtime).total_seconds()))
        metrics.events_applied.labels(tenant, self.name).inc(len(events))
        metrics.subscription_progress.labels(self.name).set(now.timestamp())


def _runs(events: Sequence[Event]) -> list[list[Event]]:
    """Splits events, sorted by number, where a number is missing."""
    runs: list[list[Event]] = []
    for event in events:
        if runs and runs[-1][-1].sequence + 1 == event.sequence:
            runs[-1].append(event)
        else:
            runs.append([event])
    return runs


async def _persist(work: Callable[[], Awaitable[None]]) -> None:
    """Repeats until the store and the journal answer: a record must not be acknowledged before its effects are stored."""
    pause = _FIRST_PAUSE
    while True:
        try:
            return await work()
        except (StorageError, SourceUnavailable) as problem:
            _log.warning("events wait for a dependency", extra={"reason": str(problem), "pause": pause})
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
