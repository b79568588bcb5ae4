"""The MongoDB store, over Motor. This module alone imports the driver, so that another one is one file away.

Single-document writes only, w=majority. Reads are majority reads, so that nothing is ever published that a failover
undoes. The driver retries a write once where the server supports it; after that the outcome is unknown, and callers
find out by the document's revision.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import orjson
from bson.errors import BSONError
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import IndexModel, InsertOne, ReplaceOne
from pymongo.errors import (
    BulkWriteError,
    ConnectionFailure,
    DuplicateKeyError,
    ExecutionTimeout,
    InvalidOperation,
    PyMongoError,
    WriteConcernError,
)
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from shared.storage.conditions import Order, Where
from shared.storage.documents import admit, as_json, checked_tenant, in_turns
from shared.storage.errors import AlreadyExists, StaleRevision, StorageError, StoreIsNewer, StoreUnavailable
from shared.storage.mongo_queries import behind, confined, sorting, stored_id
from shared.storage.paging import page_end, page_start
from shared.storage.planning import Query, plan_count, plan_find, plan_spanning
from shared.storage.port import Collection, Document, Page, SpanningCollection
from shared.storage.specification import PRIMARY, CollectionSpec, checked_name
from shared.tenancy import AcrossTenants, TenantId

FORMAT = 1
"""The layout that this version writes, kept in the collection `store_format`."""

_DUPLICATE_KEY = 11000
_CHUNK = 1000
_PATIENCE: dict[str, Any] = {"serverSelectionTimeoutMS": 5000, "connectTimeoutMS": 5000, "socketTimeoutMS": 20000}


class MongoStore:
    """One database. `_id` is `tenant/id`; the other fields are the document's own."""

    def __init__(self, url: str, database: str) -> None:
        self._url = url
        self._name = checked_name(database)
        self._client: Any = None

    async def open(self, specs: Sequence[CollectionSpec]) -> None:
        patience = {option: value for option, value in _PATIENCE.items() if option not in self._url}
        async with _explained():
            if self._client is None:  # an earlier try may have found the server away; the driver goes on looking
                self._client = AsyncIOMotorClient(self._url, **patience)
            await self._refuse_newer()
            await self._create_indexes(specs)

    def collection(self, spec: CollectionSpec, tenant: TenantId) -> Collection:
        return MongoCollection(self, spec, checked_tenant(tenant))

    def across(self, spec: CollectionSpec, reason: AcrossTenants) -> SpanningCollection:
        return MongoSpanningCollection(self, spec)

    async def ping(self) -> None:
        async with _explained():
            await self._database.command("ping")

    async def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def documents(self, spec: CollectionSpec) -> Any:
        """The driver's collection. Raises StoreUnavailable where the store is not open."""
        return self._database[spec.name]

    @property
    def _database(self) -> Any:
        if self._client is None:
            raise StoreUnavailable("the store is not open")
        concerns = {"write_concern": WriteConcern("majority"), "read_concern": ReadConcern("majority")}
        return self._client.get_database(self._name, **concerns)

    async def _create_indexes(self, specs: Sequence[CollectionSpec]) -> None:
        for spec in specs:
            wanted = [_index(index.columns, index.name, index.unique) for index in spec.indexes if index != PRIMARY]
            if wanted:
                await self.documents(spec).create_indexes(wanted)

    async def _refuse_newer(self) -> None:
        formats = self._database["store_format"]
        found = await formats.find_one({"_id": "format"})
        if found is None:
            try:
                await formats.insert_one({"_id": "format", "version": FORMAT})
            except DuplicateKeyError:  # another replica was first
                found = await formats.find_one({"_id": "format"})
        if found is not None and found["version"] > FORMAT:
            raise StoreIsNewer(
                f"{self._name} has format {found['version']}, this version knows {FORMAT}: start the newer version again"
            )


