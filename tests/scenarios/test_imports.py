"""Many tasks from one workbook through the gateway: template, upload, look, run, export."""

import io
from typing import Any

import httpx2
import pytest
import xlsxwriter

from tests.e2e.waiting import until
from tests.scenarios.talking import done, overview, seen
from tests.stacks.installed import Api

IMPORTS = "/v1/nghe-an/imports"
XLSX = {"content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
HEADINGS = (
    "Mã nhiệm vụ",
    "Tên nhiệm vụ",
    "Mã kế hoạch",
    "Mã nhóm nhiệm vụ",
    "Đơn vị chủ trì",
    "Thời hạn",
    "Due precision",
)


VALUES = ("Mã chỉ tiêu", "Kỳ báo cáo", "Mã đơn vị", "Tử số", "Denominator")


def workbook(*rows: tuple[Any, ...], sheet: str = "Nhiệm vụ", headings: tuple[str, ...] = HEADINGS) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate((headings, *rows)):
            page.write_row(number, 0, row)
    return file.getvalue()


def of_values(*rows: tuple[Any, ...]) -> bytes:
    return workbook(*rows, sheet="Số liệu chỉ tiêu", headings=VALUES)


def a_row(number: int, lead: str = "NA-STP") -> tuple[Any, ...]:
    return f"IMP-{number:04}", f"Việc nhập số {number}", "NA-KH-2024", "NA-G03", lead, "31/12/2026", "ngày"


def upload(client: httpx2.Client, body: bytes, sort: str = "tasks", imports: str = IMPORTS) -> dict[str, Any]:
    """The import once its rows are looked through."""
    answer = client.post(imports, params={"sort": sort}, content=body, headers=XLSX)
    assert answer.status_code == 201, answer.text
    return rested(client, f"{imports}/{answer.json()['id']}")


def rested(client: httpx2.Client, path: str) -> dict[str, Any]:
    """The import when nothing is under way any more."""

    def over() -> dict[str, Any] | None:
        state = seen(client, path)
        return None if state["status"] in {"checking", "running"} else state

    return until(over)


@pytest.mark.on_real_servers
def test_a_province_fills_in_its_plan_from_a_workbook(api: Api) -> None:
    """DESIGN 7: bulk import from XLSX is a job with faults per cell, carried out in the background, and once only."""
    police = api("nghe-an", "standing_officer", "NA-CA")
    template = police.get(f"{IMPORTS}/templates/tasks")
    assert (template.status_code, template.content[:2]) == (200, b"PK")
    before = overview(police, "nghe-an")
    faulty = upload(police, workbook(*(a_row(n) for n in range(300)), a_row(300, "NA-KHÔNG-CÓ")))
    assert (faulty["preview"]["new"], faulty["preview"]["faulty"]) == (300, 1)
    path = f"{IMPORTS}/{faulty['id']}"
    faults = seen(police, f"{path}/faults")["items"]
    assert [(fault["cell"], fault["code"]) for fault in faults] == [("E302", "invalid_identifier")]
    done(police, f"{path}/run", mode="all_or_nothing")
    stopped = rested(police, path)
    assert (stopped["status"], stopped["progress"]["registered"]) == ("stopped", 0)
    job = upload(police, workbook(*(a_row(n) for n in range(301))))
    done(police, f"{IMPORTS}/{job['id']}/run", mode="all_or_nothing")
    assert rested(police, f"{IMPORTS}/{job['id']}")["progress"] == {
        "total": 301,
        "done": 301,
        "registered": 301,
        "skipped": 0,
        "failed": 0,
    }
    wanted = before["tasks"]["total"] + 301
    until(lambda: overview(police, "nghe-an")["tasks"]["total"] == wanted)
    done(police, f"{IMPORTS}/{job['id']}/run", mode="partial")
    again = rested(police, f"{IMPORTS}/{job['id']}")
    assert (again["run"], again["progress"]["skipped"]) == (2, 301)
    assert overview(police, "nghe-an")["tasks"]["total"] == wanted


def test_what_is_registered_leaves_as_a_workbook_and_comes_in_again_unchanged(api: Api) -> None:
    """DESIGN 7: re-runnable by code; the tasks, units and plans of a province come in as they left."""
    head, police = api("ninh-thuan", "unit_head", "NT-STP"), api("ninh-thuan", "standing_officer", "NT-CA")
    for sort in ("units", "plans", "tasks"):
        file = head.get(f"/v1/ninh-thuan/exports/{sort}.xlsx")
        assert (file.status_code, file.headers["content-type"]) == (200, XLSX["content-type"])
        preview = upload(police, file.content, sort, "/v1/ninh-thuan/imports")["preview"]
        assert preview["rows"] == preview["unchanged"] > 0, preview


def test_a_unit_brings_in_what_it_has_collected(api: Api) -> None:
    """FR-NA-22, FR-NA-23: a unit's months at once, by its own people, once only; what its head confirmed is not overwritten."""
    police, officer = api("nghe-an", "standing_officer", "NA-CA"), api("nghe-an", "unit_officer", "NA-STP")
    indicator = "/v1/nghe-an/indicators/NA-KPI-07"
    done(police, f"{indicator}/details", units=["NA-STP", "NA-STTTT"], frequency="monthly")
    template = officer.get(f"{IMPORTS}/templates/indicator_values")
    assert (template.status_code, template.content[:2]) == (200, b"PK")
    months = [("NA-KPI-07", f"tháng {month}/2024", "NA-STP", 10 * month, 100) for month in range(1, 7)]
    foreign = ("NA-KPI-07", "2024-01", "NA-STTTT", 1, 2)
    job = upload(officer, of_values(*months, foreign), "indicator_values")
    assert (job["preview"]["new"], job["preview"]["faulty"]) == (6, 1)
    path = f"{IMPORTS}/{job['id']}"
    (fault,) = seen(officer, f"{path}/faults")["items"]
    assert (fault["cell"], fault["code"], fault["column"]) == ("C8", "not_their_figures", "Mã đơn vị")
    for stranger in (api("nghe-an", "unit_head", "NA-STTTT"), police):
        assert stranger.get(path).status_code == 403
        assert stranger.post(f"{path}/run", json={"mode": "partial"}).status_code == 403
    done(officer, f"{path}/run", mode="partial")
    assert rested(officer, path)["progress"]["registered"] == 6

    def june() -> dict[str, Any] | None:
        periods = seen(officer, "/v1/nghe-an/indicator-series/NA-KPI-07")["periods"]
        found = [one["total"] for one in periods if one["period"] == "2024-06"]
        return found[0] if found else None

    total = until(june)
    assert (total["numerator"], total["denominator"], total["rate"], total["reported_by"]) == (60, 100, 60.0, 1)
    done(
        api("nghe-an", "unit_head", "NA-STP"),
        "/v1/nghe-an/indicator-values/NA-KPI-07.2024-06.NA-STP/confirmation",
        edition=1,
    )
    changed = [*months[:-1], ("NA-KPI-07", "2024-06", "NA-STP", 99, 100)]
    again = upload(officer, of_values(*changed), "indicator_values")
    assert (again["preview"]["unchanged"], again["preview"]["differs"]) == (5, 1)
    done(officer, f"{IMPORTS}/{again['id']}/run", mode="all_or_nothing")
    assert rested(officer, f"{IMPORTS}/{again['id']}")["progress"]["skipped"] == 6
    kept = seen(officer, "/v1/nghe-an/indicator-values/NA-KPI-07.2024-06.NA-STP")
    assert (kept["figures"]["numerator"], kept["status"], kept["edition"]) == (60, "confirmed", 1)


def test_those_who_may_not_register_may_not_import(api: Api) -> None:
    """FR-BP-04: the lead unit keeps its tasks, it does not register them; other provinces see nothing."""
    head, police = api("nghe-an", "unit_head", "NA-STP"), api("nghe-an", "standing_officer", "NA-CA")
    body = workbook(a_row(900))
    answer = head.post(IMPORTS, params={"sort": "tasks"}, content=body, headers=XLSX)
    assert (answer.status_code, answer.json()["title"]) == (403, "Không có quyền")
    job = upload(police, body)["id"]
    stranger = api("ninh-thuan", "standing_officer", "NT-CA")
    assert stranger.get(f"{IMPORTS}/{job}").status_code == 404
    assert stranger.get(f"/v1/ninh-thuan/imports/{job}").status_code == 404


def test_what_is_no_workbook_is_told_in_both_languages(api: Api) -> None:
    police = api("nghe-an", "standing_officer", "NA-CA")
    said = {
        language: police.post(
            IMPORTS, params={"sort": "tasks"}, content=b"id;title", headers=XLSX | {"accept-language": language}
        ).json()["errors"][0]["message"]
        for language in ("vi", "en")
    }
    assert said == {
        "vi": "không phải tệp XLSX, hoặc tệp hỏng hay có mật khẩu",
        "en": "no XLSX file, or damaged, or locked",
    }
