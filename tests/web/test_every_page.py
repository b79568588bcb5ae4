"""What holds of every page, in both languages, at both widths and on paper."""

import itertools

import pytest

from tests.web.guests import Guests
from tests.web.pages import PAGES, Seen
from tests.web.visits import NARROW, WIDE, axe, overflows

LOOKS = list(itertools.product(("vi", "en"), (WIDE, NARROW)))
A4_PX = 688
"""The width of a page of paper between its margins: 182 mm at 96 dots an inch."""


@pytest.mark.parametrize(("language", "width"), LOOKS)
@pytest.mark.parametrize("seen", PAGES, ids=lambda seen: seen.name)
def test_a_page_serves_everybody(guests: Guests, seen: Seen, language: str, width: int) -> None:
    """No fault of accessibility, nothing cut off at the side of screen or paper, no word without a translation."""
    page = guests.open(seen, language, width)
    assert axe(page) == []
    assert not overflows(page)
    assert page.locator("html").get_attribute("lang") == language
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_PX, "height": 1000})
    assert not overflows(page), "on paper"
