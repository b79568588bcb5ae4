"""Units, plans and groups: the frame in which work is done."""

from services.tasks.domain import group as groups
from services.tasks.domain import plan as plans
from services.tasks.domain import unit as units
from services.tasks.domain.authority import require_planner
from services.tasks.domain.group import NewGroup
from services.tasks.domain.plan import NewPlan
from services.tasks.domain.unit import NewUnit
from services.tasks.ports import Committed, Records
from services.tasks.usecases.joining import require_tenant
from shared.events import GroupSnapshot, PlanSnapshot, UnitSnapshot
from shared.messaging.commands import Command
from shared.tenancy import Principal


async def register_unit(records: Records, caller: Principal, command: Command, new: NewUnit) -> Committed[UnitSnapshot]:
    """Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused."""
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    parent = await records.units.get(command.tenant, new.parent) if new.parent else None
    return await records.units.add(command, units.register(new, command.tenant, parent, command.recorded_at))


async def register_plan(records: Records, caller: Principal, command: Command, new: NewPlan) -> Committed[PlanSnapshot]:
    """Raises NotAllowed, NotFound (the tenant), AlreadyRegistered, KeyReused."""
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    return await records.plans.add(command, plans.register(new, command.tenant, command.recorded_at))


async def register_group(
    records: Records, caller: Principal, command: Command, new: NewGroup
) -> Committed[GroupSnapshot]:
    """Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused."""
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    plan = await records.plans.get(command.tenant, new.plan)
    return await records.groups.add(command, groups.register(new, command.tenant, plan, command.recorded_at))
