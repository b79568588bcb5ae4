"""The web application in a real browser, on one installation with the sample provinces for all tests of a module."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.stacks.samples import running_with_samples
from tests.stacks.tiendo import Tiendo
from tests.web.browsers import built, chromium
from tests.web.guests import Guests
from tests.web.visits import Visits

# A page is waited for on slow machines too; what is there is seen at once on all.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def tiendo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, directory_of_the_run: Path
) -> Iterator[Tiendo]:
    """A module may name its `ENVIRONMENT`: settings that all services get."""
    built()
    environment = getattr(request.module, "ENVIRONMENT", None)
    with running_with_samples(tmp_path_factory.mktemp("web") / "data", directory_of_the_run, environment) as one:
        yield one


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with the module: while it runs, no other event loop can run in this process."""
    with sync_playwright() as playwright:
        started = chromium(playwright)
        yield started
        started.close()


@pytest.fixture
def visits(tiendo: Tiendo, browser: Browser) -> Iterator[Visits]:
    """Opens pages as somebody; afterwards no page may have complained or asked another host for anything."""
    made = Visits(tiendo, browser)
    yield made
    made.close()
    assert made.complaints == []


@pytest.fixture(scope="module")
def staying(tiendo: Tiendo, browser: Browser) -> Iterator[Guests]:
    made = Visits(tiendo, browser)
    yield Guests(made)
    made.close()


@pytest.fixture
def guests(staying: Guests) -> Iterator[Guests]:
    """Open page after page without signing in again; after each test no page may have complained."""
    yield staying
    assert staying.complaints() == []
