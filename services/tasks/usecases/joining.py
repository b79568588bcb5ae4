"""Tenants join, and who may see which of them."""

from services.tasks.domain.authority import require_operator
from services.tasks.domain.organisation import tenant as tenants
from services.tasks.domain.organisation.tenant import NewTenant
from services.tasks.ports import Committed, Found, Records
from shared.events import TenantSnapshot
from shared.messaging.commands import Command
from shared.messaging.errors import NotFound
from shared.tenancy import Principal, Role, TenantId


async def join(records: Records, caller: Principal, command: Command, new: NewTenant) -> Committed[TenantSnapshot]:
    """Raises NotAllowed, AlreadyRegistered, KeyReused."""
    require_operator(caller)
    return await records.tenants.add(command, tenants.register(new, command.recorded_at))


async def require_tenant(records: Records, tenant: TenantId) -> None:
    """A tenant that has not joined answers like any other that the caller may not see. Raises NotFound."""
    if not await records.tenants.knows(tenant):
        raise NotFound


async def visible_tenants(
    records: Records, caller: Principal, limit: int, after: str | None
) -> tuple[list[TenantSnapshot], str | None]:
    """Every tenant for the central level and for operators, otherwise the caller's own. Raises ValueError (`after`)."""
    if caller.reads_every_province or caller.role is Role.OPS:
        reason = f"{caller.role} lists the tenants"
        page: Found[TenantSnapshot] = await records.tenants.of_every_province(reason, limit, after)
        return list(page.items), page.after
    own = await records.tenants.get(caller.tenant, caller.tenant)
    return ([own] if own else []), None
