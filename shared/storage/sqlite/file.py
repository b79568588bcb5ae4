"""The file: opening it, its format version, and what its errors mean to callers."""

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from shared.storage.errors import StorageError, StoreIsNewer, StoreUnavailable
from shared.storage.specification import CollectionSpec
from shared.storage.sqlite.tables import create_table

FORMAT = 1
"""The layout that this version writes, kept in SQLite's user_version."""

_BUSY_MILLISECONDS = 10_000
_DURABLE = (
    f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA wal_autocheckpoint = 4000",
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA cache_size = -2000",
    "PRAGMA temp_store = MEMORY",
)


def prepare(path: Path, specs: Sequence[CollectionSpec]) -> None:
    """Makes the file, its tables and indexes where they are missing. Raises StoreIsNewer, StoreUnavailable."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_newer(path)
        connection = connect_writer(path)
        try:
            _create(connection, specs)
        finally:
            connection.close()
    except OSError as problem:
        raise StoreUnavailable(f"cannot keep data in {path.parent}: {problem.strerror}") from problem
    except sqlite3.Error as problem:
        raise explained(path, problem) from problem


def connect_writer(path: Path) -> sqlite3.Connection:
    """The one connection that writes. Each statement stands alone unless a transaction is begun. Raises StoreUnavailable."""
    return _connected(path, _DURABLE)


def connect_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; texts come as UTF-8 bytes, ready for the JSON parser. Raises StoreUnavailable."""
    connection = _connected(path, (*_DURABLE, "PRAGMA query_only = ON"))
    connection.text_factory = bytes
    return connection


def explained(path: Path, problem: sqlite3.Error) -> StorageError:
    """SQLite's error in the port's words, with the file and SQLite's own name of it."""
    name = getattr(problem, "sqlite_errorname", "no code")
    message = f"{path}: {problem} ({name})"
    if isinstance(problem, sqlite3.ProgrammingError) or name == "SQLITE_ERROR":
        return StorageError(message)
    return StoreUnavailable(message)


def _connected(path: Path, pragmas: Sequence[str]) -> sqlite3.Connection:
    try:
        with contextlib.ExitStack() as on_failure:
            connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512)
            on_failure.callback(connection.close)
            for pragma in pragmas:
                connection.execute(pragma)
            on_failure.pop_all()
    except sqlite3.Error as problem:
        raise explained(path, problem) from problem
    return connection


def _refuse_newer(path: Path) -> None:
    """Looks without writing: closing an ordinary connection may move the log, and opening one leaves files beside it."""
    if not path.exists():
        return
    unused = not path.with_name(f"{path.name}-wal").exists()
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro{'&immutable=1' * unused}", uri=True)
    try:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
    finally:
        connection.close()
    if found > FORMAT:
        raise StoreIsNewer(f"{path} has format {found}, this version knows {FORMAT}: start the newer version again")


def _create(connection: sqlite3.Connection, specs: Sequence[CollectionSpec]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for spec in specs:
        create_table(connection, spec)
    connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.execute("COMMIT")
