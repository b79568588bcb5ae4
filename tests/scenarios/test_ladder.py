"""A province decides who is told when, through the gateway; what is open follows at once (FR-BP-18, FR-NA-18)."""

from datetime import timedelta
from typing import Any

import httpx2
import icalendar

from shared.calendar import SystemClock, local_date
from tests.scenarios.ladder import coming, told_at
from tests.scenarios.talking import done, seen, told
from tests.stacks.installed import Api

TENANT = "nghe-an"
GENERAL: dict[str, Any] = {"steps": [{"days": -1, "to": ["officers", "head"]}, {"days": 1, "to": ["head"], "holds": 2}]}
REPORTS: dict[str, Any] = {
    "kinds": ["periodic_report", "urge"],
    "steps": [{"days": 0, "to": ["head"]}, {"days": 1, "to": ["head", "chairman"]}, {"days": 2, "to": ["central"]}],
}


def test_a_missing_report_goes_the_way_that_the_province_has_set(api: Api) -> None:
    """FR-NA-18, FR-BP-18: a report that is not there reaches the chairman and the central level by the own ladder."""
    police, today = api(TENANT, "standing_officer", "NA-CA"), local_date(SystemClock().now())
    cycle = {"id": "NA-THANG", "name_vi": "Báo cáo tháng", "frequency": "monthly", "units": ["NA-STP"]}
    month_ended = today.replace(day=1) - timedelta(days=1)
    done(police, f"/v1/{TENANT}/reporting-cycles", **cycle, due_days=(today - month_ended).days + 2)
    done(police, f"/v1/{TENANT}/reporting-cycles/NA-THANG/periods", period=f"{month_ended:%Y-%m}")
    report = f"periodic_report:NA-THANG.{month_ended:%Y-%m}.NA-STP"
    told(api(TENANT, "unit_head", "NA-STP"), TENANT, report)
    assert "role:chairman" not in told_at(coming(police, TENANT, report, today), "T+1")

    before = police.get(f"/v1/{TENANT}/ladder")
    tag = {"if-match": before.headers["etag"]}
    answer = police.put(f"/v1/{TENANT}/ladder", json={"lines": [GENERAL, REPORTS]}, headers=tag)
    assert answer.status_code == 200, answer.text
    notices = coming(police, TENANT, report, today)
    assert told_at(notices, "T+1") == {"head:NA-STP", "role:chairman"}
    (above,) = (notice for notice in notices if notice["obligation"]["step"] == "T+2")
    assert (above["mailbox"], above["obligation"]["tenant"]) == ("role:central_wg_officer", TENANT)
    assert "Địa phương: " in above["text_vi"]
    stale = police.put(f"/v1/{TENANT}/ladder", json={"lines": [GENERAL]}, headers=tag)
    assert (stale.status_code, stale.json()["current"]) == (412, answer.json()["version"])
    (version,) = seen(police, f"/v1/{TENANT}/ladder/history")["items"]
    assert (version["set_by"], version["lines"][1]["kinds"]) == ("standing_officer@NA-CA", ["periodic_report", "urge"])


def test_deadlines_come_into_ones_own_calendar_without_a_token(api: Api) -> None:
    """FR-NA-18: what the unit owes, by a secret link that the office may rotate."""
    head = api(TENANT, "unit_head", "NA-STP")
    answer = head.post(f"/v1/{TENANT}/inbox/calendar")
    assert answer.status_code == 200, answer.text
    feed = httpx2.get(f"{head.base_url}{answer.json()['link']}", trust_env=False)
    assert feed.status_code == 200, feed.text
    read = icalendar.Calendar.from_ical(feed.content)
    assert str(read["X-WR-CALNAME"]) == "Thời hạn: Sở Tư pháp"
    assert any(str(event["UID"]).startswith("nghe-an.") for event in read.walk("VEVENT"))
    assert head.delete(f"/v1/{TENANT}/inbox/calendar").json()["active"] is False
    assert httpx2.get(f"{head.base_url}{answer.json()['link']}", trust_env=False).status_code == 404


def test_who_was_told_says_so_and_it_is_kept(api: Api) -> None:
    """FR-BP-18: the head acknowledges an urge; whoever looks into that mailbox later sees when and by whom."""
    police, head = api(TENANT, "standing_officer", "NA-CA"), api(TENANT, "unit_head", "NA-STC")
    reply_by = (local_date(SystemClock().now()) + timedelta(days=20)).isoformat()
    words = {"title_vi": "Đôn đốc", "text_vi": "Đề nghị cập nhật"}
    asked = {"kind": "urge", "subject_sort": "task", "subject": "NA-T-29", "units": ["NA-STC"], "reply_by": reply_by}
    done(police, f"/v1/{TENANT}/requests", id="NA-DD-LAD", **asked, **words)
    (notice,) = told(head, TENANT, "urge:NA-DD-LAD.NA-STC")
    said = done(head, f"/v1/{TENANT}/inbox/{notice['id']}/acknowledge", note="Tôi đã nhận")
    assert (said["acknowledged"]["by"], said["acknowledged"]["note"]) == ("unit_head@NA-STC", "Tôi đã nhận")
    again = done(head, f"/v1/{TENANT}/inbox/{notice['id']}/acknowledge", note="Lần nữa")
    assert again["acknowledged"] == said["acknowledged"]
    threads = seen(head, f"/v1/{TENANT}/inbox/threads")["items"]
    (thread,) = (each for each in threads if each["subject"] == notice["subject"])
    assert (thread["total"], thread["unread"], thread["latest"]["acknowledged"]) == (1, 0, said["acknowledged"])
    until = (local_date(SystemClock().now()) + timedelta(days=3)).isoformat()
    aside = done(head, f"/v1/{TENANT}/inbox/{notice['id']}/snooze", until=until)
    (listed,) = seen(head, f"/v1/{TENANT}/inbox/thread", subject=notice["subject"])["items"]
    assert listed["snoozed_until"] == aside["snoozed_until"] >= until
