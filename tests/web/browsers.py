"""What pages are tried with: the application as it was built, and Debian's Chromium."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

MISSING = "no chromium here: install the package chromium (Debian)"
_PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The first is the same browser without windows, which asks half as much of the machine."""


def program() -> str | None:
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def chromium(playwright: Playwright) -> Browser:
    """Skips the test where there is none; the tests of CI fail there."""
    found = program()
    if found is None:
        pytest.skip(MISSING)
    # Tests run as root in containers, where Chromium's own sandbox does not start.
    return playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])


def built() -> Path:
    """The folder of the application. Skips the test where it was not built."""
    package = pytest.importorskip("tiendo_web", reason="the web application was never built here")
    folder: Path | None = package.directory()
    if folder is None:
        pytest.skip("the web application is not built (SKIP_UI_BUILD, or no network when it was tried)")
    return folder
