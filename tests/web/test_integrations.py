"""The endpoints of integrators: from the first address to its last event, against a receiver on this machine."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.abuse.hooks import ENVIRONMENT as _ALLOWED
from tests.e2e.waiting import until
from tests.scenarios.talking import seen
from tests.stacks.installed import clients
from tests.stacks.receiver import Receiver, answers, receiving
from tests.stacks.tiendo import Tiendo
from tests.web.files import saved
from tests.web.visits import Visits

ENVIRONMENT = _ALLOWED
POLICE = ("nghe-an", "standing_officer")
PATH = "/t/nghe-an/integrations"


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    with receiving() as one:
        yield one


def subscribed(visits: Visits, receiver: Receiver, name: str) -> Page:
    """On the page of a new endpoint that has not proved itself yet."""
    page = visits.open_as(*POLICE, PATH)
    page.get_by_role("button", name="Đăng ký địa chỉ nhận").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Địa chỉ nhận (https)").fill(receiver.url(f"/{name}"))
    dialog.get_by_label("Mô tả").fill(name)
    dialog.get_by_role("button", name="Đăng ký địa chỉ nhận").click()
    assert page.get_by_test_id("secret").inner_text().startswith("whsec_")
    page.get_by_role("button", name="Tôi đã lưu khóa").click()
    page.get_by_role("heading", level=1, name=name).wait_for()
    return page


def verified(visits: Visits, receiver: Receiver, name: str) -> Page:
    page = subscribed(visits, receiver, name)
    page.get_by_role("button", name="Xác minh địa chỉ").click()
    page.get_by_text("Địa chỉ đã trả lời đúng").wait_for()
    return page


def test_an_endpoint_proves_itself_and_gets_everything(visits: Visits, receiver: Receiver, tiendo: Tiendo) -> None:
    """FR-X-03: the secret once, the challenge, a test event, a replay; the log shows what came back."""
    page = subscribed(visits, receiver, "whole")
    expect(page.locator("[data-health=pending]")).to_be_visible()
    page.get_by_role("button", name="Xác minh địa chỉ").click()
    page.get_by_text("Địa chỉ đã trả lời đúng").wait_for()
    page.get_by_role("button", name="Gửi thử").click()
    expect(page.locator("[data-outcome=delivered]").first).to_be_visible()
    page.get_by_role("button", name="Gửi lại từ đầu mốc").click()
    page.get_by_role("dialog").get_by_label("Sau sự kiện số").fill("0")
    page.get_by_role("dialog").get_by_role("button", name="Gửi lại").click()
    with clients(tiendo) as api:
        head = seen(api(*POLICE), "/v1/nghe-an/overview")["head"]
    until(lambda: receiver.arrived("/whole", head))
    expect(page.locator("[data-health=well]")).to_be_visible(timeout=60_000)
    newest = page.locator("[data-sequence]").first
    expect(newest).to_have_attribute("data-sequence", str(head), timeout=60_000)
    newest.get_by_text("Các lần gửi").click()
    newest.get_by_text("Yêu cầu và trả lời").click()
    assert "webhook-id" in newest.inner_text()
    newest.get_by_role("button", name=f"Gửi lại {head}").click()
    expect(newest.get_by_text("theo yêu cầu").first).to_be_visible()


def test_pausing_turning_secrets_and_deleting(visits: Visits, receiver: Receiver, tiendo: Tiendo) -> None:
    """Each is said; what cannot be taken back is asked once more."""
    page = verified(visits, receiver, "kept")
    page.get_by_role("button", name="Tạm dừng gửi").click()
    expect(page.locator("[data-health=paused]")).to_be_visible()
    page.get_by_role("button", name="Gửi tiếp").click()
    expect(page.locator("[data-health=paused]")).to_have_count(0)
    page.get_by_role("button", name="Tạo khóa mới").click()
    page.get_by_role("button", name="Tôi đã lưu khóa").click()
    expect(page.get_by_text("ký đến")).to_be_visible()
    page.get_by_role("button", name="Bỏ khóa 1 ngay").click()
    expect(page.get_by_text("ký đến")).to_have_count(0)
    page.get_by_role("button", name="Xóa địa chỉ nhận").click()
    page.get_by_role("dialog").get_by_role("button", name="Xóa").click()
    page.wait_for_url(f"**{PATH}")
    with clients(tiendo) as api:
        assert "kept" not in {one["description"] for one in seen(api(*POLICE), "/v1/nghe-an/subscriptions")["items"]}


def test_the_endpoints_are_saved_with_how_they_are(visits: Visits, receiver: Receiver) -> None:
    page = subscribed(visits, receiver, "listed")
    page.goto(visits.tiendo.url + PATH)
    rows = saved(page, "Tải CSV: Tích hợp")
    assert len(rows) == 1 + page.get_by_role("article").count()
    assert ["listed", receiver.url("/listed"), "Chờ xác minh"] in [row[:3] for row in rows]


def test_what_goes_wrong_is_said_in_words(visits: Visits, receiver: Receiver) -> None:
    """An endpoint that refuses the challenge stays as it was; an address that is none is refused at its field."""
    receiver.manners["/stubborn"] = answers(500, body=b"no")
    page = subscribed(visits, receiver, "stubborn")
    page.get_by_role("button", name="Xác minh địa chỉ").click()
    page.get_by_text("Địa chỉ chưa trả lời đúng").wait_for()
    expect(page.locator("[data-health=pending]")).to_be_visible()
    page.goto(visits.tiendo.url + PATH)
    page.get_by_role("button", name="Đăng ký địa chỉ nhận").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Địa chỉ nhận (https)").fill("ftp://example.org/")
    dialog.get_by_role("button", name="Đăng ký địa chỉ nhận").click()
    assert "url" in dialog.get_by_role("alert").inner_text()


def test_a_chairman_keeps_no_endpoints(visits: Visits, tiendo: Tiendo) -> None:
    page = visits.open_as("nghe-an", "chairman", "/t/nghe-an/overview")
    assert page.get_by_role("link", name="Tích hợp").count() == 0
    with clients(tiendo) as api:
        assert api("nghe-an", "chairman").get("/v1/nghe-an/subscriptions").status_code == 403
