"""Plans, numbers, products and links of tasks and pilot models, with the sample provinces, through the gateway."""

from tests.scenarios.talking import done, overview, refused, seen
from tests.stacks.installed import Api

NA, NT, BP = "/v1/nghe-an", "/v1/ninh-thuan", "/v1/binh-phuoc"


def test_a_task_that_is_added_leaves_what_was_planned(api: Api) -> None:
    """SC-002-1: 10 groups, 51 tasks, 38 models; then 51 planned and 1 added (FR-NA-01)."""
    standing = api("nghe-an", "standing_officer")
    planned = overview(standing, "nghe-an")
    assert (planned["groups"], planned["models"]["total"]) == (10, 38)
    assert (planned["tasks"]["total"], planned["tasks"]["planned"], planned["tasks"]["added"]) == (51, 51, 0)
    done(standing, f"{NA}/plans/NA-KH-2024/issue")
    body = {"id": "NA-T-52", "plan": "NA-KH-2024", "group": "NA-G01", "title_vi": "Nhiệm vụ phát sinh"}
    added = done(standing, f"{NA}/tasks", **body, lead_unit="NA-STP")
    assert added["added"] is True
    tasks = overview(standing, "nghe-an", added["sequence"])["tasks"]
    assert (tasks["total"], tasks["planned"], tasks["added"]) == (52, 51, 1)
    assert [task["id"] for task in seen(standing, f"{NA}/tasks", added="true")["items"]] == ["NA-T-52"]
    past = standing.get(f"{NA}/overview", params={"as_of": "2024-12-31"}).json()
    assert past["tasks"]["total"] == 51, "a task that is added today was not there then"


def test_a_model_with_a_number_to_reach_is_completed_when_it_is_reached(api: Api) -> None:
    """SC-002-5: 19 paperless services are refused, 20 accepted; NA-M-27 needs 53/53; the list has 12 rows in order
    (FR-NA-10, FR-NA-11, FR-NA-12)."""
    office = api("nghe-an", "unit_head", "NA-VPUB")
    for model in ("NA-M-27", "NA-M-28"):
        done(office, f"{NA}/tasks/{model}/status", to="in_progress")
    done(office, f"{NA}/tasks/NA-M-28/progress", value=19)
    problem = refused(office, f"{NA}/tasks/NA-M-28/status", 409, to="completed")
    assert (problem["type"].rpartition("/")[2], problem["reached"]) == ("target-not-reached", 19)
    done(office, f"{NA}/tasks/NA-M-28/progress", value=20)
    assert done(office, f"{NA}/tasks/NA-M-28/status", to="completed")["status"] == "completed"
    done(office, f"{NA}/tasks/NA-M-27/progress", done=52, total=53)
    refused(office, f"{NA}/tasks/NA-M-27/status", 409, to="completed")
    done(office, f"{NA}/tasks/NA-M-27/progress", done=53, total=53)
    last = done(office, f"{NA}/tasks/NA-M-27/status", to="completed")
    focus = overview(office, "nghe-an", last["sequence"])["models"]["focus"]
    assert [row["model"] for row in focus["models"]] == [f"NA-M-{number}" for number in range(27, 39)]
    assert (focus["total"], focus["done"]) == (12, 2)


def test_the_plans_of_november_need_their_documents(api: Api) -> None:
    """SC-003-4: NT-T-05 is completed with its plan, then only NT-T-06 remains for November (FR-NT-08)."""
    head = api("ninh-thuan", "unit_head", "NT-STTTT")
    when = {"effective_at": "2024-11-05T08:00:00+07:00"}
    done(head, f"{NT}/tasks/NT-T-05/details", deliverable_type="plan")
    done(head, f"{NT}/tasks/NT-T-05/status", to="in_progress", **when)
    problem = refused(head, f"{NT}/tasks/NT-T-05/status", 422, to="completed", **when)
    assert [fault["code"] for fault in problem["errors"]] == ["product_missing"]
    done(head, f"{NT}/tasks/NT-T-05/status", to="completed", product="45/KH-STTTT", **when)
    listed = seen(head, f"{NT}/tasks", unit="NT-STTTT", due_before="2024-12-01", limit=200)["items"]
    november = [task for task in listed if task["due_date"] == "2024-11-30" and not task["done"]]
    assert [task["id"] for task in november] == ["NT-T-06"]


def test_a_task_that_is_done_only_suggests_a_change_of_its_model(api: Api) -> None:
    """SC-003-7: 34 of 43 tasks, still 25 models, and a suggestion on NT-M-03 (FR-NT-17, FR-NT-20)."""
    head = api("ninh-thuan", "unit_head", "NT-STTTT")
    assert seen(head, f"{NT}/tasks/NT-M-03")["suggestions"] == []
    at = {"effective_at": "2024-10-20T08:00:00+07:00"}
    last = done(head, f"{NT}/tasks/NT-T-03/status", to="completed", product="Báo cáo 77/BC-STTTT", **at)
    board = overview(head, "ninh-thuan", last["sequence"], as_of="2024-10-20")
    assert (board["tasks"]["done"], board["tasks"]["total"], board["models"]["total"]) == (34, 43, 25)
    model = seen(head, f"{NT}/tasks/NT-M-03")
    assert model["status"] == "in_progress"
    assert [(one["update"], one["task"]) for one in model["suggestions"]] == [("pilot_model", "NT-T-03")]


