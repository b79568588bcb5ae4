"""What is rebuilt of reporting: everything, as all of it follows from events."""

from collections.abc import Sequence

from services.reporting.adapters.specifications import COUNTERS, HISTORY, MEASURES, NAMES, ROWS, SPECIFICATIONS
from services.reporting.adapters.stored_ledger import StoredLedger
from services.reporting.domain.arrivals import arrivals_of
from services.reporting.domain.folding import Document, entries_of
from services.reporting.usecases.fold import Fold
from shared.events import Event
from shared.messaging import Handler
from shared.messaging.generations import Generation, Places
from shared.messaging.rebuilding import Built, Compared, go_live
from shared.messaging.redrive import Attempt, Outcome
from shared.storage import CollectionSpec, Store
from shared.tenancy import TenantId


def _number(document: Document) -> int:
    """That of the last event in it."""
    return int(document.get("sequence", 0))


class ReportingModel:
    """Its generations lie side by side, and one of them is live."""

    kept_in: Sequence[CollectionSpec] = SPECIFICATIONS
    compared: Sequence[Compared] = (
        Compared(ROWS, _number),
        Compared(COUNTERS, lambda counter: int(counter.get("applied", 0))),
        Compared(HISTORY, _number),
        Compared(NAMES, lambda listed: max(map(_number, listed.get("entries", ())), default=0)),
        Compared(MEASURES, _number),
    )

    def __init__(self, store: Store, subscription: str) -> None:
        self.subscription = subscription
        self._store = store
        self._places = Places(store, subscription)

    def generation(self, number: int) -> Generation:
        return Generation(self._store, number)

    def handler(self, number: int) -> Handler:
        return Fold(StoredLedger(self.generation(number)))

    def builder(self, number: int) -> Handler:
        return Fold(StoredLedger(self.generation(number)), aside=True)

    async def adopt(self, built: Built) -> None:
        await go_live(self._places, built)

    async def redrive(self, tenant: TenantId, event: Event) -> Attempt:
        """Counters take events in their order only, so a parked one goes back by a rebuild, at its own place in the row."""
        arrivals = arrivals_of([event])
        place = await self._places.of(tenant)
        ledger = StoredLedger(self.generation(place.generation))
        rows = await ledger.rows(tenant, [work.key for work in arrivals.works])
        lists = await ledger.lists(tenant, [name.listed for name in arrivals.names])
        taken = [int(row["sequence"]) for row in rows.values()]
        measures = await ledger.measures(tenant, [measure.key for measure in arrivals.measures])
        taken += [_number(measure) for measure in measures.values()]
        taken += [_taken(lists.get(name.listed), name.key) for name in arrivals.names]
        later = [number for number in taken if number > event.sequence]
        return Attempt(Outcome.NEEDS_REBUILD, superseded_by=max(later, default=None))


def _taken(listed: Document | None, key: str) -> int:
    """The number of the event by which an entry was last told; 0 where it never was."""
    return _number(entries_of(listed).get(key, {}))
