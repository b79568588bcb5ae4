"""A later deadline: asked for by those who do the work, decided by those who plan (FR-X-08); and what is said about a work."""

import itertools

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.asking import asked, post
from tests.web.test_task import others
from tests.web.visits import NARROW, WIDE, Visits, axe, overflows

TASK, WORK = "/t/{tenant}/tasks/", "/t/{tenant}/work"
UNIT, LEAD_OF_FIRST = "NA-STTTT", "NA-STP"
LOOKS = list(itertools.product(("vi", "en"), (WIDE, NARROW)))
WHY = "Chưa có hướng dẫn của Bộ Tư pháp"


def _open_tasks(page: Page) -> list[str]:
    found = asked(page, "tasks", unit=UNIT, done=False, limit=500)["items"]
    return [work["id"] for work in found if work["obligation"]["due_at"] and work["status"] == "in_progress"]


def _ask(page: Page, task: str, until: str) -> None:
    """In its row, with the keyboard alone."""
    button = page.get_by_role("button", name=f"Xin gia hạn {task}", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Vì sao cần thêm thời gian")).to_be_focused()
    page.keyboard.type(WHY)
    page.keyboard.press("Tab")
    expect(dialog.get_by_role("textbox", name="Xin hạn mới")).to_be_focused()
    page.keyboard.type(until)
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)


def _asked_for(page: Page, task: str) -> Locator:
    return page.locator("[data-section=extensions] [data-id]").filter(has_text=task)


def test_an_officer_asks_and_the_agency_grants(visits: Visits) -> None:
    """The first deadline stays to be seen; the answer stands beside the question."""
    page = visits.open_as("nghe-an", "unit_officer", WORK, unit=UNIT)
    task = _open_tasks(page)[0]
    first = asked(page, f"tasks/{task}")["obligation"]["due_at"]
    _ask(page, task, "30/06/2030")
    agency = visits.open_as("nghe-an", "standing_officer", WORK)
    expect(_asked_for(agency, task)).to_contain_text("xin gia hạn đến 30/06/2030")
    _asked_for(agency, task).get_by_role("button").click()
    dialog = agency.get_by_role("dialog")
    expect(dialog.get_by_label("Thời hạn mới")).to_have_value("30/06/2030")
    dialog.get_by_label("Số, ký hiệu văn bản").fill("12/UBND-NC")
    dialog.get_by_role("button", name="Đồng ý gia hạn").click()
    expect(_asked_for(agency, task)).to_have_count(0)
    owed = asked(agency, f"tasks/{task}")["obligation"]
    assert (owed["original_due_at"], owed["due_at"][:10], owed["moves"]) == (first, "2030-06-30", 1)
    page.goto(f"{visits.tiendo.url}/t/nghe-an/tasks/{task}")
    told = page.locator("[data-discussion] article").filter(has_text=WHY)
    expect(told).to_contain_text("Đồng ý gia hạn đến 30/06/2030 (12/UBND-NC)")
    expect(page.locator("[data-happening=deadline_moved]")).to_contain_text(f"{WHY} · 12/UBND-NC")


def test_what_is_not_granted_says_why_and_moves_nothing(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "unit_head", WORK, unit=UNIT)
    task = _open_tasks(page)[1]
    before = asked(page, f"tasks/{task}")["obligation"]
    _ask(page, task, "31/07/2030")
    agency = visits.open_as("nghe-an", "standing_officer", TASK + task)
    agency.get_by_role("button", name="Trả lời đề nghị gia hạn").click()
    dialog = agency.get_by_role("dialog")
    dialog.get_by_label("Không đồng ý").check()
    expect(dialog.get_by_role("button", name="Không đồng ý")).to_be_disabled()
    dialog.get_by_label("Vì sao không gia hạn").fill("Việc phải xong trong quý")
    dialog.get_by_role("button", name="Không đồng ý").click()
    expect(agency.locator("[data-discussion]")).to_contain_text("Việc phải xong trong quý")
    assert asked(agency, f"tasks/{task}")["obligation"] == before


