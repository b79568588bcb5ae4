"""Periodic reports, urges and requests to peers, from the command to the notice (FR-NA-09, FR-NA-17, FR-NA-18, FR-BP-18)."""

from datetime import date, timedelta
from typing import Any

import httpx2
import pytest

from shared.calendar import SystemClock, local_date
from tests.e2e.waiting import until
from tests.scenarios.ladder import coming, told_at
from tests.stacks.installed import Api

pytestmark = pytest.mark.on_real_servers
THREE = ("BP-STTTT", "BP-STC", "BP-SNV")


def today() -> date:
    return local_date(SystemClock().now())


def made(client: httpx2.Client, path: str, **body: Any) -> dict[str, Any]:
    answer = client.post(path, json=body)
    assert answer.status_code < 300, answer.text
    content: dict[str, Any] = answer.json()
    return content


def heard(client: httpx2.Client, tenant: str, subject: str) -> dict[str, Any]:
    """The notice about that in the caller's inbox, as soon as it is there."""

    def look() -> dict[str, Any] | None:
        notices: list[dict[str, Any]] = client.get(f"/v1/{tenant}/inbox").json()["items"]
        return next((notice for notice in notices if notice["subject"] == subject), None)

    return until(look)


def opened(client: httpx2.Client, tenant: str, cycle: str, period: str, **rules: Any) -> dict[str, Any]:
    """A cycle with its period; the answer is the period."""
    made(client, f"/v1/{tenant}/reporting-cycles", id=cycle, name_vi="Báo cáo tháng", frequency="monthly", **rules)
    return made(client, f"/v1/{tenant}/reporting-cycles/{cycle}/periods", period=period)


def test_without_the_heads_signature_nothing_is_reported(api: Api) -> None:
    """SC-002-7: FR-NA-17, FR-NA-18."""
    standing = api("nghe-an", "standing_officer", "NA-CA")
    units = ["NA-STP", "NA-STC"]
    opened(standing, "nghe-an", "NA-BC-25", "2024-03", cut_off_day=15, due_day_of_month=25, units=units)
    officer, head = api("nghe-an", "unit_officer", "NA-STP"), api("nghe-an", "unit_head", "NA-STP")
    path = "/v1/nghe-an/reports/NA-BC-25.2024-03"
    assert made(officer, f"{path}.NA-STP/content", text_vi="Kết quả tháng 3")["outcome"] == "open_overdue"
    assert officer.post(f"{path}.NA-STP/signature", json={"edition": 1}).status_code == 403
    review = head.get("/v1/nghe-an/reporting-cycles/NA-BC-25/periods/2024-03").json()
    assert [(missing["unit"], missing["status"], missing["overdue"]) for missing in review["not_reported"]] == [
        ("NA-STP", "submitted", True),
        ("NA-STC", "open", True),
    ]
    made(head, f"{path}.NA-STP/signature", edition=1)
    made(api("nghe-an", "unit_officer", "NA-STC"), f"{path}.NA-STC/content", text_vi="Kết quả tháng 3")
    deputy = api("nghe-an", "unit_head", "NA-STC", deputy=True)
    assert made(deputy, f"{path}.NA-STC/signature", edition=1)["signed_by"] == "deputy"
    review = head.get("/v1/nghe-an/reporting-cycles/NA-BC-25/periods/2024-03").json()
    assert (review["reported"], review["late"], review["by_deputy"], review["share_by_head"]) == (2, 2, 1, 50.0)


def test_the_head_is_reminded_of_a_report_that_waits_for_the_signature(api: Api) -> None:
    """SC-002-7: the day after the due day the head hears of it (FR-NA-17)."""
    standing = api("nghe-an", "standing_officer", "NA-CA")
    this, last_month_ended = today(), today().replace(day=1) - timedelta(days=1)
    period = f"{last_month_ended:%Y-%m}"
    due = {"due_days": (this - last_month_ended).days}
    opened(standing, "nghe-an", "NA-BC-NAY", period, units=["NA-STP"], **due)
    report = f"NA-BC-NAY.{period}.NA-STP"
    officer = api("nghe-an", "unit_officer", "NA-STP")
    made(officer, f"/v1/nghe-an/reports/{report}/content", text_vi="Đã tổng hợp")
    head = api("nghe-an", "unit_head", "NA-STP")
    assert heard(head, "nghe-an", f"periodic_report:{report}")["obligation"]["due_precision"] == "day"
    notices = coming(standing, "nghe-an", f"periodic_report:{report}", this)
    assert "head:NA-STP" in told_at(notices, "T+1")


