"""The central level urges one province and guides all of them (FR-TW-18, FR-TW-19)."""

from datetime import timedelta
from typing import Any

import httpx2

from shared.calendar import SystemClock, local_date
from tests.e2e.waiting import until
from tests.stacks.installed import Api

SHARES = True

LETTERS = "/v1/central/letters"


def inbox(client: httpx2.Client, tenant: str) -> set[str]:
    """What the caller's notices are about."""
    return {notice["subject"] for notice in client.get(f"/v1/{tenant}/inbox").json()["items"]}


def sent(client: httpx2.Client, **body: Any) -> list[dict[str, Any]]:
    answer = client.post(LETTERS, json=body)
    assert answer.status_code == 201, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_the_ministry_urges_a_province_and_nobody_else_hears_of_it(api: Api) -> None:
    """SC-004-6: FR-TW-18."""
    ministry = api("central", "central_wg_officer", "TW-BCA")
    overview = ministry.get("/v1/nghe-an/overview", params={"as_of": "2024-04-01T00:01+07:00"}).json()
    assert overview["tasks"]["outcome"]["open_overdue"] == 10
    reply_by = (local_date(SystemClock().now()) + timedelta(days=5)).isoformat()
    words = {"title_vi": "Đôn đốc 10 nhiệm vụ quá hạn", "text_vi": "Đề nghị khẩn trương hoàn thành"}
    sent(ministry, id="TW-DD-01", kind="urge", provinces=["nghe-an"], reply_by=reply_by, **words)
    of_police, of_office, copy = "urge:TW-DD-01.NA-CA", "urge:TW-DD-01.NA-VPUB", "copy:TW-DD-01.TW-VPCP"
    police, office = api("nghe-an", "standing_officer", "NA-CA"), api("nghe-an", "office_officer", "NA-VPUB")
    government_office = api("central", "office_officer")
    until(lambda: {of_police, of_office} <= inbox(police, "nghe-an"))
    until(lambda: {of_police, of_office} <= inbox(office, "nghe-an"))
    until(lambda: copy in inbox(government_office, "central"))
    for tenant, unit in (("ninh-thuan", "NT-CA"), ("binh-phuoc", "BP-CA")):
        other = api(tenant, "standing_officer", unit)
        assert not {of_police, of_office, copy} & inbox(other, tenant)
        assert other.get(f"/v1/{tenant}/requests").json()["items"] == []
    answered = {"to": "answered", "text": "Đã chỉ đạo các đơn vị"}
    assert police.post("/v1/nghe-an/requests/TW-DD-01.NA-CA/status", json=answered).status_code == 200
    items = ministry.get(f"{LETTERS}/TW-DD-01").json()["items"]
    assert {item["unit"]: item["status"] for item in items} == {
        "NA-CA": "answered",
        "NA-VPUB": "sent",
        "TW-VPCP": "sent",
    }


def test_guidance_shows_who_has_read_it(api: Api) -> None:
    """SC-004-6: guidance to every province, with receipts (FR-TW-19)."""
    ministry = api("central", "central_wg_officer", "TW-BCA")
    words = {"title_vi": "Hướng dẫn rà soát", "text_vi": "Rà soát theo từng nhóm nhiệm vụ"}
    items = sent(ministry, id="TW-HD-01", kind="guidance", **words)
    assert {item["tenant"] for item in items} == {"nghe-an", "ninh-thuan", "binh-phuoc"}
    office = api("ninh-thuan", "office_officer", "NT-VPUB")
    until(lambda: "guidance:TW-HD-01.NT-VPUB" in inbox(office, "ninh-thuan"))
    listed = api("ninh-thuan", "unit_officer", "NT-STP").get("/v1/ninh-thuan/requests", params={"kind": "guidance"})
    assert {item["text_vi"] for item in listed.json()["items"]} == {"Rà soát theo từng nhóm nhiệm vụ"}
    read = office.post("/v1/ninh-thuan/requests/TW-HD-01.NT-VPUB/status", json={"to": "acknowledged"})
    assert read.status_code == 200, read.text
    receipts = {item["unit"]: item["acknowledged_at"] for item in ministry.get(f"{LETTERS}/TW-HD-01").json()["items"]}
    assert [unit for unit, at in receipts.items() if at] == ["NT-VPUB"]
