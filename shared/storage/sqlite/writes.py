"""Writes as they are done on the writer's thread, inside the transaction of a batch."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from shared.storage.errors import AlreadyExists, StaleRevision
from shared.storage.port import Document
from shared.storage.sqlite.tables import Table


@dataclass(frozen=True, slots=True)
class Draft:
    """An admitted document and its JSON text, made before it is queued: later changes of the caller's dict do not show."""

    document: Document
    body: bytes

    @property
    def id(self) -> str:
        key: str = self.document["id"]
        return key


def insert_all(connection: sqlite3.Connection, table: Table, drafts: Sequence[Draft]) -> None:
    """In order, up to the first collision. Raises AlreadyExists with its position."""
    before = connection.total_changes
    try:
        connection.executemany(table.insert, [_row(table, draft) for draft in drafts])
    except sqlite3.IntegrityError as problem:
        raise AlreadyExists(connection.total_changes - before) from problem


def replace(connection: sqlite3.Connection, table: Table, draft: Draft) -> None:
    """The draft carries the revision that it makes. Raises StaleRevision, AlreadyExists (a unique index)."""
    document = draft.document
    revision = document["revision"]
    stored = connection.execute(table.current, (document["tenant"], draft.id)).fetchone()
    if stored is None or stored[1] != revision - 1:
        raise StaleRevision((draft.id,))
    pairs = zip(table.fields, stored[2:], table.values(document), strict=True)
    changed = {field: new for field, old, new in pairs if new != old}
    try:
        connection.execute(table.update(tuple(changed)), (revision, draft.body, *changed.values(), stored[0]))
    except sqlite3.IntegrityError as problem:
        raise AlreadyExists from problem


def upsert_all(connection: sqlite3.Connection, table: Table, drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Each by itself; returns the ids that lost, to a newer revision or to a unique key."""
    lost: list[str] = []
    for draft in drafts:
        try:
            if draft.document["revision"] == 1:
                connection.execute(table.insert, _row(table, draft))
            else:
                replace(connection, table, draft)
        except (StaleRevision, AlreadyExists, sqlite3.IntegrityError):
            lost.append(draft.id)
    return tuple(lost)


def delete(connection: sqlite3.Connection, table: Table, tenant: str, key: str) -> bool:
    """True where a document was removed."""
    statement = f'DELETE FROM "{table.name}" WHERE tenant = ? AND id = ?'  # noqa: S608 - checked names only
    return connection.execute(statement, (tenant, key)).rowcount == 1


def _row(table: Table, draft: Draft) -> tuple[object, ...]:
    document = draft.document
    return (document["tenant"], draft.id, document["revision"], draft.body, *table.values(document))
