"""The checklist of essential public services, and what is stated of each of them (FR-NA-12)."""

from services.tasks.domain.authority import require_planner
from services.tasks.domain.indicators import service_checklist
from services.tasks.domain.indicators.service_checklist import DeploymentWish, NewServiceChecklist
from services.tasks.ports import Committed, Records
from services.tasks.usecases.joining import require_tenant
from shared.events.service_checklists import ServiceChecklistSnapshot
from shared.messaging.commands import Command
from shared.tenancy import Principal


async def register_checklist(
    records: Records, caller: Principal, command: Command, new: NewServiceChecklist
) -> Committed[ServiceChecklistSnapshot]:
    """FR-NA-12. Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused."""
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    change = service_checklist.register(new, command.tenant, command.recorded_at)
    return await records.service_checklists.add(command, change)


async def state_deployment(
    records: Records, caller: Principal, command: Command, key: str, wish: DeploymentWish
) -> Committed[ServiceChecklistSnapshot]:
    """FR-NA-12: by the standing agency and the Office.

    Raises NotAllowed, NotFound, FieldRefused, NothingChanges, VersionMismatch, KeyReused, ConcurrentChange.
    """
    require_planner(caller, command.tenant)
    return await records.service_checklists.change(
        command, key, lambda known: service_checklist.state(known, wish, command.recorded_at)
    )
