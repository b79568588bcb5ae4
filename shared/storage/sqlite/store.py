"""The store: one file, one lane of writes, one of lookups by id, one of searches."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from shared.storage.documents import checked_tenant
from shared.storage.errors import StoreUnavailable
from shared.storage.port import Collection, SpanningCollection
from shared.storage.specification import CollectionSpec, checked_name
from shared.storage.sqlite.collection import SqliteCollection, SqliteSpanningCollection
from shared.storage.sqlite.conduct import Reading, Writing
from shared.storage.sqlite.file import connect_reader, connect_writer, prepare
from shared.storage.sqlite.lanes import Lane
from shared.storage.sqlite.tables import Table
from shared.tenancy import AcrossTenants, TenantId

Result = TypeVar("Result")
_SEARCHERS = 2
_LOOKUPS_AT_ONCE = 64
_WRITES_AT_ONCE = 256


class SqliteStore:
    """`DIR/<database>.db`. Durable against a killed process and a lost machine's memory: WAL with synchronous=FULL."""

    def __init__(self, directory: str | Path, database: str) -> None:
        self._path = Path(directory).absolute() / f"{checked_name(database)}.db"
        self._writing = Writing(self._path)
        self._lanes: list[Lane] = []

    async def open(self, specs: Sequence[CollectionSpec]) -> None:
        writer, *readers = await asyncio.to_thread(self._connections, specs)
        reading = Reading(self._path)
        name = f"store-{self._path.stem}"
        self._lanes = [
            Lane(f"{name}-writer", [writer], self._writing, _WRITES_AT_ONCE),
            Lane(f"{name}-lookups", readers[:1], reading, _LOOKUPS_AT_ONCE),
            Lane(f"{name}-searches", readers[1:], reading, 1),
        ]

    def _connections(self, specs: Sequence[CollectionSpec]) -> list[sqlite3.Connection]:
        prepare(self._path, specs)
        with contextlib.ExitStack() as opened:
            connections = [
                opened.enter_context(contextlib.closing(connect(self._path)))
                for connect in (connect_writer, *[connect_reader] * (1 + _SEARCHERS))
            ]
            opened.pop_all()
        return connections

    def collection(self, spec: CollectionSpec, tenant: TenantId) -> Collection:
        return SqliteCollection(self, spec, checked_tenant(tenant))

    def across(self, spec: CollectionSpec, reason: AcrossTenants) -> SpanningCollection:
        return SqliteSpanningCollection(self, spec)

    async def ping(self) -> None:
        """A round trip through the writer, which every change needs."""
        await self._lane(0).run(lambda writer: writer.execute("PRAGMA user_version").fetchone())

    async def close(self) -> None:
        for lane in self._lanes:
            await lane.close()

    async def write(self, name: str, work: Callable[[sqlite3.Connection, Table], Result]) -> Result:
        """Does the work in the writer's next transaction; returns when it is on disk."""
        return await self._lane(0).run(lambda writer: work(writer, self._writing.table(writer, name)))

    @property
    def lookups(self) -> Lane:
        return self._lane(1)

    @property
    def searches(self) -> Lane:
        return self._lane(2)

    def _lane(self, number: int) -> Lane:
        if not self._lanes:
            raise StoreUnavailable("the store is not open")
        return self._lanes[number]
