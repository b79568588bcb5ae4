"""Subscriptions in the store, one document each: what its owner decided and how far it has heard change side by side."""

from collections.abc import Callable
from typing import Any

from services.notifications.adapters.racing import lost_among, rewrite
from services.notifications.adapters.webhooks.specifications import SUBSCRIPTIONS
from services.notifications.domain.subscriptions.subscription import State, Subscription
from services.notifications.ports import InvalidCursor
from services.notifications.ports.delivering import SubscriptionPage
from shared.storage import AlreadyExists, Document, Store, Where
from shared.tenancy import AcrossTenants, TenantId

_PAGE = 500


class StoredSubscriptions:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, tenant: TenantId, subscription: Subscription) -> bool:
        try:
            await self._store.collection(SUBSCRIPTIONS, tenant).insert(_document(subscription))
        except AlreadyExists:
            return False
        return True

    async def get(self, tenant: TenantId, key: str) -> Subscription | None:
        found = await self._store.collection(SUBSCRIPTIONS, tenant).get(key)
        return None if found is None else _subscription(found)

    async def change(
        self,
        tenant: TenantId,
        key: str,
        decide: Callable[[Subscription], Subscription],
        known: Subscription | None = None,
    ) -> Subscription | None:
        if known is not None:
            after = decide(known)
            if not await lost_among(self._store.collection(SUBSCRIPTIONS, tenant), [_document(after)]):
                return after
        changed: list[Subscription] = []

        def decided(_: str, stored: Document | None) -> Document | None:
            if stored is None:
                return None
            before = _subscription(stored)
            changed[:] = [decide(before)]
            return None if changed[0] == before else _document(changed[0])

        await rewrite(self._store.collection(SUBSCRIPTIONS, tenant), [key], decided)
        return changed[0] if changed else None

    async def remove(self, tenant: TenantId, key: str) -> None:
        await self._store.collection(SUBSCRIPTIONS, tenant).delete(key)

    async def page(self, tenant: TenantId, owner: str | None, limit: int, after: str | None) -> SubscriptionPage:
        where: Where = {} if owner is None else {"owner": owner}
        try:
            found = await self._store.collection(SUBSCRIPTIONS, tenant).find(where, limit=limit, after=after)
        except ValueError as problem:
            raise InvalidCursor(after) from problem
        return SubscriptionPage([_subscription(document) for document in found.items], found.after)

    async def count(self, tenant: TenantId) -> int:
        return await self._store.collection(SUBSCRIPTIONS, tenant).count({})

    async def in_state(self, state: State, reason: AcrossTenants) -> list[tuple[TenantId, Subscription]]:
        found: list[tuple[TenantId, Subscription]] = []
        across, after = self._store.across(SUBSCRIPTIONS, reason), None
        while True:
            page = await across.find({"state": state.value}, _PAGE, after)
            found += [(TenantId(item["tenant"]), _subscription(item)) for item in page.items]
            if page.after is None:
                return found
            after = page.after


def _document(subscription: Subscription) -> Document:
    document: dict[str, Any] = subscription.model_dump(mode="json")
    return document


def _subscription(document: Document) -> Subscription:
    return Subscription.model_validate(document)
