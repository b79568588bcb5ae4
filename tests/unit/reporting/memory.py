"""The read model in memory: it passes the same contract as the stored one (tests/component/reporting), and can stop."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence

import orjson

from services.reporting.domain.arrivals import TENANT
from services.reporting.domain.boards import Sums, add
from services.reporting.domain.folding import Document, entries_of
from services.reporting.domain.moments import Term
from services.reporting.domain.names import Entry
from services.reporting.ports import Answer, Figures, Overtaken, Standing
from shared.tenancy import AcrossTenants, TenantId

Key = tuple[TenantId, str]


class Stopped(Exception):
    """The process died before this write."""


class InMemoryReadModel:
    """Ledger and Figures over dictionaries. `writes_left` documents are written, then it stops; None: it never stops."""

    def __init__(self, writes_left: int | None = None) -> None:
        self.writes_left = writes_left
        self._rows: dict[Key, Document] = {}
        self._counters: dict[Key, Document] = {}
        self._history: dict[Key, Document] = {}
        self._names: dict[Key, Document] = {}
        self._measures: dict[Key, Document] = {}
        self._positions: dict[TenantId, int] = {}

    async def rows(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]:
        return self._many(self._rows, tenant, keys)

    async def counters(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]:
        return self._many(self._counters, tenant, keys)

    async def lists(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]:
        return self._many(self._names, tenant, keys)

    async def keep_counts(self, tenant: TenantId, history: Sequence[Document], counters: Sequence[Document]) -> None:
        for document in history:
            if (tenant, document["id"]) not in self._history:
                self._write(self._history, tenant, document)
        self._replace(self._counters, tenant, counters)

    async def keep_rows(self, tenant: TenantId, rows: Sequence[Document], lists: Sequence[Document]) -> None:
        self._replace(self._rows, tenant, rows)
        self._replace(self._names, tenant, lists)

    async def measures(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]:
        return self._many(self._measures, tenant, keys)

    async def keep_measures(self, tenant: TenantId, measures: Sequence[Document]) -> None:
        self._replace(self._measures, tenant, measures)

    async def moved_to(self, tenant: TenantId, sequence: int) -> None:
        """What the subscription does after the fold."""
        self._stop_before_write()
        self._positions[tenant] = sequence

    @property
    def generation(self) -> int:
        return 0

    async def sequence(self, tenant: TenantId) -> int:
        return self._positions.get(tenant, 0)

    async def standing(self, tenant: TenantId) -> Standing:
        return Standing(0, await self.sequence(tenant))

    async def asked(self, tenant: TenantId, ask: Callable[[Figures], Awaitable[Answer]]) -> Answer:
        return await ask(self)

    async def span(self, tenant: TenantId) -> tuple[str, str] | None:
        instants = [effect["at"] for effect in self._all(self._history, tenant)]
        return (min(instants), max(instants)) if instants else None

    async def sums(self, tenant: TenantId, terms: Iterable[Term], dimensions: Sequence[str]) -> Sums:
        sums: Sums = {}
        for term in terms:
            for counter in self._all(self._counters, tenant):
                inside = (term.after is None or counter["bucket"] > term.after) and (
                    term.upto is None or counter["bucket"] <= term.upto
                )
                if counter["level"] == term.level and counter["dimension"] in dimensions and inside:
                    add(sums, {counter["board"]: counter["cells"]}, term.sign)
        return sums

    async def effects(
        self, tenant: TenantId, after: str | None, upto: str | None, known_after: str | None = None
    ) -> Sums:
        sums: Sums = {}
        for effect in self._all(self._history, tenant):
            late = known_after is None or effect["known"] > known_after
            if (after is None or effect["at"] > after) and (upto is None or effect["at"] <= upto) and late:
                add(sums, dict(effect["change"]))
        return sums

    async def count_effects(self, tenant: TenantId, after: str, upto: str) -> int:
        return sum(after < effect["at"] <= upto for effect in self._all(self._history, tenant))

    async def focus_rows(self, tenant: TenantId, limit: int) -> list[Document]:
        rows = [row for row in self._all(self._rows, tenant) if row.get("focus_order") is not None]
        return sorted(rows, key=lambda row: (row["focus_order"], row["id"]))[:limit]

    async def child_rows(self, tenant: TenantId, parent: str, limit: int) -> list[Document]:
        rows = [row for row in self._all(self._rows, tenant) if row.get("parent") == parent]
        return sorted(rows, key=lambda row: str(row["id"]))[:limit]

    async def late_rows(self, tenant: TenantId, due_before: str, limit: int) -> list[Document]:
        rows = [row for row in self._all(self._rows, tenant) if row.get("open_due", "9") < due_before]
        return sorted(rows, key=lambda row: (row["open_due"], row["id"]))[:limit]

    async def touched(self, tenant: TenantId, after: str, known_after: str | None) -> set[str]:
        history = self._all(self._history, tenant)
        return {
            effect["entity"]
            for effect in history
            if effect["at"] > after or (known_after is not None and effect["known"] > known_after)
        }

    async def row(self, tenant: TenantId, key: str) -> Document | None:
        return self._many(self._rows, tenant, [key]).get(key)

    async def count_rows(self, tenant: TenantId, work: str) -> int:
        return sum(row["work"] == work for row in self._all(self._rows, tenant))

    async def definitions(self, tenant: TenantId, sort: str) -> list[Document]:
        found = [document for document in self._all(self._measures, tenant) if document["sort"] == sort]
        return sorted(found, key=lambda document: str(document["id"]))

    async def definition(self, tenant: TenantId, key: str) -> Document | None:
        return self._many(self._measures, tenant, [key]).get(key)

    async def values(self, tenant: TenantId, indicator: str, last_day: str | None = None) -> AsyncIterator[Document]:
        of_indicator = [value for value in self._all(self._measures, tenant) if value.get("indicator") == indicator]
        for value in sorted(of_indicator, key=lambda value: (value["last_day"], value["id"]), reverse=True):
            if last_day in {None, value["last_day"]}:
                yield value

    async def tenants(self, reason: AcrossTenants) -> Mapping[TenantId, Entry]:
        found = {}
        for (tenant, listed), document in sorted(self._names.items()):
            if listed == TENANT and tenant in entries_of(document):
                found[tenant] = entries_of(document)[tenant]
        return found

    def _many(self, where: dict[Key, Document], tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]:
        return {key: _copy(where[tenant, key]) for key in keys if (tenant, key) in where}

    def _all(self, where: dict[Key, Document], tenant: TenantId) -> list[Document]:
        return [_copy(document) for (owner, _), document in where.items() if owner == tenant]

    def _replace(self, where: dict[Key, Document], tenant: TenantId, documents: Sequence[Document]) -> None:
        lost = []
        for document in documents:
            stored = where.get((tenant, document["id"]), {"revision": 0})
            if stored["revision"] != document["revision"]:
                lost.append(document["id"])
            else:
                self._write(where, tenant, {**document, "revision": stored["revision"] + 1})
        if lost:
            raise Overtaken(", ".join(lost))

    def _write(self, where: dict[Key, Document], tenant: TenantId, document: Document) -> None:
        self._stop_before_write()
        where[tenant, document["id"]] = _copy(document)

    def _stop_before_write(self) -> None:
        if self.writes_left is not None:
            if self.writes_left == 0:
                raise Stopped
            self.writes_left -= 1


def _copy(document: Document) -> Document:
    copied: Document = orjson.loads(orjson.dumps(document))
    return copied
