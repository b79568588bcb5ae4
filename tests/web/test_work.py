"""My work: what a unit owes, reported in its place, and what waits for those who lead (FR-BP-05, FR-NA-21)."""

from datetime import datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.asking import asked, post
from tests.web.visits import Visits

WORK = "/t/{tenant}/work"
UNIT = "NA-STP"


@pytest.fixture
def work(visits: Visits) -> Page:
    return visits.open_as("nghe-an", "unit_head", WORK, unit=UNIT)


def _rows(page: Page, section: str) -> Locator:
    return page.locator(f"[data-section={section}] [data-id]")


def _row(page: Page, task: str) -> Locator:
    return page.locator(f"[data-id='{task}']")


def _owed(page: Page) -> list[dict[str, object]]:
    items: list[dict[str, object]] = asked(page, "tasks", unit=UNIT, limit=500)["items"]
    return items


def _overdue(page: Page) -> list[str]:
    """Ids of the unit's late tasks, what is late for longest first."""

    def due(task: dict[str, object]) -> datetime:
        obligation = task["obligation"]
        assert isinstance(obligation, dict)
        return datetime.fromisoformat(obligation["due_at"])

    late = [task for task in _owed(page) if task["overdue"] and task["status"] != "submitted"]
    return [str(task["id"]) for task in sorted(late, key=due)]


def _report(page: Page, task: str) -> Locator:
    _row(page, task).get_by_role("button", name=f"Báo cáo tiến độ {task}").click()
    return _row(page, task)


def test_it_shows_what_the_unit_owes_by_need(work: Page) -> None:
    expect(_rows(work, "overdue").first).to_be_visible()
    shown = [row.get_attribute("data-id") for row in _rows(work, "overdue").all()]
    assert shown == _overdue(work)
    expect(work.get_by_role("heading", name=f"Quá hạn ({len(shown)})")).to_be_visible()
    first = _row(work, str(shown[0])).get_by_role("link")
    expect(first).to_have_attribute("href", f"/t/nghe-an/tasks/{shown[0]}")


def test_an_amount_is_reported_in_the_row(work: Page) -> None:
    task = _overdue(work)[-1]
    row = _report(work, task)
    row.get_by_text("Khối lượng", exact=True).click()
    row.get_by_label("Đã làm được").fill("30")
    row.get_by_label("Trên tổng số").fill("60")
    row.get_by_role("button", name="Gửi báo cáo").click()
    expect(work.get_by_text("Đã ghi nhận khối lượng.")).to_be_visible()
    progress = asked(work, f"tasks/{task}")["measured"]["progress"]
    assert (progress["done"], progress["total"], progress["percent"]) == (30, 60, 50)


def test_what_is_refused_is_said_beside_the_form(work: Page) -> None:
    task = _overdue(work)[-1]
    row = _report(work, task)
    row.get_by_label("Trạng thái mới").select_option("completed")
    row.get_by_role("button", name="Gửi báo cáo").click()
    expect(row.get_by_role("alert")).to_be_visible()
    assert asked(work, f"tasks/{task}")["status"] == "in_progress"


def test_a_colleague_was_faster(visits: Visits, work: Page) -> None:
    """Both states are shown; going on from the new one works."""
    task = _overdue(work)[-1]
    row = _report(work, task)
    row.get_by_label("Trạng thái mới").select_option("submitted")
    colleague = visits.open_as("nghe-an", "unit_officer", WORK, unit=UNIT)
    answer = post(colleague, f"tasks/{task}/status", {"to": "on_hold", "reason": "Chờ hướng dẫn"})
    assert answer.status == 200, answer.text()
    row.get_by_role("button", name="Gửi báo cáo").click()
    told = row.get_by_role("alert")
    expect(told).to_contain_text("Khi bạn mở: Đang triển khai")
    expect(told).to_contain_text("Bây giờ: Tạm dừng")
    row.get_by_role("button", name="Báo cáo tiếp từ trạng thái mới").click()
    row.get_by_label("Trạng thái mới").select_option("in_progress")
    row.get_by_role("button", name="Gửi báo cáo").click()
    expect(work.get_by_text("Đã báo cáo: Đang triển khai.")).to_be_visible()
    assert asked(work, f"tasks/{task}")["status"] == "in_progress"


def test_what_was_submitted_waits_for_the_standing_agency_which_gives_it_back(visits: Visits, work: Page) -> None:
    """FR-NA-21: with a reason; then it is owed again."""
    task = _overdue(work)[0]
    row = _report(work, task)
    row.get_by_label("Trạng thái mới").select_option("submitted")
    row.get_by_label("Sản phẩm").fill("Báo cáo số 12/BC-STP")
    row.get_by_role("button", name="Gửi báo cáo").click()
    expect(_rows(work, "waiting")).to_have_count(1)
    agency = visits.open_as("nghe-an", "standing_officer", WORK)
    submitted = _row(agency, task)
    expect(submitted).to_contain_text("Báo cáo số 12/BC-STP")
    submitted.get_by_role("button", name=f"Xem xét {task}").click()
    submitted.get_by_label("Trạng thái mới").select_option("returned")
    submitted.get_by_label("Lý do").fill("Thiếu phụ lục")
    submitted.get_by_role("button", name="Ghi kết quả xem xét").click()
    expect(_row(agency, task)).to_have_count(0)
    expect(_rows(work, "overdue").first).to_contain_text("Bị trả lại")


