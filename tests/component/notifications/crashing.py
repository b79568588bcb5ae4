"""A store that dies: after a given number of written documents it is gone, with or without having kept the last one."""

from collections.abc import Sequence
from typing import Any

from shared.storage import Collection, CollectionSpec, Document, Store, StoreUnavailable
from shared.tenancy import AcrossTenants, TenantId


class CrashingStore:
    """Passes everything on to a real store until its lives are used up; then every operation fails."""

    def __init__(self, store: Store, lives: int | None = None) -> None:
        self._store = store
        self.lives = lives
        self.written = 0

    async def open(self, specs: Sequence[CollectionSpec]) -> None:
        await self._store.open(specs)

    def collection(self, spec: CollectionSpec, tenant: TenantId) -> Any:
        return _CrashingCollection(self, self._store.collection(spec, tenant))

    def across(self, spec: CollectionSpec, reason: AcrossTenants) -> Any:
        return self._store.across(spec, reason)

    async def ping(self) -> None:
        await self._store.ping()

    async def close(self) -> None:
        await self._store.close()

    def spend(self, documents: int) -> int:
        """How many of these documents can still be written."""
        allowed = documents if self.lives is None else min(documents, self.lives - self.written)
        self.written += allowed
        return allowed


class _CrashingCollection:
    def __init__(self, store: CrashingStore, collection: Collection) -> None:
        self._store = store
        self._collection = collection

    def __getattr__(self, operation: str) -> Any:
        return getattr(self._collection, operation)

    async def upsert_many(self, documents: Sequence[Document]) -> None:
        allowed = self._store.spend(len(documents))
        await self._collection.upsert_many(documents[:allowed])
        if allowed < len(documents):
            raise StoreUnavailable("the store is gone")

    async def insert_many(self, documents: Sequence[Document]) -> None:
        allowed = self._store.spend(len(documents))
        await self._collection.insert_many(documents[:allowed])
        if allowed < len(documents):
            raise StoreUnavailable("the store is gone")
