"""Provinces are merged: open work goes on in the successor, what was done stays where it was, and nothing is counted twice."""

import os
import signal
from collections.abc import Iterable

import httpx2

from tests.e2e.waiting import until
from tests.scenarios.talking import Body, done, heard, overview, refused, seen, told
from tests.stacks.installed import Api
from tests.stacks.tiendo import Tiendo

SUCCESSIONS = "/v1/tenant-successions"
OLD, NEW = "/v1/binh-phuoc", "/v1/dong-nai"
DONG_NAI = {
    "id": "dong-nai",
    "short_code": "DN",
    "name_vi": "Tỉnh Đồng Nai",
    "gso_code": "75",
    "standing_unit": "DN-CA",
}
MERGER = {
    "tenant": "binh-phuoc",
    "successor": "dong-nai",
    "title_vi": "Sáp nhập tỉnh Bình Phước vào tỉnh Đồng Nai",
    "effective_on": "2025-07-01",
    "document": "202/2025/QH15",
}
LAST_DAY = "2025-06-30"


def _joined(api: Api, province: Body, units: Iterable[Body]) -> httpx2.Client:
    """The standing agency of a province that joins with those units."""
    ops = api("central", "ops")
    done(ops, "/v1/tenants", **province, source="background")
    police = api(province["id"], "standing_officer", province["standing_unit"])
    for unit in units:
        done(police, f"/v1/{province['id']}/units", **unit)
    return police


def _heirs(ops: httpx2.Client, merger: Body, chosen: Body, otherwise: str) -> list[Body]:
    """The administrator chooses for every unit that the preview says is left."""
    heirs = [{"unit": unit, "successor": heir} for unit, heir in chosen.items()]
    shown = done(ops, f"{SUCCESSIONS}/preview", **merger, heirs=heirs)
    units = {one["from_unit"] for one in shown["left"] if one["from_unit"]} - chosen.keys()
    return [*heirs, *({"unit": unit, "successor": otherwise} for unit in sorted(units))]


def _completed(ops: httpx2.Client, tenant: str) -> Body:
    def look() -> Body | None:
        answer = ops.get(SUCCESSIONS)
        items = answer.json()["items"] if answer.status_code == 200 else []  # while the service comes back
        return next((one for one in items if one["tenant"] == tenant and one["status"] == "completed"), None)

    return until(look, 300)


def _figures(board: Body) -> Body:
    names = ("tasks", "assignments", "models", "by_plan", "by_group", "by_unit", "groups", "headline")
    return {name: board[name] for name in names}


def _line(central: httpx2.Client, tenant: str, **params: str) -> Body | None:
    lines = seen(central, "/v1/comparison", **params)["provinces"]
    return next((line for line in lines if line["tenant"] == tenant), None)


def _children(client: httpx2.Client, path: str, parent: str) -> list[Body]:
    found: list[Body] = seen(client, f"{path}/tasks", parent=parent, limit=200)["items"]
    return found


