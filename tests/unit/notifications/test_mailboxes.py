"""Who reads which mailbox."""

import pytest

from services.notifications.domain.mailboxes import NoMailbox, mailbox_of, of_standing_agency
from shared.tenancy import Principal, Role, TenantId, UnitId
from tests.unit.notifications.cast import CENTRAL, NINH_THUAN


def a_caller(role: Role, tenant: TenantId = NINH_THUAN, unit: str | None = None) -> Principal:
    return Principal("somebody", tenant, role, UnitId(unit) if unit else None)


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.DISTRICT_CHAIR])
def test_heads_read_the_mailbox_of_the_head_of_their_unit(role: Role) -> None:
    assert mailbox_of(a_caller(role, unit="NT-STP")) == "head:NT-STP"


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.COMMUNE_OFFICER])
def test_officers_read_the_mailbox_of_the_officers_of_their_unit(role: Role) -> None:
    assert mailbox_of(a_caller(role, unit="NT-STP")) == "officer:NT-STP"


@pytest.mark.parametrize(
    "role",
    [
        Role.CHAIRMAN,
        Role.PERMANENT_VICE_CHAIRMAN,
        Role.STANDING_OFFICER,
        Role.OFFICE_OFFICER,
        Role.HOME_AFFAIRS_OFFICER,
    ],
)
def test_roles_of_the_province_read_the_mailbox_of_the_role(role: Role) -> None:
    assert mailbox_of(a_caller(role)) == f"role:{role.value}"


def test_the_standing_agency_of_the_central_level_is_the_central_working_group() -> None:
    assert of_standing_agency(CENTRAL) == "role:central_wg_officer"
    assert of_standing_agency(NINH_THUAN) == "role:standing_officer"


@pytest.mark.parametrize("role", [Role.CENTRAL_OFFICER, Role.STANDING_OFFICER])
def test_at_the_central_level_both_names_of_the_standing_agency_read_its_mailbox(role: Role) -> None:
    assert mailbox_of(a_caller(role, CENTRAL)) == of_standing_agency(CENTRAL)


@pytest.mark.parametrize("role", [Role.OPS, Role.INTEGRATOR])
def test_machines_have_no_mailbox(role: Role) -> None:
    with pytest.raises(NoMailbox):
        mailbox_of(a_caller(role))


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.COMMUNE_OFFICER])
def test_a_role_of_a_unit_without_its_unit_has_no_mailbox(role: Role) -> None:
    with pytest.raises(NoMailbox):
        mailbox_of(a_caller(role))
