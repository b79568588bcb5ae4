"""Bottlenecks: the board of five groups, and one of them from being raised to being resolved (FR-BP-13, FR-BP-19)."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.asking import asked, get, post
from tests.web.visits import Visits

PAGE = "/t/{tenant}/bottlenecks"
UNIT = "NA-STTTT"


@pytest.fixture
def board(visits: Visits) -> Page:
    return visits.open_as("nghe-an", "standing_officer", PAGE)


def test_the_board_counts_what_the_service_counts(board: Page) -> None:
    """Each number opens exactly the rows that it counts."""
    counted = asked(board, "bottlenecks/board")
    expect(board.locator("[data-group]")).to_have_count(5)
    for column in counted["groups"]:
        link = board.locator(f"[data-group={column['group']}]").get_by_role("link")
        expect(link).to_have_text(str(column["unsolved"]))
    legal = next(column for column in counted["groups"] if column["group"] == "legal")
    assert legal["unsolved"] > 0
    board.locator("[data-group=legal]").get_by_role("link").click()
    expect(board.locator("[data-id]")).to_have_count(legal["unsolved"])
    expect(board.get_by_label("Nhóm", exact=True)).to_have_value("legal")


def test_the_address_holds_the_filters(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "chairman", f"{PAGE}?status=resolved&group=data")
    expect(page.get_by_text("Không có điểm nghẽn nào như vậy.")).to_be_visible()
    page.get_by_label("Trạng thái").select_option("")
    page.get_by_label("Nhóm", exact=True).select_option("")
    expect(page.locator("[data-id=NA-BN-01]")).to_be_visible()
    page.get_by_label("Tìm").fill("khong co gi nhu the")
    expect(page.get_by_text("Không có điểm nghẽn nào như vậy.")).to_be_visible()
    assert "q=khong" in page.url


def test_one_shows_what_it_holds_up_and_its_steps(board: Page) -> None:
    """FR-NA-08: linked to the work that it holds up."""
    board.locator("[data-id=NA-BN-01]").get_by_role("link").click()
    known = asked(board, "bottlenecks/NA-BN-01")
    expect(board.get_by_role("heading", level=1)).to_have_text(known["title_vi"])
    for work in known["linked_works"]:
        expect(board.get_by_role("link", name=work)).to_have_attribute("href", f"/t/nghe-an/tasks/{work}")
        title = asked(board, f"tasks/{work}")["title_vi"]
        expect(board.get_by_text(f"{work}: {title}", exact=True)).to_be_visible()
    expect(board.locator("[data-step=open]")).to_contain_text("Cơ quan thường trực")


def _raised(visits: Visits) -> tuple[Page, str]:
    page = visits.open_as("nghe-an", "unit_head", PAGE, unit=UNIT)
    page.get_by_role("button", name="Nêu điểm nghẽn").click()
    page.get_by_label("Nhóm", exact=True).first.select_option("data")
    page.get_by_label("Vướng mắc là gì").fill("Chưa có quy chế chia sẻ dữ liệu")
    page.get_by_role("button", name="Gửi điểm nghẽn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chưa có quy chế chia sẻ dữ liệu")
    found = re.search(r"bottlenecks/([\w-]+)", page.url)
    assert found
    return page, found.group(1)


def test_from_raised_to_resolved_each_by_who_may(visits: Visits) -> None:
    """FR-BP-13: proposed by the agency, decided by the chairman with a document, resolved; each step with its role."""
    head, raised = _raised(visits)
    assert asked(head, f"bottlenecks/{raised}")["owner_unit"] == UNIT
    one = f"{PAGE}/{raised}"
    agency = visits.open_as("nghe-an", "standing_officer", one)
    agency.get_by_role("button", name="Đề xuất giải pháp").click()
    agency.get_by_label("Giải pháp đề xuất").fill("Trình quy chế trong quý này")
    agency.get_by_role("button", name="Đề xuất giải pháp").click()
    expect(agency.locator("[data-step=proposed]")).to_contain_text("Trình quy chế")
    chairman = visits.open_as("nghe-an", "chairman", "/t/{tenant}/work")
    chairman.locator(f"[data-section=proposed] [data-id='{raised}']").get_by_role("link").click()
    chairman.get_by_role("button", name="Quyết định theo đề xuất").click()
    chairman.get_by_label("Nội dung quyết định").fill("Đồng ý")
    chairman.get_by_label("Số, ký hiệu văn bản").fill("01/QĐ-UBND")
    chairman.get_by_role("button", name="Quyết định theo đề xuất").click()
    expect(chairman.locator("[data-step=decided]")).to_contain_text("01/QĐ-UBND")
    agency.get_by_role("button", name="Ghi nhận đã tháo gỡ").click()
    agency.get_by_label("Đã tháo gỡ thế nào").fill("Đã ban hành quy chế")
    agency.get_by_role("button", name="Ghi nhận đã tháo gỡ").click()
    expect(agency.locator("[data-step=resolved]")).to_contain_text("Đã ban hành quy chế")
    known = asked(agency, f"bottlenecks/{raised}")
    assert [step["role"] for step in known["steps"]] == [
        "unit_head",
        "standing_officer",
        "chairman",
        "standing_officer",
    ]


def test_who_may_not_decide_sees_no_button_and_is_refused(visits: Visits) -> None:
    head, raised = _raised(visits)
    expect(head.get_by_role("button", name="Đề xuất giải pháp")).to_have_count(0)
    assert post(head, f"bottlenecks/{raised}/proposal", {"text": "x"}).status == 403
    chairman = visits.open_as("nghe-an", "chairman", PAGE)
    expect(chairman.get_by_role("button", name="Nêu điểm nghẽn")).to_have_count(0)
    assert get(chairman, f"bottlenecks/{raised}").status == 200


def test_a_step_upon_something_that_has_changed_is_refused_in_words(visits: Visits) -> None:
    _, raised = _raised(visits)
    agency = visits.open_as("nghe-an", "standing_officer", f"{PAGE}/{raised}")
    agency.get_by_role("button", name="Đề xuất giải pháp").click()
    agency.get_by_label("Giải pháp đề xuất").fill("Trình quy chế")
    amended = post(agency, f"bottlenecks/{raised}/amendment", {"reason": "Bổ sung", "description_vi": "Mới"})
    assert amended.status == 200, amended.text()
    agency.get_by_role("button", name="Đề xuất giải pháp").click()
    expect(agency.get_by_role("alert")).to_be_visible()
    assert asked(agency, f"bottlenecks/{raised}")["status"] == "open"
