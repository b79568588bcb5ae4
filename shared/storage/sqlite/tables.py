"""Tables and their indexes.

The file itself says which fields are kept in columns, so an older version, which declares fewer, keeps them right.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shared.storage.specification import OWNED, PRIMARY, CollectionSpec, Index
from shared.storage.sqlite.values import SQL_NOTHING, Column, from_body, to_column

_FIXED = ("tenant", "id", "revision", "_body")


@dataclass(frozen=True)
class Table:
    """One collection: fixed columns, and one untyped column for each declared field."""

    name: str
    fields: tuple[str, ...]

    def values(self, document: Mapping[str, Any]) -> list[Column]:
        return [to_column(document.get(field)) for field in self.fields]

    @cached_property
    def insert(self) -> str:
        """Parameters: tenant, id, revision, body, then the fields' values."""
        columns = ", ".join(quoted(name) for name in (*_FIXED, *self.fields))
        # A body bound as bytes saves one copy; the cast makes it the text that SQLite's JSON functions read.
        places = ", ".join(["?, ?, ?, CAST(? AS TEXT)", *("?" for _ in self.fields)])
        return f"INSERT INTO {quoted(self.name)} ({columns}) VALUES ({places})"  # noqa: S608 - checked names only

    @cached_property
    def current(self) -> str:
        """Parameters: tenant, id. Yields the row's number, its revision and the fields' values."""
        columns = ", ".join(quoted(name) for name in ("_rowid_", "revision", *self.fields))
        return f"SELECT {columns} FROM {quoted(self.name)} WHERE tenant = ? AND id = ?"  # noqa: S608 - checked names only

    def update(self, changed: tuple[str, ...]) -> str:
        """Parameters: revision, body, values of the changed fields, the row's number.

        SQLite rewrites an index for every column that is set, changed or not, and most changes touch few of them:
        setting only those that differ doubles the rate of replacements (benchmarks/storage.py).
        """
        if changed not in self._updates:
            settings = ["revision = ?", "_body = CAST(? AS TEXT)", *(f"{quoted(field)} = ?" for field in changed)]
            text = f"UPDATE {quoted(self.name)} SET {', '.join(settings)} WHERE _rowid_ = ?"  # noqa: S608 - checked names only
            self._updates[changed] = text
        return self._updates[changed]

    @cached_property
    def _updates(self) -> dict[tuple[str, ...], str]:
        return {}


def quoted(name: str) -> str:
    """A checked name as an SQL identifier."""
    return f'"{name}"'


def index_name(table: str, index: Index) -> str:
    """Index names are shared by all tables of a file. Listing everything is what the primary index does already."""
    if index.columns == PRIMARY.columns:
        return f"{table}.primary"
    return f"{table}.{index.name}"


def create_table(connection: sqlite3.Connection, spec: CollectionSpec) -> None:
    """Creates what is missing, inside the caller's transaction.

    Indexes that are declared no more stay until a person drops them: an older version may still need them.
    """
    name = quoted(spec.name)
    fields = "".join(f"{_column(field)}, " for field in spec.fields)
    # The body comes last: where it is long, what follows it lies on other pages.
    columns = f"tenant TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, {fields}_body TEXT NOT NULL"
    connection.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")
    _create_index(connection, f"{spec.name}.primary", spec.name, ("tenant", "id"), unique=True)
    known = {*read_table(connection, spec.name).fields, *OWNED}
    for field in spec.fields:
        if field not in known:
            connection.execute(f"ALTER TABLE {name} ADD COLUMN {_column(field)}")
            connection.execute(f"UPDATE {name} SET {quoted(field)} = {from_body(field)}")  # noqa: S608 - checked names only
    for index in spec.indexes:
        _create_index(connection, index_name(spec.name, index), spec.name, index.columns, unique=index.unique)


def _column(field: str) -> str:
    return f"{quoted(field)} NOT NULL DEFAULT {SQL_NOTHING}"


def _create_index(
    connection: sqlite3.Connection, name: str, table: str, columns: Sequence[str], *, unique: bool
) -> None:
    kind = "UNIQUE INDEX" if unique else "INDEX"
    listed = ", ".join(map(quoted, columns))
    connection.execute(f"CREATE {kind} IF NOT EXISTS {quoted(name)} ON {quoted(table)} ({listed})")


def read_table(connection: sqlite3.Connection, name: str) -> Table:
    """The table as it is in the file now."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({quoted(name)})")]
    return Table(name, tuple(column for column in columns if column not in _FIXED))
