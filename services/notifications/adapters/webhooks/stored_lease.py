"""The lease of the one process that sends by itself, as a document with a holder and an end."""

from datetime import timedelta

from services.notifications.adapters.webhooks.specifications import LEASES
from shared.calendar import Clock, from_wire, to_wire
from shared.storage import Document, StaleRevision, StorageError, Store
from shared.tenancy.identifiers import CENTRAL

_NAME = "deliveries"
_FOR = timedelta(seconds=15)


class StoredLease:
    """A replica that comes back under its name takes the lease again at once; another one waits until it has ended."""

    def __init__(self, store: Store, replica: str, clock: Clock) -> None:
        self._leases = store.collection(LEASES, CENTRAL)
        self._replica = replica
        self._clock = clock

    async def hold(self) -> bool:
        now = self._clock.now()
        stored = await self._leases.get(_NAME)
        if stored and stored["holder"] not in {self._replica, ""} and from_wire(stored["until"]) > now:
            return False
        lease = {"id": _NAME, "holder": self._replica, "until": to_wire(now + _FOR)}
        return await self._written(lease, stored["revision"] if stored else 0)

    async def release(self) -> None:
        """So that another one need not wait."""
        try:
            stored = await self._leases.get(_NAME)
            if stored and stored["holder"] == self._replica:
                await self._written({**stored, "holder": ""}, stored["revision"])
        except StorageError:
            return

    async def _written(self, lease: Document, revision: int) -> bool:
        try:
            await self._leases.upsert_many([{**lease, "revision": revision}])
        except StaleRevision:
            return False
        return True
