"""A store that is timed: every operation is observed under its name."""

from collections.abc import Sequence

from shared.observability import metrics
from shared.storage import Collection, CollectionSpec, Document, Order, Page, SpanningCollection, Store, Where
from shared.tenancy import AcrossTenants, TenantId

_seconds = metrics.store_operation_seconds.labels


class MeasuredStore:
    """As the store that it is given."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def open(self, specs: Sequence[CollectionSpec]) -> None:
        await self._store.open(specs)

    def collection(self, spec: CollectionSpec, tenant: TenantId) -> Collection:
        return MeasuredCollection(self._store.collection(spec, tenant))

    def across(self, spec: CollectionSpec, reason: AcrossTenants) -> SpanningCollection:
        return MeasuredSpanningCollection(self._store.across(spec, reason))

    async def ping(self) -> None:
        await self._store.ping()

    async def close(self) -> None:
        await self._store.close()


class MeasuredCollection:
    """As the collection that it is given."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    async def get(self, key: str) -> Document | None:
        with _seconds("get").time():
            return await self._collection.get(key)

    async def get_many(self, keys: Sequence[str]) -> dict[str, Document]:
        with _seconds("get_many").time():
            return await self._collection.get_many(keys)

    async def insert(self, document: Document) -> Document:
        with _seconds("insert").time():
            return await self._collection.insert(document)

    async def insert_many(self, documents: Sequence[Document]) -> None:
        with _seconds("insert_many").time():
            await self._collection.insert_many(documents)

    async def replace(self, document: Document, expected_revision: int) -> Document:
        with _seconds("replace").time():
            return await self._collection.replace(document, expected_revision)

    async def upsert_many(self, documents: Sequence[Document]) -> None:
        with _seconds("upsert_many").time():
            await self._collection.upsert_many(documents)

    async def find(self, where: Where, order: Order = Order(), limit: int = 100, after: str | None = None) -> Page:
        with _seconds("find").time():
            return await self._collection.find(where, order, limit, after)

    async def count(self, where: Where) -> int:
        with _seconds("count").time():
            return await self._collection.count(where)

    async def delete(self, key: str) -> bool:
        with _seconds("delete").time():
            return await self._collection.delete(key)


class MeasuredSpanningCollection:
    """As the collection that it is given."""

    def __init__(self, collection: SpanningCollection) -> None:
        self._collection = collection

    async def find(self, where: Where, limit: int = 100, after: str | None = None) -> Page:
        with _seconds("find_across").time():
            return await self._collection.find(where, limit, after)
