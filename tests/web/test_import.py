"""A workbook on its way into a province, as the standing agency sees it."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.scenarios.talking import seen
from tests.scenarios.test_imports import XLSX, a_row, workbook
from tests.stacks.installed import clients
from tests.stacks.tiendo import Tiendo
from tests.web.visits import Visits

POLICE = ("nghe-an", "standing_officer")
PATH = "/t/nghe-an/import"
_PATIENCE_MS = 60_000


def uploaded(visits: Visits, body: bytes) -> Page:
    """On the page of an import whose rows are looked through."""
    page = visits.open_as(*POLICE, PATH)
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
