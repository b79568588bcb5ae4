"""Working sessions: convened, what units commit themselves to there, and closing it (FR-BP-12, FR-NA-13)."""

import csv
import io
import itertools
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from shared.calendar import SystemClock, local_date
from tests.stacks.tiendo import Tiendo
from tests.web.asking import asked, get, post
from tests.web.visits import NARROW, WIDE, Visits, axe, overflows

PAGE = "/t/{tenant}/meetings"
UNIT, OTHER = "NA-STP", "NA-STTTT"
LOOKS = list(itertools.product(("vi", "en"), (WIDE, NARROW)))


@pytest.fixture(scope="module")
def held(tiendo: Tiendo) -> str:
    """One that is held today, with a commitment of Sở Tư pháp."""
    with tiendo.client("nghe-an", "standing_officer") as police:
        session = {
            "id": "PLV-WEB",
            "sort": "working_session",
            "title_vi": "Làm việc về tiến độ các mô hình điểm",
            "held_on": local_date(SystemClock().now()).isoformat(),
            "chair_role": "chairman",
            "participants": [UNIT, OTHER],
        }
        assert police.post("/v1/nghe-an/sessions", json=session).status_code == 201
        promise = {"unit": UNIT, "title_vi": "Trình dự thảo quyết định", "due_date": "2030-04-30"}
        assert police.post("/v1/nghe-an/sessions/PLV-WEB/commitments", json=promise).status_code == 200
    return "PLV-WEB"


def test_the_agency_convenes_one(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "standing_officer", PAGE)
    page.get_by_role("button", name="Ghi phiên làm việc").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Nội dung")).to_be_focused()
    dialog.get_by_label("Nội dung").fill("Hội nghị sơ kết")
    dialog.get_by_label("Hình thức").select_option("conference")
    dialog.get_by_role("textbox", name="Ngày").fill("05/01/2030")
    expect(dialog.get_by_role("button", name="Ghi phiên")).to_be_disabled()
    dialog.get_by_role("combobox", name="Đơn vị tham dự").click()
    page.get_by_role("option", name="Sở Tư pháp").click()
    page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Ghi phiên").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hội nghị sơ kết")
    expect(page.get_by_text("Cam kết được ghi từ ngày 05/01/2030")).to_be_visible()
    expect(page.get_by_role("button", name="Ghi cam kết")).to_have_count(0)
    known = asked(page, f"sessions/{page.url.rsplit('/', 1)[1]}")
    assert (known["sort"], known["held_on"], known["participants"]) == ("conference", "2030-01-05", [UNIT])
    page.get_by_role("link", name="← Các phiên làm việc").click()
    expect(page.locator(f"[data-id='{known['id']}']")).to_contain_text("sẽ diễn ra ngày 05/01/2030")


def test_a_unit_commits_itself_reports_and_the_agency_closes_it(visits: Visits, held: str) -> None:
    """With its owner and day; given back it is owed again, accepted it is closed."""
    page = visits.open_as("nghe-an", "unit_head", f"{PAGE}/{held}", unit=OTHER)
    page.get_by_role("button", name="Ghi cam kết").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Đơn vị cam kết").get_by_role("option")).to_have_count(1)
    dialog.get_by_label("Cam kết làm gì").fill("Kết nối kho dữ liệu dùng chung")
    dialog.get_by_label("Xong trước hoặc trong ngày").fill("30/05/2030")
    dialog.get_by_role("button", name="Ghi cam kết").click()
    made = page.locator("[data-commitment]").filter(has_text="Kết nối kho dữ liệu dùng chung")
    expect(made).to_contain_text("30/05/2030")
    key = str(made.get_attribute("data-commitment"))
    assert asked(page, f"undertakings/{key}")["unit"] == OTHER
    _report(page, key, "Đã kết nối 12 hệ thống")
    agency = visits.open_as("nghe-an", "standing_officer", "/t/{tenant}/work")
    agency.locator("[data-section=commitments]").locator(f"[data-id='{key}']").get_by_role("link").click()
    _close(agency, key, "Trả lại", "Thiếu biên bản")
    expect(agency.locator(f"[data-commitment='{key}']")).to_contain_text("Lý do: Thiếu biên bản")
    _report(page, key, "Đã kết nối, kèm biên bản")
    _close(agency, key, "Chấp nhận", None)
    expect(agency.locator(f"[data-commitment='{key}']")).to_have_attribute("data-status", "accepted")


