"""The publisher sends each tenant's journal to the bus in order, from a stored cursor: duplicates may happen, gaps may not."""

import asyncio
import itertools
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.calendar import Clock, from_wire, to_wire
from shared.messaging.journal import Entry, Head, Journal
from shared.observability import metrics
from shared.storage import CollectionSpec, Document, StaleRevision, StorageError, Store
from shared.tenancy import TenantId

CURSORS = CollectionSpec("publish_cursors")
Send = Callable[[TenantId, Sequence[Entry]], Awaitable[None]]

_log = logging.getLogger(__name__)
MAIN = "publisher"
_BATCH = 500
_BUFFERED = 5_000
_LEASE = timedelta(seconds=10)
_NOTE_EVERY = timedelta(seconds=2)
_LONGEST_PAUSE = 5.0


class SendFailed(Exception):
    """The bus did not acknowledge in time; whether it has the events is unknown, so they are sent again."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """How a publisher sends, what its cursor is called, and whose events it sends (None: every tenant's)."""

    send: Send
    name: str = MAIN
    tenants: frozenset[TenantId] | None = None

    def takes(self, tenant: TenantId) -> bool:
        return self.tenants is None or tenant in self.tenants


async def published(store: Store, tenant: TenantId) -> Head:
    """What the publisher has noted as acknowledged by the bus."""
    document = await store.collection(CURSORS, tenant).get(MAIN)
    return Head(document["sequence"], document["hash"]) if document else Head()


@dataclass(slots=True)
class _Lane:
    """One tenant's way to the bus: the cursor, what was numbered here just now, and who may publish."""

    cursor: Head = field(default_factory=Head)
    document: Document | None = None
    leased_until: datetime | None = None
    leased_to_another_until: datetime | None = None
    noted_at: datetime | None = None
    buffer: list[Entry] = field(default_factory=list)
    newest: int = 0
    look_in_journal: bool = True
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def lag(self) -> int:
        return max(0, self.newest - self.cursor.sequence)


@dataclass(frozen=True, slots=True)
class Replica:
    """One of several publishers: its lasting name, and how soon it notices events that another one numbered.

    The name holds a tenant's lease; the lease spares duplicates, correctness does not rest on it.
    """

    name: str
    poll: timedelta


class Publisher:
    """One lane per tenant, so that a province with much to send does not hold up another (G8)."""

    def __init__(self, store: Store, journal: Journal, outlet: Outlet, clock: Clock, replica: Replica) -> None:
        self._store = store
        self._journal = journal
        self._outlet = outlet
        self._clock = clock
        self._owner = replica.name
        self._poll = replica.poll.total_seconds()
        self._lanes: dict[TenantId, _Lane] = {}
        self._running: dict[TenantId, asyncio.Task[None]] = {}

    def offer(self, tenant: TenantId, entries: Sequence[Entry]) -> None:
        """Called right after numbering: spares the lane a read of the journal."""
        if not self._outlet.takes(tenant):
            return
        lane = self._lane(tenant)
        lane.buffer += entries
        lane.newest = max(lane.newest, entries[-1].sequence)
        if len(lane.buffer) > _BUFFERED:
            lane.buffer.clear()
            lane.look_in_journal = True
        self._show(tenant, lane.lag)
        lane.wake.set()

    def _lane(self, tenant: TenantId) -> _Lane:
        return self._lanes.setdefault(tenant, _Lane())

    def _show(self, tenant: TenantId, lag: int) -> None:
        metrics.publisher_lag.labels(tenant, self._outlet.name).set(lag)

    async def run(self) -> None:
        """Publishes until cancelled; finds tenants that others added."""
        try:
            while True:
                await self._start_lanes()
                await asyncio.sleep(1)
        finally:
            for task in self._running.values():
                task.cancel()
            await asyncio.gather(*self._running.values(), return_exceptions=True)
            self._running.clear()

    async def _start_lanes(self) -> None:
        try:
            known = {*self._lanes, *filter(self._outlet.takes, await self._journal.tenants())}
        except StorageError:
            return
        for tenant in known:
            if tenant not in self._running or self._running[tenant].done():
                self._running[tenant] = asyncio.create_task(self._run_lane(tenant, self._lane(tenant)))

    async def _run_lane(self, tenant: TenantId, lane: _Lane) -> None:
        pause = 0.1
        while True:
            lane.wake.clear()
            try:
                if await self._holds_lease(tenant, lane):
                    await self._send_waiting(tenant, lane)
                pause = 0.1
                await self._rest(lane)
            except (StorageError, SendFailed) as problem:
                metrics.publish_failures.labels(self._outlet.name).inc()
                told = {"tenant": tenant, "outlet": self._outlet.name, "reason": str(problem)}
                _log.warning("publishing failed, trying again", extra=told)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    async def _rest(self, lane: _Lane) -> None:
        try:
            await asyncio.wait_for(lane.wake.wait(), self._poll)
        except TimeoutError:
            lane.look_in_journal = True

    async def _send_waiting(self, tenant: TenantId, lane: _Lane) -> None:
        while entries := await self._next(tenant, lane):
            await self._outlet.send(tenant, entries)
            lane.cursor = Head(entries[-1].sequence, entries[-1].hash)
            metrics.events_published.labels(tenant, self._outlet.name).inc(len(entries))
            lane.newest = max(lane.newest, lane.cursor.sequence)
            self._show(tenant, lane.lag)
            await self._note_sometimes(tenant, lane)
        await self._note_sometimes(tenant, lane)

    async def _next(self, tenant: TenantId, lane: _Lane) -> list[Entry]:
        """The entries after the cursor: from the buffer where it continues there, otherwise from the journal."""
        fresh = sorted((entry for entry in lane.buffer if entry.sequence > lane.cursor.sequence), key=_by_sequence)
        if fresh and _continues(lane.cursor, fresh):
            lane.buffer = fresh[_BATCH:]
            return fresh[:_BATCH]
        lane.buffer = fresh
        if not fresh and not lane.look_in_journal:
            return []
        entries = await self._journal.read(tenant, lane.cursor.sequence, _BATCH)
        lane.look_in_journal = len(entries) == _BATCH
        return entries

    async def _holds_lease(self, tenant: TenantId, lane: _Lane) -> bool:
        now = self._clock.now()
        if lane.leased_until is not None and now < lane.leased_until - _LEASE / 2:
            return True
        if lane.leased_to_another_until is not None and now < lane.leased_to_another_until:
            return False
        cursors = self._store.collection(CURSORS, tenant)
        lane.document = await cursors.get(self._outlet.name)
        held = lane.document
        if held and held["owner"] != self._owner and from_wire(held["until"]) > now:
            lane.leased_until, lane.leased_to_another_until = None, from_wire(held["until"])
            self._show(tenant, 0)  # the lag is told by the one who publishes
            return False
        if held and held["sequence"] > lane.cursor.sequence:
            lane.cursor = Head(held["sequence"], held["hash"])
        return await self._note(tenant, lane)

    async def _note_sometimes(self, tenant: TenantId, lane: _Lane) -> None:
        noted = lane.document["sequence"] if lane.document else 0
        due = lane.noted_at is None or self._clock.now() - lane.noted_at >= _NOTE_EVERY
        if due and lane.cursor.sequence > noted:
            await self._note(tenant, lane)

    async def _note(self, tenant: TenantId, lane: _Lane) -> bool:
        """Writes cursor and lease together. False where another replica was faster."""
        until = self._clock.now() + _LEASE
        document: Document = {
            "id": self._outlet.name,
            "sequence": lane.cursor.sequence,
            "hash": lane.cursor.hash,
            "owner": self._owner,
            "until": to_wire(until),
            "revision": lane.document["revision"] if lane.document else 0,
        }
        try:
            await self._store.collection(CURSORS, tenant).upsert_many([document])
        except StaleRevision:
            lane.leased_until = None
            return False
        lane.document = {**document, "revision": document["revision"] + 1}
        lane.leased_until, lane.noted_at = until, self._clock.now()
        return True


def _by_sequence(entry: Entry) -> int:
    return entry.sequence


def _continues(cursor: Head, entries: Sequence[Entry]) -> bool:
    numbers = [cursor.sequence, *(entry.sequence for entry in entries[:_BATCH])]
    return all(after == before + 1 for before, after in itertools.pairwise(numbers))
