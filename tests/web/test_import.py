"""A workbook on its way into a province, as the standing agency sees it."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.scenarios.talking import done, seen
from tests.scenarios.test_imports import XLSX, a_row, of_values, workbook
from tests.stacks.installed import clients
from tests.stacks.tiendo import Tiendo
from tests.web.visits import Visits

POLICE = ("nghe-an", "standing_officer")
PATH = "/t/nghe-an/import"
_PATIENCE_MS = 60_000


def uploaded(visits: Visits, body: bytes) -> Page:
    """On the page of an import whose rows are looked through."""
    return given(visits.open_as(*POLICE, PATH), body)


def given(page: Page, body: bytes) -> Page:
    page.locator("input[type=file]").set_input_files(
        {"name": "việc.xlsx", "mimeType": XLSX["content-type"], "buffer": body}
    )
    page.locator("[data-status=checked]").wait_for(timeout=_PATIENCE_MS)
    return page


def test_the_template_comes_as_a_workbook(visits: Visits, tmp_path: Path) -> None:
    page = visits.open_as(*POLICE, f"{PATH}?sort=units")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Tải tệp mẫu").click()
    saving.value.save_as(tmp_path / "units.xlsx")
    assert (tmp_path / "units.xlsx").read_bytes()[:2] == b"PK"
    assert saving.value.suggested_filename == "units.xlsx"


def test_faults_are_shown_by_cell_and_nothing_is_registered_until_one_says_so(visits: Visits, tiendo: Tiendo) -> None:
    """DESIGN 7: all or nothing stops at the fault; the rows that are right go in, and the link shows where it is."""
    page = uploaded(visits, workbook(a_row(9001), a_row(9002), a_row(9003, "NA-KHÔNG-CÓ")))
    job = page.url.rsplit("/", 1)[1]
    with clients(tiendo) as api:
        police = api(*POLICE)
        (fault,) = seen(police, f"/v1/nghe-an/imports/{job}/faults")["items"]
        row = page.get_by_role("row").filter(has_text=fault["cell"])
        assert fault["message_vi"] in row.inner_text()
        assert fault["message_en"] in row.inner_text()
        page.get_by_role("button", name="Nhập tất cả hoặc không nhập gì").click()
        page.locator("[data-status=stopped]").wait_for(timeout=_PATIENCE_MS)
        assert police.get("/v1/nghe-an/tasks/IMP-9001").status_code == 404
        page.reload()
        page.get_by_role("button", name="Nhập lại các dòng còn thiếu").click()
        page.locator("[data-status=finished]").wait_for(timeout=_PATIENCE_MS)
        assert "2 dòng đã nhập" in page.locator("[data-counts=result]").inner_text()
        assert police.get("/v1/nghe-an/tasks/IMP-9001").status_code == 200
        assert police.get("/v1/nghe-an/tasks/IMP-9003").status_code == 404


def test_a_unit_brings_in_its_own_figures_and_nothing_else(visits: Visits, tiendo: Tiendo) -> None:
    """FR-NA-22: a unit is offered the sheet of figures alone; a row of another unit is a fault of its cell."""
    with clients(tiendo) as api:
        details = "/v1/nghe-an/indicators/NA-KPI-07/details"
        done(api(*POLICE), details, units=["NA-STP", "NA-STTTT"], frequency="monthly")
    page = visits.open_as("nghe-an", "unit_officer", PATH, unit="NA-STP")
    expect(page.get_by_role("radio")).to_have_count(1)
    expect(page.get_by_role("radio", name="Số liệu chỉ tiêu")).to_be_checked()
    own = [("NA-KPI-07", f"2023-{month:02}", "NA-STP", month, 100) for month in (1, 2)]
    given(page, of_values(*own, ("NA-KPI-07", "2023-01", "NA-STTTT", 1, 2)))
    expect(page.get_by_role("row").filter(has_text="C4")).to_contain_text("số liệu này do đơn vị khác báo cáo")
    page.get_by_role("button", name="Nhập các dòng đúng").click()
    page.locator("[data-status=finished]").wait_for(timeout=_PATIENCE_MS)
    expect(page.locator("[data-counts=result]")).to_contain_text("2 dòng đã nhập")
    with clients(tiendo) as api:
        head = api("nghe-an", "unit_head", "NA-STP")
        value = seen(head, "/v1/nghe-an/indicator-values/NA-KPI-07.2023-02.NA-STP")
        assert (value["figures"]["numerator"], value["status"]) == (2, "reported")
        assert head.get("/v1/nghe-an/indicator-values/NA-KPI-07.2023-01.NA-STTTT").status_code == 404


def test_an_import_can_be_given_up(visits: Visits, tiendo: Tiendo) -> None:
    page = uploaded(visits, workbook(a_row(9101)))
    page.get_by_role("button", name="Hủy nhập").click()
    page.locator("[data-status=cancelled]").wait_for(timeout=_PATIENCE_MS)
    with clients(tiendo) as api:
        assert api(*POLICE).get("/v1/nghe-an/tasks/IMP-9101").status_code == 404


def test_what_is_no_workbook_is_refused_in_words(visits: Visits) -> None:
    page = visits.open_as(*POLICE, PATH)
    page.locator("input[type=file]").set_input_files(
        {"name": "x.xlsx", "mimeType": XLSX["content-type"], "buffer": b"no"}
    )
    expect(page.get_by_role("alert")).to_be_visible()


def test_a_chairman_imports_nothing(visits: Visits, tiendo: Tiendo) -> None:
    page = visits.open_as("nghe-an", "chairman", PATH)
    assert page.locator("input[type=file]").count() == 0
    with clients(tiendo) as api:
        refused = api("nghe-an", "chairman").post(
            "/v1/nghe-an/imports", params={"sort": "tasks"}, content=workbook(a_row(9201)), headers=XLSX
        )
        assert refused.status_code == 403