def _report(page: Page, key: str, text: str) -> None:
    row = page.locator(f"[data-commitment='{key}']")
    row.get_by_role("button", name="Báo cáo kết quả").click()
    row.get_by_label("Đã làm được gì").fill(text)
    row.get_by_role("button", name="Báo cáo kết quả").click()
    expect(row).to_have_attribute("data-status", "reported")


def _close(page: Page, key: str, verdict: str, why: str | None) -> None:
    page.locator(f"[data-commitment='{key}']").get_by_role("button", name=verdict).click()
    dialog = page.get_by_role("dialog")
    if why:
        expect(dialog.get_by_role("button", name=verdict)).to_be_disabled()
        dialog.get_by_label("Lý do").fill(why)
    dialog.get_by_role("button", name=verdict).click()
    expect(dialog).to_have_count(0)


def test_a_commitment_leads_from_my_work_to_where_it_was_made(visits: Visits, held: str) -> None:
    page = visits.open_as("nghe-an", "unit_officer", "/t/{tenant}/work", unit=UNIT)
    page.locator(f"[data-id='{held}.1']").get_by_role("link").click()
    expect(page).to_have_url(f"{visits.tiendo.url}/t/nghe-an/meetings/{held}")
    expect(page.get_by_role("link", name="Sở Tư pháp")).to_have_attribute(
        "href", f"/t/nghe-an/tasks?unit={UNIT}&counted=true"
    )


def test_who_is_invited_finds_the_session_from_the_inbox(visits: Visits, held: str) -> None:
    page = visits.open_as("nghe-an", "unit_head", f"/t/{{tenant}}/inbox?subject=session:{held}", unit=UNIT)
    thread = page.get_by_role("region", name="Thông báo về một việc")
    expect(thread.get_by_role("article")).to_contain_text("Mời họp")
    expect(thread.get_by_text("Thời hạn")).to_have_count(0)
    thread.get_by_role("link", name="Mở phiên làm việc").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Làm việc về tiến độ các mô hình điểm")


def test_who_may_not_sees_no_button_and_is_refused(visits: Visits, held: str) -> None:
    """Convening and closing are for the agency and the Office, a word for a unit is its own."""
    outsider = visits.open_as("nghe-an", "unit_head", f"{PAGE}/{held}", unit="NA-STC")
    expect(outsider.locator(f"[data-commitment='{held}.1']")).to_be_visible()
    for name in ("Ghi cam kết", "Báo cáo kết quả", "Chấp nhận", "Miễn cam kết"):
        expect(outsider.get_by_role("button", name=name)).to_have_count(0)
    promise = {"unit": UNIT, "title_vi": "Thay mặt", "due_date": "2030-04-30"}
    assert post(outsider, f"sessions/{held}/commitments", promise).status == 403
    assert post(outsider, f"undertakings/{held}.1/status", {"to": "waived", "text": "x"}).status == 403
    chairman = visits.open_as("nghe-an", "chairman", PAGE)
    expect(chairman.locator(f"[data-id='{held}']")).to_be_visible()
    expect(chairman.get_by_role("button", name="Ghi phiên làm việc")).to_have_count(0)
    session = asked(chairman, f"sessions/{held}")
    new = {key: session[key] for key in ("sort", "title_vi", "held_on", "chair_role", "participants")}
    assert post(chairman, "sessions", {"id": "PLV-KHAC", **new}).status == 403
    assert get(chairman, "sessions/PLV-KHAC").status == 404


def test_the_commitments_as_a_file(visits: Visits, held: str, tmp_path: Path) -> None:
    page = visits.open_as("nghe-an", "chairman", f"{PAGE}/{held}")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Tải CSV: Cam kết").click()
    saving.value.save_as(tmp_path / "table.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "table.csv").read_text("utf-8-sig"))))
    known = asked(page, f"sessions/{held}")["undertakings"]
    assert {row["Mã"] for row in rows} == {one["id"] for one in known}
    assert next(row["Thời hạn"] for row in rows if row["Mã"] == f"{held}.1") == "30/04/2030"


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_one_and_its_dialogs_serve_everybody(visits: Visits, held: str, language: str, width: int) -> None:
    page = visits.open_as("nghe-an", "standing_officer", f"{PAGE}/{held}", language=language, width=width)
    expect(page.locator("[data-commitment]").first).to_be_visible()
    assert axe(page) == []
    assert not overflows(page)
    for name in (("Ghi cam kết", "Miễn cam kết"), ("Enter a commitment", "Waive"))[language == "en"]:
        page.get_by_role("button", name=name).first.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert axe(page) == []
        assert not overflows(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
