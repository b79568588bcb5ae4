"""Stores that misbehave as real ones do: one that dies after some writes, and one whose operations take their time."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from shared.storage import Collection, CollectionSpec, Document, Store, StoreUnavailable
from shared.tenancy import AcrossTenants, TenantId

_WRITES = frozenset({"insert", "insert_many", "replace", "upsert_many", "delete"})
_MANY = frozenset({"insert_many", "upsert_many"})


class DyingStore:
    """Passes everything on until so many documents have been written; then every operation fails. None: it lives for ever."""

    def __init__(self, store: Store, lives: int | None = None) -> None:
        self.open, self.across, self.ping, self.close = store.open, store.across, store.ping, store.close
        self._store = store
        self.lives = lives
        self.written = 0

    def collection(self, spec: CollectionSpec, tenant: TenantId) -> Any:
        return _Operations(self._store.collection(spec, tenant), self._done)

    @property
    def dead(self) -> bool:
        return self.lives is not None and self.written >= self.lives

    async def _done(self, name: str, operation: Callable[..., Awaitable[Any]], *args: Any, **more: Any) -> Any:
        if self.dead:
            raise StoreUnavailable("the process is dead")
        if name not in _WRITES:
            return await operation(*args, **more)
        if name in _MANY:
            return await self._many(operation, args[0])
        self.written += 1
        return await operation(*args, **more)

    async def _many(self, operation: Callable[..., Awaitable[Any]], documents: Sequence[Document]) -> None:
        allowed = len(documents) if self.lives is None else min(len(documents), self.lives - self.written)
        self.written += allowed
        await operation(documents[:allowed])
        if allowed < len(documents):
            raise StoreUnavailable("the process died in the middle of a batch")


class SlowStore:
    """Each operation waits a little, at random, before and after it is done: whatever runs beside it gets its chance."""

    def __init__(self, store: Store, rnd: random.Random) -> None:
        self.open, self.ping, self.close = store.open, store.ping, store.close
        self._store = store
        self._rnd = rnd

    def collection(self, spec: CollectionSpec, tenant: TenantId) -> Any:
        return _Operations(self._store.collection(spec, tenant), self._done)

    def across(self, spec: CollectionSpec, reason: AcrossTenants) -> Any:
        return self._store.across(spec, reason)

    async def _done(self, _: str, operation: Callable[..., Awaitable[Any]], *args: Any, **more: Any) -> Any:
        await self._wait()
        done = await operation(*args, **more)
        await self._wait()
        return done

    async def _wait(self) -> None:
        for _ in range(self._rnd.choice((0, 0, 1, 3))):
            await asyncio.sleep(self._rnd.choice((0, 0, 0.0005)))


class _Operations:
    """A collection, each of whose operations is done by somebody else."""

    def __init__(self, collection: Collection, done: Callable[..., Awaitable[Any]]) -> None:
        self._collection = collection
        self._done = done

    def __getattr__(self, name: str) -> Any:
        return partial(self._done, name, getattr(self._collection, name))