def test_binh_phuoc_is_succeeded_by_dong_nai(api: Api, tiendo: Tiendo) -> None:
    """SC-X-2: open work moves to chosen successors with its history, whoever is killed meanwhile; as of 30 June 2025 it
    still says Bình Phước; new work cannot pick districts (FR-X-07)."""
    ops, police, central = (
        api("central", "ops"),
        api("binh-phuoc", "standing_officer", "BP-CA"),
        api("central", "central_wg_officer"),
    )
    units = (
        {"id": "DN-CA", "type": "standing_agency", "name_vi": "Công an tỉnh", "is_standing": True},
        {"id": "DN-SKHCN", "type": "department", "name_vi": "Sở Khoa học và Công nghệ"},
        {"id": "DN-DX", "type": "ward", "level": "commune", "name_vi": "Phường", "valid_from": "2025-07-01"},
        {"id": "DN-H1", "type": "district", "level": "district", "name_vi": "Huyện", "valid_to": LAST_DAY},
    )
    new = _joined(api, DONG_NAI, units)
    districts = [
        unit["id"] for unit in seen(police, f"{OLD}/units", limit=500)["items"] if unit["valid_to"] == LAST_DAY
    ]
    assert len(districts) == 11
    before = _children(police, OLD, "BP-A-01")
    assert {child["lead_unit"] for child in before} >= set(districts)
    finished = next(child["id"] for child in before if child["lead_unit"] not in districts)
    heard(police, done(police, f"{OLD}/tasks/{finished}/status", to="in_progress", effective_at="2025-03-01T00:00:00Z"))
    step = {"to": "completed", "product": "Báo cáo", "effective_at": "2025-03-02T00:00:00Z"}
    heard(police, done(police, f"{OLD}/tasks/{finished}/status", **step))
    then = overview(police, "binh-phuoc", as_of=LAST_DAY)
    then_central = _line(central, "binh-phuoc", as_of=LAST_DAY)

    chosen = dict.fromkeys(districts, "DN-DX") | {"BP-STTTT": "DN-SKHCN"}
    heirs = _heirs(ops, MERGER, chosen, "DN-CA")
    shown = done(ops, f"{SUCCESSIONS}/preview", **MERGER, heirs=heirs)
    open_works = [one["id"] for one in shown["moving"] if one["sort"] != "bottleneck"]
    assert shown["left"] == [] and finished not in open_works
    assert seen(ops, SUCCESSIONS)["items"] == []
    entered = done(ops, SUCCESSIONS, **MERGER, heirs=heirs)
    os.kill(tiendo.pids()["tasks"], signal.SIGKILL)
    assert entered["status"] == "running"
    assert _completed(ops, "binh-phuoc")["left"] == 0

    moved = [*_all(new, NEW), *_all(new, NEW, kind="pilot_model")]
    assert sorted(one["origin"]["id"] for one in moved) == sorted(open_works)
    shares = _children(new, NEW, "binh-phuoc.BP-A-01")
    assert len(shares) == len(before) - 1
    assert sum(share["lead_unit"] == "DN-DX" for share in shares) == 11
    was = {child["id"]: child for child in before}
    for share in shares:
        origin = was[share["origin"]["id"]]
        assert [share[name] for name in ("status", "status_since", "due_date")] == [
            origin[name] for name in ("status", "status_since", "due_date")
        ]
        assert share["obligation"]["original_due_at"] == origin["obligation"]["original_due_at"]
    _history_is_kept(police, finished, shares[0])
    _history_is_read(new, police, shares[0])
    _old_figures_stay(police, then)
    assert _line(central, "binh-phuoc", as_of=LAST_DAY) == then_central | {"sequence": _sequence(central)}
    _nothing_new_in_the_old(api, police)
    _new_work_in_the_new(new)
    assert told(
        api("dong-nai", "unit_head", "DN-DX"),
        "dong-nai",
        shares[0]["id"]
        if shares[0]["lead_unit"] == "DN-DX"
        else next(s["id"] for s in shares if s["lead_unit"] == "DN-DX"),
    )


def _all(client: httpx2.Client, path: str, **params: str) -> list[Body]:
    found: list[Body] = seen(client, f"{path}/tasks", limit=500, **params)["items"]
    return found


def _sequence(central: httpx2.Client) -> int:
    line = _line(central, "binh-phuoc", as_of=LAST_DAY)
    assert line is not None
    sequence: int = line["sequence"]
    return sequence


def _history_is_kept(police: httpx2.Client, finished: str, share: Body) -> None:
    kept = seen(police, f"{OLD}/tasks/{finished}")
    assert (kept["status"], kept["passed_to"], kept["obligation"]["waived"]) == ("completed", None, False)
    happened = seen(police, f"{OLD}/tasks/{share['origin']['id']}/history")["items"]
    assert (happened[0]["what"], happened[-1]["what"]) == ("registered", "passed_on")
    assert happened[-1]["time"] == "2025-06-30T17:00:00.000000Z"
    assert happened[-1]["change"]["to"] == {"tenant": "dong-nai", "id": share["id"]}


def _history_is_read(new: httpx2.Client, police: httpx2.Client, share: Body) -> None:
    """Through the work that passed on, and by no other way."""
    history = seen(new, f"{NEW}/tasks/{share['id']}/origin-history")["items"]
    assert history == seen(police, f"{OLD}/tasks/{share['origin']['id']}/history")["items"]
    assert new.get(f"{OLD}/tasks/{share['origin']['id']}/history").status_code == 404


