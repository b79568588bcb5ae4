"""Inspections, and what units undertake to do because of them or of a session (FR-NA-25)."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from services.tasks.domain.authority import require_inspector, require_overseer, require_worker
from services.tasks.domain.oversight import inspection as inspections
from services.tasks.domain.oversight import undertaking as undertakings
from services.tasks.domain.oversight.inspection import NewInspection
from services.tasks.domain.oversight.undertaking import OF_UNIT, UndertakingStep
from services.tasks.domain.works.work import Work
from services.tasks.ports import Committed, Records, Search
from services.tasks.usecases.by_right import change_by_right
from services.tasks.usecases.completing import add_missing, every
from services.tasks.usecases.joining import require_tenant
from shared.events.inspections import InspectionSnapshot
from shared.events.undertakings import UndertakingSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered
from shared.tenancy import Principal, TenantId

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What an inspection led to: what units have to do, and the tasks that name it."""

    undertakings: tuple[UndertakingSnapshot, ...]
    tasks: tuple[Work, ...]


async def record_inspection(
    records: Records, caller: Principal, command: Command, new: NewInspection
) -> Committed[InspectionSnapshot]:
    """FR-NA-25. Repeating the command, with or without its key, opens recommendations that are missing.

    Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused.
    """
    require_inspector(caller, command.tenant)
    await require_tenant(records, command.tenant)
    units = await records.units.get_many(command.tenant, [*new.inspectors, *new.inspected])
    change = inspections.record(new, command.tenant, units, command.recorded_at)
    try:
        committed = await records.inspections.add(command, change)
    except AlreadyRegistered:
        await _open_recommendations(records, command, new.id)
        raise
    await _open_recommendations(records, command, new.id)
    return committed


async def take_undertaking_step(
    records: Records, caller: Principal, command: Command, key: str, step: UndertakingStep
) -> Committed[UndertakingSnapshot]:
    """Raises NotFound, NotAllowed, IllegalTransition, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange."""

    def require(known: UndertakingSnapshot) -> None:
        if step.to in OF_UNIT:
            require_worker(caller, command.tenant, known.unit)
        else:
            require_overseer(caller, command.tenant, known.kind)

    return await change_by_right(
        records.undertakings,
        command,
        key,
        require,
        lambda known: undertakings.take(known, step, command.recorded_at),
    )


async def look_at_aftermath(records: Records, tenant: TenantId, key: str, now: datetime) -> Aftermath:
    """What has followed from an inspection so far (FR-NA-25)."""
    wanted = Search(now=now, inspection=key)
    return Aftermath(
        await undertakings_of(records, tenant, key),
        tuple([task async for task in every(partial(records.works.find, tenant, wanted, _PAGE))]),
    )


async def undertakings_of(records: Records, tenant: TenantId, origin: str) -> tuple[UndertakingSnapshot, ...]:
    """What units have to do because of that inspection or session."""
    pages = partial(records.undertakings.page, tenant, _PAGE, where={"origin": origin})
    return tuple([known async for known in every(pages)])


async def _open_recommendations(records: Records, command: Command, key: str) -> None:
    inspection = await records.inspections.get(command.tenant, key)
    if inspection is None:
        return
    units = await records.units.get_many(command.tenant, list(inspection.inspected))
    await add_missing(records.undertakings, command, inspections.recommended(inspection, units))
