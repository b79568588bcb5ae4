"""A store in memory that keeps the port's promises and no more: each write is atomic, a batch is not.

It passes the suite that every store passes. Each read and each single write goes through `perform`, so that a driver can put
anything between them.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import orjson

from shared.storage import (
    AlreadyExists,
    CollectionSpec,
    Condition,
    Contains,
    Document,
    In,
    Index,
    Order,
    Page,
    Range,
    StaleRevision,
    StoreUnavailable,
    Where,
)
from shared.storage.documents import admit, as_json, checked_tenant
from shared.storage.paging import page_end, page_start
from shared.storage.planning import Query, plan_count, plan_find, plan_spanning
from shared.tenancy import AcrossTenants, TenantId

Result = TypeVar("Result")


class Perform(Protocol):
    """Does an action, some time."""

    def __call__(self, action: Callable[[], Result], failure: Exception) -> Awaitable[Result]: ...


async def at_once(action: Callable[[], Result], failure: Exception) -> Result:
    await asyncio.sleep(0)
    return action()


class Table:
    """The documents of one collection, of every tenant, as JSON texts; beside them what its unique indexes hold."""

    def __init__(self) -> None:
        self._bodies: dict[tuple[str, str], bytes] = {}
        self._documents: dict[tuple[str, str], Document] = {}
        self._unique: dict[Index, dict[tuple[object, ...], str]] = {}

    def learn(self, spec: CollectionSpec) -> None:
        for index in spec.indexes:
            if index.unique:
                self._unique.setdefault(index, {})

    def get(self, tenant: str, key: str) -> Document | None:
        body = self._bodies.get((tenant, key))
        return None if body is None else orjson.loads(body)

    def of(self, tenant: str | None) -> list[Document]:
        """Not to be changed by the caller."""
        return [document for (owner, _), document in self._documents.items() if tenant in (None, owner)]

    def insert(self, document: Document) -> None:
        """Raises AlreadyExists."""
        if (document["tenant"], document["id"]) in self._bodies:
            raise AlreadyExists
        self._write(document)

    def replace(self, document: Document) -> None:
        """The document carries the revision that it makes. Raises StaleRevision, AlreadyExists."""
        stored = self._documents.get((document["tenant"], document["id"]))
        if stored is None or stored["revision"] != document["revision"] - 1:
            raise StaleRevision((document["id"],))
        self._write(document)

    def upsert(self, document: Document) -> bool:
        """False where it lost."""
        try:
            (self.insert if document["revision"] == 1 else self.replace)(document)
        except (StaleRevision, AlreadyExists):
            return False
        return True

    def delete(self, tenant: str, key: str) -> bool:
        self._forget(tenant, key)
        return self._bodies.pop((tenant, key), None) is not None

    def _write(self, document: Document) -> None:
        tenant, key = document["tenant"], document["id"]
        entries = {index: _entry(index, document) for index in self._unique}
        if any(self._unique[index].get(entry, key) != key for index, entry in entries.items()):
            raise AlreadyExists
        self._forget(tenant, key)
        for index, entry in entries.items():
            self._unique[index][entry] = key
        body = self._bodies[tenant, key] = as_json(document)
        self._documents[tenant, key] = orjson.loads(body)

    def _forget(self, tenant: str, key: str) -> None:
        stored = self._documents.pop((tenant, key), None)
        for index, taken in self._unique.items():
            if stored is not None:
                taken.pop(_entry(index, stored), None)


def _entry(index: Index, document: Document) -> tuple[object, ...]:
    return tuple(document.get(column) for column in index.columns)


@dataclass(slots=True)
class Disk:
    """What outlives every program."""

    tables: dict[str, Table] = field(default_factory=dict)

    def table(self, spec: CollectionSpec) -> Table:
        return self.tables.setdefault(spec.name, Table())

    def documents(self, spec: CollectionSpec, tenant: str) -> list[Document]:
        """Sorted by id."""
        return sorted(self.table(spec).of(tenant), key=lambda document: str(document["id"]))


class MemoryStore:
    """One program's way to the disk."""

    def __init__(self, disk: Disk, perform: Perform = at_once) -> None:
        self._disk = disk
        self.perform = perform

    async def open(self, specs: Sequence[CollectionSpec]) -> None:
        for spec in specs:
            self._disk.table(spec).learn(spec)

    def collection(self, spec: CollectionSpec, tenant: TenantId) -> "MemoryCollection":
        return MemoryCollection(self, self._disk.table(spec), spec, checked_tenant(tenant))

    def across(self, spec: CollectionSpec, reason: AcrossTenants) -> "MemorySpanningCollection":
        return MemorySpanningCollection(self, self._disk.table(spec), spec)

    async def ping(self) -> None: ...

    async def close(self) -> None: ...

    def do(self, action: Callable[[], Result]) -> Awaitable[Result]:
        return self.perform(action, StoreUnavailable("the store did not answer"))


