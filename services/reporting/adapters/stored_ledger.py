"""The read model in the store, as the fold writes it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Sequence

from services.reporting.adapters.specifications import COUNTERS, HISTORY, MEASURES, NAMES, ROWS
from services.reporting.domain.folding import Document
from services.reporting.ports import Overtaken
from shared.storage import Collection, CollectionSpec, StaleRevision, StorageError, Store
from shared.tenancy import TenantId


class StoredOvertaken(Overtaken, StorageError):
    """Whoever does not fold again sees a failure of the store, which is tried again later."""


class StoredLedger:
    """A Ledger on a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def rows(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]:
        return await self._of(ROWS, tenant).get_many(keys)

    async def counters(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]:
        return await self._of(COUNTERS, tenant).get_many(keys)

    async def lists(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]:
        return await self._of(NAMES, tenant).get_many(keys)

    async def keep_counts(self, tenant: TenantId, history: Sequence[Document], counters: Sequence[Document]) -> None:
        """Both at once: the store commits what arrives together in one durable write where it can."""
        await _together(
            _written_once(self._of(HISTORY, tenant), history), _replaced(self._of(COUNTERS, tenant), counters)
        )

    async def keep_rows(self, tenant: TenantId, rows: Sequence[Document], lists: Sequence[Document]) -> None:
        await _together(_replaced(self._of(ROWS, tenant), rows), _replaced(self._of(NAMES, tenant), lists))

    async def measures(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]:
        return await self._of(MEASURES, tenant).get_many(keys)

    async def keep_measures(self, tenant: TenantId, measures: Sequence[Document]) -> None:
        await _replaced(self._of(MEASURES, tenant), measures)

    def _of(self, spec: CollectionSpec, tenant: TenantId) -> Collection:
        return self._store.collection(spec, tenant)


async def _together(*writes: Awaitable[None]) -> None:
    """A plain gather that is cancelled while one of its parts fails tells of the failure and forgets the cancellation."""
    for outcome in await asyncio.gather(*writes, return_exceptions=True):
        if outcome is not None:
            raise outcome


async def _written_once(collection: Collection, documents: Sequence[Document]) -> None:
    """An effect is the same whenever it is worked out again, so one that is there is left alone."""
    if documents:
        with contextlib.suppress(StaleRevision):
            await collection.upsert_many(documents)


async def _replaced(collection: Collection, documents: Sequence[Document]) -> None:
    if not documents:
        return
    try:
        await collection.upsert_many(documents)
    except StaleRevision as overtaken:
        raise StoredOvertaken(str(overtaken)) from overtaken