class MongoCollection:
    """One tenant's documents of one collection."""

    def __init__(self, store: MongoStore, spec: CollectionSpec, tenant: TenantId) -> None:
        self._store = store
        self._spec = spec
        self._tenant = tenant

    async def get(self, key: str) -> Document | None:
        async with _explained():
            found = await self._documents.find_one({"_id": stored_id(self._tenant, key)})
        return None if found is None else _as_given(found)

    async def get_many(self, keys: Sequence[str]) -> dict[str, Document]:
        ids = [stored_id(self._tenant, key) for key in keys]
        async with _explained():
            found = await self._documents.find({"_id": {"$in": ids}}).to_list(None)
        return {document["id"]: _as_given(document) for document in found}

    async def insert(self, document: Document) -> Document:
        admitted = admit(self._spec, self._tenant, document, 1)
        async with _explained():
            try:
                await self._documents.insert_one(_as_stored(admitted))
            except DuplicateKeyError as collision:
                raise AlreadyExists from collision
        return admitted

    async def insert_many(self, documents: Sequence[Document]) -> None:
        admitted = [_as_stored(admit(self._spec, self._tenant, document, 1)) for document in documents]
        async with _explained():
            for start, chunk in in_turns(admitted, _CHUNK):
                try:
                    await self._documents.insert_many(chunk)
                except BulkWriteError as failure:
                    # The index is right on every server; the count that some report beside it is not.
                    raise AlreadyExists(start + _collisions(failure)[0]) from failure

    async def replace(self, document: Document, expected_revision: int) -> Document:
        admitted = admit(self._spec, self._tenant, document, expected_revision + 1)
        async with _explained():
            try:
                done = await self._documents.replace_one(*_swap(_as_stored(admitted)))
            except DuplicateKeyError as collision:
                raise AlreadyExists from collision
        if not done.matched_count:
            raise StaleRevision((admitted["id"],))
        return admitted

    async def upsert_many(self, documents: Sequence[Document]) -> None:
        batch = uuid4().hex
        revised = (admit(self._spec, self._tenant, document, document.get("revision", 0) + 1) for document in documents)
        stored = [_as_stored(document) | {"_batch": batch} for document in revised]
        first = {document["_id"]: document for document in reversed(stored)}
        lost = [document["id"] for document in stored if first[document["_id"]] is not document]
        async with _explained():
            for _, chunk in in_turns([each for each in stored if first[each["_id"]] is each], _CHUNK):
                lost += await self._upsert(chunk)
        if lost:
            raise StaleRevision(tuple(lost))

    async def find(self, where: Where, order: Order = Order(), limit: int = 100, after: str | None = None) -> Page:
        query = plan_find(self._spec, where, order)
        return await _found(self._documents, self._spec, query, (self._tenant, limit, after))

    async def count(self, where: Where) -> int:
        query = plan_count(self._spec, where)
        async with _explained():
            return int(await self._documents.count_documents({"$and": confined(self._spec, query, self._tenant)}))

    async def delete(self, key: str) -> bool:
        async with _explained():
            done = await self._documents.delete_one({"_id": stored_id(self._tenant, key)})
        return bool(done.deleted_count)

    @property
    def _documents(self) -> Any:
        return self._store.documents(self._spec)

    async def _upsert(self, chunk: Sequence[Document]) -> list[str]:
        """The ids that lost, to a newer revision or to a unique key."""
        writes = [InsertOne(each) if each["revision"] == 1 else ReplaceOne(*_swap(each)) for each in chunk]
        collided: set[int] = set()
        try:
            done = await self._documents.bulk_write(writes, ordered=False)
            matched = done.matched_count
        except BulkWriteError as failure:
            collided = set(_collisions(failure))
            matched = failure.details["nMatched"]
        lost = [chunk[position]["id"] for position in sorted(collided)]
        swaps = [each for position, each in enumerate(chunk) if each["revision"] > 1 and position not in collided]
        return lost if matched == len(swaps) else lost + await self._losers(swaps, matched)

    async def _losers(self, swaps: Sequence[Document], matched: int) -> list[str]:
        """Which of the conditional replacements did not happen; the server tells only that `matched` of them did.

        A document that carries our batch was written by us. One that somebody has written since is unclear, and the
        number tells about all such together; where it does not, the outcome is unknown.
        """
        ids = [each["_id"] for each in swaps]
        rows = await self._documents.find({"_id": {"$in": ids}}, {"revision": 1, "_batch": 1}).to_list(None)
        now = {row["_id"]: (row["revision"], row.get("_batch")) for row in rows}
        ours = {each["_id"] for each in swaps if now.get(each["_id"]) == (each["revision"], each["_batch"])}
        since = {each["_id"] for each in swaps if now.get(each["_id"], (0, None))[0] > each["revision"]}
        if matched == len(ours) + len(since):
            ours |= since
        elif matched != len(ours):
            raise StoreUnavailable("the batch met other writers, and which of its documents were written is not known")
        return [each["id"] for each in swaps if each["_id"] not in ours]


