"""Tenants, units, plans and groups as aggregates: one collection each, read by id and in order of id."""

from typing import Any, TypeVar

from shared.events import Snapshot, TenantSnapshot
from shared.messaging import Aggregates, Found, Sequencer, aggregate_spec
from shared.storage import CollectionSpec, Index, Store
from shared.tenancy import AcrossTenants, TenantId

TENANTS = aggregate_spec("tenants", (Index((), spanning=True),))
UNITS = aggregate_spec("units")
PLANS = aggregate_spec("plans")
GROUPS = aggregate_spec("groups")

S = TypeVar("S", bound=Snapshot)


class StoredRegister(Aggregates[S]):
    """Aggregates that are listed in order of id and not searched."""

    def __init__(self, store: Store, spec: CollectionSpec, model: type[S], sequencer: Sequencer) -> None:
        super().__init__(store, spec, model, sequencer, fields=_nothing)

    async def page(self, tenant: TenantId, limit: int, after: str | None) -> Found[S]:
        return await self.find(tenant, {}, limit=limit, after=after)


class StoredTenants(StoredRegister[TenantSnapshot]):
    """Tenants live in their own partition, under their own id."""

    def __init__(self, store: Store, sequencer: Sequencer) -> None:
        super().__init__(store, TENANTS, TenantSnapshot, sequencer)
        self._tenants = store
        self._known: set[TenantId] = set()

    async def knows(self, tenant: TenantId) -> bool:
        if tenant not in self._known and await self.get(tenant, tenant):
            self._known.add(tenant)
        return tenant in self._known

    async def of_every_province(self, reason: str, limit: int, after: str | None) -> Found[TenantSnapshot]:
        page = await self._tenants.across(TENANTS, AcrossTenants(reason)).find({}, limit, after)
        return Found([TenantSnapshot.model_validate(document["state"]) for document in page.items], page.after)


def _nothing(_: Snapshot) -> dict[str, Any]:
    return {}
