"""The embedded store: one SQLite file per service, in WAL mode, written by one thread that commits callers in groups."""

from shared.storage.sqlite.store import SqliteStore

__all__ = ["SqliteStore"]
