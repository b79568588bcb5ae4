"""A journal in memory, with the troubles that a remote one has."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from services.gateway.ports import PartMissing
from shared.tenancy import TenantId
from tests.unit.gateway.events import body


class InMemoryJournal:
    """`away`: it cannot be reached. `reads` counts what it was asked for."""

    def __init__(self) -> None:
        self.lines: defaultdict[TenantId, list[bytes]] = defaultdict(list)
        self.away = False
        self.reads = 0

    def grow(self, tenant: TenantId, count: int = 1) -> int:
        for _ in range(count):
            self.lines[tenant].append(body(len(self.lines[tenant]) + 1, tenant))
        return len(self.lines[tenant])

    async def read(self, tenant: TenantId, after: int, limit: int) -> Sequence[bytes]:
        self._reach()
        return self.lines[tenant][after : after + limit]

    async def heads(self) -> Mapping[TenantId, int]:
        self._reach()
        return {tenant: len(lines) for tenant, lines in self.lines.items() if lines}

    def _reach(self) -> None:
        self.reads += 1
        if self.away:
            raise PartMissing("tasks", "unreachable")
