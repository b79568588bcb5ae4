"""What the programme asks for besides plans: conclusions of conferences, communication work, data for those who build on it."""

from tests.e2e.waiting import until
from tests.scenarios.talking import done, refused, seen
from tests.stacks.installed import Api

SHARES = True

NA, NT, TW = "/v1/nghe-an", "/v1/ninh-thuan", "/v1/central"


def test_the_conclusion_of_a_conference_gives_assignments_and_needs_no_number(api: Api) -> None:
    """FR-NA-14: the chair's role and the day are its marks; its assignments are tasks of units, which are told."""
    known = seen(api("nghe-an", "chairman"), f"{NA}/directives/NA-KL-20240402")
    assert (known["full_number"], known["doc_type"], known["issued_date"]) == (None, "ket_luan_hoi_nghi", "2024-04-02")
    assert "chủ trì" in known["signer_role_vi"]
    office = api("nghe-an", "office_officer")
    conclusion = {"doc_type": "ket_luan_hoi_nghi", "issued_date": "2024-07-02", "issuer_unit": "NA-UBND"}
    conclusion |= {"signer_role_vi": "Phó Chủ tịch Thường trực UBND tỉnh", "subject_vi": "Kết luận hội nghị sơ kết"}
    block = {"id": "ND1", "title_vi": "Hoàn thiện thủ tục pháp lý", "lead_units": ["NA-STTTT"]}
    entered = done(office, f"{NA}/directives", id="NA-KL-T", blocks=[block], **conclusion)
    assert (entered["full_number"], [one["id"] for one in entered["blocks"]]) == (None, ["ND1"])
    task = {"kind": "directive", "plan": "NA-KH-2024", "directive": "NA-KL-T", "block": "ND1"}
    done(office, f"{NA}/tasks", id="NA-KL-T-1", title_vi="Trình phê duyệt", lead_unit="NA-STTTT", **task)
    assert seen(office, f"{NA}/directives/NA-KL-T")["assignments"] == 1
    lead = api("nghe-an", "unit_head", "NA-STTTT")
    until(lambda: any(notice["subject"] == "NA-KL-T-1" for notice in seen(lead, f"{NA}/inbox", limit=200)["items"]))


def test_communication_work_is_a_regular_task_with_a_result_per_month(api: Api) -> None:
    """FR-NA-29, FR-NT-19: met month by month with its product; a month without a result stays visible."""
    police, lead = api("ninh-thuan", "standing_officer"), api("ninh-thuan", "unit_head", "NT-STTTT")
    task = {"plan": "NT-KH-2024", "kind": "regular", "rhythm": "month", "lead_unit": "NT-STTTT"}
    words = {"title_vi": "Tuyên truyền Đề án 06, tạo đồng thuận", "opened_at": "2024-08-01"}
    due = {"date": "2024-10-31", "precision": "month"}
    done(police, f"{NT}/tasks", id="NT-T-TT", due=due, **task, **words)
    path = f"{NT}/tasks/NT-T-TT"
    assert seen(lead, path)["unmet_periods"] == ["2024-08", "2024-09", "2024-10"]
    for period, product in (("2024-08", "12 tin, bài"), ("2024-10", "03 hội nghị tuyên truyền")):
        done(lead, f"{path}/parts", period=period, product=product)
    after = seen(lead, path)
    assert after["unmet_periods"] == ["2024-09"]
    results = {one["period"]: one["product"] for one in after["schedule"]["periods"]}
    assert results == {"2024-08": "12 tin, bài", "2024-10": "03 hội nghị tuyên truyền"}
    problem = refused(lead, f"{path}/parts", 422, period="2024-08", product="lần hai")
    assert [fault["code"] for fault in problem["errors"]] == ["part_met_before"]
    other = api("ninh-thuan", "unit_head", "NT-STP")
    refused(other, f"{path}/parts", 403, period="2024-09", product="không phải đơn vị chủ trì")


def test_an_integrator_reads_what_is_there_already(api: Api) -> None:
    """FR-TW-08: figures, tasks and events through public contracts, for its own tenant only; it resumes where it stopped."""
    integrator = api("nghe-an", "integrator")
    assert seen(integrator, f"{NA}/overview")["models"]["total"] == 38
    assert seen(integrator, f"{NA}/tasks/NA-T-01")["lead_unit"]
    first = seen(integrator, f"{NA}/events", after=0, limit=50)
    assert [event["sequence"] for event in first["items"]] == list(range(1, 51))
    again = seen(integrator, f"{NA}/events", after=first["next"], limit=1)["items"]
    assert (again[0]["sequence"], again[0]["tenant"], again[0]["specversion"]) == (51, "nghe-an", "1.0")
    assert again[0]["dataschema"] == f"https://tiendo.vn/schemas/{again[0]['type']}.json"
    for foreign in (f"{NT}/events", f"{NT}/overview", f"{NT}/tasks"):
        assert integrator.get(foreign).status_code == 404
    answer = integrator.post(f"{NA}/tasks/NA-T-01/status", json={"to": "in_progress"})
    assert answer.status_code == 403, "who reads does not enter"


def test_the_sharing_of_contact_data_is_tracked_and_none_is_kept(api: Api) -> None:
    """FR-TW-11: TW-N-06 is a task like others; a field for somebody's contact data does not exist, notices go to roles."""
    officer, lead = api("central", "central_wg_officer"), api("central", "unit_head", "TW-BCA")
    task = seen(officer, f"{TW}/tasks/TW-N-06")
    assert (task["deliverable_type"], task["lead_unit"]) == ("data_sharing", "TW-BCA")
    done(lead, f"{TW}/tasks/TW-N-06/status", to="in_progress")
    body = {"id": "X", "plan": task["plan"], "title_vi": "Việc", "lead_unit": "TW-BCA"}
    for field in ("phone", "address", "citizen"):
        problem = refused(officer, f"{TW}/tasks", 422, **body, **{field: "x"})
        assert [fault["code"] for fault in problem["errors"]] == ["extra_forbidden"]
    notices = until(lambda: seen(lead, f"{TW}/inbox", limit=50)["items"])
    assert all(not {"phone", "address", "email"} & notice.keys() for notice in notices)
