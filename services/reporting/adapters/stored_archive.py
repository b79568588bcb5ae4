"""What was frozen, in the store: written once."""

import contextlib

from services.reporting.adapters.specifications import FROZEN
from services.reporting.domain.folding import Document
from shared.storage import AlreadyExists, Store
from shared.tenancy import TenantId


class StoredArchive:
    """An Archive on a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def kept(self, tenant: TenantId, key: str) -> Document | None:
        return await self._store.collection(FROZEN, tenant).get(key)

    async def keep(self, tenant: TenantId, document: Document) -> Document:
        frozen = self._store.collection(FROZEN, tenant)
        with contextlib.suppress(AlreadyExists):
            return await frozen.insert(document)
        return await frozen.get(document["id"]) or document
