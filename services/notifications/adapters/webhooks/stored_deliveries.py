"""The delivery log in the store. An entry's id says which endpoint and event it is about, so a repetition finds it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from services.notifications.adapters.racing import rewrite
from services.notifications.adapters.webhooks.specifications import DELIVERIES
from services.notifications.domain.subscriptions.deliveries import Delivery
from services.notifications.domain.subscriptions.progress import Verdict
from services.notifications.ports import InvalidCursor
from services.notifications.ports.delivering import DeliveryPage
from shared.calendar import to_wire
from shared.storage import Document, Order, Range, Store, Where
from shared.tenancy import AcrossTenants, TenantId

_PAGE = 500


class StoredDeliveries:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def change(
        self, tenant: TenantId, subscription: str, decide: Mapping[int, Callable[[Delivery | None], Delivery]]
    ) -> None:
        by_id = {_id(subscription, sequence): decision for sequence, decision in decide.items()}

        def decided(key: str, stored: Document | None) -> Document | None:
            after = by_id[key](None if stored is None else Delivery.model_validate(stored))
            return {**after.model_dump(mode="json"), "id": key}

        await rewrite(self._store.collection(DELIVERIES, tenant), by_id, decided)

    async def get(self, tenant: TenantId, subscription: str, sequence: int) -> Delivery | None:
        found = await self._store.collection(DELIVERIES, tenant).get(_id(subscription, sequence))
        return None if found is None else Delivery.model_validate(found)

    async def page(
        self, tenant: TenantId, subscription: str, verdict: Verdict | None, limit: int, after: str | None
    ) -> DeliveryPage:
        where: Where = {"subscription": subscription} | ({"verdict": verdict.value} if verdict else {})
        newest = Order("sequence", descending=True)
        try:
            found = await self._store.collection(DELIVERIES, tenant).find(where, newest, limit, after)
        except ValueError as problem:
            raise InvalidCursor(after) from problem
        return DeliveryPage([Delivery.model_validate(document) for document in found.items], found.after)

    async def forget(self, before: datetime, reason: AcrossTenants) -> None:
        across = self._store.across(DELIVERIES, reason)
        while page := (await across.find({"at": Range(lt=to_wire(before))}, _PAGE)).items:
            for document in page:
                await self._store.collection(DELIVERIES, TenantId(document["tenant"])).delete(document["id"])


def _id(subscription: str, sequence: int) -> str:
    return f"{subscription}.{sequence:012d}"
