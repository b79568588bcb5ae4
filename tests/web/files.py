"""Lists that are saved as files, read as a spreadsheet reads them."""

import csv
import io
from pathlib import Path

from playwright.sync_api import Page

from tests.web.visits import settle


def saved(page: Page, button: str) -> list[list[str]]:
    """The rows of the file that the button saves, its headings first."""
    settle(page)
    with page.expect_download() as downloading:
        page.get_by_role("button", name=button).click()
    content = Path(downloading.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "spreadsheets read it as UTF-8"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
