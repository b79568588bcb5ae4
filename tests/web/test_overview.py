"""The overview: the API's figures as a leader reads them, at any day, and live."""

import gzip
import re

from playwright.sync_api import Locator, Page, expect

from tests.web.browsers import built
from tests.web.visits import Visits, settle

PATH = "/t/{tenant}/overview"
MOST_AT_FIRST = 450_000
"""Bytes of script and style, compressed, until the first page shows its figures."""


def test_the_sentence_and_the_tiles_say_what_the_api_says(visits: Visits) -> None:
    """FR-NA-01, FR-NA-05: at a day of the source texts and now."""
    with visits.tiendo.client("nghe-an", "chairman") as client:
        for query in ("", "?as_of=2024-11-01"):
            said = client.get(f"/v1/nghe-an/overview{query}").json()
            page = visits.open_as("nghe-an", "chairman", PATH + query)
            expect(page.get_by_text(said["tasks"]["headline"]["vi"], exact=True)).to_be_visible()
            for tile, number in (
                ("overdue", said["tasks"]["outcome"]["open_overdue"]),
                ("remaining", said["tasks"]["remaining"]),
                ("no_deadline", said["tasks"]["outcome"]["no_deadline"]),
            ):
                assert _number(page, tile) == number


def test_those_in_need_come_first(visits: Visits) -> None:
    with visits.tiendo.client("nghe-an", "chairman") as client:
        groups = client.get("/v1/nghe-an/overview").json()["by_group"]
    page = visits.open_as("nghe-an", "chairman", PATH)
    section = page.locator("section", has=page.get_by_role("heading", name="Theo nhóm nhiệm vụ"))
    most = max(groups, key=lambda group: (group["slow"], group["outcome"]["open_overdue"], group["remaining"]))
    expect(section.get_by_role("link").first).to_have_text(most["name_vi"])


def test_the_list_behind_a_total_leaves_out_what_was_cancelled_too(visits: Visits) -> None:
    """FR-NA-03: a link opens exactly the rows that it counts, also their workbook."""
    with visits.tiendo.client("nghe-an", "standing_officer") as client:
        tasks = client.get("/v1/nghe-an/tasks", params={"done": False, "sort": "task", "limit": 500}).json()["items"]
        units = [task["lead_unit"] for task in tasks]
        unit = max(set(units), key=units.count)
        gone = next(task["id"] for task in tasks if task["lead_unit"] == unit and task["status"] == "in_progress")
        wish = {"to": "cancelled", "reason": "Không còn phù hợp"}
        assert client.post(f"/v1/nghe-an/tasks/{gone}/status", json=wish).status_code == 200
    page = visits.open_as("nghe-an", "chairman", PATH)
    section = page.locator("section", has=page.get_by_role("heading", name="Theo đơn vị chủ trì"))
    link = section.get_by_role("link").and_(section.locator(f'[href*="unit={unit}"]')).first
    total = units.count(unit) - 1
    expect(section.get_by_text(f"0/{total} xong").first).to_be_visible()
    link.click()
    expect(page.locator("[data-count]")).to_have_attribute("data-count", str(total))
    expect(page.get_by_role("button", name="Bỏ lọc Đếm: không kể việc đã hủy hoặc chuyển đi")).to_be_visible()
    workbook = page.get_by_role("link", name="Tải tệp XLSX").get_attribute("href") or ""
    assert "counted=true" in workbook
    assert page.request.get(visits.tiendo.url + workbook).status == 200


def test_signs_of_attention_say_their_numbers(visits: Visits) -> None:
    """FR-NA-27: the number that a sign was read from, in both languages."""
    with visits.tiendo.client("nghe-an", "chairman") as client:
        points = client.get("/v1/nghe-an/weak-points").json()
    unit, days = points["units"][0], points["formula"]["unmoved_working_days"]
    most = max(numbers["unmoved"] for numbers in unit["works"].values())
    assert "unmoved" in unit["signs"]
    for language, said in (
        ("vi", f"Không chuyển biến {days} ngày làm việc: {most} việc"),
        ("en", f"Without a step for {days} working days: {most}"),
    ):
        page = visits.open_as("nghe-an", "chairman", PATH, language=language)
        expect(page.locator("[data-sign=unmoved]").first).to_have_text(said)


def test_a_day_of_the_past_is_in_the_address_and_said(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "chairman", PATH)
    page.get_by_role("textbox", name="Số liệu tại ngày").fill("02/04/2024")
    expect(page.get_by_text("Đang xem số liệu tại ngày 02/04/2024")).to_be_visible()
    assert "as_of=2024-04-02" in page.url
    page.go_back()
    expect(page.get_by_text("Đang xem số liệu")).to_have_count(0)


def test_a_change_made_elsewhere_shows_by_itself(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "chairman", PATH)
    before = _number(page, "remaining")
    with visits.tiendo.client("nghe-an", "standing_officer") as client:
        tasks = client.get("/v1/nghe-an/tasks", params={"status": "in_progress", "limit": 1}).json()["items"]
        done = {"to": "completed", "product": "Báo cáo số 12/BC-STP"}
        assert client.post(f"/v1/nghe-an/tasks/{tasks[0]['id']}/status", json=done).status_code == 200
    expect(_tile(page, "remaining")).to_contain_text(re.compile(rf"^{before - 1}\D"))


def test_a_part_that_is_away_is_named_and_comes_back(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "chairman", PATH)
    page.route("**/v1/nghe-an/overview*", lambda route: route.abort())
    page.reload()
    expect(page.get_by_role("alert").first).to_contain_text("Không nhận được trả lời")
    page.unroute("**/v1/nghe-an/overview*")
    page.get_by_role("button", name="Thử lại").first.click()
    settle(page)
    expect(_tile(page, "overdue")).to_be_visible()
    visits.complaints.clear()  # the browser logs what was cut off here on purpose


def test_the_language_is_changed_in_place_and_kept(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "chairman", PATH)
    page.get_by_role("banner").get_by_role("button").last.click()
    page.get_by_role("menuitem", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")


def test_who_has_signed_out_is_at_the_door_and_comes_back_to_the_same_page(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "chairman", PATH + "?as_of=2024-04-02")
    page.get_by_role("banner").get_by_role("button").last.click()
    page.get_by_role("menuitem", name="Đăng xuất").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tiến độ")
    page.goto(f"{visits.tiendo.url}/t/nghe-an/overview?as_of=2024-04-02")
    _choose(page, "Tỉnh, cơ quan", "Tỉnh Nghệ An")
    _choose(page, "Vai trò", "Chủ tịch UBND tỉnh")
    page.get_by_role("button", name="Vào hệ thống").click()
    expect(page.get_by_text("Đang xem số liệu tại ngày 02/04/2024")).to_be_visible()


def test_the_first_page_is_light(visits: Visits) -> None:
    """What a slow line has to carry: everything that is asked for until the figures are there."""
    page = visits.open_as("nghe-an", "chairman", PATH)
    entries = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    named = {f"assets/{name}" for entry in entries for name in re.findall(r"/assets/([\w.-]+\.(?:js|css))", entry)}
    static = built()
    assert len(named) >= 3
    assert sum(len(gzip.compress((static / name).read_bytes())) for name in named) <= MOST_AT_FIRST


def _tile(page: Page, name: str) -> Locator:
    return page.locator(f"[data-tile={name}]")


def _number(page: Page, tile: str) -> int:
    text = page.locator(f"[data-tile={tile}]").inner_text()
    return int(re.sub(r"\D", "", text.splitlines()[0]))


def _choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).first.click()
