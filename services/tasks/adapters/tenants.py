"""Tenants and their successions: each lives in its own partition, and both are read across tenants too."""

from datetime import datetime, timedelta

from services.tasks.adapters.registers import StoredRegister
from shared.calendar import Clock
from shared.events import TenantSnapshot
from shared.events.tenant_successions import TenantSuccessionSnapshot
from shared.messaging import Found, Sequencer, aggregate_spec
from shared.storage import Index, Store
from shared.tenancy import AcrossTenants, TenantId

TENANTS = aggregate_spec("tenants", (Index((), spanning=True),))
TENANT_SUCCESSIONS = aggregate_spec("tenant_successions", (Index((), spanning=True), Index(("status",), spanning=True)))
FRESH = timedelta(seconds=2)


class StoredTenants(StoredRegister[TenantSnapshot]):
    """Under their own ids. That one has joined is remembered for ever, that one goes on for two seconds."""

    def __init__(self, store: Store, sequencer: Sequencer, clock: Clock) -> None:
        super().__init__(store, TENANTS, TenantSnapshot, sequencer)
        self._tenants = store
        self._clock = clock
        self._known: set[TenantId] = set()
        self._seen: dict[TenantId, tuple[datetime, TenantSnapshot]] = {}

    async def knows(self, tenant: TenantId) -> bool:
        if tenant not in self._known and await self.get(tenant, tenant):
            self._known.add(tenant)
        return tenant in self._known

    async def ended(self, tenant: TenantId) -> TenantSnapshot | None:
        now = self._clock.now()
        read_at, known = self._seen.get(tenant, (None, None))
        if read_at is None or not read_at <= now < read_at + FRESH:
            known = await self.get(tenant, tenant)
            if known is not None:
                self._seen[tenant] = now, known
        return known if known is not None and known.succeeded_by is not None else None

    def forget(self, tenant: TenantId) -> None:
        self._seen.pop(tenant, None)

    async def of_every_province(self, reason: str, limit: int, after: str | None) -> Found[TenantSnapshot]:
        page = await self._tenants.across(TENANTS, AcrossTenants(reason)).find({}, limit, after)
        return Found([TenantSnapshot.model_validate(document["state"]) for document in page.items], page.after)


class StoredTenantSuccessions(StoredRegister[TenantSuccessionSnapshot]):
    """One for each tenant that ends."""

    def __init__(self, store: Store, sequencer: Sequencer) -> None:
        super().__init__(store, TENANT_SUCCESSIONS, TenantSuccessionSnapshot, sequencer)
        self._every = store

    async def of_every_tenant(
        self, reason: str, limit: int, after: str | None, *, running: bool = False
    ) -> Found[TenantSuccessionSnapshot]:
        wanted = {"status": "running"} if running else {}
        page = await self._every.across(TENANT_SUCCESSIONS, AcrossTenants(reason)).find(wanted, limit, after)
        found = [TenantSuccessionSnapshot.model_validate(document["state"]) for document in page.items]
        return Found(found, page.after)
