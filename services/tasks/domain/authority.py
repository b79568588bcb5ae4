"""Who may do what: the chairman directs and is informed, those who do the work keep its record (FR-BP-04,
FR-BP-12, FR-TW-01)."""

from collections.abc import Collection
from dataclasses import dataclass

from services.tasks.domain.errors import NotAllowed
from shared.events.indicators import ConfirmedBy
from shared.events.reports import SignedBy
from shared.events.requests import RequestKind
from shared.events.undertakings import UndertakingKind
from shared.tenancy import Principal, Role, TenantId, UnitId
from shared.tenancy.identifiers import CENTRAL

_PLANNERS = frozenset({Role.STANDING_OFFICER, Role.OFFICE_OFFICER})
_DECIDERS = frozenset({Role.CHAIRMAN, Role.PERMANENT_VICE_CHAIRMAN})


@dataclass(frozen=True, slots=True)
class Desks:
    """The units behind the two roles of the whole tenant that keep the programme going."""

    standing: str | None
    office: str | None


def require_operator(caller: Principal) -> None:
    """Tenants join by the platform's operators. Raises NotAllowed."""
    if caller.role is not Role.OPS:
        raise NotAllowed


def require_planner(caller: Principal, tenant: TenantId) -> None:
    """Registers units, plans and works, and moves deadlines: the standing agency and the Office. Raises NotAllowed."""
    if not plans(caller, tenant):
        raise NotAllowed


def require_keeper(caller: Principal, tenant: TenantId, lead_unit: str | None) -> None:
    """Changes a status: head and officers of the lead unit, and the tenant's standing agency. Raises NotAllowed."""
    if not keeps(caller, tenant, lead_unit):
        raise NotAllowed


def require_chooser(caller: Principal, tenant: TenantId) -> None:
    """Chooses what has to be clear: the chairman and the standing agency (FR-NA-16). Raises NotAllowed."""
    if not (_at_home(caller, tenant) and (caller.role is Role.CHAIRMAN or caller.is_standing_agency)):
        raise NotAllowed


def require_appraiser(caller: Principal, tenant: TenantId) -> None:
    """Assesses units: the chairman, who heads the Working Group, and the standing agency (FR-NA-06). Raises NotAllowed."""
    require_chooser(caller, tenant)


def require_evaluator(caller: Principal, tenant: TenantId) -> None:
    """Reads dossiers: the chairman, the standing agency and Home Affairs, each at home (FR-NA-26). Raises NotAllowed."""
    may = caller.role in {Role.CHAIRMAN, Role.HOME_AFFAIRS_OFFICER} or caller.is_standing_agency
    if not (_at_home(caller, tenant) and may):
        raise NotAllowed


def require_informant(caller: Principal, tenant: TenantId) -> None:
    """Looks a progress report through and delivers it: the standing agency and the Office (FR-NA-24). Raises NotAllowed."""
    require_planner(caller, tenant)


def require_informed(caller: Principal, tenant: TenantId) -> None:
    """Reads progress reports: those who make them, and the chairman for whom they are (FR-NA-24). Raises NotAllowed."""
    if not (_at_home(caller, tenant) and caller.role is Role.CHAIRMAN):
        require_informant(caller, tenant)


def keeps(caller: Principal, tenant: TenantId, lead_unit: str | None) -> bool:
    """Whether require_keeper would let the caller pass."""
    leads = lead_unit is not None and caller.works_in(UnitId(lead_unit))
    return _at_home(caller, tenant) and (leads or caller.is_standing_agency)


def plans(caller: Principal, tenant: TenantId) -> bool:
    """Whether require_planner would let the caller pass."""
    return _at_home(caller, tenant) and (caller.role in _PLANNERS or caller.is_standing_agency)


def require_member(caller: Principal, tenant: TenantId, unit: str) -> None:
    """Speaks for one unit: its head and its officers, and nobody in their place. Raises NotAllowed."""
    if not (_at_home(caller, tenant) and caller.works_in(UnitId(unit))):
        raise NotAllowed


def require_group_lead(caller: Principal, tenant: TenantId, leads: Collection[str]) -> None:
    """Proposes on a bottleneck and resolves it: the units that lead its group, and the standing agency (FR-BP-10)."""
    leading = any(caller.works_in(UnitId(unit)) for unit in leads)
    if not (_at_home(caller, tenant) and (leading or caller.is_standing_agency)):
        raise NotAllowed


def require_decider(caller: Principal, tenant: TenantId) -> None:
    """Decides on proposals: the chairman and the permanent vice chairman (FR-BP-13). Raises NotAllowed."""
    if not (_at_home(caller, tenant) and caller.role in _DECIDERS):
        raise NotAllowed


def require_standing_agency(caller: Principal, tenant: TenantId) -> None:
    """Opens reporting periods and makes exceptions. Raises NotAllowed."""
    if not (_at_home(caller, tenant) and caller.is_standing_agency):
        raise NotAllowed


