"""Tasks and pilot models are registered; what is assigned to a class of units fans out to each of them."""

from functools import partial

from services.tasks.domain.authority import require_planner
from services.tasks.domain.works import fan_out
from services.tasks.domain.works import pilot_model as models
from services.tasks.domain.works import task as tasks
from services.tasks.domain.works.new_task import NewTask, Surroundings, opened_at
from services.tasks.domain.works.pilot_model import NewModel
from services.tasks.domain.works.work import Work
from services.tasks.ports import Committed, Records
from services.tasks.ports.frame import Frame
from services.tasks.usecases import acknowledging
from services.tasks.usecases.completing import add_missing, every
from services.tasks.usecases.joining import require_tenant
from shared.calendar import local_date
from shared.events import Change, TaskSnapshot, UnitSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered
from shared.tenancy import Principal, TenantId

_UNITS_AT_ONCE = 500


async def register_model(records: Records, caller: Principal, command: Command, new: NewModel) -> Committed[Work]:
    """Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused."""
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    lead = await records.units.get(command.tenant, new.lead_unit)
    linked = await records.works.get_many(command.tenant, list(new.linked_tasks))
    around = models.Surroundings(lead, {key for key, work in linked.items() if isinstance(work, TaskSnapshot)})
    return await records.works.add(command, models.register(new, command.tenant, around, command.recorded_at))


async def register_task(records: Records, caller: Principal, command: Command, new: NewTask) -> Committed[Work]:
    """Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused.

    Classes of units are resolved now (FR-BP-03, FR-BP-26, FR-TW-12). The answer is the parent's own: repeating the command,
    with or without its key, completes children that are missing.
    """
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    plan = await records.plans.get(command.tenant, new.plan) if new.assignee_classes else None
    if plan is not None:
        since = opened_at(new, plan, command.recorded_at)
        new = fan_out.resolved(new, await _all_units(records, command.tenant), local_date(since))
    change = await task_change(records, command, new)
    try:
        committed = await records.works.add(command, change)
    except AlreadyRegistered:
        await _complete_children(records, command, new.id)
        await acknowledging.ask_assigned(records, command, new.id)
        raise
    if new.assignees:
        await _complete_children(records, command, new.id)
    if new.directive:
        await acknowledging.ask_assigned(records, command, new.id)
    return committed


async def task_change(frame: Frame, command: Command, new: NewTask) -> Change[TaskSnapshot]:
    """What registering the task would do; classes of units are resolved already. Raises FieldRefused."""
    fan_out.require_room(new)
    around = await _surroundings(frame, command.tenant, new)
    acknowledging.require_room_for(new, around.directive)
    return tasks.register(new, command.tenant, around, command.recorded_at)


async def _all_units(records: Records, tenant: TenantId) -> list[UnitSnapshot]:
    return [unit async for unit in every(partial(records.units.page, tenant, _UNITS_AT_ONCE))]


async def _surroundings(frame: Frame, tenant: TenantId, new: NewTask) -> Surroundings:
    parent = await frame.works.get(tenant, new.parent) if new.parent else None
    return Surroundings(
        plan=await frame.plans.get(tenant, new.plan),
        group=await frame.groups.get(tenant, new.group) if new.group else None,
        parent=parent if isinstance(parent, TaskSnapshot) else None,
        directive=await frame.directives.get(tenant, new.directive) if new.directive else None,
        inspection=await frame.inspections.get(tenant, new.inspection) if new.inspection else None,
        units=await frame.units.get_many(
            tenant, [*filter(None, [new.lead_unit]), *new.coordinating_units, *new.assignees]
        ),
    )


async def _complete_children(records: Records, command: Command, key: str) -> None:
    """Whether the parent is new or was left behind by a crash: afterwards each of its units has its task."""
    parent = await records.works.get(command.tenant, key)
    if not isinstance(parent, TaskSnapshot) or not parent.assignees:
        return
    units = await records.units.get_many(command.tenant, list(parent.assignees))
    changes = fan_out.children(parent, units, command.recorded_at)
    await add_missing(records.works, command, changes)
