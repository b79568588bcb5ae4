"""People in front of a screen: who they are, what they open, and what their browser complains about."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.stacks.tiendo import Tiendo

WIDE, NARROW = 1280, 390
HEIGHTS = {WIDE: 800, NARROW: 844}


@dataclass
class Visits:
    tiendo: Tiendo
    browser: Browser
    complaints: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open_as(
        self,
        tenant: str,
        role: str,
        path: str,
        *,
        unit: str | None = None,
        language: str = "vi",
        width: int = WIDE,
        new: bool = False,
    ) -> Page:
        """The page at `path`, which may hold `{tenant}`, for somebody who has just signed in."""
        page = self.signed_in(tenant, role, unit=unit, language=language, width=width, new=new)
        self.go_on(page, path.replace("{tenant}", tenant))
        return page

    def go_on(self, page: Page, path: str) -> None:
        """Opens another page in the place of this one."""
        page.goto(self.tiendo.url + path)
        settle(page)

    def signed_in(self, tenant: str, role: str, *, unit: str | None = None, **look: Any) -> Page:
        """A blank page of somebody who has signed in. `look`: as of a stranger."""
        page = self.stranger(**look)
        body = {"tenant": tenant, "role": role, **({"unit": unit} if unit else {})}
        # As a page of its own would ask: what comes by cookie must come from the same origin.
        answer = page.context.request.post(
            f"{self.tiendo.url}/session",
            data=body,
            headers={"origin": self.tiendo.url, "sec-fetch-site": "same-origin"},
        )
        assert answer.status == 201, answer.text()
        return page

    def stranger(self, *, language: str = "vi", width: int = WIDE, new: bool = False) -> Page:
        """A blank page of somebody who has not signed in; who is new here is offered the tour."""
        context = self.browser.new_context(
            locale="vi-VN", viewport={"width": width, "height": HEIGHTS[width]}, reduced_motion="reduce"
        )
        context.set_default_timeout(30_000)
        context.add_init_script(
            f"localStorage.getItem('tiendo.language') ?? localStorage.setItem('tiendo.language', '{language}');"
            + ("" if new else "localStorage.setItem('tiendo.toured', 'true')")
        )
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        page.on("request", self._on_request)
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not _is_a_refusal(message.text):
            self.complaints.append(f"console: {message.text}")

    def _on_request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme in {"http", "https", "ws", "wss"} and url.netloc != urlsplit(self.tiendo.url).netloc:
            self.complaints.append(f"asked another host: {request.url}")


def _is_a_refusal(text: str) -> bool:
    """Browsers log every answer above 399; whether one was right is the page's matter, and the tests'."""
    return text.startswith("Failed to load resource: the server responded with a status of 4")


def settle(page: Page) -> None:
    """Waits until the page shows what it asked for."""
    page.get_by_role("heading", level=1).wait_for()
    page.locator("[data-waiting]").first.wait_for(state="detached")


def axe(page: Page) -> list[str]:
    """What is hard or impossible to use for people with disabilities: rule and element; empty where nothing is."""
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {node['target']} {node['failureSummary']}" for fault in found for node in fault["nodes"]]


def overflows(page: Page) -> bool:
    """The page can be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
