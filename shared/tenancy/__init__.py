"""Who acts, for which tenant, and in which role. A tenant is a province or the central level (FR-X-01)."""

from shared.tenancy.identifiers import AcrossTenants, TenantId, UnitId, is_identifier
from shared.tenancy.principals import Principal
from shared.tenancy.roles import DEPUTY, HEADS, OFFICERS, READS_EVERY_PROVINCE, Role

__all__ = [
    "DEPUTY",
    "HEADS",
    "OFFICERS",
    "READS_EVERY_PROVINCE",
    "AcrossTenants",
    "Principal",
    "Role",
    "TenantId",
    "UnitId",
    "is_identifier",
]
