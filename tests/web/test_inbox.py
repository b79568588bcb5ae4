"""The inbox: what one was told, by what it is about (FR-BP-18, FR-NA-17)."""

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from shared.calendar import SystemClock, local_date
from tests.web.asking import asked, get, post
from tests.web.visits import NARROW, Visits

INBOX = "/t/{tenant}/inbox"
HEAD = ("nghe-an", "unit_head", INBOX)
UNIT = "NA-STP"


@pytest.fixture
def inbox(visits: Visits) -> Page:
    return visits.open_as(*HEAD, unit=UNIT)


def _count(page: Page) -> dict[str, int]:
    counted: dict[str, int] = asked(page, "inbox/count")
    return counted


def _expect_unread(page: Page, unread: int) -> None:
    """In the top bar; what comes later than the answer of a command is waited for."""
    expect(page.locator("header [data-unread]")).to_have_attribute("data-unread", str(unread))


def _open_first(page: Page) -> str:
    """Opens the first unread thread and gives its subject."""
    page.locator("li a[data-unread=true]").first.click()
    expect(page.get_by_role("article").first).to_be_visible()
    found = re.search(r"subject=([\w.-]+)", page.url)
    assert found
    return found.group(1)


def test_it_counts_what_the_service_counts_and_reading_lowers_it(inbox: Page) -> None:
    before = _count(inbox)
    assert before["unread"] > 0
    _expect_unread(inbox, before["unread"])
    expect(inbox.get_by_test_id("counts")).to_contain_text(str(before["total"]))
    subject = _open_first(inbox)
    _expect_unread(inbox, before["unread"] - 1)
    inbox.get_by_role("button", name="Đánh dấu chưa đọc").click()
    _expect_unread(inbox, before["unread"])
    expect(inbox.get_by_role("link", name=f"Mở nhiệm vụ {subject}")).to_have_attribute(
        "href", f"/t/nghe-an/tasks/{subject}"
    )


def test_what_is_unread_comes_first(inbox: Page) -> None:
    _open_first(inbox)
    inbox.get_by_text("Tất cả", exact=True).click()
    expect(inbox).to_have_url(re.compile("show=all"))
    threads = asked(inbox, "inbox/threads", limit=50)["items"]
    lines = inbox.locator("li a[data-unread]")
    expect(lines).to_have_count(len(threads))
    unread = [line.get_attribute("data-unread") or "" for line in lines.all()]
    assert unread == sorted(unread, reverse=True)
    assert "false" in unread


def test_a_notice_is_acknowledged_with_a_note(inbox: Page) -> None:
    """FR-NA-17: who says so is known as an office, with the time."""
    subject = _open_first(inbox)
    inbox.get_by_role("button", name="Tôi đã nhận").click()
    inbox.get_by_label("Ghi thêm").fill("Trình trong tuần này")
    inbox.get_by_role("button", name="Xác nhận đã nhận").click()
    expect(inbox.get_by_text("Đã xác nhận nhận lúc")).to_contain_text("Trình trong tuần này")
    said = asked(inbox, "inbox/thread", subject=subject)["items"][0]["acknowledged"]
    assert (said["by"], said["note"]) == (f"unit_head@{UNIT}", "Trình trong tuần này")


def test_a_notice_is_put_aside_and_brought_back(inbox: Page) -> None:
    subject = _open_first(inbox)
    until = local_date(SystemClock().now()) + timedelta(days=5)
    inbox.get_by_role("button", name="Tạm gác").click()
    inbox.get_by_label("Đến ngày").fill(until.isoformat())
    inbox.get_by_role("button", name="Tạm gác đến ngày này").click()
    expect(inbox.get_by_text("Tạm gác đến", exact=False).first).to_be_visible()
    inbox.get_by_role("button", name="Thôi tạm gác").click()
    expect(inbox.get_by_role("button", name="Thôi tạm gác")).to_have_count(0)
    notice = asked(inbox, "inbox/thread", subject=subject)["items"][0]
    assert (notice["snoozed_until"], notice["read_at"]) == (None, None)


