"""The journal of tasks over its internal endpoint."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from services.gateway.ports import PartMissing
from shared.messaging import JournalSource, SourceUnavailable
from shared.tenancy import TenantId


class RemoteJournal:
    """Says of every failure that tasks is the part that is missing."""

    def __init__(self, source: JournalSource) -> None:
        self._source = source

    async def read(self, tenant: TenantId, after: int, limit: int) -> Sequence[bytes]:
        with _blaming_tasks():
            return await self._source.read(tenant, after, limit)

    async def heads(self) -> Mapping[TenantId, int]:
        with _blaming_tasks():
            return await self._source.heads()


@contextmanager
def _blaming_tasks() -> Iterator[None]:
    try:
        yield
    except SourceUnavailable as problem:
        raise PartMissing("tasks", "unreachable") from problem
    except (KeyError, ValueError) as problem:
        raise PartMissing("tasks", "malformed") from problem
