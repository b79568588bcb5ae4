"""Who may do what: the chairman directs and is informed, those who do the work keep its record (FR-BP-04, FR-BP-12)."""

from services.tasks.domain.errors import NotAllowed
from shared.tenancy import Principal, Role, TenantId, UnitId

_PLANNERS = frozenset({Role.STANDING_OFFICER, Role.OFFICE_OFFICER})


def require_operator(caller: Principal) -> None:
    """Tenants join by the platform's operators. Raises NotAllowed."""
    if caller.role is not Role.OPS:
        raise NotAllowed


def require_planner(caller: Principal, tenant: TenantId) -> None:
    """Registers units, plans and works, and moves deadlines: the standing agency and the Office. Raises NotAllowed."""
    if not (_at_home(caller, tenant) and (caller.role in _PLANNERS or caller.is_standing_agency)):
        raise NotAllowed


def require_keeper(caller: Principal, tenant: TenantId, lead_unit: str | None) -> None:
    """Changes a status: head and officers of the lead unit, and the tenant's standing agency. Raises NotAllowed."""
    leads = lead_unit is not None and caller.works_in(UnitId(lead_unit))
    if not (_at_home(caller, tenant) and (leads or caller.is_standing_agency)):
        raise NotAllowed


def _at_home(caller: Principal, tenant: TenantId) -> bool:
    return caller.tenant == tenant
