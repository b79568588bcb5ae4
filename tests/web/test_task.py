"""One task: what it is, what happened, and the next thing that somebody may do about it."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.test_tasks import asked
from tests.web.visits import Visits, axe

TASK = "/t/{tenant}/tasks/"


def test_it_shows_what_the_api_says(visits: Visits) -> None:
    """FR-NA-15, FR-BP-05: who, by when, what, and which "rõ" is missing."""
    task = asked(visits.tiendo, "/v1/nghe-an/tasks/NA-T-01")
    page = visits.open_as("nghe-an", "chairman", TASK + "NA-T-01")
    expect(page.get_by_role("heading", level=1)).to_have_text(task["title_vi"])
    for said in (task["accountable_role_vi"], task["product_vi"]):
        expect(page.locator("#content")).to_contain_text(said)
    unclear = [item.get_attribute("data-criterion") for item in page.locator("[data-criterion]").all()]
    assert unclear == task["clarity"]["missing"]


def test_its_history_is_told_in_words(visits: Visits) -> None:
    told = asked(visits.tiendo, "/v1/nghe-an/tasks/NA-T-08/history")["items"]
    page = visits.open_as("nghe-an", "chairman", TASK + "NA-T-08", language="en")
    expect(page.locator("[data-happening]")).to_have_count(len(told))
    for one, shown in zip(told, page.locator("[data-happening]").all(), strict=True):
        expect(shown).to_contain_text(one["summary_en"])


def test_an_assignment_rolls_its_shares_up(visits: Visits) -> None:
    """FR-BP-03: one share per unit, and how many are done."""
    works = asked(visits.tiendo, "/v1/binh-phuoc/tasks?sort=assignment", "binh-phuoc")["items"]
    key = next(work["id"] for work in works if work["assignees"])
    children = asked(visits.tiendo, f"/v1/binh-phuoc/tasks/{key}", "binh-phuoc")["children"]
    page = visits.open_as("binh-phuoc", "standing_officer", TASK + key)
    page.locator(f'[data-children="{children["done"]}/{children["total"]}"]').wait_for()


def test_the_head_of_the_lead_unit_reports_completion(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "unit_head", TASK + "NA-T-01", unit="NA-STP")
    page.get_by_role("button", name="Việc khác").click()
    page.get_by_role("menuitem", name="Báo cáo hoàn thành").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Báo cáo hoàn thành")).to_be_disabled()
    dialog.get_by_label("Sản phẩm đã giao").fill("Danh mục đã trình")
    dialog.get_by_role("button", name="Báo cáo hoàn thành").click()
    expect(page.locator('[data-status="completed"]')).to_be_visible()
    expect(page.locator('[data-happening="status_changed"]').last).to_be_visible()
    assert asked(visits.tiendo, "/v1/nghe-an/tasks/NA-T-01")["product"] == "Danh mục đã trình"


def test_progress_is_reported_in_numbers(visits: Visits) -> None:
    """FR-NT-11: done of total; the percentage follows."""
    page = visits.open_as("nghe-an", "standing_officer", TASK + "NA-T-08")
    others(page, "Báo cáo tiến độ")
    page.get_by_label("Đã đạt (lũy kế)").fill("30")
    page.get_by_label("Trên tổng số").fill("120")
    page.get_by_role("dialog").get_by_role("button", name="Báo cáo tiến độ").click()
    expect(page.get_by_text("Báo cáo 30/120")).to_be_visible()
    assert asked(visits.tiendo, "/v1/nghe-an/tasks/NA-T-08")["measured"]["progress"]["percent"] == 25


def test_off_its_target_it_is_completed_with_grounds_only(visits: Visits) -> None:
    """FR-NA-11: what is missing is said; without grounds the API refuses; with the target reached nothing is asked."""
    page = visits.open_as("nghe-an", "standing_officer", TASK + "NA-M-28")
    with visits.tiendo.client("nghe-an", "standing_officer") as client:
        path = "/v1/nghe-an/tasks/NA-M-28"
        assert client.post(f"{path}/status", json={"to": "in_progress"}).status_code == 200
        assert client.post(f"{path}/progress", json={"value": 12}).status_code == 200
        assert client.post(f"{path}/status", json={"to": "completed"}).status_code == 409
    expect(page.locator('[data-status="in_progress"]')).to_be_visible()
    others(page, "Báo cáo hoàn thành")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("[data-off-target]")).to_contain_text("Chỉ tiêu ≥ 20 dịch vụ, đã đạt 12 dịch vụ.")
    assert axe(page) == []
    expect(dialog.get_by_role("button", name="Báo cáo hoàn thành")).to_be_disabled()
    dialog.get_by_label("Vì sao vẫn hoàn thành").fill("Bộ đã dừng ba dịch vụ")
    dialog.get_by_label("Số, ký hiệu văn bản quyết định").fill("21/TB-TCT")
    dialog.get_by_role("button", name="Báo cáo hoàn thành").click()
    expect(page.locator('[data-status="completed"]')).to_be_visible()
    expect(page.get_by_text("Bộ đã dừng ba dịch vụ · 21/TB-TCT").first).to_be_visible()
    off = asked(visits.tiendo, path)["measured"]["off_target"]
    assert (off["reached"], off["decided_by_role"]) == (12, "chairman")


def test_what_reached_its_target_is_completed_without_more_words(visits: Visits) -> None:
    with visits.tiendo.client("nghe-an", "standing_officer") as client:
        path = "/v1/nghe-an/tasks/NA-M-27"
        assert client.post(f"{path}/status", json={"to": "in_progress"}).status_code == 200
        assert client.post(f"{path}/progress", json={"value": 53}).status_code == 200
    page = visits.open_as("nghe-an", "standing_officer", TASK + "NA-M-27")
    others(page, "Báo cáo hoàn thành")
    expect(page.locator("[data-off-target]")).to_have_count(0)
    page.get_by_role("dialog").get_by_role("button", name="Báo cáo hoàn thành").click()
    expect(page.locator('[data-status="completed"]')).to_be_visible()


def test_a_deadline_moves_with_its_grounds_and_keeps_the_first_one(visits: Visits) -> None:
    """FR-X-08: reason, document and decision maker; the original deadline stays to be seen."""
    page = visits.open_as("nghe-an", "office_officer", TASK + "NA-T-44")
    others(page, "Dời thời hạn")
    page.get_by_label("Thời hạn mới").fill("30/06/2030")
    page.get_by_label("Lý do").fill("Chờ vốn")
    page.get_by_label("Số, ký hiệu văn bản").fill("12/UBND-NC")
    page.get_by_role("dialog").get_by_role("button", name="Dời thời hạn").click()
    expect(page.locator('[data-moves="1"]')).to_contain_text("20/03/2024")
    expect(page.locator('[data-happening="deadline_moved"]')).to_contain_text("Chờ vốn · 12/UBND-NC")


def test_somebody_else_was_faster(visits: Visits) -> None:
    """The command is refused, says how it stands now, and can be sent again."""
    page = visits.open_as("nghe-an", "standing_officer", TASK + "NA-T-06")
    others(page, "Dời thời hạn")
    page.get_by_label("Thời hạn mới").fill("2030-06-30")
    page.get_by_label("Lý do").fill("Chờ vốn")
    page.get_by_label("Số, ký hiệu văn bản").fill("12/UBND-NC")
    page.route("**/v1/nghe-an/tasks/NA-T-06/deadline", lambda route: _after_another(visits, route.continue_))
    send = page.get_by_role("dialog").get_by_role("button", name="Dời thời hạn")
    send.click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("dialog")).to_contain_text("Người khác vừa thay đổi")
    page.unroute("**/v1/nghe-an/tasks/NA-T-06/deadline")
    expect(page.get_by_role("dialog")).to_contain_text("Tạm dừng")
    send.click()
    expect(page.locator('[data-moves="1"]')).to_be_visible()


def _after_another(visits: Visits, go_on: object) -> None:
    with visits.tiendo.client("nghe-an", "standing_officer") as client:
        wish = {"to": "on_hold", "reason": "Chờ hướng dẫn"}
        assert client.post("/v1/nghe-an/tasks/NA-T-06/status", json=wish).status_code == 200
    assert callable(go_on)
    go_on()


@pytest.mark.parametrize(("role", "unit"), [("chairman", None), ("unit_head", "NA-STC")])
def test_who_may_do_nothing_sees_no_button_and_is_refused(visits: Visits, role: str, unit: str | None) -> None:
    page = visits.open_as("nghe-an", role, TASK + "NA-T-07", unit=unit)
    page.locator("[data-happening]").first.wait_for()
    assert page.locator("[data-next]").count() == 0
    with visits.tiendo.client("nghe-an", role, unit) as client:
        assert client.post("/v1/nghe-an/tasks/NA-T-07/status", json={"to": "submitted"}).status_code == 403


def test_a_pilot_model_has_its_page_too(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "standing_officer", TASK + "NA-M-07")
    model = asked(visits.tiendo, "/v1/nghe-an/tasks/NA-M-07")
    expect(page.get_by_role("heading", level=1)).to_have_text(model["title_vi"])
    expect(page.locator(f'[data-status="{model["status"]}"]')).to_contain_text("Mô hình điểm")


def others(page: Page, name: str) -> None:
    page.get_by_role("button", name="Việc khác").click()
    page.get_by_role("menuitem", name=name).click()
