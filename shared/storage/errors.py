"""What can go wrong in a store, in words that callers act on."""


class StorageError(Exception):
    """Any failure of a store."""


class StoreUnavailable(StorageError):
    """The store did not answer, or the answer was lost: the outcome of a write is unknown, the caller may retry."""


class StoreIsNewer(StorageError):
    """The data was written by a newer version of this software; nothing was touched."""


class AlreadyExists(StorageError):
    """A unique key is taken.

    `position` is the index of the colliding document in the given sequence; those before it are stored.
    """

    def __init__(self, position: int = 0) -> None:
        super().__init__(f"document {position} collides with a stored one")
        self.position = position


class StaleRevision(StorageError):
    """Somebody else changed or removed the document since it was read. `ids` names the documents that lost."""

    def __init__(self, ids: tuple[str, ...]) -> None:
        super().__init__(", ".join(ids))
        self.ids = ids


class QueryNotIndexed(StorageError):
    """No declared index serves the query: declare one, or ask differently."""
