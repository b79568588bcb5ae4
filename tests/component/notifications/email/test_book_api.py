"""The standing agency says who reads which mailbox by email; whoever is named says yes by the link, on a page with a button."""

from typing import Any

import httpx2
import pytest

from tests.component.notifications.doors import Doors
from tests.component.notifications.email.world import ADDRESS, HEAD, OTHER
from tests.component.notifications.subscriptions.world import eventually
from tests.stacks.mail_server import MailServer

PATH = "/v1/ninh-thuan/email/addresses"
WISH: dict[str, Any] = {"entries": [{"mailbox": HEAD, "address": ADDRESS}], "note": "12/CAT-PV01"}


def agency(doors: Doors, language: str = "vi", tenant: str = "ninh-thuan") -> httpx2.AsyncClient:
    return doors.as_("standing_officer", language=language, tenant=tenant)


async def test_without_a_mail_server_the_channel_is_off(doors: Doors) -> None:
    empty = (await agency(doors).get(PATH)).json()
    assert (empty["channel"], empty["version"], empty["entries"]) == ("off", 0, [])
    for answer in (
        await agency(doors).put(PATH, json=WISH),
        await agency(doors).post(f"{PATH}/verification", json={"address": ADDRESS}),
    ):
        assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (503, "email-not-configured")


async def test_who_is_named_is_asked_and_says_yes_on_a_page(sending: Doors, server: MailServer) -> None:
    answer = await agency(sending).put(PATH, json=WISH, headers={"if-match": '"0"'})
    assert (answer.status_code, answer.headers["etag"], answer.headers["cache-control"]) == (200, '"1"', "no-store")
    told = answer.json()
    assert (told["channel"], told["version"], told["set_by"]) == ("on", 1, "standing_officer")
    assert [(entry["mailbox"], entry["address"], entry["state"]) for entry in told["entries"]] == [
        (HEAD, ADDRESS, "unverified")
    ]
    await eventually(lambda: server.arrived)
    link = server.arrived[0].links[0].removeprefix("https://tiendo.example")
    anybody = sending.with_headers({})
    for _ in range(2):
        page = await anybody.get(link)
        assert (page.status_code, "<button>Xác nhận / Confirm</button>" in page.text) == (200, True)
    assert (await agency(sending).get(PATH)).json()["entries"][0]["state"] == "unverified", "looking is not saying yes"
    done = await anybody.post(link)
    assert (done.status_code, "Đã xác nhận" in done.text) == (200, True)
    assert "default-src 'none'" in done.headers["content-security-policy"]
    assert (await agency(sending).get(PATH)).json()["entries"][0]["state"] == "verified"
    assert (await agency(sending).get(PATH, params={"state": "failing"})).json()["entries"] == []


async def test_links_that_open_nothing_are_answered_alike(sending: Doors, server: MailServer) -> None:
    await agency(sending).put(PATH, json=WISH)
    await eventually(lambda: server.arrived)
    link = server.arrived[0].links[0].removeprefix("https://tiendo.example")
    anybody, answers = sending.with_headers({}), set()
    for wrong in (
        link[:-1],
        link.replace("ninh-thuan", "nghe-an"),
        link.replace("ninh-thuan", "khong-co"),
        "/email/ninh-thuan/verify/" + "0" * 24 + ".secret",
        "/email/ninh-thuan/verify/nothing",
        "/email/ninh-thuan/verify/%20.x",
    ):
        for answer in (await anybody.get(wrong), await anybody.post(wrong)):
            answers.add((answer.status_code, answer.text))
    assert {status for status, _ in answers} == {404}
    assert len(answers) == 1


async def test_the_book_is_set_once_for_a_version(sending: Doors) -> None:
    for _ in range(2):
        answer = await agency(sending).put(PATH, json=WISH, headers={"if-match": '"0"'})
        assert (answer.status_code, answer.json()["version"]) == (200, 1)
    stale = await agency(sending).put(PATH, json={"entries": []}, headers={"if-match": '"0"'})
    assert (stale.status_code, stale.json()["current"]) == (412, 1)
    second = await agency(sending).put(PATH, json={"entries": []}, headers={"if-match": '"1"'})
    assert (second.json()["version"], second.json()["entries"]) == (2, [])


