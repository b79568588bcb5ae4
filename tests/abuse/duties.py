"""Reports and requests of a town: what can be sent, and things of that sort to send it to."""

from typing import TYPE_CHECKING, Any

from shared.tenancy import Role
from shared.tenancy.identifiers import CENTRAL
from tests.abuse.callers import LEAD, OTHER, PROVINCE, Caller

if TYPE_CHECKING:
    from tests.abuse.town import Body, Town

PERIOD = "2024-01"
OFFICES = {"standing_unit": LEAD, "office_unit": OTHER}

# What is published is there to be read by others: it carries nobody's mark.
_TO_BE_PUBLISHED = {"locality_vi": "Hà Nội", "title_vi": "Kinh nghiệm", "done_vi": "Thuê dịch vụ"}


def bodies(mark: str, number: int) -> "dict[str, Body]":
    """Requests that would be carried out, by sort."""
    return {
        "cycle": {
            "id": f"C-{number}",
            "name_vi": f"Báo cáo {mark}",
            "frequency": "monthly",
            "due_days": 5,
            "units": [LEAD],
        },
        "period": {"period": PERIOD},
        "content": {"text_vi": f"Nội dung {mark}", "difficulties": [{"text": f"Vướng {mark}"}]},
        "signature": {"edition": 1},
        "report_return": {"reason": f"Trả lại {mark}"},
        "waiver": {"reason": f"Miễn {mark}"},
        "request": {
            "id": f"R-{number}",
            "kind": "urge",
            "units": [LEAD],
            "title_vi": f"Đôn đốc {mark}",
            "text_vi": f"Nội dung đôn đốc {mark}",
            "reply_by": "2199-12-31",
        },
        "note": {
            "id": f"N-{number}",
            "locality_vi": f"Hà Nội {mark}",
            "title_vi": f"Kinh nghiệm {mark}",
            "done_vi": f"Thuê dịch vụ {mark}",
        },
        "publication": {"published": True},
        # What the central level writes is meant for provinces: it carries nobody's mark.
        "letter": {
            "id": f"L-{number}",
            "kind": "urge",
            "provinces": [PROVINCE],
            "title_vi": "Đôn đốc tỉnh",
            "text_vi": "Đề nghị hoàn thành",
            "reply_by": "2199-12-31",
        },
        "step": {"to": "acknowledged", "text": f"Đã nhận {mark}"},
    }


def settle(town: "Town", tenant: str, chief: Caller) -> None:
    """Of each sort one that is kept as it is, and one that is no longer owed."""
    for kept in ("KEPT", "CANCELLED"):
        _report(town, tenant, chief, f"{kept}-{tenant}")
        _request(town, tenant, chief, f"{kept}-{tenant}")
    notes = f"/v1/{tenant}/experience-notes"
    town.made(chief, notes, **_TO_BE_PUBLISHED | {"id": f"KEPT-{tenant}"})
    town.made(chief, notes, **town.body("note", tenant) | {"id": f"PRIVATE-{tenant}"})
    path, mark = f"/v1/{tenant}", town.marks[tenant]
    if tenant == CENTRAL:
        town.made(chief, f"{path}/letters", **town.body("letter", tenant) | {"id": f"KEPT-{tenant}"})
    town.made(chief, f"{path}/reports/CANCELLED-{tenant}.{PERIOD}.{LEAD}/waiver", reason=f"Miễn {mark}")
    step: dict[str, Any] = {"to": "withdrawn", "text": f"Rút {mark}"}
    town.made(chief, f"{path}/requests/CANCELLED-{tenant}.{LEAD}/status", **step)


def kept(path: str, name: str) -> str | None:
    """The id of what settled under that name, where the path is one of a report, a cycle or a request."""
    if "{report}" in path:
        return f"{name}.{PERIOD}.{LEAD}"
    if "{request}" in path:
        return f"{name}.{LEAD}"
    return name if any(place in path for place in ("{cycle}", "{letter}", "{note}")) else None


def fresh(town: "Town", tenant: str, chief: Caller, path: str) -> str | None:
    """The id of one that this can be done with, as nothing has happened to it but what leads there."""
    name = f"F-{next(town.numbers)}"
    if "{cycle}" in path:
        town.made(chief, f"/v1/{tenant}/reporting-cycles", **town.body("cycle", tenant) | {"id": name})
        if "{reporting_period}" in path:
            town.made(chief, f"/v1/{tenant}/reporting-cycles/{name}/periods", period=PERIOD)
        return name
    if "{request}" in path:
        return _request(town, tenant, chief, name)
    if path.endswith("/publication"):
        town.made(chief, f"/v1/{tenant}/experience-notes", **_TO_BE_PUBLISHED | {"id": name})
        return name
    if "{report}" not in path:
        return kept(path, f"KEPT-{tenant}")
    report = _report(town, tenant, chief, name)
    if path.endswith(("/signature", "/return")):
        head = Caller(tenant, Role.UNIT_HEAD, LEAD)
        town.made(head, f"/v1/{tenant}/reports/{report}/content", **town.body("content", tenant))
    return report


def _report(town: "Town", tenant: str, chief: Caller, name: str) -> str:
    cycles = f"/v1/{tenant}/reporting-cycles"
    town.made(chief, cycles, **town.body("cycle", tenant) | {"id": name, "units": [LEAD, OTHER]})
    town.made(chief, f"{cycles}/{name}/periods", period=PERIOD)
    return f"{name}.{PERIOD}.{LEAD}"


def _request(town: "Town", tenant: str, chief: Caller, name: str) -> str:
    town.made(chief, f"/v1/{tenant}/requests", **town.body("request", tenant) | {"id": name})
    return f"{name}.{LEAD}"
