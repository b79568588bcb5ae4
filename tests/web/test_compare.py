"""Provinces side by side, as the central officer sees them."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.waiting import until
from tests.scenarios.talking import done, seen
from tests.stacks.installed import clients
from tests.stacks.tiendo import Tiendo
from tests.web.visits import Visits, settle

CENTRAL = ("central", "central_wg_officer")
PATH = "/t/central/compare"


@pytest.fixture(scope="module")
def comparison(tiendo: Tiendo) -> dict[str, Any]:
    """As the API says it, with two provinces in a cluster."""
    with clients(tiendo) as api:
        officer = api(*CENTRAL)
        both = ["nghe-an", "ninh-thuan"]
        cluster = {"id": "mien-trung", "kind": "region", "name_vi": "Miền Trung", "name_en": "Centre", "tenants": both}
        done(officer, "/v1/central/clusters", "PUT", clusters=[cluster])
        return until(lambda: (found := seen(officer, "/v1/comparison"))["clusters"] and found)


def test_a_row_per_province_in_order_of_need(visits: Visits, comparison: dict[str, Any]) -> None:
    """FR-TW-16: the same columns of every province; who has no figures is hatched and said, never 0."""
    page = visits.open_as(*CENTRAL, PATH)
    table = page.get_by_role("table").first
    rows = table.locator("tbody tr").all()
    assert [row.locator("th").inner_text() for row in rows] == [line["name_vi"] for line in comparison["provinces"]]
    for row, line in zip(rows, comparison["provinces"], strict=True):
        cells = row.locator("td").all_inner_texts()
        tasks = line["tasks"]
        expected = [tasks["outcome"]["open_overdue"], line["slow_groups"], tasks["remaining"], tasks["done"]]
        assert cells[:4] == ["chưa có dữ liệu" if one is None else str(one) for one in expected]
    assert page.get_by_text(comparison["headline"]["vi"], exact=True).is_visible()
    total = comparison["totals"]["tasks"]
    assert str(total["outcome"]["open_overdue"]) in table.locator("tfoot td").first.inner_text()
    assert page.get_by_text(f"{total['reported_by']}/{total['of']} tỉnh có số liệu").last.is_visible()


def test_clusters_add_up(visits: Visits, comparison: dict[str, Any]) -> None:
    """FR-TW-17: a region says over how many of its provinces its sums go."""
    page = visits.open_as(*CENTRAL, PATH)
    row = page.get_by_role("row").filter(has_text="Miền Trung")
    (line,) = comparison["clusters"]
    assert line["headline"]["vi"] in row.locator("th").inner_text()
    assert row.locator("td").first.inner_text() == str(line["totals"]["tasks"]["outcome"]["open_overdue"])


def test_the_table_as_a_file_and_a_day_in_the_address(
    visits: Visits, comparison: dict[str, Any], tmp_path: Path
) -> None:
    """What is not known is empty in the file; another day is said."""
    page = visits.open_as(*CENTRAL, f"{PATH}?as_of=2024-11-01")
    past = page.get_by_role("status").filter(has_text="không phải hôm nay")
    assert "01/11/2024" in past.inner_text()
    page.get_by_role("button", name="Hiện tại").click()
    past.wait_for(state="detached")
    assert "as_of" not in page.url
    settle(page)  # until the figures of today are there, there is nothing to save
    with page.expect_download() as saving:
        page.get_by_role("button", name="Tải CSV: So sánh các tỉnh").click()
    saving.value.save_as(tmp_path / "table.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "table.csv").read_text("utf-8-sig"))))
    assert [row[0] for row in rows[1:-1]] == [line["name_vi"] for line in comparison["provinces"]]
    empty = [line["name_vi"] for line in comparison["provinces"] if line["tasks"]["total"] is None]
    assert [row[0] for row in rows if row[5] == ""] == empty


def test_a_province_that_is_opened_is_named_above_its_figures(visits: Visits, comparison: dict[str, Any]) -> None:
    """A number opens exactly the rows that it counts, and nobody takes them for those of the central level."""
    page = visits.open_as(*CENTRAL, PATH)
    (line,) = [line for line in comparison["provinces"] if line["tenant"] == "nghe-an"]
    count = line["tasks"]["outcome"]["no_deadline"]
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=line["name_vi"])).first
    row.get_by_role("link", name=str(count), exact=True).click()
    expect(page.locator("[data-count]")).to_have_attribute("data-count", str(count))
    expect(page.get_by_role("banner")).to_contain_text(line["name_vi"])


def test_others_are_not_shown_the_way_and_are_refused(visits: Visits, tiendo: Tiendo) -> None:
    page = visits.open_as("nghe-an", "chairman", "/t/nghe-an/overview")
    assert page.get_by_role("link", name="So sánh các tỉnh").count() == 0
    with clients(tiendo) as api:
        assert api("nghe-an", "chairman").get("/v1/comparison").status_code == 403