def test_completion_needs_its_product_and_resources_their_legal_basis(api: Api) -> None:
    """SC-000-5: refused without a product, done with a document; resources without a basis are on the warning list
    (FR-BP-25, FR-BP-07, FR-NT-22)."""
    head, task = api("binh-phuoc", "unit_head", "BP-STC"), f"{BP}/tasks/BP-A-01.BP-STC"
    done(head, f"{task}/details", deliverable_type="advice", resources={"form": "investment", "purpose": "people"})
    warned = seen(head, f"{BP}/tasks", without_legal_basis="true")["items"]
    assert [one["id"] for one in warned] == ["BP-A-01.BP-STC"]
    done(head, f"{task}/status", to="in_progress")
    refused(head, f"{task}/status", 422, to="completed")
    assert done(head, f"{task}/status", to="completed", product="812/STC-NS")["status"] == "completed"
    basis = {"form": "investment", "purpose": "people", "legal_basis": ["Luật Đầu tư công"]}
    done(head, f"{task}/details", resources=basis)
    assert seen(head, f"{BP}/tasks", without_legal_basis="true")["items"] == []


def test_volumes_have_a_percentage_and_partners_numbers_wait_for_the_lead(api: Api) -> None:
    """FR-NT-11, FR-NT-12, FR-NT-21: done of total, never more; what a data-entry unit reports is confirmed by the lead."""
    lead, partner = api("ninh-thuan", "unit_head", "NT-STP"), api("ninh-thuan", "unit_officer", "NT-NHAPLIEU")
    task = f"{NT}/tasks/NT-T-01"
    counted = done(lead, f"{task}/progress", done=33, total=43, unit="hồ sơ")["measured"]["progress"]
    assert (counted["percent"], counted["by_unit"]) == (76.74, "NT-STP")
    problem = refused(lead, f"{task}/progress", 422, done=44)
    assert [fault["code"] for fault in problem["errors"]] == ["done_exceeds_total"]
    waiting = done(partner, f"{task}/progress", done=40)["measured"]
    assert (waiting["progress"]["done"], [one["done"] for one in waiting["unconfirmed"]]) == (33, [40])
    refused(partner, f"{task}/progress/confirmation", 403, unit="NT-NHAPLIEU")
    confirmed = done(lead, f"{task}/progress/confirmation", unit="NT-NHAPLIEU")["measured"]
    assert (confirmed["progress"]["done"], confirmed["unconfirmed"]) == (40, [])


def test_a_model_has_its_sites(api: Api) -> None:
    """FR-NT-18: the AI camera at the seat of the People's Committee."""
    standing = api("ninh-thuan", "standing_officer")
    site = {"name_vi": "Trụ sở UBND tỉnh", "unit": "NT-VPUB", "status": "in_progress"}
    assert done(standing, f"{NT}/models/NT-M-01/details", sites=[site])["sites"] == [site]
    problem = refused(standing, f"{NT}/models/NT-M-01/details", 422, sites=[{**site, "unit": "NT-KHONG"}])
    assert [fault["field"] for fault in problem["errors"]] == ["body.sites"]


def test_a_task_of_security_is_done_once_everything_is_shown(api: Api) -> None:
    """FR-NT-09: what the standing agency asks for, the lead shows; until then the task is not done, and nothing is dropped
    in silence."""
    police, head = api("ninh-thuan", "standing_officer"), api("ninh-thuan", "unit_head", "NT-STTTT")
    task = "/v1/ninh-thuan/tasks/NT-AN-01"
    body = {"plan": "NT-KH-2024", "title_vi": "Đưa hệ thống vào vận hành", "lead_unit": "NT-STTTT"}
    done(police, "/v1/ninh-thuan/tasks", id="NT-AN-01", **body)
    asked = [{"name_vi": "Phê duyệt cấp độ an toàn"}, {"name_vi": "Phương án phòng, chống mã độc"}]
    done(police, f"{task}/details", security_checklist=asked)
    done(head, f"{task}/status", to="in_progress")
    problem = refused(head, f"{task}/status", 409, to="completed", product="Biên bản nghiệm thu")
    assert problem["missing"] == [item["name_vi"] for item in asked]
    refused(head, f"{task}/details", 422, security_checklist=asked[:1])
    shown = [item | {"done_on": "2024-10-01"} for item in asked]
    done(head, f"{task}/details", security_checklist=shown)
    finished = done(head, f"{task}/status", to="completed", product="Biên bản nghiệm thu")
    assert [item["done_on"] for item in finished["security_checklist"]] == ["2024-10-01", "2024-10-01"]
