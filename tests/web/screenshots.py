"""`python -m tests.web.screenshots FOLDER [PAGE ...]`: pages in both languages, wide and narrow, on the sample provinces.

All pages of tests/web/pages.py at their full length; those that are named, as they are first seen. The pictures of docs/screens
are made by the command that docs/architecture/web.md names.
"""

import itertools
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from deploy.local import web
from tests.stacks.tiendo import running
from tests.web.browsers import chromium
from tests.web.pages import PAGES
from tests.web.visits import NARROW, WIDE, Visits


def main(arguments: list[str]) -> int:
    folder, named = Path(arguments[0]), arguments[1:]
    folder.mkdir(parents=True, exist_ok=True)
    shown = [seen for seen in PAGES if not named or seen.name in named]
    web.ensure()
    with tempfile.TemporaryDirectory() as data, running(Path(data) / "data") as tiendo, sync_playwright() as playwright:
        visits = Visits(tiendo, chromium(playwright))
        for seen, language, width in itertools.product(shown, ("vi", "en"), (WIDE, NARROW)):
            page = visits.open_as(seen.tenant, seen.role, seen.path, unit=seen.unit, language=language, width=width)
            file = folder / f"{seen.name}-{language}-{width}.png"
            page.screenshot(path=file, full_page=not named)
            page.context.close()
            print(file, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
