"""The port's collections over the store's lanes."""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol, TypeVar

import orjson

from shared.storage.conditions import Order, Where
from shared.storage.documents import admit, as_json, in_turns
from shared.storage.errors import AlreadyExists, StaleRevision
from shared.storage.paging import page_end, page_start
from shared.storage.planning import Query, plan_count, plan_find, plan_spanning
from shared.storage.port import Document, Page
from shared.storage.specification import CollectionSpec
from shared.storage.sqlite import queries, writes
from shared.storage.sqlite.lanes import Lane
from shared.storage.sqlite.tables import Table, quoted
from shared.tenancy import TenantId

Result = TypeVar("Result")
_CHUNK = 500
"""Documents per turn of the writer, so that a large import lets others in between."""


class Lanes(Protocol):
    """What a collection needs of its store."""

    @property
    def lookups(self) -> Lane: ...

    @property
    def searches(self) -> Lane: ...

    async def write(self, name: str, work: Callable[[sqlite3.Connection, Table], Result]) -> Result: ...


class SqliteCollection:
    """One tenant's documents of one collection."""

    def __init__(self, lanes: Lanes, spec: CollectionSpec, tenant: TenantId) -> None:
        self._lanes = lanes
        self._spec = spec
        self._tenant = tenant
        table = quoted(spec.name)
        self._get = f"SELECT _body FROM {table} WHERE tenant = ? AND id = ?"  # noqa: S608 - checked names only
        self._get_many = f"SELECT _body FROM {table} WHERE tenant = ? AND id IN (SELECT value FROM json_each(?))"  # noqa: S608 - checked names only

    async def get(self, key: str) -> Document | None:
        bodies = await self._lanes.lookups.run(lambda reader: reader.execute(self._get, (self._tenant, key)).fetchone())
        return None if bodies is None else orjson.loads(bodies[0])

    async def get_many(self, keys: Sequence[str]) -> dict[str, Document]:
        if not keys:
            return {}
        wanted = orjson.dumps(list(keys)).decode()
        rows = await self._lanes.lookups.run(
            lambda reader: reader.execute(self._get_many, (self._tenant, wanted)).fetchall()
        )
        documents: list[Document] = [orjson.loads(body) for (body,) in rows]
        return {document["id"]: document for document in documents}

    async def insert(self, document: Document) -> Document:
        draft = self._draft(document, 1)
        await self._write(partial(writes.insert_all, drafts=[draft]))
        return draft.document

    async def insert_many(self, documents: Sequence[Document]) -> None:
        drafts = [self._draft(document, 1) for document in documents]
        for start, chunk in in_turns(drafts, _CHUNK):
            try:
                await self._write(partial(writes.insert_all, drafts=chunk))
            except AlreadyExists as collision:
                raise AlreadyExists(start + collision.position) from collision

    async def replace(self, document: Document, expected_revision: int) -> Document:
        draft = self._draft(document, expected_revision + 1)
        await self._write(partial(writes.replace, draft=draft))
        return draft.document

    async def upsert_many(self, documents: Sequence[Document]) -> None:
        drafts = [self._draft(document, document.get("revision", 0) + 1) for document in documents]
        lost: list[str] = []
        for _, chunk in in_turns(drafts, _CHUNK):
            lost += await self._write(partial(writes.upsert_all, drafts=chunk))
        if lost:
            raise StaleRevision(tuple(lost))

    async def find(self, where: Where, order: Order = Order(), limit: int = 100, after: str | None = None) -> Page:
        return await found(self._lanes, self._spec, plan_find(self._spec, where, order), (self._tenant, limit, after))

    async def count(self, where: Where) -> int:
        query = plan_count(self._spec, where)
        text, values = queries.count(self._spec, query, self._tenant)
        (number,) = await self._lanes.searches.run(lambda reader: reader.execute(text, values).fetchone())
        return int(number)

    async def delete(self, key: str) -> bool:
        return await self._write(partial(writes.delete, tenant=self._tenant, key=key))

    def _draft(self, document: Document, revision: int) -> writes.Draft:
        admitted = admit(self._spec, self._tenant, document, revision)
        return writes.Draft(admitted, as_json(admitted))

    async def _write(self, work: Callable[[sqlite3.Connection, Table], Result]) -> Result:
        return await self._lanes.write(self._spec.name, work)


class SqliteSpanningCollection:
    """Every tenant's documents of one collection, read only."""

    def __init__(self, lanes: Lanes, spec: CollectionSpec) -> None:
        self._lanes = lanes
        self._spec = spec

    async def find(self, where: Where, limit: int = 100, after: str | None = None) -> Page:
        return await found(self._lanes, self._spec, plan_spanning(self._spec, where), (None, limit, after))


async def found(
    lanes: Lanes, spec: CollectionSpec, query: Query, page: tuple[TenantId | None, int, str | None]
) -> Page:
    """One page: `page` is the tenant that confines it, its length and the cursor it starts behind."""
    tenant, limit, after = page
    if limit < 1:
        raise ValueError("a page holds at least one document")
    scope = f"{spec.name} {tenant} {query.scope}"
    start = page_start(scope, query.order, after) if after else []
    if not all(query.exact.values()):
        return Page([], None)
    text, values = queries.select(spec, query, tenant, start, limit + 1)
    rows = await lanes.searches.run(lambda reader: reader.execute(text, values).fetchall())
    items: list[Document] = [orjson.loads(row[0]) for row in rows[:limit]]
    return Page(items, page_end(scope, query.order, items[-1]) if len(rows) > limit else None)
