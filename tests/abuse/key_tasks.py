"""Catalogues of key tasks, which are everybody's, and selections from them, which are not."""

from typing import TYPE_CHECKING, Any

from shared.tenancy import Role
from shared.tenancy.identifiers import CENTRAL
from tests.abuse.callers import LEAD, PROVINCE, Caller

if TYPE_CHECKING:
    from tests.abuse.town import Town

Body = dict[str, Any]
ITEM = "K1"
_BEFORE = {"coverage": 0, "study": 0, "proposal": 1, "decision": 2, "implementation": 3}
"""How many steps of a selection lie before an operation."""


def bodies(mark: str, number: int) -> dict[str, Body]:
    """What the central level writes is meant for provinces: it carries nobody's mark."""
    items = [{"code": ITEM, "title_vi": "Nhiệm vụ trọng tâm"}, {"code": "K2"}]
    task = {"item": ITEM, "plan": "PLAN", "title_vi": f"Việc {mark}", "lead_unit": LEAD}
    return {
        "key_catalogue": {"id": f"K-{number}", "title_vi": "Danh mục", "items": items},
        "key_revision": {"items": [*items, {"code": f"N-{number}"}]},
        "key_study": {"items": [ITEM], "note": f"Phù hợp {mark}", "proposing_unit": LEAD},
        "key_proposal": {"items": [ITEM], "reason": f"Đề xuất {mark}"},
        "key_decision": {"selected": [task], "reason": f"Chọn {mark}"},
        "clusters": {"clusters": [{"id": "C1", "kind": "cluster", "name_vi": "Cụm 1", "tenants": [PROVINCE]}]},
        "principle": {"slots": [{"number": 5, "title_vi": f"Năm {mark}", "points": [f"Việc {mark}"]}]},
        "key_implementation": {"items": [ITEM], "document": f"Văn bản {mark}"},
    }


def settle(town: "Town", tenant: str) -> None:
    """A catalogue under the name of each tenant, which that tenant studies."""
    _fresh(town, tenant, 1, f"KEPT-{tenant}")


def fresh_for(town: "Town", chief: Caller, operation: str) -> str:
    """The id of a catalogue, and of the selection from it that waits for that step."""
    # A selection that is looked at exists; so does one that is decided on.
    return _fresh(town, chief.tenant, _BEFORE.get(operation, 1), None)


def _fresh(town: "Town", tenant: str, steps: int, key: str | None) -> str:
    central = Caller(CENTRAL, Role.CENTRAL_OFFICER)
    body = town.body("key_catalogue", CENTRAL) | ({"id": key} if key else {})
    issued: str = town.made(central, f"/v1/{CENTRAL}/key-catalogues", **body)["id"]
    police = central if tenant == CENTRAL else Caller(tenant, Role.STANDING_OFFICER)
    chairman = Caller(tenant, Role.CHAIRMAN)
    taken = ((police, "study"), (police, "proposal"), (chairman, "decision"))[:steps]
    for who, step in taken:
        town.made(who, f"/v1/{tenant}/key-selections/{issued}/{step}", **town.body(f"key_{step}", tenant))
    return issued
