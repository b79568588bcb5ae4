"""The directory of units in the store."""

from collections.abc import Iterable, Mapping, Sequence

from services.notifications.adapters.racing import rewrite
from services.notifications.adapters.specifications import UNITS
from services.notifications.domain.units import Unit
from shared.storage import Document, Store
from shared.tenancy import TenantId


class StoredUnits:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def learn(self, tenant: TenantId, units: Sequence[Unit]) -> None:
        """What is older than the directory changes nothing."""
        told = {unit.id: unit for unit in units}

        def learned(key: str, stored: Document | None) -> Document | None:
            is_news = stored is None or stored["sequence"] < told[key].sequence
            return told[key].model_dump(mode="json") if is_news else None

        await rewrite(self._store.collection(UNITS, tenant), told, learned)

    async def named(self, tenant: TenantId, ids: Iterable[str]) -> Mapping[str, Unit]:
        wanted = list(ids)
        found = await self._store.collection(UNITS, tenant).get_many(wanted) if wanted else {}
        return {key: Unit.model_validate(document) for key, document in found.items()}
