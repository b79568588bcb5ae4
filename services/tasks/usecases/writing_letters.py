"""The central level writes to provinces, and sees who has read and answered (FR-TW-18, FR-TW-19)."""

from functools import partial

from services.tasks.domain.authority import require_central
from services.tasks.domain.exchanges import letter as letters
from services.tasks.domain.exchanges.letter import NewLetter, Recipients
from services.tasks.domain.exchanges.request import Asker
from services.tasks.ports import Committed, Records
from services.tasks.usecases.completing import every
from services.tasks.usecases.joining import require_tenant
from services.tasks.usecases.requesting import send_each
from shared.events import RequestSnapshot, TenantSnapshot, UnitSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import NotFound
from shared.tenancy import Principal, TenantId

_PAGE = 200


async def write_letter(
    records: Records, caller: Principal, command: Command, new: NewLetter
) -> list[Committed[RequestSnapshot]]:
    """The one command that reaches into provinces: each unit finds its request in its own province's records.

    Repeating it, with or without its key, sends what is missing. Raises NotAllowed, NotFound, FieldRefused,
    AlreadyRegistered (nothing was missing, or an id stands for another letter), KeyReused.
    """
    require_central(caller, command.tenant)
    await require_tenant(records, command.tenant)
    letters.require_sense(new, command.recorded_at)
    to = await _recipients(records, command.tenant, new)
    asker = letters.from_central(Asker(caller.role, caller.unit))
    changes = letters.write(new, asker, to, command.recorded_at)
    return await send_each(records, command, changes)


async def review_letter(records: Records, caller: Principal, tenant: TenantId, key: str) -> list[RequestSnapshot]:
    """What each unit has made of a letter: the receipts of guidance, the answers to an urge. Raises NotAllowed, NotFound."""
    require_central(caller, tenant)
    found = await records.requests.of_letter(tenant, key, f"{caller.role} looks who has read letter {key}")
    if not found:
        raise NotFound
    return found


async def _recipients(records: Records, central: TenantId, new: NewLetter) -> Recipients:
    tenants = await _tenants(records)
    units: list[UnitSnapshot] = []
    for province in letters.chosen(new, tenants):
        units += await _units(records, province)
    copies = await records.units.get_many(central, [unit for unit in [tenants[central].office_unit] if unit])
    return Recipients(tuple(units), next(iter(copies.values()), None))


async def _units(records: Records, tenant: TenantSnapshot) -> list[UnitSnapshot]:
    """Those of the two that are registered."""
    wanted = letters.offices(tenant)
    known = await records.units.get_many(TenantId(tenant.id), wanted)
    return [known[unit] for unit in wanted if unit in known]


async def _tenants(records: Records) -> dict[str, TenantSnapshot]:
    page = partial(records.tenants.of_every_province, "a letter goes to provinces", _PAGE)
    return {tenant.id: tenant async for tenant in every(page)}