def test_an_answer_that_was_cut_off_does_not_move_the_deadline_twice(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "unit_head", WORK, unit=UNIT)
    task = _open_tasks(page)[2]
    _ask(page, task, "30/08/2030")
    agency = visits.open_as("nghe-an", "standing_officer", TASK + task)
    agency.get_by_role("button", name="Trả lời đề nghị gia hạn").click()
    dialog = agency.get_by_role("dialog")
    dialog.get_by_label("Số, ký hiệu văn bản").fill("14/UBND-NC")
    agency.route("**/v1/nghe-an/requests/*/status", lambda route: route.abort())
    dialog.get_by_role("button", name="Đồng ý gia hạn").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    agency.unroute("**/v1/nghe-an/requests/*/status")
    dialog.get_by_role("button", name="Đồng ý gia hạn").click()
    expect(agency.locator("[data-discussion]")).to_contain_text("Đồng ý gia hạn đến 30/08/2030")
    assert asked(agency, f"tasks/{task}")["obligation"]["moves"] == 1
    visits.complaints.clear()  # the browser logs what was cut off here on purpose


@pytest.mark.parametrize(("role", "unit"), [("chairman", None), ("unit_head", "NA-STC"), ("standing_officer", None)])
def test_who_does_not_do_the_work_asks_for_no_extension(visits: Visits, role: str, unit: str | None) -> None:
    page = visits.open_as("nghe-an", role, TASK + "NA-T-01", unit=unit)
    page.locator("[data-happening]").first.wait_for()
    others_ = page.get_by_role("button", name="Việc khác")
    if others_.count():
        others_.click()
    expect(page.get_by_role("menuitem", name="Xin gia hạn")).to_have_count(0)


def test_who_asks_decides_nothing(visits: Visits) -> None:
    """No button for the unit itself, and the API refuses."""
    page = visits.open_as("nghe-an", "unit_officer", WORK, unit=UNIT)
    task = _open_tasks(page)[-1]
    _ask(page, task, "30/09/2030")
    page.goto(f"{visits.tiendo.url}/t/nghe-an/tasks/{task}")
    expect(page.locator("[data-discussion] article")).to_contain_text(WHY)
    expect(page.get_by_role("button", name="Trả lời đề nghị gia hạn")).to_have_count(0)
    (letter,) = asked(page, "requests", subject=task)["items"]
    assert post(page, f"requests/{letter['id']}/status", {"to": "answered", "text": "Đồng ý"}).status == 403
    wish = {"date": "2030-09-30", "precision": "day", "reason": WHY, "document": "1", "decided_by_role": "chairman"}
    assert post(page, f"tasks/{task}/deadline", wish).status == 403


def test_units_talk_about_a_work_and_their_words_stay_with_it(visits: Visits) -> None:
    """FR-NA-09, FR-TW-14: a coordinator writes, the lead answers in its place."""
    page = visits.open_as("nghe-an", "unit_officer", TASK + "NA-T-01", unit="NA-STC")
    expect(page.get_by_role("heading", name="Trao đổi")).to_be_visible()
    page.get_by_role("button", name="Gửi trao đổi").click()
    page.get_by_role("dialog").get_by_label("Nội dung").fill("Đề nghị cử đầu mối phối hợp")
    page.get_by_role("dialog").get_by_role("button", name="Gửi", exact=True).click()
    said = page.locator("[data-discussion] article").filter(has_text="Đề nghị cử đầu mối")
    expect(said.get_by_role("button")).to_have_count(0)
    answering = visits.open_as("nghe-an", "unit_head", TASK + "NA-T-01", unit=LEAD_OF_FIRST)
    row = answering.locator("[data-discussion] article").filter(has_text="Đề nghị cử đầu mối")
    row.get_by_role("button", name="Trả lời").click()
    row.get_by_label("Trả lời", exact=False).first.fill("Cử Phòng Công nghệ")
    row.get_by_role("button", name="Gửi trả lời").click()
    expect(said).to_contain_text("Cử Phòng Công nghệ")


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_the_dialogs_serve_everybody(visits: Visits, language: str, width: int) -> None:
    english = language == "en"
    page = visits.open_as(
        "nghe-an", "unit_officer", TASK + "NA-T-01", unit=LEAD_OF_FIRST, language=language, width=width
    )
    if english:
        page.get_by_role("button", name="Other actions").click()
        page.get_by_role("menuitem", name="Ask for an extension").click()
    else:
        others(page, "Xin gia hạn")
    _serves(page)
    page.get_by_role("button", name="Write to a unit" if english else "Gửi trao đổi").click()
    _serves(page)


def _serves(page: Page) -> None:
    expect(page.get_by_role("dialog")).to_be_visible()
    assert axe(page) == []
    assert not overflows(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
