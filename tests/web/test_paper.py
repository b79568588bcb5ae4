"""Lists and charts leave the screen: whole on paper, and as files."""

import pytest

from tests.web.files import saved
from tests.web.visits import Visits


def test_all_rows_are_printed_also_those_out_of_sight(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "standing_officer", "/t/{tenant}/tasks?sort=task")
    total = int(page.locator("[data-count]").get_attribute("data-count") or 0)
    assert page.locator("tr[data-task]").count() < total
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("tr[data-task]").count() == total
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("tr[data-task]").count() < total


def test_paper_says_whose_rows_these_are_and_which(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "standing_officer", "/t/{tenant}/tasks?outcome=open_overdue&sort=task")
    said = page.get_by_text("Tỉnh Nghệ An", exact=True), page.get_by_text("Kết quả: Quá hạn; Loại việc", exact=False)
    assert not any(words.is_visible() for words in said)
    page.emulate_media(media="print")
    assert all(words.is_visible() for words in said)


def test_paper_shows_no_change_on_its_way(visits: Visits) -> None:
    """A frame that slides from the width of the screen to that of paper would be printed wherever it is just then."""
    page = visits.open_as("nghe-an", "standing_officer", "/t/{tenant}/tasks?sort=task")
    page.emulate_media(media="print", reduced_motion="no-preference")
    assert page.evaluate(
        "[...document.querySelectorAll('*')].every(one => getComputedStyle(one).transition === 'none')"
    )


@pytest.mark.parametrize(
    ("path", "name", "api", "items"),
    [
        ("overview", "Theo đơn vị chủ trì", "overview", "by_unit"),
        ("bottlenecks", "Danh sách điểm nghẽn", "bottlenecks", "items"),
        ("directives", "Văn bản chỉ đạo", "directives", "items"),
        ("indicators", "Chỉ tiêu", "indicator-series", "indicators"),
        ("overview", "Cần chú ý", "weak-points", "units"),
        ("meetings", "Phiên làm việc", "sessions", "items"),
        ("settings?tab=leads", "Cơ quan chủ trì 5 nhóm điểm nghẽn", "bottleneck-leads", "groups"),
        ("work", "Điểm nghẽn chưa có đề xuất", "bottlenecks?status=open", "items"),
    ],
)
def test_a_list_is_saved_whole(visits: Visits, path: str, name: str, api: str, items: str) -> None:
    page = visits.open_as("nghe-an", "standing_officer", f"/t/{{tenant}}/{path}")
    with visits.tiendo.client("nghe-an", "standing_officer") as client:
        answer = client.get(f"/v1/nghe-an/{api}").json()
    rows = saved(page, f"Tải CSV: {name}")
    assert len(rows) == 1 + len(answer[items]) > 1
    assert all(len(row) == len(rows[0]) for row in rows)


def test_the_ladder_is_saved_step_by_step(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "standing_officer", "/t/{tenant}/settings")
    with visits.tiendo.client("nghe-an", "standing_officer") as client:
        lines = client.get("/v1/nghe-an/ladder").json()["lines"]
    steps = [step["holds"] for line in lines for step in line["steps"]]
    assert [int(row[-1]) for row in saved(page, "Tải CSV: Thang nhắc việc")[1:]] == steps != []


def test_what_a_chart_draws_issaved(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "standing_officer", "/t/{tenant}/overview")
    with visits.tiendo.client("nghe-an", "standing_officer") as client:
        drawn = client.get("/v1/nghe-an/overview").json()["models"]["by_status"]
    counts = [int(count) for _, count in saved(page, "Tải CSV: Mô hình điểm")[1:]]
    assert sorted(counts) == sorted(count for count in drawn.values() if count)
    assert len(saved(page, "Tải CSV: Diễn biến sáu tháng")) == 1 + 7
    assert len(saved(page, "Tải CSV: Trong tháng")) == 1 + 4


def test_what_a_unit_owes_issaved(visits: Visits) -> None:
    page = visits.open_as("nghe-an", "unit_head", "/t/{tenant}/work", unit="NA-STP")
    rows = saved(page, "Tải CSV: Việc của tôi")
    assert [row[0] for row in rows[1:]] == [
        shown.get_attribute("data-id") for shown in page.locator("li[data-id]").all()
    ]
