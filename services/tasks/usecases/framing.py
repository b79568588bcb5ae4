"""Units, plans and groups: the frame in which work is done."""

from services.tasks.domain.authority import require_planner
from services.tasks.domain.organisation import unit as units
from services.tasks.domain.organisation.unit import NewUnit, UnitName
from services.tasks.domain.works import group as groups
from services.tasks.domain.works import plan as plans
from services.tasks.domain.works.group import NewGroup
from services.tasks.domain.works.plan import IssueWish, NewPlan
from services.tasks.ports import Committed, Records
from services.tasks.ports.frame import Frame
from services.tasks.usecases.joining import require_tenant
from shared.events import Change, GroupSnapshot, PlanSnapshot, UnitSnapshot
from shared.messaging.commands import Command
from shared.tenancy import Principal


async def register_unit(records: Records, caller: Principal, command: Command, new: NewUnit) -> Committed[UnitSnapshot]:
    """Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused."""
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    return await records.units.add(command, await unit_change(records, command, new))


async def unit_change(frame: Frame, command: Command, new: NewUnit) -> Change[UnitSnapshot]:
    """What registering the unit would do. Raises FieldRefused."""
    parent = await frame.units.get(command.tenant, new.parent) if new.parent else None
    return units.register(new, command.tenant, parent, command.recorded_at)


async def rename_unit(
    records: Records, caller: Principal, command: Command, key: str, wish: UnitName
) -> Committed[UnitSnapshot]:
    """FR-X-07. Raises NotAllowed, NotFound, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange."""
    require_planner(caller, command.tenant)
    return await records.units.change(command, key, lambda unit: units.rename(unit, wish, command.recorded_at))


async def register_plan(records: Records, caller: Principal, command: Command, new: NewPlan) -> Committed[PlanSnapshot]:
    """Raises NotAllowed, NotFound (the tenant), AlreadyRegistered, KeyReused."""
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    return await records.plans.add(command, plans.register(new, command.tenant, command.recorded_at))


async def issue_plan(
    records: Records, caller: Principal, command: Command, key: str, wish: IssueWish
) -> Committed[PlanSnapshot]:
    """From now on tasks are added to what was planned (FR-NA-01).

    Raises NotAllowed, NotFound, PlanIssuedBefore, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange.
    """
    require_planner(caller, command.tenant)
    return await records.plans.change(command, key, lambda plan: plans.issue(plan, wish, command.recorded_at))


async def register_group(
    records: Records, caller: Principal, command: Command, new: NewGroup
) -> Committed[GroupSnapshot]:
    """Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused."""
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    return await records.groups.add(command, await group_change(records, command, new))


async def group_change(frame: Frame, command: Command, new: NewGroup) -> Change[GroupSnapshot]:
    """What registering the group would do. Raises FieldRefused."""
    plan = await frame.plans.get(command.tenant, new.plan)
    return groups.register(new, command.tenant, plan, command.recorded_at)
