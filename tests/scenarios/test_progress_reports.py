"""The chairman is informed at the end of a period, through the gateway (FR-NA-24, SC-002-9)."""

import hashlib
import io
import json

import httpx2
import python_calamine

from tests.scenarios.talking import Body, done, heard, refused, seen, told
from tests.stacks.installed import Api

NA = "/v1/nghe-an"
REPORTS = f"{NA}/progress-reports"
ONE = f"{REPORTS}/NA-BC-2024-Q1"


def _digest(content: Body) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _overdue_in_march(client: httpx2.Client) -> int:
    overdue: int = seen(client, f"{NA}/scoreboard", as_of="2024-03-31")["tasks"]["outcome"]["open_overdue"]
    return overdue


def test_the_chairman_gets_the_report_of_a_quarter_and_the_dossier_of_a_department(api: Api) -> None:
    """SC-002-9: frozen figures with weak points, told and received; the dossier beside it; both for those who are named
    (FR-NA-24, FR-NA-26, FR-NA-27)."""
    police, chairman = api("nghe-an", "standing_officer", "NA-CA"), api("nghe-an", "chairman")
    office = api("nghe-an", "office_officer")
    heard(police, done(police, REPORTS, id="NA-BC-2024-Q1", period="2024-Q1"))
    assert told(office, "nghe-an", "progress_report:NA-BC-2024-Q1", "rà soát")
    report = seen(police, f"{ONE}/content")
    content = report["content"]
    assert (content["counts"]["tasks"]["total"], content["counts"]["models"]["total"]) == (51, 38)
    assert content["outcome"]["tasks"]["open_overdue"] == 3
    due = content["due_in_period"]
    assert (due["due_in_period"], due["done"], due["not_completed"], len(due["by_unit"])) == (10, 0, 10, 6)
    assert len(content["groups"]) == 10
    assert len(content["weak_points"]["works"]) == 3
    assert content["weak_points"]["formula"]["version"] == "1"
    assert report["digest"] == _digest(content)
    refused(police, f"{ONE}/status", 422, to="delivered")
    done(office, f"{ONE}/status", to="delivered", digest=report["digest"], note="Đã rà soát")
    (notice,) = told(chairman, "nghe-an", "progress_report:NA-BC-2024-Q1")
    assert report["digest"] in notice["text_vi"]
    received = done(chairman, f"{ONE}/status", to="received")
    heard(police, received)
    assert told(police, "nghe-an", "progress_report:NA-BC-2024-Q1", "đã nhận")
    assert seen(chairman, f"{ONE}/content")["intact"] is True
    sheets = python_calamine.load_workbook(io.BytesIO(chairman.get(f"{ONE}/content.xlsx").content))
    (headings, tasks, models) = sheets.get_sheet_by_name("Số liệu").to_python()
    assert [row[headings.index("Tổng số")] for row in (tasks, models)] == [51, 38]
    assert tasks[headings.index("Chưa xong, quá hạn")] == 3
    dossier = seen(chairman, f"{NA}/dossiers/NA-STTTT", year=2024)
    assert dossier["works"]["tally"]["late"] > 0
    for role, unit in (("unit_head", "NA-STTTT"), ("permanent_vice_chairman", None)):
        other = api("nghe-an", role, unit)
        for path in (REPORTS, ONE, f"{ONE}/content", f"{ONE}/content.xlsx", f"{NA}/dossiers/NA-STTTT?year=2024"):
            assert other.get(path).status_code == 403, path


def test_what_is_entered_afterwards_leaves_the_report_as_it_is(api: Api) -> None:
    """FR-NA-24: a task of the year's plan is entered today; it is in the figures of March, and not in the report."""
    police = api("nghe-an", "standing_officer", "NA-CA")
    heard(police, done(police, REPORTS, id="NA-BC-2024-03", period="2024-03"))
    path = f"{REPORTS}/NA-BC-2024-03/content"
    before = seen(police, path)
    overdue = _overdue_in_march(police)
    due = {"date": "2024-03-15", "precision": "day"}
    task = {"id": "NA-MUON-1", "plan": "NA-KH-2024", "title_vi": "Việc nhập sau", "lead_unit": "NA-STP", "due": due}
    heard(police, done(police, f"{NA}/tasks", **task))
    assert _overdue_in_march(police) == overdue + 1
    assert seen(police, path) == before
    assert {one["id"] for one in seen(police, REPORTS)["items"]} >= {"NA-BC-2024-03"}


def test_the_central_report_recognises_what_members_contribute(api: Api) -> None:
    """FR-TW-20: what the Working Group recognises of a member stands in its report of that month, with its evidence."""
    officer = api("central", "central_wg_officer")
    said = {"kind": "achievement", "unit": "TW-BCA", "as_of": "2024-10-20", "text_vi": "Nỗ lực của Tổ công tác"}
    done(officer, "/v1/central/appraisals", id="TW-TT-01", **said)
    heard(officer, done(officer, "/v1/central/progress-reports", id="TW-BC-2024-10", period="2024-10"))
    content = seen(officer, "/v1/central/progress-reports/TW-BC-2024-10/content")["content"]
    (member,) = (one for one in content["contributions"] if one["achievements"])
    assert (member["unit"], member["achievements"][0]["text_vi"]) == ("TW-BCA", "Nỗ lực của Tổ công tác")
    assert seen(officer, member["achievements"][0]["evidence"])["id"] == "TW-TT-01"
