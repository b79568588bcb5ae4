"""What a province sets for itself: reminders, clarity, leads of bottlenecks, units."""

from playwright.sync_api import expect

from tests.scenarios.talking import done, seen
from tests.stacks.installed import clients
from tests.stacks.tiendo import Tiendo
from tests.web.visits import Visits

# A mail server that is away: what is to be sent waits.
ENVIRONMENT = {
    "TIENDO_SMTP_HOST": "127.0.0.1",
    "TIENDO_SMTP_PORT": "9",
    "TIENDO_SMTP_SECURITY": "none",
    "TIENDO_EMAIL_SENDER": "tiendo@tiendo.example",
    "TIENDO_PUBLIC_URL": "http://127.0.0.1",
}
POLICE = ("nghe-an", "standing_officer")
PATH = "/t/nghe-an/settings"


def test_the_ladder_is_changed_and_its_versions_are_kept(visits: Visits, tiendo: Tiendo) -> None:
    """FR-BP-18: the next version is in force at once, who came later is told so, and history keeps both."""
    page = visits.open_as(*POLICE, PATH)
    page.get_by_role("button", name="Đổi thang nhắc việc").click()
    page.get_by_role("button", name="Bỏ bước 1", exact=True).first.click()
    page.get_by_label("Lý do hoặc văn bản").fill("QĐ 12")
    with clients(tiendo) as api:
        police = api(*POLICE)
        before = seen(police, "/v1/nghe-an/ladder")
        lines = [{"kinds": [], "steps": [{"days": 2, "to": ["head"]}]}]
        done(police, "/v1/nghe-an/ladder", "PUT", lines=lines, note="nhanh hơn")
        page.get_by_role("button", name="Đặt thang mới").click()
        page.get_by_role("button", name="Sửa từ phiên bản mới").click()
        page.get_by_role("button", name="Thêm bước").first.click()
        page.get_by_role("button", name="Đặt thang mới").click()
        expect(page.locator(f"[data-version='{before['version'] + 2}']").first).to_be_visible()
        steps = seen(police, "/v1/nghe-an/ladder")["lines"][0]["steps"]
    assert [step["days"] for step in steps] == [2, 3]
    expect(page.locator(f"summary [data-version='{before['version'] + 1}']")).to_contain_text("nhanh hơn")


def test_a_day_shows_whom_it_would_remind(visits: Visits, tiendo: Tiendo) -> None:
    with clients(tiendo) as api:
        police = api("ninh-thuan", "standing_officer")
        preview = seen(police, "/v1/ninh-thuan/reminders/preview", on="2030-06-03")
    page = visits.open_as("ninh-thuan", "standing_officer", "/t/ninh-thuan/settings?on=2030-06-03")
    section = page.locator("section").filter(has=page.get_by_role("heading", name="Ngày đó sẽ nhắc ai, việc gì"))
    expect(section).to_contain_text("03/06/2030")
    assert section.locator("tbody tr").count() == len(preview["items"])


def test_the_criteria_of_clarity_are_chosen(visits: Visits, tiendo: Tiendo) -> None:
    """FR-NA-16: a preset is chosen, and the share of clear tasks is told by it."""
    page = visits.open_as("nghe-an", "chairman", f"{PATH}?tab=clarity")
    page.get_by_role("radio", name="6 rõ").check()
    page.get_by_role("button", name="Dùng bộ tiêu chí này").click()
    page.get_by_role("heading", name="6 rõ").wait_for()
    with clients(tiendo) as api:
        clarity = seen(api("nghe-an", "chairman"), "/v1/nghe-an/clarity")
    assert clarity["preset"] == "six"
    expect(page.get_by_text(f"{clarity['clear']}/{clarity['total']} nhiệm vụ đủ rõ")).to_be_visible()


def test_the_leads_of_bottlenecks_are_named(visits: Visits, tiendo: Tiendo) -> None:
    """FR-BP-10: one choice names who leads a group; the rest stays as it was."""
    page = visits.open_as(*POLICE, f"{PATH}?tab=leads")
    with clients(tiendo) as api:
        police = api(*POLICE)
        unit = next(one for one in seen(police, "/v1/nghe-an/units", limit=500)["items"] if one["id"] == "NA-STP")
        page.get_by_role("button", name="Đổi phân công").click()
        page.get_by_role("combobox", name="Pháp lý", exact=True).fill(unit["name_vi"])
        page.get_by_role("option", name=unit["name_vi"]).click()
        page.get_by_role("button", name="Lưu phân công").click()
        expect(page.locator("[data-group=legal]")).to_contain_text(unit["name_vi"])
        leads = seen(police, "/v1/nghe-an/bottleneck-leads")
    assert [(line["group"], lead["unit"]) for line in leads["groups"] for lead in line["leads"]] == [
        ("legal", "NA-STP")
    ]


