"""What is rebuilt of notifications, and what is not.

    follows from events     units; notices that tell of events; obligations with their plan of reminders; counts of mailboxes
    people's doing          what is read, unread and put aside; acknowledgements, and what they hold; ladders that tenants set
    the clock's doing       reminders that were told, and the steps that are ticked off because of them

The first is built anew beside the inboxes and held against them. What people and the clock have done exists nowhere else, so
the inboxes are never exchanged: where they differ, single documents are put right, each in one write that keeps what was
done. A reminder is told once for an obligation, a deadline and a step, whatever becomes of the obligation's document.
"""

from collections.abc import Sequence

from services.notifications.adapters.deriving import Derived, UndeliveredInboxes
from services.notifications.adapters.repairing import Repair
from services.notifications.adapters.specifications import NOTICES, OBLIGATIONS, REBUILT, UNITS
from services.notifications.adapters.stored_inboxes import StoredInboxes
from services.notifications.adapters.stored_obligations import StoredObligations
from services.notifications.adapters.stored_units import StoredUnits
from services.notifications.adapters.tenant_timetables import TenantTimetables
from services.notifications.domain.works import work_of
from services.notifications.ports import Inboxes, Stores
from services.notifications.usecases.fold import Fold
from shared.events import Event, payload_of
from shared.messaging import Handler
from shared.messaging.generations import Generation
from shared.messaging.rebuilding import Built, Compared, Unbuildable
from shared.messaging.redrive import Attempt, Outcome
from shared.storage import Document, Store
from shared.tenancy import TenantId

_PASSES = 5


class NotificationsModel:
    """The inboxes are generation 0 for ever; others are built to be compared with them."""

    kept_in = tuple(REBUILT.values())

    def __init__(
        self, store: Store, subscription: str, timetables: TenantTimetables, inboxes: Inboxes | None = None
    ) -> None:
        """`inboxes`: into which news is put; in those of the store alone nobody hears of it by email."""
        self.subscription = subscription
        self._store = store
        self._inboxes = inboxes or StoredInboxes(store)
        self._timetables = timetables
        derived = Derived(timetables.last_seen)
        self.compared: Sequence[Compared] = (
            Compared(UNITS, _number),
            Compared(OBLIGATIONS, _number, derived.obligation),
            Compared(NOTICES, _number, derived.notice),
        )

    def generation(self, number: int) -> Generation:
        return Generation(self._store, number, REBUILT if number else None)

    def handler(self, number: int) -> Handler:
        store = self._store
        stores = Stores(self._inboxes, StoredObligations(store), StoredUnits(store))
        return Fold(stores, self._timetables)

    def builder(self, number: int) -> Handler:
        """Nobody is told anything."""
        store = self.generation(number)
        stores = Stores(UndeliveredInboxes(store), StoredObligations(store), StoredUnits(store))
        return InPortions(Fold(stores, self._timetables))

    async def adopt(self, built: Built) -> None:
        """Puts right what differs until nothing does, then the counts."""
        repair = Repair(self._store, built.tenant, await self._timetables.of(built.tenant))
        for _ in range(_PASSES):
            if not await self._repaired(built, repair):
                await repair.counts()
                return
        raise Unbuildable("documents differ again as soon as they are put right: does an older version still run?")

    async def redrive(self, tenant: TenantId, event: Event) -> Attempt:
        """Notices are new whenever they come; an obligation that knows of a later event stays as it is."""
        work = work_of(payload_of(event))
        obligation = await self._store.collection(OBLIGATIONS, tenant).get(work.id) if work else None
        await self.handler(0).apply(tenant, [event])
        later = obligation is not None and obligation["sequence"] > event.sequence
        return Attempt(Outcome.HANDLED, superseded_by=obligation["sequence"] if obligation and later else None)

    async def _repaired(self, built: Built, repair: Repair) -> int:
        """How many documents differed."""
        differed = 0
        for compared in self.compared:
            async for portion in built.differing(compared):
                await repair.documents(compared.spec, portion)
                differed += len(portion)
        return differed


class InPortions:
    """A large batch in portions, so that the event loop is never busy with one for long."""

    def __init__(self, handler: Handler, portion: int = 200) -> None:
        self._handler = handler
        self._portion = portion

    async def apply(self, tenant: TenantId, events: Sequence[Event]) -> None:
        for start in range(0, len(events), self._portion):
            await self._handler.apply(tenant, events[start : start + self._portion])


def _number(document: Document) -> int:
    return int(document.get("sequence", 0))
