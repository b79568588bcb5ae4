"""Who may read what follows from the token's tenant and role alone (FR-X-01)."""

import pytest

from shared.tenancy import Principal, Role, TenantId, UnitId, is_identifier

NGHE_AN, NINH_THUAN, CENTRAL = TenantId("nghe-an"), TenantId("ninh-thuan"), TenantId("central")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPS])
def test_everyone_reads_the_own_tenant(role: Role) -> None:
    assert Principal("s", NGHE_AN, role).may_read(NGHE_AN)


@pytest.mark.parametrize("role", list(Role))
def test_nobody_of_a_province_reads_another(role: Role) -> None:
    assert not Principal("s", NGHE_AN, role).may_read(NINH_THUAN)


@pytest.mark.parametrize("role", list(Role))
def test_only_the_central_officer_reads_every_province(role: Role) -> None:
    assert Principal("s", CENTRAL, role).may_read(NGHE_AN) is (role is Role.CENTRAL_OFFICER)


def test_operators_read_no_business_data() -> None:
    assert not Principal("s", NGHE_AN, Role.OPS).may_read(NGHE_AN)


def test_head_and_officer_work_in_their_unit_only() -> None:
    head = Principal("s", NGHE_AN, Role.UNIT_HEAD, UnitId("NA-STP"))
    officer = Principal("s", NGHE_AN, Role.UNIT_OFFICER, UnitId("NA-STP"))
    assert head.works_in(UnitId("NA-STP"))
    assert officer.works_in(UnitId("NA-STP"))
    assert head.heads(UnitId("NA-STP"))
    assert not officer.heads(UnitId("NA-STP"))
    assert not head.works_in(UnitId("NA-STC"))


def test_a_deputy_works_in_the_unit_and_never_counts_as_its_head() -> None:
    """FR-NA-17."""
    deputy = Principal("s", NGHE_AN, Role.UNIT_HEAD, UnitId("NA-STP"), deputy=True)
    assert deputy.works_in(UnitId("NA-STP"))
    assert deputy.deputises(UnitId("NA-STP"))
    assert not deputy.deputises(UnitId("NA-STC"))
    assert not deputy.heads(UnitId("NA-STP"))
    assert deputy.actor == "deputy_head@NA-STP"


@pytest.mark.parametrize("text", ["", ".", "../x", "a b", "a/b", "đ", "-a", "a" * 81, "a\n"])
def test_what_could_mislead_a_path_is_no_identifier(text: str) -> None:
    assert not is_identifier(text)
