"""Who leads, who helps, who decides, and what is clear about it, with the sample provinces, through the gateway."""

import httpx2

from tests.scenarios.talking import done, overview, refused, seen, told
from tests.stacks.installed import Api

NA, NT, BP, TW = "/v1/nghe-an", "/v1/ninh-thuan", "/v1/binh-phuoc", "/v1/central"


def _missing(client: httpx2.Client, task: str) -> list[str]:
    missing: list[str] = seen(client, task)["clarity"]["missing"]
    return missing


def test_a_task_without_a_deadline_is_not_clear_until_it_has_one(api: Api) -> None:
    """SC-002-6: by Nghệ An's four criteria `time` is missing, the share of clear tasks falls; a deadline clears it
    (FR-NA-15, FR-NA-16, FR-BP-20, FR-X-10)."""
    chairman, standing = api("nghe-an", "chairman"), api("nghe-an", "standing_officer")
    done(chairman, f"{NA}/clarity", "PUT", preset="four")
    before = seen(standing, f"{NA}/clarity")
    assert (before["preset"], before["chosen_by_role"]) == ("four", "chairman")
    body = {"id": "NA-T-RO", "plan": "NA-KH-2024", "title_vi": "Việc chưa rõ thời gian", "lead_unit": "NA-STP"}
    unclear = done(standing, f"{NA}/tasks", **body)
    assert unclear["clarity"] == {"preset": "four", "missing": ["time"], "clear": False}
    after = seen(standing, f"{NA}/clarity")
    assert (after["total"], after["clear"]) == (before["total"] + 1, before["clear"])
    assert after["rate_clear"] < before["rate_clear"]
    assert "NA-T-RO" in [task["id"] for task in seen(standing, f"{NA}/tasks", clear="false", limit=500)["items"]]
    move = {"reason": "Bổ sung thời hạn", "document": "20/TB-UBND", "decided_by_role": "chairman"}
    dated = done(standing, f"{NA}/tasks/NA-T-RO/deadline", date="2099-06-30", precision="day", **move)
    assert dated["clarity"]["clear"] is True
    assert seen(standing, f"{NA}/clarity")["clear"] == before["clear"] + 1


def test_who_does_not_lead_the_programme_does_not_choose_what_is_clear(api: Api) -> None:
    """FR-NA-16: a department's head cannot weaken the criteria."""
    head = api("nghe-an", "unit_head", "NA-STP")
    assert head.put(f"{NA}/clarity", json={"preset": "three"}).status_code == 403


def test_a_solution_without_milestones_has_no_clear_progress(api: Api) -> None:
    """Part of SC-003-8: by Ninh Thuận's three criteria `progress` is missing until there are milestones (FR-NT-13)."""
    done(api("ninh-thuan", "standing_officer"), f"{NT}/clarity", "PUT", preset="three")
    head, task = api("ninh-thuan", "unit_head", "NT-SGTVT"), f"{NT}/tasks/NT-T-07"
    submitted = done(head, f"{task}/details", product_vi="Giải pháp nâng tỷ lệ tiếp nhận hồ sơ trực tuyến")
    assert submitted["clarity"]["missing"] == ["progress"]
    steps = [{"name_vi": "Niêm yết quy trình", "due_date": "2024-11-15"}]
    assert done(head, f"{task}/details", milestones=steps)["clarity"]["clear"] is True
    met = done(head, f"{task}/parts", milestone="Niêm yết quy trình", met_on="2024-11-12")
    assert met["schedule"]["milestones"][0]["done_on"] == "2024-11-12"
    assert "progress" in _missing(head, f"{NT}/tasks/NT-T-08")


def test_an_assignment_shows_how_many_of_its_units_are_done(api: Api) -> None:
    """SC-001-2: 16 children, one notice to each head, 0/16, then 1/16 (FR-BP-03, FR-BP-26, FR-BP-05)."""
    chairman = api("binh-phuoc", "chairman")
    parent = seen(chairman, f"{BP}/tasks/BP-A-01")
    assert (len(parent["assignees"]), parent["children"]) == (16, {"done": 0, "total": 16})
    for unit, role in (("BP-STC", "unit_head"), ("BP-H688", "district_chair")):
        assert len(told(api("binh-phuoc", role, unit), "binh-phuoc", f"BP-A-01.{unit}")) == 1
    finance = api("binh-phuoc", "unit_head", "BP-STC")
    done(finance, f"{BP}/tasks/BP-A-01.BP-STC/status", to="in_progress")
    done(finance, f"{BP}/tasks/BP-A-01.BP-STC/status", to="completed", product="812/STC-NS")
    assert seen(chairman, f"{BP}/tasks/BP-A-01")["children"] == {"done": 1, "total": 16}


def test_what_is_done_to_an_assignment_is_done_to_its_open_children(api: Api) -> None:
    """FR-BP-03, FR-BP-26: the deadline and the end of BP-A-02 are those of every unit that is not done."""
    office = api("binh-phuoc", "office_officer")
    standing, head = api("binh-phuoc", "standing_officer"), api("binh-phuoc", "unit_head", "BP-STC")
    done(head, f"{BP}/tasks/BP-A-02.BP-STC/status", to="in_progress")
    done(head, f"{BP}/tasks/BP-A-02.BP-STC/status", to="completed", product="Báo cáo 9")
    move = {"reason": "Thêm thời gian khảo sát", "document": "1501/UBND-NC", "decided_by_role": "chairman"}
    done(office, f"{BP}/tasks/BP-A-02/deadline", date="2024-06-30", precision="month", **move)
    dues = {child["due_date"]: child["done"] for child in _children(office, "BP-A-02")}
    assert dues == {"2024-06-30": False, None: True}
    done(standing, f"{BP}/tasks/BP-A-02/status", to="cancelled", reason="Đã có văn bản thay thế")
    assert {child["status"] for child in _children(office, "BP-A-02")} == {"cancelled", "completed"}
    assert seen(office, f"{BP}/tasks/BP-A-02")["children"] == {"done": 1, "total": 1}


