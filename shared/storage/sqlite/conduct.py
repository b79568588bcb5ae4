"""How a batch of works is done: each for itself when reading, all in one durable transaction when writing."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from shared.storage.errors import StoreUnavailable
from shared.storage.sqlite.file import explained
from shared.storage.sqlite.lanes import Outcome, Work
from shared.storage.sqlite.tables import Table, read_table


class Reading:
    """Does works on one snapshot, which is younger than every write that their callers have seen completed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, connection: sqlite3.Connection, works: Sequence[Work]) -> list[Outcome]:
        try:
            connection.execute("BEGIN")
            outcomes = [attempted(self._path, connection, work) for work in works]
            connection.execute("COMMIT")
        except sqlite3.Error as problem:
            rolled_back(connection)
            return [(None, explained(self._path, problem))] * len(works)
        return outcomes


class Writing:
    """Group commit: one fsync for all works of a batch. A work that fails leaves the others alone.

    Every statement of a work is atomic by itself (SQLite undoes a failed statement, not the transaction), and the
    port promises no more than that, so savepoints are not needed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tables: dict[str, Table] = {}
        self._schema = -1

    def table(self, connection: sqlite3.Connection, name: str) -> Table:
        """The table as the running transaction sees it: another process may have added columns."""
        if name not in self._tables:
            self._tables[name] = read_table(connection, name)
        return self._tables[name]

    def __call__(self, connection: sqlite3.Connection, works: Sequence[Work]) -> list[Outcome]:
        try:
            connection.execute("BEGIN IMMEDIATE")
            self._notice_migration(connection)
            outcomes = [attempted(self._path, connection, work) for work in works]
            if not connection.in_transaction:  # a full disk or an I/O error has undone the whole batch
                return [(None, _first_loss(self._path, outcomes))] * len(works)
            connection.execute("COMMIT")
        except sqlite3.Error as problem:
            rolled_back(connection)
            return [(None, explained(self._path, problem))] * len(works)
        return outcomes

    def _notice_migration(self, connection: sqlite3.Connection) -> None:
        (schema,) = connection.execute("PRAGMA schema_version").fetchone()
        if schema != self._schema:
            self._schema = schema
            self._tables.clear()


def attempted(path: Path, connection: sqlite3.Connection, work: Work) -> Outcome:
    """The result of one work, or its error; an error must reach its caller and nobody else."""
    try:
        return work(connection), None
    except sqlite3.Error as problem:
        return None, explained(path, problem)
    except Exception as problem:
        return None, problem


def rolled_back(connection: sqlite3.Connection) -> None:
    """Ends a transaction that failed, where SQLite has not done so itself."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _first_loss(path: Path, outcomes: Sequence[Outcome]) -> Exception:
    losses = (problem for _, problem in outcomes if isinstance(problem, StoreUnavailable))
    return next(losses, StoreUnavailable(f"{path}: the transaction was undone"))
