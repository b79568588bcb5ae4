"""The organisation changes: departments join, districts end, and what is open goes on in other hands."""

import pytest

from tests.scenarios.talking import Body, done, overview, refused, seen, told
from tests.stacks.installed import Api

REORGANISED = {
    "id": "NA-2025",
    "title_vi": "Sắp xếp các sở theo mô hình hai cấp",
    "effective_on": "2025-07-01",
    "document": "6907/UBND-KSTT",
}
MOVES = (("NA-STTTT", "NA-SKHCN"), ("NA-SNNPTNT", "NA-SNNMT"), ("NA-STNMT", "NA-SNNMT"))
_PRESENT = {"NA-SKHCN": "Sở Khoa học và Công nghệ", "NA-SNNMT": "Sở Nông nghiệp và Môi trường"}


def _open(board: Body, unit: str) -> int:
    """How many of its tasks are not done."""
    return sum(line["remaining"] for line in board["by_unit"] if line["unit"] == unit)


def _total(board: Body, unit: str) -> int:
    return sum(line["total"] for line in board["by_unit"] if line["unit"] == unit)


def _figures(board: Body) -> list[Body]:
    return [{name: board[of][name] for name in ("total", "done", "by_status", "outcome")} for of in ("tasks", "models")]


@pytest.mark.on_real_servers
def test_departments_join_and_open_work_goes_to_the_new_ones(api: Api) -> None:
    """Part of SC-X-2: open work moves to the chosen successors with its history, figures of the old day stay (FR-X-07)."""
    police = api("nghe-an", "standing_officer", "NA-CA")
    known = {unit["id"] for unit in seen(police, "/v1/nghe-an/units", limit=500)["items"]}
    for unit, name in _PRESENT.items():
        if unit not in known:
            done(police, "/v1/nghe-an/units", id=unit, type="department", name_vi=name)
    moves = [(old, new) for old, new in MOVES if old in known and old != new]
    heirs = [{"unit": old, "successor": new} for old, new in moves]
    before = overview(police, "nghe-an")
    shown = done(police, "/v1/nghe-an/successions/preview", **REORGANISED, heirs=heirs)
    led = [one for one in shown["passing"] if one["sort"] == "lead"]
    assert shown["left"] == []
    assert len([one for one in led if one["id"].startswith("NA-T-")]) == sum(_open(before, old) for old, _ in moves)
    entered = done(police, "/v1/nghe-an/successions", **REORGANISED, heirs=heirs)
    after = overview(police, "nghe-an", entered["sequence"])
    for old, _ in moves:
        assert _open(after, old) == 0
        assert _total(after, old) == _total(before, old) - _open(before, old)
    assert _figures(after) == _figures(before)
    the_day_before = overview(police, "nghe-an", entered["sequence"], as_of="2025-06-30")
    assert {old: _total(the_day_before, old) for old, _ in moves} == {old: _total(before, old) for old, _ in moves}
    assert all(_total(the_day_before, new) == _total(before, new) for _, new in moves)


def test_the_ioc_goes_on_in_the_new_department(api: Api) -> None:
    """FR-X-07: history shows both leads; the head who inherits learns of it, may go on, and the old one may not."""
    new = api("nghe-an", "unit_head", "NA-SKHCN")
    task = seen(new, "/v1/nghe-an/tasks/NA-T-29")
    assert (task["lead_unit"], task["obligation"]["owner_unit"]) == ("NA-SKHCN", "NA-SKHCN")
    history = seen(new, "/v1/nghe-an/tasks/NA-T-29/history")["items"]
    (change,) = [one for one in history if one["what"] == "lead_changed"]
    assert (change["change"]["from"], change["change"]["to"]) == ("NA-STTTT", "NA-SKHCN")
    assert change["time"] == "2025-06-30T17:00:00.000000Z"
    assert told(new, "nghe-an", "NA-T-29", "Đổi đơn vị chủ trì")
    old = api("nghe-an", "unit_head", "NA-STTTT")
    refused(old, "/v1/nghe-an/tasks/NA-T-29/status", 403, to="on_hold", reason="Chờ")
    police = api("nghe-an", "standing_officer", "NA-CA")
    (obstacle,) = seen(police, "/v1/nghe-an/bottlenecks", task="NA-T-29")["items"]
    assert obstacle["owner_unit"] == "NA-SKHCN"


def test_new_work_is_not_given_to_districts_that_have_ended(api: Api) -> None:
    """Part of SC-X-2: new work after 1 July 2025 cannot pick a district."""
    police = api("nghe-an", "standing_officer", "NA-CA")
    plan = seen(police, "/v1/nghe-an/plans")["items"][0]["id"]
    new = {"id": "NA-T-99", "plan": plan, "title_vi": "Việc mới", "lead_unit": "NA-H412", "opened_at": "2025-07-02"}
    problem = refused(police, "/v1/nghe-an/tasks", 422, **new)
    assert [(fault["field"], fault["code"]) for fault in problem["errors"]] == [("body.lead_unit", "unit_not_in_force")]


def test_a_renamed_unit_keeps_its_old_name_in_old_figures(api: Api) -> None:
    """FR-X-07: reports as of a past date use the names of that date."""
    police = api("nghe-an", "standing_officer", "NA-CA")
    name = {"name_vi": "Văn phòng UBND tỉnh mới", "effective_on": "2025-07-01", "document": "1/QĐ-UBND"}
    renamed = done(police, "/v1/nghe-an/units/NA-VPUB/name", **name)

    def called(**moment: str) -> set[str]:
        board = overview(police, "nghe-an", renamed["sequence"], **moment)
        return {line["name_vi"] for line in board["by_unit"] if line["unit"] == "NA-VPUB"}

    assert called() == {"Văn phòng UBND tỉnh mới"}
    assert called(as_of="2025-06-30") != called()