def test_a_day_that_is_too_far_is_refused_in_words(inbox: Page) -> None:
    _open_first(inbox)
    inbox.get_by_role("button", name="Tạm gác").click()
    day = local_date(SystemClock().now()) + timedelta(days=90)
    inbox.get_by_label("Đến ngày").fill(f"{day:%d/%m/%Y}")
    inbox.get_by_role("button", name="Tạm gác đến ngày này").click()
    expect(inbox.get_by_role("alert")).to_contain_text("30 ngày")


def test_the_calendar_link_is_told_once_changed_and_closed(inbox: Page) -> None:
    inbox.get_by_role("button", name="Tạo liên kết lịch").click()
    first = inbox.get_by_test_id("calendar-link").inner_text()
    assert inbox.request.get(first).text().startswith("BEGIN:VCALENDAR")
    inbox.reload()
    expect(inbox.get_by_role("button", name="Đổi liên kết lịch")).to_be_visible()
    expect(inbox.get_by_test_id("calendar-link")).to_have_count(0)
    inbox.get_by_role("button", name="Đổi liên kết lịch").click()
    second = inbox.get_by_test_id("calendar-link").inner_text()
    assert inbox.request.get(first).status == 404
    assert inbox.request.get(second).ok
    inbox.get_by_role("button", name="Hủy liên kết lịch").click()
    expect(inbox.get_by_text("Chưa có liên kết nào.")).to_be_visible()
    assert inbox.request.get(second).status == 404


def test_news_arrive_by_themselves(visits: Visits, inbox: Page) -> None:
    """The standing agency urges; the head sees the number rise without doing anything."""
    before = _count(inbox)["unread"]
    agency = visits.open_as("nghe-an", "standing_officer", "/t/{tenant}/inbox")
    urge = {
        "id": "W-URGE-1",
        "kind": "urge",
        "units": [UNIT],
        "subject_sort": "other",
        "title_vi": "Đôn đốc báo cáo",
        "text_vi": "Đề nghị báo cáo ngay.",
        "reply_by": (local_date(SystemClock().now()) + timedelta(days=10)).isoformat(),
    }
    answer = post(agency, "requests", urge)
    assert answer.status == 201, answer.text()
    _expect_unread(inbox, before + 1)


def test_on_a_telephone_a_thread_takes_the_place_of_the_list(visits: Visits) -> None:
    page = visits.open_as(*HEAD, unit=UNIT, language="en", width=NARROW)
    line = page.locator("li a[data-unread=true]").first
    line.click()
    expect(line).to_be_hidden()
    page.get_by_role("link", name="Back to the list").click()
    expect(page.locator("li a[data-unread]").first).to_be_visible()


def test_everything_is_read_at_once(inbox: Page) -> None:
    inbox.get_by_role("button", name="Đánh dấu đã đọc tất cả").click()
    _expect_unread(inbox, 0)
    expect(inbox.get_by_text("Không còn thông báo chưa đọc.")).to_be_visible()
    assert _count(inbox)["unread"] == 0


def test_who_has_no_mailbox_is_told_so(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "integrator", INBOX)
    expect(page.get_by_text("Vai trò của bạn không có hộp thư ở đây.")).to_be_visible()
    expect(page.get_by_role("link", name="Hộp thư")).to_have_count(0)
    assert get(page, "inbox").status == 403


def test_the_threads_that_are_shown_as_a_file(inbox: Page, tmp_path: Path) -> None:
    """Also those behind the first page."""
    inbox.get_by_text("Tất cả", exact=True).click()
    expect(inbox).to_have_url(re.compile("show=all"))
    with inbox.expect_download() as saving:
        inbox.get_by_role("button", name="Tải CSV: Hộp thư").click()
    saving.value.save_as(tmp_path / "inbox.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "inbox.csv").read_text("utf-8-sig"))))
    threads, cursor = [], None
    while True:
        answer = asked(inbox, "inbox/threads", limit=50, **({"cursor": cursor} if cursor else {}))
        threads += answer["items"]
        cursor = answer["next"]
        if cursor is None:
            break
    assert {row["Mã việc"]: int(row["Số thông báo"]) for row in rows} == {
        one["subject"]: one["total"] for one in threads
    }
