"""Writes down each shape of a statement that a process sends to its store, and whether it names a tenant (I20)."""

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

from tests.chaos.points.hooks import Alteration
from tests.chaos.points.switches import Switches

FOLDER = "statements"
"""Beside the folder of the switches: one file per service."""

_MOST = 2_000
_SORTS = ("SELECT", "INSERT", "UPDATE", "DELETE")
_TABLE = re.compile(r'(?:FROM|INTO|UPDATE) "(\w+)"')
_BY_TENANT = re.compile(r'"?tenant"? = \?')
_PLACES = re.compile(r"\?(?:, \?)+")


def alterations(switches: Switches) -> list[Alteration]:
    log = Log(switches.service, switches.folder.parent / FOLDER)

    def on_sqlite(_: ModuleType) -> None:
        _Connection.log = log
        sqlite3.connect = partial(sqlite3.connect, factory=_Connection)  # type: ignore[assignment]

    def on_mongo(_: ModuleType) -> None:
        from pymongo import monitoring  # noqa: PLC0415 - only where that driver is used

        monitoring.register(listener(log))

    return [Alteration("shared.storage.sqlite", "", on_sqlite), Alteration("shared.storage.mongo", "", on_mongo)]


class Log:
    """Each shape once per process; a line is one write, so processes may share the file."""

    def __init__(self, service: str, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._service = service
        self._path = folder / f"{service}.jsonl"
        self._seen: set[str] = set()

    def note(self, collection: str, text: str, *, bound: bool) -> None:
        if text in self._seen or len(self._seen) >= _MOST:
            return
        record = {"service": self._service, "collection": collection, "text": text, "bound": bound}
        with suppress(OSError), self._path.open("ab") as file:  # the disk may be full; it is noted the next time
            file.write(json.dumps(record).encode() + b"\n")
            self._seen.add(text)


class _Connection(sqlite3.Connection):
    """Sees statements before their values are in them."""

    log: ClassVar[Log]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known: set[str] = set()

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        self._look(sql)
        return super().execute(sql, *values)

    def executemany(self, sql: str, values: Iterable[Any]) -> sqlite3.Cursor:
        self._look(sql)
        return super().executemany(sql, values)

    def _look(self, sql: str) -> None:
        if sql in self._known:
            return
        if len(self._known) < _MOST:
            self._known.add(sql)
        found = _TABLE.search(sql)
        if found and sql.startswith(_SORTS) and "sqlite_" not in found[1]:
            self.log.note(found[1], _PLACES.sub("?, …", sql), bound=is_bound(sql))


def is_bound(sql: str) -> bool:
    """A row to update has been found by its tenant before; each branch of a union has to name the tenant itself."""
    if sql.startswith("INSERT"):
        return "tenant" in sql.partition("VALUES")[0]
    if sql.startswith("UPDATE"):
        return sql.endswith("WHERE _rowid_ = ?") or _BY_TENANT.search(sql) is not None
    return all(_BY_TENANT.search(branch) for branch in sql.split(" UNION ALL "))


def listener(log: Log) -> Any:
    """Of every command that the MongoDB driver sends."""
    from pymongo.monitoring import CommandListener  # noqa: PLC0415 - only where that driver is used

    class Listener(CommandListener):
        def started(self, event: Any) -> None:
            for collection, shape, bound in shapes(event.command_name, event.command):
                log.note(collection, shape, bound=bound)

        def succeeded(self, event: Any) -> None: ...

        def failed(self, event: Any) -> None: ...

    return Listener()


def shapes(name: str, command: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    """Collection, shape and whether it names a tenant, of each question or write in a command; administration has none."""
    collection = str(command.get(name))
    match name:
        case "find" | "count":
            wheres: Sequence[Mapping[str, Any]] = [command.get("filter") or command.get("query") or {}]
        case "aggregate":
            wheres = [step.get("$match", {}) for step in command["pipeline"][:1]]
        case "update":
            wheres = [update["q"] for update in command["updates"]]
        case "delete":
            wheres = [removal["q"] for removal in command["deletes"]]
        case "insert":
            wheres = list(command["documents"])
        case _:
            return []
    if collection == "store_format":
        return []
    return [(collection, f"{name} {sorted(set(_fields(where)))}"[:300], _names_a_tenant(where)) for where in wheres]


def _fields(where: Mapping[str, Any]) -> list[str]:
    inner = [field for name in ("$and", "$or") for clause in where.get(name, ()) for field in _fields(clause)]
    return [*(name for name in where if not name.startswith("$")), *inner]


def _names_a_tenant(where: Mapping[str, Any]) -> bool:
    """By its field, or by the id, which begins with it."""
    if any(_names_a_tenant(clause) for clause in where.get("$and", ())):
        return True
    identifier = where.get("_id")
    several = identifier.get("$in", [identifier.get("$gte")]) if isinstance(identifier, Mapping) else [identifier]
    return isinstance(where.get("tenant"), str) or bool(several and all("/" in str(each) for each in several))
