"""Addresses in the store, one document each, by key."""

from collections.abc import Callable, Collection, Mapping

from services.notifications.adapters.email.specifications import EMAIL_ADDRESSES
from services.notifications.adapters.racing import rewrite
from services.notifications.domain.email.addresses import Address, Standing
from shared.storage import Document, Order, Store
from shared.tenancy import TenantId

_PAGE = 500


class StoredAddresses:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def of(self, tenant: TenantId, keys: Collection[str]) -> Mapping[str, Address]:
        found = await self._store.collection(EMAIL_ADDRESSES, tenant).get_many(sorted(keys)) if keys else {}
        return {key: _address(document) for key, document in found.items()}

    async def change(
        self, tenant: TenantId, keys: Collection[str], decide: Callable[[str, Address | None], Address | None]
    ) -> None:
        def decided(key: str, stored: Document | None) -> Document | None:
            before = None if stored is None else _address(stored)
            after = decide(key, before)
            return None if after is None or after == before else {**after.model_dump(mode="json"), "id": key}

        await rewrite(self._store.collection(EMAIL_ADDRESSES, tenant), keys, decided)

    async def listed(self, tenant: TenantId) -> list[Address]:
        found: list[Address] = []
        after = None
        while True:
            page = await self._store.collection(EMAIL_ADDRESSES, tenant).find({}, Order(), _PAGE, after)
            found += map(_address, page.items)
            if page.after is None:
                return [address for address in found if address.state is not Standing.REMOVED]
            after = page.after


def _address(document: Document) -> Address:
    return Address.model_validate(document)
