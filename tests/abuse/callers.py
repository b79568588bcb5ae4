"""Who knocks: every role of the programme, at home in a province or at the central level."""

from typing import NamedTuple

from shared.tenancy import Role
from shared.tenancy.identifiers import CENTRAL
from shared.tenancy.roles import UNIT_ROLES

PROVINCE, NEIGHBOUR, NOWHERE = "nghe-an", "ninh-thuan", "atlantis"
LEAD, OTHER = "LEAD", "OTHER"
"""Units of every settled tenant: the one that leads its works, and one that leads none."""


class Caller(NamedTuple):
    tenant: str
    role: Role
    unit: str | None = None

    def __str__(self) -> str:
        return f"{self.role}@{self.unit or self.tenant}"

    @property
    def is_central(self) -> bool:
        """The one who reads every province."""
        return self.tenant == CENTRAL and self.role is Role.CENTRAL_OFFICER


def _of_province() -> list[Caller]:
    return [Caller(PROVINCE, role, LEAD if role in UNIT_ROLES else None) for role in Role]


CALLERS = [
    *_of_province(),
    Caller(PROVINCE, Role.UNIT_HEAD, OTHER),
    Caller(PROVINCE, Role.UNIT_OFFICER, OTHER),
    Caller(PROVINCE, Role.UNIT_HEAD),
    Caller(CENTRAL, Role.CENTRAL_OFFICER),
    Caller(CENTRAL, Role.STANDING_OFFICER),
    Caller(CENTRAL, Role.OPS),
]
