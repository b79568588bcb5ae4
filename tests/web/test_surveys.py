"""A survey: a department answers, the standing agency returns it, and accepts it."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.scenarios.talking import done, seen
from tests.stacks.installed import clients
from tests.stacks.tiendo import Tiendo
from tests.web.visits import Visits, axe

ANSWERING, SILENT = "BP-STP", "BP-STC"
POLICE = ("binh-phuoc", "standing_officer")
ROUND = "/v1/binh-phuoc/survey-rounds/KS-WEB"
PATH = "/t/binh-phuoc/surveys"


@pytest.fixture(scope="module")
def questions(tiendo: Tiendo) -> list[dict[str, Any]]:
    """Of the one round of this installation."""
    with clients(tiendo) as api:
        opened = done(
            api(*POLICE),
            "/v1/binh-phuoc/survey-rounds",
            id="KS-WEB",
            question_set="BP-QS-2024",
            title_vi="Khảo sát thực trạng",
            title_en="Survey of how things stand",
            invited=[ANSWERING, SILENT],
            due={"date": "2030-05-15", "precision": "day"},
        )
        return list(opened["questions"])


def test_an_answer_from_draft_to_acceptance(visits: Visits, tiendo: Tiendo, questions: list[dict[str, Any]]) -> None:
    """FR-BP-09: draft, submitted, returned with a reason, submitted again, accepted; coverage follows."""
    page = visits.open_as("binh-phuoc", "unit_head", f"{PATH}/KS-WEB/{ANSWERING}", unit=ANSWERING)
    first = page.get_by_role("radiogroup").first
    first.get_by_label("Điểm nghẽn").check()
    first.get_by_role("textbox").fill("Thiếu quy định")
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.get_by_text("Đã lưu bản nháp")).to_be_visible()
    page.get_by_role("button", name="Nộp trả lời").click()
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(len(questions) - 1)
    for group in page.get_by_role("radiogroup").all()[1:]:
        group.get_by_label("Thuận lợi").check()
    page.get_by_role("button", name="Nộp trả lời").click()
    page.locator("[data-status=submitted]").wait_for()
    expect(page.locator(f"[data-question='{questions[0]['id']}']")).to_contain_text("Thiếu quy định")
    police = visits.open_as(*POLICE, f"{PATH}/KS-WEB/{ANSWERING}")
    police.get_by_label("Cần hoàn thiện điều gì").fill("Nêu rõ văn bản")
    police.get_by_role("button", name="Trả lại").click()
    police.locator("[data-status=returned]").wait_for()
    expect(page.get_by_text("Nêu rõ văn bản")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Nộp trả lời").click()
    police.get_by_role("button", name="Chấp nhận").click(timeout=60_000)
    police.locator("[data-status=accepted]").wait_for()
    with clients(tiendo) as api:
        share = seen(api(*POLICE), ROUND)["coverage"]["overall"]
    police.goto(f"{tiendo.url}{PATH}/KS-WEB")
    expect(police.locator("[data-covered]")).to_contain_text(f"{share['submitted']}/{share['invited']} đơn vị")
    expect(police.locator("tr[data-unit]").first).to_have_attribute("data-unit", SILENT)


def test_the_rounds_show_how_far_they_have_come(
    visits: Visits, tiendo: Tiendo, questions: list[dict[str, Any]]
) -> None:
    """FR-BP-12: coverage overall and by group."""
    with clients(tiendo) as api:
        coverage = seen(api(*POLICE), ROUND)["coverage"]
    page = visits.open_as(*POLICE, PATH)
    expect(page.locator("[data-covered]")).to_contain_text(f"/{coverage['overall']['invited']} đơn vị")
    page.get_by_role("link", name="Khảo sát thực trạng").click()
    expect(page.locator("[data-group]")).to_have_count(len(coverage["by_group"]))
    assert len(questions) == sum(group["questions"] for group in coverage["by_group"])


def test_another_unit_neither_writes_nor_reviews(
    visits: Visits, tiendo: Tiendo, questions: list[dict[str, Any]]
) -> None:
    page = visits.open_as("binh-phuoc", "unit_head", f"{PATH}/KS-WEB", unit="BP-SNV")
    assert questions
    page.goto(f"{tiendo.url}{PATH}/KS-WEB/{SILENT}")
    page.get_by_role("heading", level=1).wait_for()
    for words in ("Nộp trả lời", "Lưu bản nháp", "Chấp nhận"):
        assert page.get_by_role("button", name=words).count() == 0
    with clients(tiendo) as api:
        head = api("binh-phuoc", "unit_head", "BP-SNV")
        assert head.put(f"{ROUND}/responses/{SILENT}", json={"answers": []}).status_code in {403, 404}


def test_the_office_opens_a_round_for_all_units_that_are_active(visits: Visits, tiendo: Tiendo) -> None:
    """FR-BP-08: each unit that is invited owes one response; nobody is invited who is closed."""
    page = visits.open_as("binh-phuoc", "office_officer", PATH)
    page.get_by_role("button", name="Mở đợt khảo sát").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Tên đợt khảo sát").fill("Khảo sát quý IV")
    dialog.get_by_label("Trả lời trước hết ngày").fill("31/12/2030")
    page.keyboard.press("Tab")
    dialog.get_by_role("button", name="Chọn mọi đơn vị đang hoạt động").click()
    assert axe(page) == []
    dialog.get_by_role("button", name="Mở đợt khảo sát").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Khảo sát quý IV")
    with tiendo.client(*POLICE) as client:
        units = client.get("/v1/binh-phuoc/units", params={"limit": 500}).json()["items"]
        rounds = client.get("/v1/binh-phuoc/survey-rounds").json()["items"]
    opened = next(one for one in rounds if one["title_vi"] == "Khảo sát quý IV")
    assert set(opened["invited"]) == {unit["id"] for unit in units if unit["valid_to"] is None}
    assert opened["due_at"].startswith("2030-12-31")


def test_a_unit_opens_no_round(visits: Visits) -> None:
    page = visits.open_as("binh-phuoc", "unit_head", PATH, unit=ANSWERING)
    expect(page.get_by_role("button", name="Mở đợt khảo sát")).to_have_count(0)


def test_a_colleagues_draft_neither_takes_away_what_is_typed_nor_is_overwritten(
    visits: Visits, tiendo: Tiendo, questions: list[dict[str, Any]]
) -> None:
    page = visits.open_as("binh-phuoc", "unit_head", f"{PATH}/KS-WEB/{SILENT}", unit=SILENT)
    first = page.get_by_role("radiogroup").first
    first.get_by_label("Điểm nghẽn").check()
    first.get_by_role("textbox").fill("Đang gõ")
    with clients(tiendo) as api:
        colleague = api("binh-phuoc", "unit_officer", SILENT)
        theirs = {"question": questions[0]["id"], "status": "con_vuong", "text": "Của đồng nghiệp"}
        answer = f"{ROUND}/responses/{SILENT}"
        version = seen(colleague, answer)["version"]
        saved = colleague.put(answer, json={"answers": [theirs]}, headers={"If-Match": f'"{version}"'})
        assert saved.is_success, saved.text
    newer = page.get_by_role("button", name="lấy bản mới")
    newer.wait_for()
    expect(first.get_by_role("textbox")).to_have_value("Đang gõ")
    newer.click()
    expect(first.get_by_role("textbox")).to_have_value("Của đồng nghiệp")
    expect(first.get_by_label("Còn vướng")).to_be_checked()