def require_worker(caller: Principal, tenant: TenantId, unit: str) -> None:
    """Reports and answers for the unit: its head, deputies and officers, nobody in their stead. Raises NotAllowed.

    Officers of the standing agency and of the Office sit in a unit too.
    """
    sits_there = caller.unit == unit and (caller.is_standing_agency or caller.role is Role.OFFICE_OFFICER)
    if not (_at_home(caller, tenant) and (caller.works_in(UnitId(unit)) or sits_there)):
        raise NotAllowed


def require_addressee(caller: Principal, tenant: TenantId, unit: str, desks: Desks) -> None:
    """Reads and answers what the unit was written: its own people. Raises NotAllowed.

    Officers of the standing agency and of the Office do so for their desk, although their role names no unit.
    """
    at_desk = (caller.is_standing_agency and unit == desks.standing) or (
        caller.role is Role.OFFICE_OFFICER and unit == desks.office
    )
    if not (_at_home(caller, tenant) and caller.unit is None and at_desk):
        require_worker(caller, tenant, unit)


def require_signer(caller: Principal, tenant: TenantId, unit: str) -> SignedBy:
    """Who signs for the unit: its head, or a deputy, which stays visible (FR-NA-17). Raises NotAllowed."""
    if _at_home(caller, tenant) and caller.heads(UnitId(unit)):
        return "head"
    if _at_home(caller, tenant) and caller.deputises(UnitId(unit)):
        return "deputy"
    raise NotAllowed


def require_confirmer(caller: Principal, tenant: TenantId, unit: str | None) -> ConfirmedBy:
    """Who confirms a unit's figures: its head, its deputy, or the standing agency. Raises NotAllowed."""
    if _at_home(caller, tenant) and caller.is_standing_agency:
        return "standing_agency"
    if unit is None:
        raise NotAllowed
    return require_signer(caller, tenant, unit)


def require_reporter(caller: Principal, tenant: TenantId, unit: str | None) -> None:
    """Reports figures: the unit's own people; for the whole tenant the standing agency. Raises NotAllowed."""
    if unit is None:
        require_standing_agency(caller, tenant)
    else:
        require_worker(caller, tenant, unit)


def require_asker(caller: Principal, tenant: TenantId, kind: RequestKind) -> None:
    """The standing agency and the Office urge and ask for explanations (FR-BP-18); units ask their peers. Raises NotAllowed."""
    if kind == "peer_request":
        require_author(caller, tenant)
    else:
        require_planner(caller, tenant)


def require_inspector(caller: Principal, tenant: TenantId) -> None:
    """Records inspections: Home Affairs and the standing agency, which inspect together (FR-NA-25). Raises NotAllowed."""
    if not (_at_home(caller, tenant) and (caller.role is Role.HOME_AFFAIRS_OFFICER or caller.is_standing_agency)):
        raise NotAllowed


def require_overseer(caller: Principal, tenant: TenantId, kind: UndertakingKind) -> None:
    """Accepts or returns what a unit undertook: who inspects, or who keeps a session's minutes. Raises NotAllowed."""
    if kind == "recommendation":
        require_inspector(caller, tenant)
    else:
        require_planner(caller, tenant)


def require_central(caller: Principal, tenant: TenantId) -> None:
    """Writes to provinces: the standing agency of the central level (FR-TW-18). Raises NotAllowed."""
    if not (_at_home(caller, tenant) and tenant == CENTRAL and caller.is_standing_agency):
        raise NotAllowed


def require_central_reader(caller: Principal, tenant: TenantId) -> None:
    """Looks across provinces from the central level, and names no province as its place (FR-TW-16). Raises NotAllowed."""
    if not (_at_home(caller, tenant) and caller.reads_every_province):
        raise NotAllowed


def require_chairman(caller: Principal, tenant: TenantId) -> None:
    """Selects key tasks: the chairman, who heads the working group (FR-BP-17). Raises NotAllowed."""
    if not (_at_home(caller, tenant) and caller.role is Role.CHAIRMAN):
        raise NotAllowed


def require_author(caller: Principal, tenant: TenantId) -> None:
    """Writes to peers, and down what it has learned: units, the standing agency, the Office (FR-NA-09, FR-BP-06).

    Raises NotAllowed.
    """
    if caller.unit is not None:
        require_worker_or_planner(caller, tenant, caller.unit)
    else:
        require_planner(caller, tenant)


def require_askers_side(caller: Principal, tenant: TenantId, unit: str | None) -> None:
    """Closes or withdraws what was asked: who asked, and those who watch over it all. Raises NotAllowed."""
    if unit is None:
        require_planner(caller, tenant)
    else:
        require_worker_or_planner(caller, tenant, unit)


def require_worker_or_planner(caller: Principal, tenant: TenantId, unit: str) -> None:
    """Raises NotAllowed."""
    if not (_at_home(caller, tenant) and caller.works_in(UnitId(unit))):
        require_planner(caller, tenant)


def _at_home(caller: Principal, tenant: TenantId) -> bool:
    return caller.tenant == tenant
