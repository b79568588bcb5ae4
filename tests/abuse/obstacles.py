"""Bottlenecks of the town: one at every step of its life, as an operation finds it."""

from typing import TYPE_CHECKING, Any

from shared.tenancy import Role
from tests.abuse.callers import LEAD, Caller

if TYPE_CHECKING:
    from tests.abuse.town import Town

Body = dict[str, Any]
_BEFORE = {"decision": 1, "rejection": 1, "resolution": 2}
"""How many steps of its life lie before an operation."""


def bodies(mark: str, number: int) -> dict[str, Body]:
    """A request of each sort that is about bottlenecks."""
    said = {
        "title_vi": f"Điểm nghẽn {mark}",
        "description_vi": f"Vướng mắc {mark}",
        "corrective_actions": [f"Tự làm {mark}"],
    }
    return {
        "bottleneck": {"id": f"B-{number}", "group": "legal", "owner_unit": LEAD, "source": "synthetic", **said},
        "amendment": {"reason": f"Bổ sung {mark}", **said},
        "proposal": {"text": f"Đề xuất {mark}", "document": f"Văn bản {mark}"},
        "decision": {"text": f"Đồng ý {mark}", "document": f"Quyết định {mark}"},
        "resolution": {"text": f"Đã xong {mark}"},
        "leads": {"lines": [{"group": "legal", "unit": LEAD}], "source": "synthetic"},
    }


def settle(town: "Town", chief: Caller) -> None:
    """Who leads the groups; one bottleneck that stays open, and one that was rejected."""
    tenant = chief.tenant
    leads = town.ask(chief, "PUT", f"/v1/{tenant}/bottleneck-leads", json=town.body("leads", tenant))
    assert leads.status == 200, leads.text
    fresh(town, chief, 0, f"KEPT-{tenant}")
    path = f"/v1/{tenant}/bottlenecks/{fresh(town, chief, 1, f'CANCELLED-{tenant}')}"
    town.made(_chairman(tenant), f"{path}/rejection", **town.body("decision", tenant))


def fresh_for(town: "Town", chief: Caller, operation: str) -> str:
    """The id of one that waits for that step."""
    return fresh(town, chief, _BEFORE.get(operation, 0), None)


def fresh(town: "Town", chief: Caller, steps: int, key: str | None) -> str:
    """The id of one that has gone so many steps."""
    tenant = chief.tenant
    body = town.body("bottleneck", tenant) | ({"id": key} if key else {})
    raised: str = town.made(chief, f"/v1/{tenant}/bottlenecks", **body)["id"]
    for who, step in ((chief, "proposal"), (_chairman(tenant), "decision"))[:steps]:
        town.made(who, f"/v1/{tenant}/bottlenecks/{raised}/{step}", **town.body(step, tenant))
    return raised


def _chairman(tenant: str) -> Caller:
    return Caller(tenant, Role.CHAIRMAN)
