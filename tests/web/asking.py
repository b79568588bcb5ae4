"""The gateway asked by whoever sits in front of a page: what the page should show, and what others did meanwhile."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import APIResponse, Page


def asked(page: Page, path: str, **params: str | float | bool) -> Any:
    """What the gateway answers under the tenant of the page."""
    answer = get(page, path, **params)
    assert answer.status == 200, answer.text()
    return answer.json()


def get(page: Page, path: str, **params: str | float | bool) -> APIResponse:
    return page.request.get(_url(page, path), params=params)


def post(page: Page, path: str, body: Any, headers: dict[str, str] | None = None) -> APIResponse:
    """A command, as the page's own scripts send it."""
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    return page.request.post(
        _url(page, path), data=body, headers={"origin": origin, "sec-fetch-site": "same-origin", **(headers or {})}
    )


def _url(page: Page, path: str) -> str:
    here = urlsplit(page.url)
    tenant = here.path.split("/")[2]
    return f"{here.scheme}://{here.netloc}/v1/{tenant}/{path}"
