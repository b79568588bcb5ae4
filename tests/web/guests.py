"""People who look at one page after the other: signed in once, and what their browser has loaded it need not load again."""

from playwright.sync_api import Page

from tests.web.pages import Seen
from tests.web.visits import HEIGHTS, Visits


class Guests:
    """One for each role, unit and language that is asked for."""

    def __init__(self, visits: Visits) -> None:
        self._visits = visits
        self._pages: dict[tuple[str, str, str | None, str], Page] = {}

    def open(self, seen: Seen, language: str, width: int) -> Page:
        """The page as it looks to somebody who opens it on a screen of that width."""
        who = (seen.tenant, seen.role, seen.unit, language)
        if who not in self._pages:
            self._pages[who] = self._visits.signed_in(seen.tenant, seen.role, unit=seen.unit, language=language)
        page = self._pages[who]
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        self._visits.go_on(page, seen.path.replace("{tenant}", seen.tenant))
        return page

    def complaints(self) -> list[str]:
        """What browsers complained about since this was asked last."""
        said = self._visits.complaints[:]
        self._visits.complaints.clear()
        return said
