"""What holds of every page, in both languages and at both widths."""

import itertools

import pytest

from tests.web.pages import PAGES, Seen
from tests.web.visits import NARROW, WIDE, Visits, axe, overflows

LOOKS = list(itertools.product(("vi", "en"), (WIDE, NARROW)))


@pytest.mark.parametrize(("language", "width"), LOOKS)
@pytest.mark.parametrize("seen", PAGES, ids=lambda seen: seen.name)
def test_a_page_serves_everybody(visits: Visits, seen: Seen, language: str, width: int) -> None:
    """No fault of accessibility, nothing cut off at the side, no word without a translation."""
    page = visits.open_as(seen.tenant, seen.role, seen.path, unit=seen.unit, language=language, width=width)
    assert axe(page) == []
    assert not overflows(page)
    assert page.locator("html").get_attribute("lang") == language
