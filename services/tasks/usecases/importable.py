"""What can be imported: for each sort its sheet, and the public command that every row goes through."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.tasks.domain.authority import require_planner, require_reporter
from services.tasks.domain.imports.import_job import SortName
from services.tasks.domain.imports.indicator_value_layout import INDICATOR_VALUES, ListedValue, value_of
from services.tasks.domain.imports.layout import Layout
from services.tasks.domain.imports.plan_layout import PLANS, RECORD, new_plan_or_group
from services.tasks.domain.imports.rows import Row
from services.tasks.domain.imports.task_layout import TASKS
from services.tasks.domain.imports.unit_layout import UNITS
from services.tasks.domain.organisation.unit import NewUnit
from services.tasks.domain.works import plan as plans
from services.tasks.domain.works.group import NewGroup
from services.tasks.domain.works.new_task import NewTask
from services.tasks.domain.works.plan import NewPlan
from services.tasks.ports import Records
from services.tasks.ports.frame import Lookup
from services.tasks.usecases import assigning, framing, listed_values
from services.tasks.usecases.file_frame import FileFrame
from shared.messaging.commands import Command
from shared.tenancy import Principal, TenantId

Identify = Callable[[Row], str]


def _own_id(row: Row) -> str:
    return row.id


def _by_planners(caller: Principal, tenant: TenantId, _: str | None) -> None:
    require_planner(caller, tenant)


async def _whoever_imports(_: FileFrame, __: Principal, ___: Command, ____: Any) -> None:
    """Who may bring such a file in may give the command of each of its rows."""


@dataclass(frozen=True, slots=True)
class Importable:
    """`needs` are the fields that name things of the same sheet by their id; `known` is what is registered already, by number
    of row; `preview` does in the frame what `register` does for good.

    `identify` is what a row is about, empty where it does not say: a file has it once. `bring` lets in who may bring such a
    file, and come back to one that somebody of that unit brought; `permit` lets pass who may give the command of a row.
    `read` raises ValidationError, `preview` and `register` what the command raises, `bring` and `permit` NotAllowed or what the
    command raises for want of rights.
    """

    layout: Layout
    needs: tuple[str, ...]
    read: Callable[[Mapping[str, Any]], Any]
    known: Callable[[Records, TenantId, Sequence[Row]], Awaitable[Mapping[int, Any]]]
    preview: Callable[[FileFrame, Command, Any], Awaitable[None]]
    register: Callable[[Records, Principal, Command, Any], Awaitable[object]]
    identify: Identify = _own_id
    bring: Callable[[Principal, TenantId, str | None], None] = _by_planners
    permit: Callable[[FileFrame, Principal, Command, Any], Awaitable[None]] = _whoever_imports


async def _known_units(records: Records, tenant: TenantId, rows: Sequence[Row]) -> Mapping[int, Any]:
    return await _known(records.units, tenant, rows)


async def _preview_unit(frame: FileFrame, command: Command, new: NewUnit) -> None:
    change = await framing.unit_change(frame, command, new)
    frame.units.put(change.state.id, change.state)


async def _known_plans(records: Records, tenant: TenantId, rows: Sequence[Row]) -> Mapping[int, Any]:
    groups = [row for row in rows if RECORD.read(row.cells.get("record")) == "group"]
    of_plans = [row for row in rows if row not in groups]
    return {**await _known(records.plans, tenant, of_plans), **await _known(records.groups, tenant, groups)}


async def _preview_plan(frame: FileFrame, command: Command, new: NewPlan | NewGroup) -> None:
    if isinstance(new, NewGroup):
        group = await framing.group_change(frame, command, new)
        frame.groups.put(new.id, group.state)
    else:
        frame.plans.put(new.id, plans.register(new, command.tenant, command.recorded_at).state)


async def _register_plan(records: Records, caller: Principal, command: Command, new: NewPlan | NewGroup) -> object:
    if isinstance(new, NewGroup):
        return await framing.register_group(records, caller, command, new)
    return await framing.register_plan(records, caller, command, new)


async def _known_tasks(records: Records, tenant: TenantId, rows: Sequence[Row]) -> Mapping[int, Any]:
    return await _known(records.works, tenant, rows)


async def _preview_task(frame: FileFrame, command: Command, new: NewTask) -> None:
    change = await assigning.task_change(frame, command, new)
    frame.works.put(change.state.id, change.state)


async def _known_values(records: Records, tenant: TenantId, rows: Sequence[Row]) -> Mapping[int, Any]:
    return await _known(records.indicator_values, tenant, rows, value_of)


async def _known(
    kept: Lookup[object], tenant: TenantId, rows: Sequence[Row], identify: Identify = _own_id
) -> Mapping[int, Any]:
    named = {row.number: identify(row) for row in rows}
    found = await kept.get_many(tenant, [name for name in named.values() if name])
    return {number: found[name] for number, name in named.items() if name in found}


IMPORTABLE: Mapping[SortName, Importable] = {
    "units": Importable(UNITS, ("parent",), NewUnit.model_validate, _known_units, _preview_unit, framing.register_unit),
    "plans": Importable(PLANS, ("plan",), new_plan_or_group, _known_plans, _preview_plan, _register_plan),
    "tasks": Importable(
        TASKS, ("parent",), NewTask.model_validate, _known_tasks, _preview_task, assigning.register_task
    ),
    "indicator_values": Importable(
        INDICATOR_VALUES,
        (),
        ListedValue.model_validate,
        _known_values,
        listed_values.preview,
        listed_values.register,
        identify=value_of,
        bring=require_reporter,
        permit=listed_values.permit,
    ),
}
