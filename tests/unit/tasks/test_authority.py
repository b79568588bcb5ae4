"""Who may do what."""

import pytest

from services.tasks.domain.authority import require_keeper, require_operator, require_planner
from services.tasks.domain.errors import NotAllowed
from shared.tenancy import Principal, Role, TenantId, UnitId

NGHE_AN, CENTRAL = TenantId("nghe-an"), TenantId("central")


def caller(role: Role, tenant: TenantId = NGHE_AN, unit: str | None = None) -> Principal:
    return Principal("someone", tenant, role, UnitId(unit) if unit else None)


@pytest.mark.parametrize("role", Role)
def test_only_operators_let_a_tenant_join(role: Role) -> None:
    if role is Role.OPS:
        require_operator(caller(role))
        return
    with pytest.raises(NotAllowed):
        require_operator(caller(role))


@pytest.mark.parametrize("role", Role)
def test_the_standing_agency_and_the_office_plan(role: Role) -> None:
    if role in {Role.STANDING_OFFICER, Role.OFFICE_OFFICER}:
        require_planner(caller(role), NGHE_AN)
        return
    with pytest.raises(NotAllowed):
        require_planner(caller(role, unit="NA-STP"), NGHE_AN)


@pytest.mark.parametrize(
    ("role", "unit"),
    [
        (Role.UNIT_HEAD, "NA-STP"),
        (Role.UNIT_OFFICER, "NA-STP"),
        (Role.DISTRICT_CHAIR, "NA-STP"),
        (Role.COMMUNE_OFFICER, "NA-STP"),
        (Role.STANDING_OFFICER, None),
    ],
)
def test_the_lead_unit_and_the_standing_agency_change_a_status(role: Role, unit: str | None) -> None:
    require_keeper(caller(role, unit=unit), NGHE_AN, "NA-STP")


@pytest.mark.parametrize(
    ("role", "unit"),
    [
        (Role.CHAIRMAN, None),
        (Role.PERMANENT_VICE_CHAIRMAN, None),
        (Role.OFFICE_OFFICER, None),
        (Role.HOME_AFFAIRS_OFFICER, None),
        (Role.INTEGRATOR, None),
        (Role.OPS, None),
        (Role.UNIT_HEAD, "NA-CA"),
        (Role.UNIT_HEAD, None),
        (Role.CHAIRMAN, "NA-STP"),
    ],
)
def test_nobody_else_changes_a_status(role: Role, unit: str | None) -> None:
    with pytest.raises(NotAllowed):
        require_keeper(caller(role, unit=unit), NGHE_AN, "NA-STP")


def test_what_was_assigned_to_a_class_is_changed_by_the_standing_agency_only() -> None:
    require_keeper(caller(Role.STANDING_OFFICER), NGHE_AN, None)
    with pytest.raises(NotAllowed):
        require_keeper(caller(Role.UNIT_HEAD), NGHE_AN, None)


def test_the_central_officer_acts_at_the_central_level_only() -> None:
    officer = caller(Role.CENTRAL_OFFICER, CENTRAL)
    require_planner(officer, CENTRAL)
    require_keeper(officer, CENTRAL, "TW-BTTTT")
    with pytest.raises(NotAllowed):
        require_planner(officer, NGHE_AN)
    with pytest.raises(NotAllowed):
        require_keeper(officer, NGHE_AN, "NA-STP")


def test_a_province_does_not_act_in_another() -> None:
    other = caller(Role.STANDING_OFFICER, TenantId("ninh-thuan"))
    with pytest.raises(NotAllowed):
        require_keeper(other, NGHE_AN, "NA-STP")
    with pytest.raises(NotAllowed):
        require_planner(other, NGHE_AN)
