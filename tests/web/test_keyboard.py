"""Somebody who has no mouse: signs in, finds a late task, reports on it, acknowledges a notice."""

from playwright.sync_api import Locator, Page, expect

from tests.web.asking import asked
from tests.web.visits import Visits

_MOST_STEPS = 200


def _reach(page: Page, wanted: Locator) -> None:
    """Tab by tab, as far as it takes; where the focus is has to be seen."""
    for _ in range(_MOST_STEPS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


def _press(page: Page, wanted: Locator) -> None:
    _reach(page, wanted)
    page.keyboard.press("Enter")


def _choose(page: Page, label: str, option: str) -> None:
    """Of a list that opens below its field, by typing."""
    field = page.get_by_role("combobox", name=label)
    _reach(page, field)
    page.keyboard.press("Control+a")
    page.keyboard.type(option)
    expect(page.get_by_role("option", name=option, exact=True)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value(option)


def _sign_in(visits: Visits) -> Page:
    page = visits.stranger()
    page.goto(f"{visits.tiendo.url}/sign-in?next=/t/nghe-an/work")
    page.get_by_role("combobox").first.wait_for()
    choices = page.request.get(f"{visits.tiendo.url}/session/choices").json()["choices"]
    province = next(choice for choice in choices if choice["tenant"] == "nghe-an")
    role = next(choice for choice in province["roles"] if choice["role"] == "unit_head")
    unit = next(choice for choice in role["units"] if choice["id"] == "NA-STP")
    for label, named in (("Tỉnh, cơ quan", province), ("Vai trò", role), ("Đơn vị", unit)):
        _choose(page, label, named["name"]["vi"] if isinstance(named["name"], dict) else named["name"])
    _press(page, page.get_by_role("button", name="Vào hệ thống"))
    page.get_by_role("heading", name="Việc của tôi", level=1).wait_for()
    return page


def test_a_head_works_with_the_keyboard_alone(visits: Visits) -> None:
    page = _sign_in(visits)
    late = page.locator("[data-section=overdue] [data-id]").first
    late.wait_for()
    task = late.get_attribute("data-id")
    _press(page, late.get_by_role("button", name="Báo cáo tiến độ"))
    expect(late.get_by_label("Trạng thái mới")).to_be_focused()
    _reach(page, late.get_by_label("Sản phẩm"))
    page.keyboard.type("Báo cáo số 7/BC-STP")
    _press(page, late.get_by_role("button", name="Gửi báo cáo"))
    expect(page.locator(f"[data-section=waiting] [data-id='{task}']")).to_be_visible()
    assert asked(page, f"tasks/{task}")["status"] == "submitted"
    _press(page, page.get_by_role("link", name="Hộp thư", exact=True))
    page.get_by_role("heading", name="Hộp thư", level=1).wait_for()
    thread = page.locator("li a[data-unread=true]").first
    thread.wait_for()
    _press(page, thread)
    notice = page.get_by_role("article").first
    _press(page, notice.get_by_role("button", name="Tôi đã nhận"))
    expect(notice.get_by_label("Ghi thêm")).to_be_focused()
    page.keyboard.type("Đã nhận")
    _press(page, notice.get_by_role("button", name="Xác nhận đã nhận"))
    expect(notice.get_by_text("Đã xác nhận nhận lúc")).to_contain_text("Đã nhận")
