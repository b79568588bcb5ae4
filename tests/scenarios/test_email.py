"""An office reads its notices by email: named by the standing agency, confirmed by whoever reads it, at a real mail server."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from shared.calendar import SystemClock, local_date
from tests.e2e.waiting import until
from tests.scenarios.talking import done, seen
from tests.stacks.installed import Api
from tests.stacks.mail_server import Arrived, MailServer

TENANT = "nghe-an"
SERVER = MailServer()
HEAD = "giamdoc.stp@nghean.example"
ENVIRONMENT = {
    "TIENDO_SMTP_HOST": "127.0.0.1",
    "TIENDO_SMTP_PORT": str(SERVER.port),
    "TIENDO_SMTP_SECURITY": "none",
    "TIENDO_EMAIL_SENDER": "tiendo@tiendo.example",
    "TIENDO_EMAIL_RETRIES": "0.5,1,2",
    "TIENDO_PUBLIC_URL": "https://tiendo.example",
}


@pytest.fixture(scope="module", autouse=True)
def server() -> Iterator[MailServer]:
    SERVER.start()
    yield SERVER
    SERVER.stop()


def urge(police: httpx2.Client, number: int, unit: str = "NA-STP") -> None:
    reply_by = (local_date(SystemClock().now()) + timedelta(days=20)).isoformat()
    words = {"title_vi": f"Đôn đốc lần {number}", "text_vi": "Đề nghị cập nhật <tiến độ>"}
    asked = {"kind": "urge", "subject_sort": "task", "subject": "NA-T-29", "units": [unit], "reply_by": reply_by}
    done(police, f"/v1/{TENANT}/requests", id=f"NA-DD-MAIL-{number}", **asked, **words)


def put(client: httpx2.Client, path: str, body: Any) -> dict[str, Any]:
    answer = client.put(path, json=body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def ruled(police: httpx2.Client, **other: Any) -> None:
    """At any hour of any day, so that what is told now is sent now; the hour of the digest is always over."""
    rules = {"quiet": None, "working_days_only": False, "mandatory": ["overdue", "escalation"], "urgent": []}
    put(police, f"/v1/{TENANT}/email/rules", {**rules, "digest_at": "00:00", "digest_for": [], **other})


def link_in(mail: Arrived, sort: str) -> str:
    return next(link for link in mail.links if f"/{sort}/" in link).removeprefix("https://tiendo.example")


def confirmed(police: httpx2.Client, server: MailServer, mailbox: str, address: str) -> None:
    known = seen(police, f"/v1/{TENANT}/email/addresses")["entries"]
    entries = [{"mailbox": each["mailbox"], "address": each["address"]} for each in known]
    put(police, f"/v1/{TENANT}/email/addresses", {"entries": [*entries, {"mailbox": mailbox, "address": address}]})
    until(lambda: server.to(address))
    link = server.to(address)[0].links[0].removeprefix("https://tiendo.example")
    page = httpx2.get(f"{police.base_url}{link}", trust_env=False)
    assert (page.status_code, "Xác nhận" in page.text) == (200, True)
    assert "form-action 'self'" in page.headers["content-security-policy"]
    said = httpx2.post(f"{police.base_url}{link}", trust_env=False)
    assert (said.status_code, "Đã xác nhận" in said.text) == (200, True)


def test_an_urge_reaches_the_head_of_the_unit_by_email(api: Api, server: MailServer) -> None:
    """FR-BP-18, FR-NA-09: what the police urge is in the inbox, and in the mail program of the head, in the same words."""
    police = api(TENANT, "standing_officer", "NA-CA")
    ruled(police)
    confirmed(police, server, "head:NA-STP", HEAD)
    urge(police, 1)
    until(lambda: server.news(HEAD))
    (mail,) = server.news(HEAD)
    head = api(TENANT, "unit_head", "NA-STP")
    (notice,) = seen(head, f"/v1/{TENANT}/inbox/thread", subject="urge:NA-DD-MAIL-1.NA-STP")["items"]
    assert mail.subject == notice["title_vi"]
    assert notice["text_vi"] in mail.text.replace("\n", " ")
    assert mail.links[0] == f"https://tiendo.example/t/{TENANT}/inbox?show=all&subject=urge%3ANA-DD-MAIL-1.NA-STP"
    assert api(TENANT, "chairman").get(f"/v1/{TENANT}/email/addresses").status_code == 403
    assert api("ninh-thuan", "standing_officer").get(f"/v1/{TENANT}/email/addresses").status_code == 404


def test_a_head_ends_and_takes_back_a_kind_of_mails_and_not_what_is_mandatory(api: Api, server: MailServer) -> None:
    """FR-BP-18: one click of the mail program ends new work by mail; on the page behind the link it is taken back."""
    police, head = api(TENANT, "standing_officer", "NA-CA"), "giamdoc.syt@nghean.example"
    ruled(police)
    confirmed(police, server, "head:NA-SYT", head)
    urge(police, 2, "NA-SYT")
    until(lambda: server.news(head))
    mail = server.news(head)[0]
    assert mail.message["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    url = f"{police.base_url}{link_in(mail, 'unsubscribe')}"
    assert str(mail.message["list-unsubscribe"]).strip("<>").endswith(link_in(mail, "unsubscribe"))

    def delivery() -> Any:
        entries = seen(police, f"/v1/{TENANT}/email/addresses")["entries"]
        return next(entry["delivery"] for entry in entries if entry["address"] == head)

    assert httpx2.get(url, trust_env=False).status_code == 200
    assert delivery()["assigned"] == "at_once", "looking ends nothing"
    assert httpx2.post(url, data={"List-Unsubscribe": "One-Click"}, trust_env=False).status_code == 200
    assert delivery()["assigned"] == "off"
    settings = f"{police.base_url}{link_in(mail, 'settings')}"
    refused = httpx2.post(settings, data={"overdue": "off"}, trust_env=False)
    assert (refused.status_code, "“Việc quá hạn” là bắt buộc" in refused.text) == (422, True)
    assert "“Overdue work” is mandatory" in refused.text
    assert httpx2.post(settings, content=b"x" * 5_000, trust_env=False).status_code == 413
    saved = httpx2.post(settings, data={"language": "en", "assigned": "at_once"}, trust_env=False)
    assert (saved.status_code, "Your choices are saved" in saved.text) == (200, True)
    urge(police, 3, "NA-SYT")
    until(lambda: len(server.news(head)) > 1)
    assert server.news(head)[1].message["content-language"] == "en"


def test_the_chairman_reads_one_digest_a_day_with_what_is_overdue_first(api: Api, server: MailServer) -> None:
    """FR-NA-18: what all units of the province owe; nothing else comes by mail."""
    police, chairman = api(TENANT, "standing_officer", "NA-CA"), "chutich@nghean.example"
    ruled(police, digest_for=["chairman"])
    confirmed(police, server, "role:chairman", chairman)
    until(lambda: server.news(chairman))
    digest = server.news(chairman)[0]
    today = local_date(SystemClock().now())
    assert re.fullmatch(r"Tổng hợp ngày \d{2}/\d{2}/\d{4} – quá hạn: \d+.*", digest.subject)
    assert "Kính gửi: Chủ tịch UBND tỉnh" in digest.text
    first = digest.text.index("QUÁ HẠN (")
    assert all(
        digest.text.find(other) in {-1, *range(first, len(digest.text))} for other in ("ĐẾN HẠN", "CHỜ XÁC NHẬN")
    )
    assert digest.message["list-unsubscribe"] is None, "what is overdue is mandatory"
    assert len(server.news(chairman)) <= (local_date(SystemClock().now()) - today).days + 1
