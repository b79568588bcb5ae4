"""The verified caller. It is built from a verified token only; nothing else can say who is calling."""

from dataclasses import dataclass

from shared.tenancy.identifiers import CENTRAL, TenantId, UnitId
from shared.tenancy.roles import DEPUTY, HEADS, OFFICERS, READS_EVERY_PROVINCE, Role


@dataclass(frozen=True, slots=True)
class Principal:
    """Who acts: `subject` is unique per issuer, `unit` is set for the roles of one unit.

    `deputy`: somebody who signs for a head and answers for nothing; never to be mistaken for the head (FR-NA-17).
    """

    subject: str
    tenant: TenantId
    role: Role
    unit: UnitId | None = None
    deputy: bool = False

    @property
    def actor(self) -> str:
        """As events name who acted: a role, or role@unit."""
        role = DEPUTY if self.deputy else str(self.role)
        return f"{role}@{self.unit}" if self.unit else role

    def may_read(self, tenant: TenantId) -> bool:
        """Own tenant, or any for the central officer; operators read no business data."""
        if self.role is Role.OPS:
            return False
        return self.tenant == tenant or self.reads_every_province

    @property
    def reads_every_province(self) -> bool:
        return self.tenant == CENTRAL and self.role in READS_EVERY_PROVINCE

    @property
    def is_standing_agency(self) -> bool:
        """The agency that keeps the programme going: Provincial Police; at the central level the Ministry of Public Security."""
        return self.role is Role.STANDING_OFFICER or (self.role is Role.CENTRAL_OFFICER and self.tenant == CENTRAL)

    def heads(self, unit: UnitId) -> bool:
        return self.role in HEADS and self.unit == unit and not self.deputy

    def deputises(self, unit: UnitId) -> bool:
        return self.role in HEADS and self.unit == unit and self.deputy

    def works_in(self, unit: UnitId) -> bool:
        """Head, deputy or officer of that unit."""
        return self.role in HEADS | OFFICERS and self.unit == unit


def holder(tenant: TenantId, role: Role, unit: UnitId | None = None, *, deputy: bool = False) -> Principal:
    """Whoever holds that office: the built-in issuer knows offices and no people."""
    subject = f"{tenant}:{role}@{unit}" if unit else f"{tenant}:{role}"
    return Principal(f"{subject}/{DEPUTY}" if deputy else subject, tenant, role, unit, deputy)