class MemoryCollection:
    """One tenant's documents."""

    def __init__(self, store: MemoryStore, table: Table, spec: CollectionSpec, tenant: TenantId) -> None:
        self._store = store
        self._table = table
        self._spec = spec
        self._tenant = tenant

    async def get(self, key: str) -> Document | None:
        return await self._store.do(lambda: self._table.get(self._tenant, key))

    async def get_many(self, keys: Sequence[str]) -> dict[str, Document]:
        def found() -> dict[str, Document]:
            documents = {key: self._table.get(self._tenant, key) for key in keys}
            return {key: document for key, document in documents.items() if document is not None}

        return await self._store.do(found)

    async def insert(self, document: Document) -> Document:
        admitted = self._admitted(document, 1)
        await self._store.do(lambda: self._table.insert(admitted))
        return admitted

    async def insert_many(self, documents: Sequence[Document]) -> None:
        for position, admitted in enumerate([self._admitted(document, 1) for document in documents]):
            try:
                await self._store.do(lambda admitted=admitted: self._table.insert(admitted))  # type: ignore[misc]
            except AlreadyExists as collision:
                raise AlreadyExists(position) from collision

    async def replace(self, document: Document, expected_revision: int) -> Document:
        admitted = self._admitted(document, expected_revision + 1)
        await self._store.do(lambda: self._table.replace(admitted))
        return admitted

    async def upsert_many(self, documents: Sequence[Document]) -> None:
        revised = [self._admitted(document, document.get("revision", 0) + 1) for document in documents]
        lost = [
            admitted["id"]
            for admitted in revised
            if not await self._store.do(lambda admitted=admitted: self._table.upsert(admitted))  # type: ignore[misc]
        ]
        if lost:
            raise StaleRevision(tuple(lost))

    async def find(self, where: Where, order: Order = Order(), limit: int = 100, after: str | None = None) -> Page:
        query = plan_find(self._spec, where, order)
        return await self._store.do(lambda: _page(self._table, (self._spec, query, where), self._tenant, limit, after))

    async def count(self, where: Where) -> int:
        plan_count(self._spec, where)
        return await self._store.do(lambda: sum(1 for _ in _matching(self._table.of(self._tenant), where)))

    async def delete(self, key: str) -> bool:
        return await self._store.do(lambda: self._table.delete(self._tenant, key))

    def _admitted(self, document: Document, revision: int) -> Document:
        """A copy: what the caller changes later does not show. Raises ValueError."""
        admitted = admit(self._spec, self._tenant, document, revision)
        copy: Document = orjson.loads(as_json(admitted))
        return copy


class MemorySpanningCollection:
    """Every tenant's documents."""

    def __init__(self, store: MemoryStore, table: Table, spec: CollectionSpec) -> None:
        self._store = store
        self._table = table
        self._spec = spec

    async def find(self, where: Where, limit: int = 100, after: str | None = None) -> Page:
        query = plan_spanning(self._spec, where)
        return await self._store.do(lambda: _page(self._table, (self._spec, query, where), None, limit, after))


def _page(
    table: Table, asked: tuple[CollectionSpec, Query, Where], tenant: TenantId | None, limit: int, after: str | None
) -> Page:
    if limit < 1:
        raise ValueError("a page holds at least one document")
    spec, query, where = asked
    scope = f"{spec.name} {tenant} {query.scope}"

    def key(document: Mapping[str, Any]) -> list[tuple[bool, Any]]:
        return [_sortable(document.get(name)) for name in query.order]

    found = sorted(_matching(table.of(tenant), where), key=key, reverse=query.descending)
    if after:
        start = [_sortable(value) for value in page_start(scope, query.order, after)]
        found = [each for each in found if (key(each) < start if query.descending else key(each) > start)]
    items: list[Document] = [orjson.loads(orjson.dumps(document)) for document in found[:limit]]
    return Page(items, page_end(scope, query.order, items[-1]) if len(found) > limit else None)


def _sortable(value: Any) -> tuple[bool, Any]:
    return value is not None, 0 if value is None else value


def _matching(documents: Iterable[Document], where: Where) -> Iterator[Document]:
    return (each for each in documents if all(_holds(each.get(name), wanted) for name, wanted in where.items()))


def _holds(value: Any, condition: Condition) -> bool:
    if isinstance(condition, In):
        return any(_same(value, one) for one in condition.values)
    if isinstance(condition, Contains):
        return isinstance(value, str) and condition.text in value
    if isinstance(condition, Range):
        return _within(value, condition)
    return _same(value, condition)


def _same(value: Any, other: Any) -> bool:
    return type(value) is type(other) and bool(value == other)


def _within(value: Any, bounds: Range) -> bool:
    given = [bound for bound in (bounds.gt, bounds.gte, bounds.lt, bounds.lte) if bound is not None]
    if any(type(bound) is not type(value) for bound in given):
        return False
    return (
        (bounds.gt is None or value > bounds.gt)
        and (bounds.gte is None or value >= bounds.gte)
        and (bounds.lt is None or value < bounds.lt)
        and (bounds.lte is None or value <= bounds.lte)
    )
