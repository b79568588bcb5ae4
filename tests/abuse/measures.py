"""Indicators, their values and checklists of the town."""

from typing import TYPE_CHECKING, Any

from shared.tenancy import Role
from tests.abuse.callers import LEAD, Caller

if TYPE_CHECKING:
    from tests.abuse.town import Town

Body = dict[str, Any]
PERIOD = "2024-01"
_PLACES = ("{indicator}", "{indicator_value}", "{checklist}")


def bodies(mark: str, number: int) -> dict[str, Body]:
    """A request of each sort that is about what is measured."""
    return {
        "indicator": {
            "id": f"I-{number}",
            "name_vi": f"Chỉ tiêu {mark}",
            "unit_of_measure": "%",
            "measure": "ratio",
            "units": [LEAD],
            "baseline": {"as_of": "2024-01-01", "value": 1, "breakdown": {f"phần {mark}": 1}},
        },
        "indicator_details": {"note": f"Ghi chú {number} {mark}", "reason": f"Lý do {mark}"},
        "indicator_value": {"period": "2024-02", "unit": LEAD, "numerator": 1, "denominator": 2},
        "indicator_correction": {"numerator": number, "denominator": 10**6, "reason": f"Sửa {mark}"},
        "indicator_confirmation": {"edition": 1},
        "service_checklist": {
            "id": f"S-{number}",
            "title_vi": f"Danh mục {mark}",
            "services": [{"id": "ES-1", "part": "QD06-25", "name_vi": f"Dịch vụ {mark}"}],
        },
        "deployment": {"service": "ES-1", "deployed": True, "note": f"Ghi chú {number} {mark}"},
    }


def settle(town: "Town", chief: Caller) -> None:
    """Of each sort one that is kept as it is."""
    _checklist(town, chief, f"KEPT-{chief.tenant}")
    _value(town, chief, f"KEPT-{chief.tenant}")


def named(path: str) -> bool:
    return any(place in path for place in _PLACES)


def kept(path: str, tenant: str) -> str:
    """The id of what settled."""
    return _value_id(f"KEPT-{tenant}") if "{indicator_value}" in path else f"KEPT-{tenant}"


def fresh(town: "Town", chief: Caller, path: str) -> str:
    """The id of one that nothing has happened to yet."""
    name = f"M-{next(town.numbers)}"
    if "{checklist}" in path:
        return _checklist(town, chief, name)
    value = _value(town, chief, name)
    return value if "{indicator_value}" in path else name


def _checklist(town: "Town", chief: Caller, name: str) -> str:
    made = town.made(
        chief, f"/v1/{chief.tenant}/service-checklists", **town.body("service_checklist", chief.tenant) | {"id": name}
    )
    return str(made["id"])


def _value(town: "Town", chief: Caller, name: str) -> str:
    """With the indicator that it is a value of."""
    path = f"/v1/{chief.tenant}/indicators"
    town.made(chief, path, **town.body("indicator", chief.tenant) | {"id": name})
    head = Caller(chief.tenant, Role.UNIT_HEAD, LEAD)
    town.made(head, f"{path}/{name}/values", **town.body("indicator_value", chief.tenant) | {"period": PERIOD})
    return _value_id(name)


def _value_id(indicator: str) -> str:
    return f"{indicator}.{PERIOD}.{LEAD}"
