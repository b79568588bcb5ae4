"""The police and Home Affairs inspect, units answer for what is recommended, through the gateway (FR-NA-25)."""

from datetime import date, timedelta

from shared.calendar import SystemClock, local_date
from tests.e2e.waiting import until
from tests.scenarios.ladder import coming, told_at
from tests.scenarios.talking import Body, done, refused, seen, told
from tests.stacks.installed import Api

SHARES = True

PATH = "/v1/nghe-an"


def today() -> date:
    return local_date(SystemClock().now())


def an_inspection(key: str, due: date) -> Body:
    return {
        "id": key,
        "title_vi": "Kiểm tra tiến độ và kỷ luật, kỷ cương hành chính",
        "held_on": today().isoformat(),
        "inspectors": ["NA-CA", "NA-SNV"],
        "inspected": ["NA-STTTT", "NA-STP"],
        "findings": [{"about": "progress", "unit": "NA-STTTT", "text": "IOC chưa hoàn thành thủ tục pháp lý"}],
        "recommendations": [
            {"unit": "NA-STTTT", "title_vi": "Hoàn thành thủ tục pháp lý của IOC", "due_date": due.isoformat()},
            {"unit": "NA-STP", "title_vi": "Nộp báo cáo tháng đúng hạn", "due_date": due.isoformat()},
        ],
    }


def test_an_inspections_recommendation_is_owed_reminded_of_and_accepted(api: Api) -> None:
    """FR-NA-25: what the unit reports discharges it, a return reopens it."""
    home_affairs, police = api("nghe-an", "home_affairs_officer", "NA-SNV"), api("nghe-an", "standing_officer", "NA-CA")
    head = api("nghe-an", "unit_head", "NA-STTTT")
    inspection = an_inspection("NA-KT-01", today() + timedelta(days=2))
    refused(head, f"{PATH}/inspections", 403, **inspection)
    done(home_affairs, f"{PATH}/inspections", **inspection)
    key = "recommendation:NA-KT-01.1"
    assert told(head, "nghe-an", key)[0]["kind"] == "assigned"
    assert "head:NA-STTTT" in told_at(coming(police, "nghe-an", key, today()), "T+1")
    path = f"{PATH}/undertakings/NA-KT-01.1"
    refused(home_affairs, f"{path}/status", 403, to="reported", text="Đã xong")
    done(head, f"{path}/status", to="reported", text="Đã trình hồ sơ pháp lý", documents=["415/TTr-STTTT"])
    assert told(police, "nghe-an", key)[0]["kind"] == "status_changed"
    returned = done(home_affairs, f"{path}/status", to="returned", text="Thiếu ý kiến thẩm định")
    assert returned["outcome"] == "open_in_time"
    done(head, f"{path}/status", to="reported", text="Đã bổ sung ý kiến thẩm định")
    assert done(home_affairs, f"{path}/status", to="accepted")["outcome"] == "done_on_time"
    until(lambda: not coming(police, "nghe-an", key, today()))


def test_tasks_that_follow_from_an_inspection_are_found_from_both_ends(api: Api) -> None:
    """FR-NA-25: the task names its inspection, which lists it."""
    police = api("nghe-an", "standing_officer", "NA-CA")
    done(police, f"{PATH}/inspections", **an_inspection("NA-KT-02", today()))
    task = {
        "id": "NA-KT-02-T1",
        "inspection": "NA-KT-02",
        "kind": "directive",
        "title_vi": "Rà soát chế độ báo cáo của Sở Tư pháp",
        "lead_unit": "NA-STP",
        "due": {"date": (today() + timedelta(days=30)).isoformat(), "precision": "day"},
    }
    plan = seen(police, f"{PATH}/plans")["items"][0]["id"]
    done(police, f"{PATH}/tasks", **task | {"plan": plan})
    inspection = seen(police, f"{PATH}/inspections/NA-KT-02")
    assert [follow_up["id"] for follow_up in inspection["follow_ups"]] == ["NA-KT-02-T1"]
    assert [owed["unit"] for owed in inspection["undertakings"]] == ["NA-STTTT", "NA-STP"]
    assert seen(police, f"{PATH}/tasks/NA-KT-02-T1")["inspection"] == "NA-KT-02"
    found = seen(police, f"{PATH}/tasks", inspection="NA-KT-02")["items"]
    assert [task["id"] for task in found] == ["NA-KT-02-T1"]