def _old_figures_stay(police: httpx2.Client, then: Body) -> None:
    def ended() -> Body | None:
        board = seen(police, f"{OLD}/overview")
        return board if board["sequence"] == board["head"] else None

    now = until(ended)
    assert (now["valid_to"], now["succeeded_by"]) == (LAST_DAY, "dong-nai")
    assert now["assignments"]["passed_on"] == then["assignments"]["remaining"]
    assert (now["assignments"]["remaining"], now["assignments"]["cancelled"]) == (0, then["assignments"]["cancelled"])
    assert now["assignments"]["done"] == then["assignments"]["done"]
    again = seen(police, f"{OLD}/overview", as_of=LAST_DAY)
    assert _figures(again) == _figures(then)


def _nothing_new_in_the_old(api: Api, police: httpx2.Client) -> None:
    problem = refused(police, f"{OLD}/units", 409, id="BP-MOI", type="department", name_vi="Sở mới")
    assert problem["type"].endswith("tenant-succeeded")
    assert (problem["successor"], problem["last_day"]) == ("dong-nai", LAST_DAY)
    tenants = {one["id"]: one for one in seen(api("central", "central_wg_officer"), "/v1/tenants")["items"]}
    assert (tenants["binh-phuoc"]["succeeded_by"], tenants["binh-phuoc"]["valid_to"]) == ("dong-nai", LAST_DAY)
    assert tenants["dong-nai"]["gso_code"] == "75"


def _new_work_in_the_new(new: httpx2.Client) -> None:
    plan = {"id": "DN-KH", "year": 2025, "title_vi": "Kế hoạch", "effective_from": "2025-07-01"}
    done(new, f"{NEW}/plans", **plan)
    for unit, code in (("DN-H1", "unit_not_in_force"), ("BP-H691", "unknown_reference")):
        problem = refused(new, f"{NEW}/tasks", 422, id="DN-T-1", plan="DN-KH", title_vi="Việc mới", lead_unit=unit)
        assert [(fault["field"], fault["code"]) for fault in problem["errors"]] == [("body.lead_unit", code)]
    classes = {"plan": "DN-KH", "title_vi": "Việc mới", "assignee_classes": [{"level": "district"}]}
    assert new.post(f"{NEW}/tasks", json={"id": "DN-T-2", **classes}).status_code == 422
    done(new, f"{NEW}/tasks", id="DN-T-3", plan="DN-KH", title_vi="Việc mới", lead_unit="DN-DX")


def test_what_is_counted_is_counted_in_one_province(api: Api) -> None:
    """SC-X-2 with other numbers and another day: Ninh Thuận's 10 open tasks of 43 go on in Khánh Hòa, code 56; the
    central level counts each work once, before and after (FR-X-07, FR-TW-16)."""
    ops, central = api("central", "ops"), api("central", "central_wg_officer")
    units = [{"id": "KH-CA", "type": "standing_agency", "name_vi": "Công an tỉnh", "is_standing": True}]
    province = {"id": "khanh-hoa", "short_code": "KH", "name_vi": "Tỉnh Khánh Hòa", "gso_code": "56"}
    new = _joined(api, province | {"standing_unit": "KH-CA"}, units)
    merger = {**MERGER, "tenant": "ninh-thuan", "successor": "khanh-hoa", "effective_on": "2025-10-01"}
    heirs = _heirs(ops, merger, {"NT-CA": "KH-CA"}, "KH-CA")
    done(ops, SUCCESSIONS, **merger, heirs=heirs)
    _completed(ops, "ninh-thuan")
    board = until(lambda: (found := overview(new, "khanh-hoa"))["sequence"] == found["head"] and found)
    police = api("ninh-thuan", "standing_officer", "NT-CA")
    left = until(lambda: (found := overview(police, "ninh-thuan"))["sequence"] == found["head"] and found)
    assert (board["tasks"]["total"], board["tasks"]["done"]) == (10, 0)
    assert [left["tasks"][name] for name in ("total", "done", "remaining", "passed_on")] == [33, 33, 0, 10]
    day = {"as_of": "2025-09-30"}
    before, successor = _line(central, "ninh-thuan", **day), _line(central, "khanh-hoa", **day)
    assert before is not None and successor is not None
    assert (before["tasks"]["done"], before["tasks"]["total"], successor["reported"]) == (33, 43, False)
    first_day = {"as_of": "2025-10-01"}
    assert _line(central, "ninh-thuan", **first_day) is None
    line = _line(central, "khanh-hoa", **first_day)
    assert line is not None and line["tasks"]["total"] == 10