class MongoSpanningCollection:
    """Every tenant's documents of one collection, read only."""

    def __init__(self, store: MongoStore, spec: CollectionSpec) -> None:
        self._store = store
        self._spec = spec

    async def find(self, where: Where, limit: int = 100, after: str | None = None) -> Page:
        query = plan_spanning(self._spec, where)
        return await _found(self._store.documents(self._spec), self._spec, query, (None, limit, after))


async def _found(
    documents: Any, spec: CollectionSpec, query: Query, page: tuple[TenantId | None, int, str | None]
) -> Page:
    tenant, limit, after = page
    if limit < 1:
        raise ValueError("a page holds at least one document")
    scope = f"{spec.name} {tenant} {query.scope}"
    clauses = confined(spec, query, tenant)
    if after:
        clauses.append(behind(query, tenant, page_start(scope, query.order, after)))
    async with _explained():
        cursor = documents.find({"$and": clauses} if clauses else {}).sort(sorting(query, tenant)).limit(limit + 1)
        rows = await cursor.to_list(None)
    items = [_as_given(row) for row in rows[:limit]]
    return Page(items, page_end(scope, query.order, items[-1]) if len(rows) > limit else None)


@asynccontextmanager
async def _explained() -> AsyncIterator[None]:
    """The driver's errors in the port's words."""
    try:
        yield
    except (ConnectionFailure, ExecutionTimeout, WriteConcernError, InvalidOperation) as problem:
        raise StoreUnavailable(str(problem)) from problem
    except PyMongoError as problem:
        # What follows may quote the documents, and errors are logged.
        raise StorageError(str(problem).partition(", full error: ")[0]) from None
    except (BSONError, OverflowError) as problem:
        raise ValueError(str(problem)) from problem


def _as_stored(document: Document) -> Document:
    """A copy through JSON: nothing is kept that the other adapter could not keep, and the caller's later changes do not show."""
    copy: Document = orjson.loads(as_json(document))
    return {"_id": stored_id(copy["tenant"], copy["id"]), **copy}


def _as_given(row: Document) -> Document:
    return {field: value for field, value in row.items() if field not in {"_id", "_batch"}}


def _swap(document: Document) -> tuple[Document, Document]:
    """Filter and replacement of a compare-and-swap to the document's revision."""
    return {"_id": document["_id"], "revision": document["revision"] - 1}, document


def _index(columns: Sequence[str], name: str, unique: bool) -> IndexModel:
    return IndexModel([(column, 1) for column in columns], name=name, unique=unique)


def _collisions(failure: BulkWriteError) -> list[int]:
    """Positions of the writes that met a unique key. Raises the failure where anything else went wrong."""
    errors = failure.details["writeErrors"]
    if failure.details["writeConcernErrors"]:
        raise StoreUnavailable("the write was not confirmed by a majority") from failure
    if not errors or any(error["code"] != _DUPLICATE_KEY for error in errors):
        raise failure
    return [error["index"] for error in errors]
