"""The port. A document is JSON-like: strings, integers, booleans, null, lists and mappings; instants are wire text.

The store owns two top-level fields: `id` (text, unique within tenant and collection) and `revision`
(integer ≥ 1, moved by every write: the compare-and-swap token). `tenant` is written by the collection itself.
Documents that a store could not keep (no id, no JSON, another tenant's) are a ValueError before anything is written.
Every operation may raise StoreUnavailable; after it, the outcome of a write is unknown, and the revision tells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from shared.storage.conditions import Order, Where
from shared.storage.specification import CollectionSpec
from shared.tenancy import AcrossTenants, TenantId

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """`after` continues the same query behind the last item (an opaque, URL-safe text), None where there is no more."""

    items: list[Document]
    after: str | None


class Collection(Protocol):
    """One tenant's documents of one collection: every operation is confined to that tenant."""

    async def get(self, key: str) -> Document | None: ...

    async def get_many(self, keys: Sequence[str]) -> dict[str, Document]:
        """Those that exist, by id."""
        ...

    async def insert(self, document: Document) -> Document:
        """Stored with revision 1. Raises AlreadyExists (id or a unique index)."""
        ...

    async def insert_many(self, documents: Sequence[Document]) -> None:
        """In order; stops at the first collision with AlreadyExists(position).

        Those before it are stored, those after it are not.
        """
        ...

    async def replace(self, document: Document, expected_revision: int) -> Document:
        """Stored with expected_revision + 1. Raises StaleRevision, AlreadyExists (a unique index)."""
        ...

    async def upsert_many(self, documents: Sequence[Document]) -> None:
        """Writes each document if the store still holds its `revision` (0 or absent: if the store holds none).

        Each write is atomic, the batch is not. Raises StaleRevision naming all that lost, to another writer or to a
        unique index; the others are written.
        """
        ...

    async def find(self, where: Where, order: Order = Order(), limit: int = 100, after: str | None = None) -> Page:
        """A declared index must lead with equality or In fields of `where`, then have the order's field or a range field.

        At least one equality, In or range condition, where there are any, must be served by that index; further ones are
        residual: allowed, checked in the store. The primary index (id) is always there. Lists are no values: a condition
        on a field that holds one is never met. Raises QueryNotIndexed, ValueError (a bad `after`, a malformed condition).
        """
        ...

    async def count(self, where: Where) -> int:
        """How many `find` would yield in all. Raises QueryNotIndexed, ValueError."""
        ...

    async def delete(self, key: str) -> bool:
        """True where a document was removed."""
        ...


class SpanningCollection(Protocol):
    """Documents of every tenant, for sweeps and central reads; each document carries its `tenant`. Read only."""

    async def find(self, where: Where, limit: int = 100, after: str | None = None) -> Page:
        """Ordered by tenant, then id; the same rule for indexes, whose tenant field is not bound."""
        ...


class Store(Protocol):
    """One database of one service."""

    async def open(self, specs: Sequence[CollectionSpec]) -> None:
        """Creates what is missing, indexes over stored documents too. Raises StoreIsNewer, StoreUnavailable."""
        ...

    def collection(self, spec: CollectionSpec, tenant: TenantId) -> Collection: ...

    def across(self, spec: CollectionSpec, reason: AcrossTenants) -> SpanningCollection: ...

    async def ping(self) -> None:
        """A round trip. Raises StoreUnavailable."""
        ...

    async def close(self) -> None: ...
