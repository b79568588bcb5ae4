"""The list of tasks: exactly the rows that a figure counted, by need, and what can be done to many of them."""

import re
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.stacks.tiendo import Tiendo
from tests.web.visits import Visits, settle

TASKS = "/t/{tenant}/tasks"


def asked(tiendo: Tiendo, path: str, tenant: str = "nghe-an", role: str = "standing_officer") -> dict[str, Any]:
    with tiendo.client(tenant, role) as client:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


def shown(page: Page) -> int:
    return int(page.locator("[data-count]").get_attribute("data-count") or -1)


def rows(page: Page) -> list[str | None]:
    return [row.get_attribute("data-task") for row in page.locator("tr[data-task]").all()]


@pytest.mark.parametrize("tenant", ["nghe-an", "ninh-thuan"])
def test_each_figure_of_the_overview_opens_as_many_rows(visits: Visits, tenant: str) -> None:
    """FR-BP-18: every number of tasks on the overview is a link to exactly the rows that it counts."""
    figures = asked(visits.tiendo, f"/v1/{tenant}/overview", tenant)["tasks"]
    page = visits.open_as(tenant, "standing_officer", "/t/{tenant}/overview")
    for tile, number in (
        ("overdue", figures["outcome"]["open_overdue"]),
        ("remaining", figures["remaining"]),
        ("no_deadline", figures["outcome"]["no_deadline"]),
    ):
        page.locator(f'[data-tile="{tile}"]').click()
        settle(page)
        page.locator("[data-count]").wait_for()
        assert shown(page) == number, tile
        page.go_back()
        settle(page)


def test_the_rows_are_those_of_the_api_in_order_of_need(visits: Visits) -> None:
    first = asked(visits.tiendo, "/v1/nghe-an/tasks?order=need&limit=5&outcome=open_overdue")["items"]
    page = visits.open_as("nghe-an", "standing_officer", f"{TASKS}?outcome=open_overdue")
    page.locator("tr[data-task]").first.wait_for()
    assert rows(page)[:5] == [task["id"] for task in first]
    expect(page.locator("tr[data-task]").first).to_contain_text(first[0]["title_vi"])
    expect(page.locator("tr[data-task]").first).to_contain_text(first[0]["accountable_role_vi"])


def test_filters_are_chips_and_the_address_and_can_be_taken_back(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "standing_officer", f"{TASKS}?outcome=open_overdue&group=NA-G01")
    few = shown(page)
    page.get_by_role("button", name=re.compile("^Bỏ lọc Nhóm nhiệm vụ")).click()
    expect(page).to_have_url(re.compile(r"tasks\?outcome=open_overdue$"))
    expect(page.locator(f'[data-count="{few}"]')).to_have_count(0)
    page.go_back()
    expect(page.locator("[data-count]")).to_have_attribute("data-count", str(few))
    page.get_by_role("button", name="Bỏ mọi bộ lọc").click()
    expect(page.locator("[data-count]")).to_have_attribute(
        "data-count", str(asked(visits.tiendo, "/v1/nghe-an/tasks?total=true")["total"])
    )


def test_a_search_needs_no_diacritics(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "standing_officer", TASKS)
    page.get_by_role("searchbox").fill("so hoa")
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(re.compile(r"q=so\+hoa"))
    expect(page.locator("[data-count]")).to_have_attribute(
        "data-count", str(asked(visits.tiendo, "/v1/nghe-an/tasks?q=so+hoa&total=true")["total"])
    )


def test_the_workbook_is_asked_for_with_the_same_filters(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "standing_officer", f"{TASKS}?group=NA-G01&outcome=open_overdue")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải tệp XLSX").click()
    assert waiting.value.suggested_filename == "tiendo-tasks.xlsx"
    assert "group=NA-G01" in waiting.value.url and "outcome=open_overdue" in waiting.value.url


@pytest.mark.parametrize("look", ["board", "timeline"])
def test_other_looks_show_the_same_rows(visits: Visits, look: str) -> None:
    page = visits.open_as("nghe-an", "standing_officer", f"{TASKS}?group=NA-G01&view={look}")
    known = asked(visits.tiendo, "/v1/nghe-an/tasks?group=NA-G01")["items"]
    page.locator("[data-task]").first.wait_for()
    assert {card.get_attribute("data-task") for card in page.locator("[data-task]").all()} == {
        task["id"] for task in known
    }


def test_many_change_their_status_and_each_says_what_became_of_it(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "standing_officer", f"{TASKS}?status=not_started")
    chosen = rows(page)[:2]
    for task in chosen:
        page.get_by_role("checkbox", name=f"Chọn {task}", exact=True).check()
    page.get_by_role("button", name="Đổi trạng thái", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox").click()
    page.get_by_role("option", name="Đang triển khai").click()
    dialog.get_by_role("button", name="Đổi trạng thái 2 việc").click()
    expect(dialog.locator("[data-outcomes] li")).to_have_count(2)
    for task in chosen:
        expect(dialog.locator("[data-outcomes]")).to_contain_text(f"{task}: Đang triển khai")
        assert asked(visits.tiendo, f"/v1/nghe-an/tasks/{task}")["status"] == "in_progress"


def test_a_card_moves_by_its_menu(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "standing_officer", f"{TASKS}?status=not_started&view=board")
    task = page.locator("[data-task]").first.get_attribute("data-task")
    page.get_by_role("button", name=f"Chuyển trạng thái {task}", exact=True).press("Enter")
    page.get_by_role("menuitem", name="Bắt đầu thực hiện").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Bắt đầu thực hiện").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert asked(visits.tiendo, f"/v1/nghe-an/tasks/{task}")["status"] == "in_progress"


def test_units_are_urged_about_what_is_selected(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "office_officer", f"{TASKS}?outcome=open_overdue")
    task = rows(page)[0]
    page.get_by_role("checkbox", name=f"Chọn {task}", exact=True).check()
    page.get_by_role("button", name="Đôn đốc", exact=True).click()
    page.get_by_label("Nội dung đôn đốc").fill("Đề nghị báo cáo ngay")
    page.get_by_role("button", name="Gửi 1 văn bản đôn đốc").click()
    expect(page.locator("[data-outcomes]")).to_contain_text("đã gửi tới")
    urges = asked(visits.tiendo, f"/v1/nghe-an/requests?subject={task}&kind=urge")["items"]
    assert [urge["text_vi"] for urge in urges] == ["Đề nghị báo cáo ngay"]


def test_filters_are_kept_by_name(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "chairman", f"{TASKS}?outcome=open_overdue")
    page.get_by_role("button", name="Bộ lọc đã lưu").click()
    page.get_by_role("menuitem", name="Lưu bộ lọc đang xem").click()
    page.get_by_label("Tên bộ lọc").fill("Việc quá hạn")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.goto(visits.tiendo.url + "/t/nghe-an/tasks")
    settle(page)
    page.get_by_role("button", name="Bộ lọc đã lưu").click()
    page.get_by_role("menuitem", name="Việc quá hạn", exact=True).click()
    expect(page).to_have_url(re.compile("outcome=open_overdue"))


def test_who_may_change_nothing_sees_nothing_to_change_with(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "chairman", TASKS)
    page.locator("tr[data-task]").first.wait_for()
    assert page.get_by_role("checkbox").count() == 0
    with visits.tiendo.client("nghe-an", "chairman") as client:
        wish = {"changes": [{"task": rows(page)[0], "to": "cancelled", "reason": "x"}]}
        answer: httpx2.Response = client.post("/v1/nghe-an/bulk/status", json=wish)
    assert [item["code"] for item in answer.json()["items"]] == [403]
