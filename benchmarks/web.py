"""What a leader waits for in front of a screen: `./tiendo bench web [--rows 10000]`. Needs Chromium.

Starts an installation with the sample provinces and imports tasks into Nghệ An. Then, in a browser that holds nothing yet: how
long until the overview shows its figures, and how many bytes that took; how smoothly the list scrolls to its last row; how long
after the 2xx of a change that another client made the open overview shows it. The baseline of the first is the gateway's page for
integrators in the same run: what the browser and the machine cost by themselves.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks._figures import milliseconds, percentile, print_machine
from benchmarks._imports import Import, workbook
from deploy.local import web
from tests.stacks.tiendo import Tiendo, running
from tests.web.browsers import MISSING, chromium, program
from tests.web.visits import Visits, settle

_ROUNDS, _CHANGES, _LONG_MS = 10, 20, 50
_CALM_MS = 2_500
_READER_PX, _READER_TURNS, _FASTEST_PX = 240, 300, 4_000
"""Three notches of a wheel each 20 ms are a hand in a hurry: 12,000 px a second, 150 rows."""
_OVERVIEW, _LIST = "/t/nghe-an/overview", "/t/nghe-an/tasks"
_WATCH = """
window.long = [];
new PerformanceObserver((seen) => window.long.push(...seen.getEntries().map((task) => task.duration)))
  .observe({ type: 'longtask', buffered: true });
window.frames_ = [];
let last = performance.now();
const frame = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(frame); };
requestAnimationFrame(frame);
"""


async def _fill(tiendo: Tiendo, rows: int) -> None:
    job = Import(tiendo)
    await job.carry_out(await job.upload(workbook(rows)), "partial")


def _await_board(client: httpx2.Client, rows: int) -> int:
    """Returns how many tasks there are once reporting knows them."""
    while client.get("/v1/nghe-an/overview").json()["tasks"]["total"] < rows:
        time.sleep(0.2)
    found: int = client.get("/v1/nghe-an/tasks", params={"total": "true", "limit": 1}).json()["total"]
    return found


@contextmanager
def _visitor(tiendo: Tiendo, browser: Browser) -> Iterator[Page]:
    """Somebody who has signed in and whose browser holds nothing of the application."""
    visits = Visits(tiendo, browser)
    yield visits.signed_in("nghe-an", "chairman")
    visits.close()
    if visits.complaints:
        raise SystemExit(f"the page complained: {visits.complaints}")


def _first_load(tiendo: Tiendo, browser: Browser) -> None:
    times: list[float] = []
    bare: list[float] = []
    for _ in range(_ROUNDS):
        with _visitor(tiendo, browser) as page:
            started = time.perf_counter()
            page.goto(f"{tiendo.url}/start")
            bare.append(time.perf_counter() - started)
            started = time.perf_counter()
            page.goto(tiendo.url + _OVERVIEW)
            page.locator("[data-tour=headline]").wait_for()
            times.append(time.perf_counter() - started)
            sizes = "performance.getEntriesByType('resource').reduce((sum, one) => sum + one.encodedBodySize, 0)"
            took = page.evaluate(sizes)
    ratio = percentile(times, 0.5) / percentile(bare, 0.5)
    print(f"first load to the overview's figures: {milliseconds(times)}; {took / 1000:.0f} kB of files and answers")
    print(f"  the start page: {milliseconds(bare)}; ratio {ratio:.1f}; budget 1,500 ms")


def _scroll(tiendo: Tiendo, browser: Browser, rows: int) -> None:
    with _visitor(tiendo, browser) as page:
        started = time.perf_counter()
        page.goto(tiendo.url + _LIST)
        settle(page)
        page.locator("tr[data-task]").first.wait_for()
        print(f"list of {rows:,} tasks, first rows: {(time.perf_counter() - started) * 1000:.0f} ms")
        page.locator("section:has(> table)").hover()
        page.evaluate(_WATCH)
        _turn(page, "as a reader does", _READER_PX, lambda turns: turns == _READER_TURNS)
        last = page.locator(f"tr[aria-rowindex='{rows + 1}']")
        _turn(page, "as fast as it goes, to the last row", _FASTEST_PX, lambda _: last.count() > 0)
        print(f"  {page.locator('tr[data-task]').count()} rows in the document at its end")


def _turn(page: Page, how: str, px: int, enough: Callable[[int], bool]) -> None:
    """Turns the wheel by so many pixels each 20 ms, and tells what frames and tasks took."""
    page.evaluate("window.frames_.length = window.long.length = 0")
    started, turns = time.perf_counter(), 0
    while not enough(turns):
        page.mouse.wheel(0, px)
        page.wait_for_timeout(20)
        turns += 1
    seconds = time.perf_counter() - started
    frames, long = page.evaluate("[window.frames_, window.long]")
    slow = sum(duration > _LONG_MS for duration in frames)
    print(f"  {how}, {px:,} px at a time: {seconds:.1f} s")
    print(f"    {len(frames)} frames, p50 {percentile(frames, 0.5):.0f} ms, {slow} over {_LONG_MS} ms")
    print(f"    {len(long)} long tasks, {sum(long):.0f} ms in all, the longest {max(long, default=0):.0f} ms")


def _change_elsewhere(tiendo: Tiendo, browser: Browser) -> None:
    client = tiendo.client("nghe-an", "standing_officer")
    tile = "document.querySelector('[data-tile=remaining] p')?.innerText"
    times = []
    with _visitor(tiendo, browser) as page:
        page.goto(tiendo.url + _OVERVIEW)
        settle(page)
        for number in range(_CHANGES):
            address = f"/v1/nghe-an/tasks/IMP-{number:05}/status"
            assert client.post(address, json={"to": "in_progress"}).status_code == 200
            page.wait_for_timeout(_CALM_MS)  # what this change brings about is over
            before = page.evaluate(tile)
            assert client.post(address, json={"to": "completed", "product": "Báo cáo"}).status_code == 200
            started = time.perf_counter()
            page.wait_for_function(f"before => {tile} !== before", arg=before)
            times.append(time.perf_counter() - started)
    print(f"2xx of another client's change → on the open overview: {milliseconds(times)}; budget 1,000 ms")


def main() -> None:
    parser = argparse.ArgumentParser(prog="./tiendo bench web")
    parser.add_argument("--rows", type=int, default=10_000)
    rows = parser.parse_args().rows
    if program() is None:
        raise SystemExit(MISSING)
    web.ensure()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "data") as tiendo:
        asyncio.run(_fill(tiendo, rows))
        _await_board(tiendo.client("nghe-an", "chairman"), rows)
        total = (
            tiendo.client("nghe-an", "chairman")
            .get("/v1/nghe-an/tasks", params={"total": "true", "limit": 1})
            .json()["total"]
        )
        print_machine()
        with sync_playwright() as playwright:
            browser = chromium(playwright)
            _first_load(tiendo, browser)
            _scroll(tiendo, browser, total)
            _change_elsewhere(tiendo, browser)


if __name__ == "__main__":
    main()
