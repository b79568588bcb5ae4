"""Inspections and sessions of a town and what follows from them: what can be sent, and things of that sort to send it to."""

from typing import TYPE_CHECKING

from tests.abuse.callers import LEAD, OTHER, Caller

if TYPE_CHECKING:
    from tests.abuse.town import Body, Town

_BY_NAME = ("inspection", "session", "appraisal", "dossier_unit", "progress_report")


def bodies(mark: str, number: int) -> "dict[str, Body]":
    """Requests that would be carried out, by sort."""
    return {
        "inspection": {
            "id": f"I-{number}",
            "title_vi": f"Kiểm tra {mark}",
            "held_on": "2024-04-02",
            "inspectors": [OTHER],
            "inspected": [LEAD],
            "findings": [{"about": "progress", "text": f"Phát hiện {mark}"}],
            "recommendations": [{"unit": LEAD, "title_vi": f"Kiến nghị {mark}", "due_date": "2199-12-31"}],
        },
        "session": {
            "id": f"S-{number}",
            "sort": "meeting",
            "title_vi": f"Họp {mark}",
            "held_on": "2024-04-02",
            "chair_role": "chairman",
            "participants": [LEAD, OTHER],
        },
        "appraisal": {
            "id": f"A-{number}",
            "kind": "assessment",
            "unit": LEAD,
            "as_of": "2024-04-02",
            "judgement": "slow",
            "text_vi": f"Đánh giá {mark}",
        },
        "commitment": {"unit": LEAD, "title_vi": f"Cam kết {mark}", "due_date": "2199-12-31"},
        "progress_report": {"id": f"P-{number}", "period": "2024-03"},
        "progress_report_step": {"to": "delivered", "digest": "0" * 64, "note": f"Rà soát {mark}"},
        "undertaking_step": {"to": "reported", "text": f"Kết quả {mark}"},
    }


def settle(town: "Town", tenant: str, chief: Caller) -> None:
    """Of each sort one that is kept as it is; a recommendation that is no longer owed; a session that lies ahead."""
    for name in ("KEPT", "CANCELLED"):
        _inspection(town, tenant, chief, f"{name}-{tenant}")
    for name, day in (("KEPT", "2024-04-02"), ("CANCELLED", "2199-12-31")):
        session = town.body("session", tenant) | {"id": f"{name}-{tenant}", "held_on": day}
        town.made(chief, f"/v1/{tenant}/sessions", **session)
    town.made(chief, f"/v1/{tenant}/appraisals", **town.body("appraisal", tenant) | {"id": f"KEPT-{tenant}"})
    town.made(chief, f"/v1/{tenant}/units", **town.body("unit", tenant) | {"id": f"KEPT-{tenant}"})
    town.made(chief, f"/v1/{tenant}/progress-reports", id=f"KEPT-{tenant}", period="2024-03")
    waived = {"to": "waived", "text": f"Miễn {town.marks[tenant]}"}
    town.made(chief, f"/v1/{tenant}/undertakings/CANCELLED-{tenant}.1/status", **waived)


def kept(path: str, name: str) -> str | None:
    """The id of what settled under that name, where the path is one of these."""
    if "{undertaking}" in path:
        return f"{name}.1"
    return name if any(f"{{{sort}}}" in path for sort in _BY_NAME) else None


def fresh(town: "Town", tenant: str, chief: Caller, path: str) -> str | None:
    """The id of one that this can be done with, as nothing has happened to it."""
    if path.endswith("/undertakings/{undertaking}/status"):
        return f"{_inspection(town, tenant, chief, f'F-{next(town.numbers)}')}.1"
    if path.endswith("/progress-reports/{progress_report}/status"):
        name = f"F-{next(town.numbers)}"
        town.made(chief, f"/v1/{tenant}/progress-reports", id=name, period="2024-03")
        return name
    return kept(path, f"KEPT-{tenant}")


def _inspection(town: "Town", tenant: str, chief: Caller, name: str) -> str:
    town.made(chief, f"/v1/{tenant}/inspections", **town.body("inspection", tenant) | {"id": name})
    return name
