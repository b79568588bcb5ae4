"""Help in place: the tour of who comes for the first time, words that explain themselves, the glossary."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.visits import NARROW, WIDE, Visits, axe, settle

OVERVIEW = "/t/{tenant}/overview"
STEPS = 5


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_who_is_new_is_led_through_five_steps(visits: Visits, width: int) -> None:
    page = visits.open_as("nghe-an", "chairman", OVERVIEW, width=width, new=True)
    page.get_by_role("button", name="Xem năm bước").click()
    for step in range(1, STEPS + 1):
        expect(page.get_by_text(f"{step}/{STEPS}", exact=True)).to_be_visible()
        assert axe(page) == []
        page.get_by_role("button", name="Xong" if step == STEPS else "Tiếp", exact=True).click()
    expect(page.get_by_text(f"{STEPS}/{STEPS}", exact=True)).to_have_count(0)


def test_the_offer_is_made_once_and_keeps_nobody_from_the_figures(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "chairman", OVERVIEW, new=True)
    page.locator("[data-tile=overdue]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhiệm vụ")
    page.go_back()
    page.get_by_role("button", name="Để sau").click()
    page.get_by_role("link", name="Nhiệm vụ", exact=True).click()
    page.get_by_role("link", name="Tổng quan").click()
    settle(page)
    expect(page.get_by_role("button", name="Xem năm bước")).to_have_count(0)


def test_the_tour_can_be_seen_again_and_left_by_keyboard(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "chairman", "/t/{tenant}/tasks")
    _menu_of_the_person(page)
    page.get_by_role("menuitem", name="Năm bước làm quen").click()
    expect(page.get_by_text(f"1/{STEPS}", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text(f"1/{STEPS}", exact=True)).to_have_count(0)


def test_a_question_mark_explains_a_word_and_leads_to_the_glossary(visits: Visits) -> None:
    """The rule that a figure follows can be read beside it (FR-X-12, FR-NT-04)."""
    page = visits.open_as("nghe-an", "chairman", OVERVIEW)
    page.get_by_role("button", name="Nhóm chậm là gì?").press("Enter")
    expect(page.get_by_text("Do cơ quan thường trực đánh giá")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Xem mọi thuật ngữ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thuật ngữ")
    expect(page.locator("#slow_group")).to_be_in_viewport()


def _menu_of_the_person(page: Page) -> None:
    page.get_by_role("banner").get_by_role("button").last.click()
