"""A store that counts the documents which queries read."""

from collections.abc import Sequence

from shared.storage import Collection, CollectionSpec, Document, Order, Page, SpanningCollection, Store, Where
from shared.tenancy import AcrossTenants, TenantId


class CountingCollection:
    """Passes everything on; what is read is counted by the store."""

    def __init__(self, inner: Collection, store: "CountingStore") -> None:
        self._inner = inner
        self._store = store

    async def get(self, key: str) -> Document | None:
        found = await self._inner.get(key)
        self._store.read += found is not None
        return found

    async def get_many(self, keys: Sequence[str]) -> dict[str, Document]:
        found = await self._inner.get_many(keys)
        self._store.read += len(found)
        return found

    async def find(self, where: Where, order: Order = Order(), limit: int = 100, after: str | None = None) -> Page:
        page = await self._inner.find(where, order, limit, after)
        self._store.read += len(page.items)
        return page

    async def count(self, where: Where) -> int:
        self._store.read += 1
        return await self._inner.count(where)

    async def insert(self, document: Document) -> Document:
        return await self._inner.insert(document)

    async def insert_many(self, documents: Sequence[Document]) -> None:
        await self._inner.insert_many(documents)

    async def replace(self, document: Document, expected_revision: int) -> Document:
        return await self._inner.replace(document, expected_revision)

    async def upsert_many(self, documents: Sequence[Document]) -> None:
        await self._inner.upsert_many(documents)

    async def delete(self, key: str) -> bool:
        return await self._inner.delete(key)


class CountingStore:
    def __init__(self, inner: Store) -> None:
        self._inner = inner
        self.read = 0

    def collection(self, spec: CollectionSpec, tenant: TenantId) -> Collection:
        return CountingCollection(self._inner.collection(spec, tenant), self)

    def across(self, spec: CollectionSpec, reason: AcrossTenants) -> SpanningCollection:
        return self._inner.across(spec, reason)

    async def open(self, specs: Sequence[CollectionSpec]) -> None:
        await self._inner.open(specs)

    async def ping(self) -> None:
        await self._inner.ping()

    async def close(self) -> None:
        await self._inner.close()
