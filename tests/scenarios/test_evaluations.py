"""Scorecards, assessments and the dossiers of a year, through the gateway (FR-NA-06, FR-NA-07, FR-NA-26, FR-NA-28)."""

from datetime import timedelta

from shared.calendar import SystemClock, local_date
from tests.scenarios.talking import done, overview, refused, seen
from tests.stacks.installed import Api

SHARES = True

PATH = "/v1/nghe-an"
QUARTER = {"as_of": "2024-04-01"}


def test_ten_late_tasks_over_six_units_and_what_is_said_of_them(api: Api) -> None:
    """SC-002-13: computed figures and what the Working Group says stand side by side; the peer request is in test_duties."""
    police, chairman = api("nghe-an", "standing_officer", "NA-CA"), api("nghe-an", "chairman")
    units = seen(chairman, f"{PATH}/periods/2024-Q1", **QUARTER)["tasks"]["by_unit"]
    assert (len(units), sum(unit["overdue"] for unit in units)) == (6, 10)
    for unit in units:
        opened = seen(chairman, f"{PATH}/tasks", unit=unit["unit"], due_before="2024-04-01", limit=500)["items"]
        assert len(opened) >= unit["overdue"] > 0
    worst = max(units, key=lambda unit: unit["overdue"])["unit"]
    late = seen(chairman, f"{PATH}/tasks", unit=worst, due_before="2024-04-01", limit=500)["items"][0]
    said = {"unit": worst, "as_of": "2024-04-01"}
    assessment = {"id": "NA-DG-01", "kind": "assessment", "judgement": "slow", "text_vi": "Chậm chuyển biến"}
    done(chairman, f"{PATH}/appraisals", **said, **assessment)
    impact = {"id": "NA-TD-01", "kind": "impact", "work": late["id"], "text_vi": "Người dân chưa được thụ hưởng"}
    done(police, f"{PATH}/appraisals", **said, **impact)
    refused(api("nghe-an", "unit_head", worst), f"{PATH}/appraisals", 403, **said, **assessment | {"id": "NA-DG-02"})
    assert overview(chairman, "nghe-an", as_of="2024-04-02")["models"]["by_status"]["completed"] == 6
    achieved = seen(chairman, f"{PATH}/tasks", kind="pilot_model", status="completed")["items"]
    assert len(achieved) == 6
    for model in achieved:
        recognised = {"id": f"NA-TT-{model['id']}", "kind": "achievement", "work": model["id"]}
        about = {"unit": model["lead_unit"], "as_of": "2024-04-02", "text_vi": "Hoàn thành mô hình điểm"}
        done(police, f"{PATH}/appraisals", **recognised, **about)
    assert len(seen(chairman, f"{PATH}/appraisals", kind="achievement")["items"]) == 6


def test_the_dossier_of_a_year_is_evidence_for_three(api: Api) -> None:
    """FR-NA-26, FR-NA-28: late work, reports, inspections and achievements with links; a 403 for all others."""
    police, chairman = api("nghe-an", "standing_officer", "NA-CA"), api("nghe-an", "chairman")
    home_affairs = api("nghe-an", "home_affairs_officer", "NA-SNV")
    today = local_date(SystemClock().now())
    recommended = {"unit": "NA-STTTT", "title_vi": "Hoàn thành IOC", "due_date": str(today + timedelta(days=9))}
    inspection = {"id": "NA-KT-HS", "title_vi": "Kiểm tra cuối năm", "held_on": "2024-11-20", "inspectors": ["NA-SNV"]}
    done(home_affairs, f"{PATH}/inspections", **inspection, inspected=["NA-STTTT"], recommendations=[recommended])
    unit, of_2024 = f"{PATH}/dossiers/NA-STTTT", {"year": 2024}
    for role, of in (("unit_head", "NA-STTTT"), ("office_officer", None), ("permanent_vice_chairman", None)):
        assert api("nghe-an", role, of).get(unit, params=of_2024).status_code == 403
    dossiers = [seen(who, unit, **of_2024) for who in (police, chairman, home_affairs)]
    assert len({dossier["digest"] for dossier in dossiers}) == 1
    dossier = dossiers[0]
    items, tally = dossier["works"]["items"], dossier["works"]["tally"]
    assert tally["total"] == len(items) > 0
    assert tally["late"] == sum(item["outcome"] in {"done_late", "open_overdue"} for item in items) > 0
    assert [held["id"] for held in dossier["inspections"]] == ["NA-KT-HS"]
    for part in (*items, *dossier["inspections"], *dossier["undertakings"]):
        assert police.get(part["link"]).status_code == 200
    assert "score" not in dossier