def _children(client: httpx2.Client, parent: str) -> list[dict[str, object]]:
    items: list[dict[str, object]] = seen(client, f"{BP}/tasks", parent=parent, limit=500)["items"]
    return items


def test_only_the_lead_ministry_closes_what_it_leads(api: Api) -> None:
    """SC-004-2: TW-N-09 is led by MIC, with MPS, MOF, MPI and a class of ministries (FR-TW-01, FR-TW-14)."""
    lead = api("central", "unit_head", "TW-BTTTT")
    task = seen(lead, f"{TW}/tasks/TW-N-09")
    assert (task["lead_unit"], task["coordinating_units"]) == ("TW-BTTTT", ["TW-BCA", "TW-BTC", "TW-BKHDT", "TW-BN"])
    for helper in ("TW-BCA", "TW-BTC", "TW-BKHDT"):
        refused(api("central", "unit_head", helper), f"{TW}/tasks/TW-N-09/status", 403, to="in_progress")
    done(lead, f"{TW}/tasks/TW-N-09/status", to="in_progress")
    assert done(lead, f"{TW}/tasks/TW-N-09/status", to="completed", product="Đề án trình")["status"] == "completed"


def test_a_class_of_ministries_gets_one_child_each(api: Api) -> None:
    """SC-004-3: 4 ministries, 4 children, 0/4 (FR-TW-12)."""
    officer = api("central", "central_wg_officer")
    source = seen(officer, f"{TW}/tasks/TW-N-07")
    body = {key: source[key] for key in ("plan", "group", "kind", "title_vi", "title_en", "deliverable_type")}
    issued = done(officer, f"{TW}/tasks", id="TW-N-07-BN", **body, assignee_classes=[{"type": "ministry"}])
    assert sorted(issued["assignees"]) == ["TW-BCA", "TW-BKHDT", "TW-BTC", "TW-BTTTT"]
    assert seen(officer, f"{TW}/tasks/TW-N-07-BN")["children"] == {"done": 0, "total": 4}


def test_the_list_of_databases_is_submitted_returned_and_approved(api: Api) -> None:
    """SC-004-9: submitted, returned, submitted, approved by the Prime Minister; who decides about TW-N-09 is not clear
    (FR-TW-02, FR-TW-06, FR-TW-07, FR-TW-15)."""
    officer, lead = api("central", "central_wg_officer"), api("central", "unit_head", "TW-BCA")
    done(officer, f"{TW}/clarity", "PUT", preset="six")
    task = f"{TW}/tasks/TW-N-04"
    assert "authority" in _missing(officer, task)
    done(lead, f"{task}/status", to="in_progress")
    scores = {"correct": 90, "complete": 80, "clean": 70, "live": 60}
    items = [{"name_vi": name, **scores} for name in ("CSDL đất đai", "CSDL hộ tịch", "CSDL bảo hiểm")]
    first = done(lead, f"{task}/approval", to="submitted", authority="Thủ tướng Chính phủ", items=items)
    assert [len(first["approval"]["items"]), first["clarity"]["missing"].count("authority")] == [3, 0]
    refused(lead, f"{task}/approval", 403, to="approved", document="06/QĐ-TTg")
    refused(lead, f"{task}/status", 409, to="completed", product="06/QĐ-TTg")
    done(officer, f"{task}/approval", to="returned", reason="Bổ sung tiêu chí dữ liệu sống")
    done(lead, f"{task}/approval", to="submitted")
    approved = done(officer, f"{task}/approval", to="approved", document="06/QĐ-TTg", decided_on="2024-11-20")
    assert (approved["approval"]["state"], approved["approval"]["authority"]) == ("approved", "Thủ tướng Chính phủ")
    assert (approved["status"], approved["product"]) == ("completed", "06/QĐ-TTg")
    steps = [entry["change"]["to"] for entry in seen(officer, f"{task}/history")["items"] if entry["change"]]
    assert steps[-4:] == ["submitted", "returned", "submitted", "completed"]
    assert "authority" in _missing(officer, f"{TW}/tasks/TW-N-09")


def test_a_task_goes_to_another_lead_with_its_history(api: Api) -> None:
    """FR-NT-10: what is owed goes with it, both units are told, the board counts it where it is led."""
    standing = api("ninh-thuan", "standing_officer")
    old, new = api("ninh-thuan", "unit_head", "NT-STTTT"), api("ninh-thuan", "unit_head", "NT-STP")
    basis = {"reason": "Phù hợp chức năng", "document": "318/QĐ-UBND"}
    changed = done(standing, f"{NT}/tasks/NT-T-04/lead", lead_unit="NT-STP", stays_coordinating=True, **basis)
    assert (changed["lead_unit"], changed["obligation"]["owner_unit"]) == ("NT-STP", "NT-STP")
    assert changed["coordinating_units"] == ["NT-STTTT"]
    refused(old, f"{NT}/tasks/NT-T-04/status", 403, to="on_hold", reason="chờ")
    for client in (old, new):
        assert len(told(client, "ninh-thuan", "NT-T-04", "Đổi đơn vị chủ trì")) == 1
    entry = seen(new, f"{NT}/tasks/NT-T-04/history")["items"][-1]
    assert (entry["what"], entry["change"]["from"], entry["change"]["to"]) == ("lead_changed", "NT-STTTT", "NT-STP")
    lines = overview(standing, "ninh-thuan", changed["sequence"])["by_unit"]
    assert sum(line["total"] for line in lines) == 43
