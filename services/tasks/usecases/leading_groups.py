"""The units that lead the five groups of bottlenecks are named (FR-BP-10, FR-BP-11)."""

from services.tasks.domain.authority import require_planner
from services.tasks.domain.bottlenecks import bottleneck_leads
from services.tasks.domain.bottlenecks.bottleneck_leads import TABLE, LeadTable
from services.tasks.ports import Committed, Records
from services.tasks.usecases.joining import require_tenant
from shared.events.bottleneck_leads import BottleneckLeadsSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import AlreadyRegistered, NotFound, VersionMismatch
from shared.tenancy import Principal


async def set_leads(
    records: Records, caller: Principal, command: Command, wish: LeadTable
) -> Committed[BottleneckLeadsSnapshot]:
    """The whole table. Raises NotAllowed, NotFound (the tenant), FieldRefused, VersionMismatch, KeyReused, ConcurrentChange."""
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    units = await records.units.get_many(command.tenant, bottleneck_leads.named_units(wish))
    table = records.bottleneck_leads
    try:
        return await table.change(
            command, TABLE, lambda known: bottleneck_leads.replace(known, wish, units, command.recorded_at)
        )
    except NotFound:
        if command.expected_version is not None:
            raise VersionMismatch(0) from None
    first = bottleneck_leads.establish(wish, command.tenant, units, command.recorded_at)
    try:
        return await table.add(command, first)
    except AlreadyRegistered:
        # Somebody else set the first table at the same time: this one comes after it.
        return await table.change(
            command, TABLE, lambda known: bottleneck_leads.replace(known, wish, units, command.recorded_at)
        )
