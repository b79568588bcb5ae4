"""What people can be in a tenant: its roles, how they are called, and which of its units have whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from shared.tenancy import Role
from shared.tenancy.roles import UNIT_ROLES

_NOBODY = frozenset({"unit_class"})
"""Sorts of units that stand for others and have nobody of their own."""


class Names(NamedTuple):
    """A name in both languages."""

    vi: str
    en: str


NAMES: Mapping[Role, Names] = {
    Role.CENTRAL_OFFICER: Names(
        "Cán bộ Tổ công tác Trung ương (thường trực: Bộ Công an)", "Central working group officer (standing: MPS)"
    ),
    Role.CHAIRMAN: Names("Chủ tịch UBND tỉnh (Tổ trưởng Tổ công tác)", "PPC Chairman (head of working group)"),
    Role.PERMANENT_VICE_CHAIRMAN: Names("Phó Chủ tịch Thường trực UBND tỉnh", "Permanent Vice Chairman"),
    Role.STANDING_OFFICER: Names(
        "Cán bộ cơ quan thường trực (Công an tỉnh)", "Standing agency officer (Provincial Police)"
    ),
    Role.OFFICE_OFFICER: Names("Chuyên viên Văn phòng UBND tỉnh", "PPC Office officer"),
    Role.UNIT_HEAD: Names("Thủ trưởng đơn vị chủ trì", "Head of the lead agency"),
    Role.UNIT_OFFICER: Names("Chuyên viên đơn vị", "Unit specialist"),
    Role.DISTRICT_CHAIR: Names("Chủ tịch UBND cấp huyện (đến 30/6/2025)", "District chairman (until 30 Jun 2025)"),
    Role.COMMUNE_OFFICER: Names("Cán bộ cấp xã", "Commune officer"),
    Role.HOME_AFFAIRS_OFFICER: Names(
        "Cán bộ Sở Nội vụ (kiểm tra, thi đua)", "Home Affairs officer (inspection, emulation)"
    ),
    Role.INTEGRATOR: Names("Đơn vị tích hợp (thuê bao sự kiện)", "Integrator (event subscriber)"),
    Role.OPS: Names("Vận hành hệ thống", "Operations"),
}
"""As the sample data names them (roles.yaml)."""

_CENTRAL_ONLY = frozenset({Role.CENTRAL_OFFICER, Role.OPS})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as far as signing in goes; its days are the first and the last on which it exists."""

    id: str
    name_vi: str
    name_en: str
    roles: frozenset[str]
    sort: str = ""
    first_day: date | None = None
    last_day: date | None = None

    def named(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi

    def is_open(self, today: date) -> bool:
        begun = self.first_day is None or self.first_day <= today
        return begun and (self.last_day is None or today <= self.last_day)

    def has(self, role: Role, today: date) -> bool:
        """Whether somebody can be that there now."""
        return role in self.roles and self.sort not in _NOBODY and self.is_open(today)


def roles_of(*, central: bool) -> Sequence[Role]:
    """The roles that exist at the central level, or in a province."""
    at_centre = _CENTRAL_ONLY | UNIT_ROLES
    return [role for role in Role if (role in at_centre if central else role not in _CENTRAL_ONLY)]


def name_of(role: Role, *, deputy: bool) -> Names:
    """A deputy has the head's role, and is not called so."""
    named = NAMES[role]
    return Names(f"Cấp phó – {named.vi}", f"Deputy – {named.en}") if deputy else named


def read_unit(told: Mapping[str, Any]) -> Unit:
    """A unit as tasks tells it. Raises KeyError, ValueError."""
    return Unit(
        told["id"],
        told["name_vi"],
        told.get("name_en") or told["name_vi"],
        frozenset({told["head_role"], told["officer_role"]}),
        told["type"],
        _day(told.get("valid_from")),
        _day(told.get("valid_to")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