@pytest.mark.parametrize("role", ["chairman", "unit_head", "office_officer"])
async def test_nobody_else_sees_addresses(sending: Doors, role: str) -> None:
    await agency(sending).put(PATH, json=WISH)
    who = sending.as_(role, "NT-STP" if role == "unit_head" else None)
    assert (await who.get(PATH)).status_code == 403
    assert (await who.put(PATH, json=WISH)).status_code == 403
    elsewhere = agency(sending, tenant="nghe-an")
    assert (await elsewhere.get(PATH)).status_code == 404
    assert (await elsewhere.get("/v1/nghe-an/email/addresses")).json()["entries"] == []


ENTRY = WISH["entries"][0]
WRONG: list[tuple[Any, str, str]] = [
    ({}, "body.entries", "missing"),
    ({"entries": 7}, "body.entries", "tuple_type"),
    ({"entries": [{"mailbox": HEAD}]}, "body.entries.0.address", "missing"),
    ({"entries": [{**ENTRY, "address": 7}]}, "body.entries.0.address", "string_type"),
    ({"entries": [{**ENTRY, "address": "x" * 300}]}, "body.entries.0.address", "string_too_long"),
    ({"entries": [ENTRY, ENTRY]}, "body.entries.1.address", "address_twice"),
    ({"entries": [{**ENTRY, "mailbox": "head:NT-KHONG"}]}, "body.entries.0.mailbox", "unknown_unit"),
    ({"entries": [{**ENTRY, "mailbox": "role:ops"}]}, "body.entries.0.mailbox", "unknown_mailbox"),
    ({"entries": [{**ENTRY, "mailbox": "role:unit_head"}]}, "body.entries.0.mailbox", "unknown_mailbox"),
    ({"entries": [{**ENTRY, "mailbox": "NT-STP"}]}, "body.entries.0.mailbox", "unknown_mailbox"),
    ({"entries": [], "note": "x" * 501}, "body.note", "string_too_long"),
    *(
        ({"entries": [{**ENTRY, "address": address}]}, "body.entries.0.address", "invalid_address")
        for address in (
            "",
            "giamdoc",
            "a@b",
            "a b@stp.example",
            "a@stp.example\r\nBcc: x@y.example",
            "a@stp.example, x@y.example",
            "<a@stp.example>",
            '"a b"@stp.example',
            "a@[127.0.0.1]",
            "giámđốc@stp.example",
            "a@stp..example",
            ".a@stp.example",
        )
    ),
]


async def test_what_is_wrong_is_named_in_both_languages_and_changes_nothing(sending: Doors, server: MailServer) -> None:
    for body, field, code in WRONG:
        said = {}
        for language in ("vi", "en"):
            answer = await agency(sending, language).put(PATH, json=body)
            assert answer.status_code == 422, answer.text
            (fault,) = [fault for fault in answer.json()["errors"] if fault["field"] == field]
            assert fault["code"] == code
            said[language] = fault["message"]
        assert said["vi"] != said["en"]
    assert (await agency(sending).get(PATH)).json()["version"] == 0
    assert server.arrived == []


async def test_an_address_that_is_not_in_the_book_is_not_asked(sending: Doors, server: MailServer) -> None:
    await agency(sending).put(PATH, json=WISH)
    await eventually(lambda: server.arrived)
    answer = await agency(sending).post(f"{PATH}/verification", json={"address": OTHER[1]})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "unknown_address")
    again = await agency(sending).post(f"{PATH}/verification", json={"address": ADDRESS.upper()})
    assert again.status_code == 200
    assert [mail.to for mail in server.arrived] == [ADDRESS], "at most once an hour"
