"""Directives are linked to work and directives, of their own tenant or of the central level."""

from services.tasks.domain.authority import require_planner
from services.tasks.domain.directives import link as links
from services.tasks.domain.directives.link import NewLink
from services.tasks.ports import Committed, Records
from services.tasks.usecases.joining import require_tenant
from shared.events import LinkSnapshot
from shared.messaging.commands import Command
from shared.tenancy import Principal, TenantId


async def link(records: Records, caller: Principal, command: Command, new: NewLink) -> Committed[LinkSnapshot]:
    """Raises NotAllowed, NotFound (the tenant), FieldRefused, AlreadyRegistered, KeyReused (FR-NT-06)."""
    require_planner(caller, command.tenant)
    await require_tenant(records, command.tenant)
    around = links.Surroundings(
        directive=await records.directives.get(command.tenant, new.directive),
        target_known=await _knows(records, command.tenant, new),
    )
    return await records.links.add(command, links.register(new, command.tenant, around, command.recorded_at))


async def leading_to(records: Records, caller: Principal, tenant: TenantId, target: str) -> list[LinkSnapshot]:
    """What refers to something of the tenant: for central officers from every province, else from home (FR-NT-05)."""
    reason = f"{caller.role} looks up what refers to {target}" if caller.reads_every_province else None
    return await records.links.leading_to(tenant, target, reason)


async def _knows(records: Records, tenant: TenantId, new: NewLink) -> bool:
    if new.target_tenant != tenant:
        return False
    if new.target_kind == "directive":
        return await records.directives.get(tenant, new.target) is not None
    return await records.works.get(tenant, new.target) is not None
