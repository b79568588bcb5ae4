"""Directives: what a document asks of whom, who has acknowledged it, where it comes from (FR-BP-01, FR-BP-21)."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.asking import asked, post
from tests.web.visits import Visits

PAGE = "/t/{tenant}/directives"
UNITS = ("NA-STP", "NA-STTTT")


@pytest.fixture
def addressed(visits: Visits) -> str:
    """A document of the trial's own that two units have to acknowledge; entered again it is the same one."""
    agency = visits.open_as("nghe-an", "standing_officer", PAGE)
    known = asked(agency, "directives")["items"][0]
    new = {
        "id": "W-CV-99",
        "doc_type": "cong_van",
        "number": "99",
        "symbol": "UBND-NC",
        "issued_date": "2024-05-06",
        "issuer_unit": known["issuer_unit"],
        "subject_vi": "Đôn đốc làm sạch dữ liệu",
        "blocks": [{"id": "B1", "title_vi": "Làm sạch dữ liệu hộ tịch"}],
        "addressees": list(UNITS),
    }
    answer = post(agency, "directives", new)
    assert answer.status in {200, 201}, answer.text()
    return "W-CV-99"


def test_the_list_shows_what_there_is_and_finds_without_diacritics(visits: Visits, addressed: str) -> None:
    page = visits.open_as("nghe-an", "chairman", PAGE)
    items = asked(page, "directives")["items"]
    expect(page.locator("[data-id]")).to_have_count(len(items))
    page.get_by_label("Tìm trong số").fill("lam sach")
    expect(page.locator("[data-id]")).to_have_count(1)
    expect(page.locator("[data-id]")).to_have_attribute("data-id", addressed)
    assert "q=" in page.url


def test_one_shows_its_contents_assignments_and_sources(visits: Visits) -> None:
    """FR-BP-02, FR-BP-23: as many blocks and assignments as the service has, and every source."""
    page = visits.open_as("binh-phuoc", "standing_officer", f"{PAGE}/BP-CV-1470")
    known = asked(page, "directives/BP-CV-1470")
    expect(page.get_by_role("heading", level=1)).to_have_text(known["subject_vi"])
    expect(page.locator("[data-block]")).to_have_count(len(known["blocks"]))
    assert known["assignments"] > 0
    expect(page.locator("[data-assignment]")).to_have_count(known["assignments"])
    for source in known["sources"]:
        expect(page.get_by_text(source)).to_be_visible()


def _line(page: Page, unit: str) -> str:
    return page.locator(f"[data-unit='{unit}']").inner_text()


def test_a_unit_acknowledges_for_itself_and_who_has_not_is_seen(visits: Visits, addressed: str) -> None:
    """FR-BP-21: with the day of arrival and the incoming number; the agency sees who is missing."""
    agency = visits.open_as("nghe-an", "standing_officer", f"{PAGE}/{addressed}")
    expect(agency.get_by_text("0/2 đơn vị đã xác nhận")).to_be_visible()
    expect(agency.get_by_role("button", name="Xác nhận đơn vị đã tiếp nhận")).to_have_count(0)
    refused = post(agency, f"directives/{addressed}/acknowledgements/{UNITS[0]}", {"received_at": "2024-05-07"})
    assert refused.status == 403
    head = visits.open_as("nghe-an", "unit_head", f"{PAGE}/{addressed}", unit=UNITS[0])
    head.get_by_label("Ngày văn bản đến đơn vị").fill("7/5/2024")
    head.get_by_label("Số đến").fill("312")
    head.get_by_role("button", name="Xác nhận đơn vị đã tiếp nhận").click()
    expect(head.get_by_text("1/2 đơn vị đã xác nhận")).to_be_visible()
    expect(head.get_by_role("button", name="Xác nhận đơn vị đã tiếp nhận")).to_have_count(0)
    assert "07/05/2024" in _line(head, UNITS[0])
    assert "chưa xác nhận" in _line(head, UNITS[1])
    listed = asked(head, f"directives/{addressed}/acknowledgements")
    assert listed["missing"] == [UNITS[1]]
    given = next(one for one in listed["items"] if one["unit"] == UNITS[0])
    assert given["incoming_number"] == "312"
