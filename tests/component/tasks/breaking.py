"""A store that goes away at a chosen write, as a killed process or a lost connection does."""

from collections.abc import Callable, Sequence
from typing import Any

from shared.storage import Collection, CollectionSpec, SpanningCollection, Store, StoreUnavailable
from shared.tenancy import AcrossTenants, TenantId

_WRITES = {"insert", "insert_many", "replace", "upsert_many", "delete"}
Wanted = Callable[[str, str], bool]


class BreakableStore:
    """Everything is the real store's; after `break_at`, the matching write and all later ones fail before they happen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._wanted: Wanted | None = None
        self._left = 0

    def break_at(self, wanted: Wanted, nth: int = 0) -> None:
        """`wanted` is asked with the collection's name and the operation; counting starts at 0."""
        self._wanted, self._left = wanted, nth

    @property
    def broken(self) -> bool:
        return self._wanted is not None and self._left < 0

    def refuse(self, collection: str, operation: str) -> None:
        if self._wanted is None or not self._wanted(collection, operation):
            return
        self._left -= 1
        if self.broken:
            raise StoreUnavailable("the store went away")

    async def open(self, specs: Sequence[CollectionSpec]) -> None:
        await self._store.open(specs)

    def collection(self, spec: CollectionSpec, tenant: TenantId) -> Collection:
        return _BreakableCollection(self, spec.name, self._store.collection(spec, tenant))

    def across(self, spec: CollectionSpec, reason: AcrossTenants) -> SpanningCollection:
        return self._store.across(spec, reason)

    async def ping(self) -> None:
        await self._store.ping()

    async def close(self) -> None:
        await self._store.close()


class _BreakableCollection:
    def __init__(self, store: BreakableStore, name: str, collection: Collection) -> None:
        self._store = store
        self._name = name
        self._collection = collection

    def __getattr__(self, operation: str) -> Any:
        act = getattr(self._collection, operation)
        if operation not in _WRITES:
            return act

        async def guarded(*args: Any, **named: Any) -> Any:
            self._store.refuse(self._name, operation)
            return await act(*args, **named)

        return guarded
