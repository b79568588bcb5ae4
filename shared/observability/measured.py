"""A store that is measured: every operation is timed under its name, and counted where it failed."""

import time
from collections.abc import Sequence
from types import TracebackType

from shared.observability import metrics
from shared.storage import (
    AlreadyExists,
    Collection,
    CollectionSpec,
    Document,
    Order,
    Page,
    SpanningCollection,
    StaleRevision,
    StorageError,
    Store,
    Where,
)
from shared.tenancy import AcrossTenants, TenantId

_ANSWERS = (AlreadyExists, StaleRevision)  # what a store says in its right mind


class _Measured:
    """One operation."""

    __slots__ = ("_began", "_operation")

    def __init__(self, operation: str) -> None:
        self._operation = operation
        self._began = time.perf_counter()

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        metrics.store_operation_seconds.labels(self._operation).observe(time.perf_counter() - self._began)
        if kind and issubclass(kind, StorageError) and not issubclass(kind, _ANSWERS):
            metrics.store_failures.labels(self._operation).inc()


class MeasuredStore:
    """As the store that it is given."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def open(self, specs: Sequence[CollectionSpec]) -> None:
        with _Measured("open"):
            await self._store.open(specs)

    def collection(self, spec: CollectionSpec, tenant: TenantId) -> Collection:
        return MeasuredCollection(self._store.collection(spec, tenant))

    def across(self, spec: CollectionSpec, reason: AcrossTenants) -> SpanningCollection:
        return MeasuredSpanningCollection(self._store.across(spec, reason))

    async def ping(self) -> None:
        with _Measured("ping"):
            await self._store.ping()

    async def close(self) -> None:
        await self._store.close()


class MeasuredCollection:
    """As the collection that it is given."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    async def get(self, key: str) -> Document | None:
        with _Measured("get"):
            return await self._collection.get(key)

    async def get_many(self, keys: Sequence[str]) -> dict[str, Document]:
        with _Measured("get_many"):
            return await self._collection.get_many(keys)

    async def insert(self, document: Document) -> Document:
        with _Measured("insert"):
            return await self._collection.insert(document)

    async def insert_many(self, documents: Sequence[Document]) -> None:
        with _Measured("insert_many"):
            await self._collection.insert_many(documents)

    async def replace(self, document: Document, expected_revision: int) -> Document:
        with _Measured("replace"):
            return await self._collection.replace(document, expected_revision)

    async def upsert_many(self, documents: Sequence[Document]) -> None:
        with _Measured("upsert_many"):
            await self._collection.upsert_many(documents)

    async def find(self, where: Where, order: Order = Order(), limit: int = 100, after: str | None = None) -> Page:
        with _Measured("find"):
            return await self._collection.find(where, order, limit, after)

    async def count(self, where: Where) -> int:
        with _Measured("count"):
            return await self._collection.count(where)

    async def delete(self, key: str) -> bool:
        with _Measured("delete"):
            return await self._collection.delete(key)


class MeasuredSpanningCollection:
    """As the collection that it is given."""

    def __init__(self, collection: SpanningCollection) -> None:
        self._collection = collection

    async def find(self, where: Where, limit: int = 100, after: str | None = None) -> Page:
        with _Measured("find_across"):
            return await self._collection.find(where, limit, after)
