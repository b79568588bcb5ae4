"""Indicators: the formula of each target, figures by unit, and their confirmation."""

from typing import Any

from playwright.sync_api import expect

from tests.e2e.waiting import until
from tests.scenarios.talking import done, seen
from tests.stacks.installed import clients
from tests.stacks.tiendo import Tiendo
from tests.web.visits import Visits
from tests.web.words import catalogue

PATH = "/t/ninh-thuan/indicators"
SERIES = "/v1/ninh-thuan/indicator-series"
RATE = "NT-KPI-06"


def test_each_target_is_printed_with_its_formula(visits: Visits, tiendo: Tiendo) -> None:
    """FR-NT-15: the formula as it is used; where no text states a number there is none (FR-NA-22)."""
    with clients(tiendo) as api:
        lines = seen(api("ninh-thuan", "chairman"), SERIES)["indicators"]
    page = visits.open_as("ninh-thuan", "chairman", PATH)
    expect(page.locator("[data-indicator]")).to_have_count(len(lines))
    for line in lines:
        row = page.locator(f"[data-indicator='{line['indicator']}']")
        expect(row).to_contain_text(_said(line, "vi") if line["target"] else "chưa nêu mục tiêu")
        if line["latest"] is None:
            expect(row).to_contain_text("số ban đầu" if line["baseline"] else "chưa có dữ liệu")


def _said(line: dict[str, Any], language: str) -> str:
    """The unit of measure in the reader's language; one without a word stays as the source has it."""
    unit = line["unit_of_measure"]
    formula: str = line["target"][f"formula_{language}"]
    return formula.replace(f" {unit},", f" {catalogue(language).get(f'measures:{unit}', unit)},")


def test_amounts_are_said_in_the_readers_language(visits: Visits, tiendo: Tiendo) -> None:
    """Of indicators and of works; the sources write "models", "services"."""
    with clients(tiendo) as api:
        lines = seen(api("nghe-an", "chairman"), "/v1/nghe-an/indicator-series")["indicators"]
    counted = next(line for line in lines if line["unit_of_measure"] == "models" and line["target"])
    for language, said in (("vi", "38 mô hình"), ("en", "38 models")):
        page = visits.open_as("nghe-an", "chairman", "/t/nghe-an/indicators", language=language)
        expect(page.locator(f"[data-indicator='{counted['indicator']}']")).to_contain_text(said)
        page.goto(f"{visits.tiendo.url}/t/nghe-an/tasks/NA-M-27")
        expect(page.locator("#content")).to_contain_text({"vi": "= 53 dịch vụ", "en": "= 53 services"}[language])


def test_a_unit_reports_and_its_head_confirms(visits: Visits, tiendo: Tiendo) -> None:
    """FR-NT-14: numerator over denominator, by unit, with who has not reported; the head confirms."""
    page = visits.open_as("ninh-thuan", "unit_head", f"{PATH}/{RATE}", unit="NT-SGTVT")
    page.get_by_label("Kỳ", exact=False).fill("2024-10")
    page.get_by_label("Tử số").fill("70")
    page.get_by_label("Mẫu số").fill("80")
    page.get_by_role("button", name="Báo cáo số liệu").click()
    period = page.locator("[data-period='2024-10']")
    expect(period).to_contain_text("70/80 = 87,5 %")
    expect(page.locator("[data-unit='NT-SGTVT']").first).to_contain_text("chờ xác nhận")
    expect(page.get_by_role("img", name="2024-10: 70/80")).to_be_visible()
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.locator("[data-unit='NT-SGTVT']").first).to_contain_text("đã xác nhận")
    expect(page.get_by_role("button", name="Xác nhận")).to_have_count(0)
    with clients(tiendo) as api:
        (figures,) = seen(api("ninh-thuan", "chairman"), f"{SERIES}/{RATE}")["periods"]
    total = figures["total"]
    assert (total["numerator"], total["denominator"], total["confirmed"]) == (70, 80, 1)
    expect(period).to_contain_text(f"{total['reported_by']}/{total['of']} đơn vị báo cáo")


def test_others_see_the_figures_and_no_button(visits: Visits, tiendo: Tiendo) -> None:
    with clients(tiendo) as api:
        head = api("ninh-thuan", "unit_head", "NT-SLDTBXH")
        path = f"/v1/ninh-thuan/indicators/{RATE}/values"
        value = done(head, path, period="2024-11", unit="NT-SLDTBXH", numerator=1, denominator=2)
        until(lambda: len(seen(head, f"{SERIES}/{RATE}")["periods"]) > 0)
        refused = api("ninh-thuan", "office_officer").post(
            f"/v1/ninh-thuan/indicator-values/{value['id']}/confirmation", json={"edition": 1}
        )
        assert refused.status_code == 403
    page = visits.open_as("ninh-thuan", "office_officer", f"{PATH}/{RATE}")
    page.get_by_role("heading", name="Số liệu theo kỳ và đơn vị").wait_for()
    assert page.get_by_role("button", name="Xác nhận").count() == 0
    assert page.get_by_role("button", name="Báo cáo số liệu").count() == 0
