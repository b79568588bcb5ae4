"""The stored read model, both sides in one, as tests use it: the generation that a service begins with."""

from collections.abc import Awaitable, Callable, Mapping

from services.reporting.adapters.stored_figures import StoredFigures, StoredLiveFigures
from services.reporting.adapters.stored_ledger import StoredLedger
from services.reporting.domain.names import Entry
from services.reporting.ports import Answer, Figures, Standing
from shared.messaging import POSITIONS
from shared.messaging.generations import Generation
from shared.storage import Store
from shared.tenancy import AcrossTenants, TenantId


class StoredReadModel(StoredLedger, StoredFigures):
    """Both sides of the stored read model, with the position that the subscription would store."""

    def __init__(self, store: Store) -> None:
        StoredFigures.__init__(self, Generation(store, 0), Standing(0, 0))
        self._live = StoredLiveFigures(store, "reporting")

    async def standing(self, tenant: TenantId) -> Standing:
        return await self._live.standing(tenant)

    async def asked(self, tenant: TenantId, ask: Callable[[Figures], Awaitable[Answer]]) -> Answer:
        return await self._live.asked(tenant, ask)

    async def tenants(self, reason: AcrossTenants) -> Mapping[TenantId, Entry]:
        return await self._live.tenants(reason)

    async def sequence(self, tenant: TenantId) -> int:
        return (await self._live.standing(tenant)).sequence

    async def moved_to(self, tenant: TenantId, sequence: int) -> None:
        positions = self._store.collection(POSITIONS, tenant)
        before = await positions.get("reporting") or {"revision": 0}
        await positions.upsert_many([{"id": "reporting", "sequence": sequence, "revision": before["revision"]}])
