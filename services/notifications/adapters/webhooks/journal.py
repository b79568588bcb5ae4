"""The journal of the tasks service, for those who send from it."""

from services.notifications.ports.delivering import JournalAway
from shared.messaging import JournalSource, SourceUnavailable
from shared.tenancy import TenantId


class RemoteJournal:
    def __init__(self, source: JournalSource) -> None:
        self._source = source

    async def read(self, tenant: TenantId, after: int, limit: int) -> list[bytes]:
        try:
            return await self._source.read(tenant, after, limit)
        except SourceUnavailable as problem:
            raise JournalAway(str(problem)) from problem

    async def heads(self) -> dict[TenantId, int]:
        try:
            return await self._source.heads()
        except SourceUnavailable as problem:
            raise JournalAway(str(problem)) from problem