def test_leaders_see_what_waits_and_do_not_judge_in_the_agencys_place(visits: Visits, work: Page) -> None:
    task = _overdue(work)[0]
    assert post(work, f"tasks/{task}/status", {"to": "submitted", "note": "Trình"}).status == 200
    chairman = visits.open_as("nghe-an", "chairman", WORK)
    expect(_row(chairman, task)).to_be_visible()
    expect(_row(chairman, task).get_by_role("button")).to_have_count(0)
    assert post(chairman, f"tasks/{task}/status", {"to": "returned", "reason": "x"}).status == 403
    agency = visits.open_as("nghe-an", "standing_officer", WORK)
    assert post(agency, f"tasks/{task}/status", {"to": "returned"}).status == 200


def test_what_is_done_moves_to_what_was_done_lately(work: Page) -> None:
    model = asked(work, "tasks", unit=UNIT, kind="pilot_model", status="in_progress")["items"][0]["id"]
    row = _report(work, model)
    row.get_by_label("Trạng thái mới").select_option("completed")
    row.get_by_role("button", name="Gửi báo cáo").click()
    expect(_rows(work, "done").first).to_have_attribute("data-id", model)
    assert asked(work, f"tasks/{model}")["status"] == "completed"


def test_a_unit_does_not_complete_its_work_off_target_by_itself(visits: Visits) -> None:
    """FR-NA-11: it is told what is missing and who enters the decision; the API refuses it all the same."""
    page = visits.open_as("nghe-an", "unit_head", WORK, unit="NA-VPUB")
    assert post(page, "tasks/NA-M-28/status", {"to": "in_progress"}).status == 200
    assert post(page, "tasks/NA-M-28/progress", {"value": 12}).status == 200
    expect(_row(page, "NA-M-28")).to_contain_text("Đang triển khai")
    row = _report(page, "NA-M-28")
    row.get_by_label("Trạng thái mới").select_option("completed")
    expect(row.locator("[data-off-target]")).to_contain_text("Chỉ tiêu ≥ 20 dịch vụ, đã đạt 12 dịch vụ.")
    expect(row.locator("[data-off-target]")).to_contain_text("Cơ quan thường trực ghi quyết định đó")
    expect(row.get_by_label("Vì sao vẫn hoàn thành")).to_have_count(0)
    expect(row.get_by_role("button", name="Gửi báo cáo")).to_be_disabled()
    off = {"reason": "Bộ đã dừng ba dịch vụ", "decided_by_role": "chairman"}
    assert post(page, "tasks/NA-M-28/status", {"to": "completed", "off_target": off}).status == 403


def test_a_letter_is_read_and_answered_in_its_row(visits: Visits) -> None:
    """FR-BP-18: what the agency urges is owed; the head reads it, answers it, and the task's page shows both."""
    with visits.tiendo.client("nghe-an", "standing_officer") as police:
        letter = {
            "id": "DD-WEB-1",
            "kind": "urge",
            "units": [UNIT],
            "subject_sort": "task",
            "subject": "NA-T-10",
            "title_vi": "Đôn đốc liên thông khai sinh",
            "text_vi": "Đề nghị báo cáo vì sao chậm.",
            "reply_by": "2030-05-31",
        }
        assert police.post("/v1/nghe-an/requests", json=letter).status_code == 201
    page = visits.open_as("nghe-an", "unit_head", WORK, unit=UNIT)
    row = _row(page, f"DD-WEB-1.{UNIT}")
    row.get_by_role("button", name="Tôi đã đọc").click()
    expect(row.get_by_text("Đã xác nhận")).to_be_visible()
    row.get_by_role("button", name="Trả lời").click()
    row.get_by_label("Trả lời", exact=False).first.fill("Chờ kết nối dữ liệu, xong trước 15/6.")
    row.get_by_label("Số, ký hiệu văn bản").fill("12/BC-STP; 13/BC-STP")
    row.get_by_role("button", name="Gửi trả lời").click()
    expect(
        page.locator("[data-section=waiting], [data-section=done]").locator(f"[data-id='DD-WEB-1.{UNIT}']")
    ).to_be_visible()
    page.goto(f"{visits.tiendo.url}/t/nghe-an/tasks/NA-T-10")
    told = page.locator(f"[data-letter='DD-WEB-1.{UNIT}']")
    expect(told).to_contain_text("Đề nghị báo cáo vì sao chậm.")
    expect(told).to_contain_text("Chờ kết nối dữ liệu, xong trước 15/6. (12/BC-STP; 13/BC-STP)")
