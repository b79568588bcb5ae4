"""A conference with the units' statements and what they commit themselves to, through the gateway (FR-NA-13, FR-NA-21)."""

from datetime import date, timedelta

import httpx2

from shared.calendar import SystemClock, local_date
from tests.e2e.waiting import until
from tests.scenarios.ladder import coming, told_at
from tests.scenarios.talking import Body, done, refused, seen, told
from tests.stacks.installed import Api

PATH = "/v1/nghe-an"


def today() -> date:
    return local_date(SystemClock().now())


def a_conference(key: str, **fields: str) -> Body:
    return {
        "id": key,
        "sort": "conference",
        "title_vi": "Hội nghị đánh giá tiến độ mô hình điểm",
        "held_on": today().isoformat(),
        "chair_role": "permanent_vice_chairman",
        "participants": ["NA-STTTT", "NA-STP"],
    } | fields


def explained(work: str) -> Body:
    said = {"action": "Đã trình thẩm định", "support": "Sở Tư pháp góp ý sớm", "cause": "legal"}
    return said | {"work": work, "new_date": (today() + timedelta(days=60)).isoformat()}


def test_units_report_progress_difficulties_by_group_and_proposals(api: Api) -> None:
    """FR-NA-13, FR-NA-21: everything that is late is explained, or the statement is not accepted."""
    police, officer = api("nghe-an", "standing_officer", "NA-CA"), api("nghe-an", "unit_officer", "NA-STTTT")
    due = (today() + timedelta(days=1)).isoformat()
    cycle = {"id": "NA-BC-HN", "name_vi": "Báo cáo tại hội nghị", "frequency": "once", "due_on": due}
    done(police, f"{PATH}/reporting-cycles", **cycle, units=["NA-STTTT", "NA-STP"], late_explained=True)
    period = done(police, f"{PATH}/reporting-cycles/NA-BC-HN/periods", period="once")["id"]
    done(police, f"{PATH}/sessions", **a_conference("NA-HN-01", statements=period))
    content = {
        "results_vi": "Đã kết nối 12 dịch vụ công",
        "advantages_vi": "Có sự phối hợp của Công an tỉnh",
        "difficulties": [{"group": "legal", "text": "Thủ tục đầu tư IOC"}],
        "proposals": ["Cho phép thuê dịch vụ"],
    }
    report = f"{PATH}/reports/{period}.NA-STTTT"
    problem = refused(officer, f"{report}/content", 422, **content)
    assert [(fault["field"], fault["code"]) for fault in problem["errors"]] == [
        ("body.slow_items", "late_items_missing")
    ]
    late = [work["id"] for kind in (None, "pilot_model") for work in overdue(officer, kind)]
    assert late
    done(officer, f"{report}/content", **content, slow_items=[explained(work) for work in late])
    done(api("nghe-an", "unit_head", "NA-STTTT"), f"{report}/signature", edition=1)
    returned = done(police, f"{report}/return", reason="Giải pháp chưa cụ thể")
    assert (returned["status"], returned["outcome"]) == ("draft", "done_on_time")
    done(officer, f"{report}/content", **content, slow_items=[explained(work) for work in late])
    done(api("nghe-an", "unit_head", "NA-STTTT"), f"{report}/signature", edition=2)
    said = seen(police, f"{PATH}/sessions/NA-HN-01")["reports"]
    assert [(one["unit"], one["status"], len(one["slow_items"])) for one in said] == [
        ("NA-STP", "open", 0),
        ("NA-STTTT", "signed", len(late)),
    ]
    review = seen(police, f"{PATH}/reporting-cycles/NA-BC-HN/periods/once")
    assert (review["reported"], review["on_time"], review["difficulties"]) == (1, 1, {"legal": 1})


def overdue(client: httpx2.Client, kind: str | None) -> list[Body]:
    wanted = {"unit": "NA-STTTT", "overdue": True, "limit": 500} | ({"kind": kind} if kind else {})
    items: list[Body] = seen(client, f"{PATH}/tasks", **wanted)["items"]
    return items


def test_what_a_unit_commits_itself_to_is_owed_and_reminded_of(api: Api) -> None:
    """FR-NA-13: a commitment has its day; FR-BP-12: a working session."""
    police, head = api("nghe-an", "standing_officer", "NA-CA"), api("nghe-an", "unit_head", "NA-STP")
    done(police, f"{PATH}/sessions", **a_conference("NA-HN-02"))
    assert told(head, "nghe-an", "session:NA-HN-02")[0]["kind"] == "invited"
    due = (today() + timedelta(days=2)).isoformat()
    wish = {"unit": "NA-STP", "title_vi": "Trình danh mục văn bản", "due_date": due}
    refused(api("nghe-an", "unit_head", "NA-STTTT"), f"{PATH}/sessions/NA-HN-02/commitments", 403, **wish)
    done(head, f"{PATH}/sessions/NA-HN-02/commitments", **wish)
    key = "commitment:NA-HN-02.1"
    assert told(head, "nghe-an", key)[0]["kind"] == "assigned"
    assert "head:NA-STP" in told_at(coming(police, "nghe-an", key, today()), "T+1")
    done(head, f"{PATH}/undertakings/NA-HN-02.1/status", to="reported", text="Đã trình")
    done(police, f"{PATH}/undertakings/NA-HN-02.1/status", to="accepted")
    until(lambda: not coming(police, "nghe-an", key, today()))
    owed = seen(police, f"{PATH}/sessions/NA-HN-02")["undertakings"]
    assert [(one["id"], one["outcome"]) for one in owed] == [("NA-HN-02.1", "done_on_time")]
