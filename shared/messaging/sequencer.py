"""The sequencer moves events from outboxes into the journal: at once on the usual path, by a sweep after a crash."""

import asyncio
import logging
from collections import OrderedDict, defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from shared.calendar import Clock, from_wire
from shared.messaging.journal import Entry, Journal
from shared.messaging.outbox import OUTBOX, PENDING, take
from shared.observability import metrics
from shared.storage import CollectionSpec, Document, StaleRevision, StorageError, Store
from shared.tenancy import AcrossTenants, TenantId

Draft = Mapping[str, Any]
OnSequenced = Callable[[TenantId, Sequence[Entry]], None]

_log = logging.getLogger(__name__)
_SWEEP = AcrossTenants("the sweep numbers what a crash left in outboxes of any tenant")
_REMEMBERED = 500  # an entry weighs some KiB; what is forgotten is asked of the journal
_PAGE = 50  # what is read, settled and written in one go: others wait for it


@dataclass(slots=True)
class _Lane:
    """One tenant's queue: whatever waits while a write is under way goes into the next write together."""

    waiting: list[tuple[Sequence[Draft], asyncio.Future[list[Entry]]]] = field(default_factory=list)
    drain: asyncio.Task[None] | None = None


class Sequencer:
    """Numbers events. Several may run at once: the journal's key lets only one of them take a number."""

    def __init__(
        self, store: Store, journal: Journal, specs: Sequence[CollectionSpec], clock: Clock, on_sequenced: OnSequenced
    ) -> None:
        self._store = store
        self._journal = journal
        self._specs = specs
        self._clock = clock
        self._on_sequenced = on_sequenced
        self._lanes: defaultdict[TenantId, _Lane] = defaultdict(_Lane)
        self._recent: OrderedDict[str, Entry] = OrderedDict()
        self._heads: defaultdict[TenantId, int] = defaultdict(int)

    async def sequence(self, tenant: TenantId, drafts: Sequence[Draft]) -> list[Entry]:
        """Their entries, in order. Raises StorageError: the events stay in their outbox and the sweep numbers them."""
        future: asyncio.Future[list[Entry]] = asyncio.get_running_loop().create_future()
        lane = self._lanes[tenant]
        lane.waiting.append((drafts, future))
        if lane.drain is None or lane.drain.done():
            lane.drain = asyncio.create_task(self._drain(tenant, lane))
        return await future

    def is_numbered(self, event_id: str) -> bool:
        """True where this process remembers that the event is in the journal."""
        return event_id in self._recent

    async def entry(self, tenant: TenantId, event_id: str) -> Entry:
        """The entry of an event that is known to be numbered."""
        if event_id in self._recent:
            return self._recent[event_id]
        return (await self._journal.numbered(tenant, [event_id]))[event_id]

    async def _drain(self, tenant: TenantId, lane: _Lane) -> None:
        while lane.waiting:
            batch, lane.waiting = lane.waiting, []
            try:
                await self._number(tenant, [draft for drafts, _ in batch for draft in drafts])
            except Exception as problem:
                # Whoever waits gets the failure; nobody may wait for ever because of a defect here.
                for _, future in batch:
                    if not future.done():
                        future.set_exception(problem)
                continue
            for drafts, future in batch:
                if not future.done():
                    future.set_result([self._recent[draft["id"]] for draft in drafts])
            self._forget()

    async def _number(self, tenant: TenantId, drafts: Sequence[Draft]) -> None:
        fresh = {draft["id"]: draft for draft in drafts if draft["id"] not in self._recent}
        if not fresh:
            return
        entries = await self._journal.append(tenant, list(fresh.values()))
        self._recent.update((entry.event_id, entry) for entry in entries)
        metrics.events_sequenced.labels(tenant).inc(len(entries))
        self._show_head(tenant, max(entry.sequence for entry in entries))
        self._on_sequenced(tenant, entries)

    def _show_head(self, tenant: TenantId, newest: int) -> None:
        """What was numbered before, and asked for again because the answer was lost, is no step back."""
        self._heads[tenant] = max(newest, self._heads[tenant])
        metrics.journal_head.labels(tenant).set(self._heads[tenant])

    def _forget(self) -> None:
        while len(self._recent) > _REMEMBERED:
            self._recent.popitem(last=False)

    async def run(self, every: timedelta = timedelta(seconds=1)) -> None:
        """Sweeps until cancelled."""
        while True:
            try:
                await self.sweep()
            except StorageError as problem:
                _log.warning("the sweep of outboxes failed and will be repeated", extra={"reason": str(problem)})
            await asyncio.sleep(every.total_seconds())

    async def sweep(self) -> None:
        """Numbers what is left in outboxes and empties those whose events are in the journal."""
        pending, oldest = 0, 0.0
        for spec in self._specs:
            async for tenant, documents in self._pending_documents(spec):
                unnumbered = self._unnumbered(documents)
                pending += len(unnumbered)
                oldest = max([oldest, *(self._age(draft) for draft in unnumbered)])
                await self._settle(spec, tenant, documents, unnumbered)
        metrics.outbox_pending_events.set(pending)
        metrics.outbox_oldest_seconds.set(oldest)

    async def _pending_documents(self, spec: CollectionSpec) -> AsyncIterator[tuple[TenantId, list[Document]]]:
        after: str | None = None
        while True:
            page = await self._store.across(spec, _SWEEP).find({PENDING: True}, limit=_PAGE, after=after)
            for tenant, documents in groupby(page.items, key=itemgetter("tenant")):
                yield TenantId(tenant), list(documents)
            if (after := page.after) is None:
                return

    def _unnumbered(self, documents: Sequence[Document]) -> list[Draft]:
        return [draft for document in documents for draft in document[OUTBOX] if not self.is_numbered(draft["id"])]

    def _age(self, draft: Draft) -> float:
        return (self._clock.now() - from_wire(draft["recordedtime"])).total_seconds()

    async def _settle(
        self, spec: CollectionSpec, tenant: TenantId, documents: Sequence[Document], unnumbered: Sequence[Draft]
    ) -> None:
        if unnumbered:
            await self.sequence(tenant, unnumbered)
        for document in documents:
            take(document, {draft["id"] for draft in document[OUTBOX]})
        try:
            await self._store.collection(spec, tenant).upsert_many(documents)
        except StaleRevision:
            # Somebody changed them meanwhile; what is left in their outboxes is found by the next sweep.
            return
