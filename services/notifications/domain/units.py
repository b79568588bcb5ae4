"""Units and roles as people call them: titles of offices, never names of persons."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from services.notifications.domain.phrases import Said, in_both
from shared.events import TenantSnapshot, UnitSnapshot
from shared.tenancy import DEPUTY, HEADS, OFFICERS, Role, TenantId
from shared.tenancy.identifiers import CENTRAL


class Unit(BaseModel):
    """What notices say about a unit. `sequence` is the event that it was last told by."""

    model_config = ConfigDict(frozen=True)

    id: str
    sequence: int
    name_vi: str
    name_en: str | None = None
    head_vi: str | None = None
    head_en: str | None = None

    @property
    def name(self) -> Said:
        return Said(self.name_vi, self.name_en or self.name_vi)

    @property
    def head(self) -> Said:
        head_vi = self.head_vi or f"Thủ trưởng {self.name_vi}"
        return Said(head_vi, self.head_en or f"Head of {self.name.en}")


Units = Mapping[str, Unit]

_ROLES = {
    Role.CENTRAL_OFFICER: Said("Tổ công tác Trung ương", "Central Working Group"),
    Role.CHAIRMAN: Said("Chủ tịch UBND tỉnh", "Chairman of the PPC"),
    Role.PERMANENT_VICE_CHAIRMAN: Said("Phó Chủ tịch Thường trực UBND tỉnh", "Permanent Vice Chairman of the PPC"),
    Role.STANDING_OFFICER: Said("Cơ quan thường trực", "Standing agency"),
    Role.OFFICE_OFFICER: Said("Văn phòng UBND tỉnh", "Office of the PPC"),
    Role.UNIT_HEAD: Said("Thủ trưởng đơn vị", "Head of unit"),
    Role.UNIT_OFFICER: Said("Chuyên viên", "Officer"),
    Role.DISTRICT_CHAIR: Said("Chủ tịch UBND cấp huyện", "District Chairman"),
    Role.COMMUNE_OFFICER: Said("Cán bộ cấp xã", "Commune officer"),
    Role.HOME_AFFAIRS_OFFICER: Said("Sở Nội vụ", "Department of Home Affairs"),
    Role.INTEGRATOR: Said("Hệ thống tích hợp", "Integrated system"),
    Role.OPS: Said("Vận hành hệ thống", "Operations"),
}
_OFFICERS_OF = {
    Role.UNIT_OFFICER: Said("Chuyên viên", "Officer"),
    Role.COMMUNE_OFFICER: Said("Cán bộ", "Officer"),
}
_CENTRAL_ROLES = {
    Role.CHAIRMAN: Said("Thủ tướng Chính phủ", "Prime Minister"),
    Role.PERMANENT_VICE_CHAIRMAN: Said("Phó Thủ tướng Chính phủ", "Deputy Prime Minister"),
    Role.OFFICE_OFFICER: Said("Văn phòng Chính phủ", "Government Office"),
}


def unit_of(snapshot: UnitSnapshot, sequence: int) -> Unit:
    return Unit(
        id=snapshot.id,
        sequence=sequence,
        name_vi=snapshot.name_vi,
        name_en=snapshot.name_en,
        head_vi=snapshot.head_role_vi,
        head_en=snapshot.head_role_en,
    )


def tenant_key(tenant: TenantId) -> str:
    """Under which a tenant's own name is kept; no unit's id has a colon."""
    return f"tenant:{tenant}"


def tenant_name(tenant: TenantId, units: Units) -> Said:
    """The id stands for a tenant whose name was never heard."""
    known = units.get(tenant_key(tenant))
    return known.name if known else Said(tenant, tenant)


def as_unit(snapshot: TenantSnapshot, sequence: int) -> Unit:
    """A tenant's own name, kept like those of its units."""
    key = tenant_key(TenantId(snapshot.id))
    return Unit(id=key, sequence=sequence, name_vi=snapshot.name_vi, name_en=snapshot.name_en)


def unit_name(unit: str, units: Units) -> Said:
    """The id stands for a unit that was never announced."""
    known = units.get(unit)
    return known.name if known else Said(unit, unit)


def head_title(unit: str, units: Units) -> Said:
    """`Giám đốc Sở Tư pháp`: the head answers for the work of the unit (FR-BP-05)."""
    known = units.get(unit)
    return known.head if known else Said(f"Thủ trưởng {unit}", f"Head of {unit}")


def role_title(role: Role, tenant: TenantId) -> Said:
    return _CENTRAL_ROLES.get(role, _ROLES[role]) if tenant == CENTRAL else _ROLES[role]


def actor_title(actor: str, tenant: TenantId, units: Units) -> Said:
    """Reads an event's `actor`, a role or role@unit; one that is newer than this text is shown as it is written."""
    name, _, unit = actor.partition("@")
    if name == DEPUTY:
        of = unit_name(unit, units)
        return Said(f"Cấp phó {of.vi}", f"Deputy head, {of.en}")
    try:
        role = Role(name)
    except ValueError:
        return Said(actor, actor)
    if unit and role in HEADS:
        return head_title(unit, units)
    if unit and role in OFFICERS:
        officer, of = _OFFICERS_OF[role], unit_name(unit, units)
        return Said(f"{officer.vi} {of.vi}", f"{officer.en}, {of.en}")
    return role_title(role, tenant)


def officers_title(unit: str, units: Units) -> Said:
    of = unit_name(unit, units)
    return Said(f"Chuyên viên {of.vi}", f"Officers, {of.en}")


def joined_names(unit_ids: tuple[str, ...], units: Units) -> Said | None:
    names = [unit_name(unit, units) for unit in unit_ids]
    return in_both(", ".join(name.vi for name in names), ", ".join(name.en for name in names))
