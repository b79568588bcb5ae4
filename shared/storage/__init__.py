"""One small port over documents, two adapters (SQLite, MongoDB) and one contract suite (tests/contract)."""

from shared.storage.conditions import Condition, Contains, In, Order, Range, Where
from shared.storage.connect import connect
from shared.storage.errors import (
    AlreadyExists,
    QueryNotIndexed,
    StaleRevision,
    StorageError,
    StoreIsNewer,
    StoreUnavailable,
)
from shared.storage.port import Collection, Document, Page, SpanningCollection, Store
from shared.storage.specification import CollectionSpec, Index

__all__ = [
    "AlreadyExists",
    "Collection",
    "CollectionSpec",
    "Condition",
    "Contains",
    "Document",
    "In",
    "Index",
    "Order",
    "Page",
    "QueryNotIndexed",
    "Range",
    "SpanningCollection",
    "StaleRevision",
    "StorageError",
    "Store",
    "StoreIsNewer",
    "StoreUnavailable",
    "Where",
    "connect",
]
