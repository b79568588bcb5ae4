"""Read models made from nothing but the journal, in a store of their own."""

import tempfile
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from services.notifications.adapters import specifications as of_notifications
from services.notifications.adapters.stored_inboxes import StoredInboxes
from services.notifications.adapters.stored_ladders import StoredLadders
from services.notifications.adapters.stored_obligations import StoredObligations
from services.notifications.adapters.stored_units import StoredUnits
from services.notifications.adapters.tenant_timetables import TenantTimetables
from services.notifications.ports import Stores
from services.notifications.usecases.fold import Fold as Announcing
from services.reporting.adapters import specifications as of_reporting
from services.reporting.adapters.stored_ledger import StoredLedger
from services.reporting.usecases.fold import Fold as Counting
from shared.events import Event
from shared.messaging import POSITIONS, Handler
from shared.storage import CollectionSpec, Document, Store, connect
from shared.tenancy import TenantId
from tests.chaos.evidence import Evidence, Shelf

Shelves = Callable[[Store, str, Iterable[str]], Awaitable[Mapping[Shelf, Mapping[str, Document]]]]
_BATCH = 500


async def rebuilt(evidence: Evidence, shelves: Shelves) -> dict[Shelf, Mapping[str, Document]]:
    """Without the events that are parked: they are not folded until somebody decides about them."""
    found: dict[Shelf, Mapping[str, Document]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for service, specs in _KEPT.items():
            store = connect(f"sqlite://{folder}", service)
            await store.open(specs)
            try:
                await _fold(evidence, service, _handler(service, store))
                found |= await shelves(store, service, evidence.journal)
            finally:
                await store.close()
    return found


_KEPT: Mapping[str, Sequence[CollectionSpec]] = {
    "reporting": (*of_reporting.SPECIFICATIONS, POSITIONS),
    "notifications": (*of_notifications.SPECS, POSITIONS),
}


def _handler(service: str, store: Store) -> Handler:
    if service == "reporting":
        return Counting(StoredLedger(store))
    kept = Stores(StoredInboxes(store), StoredObligations(store), StoredUnits(store))
    return Announcing(kept, TenantTimetables({}, StoredLadders(store).current))


async def _fold(evidence: Evidence, service: str, handler: Handler) -> None:
    for tenant, told in evidence.journal.items():
        parked = {n for r in evidence.readings if (r.subscription, r.tenant) == (service, tenant) for n in r.parked}
        events = [Event.from_json(each.body) for each in told if each.sequence not in parked]
        for start in range(0, len(events), _BATCH):
            await handler.apply(TenantId(tenant), events[start : start + _BATCH])
