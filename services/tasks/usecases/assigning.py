"""Tasks and pilot models are registered; what is assigned to a class of units fans out to each of them."""

import asyncio
import dataclasses

from services.tasks.domain import fan_out
from services.tasks.domain import pilot_model as models
from services.tasks.domain import task as tasks
from services.tasks.domain.authority import require_planner
from services.tasks.domain.pilot_model import NewModel
from services.tasks.domain.task import NewTask
from services.tasks.domain.work import Work
from services.tasks.ports import Committed, Records
from services.tasks.usecases.joining import require_tenant
from shared.events import TaskSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered
from shared.tenancy import Principal, TenantId

_AT_ONCE = 50


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

    The answer is the parent's own: repeating the command, with or without its key, completes children that are missing.
    """
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    fan_out.require_room(new)
    around = await _surroundings(records, command.tenant, new)
    try:
        committed = await records.works.add(command, tasks.register(new, command.tenant, around, command.recorded_at))
    except AlreadyRegistered:
        await _complete_children(records, command, new.id)
        raise
    if new.assignees:
        await _complete_children(records, command, new.id)
    return committed


async def _surroundings(records: Records, tenant: TenantId, new: NewTask) -> tasks.Surroundings:
    parent = await records.works.get(tenant, new.parent) if new.parent else None
    return tasks.Surroundings(
        plan=await records.plans.get(tenant, new.plan),
        group=await records.groups.get(tenant, new.group) if new.group else None,
        parent=parent if isinstance(parent, TaskSnapshot) else None,
        units=await records.units.get_many(
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
    present = await records.works.get_many(command.tenant, [change.state.id for change in changes])
    missing = [change for change in changes if change.state.id not in present]
    own = dataclasses.replace(command, key=None, fingerprint=None, expected_version=None)
    for some in (missing[start : start + _AT_ONCE] for start in range(0, len(missing), _AT_ONCE)):
        outcomes = await asyncio.gather(*(_add_child(records, own, change) for change in some), return_exceptions=True)
        for failure in filter(None, outcomes):
            raise failure


async def _add_child(records: Records, command: Command, change: fan_out.Child) -> None:
    try:
        await records.works.add(command, change)
    except AlreadyRegistered:
        # The same command runs twice at once: the other one was faster with this child.
        return