def test_units_are_found_without_diacritics(visits: Visits, tiendo: Tiendo) -> None:
    with clients(tiendo) as api:
        units = seen(api(*POLICE), "/v1/nghe-an/units", limit=500)["items"]
    page = visits.open_as(*POLICE, f"{PATH}?tab=units")
    expect(page.get_by_role("row")).to_have_count(len(units) + 1)
    page.get_by_label("Tìm đơn vị").fill("so tu phap")
    expect(page.get_by_role("rowheader").filter(has_text="Sở Tư pháp").first).to_be_visible()
    assert "q=" in page.url


def test_who_may_not_change_sees_no_button_and_is_refused(visits: Visits, tiendo: Tiendo) -> None:
    page = visits.open_as("nghe-an", "unit_head", PATH, unit="NA-STP")
    page.locator("[data-version]").first.wait_for()
    for tab in ("ladder", "clarity", "leads"):
        page.goto(f"{tiendo.url}{PATH}?tab={tab}")
        page.get_by_role("heading", level=2).first.wait_for()
        assert page.get_by_role("button", name="Đổi").count() == 0
        assert page.get_by_role("button", name="Dùng bộ tiêu chí này").count() == 0
    with clients(tiendo) as api:
        head = api("nghe-an", "unit_head", "NA-STP")
        assert (
            head.put(
                "/v1/nghe-an/ladder", json={"lines": [{"kinds": [], "steps": [{"days": 1, "to": ["head"]}]}]}
            ).status_code
            == 403
        )
        assert head.put("/v1/nghe-an/clarity", json={"preset": "three"}).status_code == 403
        assert head.put("/v1/nghe-an/bottleneck-leads", json={"lines": []}).status_code == 403


def test_the_agency_sets_when_mails_go_out_and_to_whom(visits: Visits) -> None:
    """FR-NA-18: quiet hours and the address book; a new address has not agreed yet."""
    page = visits.open_as("nghe-an", "standing_officer", "/t/{tenant}/settings?tab=email")
    page.get_by_label("Không gửi từ").fill("20:00")
    page.get_by_role("button", name="Đặt quy tắc").click()
    expect(page.get_by_text("Đã đặt quy tắc gửi thư")).to_be_visible()
    page.get_by_role("combobox", name="Đơn vị").fill("Sở Tư pháp")
    page.get_by_role("option", name="Sở Tư pháp").click()
    page.get_by_role("textbox", name="Địa chỉ thư").fill("stp@nghean.example")
    page.get_by_role("button", name="Thêm địa chỉ").click()
    expect(page.locator("[data-address='stp@nghean.example']")).to_contain_text("chờ đồng ý")
    with visits.tiendo.client("nghe-an", "standing_officer") as client:
        rules = client.get("/v1/nghe-an/email/rules").json()
        book = client.get("/v1/nghe-an/email/addresses").json()
    assert rules["quiet"]["starts_at"] == "20:00"
    assert [entry["mailbox"] for entry in book["entries"]] == ["head:NA-STP"]


def test_addresses_are_shown_to_nobody_else(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "chairman", "/t/{tenant}/settings?tab=email")
    expect(page.get_by_role("heading", name="Khi nào gửi thư")).to_be_visible()
    expect(page.get_by_role("heading", name="Sổ địa chỉ thư")).to_have_count(0)
    expect(page.get_by_role("button", name="Đặt quy tắc")).to_have_count(0)


def test_a_report_is_added_to_the_calendar_and_its_period_opened(visits: Visits) -> None:
    """FR-NA-18: who owes it is listed until they have reported."""
    page = visits.open_as("nghe-an", "standing_officer", "/t/{tenant}/settings?tab=calendar")
    page.get_by_role("button", name="Thêm báo cáo định kỳ").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Tên báo cáo").fill("Báo cáo nhanh")
    dialog.get_by_role("combobox", name="Đơn vị phải báo cáo").fill("Sở Tư pháp")
    page.get_by_role("option", name="Sở Tư pháp").click()
    page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Thêm báo cáo định kỳ").click()
    cycle = page.locator("section", has=page.get_by_role("heading", name="Báo cáo nhanh"))
    cycle.get_by_label("Mở kỳ của").fill("2024-10")
    cycle.get_by_role("button", name="Mở kỳ").click()
    expect(cycle.locator("[data-period='2024-10']")).to_contain_text("0/1")
    expect(cycle.locator("[data-period='2024-10']")).to_contain_text("Sở Tư pháp")