def test_nothing_to_report_is_reported_and_silence_is_not(api: Api) -> None:
    """SC-001-8: FR-BP-19."""
    standing = api("binh-phuoc", "standing_officer", "BP-CA")
    units = ["BP-STP", "BP-STC"]
    opened(standing, "binh-phuoc", "BP-VM", "2024-09", due_days=5, units=units)
    report = "/v1/binh-phuoc/reports/BP-VM.2024-09.BP-STP"
    made(api("binh-phuoc", "unit_officer", "BP-STP"), f"{report}/content", nothing_to_report=True)
    made(api("binh-phuoc", "unit_head", "BP-STP"), f"{report}/signature", edition=1)
    review = standing.get("/v1/binh-phuoc/reporting-cycles/BP-VM/periods/2024-09").json()
    assert (review["reported"], review["nothing_to_report"]) == (1, 1)
    assert [missing["unit"] for missing in review["not_reported"]] == ["BP-STC"]


def test_three_units_are_urged_and_silence_reaches_the_office(api: Api) -> None:
    """SC-000-6: FR-BP-18."""
    police = api("binh-phuoc", "standing_officer", "BP-CA")
    asked = {"kind": "urge", "subject_sort": "task", "subject": "BP-A-02", "units": THREE}
    words = {"title_vi": "Đôn đốc khảo sát", "text_vi": "Đề nghị cập nhật kết quả"}
    reply_by = (today() + timedelta(days=3)).isoformat()
    made(police, "/v1/binh-phuoc/requests", id="BP-DD-01", reply_by=reply_by, **asked, **words)
    office = api("binh-phuoc", "office_officer")
    for unit in THREE:
        subject = f"urge:BP-DD-01.{unit}"
        assert "Đề nghị cập nhật kết quả" in heard(api("binh-phuoc", "unit_head", unit), "binh-phuoc", subject)["text"]
        assert heard(office, "binh-phuoc", subject)["part"] == "oversight"
    for unit in THREE:
        notices = coming(police, "binh-phuoc", f"urge:BP-DD-01.{unit}", today())
        assert told_at(notices, "T+1") == {f"head:{unit}", "role:office_officer", "role:standing_officer"}
    history = police.get("/v1/binh-phuoc/requests", params={"kind": "urge", "subject": "BP-A-02"}).json()["items"]
    assert sorted(urge["unit"] for urge in history) == sorted(THREE)


def test_a_request_to_a_peer_waits_for_its_acknowledgement_and_escalates(api: Api) -> None:
    """Part of SC-002-13: the request to a peer (FR-NA-09)."""
    police = api("nghe-an", "standing_officer", "NA-CA")
    words = {"title_vi": "Đề nghị phối hợp hoàn thành", "text_vi": "Đề nghị phối hợp hoàn thành khẩn trương"}
    reply_by = (today() + timedelta(days=2)).isoformat()
    asked = {"kind": "peer_request", "subject_sort": "task", "subject": "NA-T-29", "units": ["NA-STTTT"]}
    made(police, "/v1/nghe-an/requests", id="NA-DN-02", reply_by=reply_by, **asked, **words)
    key, request = "peer_request:NA-DN-02.NA-STTTT", "/v1/nghe-an/requests/NA-DN-02.NA-STTTT"
    assert police.get(request).json()["status"] == "sent"
    head, office = api("nghe-an", "unit_head", "NA-STTTT"), api("nghe-an", "office_officer")
    assert heard(head, "nghe-an", key)["kind"] == "assigned"
    assert heard(office, "nghe-an", key)["part"] == "oversight"
    assert "role:office_officer" in told_at(coming(police, "nghe-an", key, today()), "T+1")
    made(head, f"{request}/status", to="acknowledged")
    assert heard(police, "nghe-an", key)["kind"] == "status_changed"
    made(head, f"{request}/status", to="answered", text="Đã cử đầu mối")
    until(lambda: not coming(police, "nghe-an", key, today()))
    assert made(police, f"{request}/status", to="closed")["outcome"] == "done_on_time"
