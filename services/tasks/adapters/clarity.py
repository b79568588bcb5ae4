"""What each tenant chose to be clear, read once in a while: it stands beside every task that is answered."""

from datetime import datetime, timedelta

from services.tasks.adapters.registers import StoredRegister
from services.tasks.domain.works.clarity import CHOICE
from shared.calendar import Clock
from shared.events import ClaritySnapshot
from shared.messaging import Sequencer, aggregate_spec
from shared.storage import Store
from shared.tenancy import TenantId

CLARITY = aggregate_spec("clarity")
_FRESH = timedelta(seconds=2)


class StoredClarity(StoredRegister[ClaritySnapshot]):
    """One choice a tenant, remembered for two seconds."""

    def __init__(self, store: Store, sequencer: Sequencer, clock: Clock) -> None:
        super().__init__(store, CLARITY, ClaritySnapshot, sequencer)
        self._clock = clock
        self._remembered: dict[TenantId, tuple[datetime, ClaritySnapshot | None]] = {}

    async def chosen(self, tenant: TenantId) -> ClaritySnapshot | None:
        now = self._clock.now()
        read_at, choice = self._remembered.get(tenant, (None, None))
        if read_at is None or not read_at <= now < read_at + _FRESH:
            choice = await self.get(tenant, CHOICE)
            self._remembered[tenant] = now, choice
        return choice

    def forget(self, tenant: TenantId) -> None:
        self._remembered.pop(tenant, None)
