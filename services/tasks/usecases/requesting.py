"""Units ask each other, and answer (FR-BP-18, FR-NA-09)."""

import dataclasses
from collections.abc import Sequence

from services.tasks.domain.authority import Desks, require_addressee, require_asker, require_askers_side
from services.tasks.domain.exchanges import request as requests
from services.tasks.domain.exchanges.request import OF_ASKER, Asker, NewRequest, RequestStep
from services.tasks.ports import Committed, Records
from services.tasks.usecases.by_right import change_by_right
from services.tasks.usecases.joining import require_tenant
from shared.events import Change, RequestSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered
from shared.tenancy import Principal, TenantId

_WORKS = frozenset({"task", "model"})


async def send(
    records: Records, caller: Principal, command: Command, new: NewRequest
) -> list[Committed[RequestSnapshot]]:
    """Urges and requests for an explanation come from the standing agency and the Office, peer requests from anybody's unit.

    Repeating the command, with or without its key, sends what is missing. Raises NotAllowed, NotFound (the tenant),
    FieldRefused, AlreadyRegistered (nothing was missing, or the id stands for another letter), KeyReused.
    """
    require_asker(caller, command.tenant, new.kind)
    await require_tenant(records, command.tenant)
    units = await records.units.get_many(command.tenant, list(new.units))
    around = requests.Surroundings(units, await _exists(records, command.tenant, new))
    asker = Asker(caller.role, caller.unit)
    return await send_each(records, command, requests.send(new, asker, around, command.recorded_at))


async def send_each(
    records: Records, command: Command, changes: Sequence[Change[RequestSnapshot]]
) -> list[Committed[RequestSnapshot]]:
    """Each in the tenant of the unit that is asked. Raises AlreadyRegistered, KeyReused."""
    for change in changes:
        known = await records.requests.get(TenantId(change.state.tenant), change.state.id)
        if known is not None and _differs(known, change.state):
            raise AlreadyRegistered
    sent = [committed for change in changes if (committed := await _added(records, command, change))]
    if not sent:
        raise AlreadyRegistered
    return sent


async def take_step(
    records: Records, caller: Principal, command: Command, key: str, step: RequestStep
) -> Committed[RequestSnapshot]:
    """Raises NotFound, NotAllowed, IllegalTransition, FieldRefused, VersionMismatch, KeyReused, ConcurrentChange."""
    tenant = await records.tenants.get(command.tenant, command.tenant)
    standing, office = (tenant.standing_unit, tenant.office_unit) if tenant else (None, None)

    def require(request: RequestSnapshot) -> None:
        if step.to in OF_ASKER:
            author = TenantId(request.asked_by_tenant or command.tenant)
            require_askers_side(caller, author, request.asked_by_unit)
        else:
            require_addressee(caller, command.tenant, request.unit, Desks(standing, office))

    return await change_by_right(
        records.requests, command, key, require, lambda request: requests.take(request, step, command.recorded_at)
    )


async def _added(
    records: Records, command: Command, change: Change[RequestSnapshot]
) -> Committed[RequestSnapshot] | None:
    """None where another command has sent it."""
    try:
        there = dataclasses.replace(command, tenant=TenantId(change.state.tenant))
        return await records.requests.add(there, change)
    except AlreadyRegistered:
        return None


async def _exists(records: Records, tenant: TenantId, new: NewRequest) -> bool:
    if new.subject is None:
        return True
    if new.subject_sort in _WORKS:
        return await records.works.get(tenant, new.subject) is not None
    if new.subject_sort == "report":
        return await records.reports.get(tenant, new.subject) is not None
    return await records.directives.get(tenant, new.subject) is not None


def _differs(known: RequestSnapshot, new: RequestSnapshot) -> bool:
    """Whether the id stands for another letter already."""
    said = {
        "kind",
        "subject_sort",
        "subject",
        "title_vi",
        "text_vi",
        "wanted_due",
        "asked_by_role",
        "asked_by_unit",
        "asked_by_tenant",
    }
    return known.model_dump(include=said) != new.model_dump(include=said)
