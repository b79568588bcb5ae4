"""The inbox as officials and their programs see it: own mail only, both languages, pages, read and unread."""

from typing import Any

import httpx2
import pytest

from tests.component.notifications.doors import Doors
from tests.unit.notifications.cast import HEALTH, JUSTICE

INBOX = "/v1/ninh-thuan/inbox"


async def items(client: httpx2.AsyncClient, **query: Any) -> list[dict[str, Any]]:
    answer = await client.get(INBOX, params=query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


@pytest.mark.parametrize(
    ("role", "unit", "mailbox", "number"),
    [
        ("unit_head", JUSTICE, f"head:{JUSTICE}", 6),
        ("unit_officer", JUSTICE, f"officer:{JUSTICE}", 6),
        ("unit_head", HEALTH, f"head:{HEALTH}", 6),
        ("standing_officer", None, "role:standing_officer", 2),
        ("chairman", None, "role:chairman", 0),
        ("home_affairs_officer", None, "role:home_affairs_officer", 0),
    ],
)
async def test_each_role_reads_its_own_mailbox(
    doors: Doors, role: str, unit: str | None, mailbox: str, number: int
) -> None:
    client = doors.as_(role, unit)
    found = await items(client)
    assert {item["mailbox"] for item in found} <= {mailbox}
    assert len(found) == number
    assert (await client.get(f"{INBOX}/count")).json() == {"total": number, "unread": number}


async def test_a_notice_says_everything_in_both_languages_and_once_in_the_language_asked_for(doors: Doors) -> None:
    vi, *_ = await items(doors.as_("standing_officer", language="vi-VN,vi;q=0.9"))
    en, *_ = await items(doors.as_("standing_officer", language="en"))
    assert vi["title"] == vi["title_vi"] == en["title_vi"] == "Hoàn thành: Số hóa dữ liệu hộ tịch"
    assert en["title"] == en["title_en"] == vi["title_en"] == "Completed: Digitise civil-status data"
    assert "Người cập nhật: Chuyên viên Sở Tư pháp" in vi["text"]
    assert (vi["kind"], vi["part"], vi["subject"], vi["sample"]) == ("status_changed", "oversight", "NT-T-02", False)
    assert vi["created_at"] == "2024-09-02T03:00:00.000000Z"
    assert vi["obligation"] == {
        "id": "NT-T-02",
        "due_at": "2024-10-31T16:59:59.999999Z",
        "due_precision": "day",
        "step": None,
        "tenant": None,
    }
    assert vi["sequence"] == 10
    assert vi["read_at"] is None


async def test_the_answer_says_which_language_it_speaks(doors: Doors) -> None:
    answer = await doors.as_("chairman", language="en").get(INBOX)
    assert answer.headers["content-language"] == "en"
    assert answer.headers["vary"] == "accept-language"


async def test_pages_are_newest_first_and_complete(doors: Doors) -> None:
    client, seen, cursor = doors.as_("unit_head", JUSTICE), list[int](), None
    while True:
        query = {"limit": 4} | ({"cursor": cursor} if cursor else {})
        page = (await client.get(INBOX, params=query)).json()
        seen += [item["sequence"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == [9, 8, 7, 6, 5, 3]


async def test_reading_and_unreading_is_idempotent_and_moves_the_count(doors: Doors) -> None:
    client = doors.as_("unit_head", JUSTICE)
    newest, *_ = await items(client)
    for _ in range(2):
        read = await client.post(f"{INBOX}/{newest['id']}/read")
        assert read.json()["read_at"] == "2024-11-28T02:00:00.000000Z"
        assert (await client.get(f"{INBOX}/count")).json() == {"total": 6, "unread": 5}
    assert len(await items(client, unread="true")) == 5
    assert [item["id"] for item in await items(client, unread="false")] == [newest["id"]]
    for _ in range(2):
        unread = await client.post(f"{INBOX}/{newest['id']}/unread")
        assert unread.json() == newest
        assert (await client.get(f"{INBOX}/count")).json() == {"total": 6, "unread": 6}


async def test_everything_can_be_read_at_once(doors: Doors) -> None:
    client = doors.as_("unit_officer", JUSTICE)
    assert (await client.post(f"{INBOX}/read-all")).json() == {"total": 6, "unread": 0}
    assert await items(client, unread="true") == []
    assert len(await items(doors.as_("unit_head", JUSTICE), unread="true")) == 6


NOT_FOUND = {
    "type": "https://tiendo.vn/problems/not-found",
    "title": "Không tìm thấy",
    "status": 404,
    "detail": "Không có mục này trong phạm vi của bạn.",
}


async def test_the_mail_of_others_answers_as_mail_that_does_not_exist(doors: Doors) -> None:
    newest, *_ = await items(doors.as_("unit_head", JUSTICE))
    stranger = doors.as_("unit_head", HEALTH)
    for notice in (newest["id"], "0" * 32, "no.such-notice"):
        for verb in ("read", "unread"):
            answer = await stranger.post(f"{INBOX}/{notice}/{verb}")
            assert (answer.status_code, answer.json()) == (404, NOT_FOUND)
    assert len(await items(doors.as_("unit_head", JUSTICE), unread="true")) == 6


@pytest.mark.parametrize(
    ("role", "tenant"),
    [
        ("unit_head", "nghe-an"),
        ("standing_officer", "nghe-an"),
        ("central_wg_officer", "central"),
        ("standing_officer", "central"),
    ],
)
async def test_another_tenant_answers_as_one_that_does_not_exist(doors: Doors, role: str, tenant: str) -> None:
    client = doors.as_(role, JUSTICE, tenant)
    newest, *_ = await items(doors.as_("unit_head", JUSTICE))
    for path in ("inbox", "inbox/count", "reminders/preview?on=2024-10-28"):
        for place in ("ninh-thuan", "atlantis", "%20"):
            answer = await client.get(f"/v1/{place}/{path}")
            assert (answer.status_code, answer.json()) == (404, NOT_FOUND)
    for verb in ("read", "unread"):
        answer = await client.post(f"{INBOX}/{newest['id']}/{verb}")
        assert (answer.status_code, answer.json()) == (404, NOT_FOUND)


async def test_the_same_id_in_another_province_is_another_mailbox(doors: Doors) -> None:
    answer = await doors.as_("unit_head", JUSTICE, "nghe-an").get("/v1/nghe-an/inbox")
    assert answer.json() == {"items": [], "next": None}


@pytest.mark.parametrize(("role", "unit"), [("ops", None), ("integrator", None), ("unit_head", None)])
async def test_who_has_no_mailbox_is_told_so(doors: Doors, role: str, unit: str | None) -> None:
    client = doors.as_(role, unit)
    for path in (INBOX, f"{INBOX}/count"):
        assert (await client.get(path)).status_code == 403
    assert (await client.post(f"{INBOX}/read-all")).status_code == 403


async def test_without_a_token_nothing_is_told(doors: Doors) -> None:
    for headers in ({}, {"authorization": "Bearer nonsense"}):
        answer = await doors.with_headers(headers).get(INBOX)
        assert answer.status_code == 401
        assert answer.json()["type"] == "https://tiendo.vn/problems/unauthenticated"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": "0"}, "query.limit"),
        ({"limit": "201"}, "query.limit"),
        ({"unread": "perhaps"}, "query.unread"),
        ({"cursor": "nonsense"}, "query.cursor"),
        ({"cursor": "x" * 1_001}, "query.cursor"),
    ],
)
async def test_a_wrong_parameter_is_named(doors: Doors, query: dict[str, str], field: str) -> None:
    answer = await doors.as_("chairman").get(INBOX, params=query)
    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["errors"]] == [field]


async def test_a_cursor_of_another_province_opens_nothing(doors: Doors) -> None:
    page = (await doors.as_("unit_head", JUSTICE).get(INBOX, params={"limit": 1})).json()
    stranger = doors.as_("unit_head", JUSTICE, "nghe-an")
    answer = await stranger.get("/v1/nghe-an/inbox", params={"cursor": page["next"]})
    assert answer.status_code == 422
