"""Documents of an older version get the fields that this version's queries use, so that new filters find them too.

Each collection notes which fields its documents have; a start with the same fields costs one lookup per collection.
"""

import hashlib
from collections.abc import AsyncIterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from shared.messaging.aggregates import Aggregates
from shared.messaging.outbox import PENDING
from shared.storage import CollectionSpec, Document, In, StaleRevision, Store
from shared.tenancy import AcrossTenants, TenantId
from shared.tenancy.identifiers import CENTRAL

INDEX_EDITIONS = CollectionSpec("index_editions")
_EVERYBODY = AcrossTenants("documents of every tenant get the fields that queries use")
_PAGE = 200


class Reindexing:
    """Over all collections of aggregates of one store. Safe beside writers and beside another instance of itself."""

    def __init__(self, store: Store, aggregates: Sequence[Aggregates[Any]]) -> None:
        self._store = store
        self._aggregates = aggregates
        self._editions = store.collection(INDEX_EDITIONS, CENTRAL)

    async def run(self, *, anew: bool = False) -> dict[str, int]:
        """How many documents were rewritten, by collection; `anew`: looked at although nothing changed. Raises StorageError."""
        rewritten = {}
        for aggregates in self._aggregates:
            name = aggregates.spec.name
            first = await anext(self._pages(aggregates, limit=1), None)
            if first is None:
                continue
            known, edition = await self._editions.get(name), _edition(aggregates, first[0])
            if anew or known is None or known["edition"] != edition:
                rewritten[name] = await self._rewrite(aggregates)
                await self._note({"id": name, "edition": edition, "revision": known["revision"] if known else 0})
        return rewritten

    async def _rewrite(self, aggregates: Aggregates[Any]) -> int:
        count = 0
        async for page in self._pages(aggregates, _PAGE):
            stale = [{**document, **fields} for document in page if (fields := _missing(aggregates, document))]
            for tenant, documents in groupby(stale, key=itemgetter("tenant")):
                count += await self._put(aggregates, TenantId(tenant), list(documents))
        return count

    async def _put(self, aggregates: Aggregates[Any], tenant: TenantId, documents: list[Document]) -> int:
        try:
            await self._store.collection(aggregates.spec, tenant).upsert_many(documents)
        except StaleRevision as stale:
            # Somebody changed them meanwhile, and with that wrote all fields.
            return len(documents) - len(stale.ids)
        return len(documents)

    async def _note(self, edition: Document) -> None:
        try:
            await self._editions.upsert_many([edition])
        except StaleRevision:
            # Another instance noted the same.
            return

    async def _pages(self, aggregates: Aggregates[Any], limit: int) -> AsyncIterator[list[Document]]:
        """All documents in order of tenant and id: the sweep's index is the one that every collection has."""
        after: str | None = None
        while True:
            spanning = self._store.across(aggregates.spec, _EVERYBODY)
            page = await spanning.find({PENDING: In((False, True))}, limit=limit, after=after)
            if page.items:
                yield page.items
            if (after := page.after) is None:
                return


def _edition(aggregates: Aggregates[Any], document: Document) -> str:
    """The names of all fields, those of indexes and those that are only checked."""
    names = {*aggregates.spec.fields, *aggregates.fields_of(document)}
    return hashlib.sha256(" ".join(sorted(names)).encode()).hexdigest()


def _missing(aggregates: Aggregates[Any], document: Document) -> dict[str, Any]:
    """All fields where one of them is not as it should be, else nothing."""
    fields = aggregates.fields_of(document)
    return {} if all(name in document and document[name] == value for name, value in fields.items()) else fields
