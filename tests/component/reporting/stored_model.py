"""The stored read model, both sides in one, as tests use it."""

from services.reporting.adapters.stored_figures import StoredFigures
from services.reporting.adapters.stored_ledger import StoredLedger
from shared.messaging import POSITIONS
from shared.storage import Store
from shared.tenancy import TenantId


class StoredReadModel(StoredLedger, StoredFigures):
    """Both sides of the stored read model, with the position that the subscription would store."""

    def __init__(self, store: Store) -> None:
        StoredFigures.__init__(self, store, "reporting")

    async def moved_to(self, tenant: TenantId, sequence: int) -> None:
        positions = self._store.collection(POSITIONS, tenant)
        before = await positions.get("reporting") or {"revision": 0}
        await positions.upsert_many([{"id": "reporting", "sequence": sequence, "revision": before["revision"]}])
