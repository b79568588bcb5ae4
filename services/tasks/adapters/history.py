"""What happened to a work, read from the journal."""

from services.tasks.ports import Happenings
from shared.events import CATALOGUE, ModelSnapshot, TaskSnapshot
from shared.messaging import Journal
from shared.tenancy import TenantId

# A unit or a plan may bear the id of a task: only events of tasks and models tell what happened to a work.
_OF_WORKS = frozenset(
    name
    for name, kind in CATALOGUE.items()
    if kind.payload.model_fields["after"].annotation in {TaskSnapshot, ModelSnapshot}
)


class JournalHistory:
    """Reads the journal by subject."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def of(self, tenant: TenantId, work: str, after: int, limit: int) -> Happenings:
        entries = await self._journal.by_subject(tenant, work, after, limit + 1)
        shown = entries[:limit]
        following = shown[-1].sequence if len(entries) > limit else None
        return Happenings([entry.event for entry in shown if entry.type in _OF_WORKS], following)
