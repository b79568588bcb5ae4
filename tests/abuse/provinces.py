"""Provinces that end: a pair of them is founded for every succession that is to succeed."""

from typing import TYPE_CHECKING, Any

from shared.tenancy import Role
from shared.tenancy.identifiers import CENTRAL
from tests.abuse.callers import LEAD, Caller

if TYPE_CHECKING:
    from tests.abuse.town import Town

SUCCESSION = "tenant_succession"
ENDING = "ending-"


def merged(tenant: str, successor: str) -> dict[str, Any]:
    return {
        "tenant": tenant,
        "successor": successor,
        "title_vi": "Sáp nhập",
        "effective_on": "2024-06-01",
        "document": "9/NQ-QH",
        "heirs": [{"unit": LEAD, "successor": LEAD}],
    }


def founded(town: "Town") -> dict[str, Any]:
    """The succession of one new province by another."""
    number = next(town.numbers)
    pair = f"{ENDING}{number}", f"following-{number}"
    for tenant in pair:
        province = {"id": tenant, "short_code": f"E{number}", "name_vi": "Tỉnh"}
        town.made(Caller(CENTRAL, Role.OPS), "/v1/tenants", **province)
        unit = {"id": LEAD, "type": "department", "name_vi": "Sở"}
        town.made(Caller(tenant, Role.STANDING_OFFICER), f"/v1/{tenant}/units", **unit)
    return merged(*pair)
