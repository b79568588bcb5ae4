"""A view is set by clicks; its address, opened by somebody else, shows the same."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.waiting import until
from tests.web.visits import Visits, settle

_SHOWN = """() => {
  const main = document.querySelector("main");
  const fields = [...main.querySelectorAll("input:not([type=hidden])")];
  return [main.innerText, ...fields.map((one) => (["radio", "checkbox"].includes(one.type) ? one.checked : one.value))];
}"""


def _at_a_day(page: Page) -> None:
    day = page.get_by_role("textbox", name="Số liệu tại ngày")
    day.fill("02/04/2024")
    day.blur()


def _late_in_one_group(page: Page) -> None:
    _chosen(page, "Kết quả", "Quá hạn")
    page.get_by_role("searchbox").fill("so hoa")
    page.get_by_role("searchbox").press("Enter")


def _as_board(page: Page) -> None:
    page.get_by_text("Bảng trạng thái", exact=True).click()


def _when_a_unit_is_due(page: Page) -> None:
    _chosen(page, "Đơn vị chủ trì", "Sở Tư pháp")
    page.get_by_text("Theo thời hạn", exact=True).click()


def _calendar(page: Page) -> None:
    page.get_by_role("tab", name="Lịch báo cáo").click()


def _documents_about_data(page: Page) -> None:
    # Letter after letter, faster than the address follows.
    page.get_by_label("Tìm trong số").press_sequentially("du lieu")


def _unit_by_name(page: Page) -> None:
    page.get_by_role("tab", name="Đơn vị").click()
    page.get_by_label("Tìm đơn vị").press_sequentially("tu phap")


def _everything_told(page: Page) -> None:
    page.get_by_text("Tất cả", exact=True).click()


def _chosen(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


class View(NamedTuple):
    """`address`: what its query has to say after the clicks."""

    page: str
    by: Callable[[Page], None]
    address: str
    who: tuple[str, str, str | None] = ("nghe-an", "standing_officer", None)


VIEWS = [
    View("overview", _at_a_day, "as_of=2024-04-02"),
    View("compare", _at_a_day, "as_of=2024-04-02", ("central", "central_wg_officer", None)),
    View("tasks", _late_in_one_group, "outcome=open_overdue&q=so+hoa"),
    View("tasks", _as_board, "view=board"),
    View("tasks", _when_a_unit_is_due, "unit=NA-STP&view=timeline"),
    View("settings", _calendar, "tab=calendar"),
    View("settings", _unit_by_name, "tab=units&q=tu+phap"),
    View("directives", _documents_about_data, "q=du+lieu"),
    View("inbox", _everything_told, "show=all", ("nghe-an", "unit_head", "NA-STP")),
]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.page}?{view.address}")
def test_a_link_reopens_the_same_view(visits: Visits, view: View) -> None:
    tenant, role, unit = view.who
    first = visits.open_as(tenant, role, f"/t/{{tenant}}/{view.page}", unit=unit)
    unset = _shown(first)
    view.by(first)
    expect(first).to_have_url(re.compile(re.escape(view.address)))
    again = visits.open_as(tenant, role, first.url.removeprefix(visits.tiendo.url), unit=unit)
    # Names of units come by an answer of their own: until then their ids stand there.
    assert until(lambda: (shown := _shown(first)) == _shown(again) and shown) != unset
    assert again.url == first.url


def _shown(page: Page) -> Any:
    """All text, and what stands in fields."""
    settle(page)
    return page.evaluate(_SHOWN)
