"""Whoever reads a mail says which mails are to come: on a page behind a link, or by one click of the mail program."""

import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from services.notifications.domain.email.preferences import Choice
from services.notifications.domain.notices import NoticeKind
from shared.calendar import FixedClock
from shared.storage import Store
from tests.component.notifications.conftest import doors_at
from tests.component.notifications.doors import Doors, Issuer
from tests.component.notifications.email.world import ADDRESS, HEAD, OTHER, PUBLIC, World
from tests.stacks.mail_server import MailServer
from tests.unit.notifications.cast import NINH_THUAN, at

KIND = NoticeKind.ASSIGNED


@pytest.fixture
async def doors(tmp_path: Path, issuer: Issuer, store: Store) -> AsyncIterator[Doors]:
    async with doors_at(tmp_path, issuer, FixedClock(at("2024-09-04 09:00"))) as doors:
        yield doors


@pytest.fixture
async def mailed(world: World, server: MailServer) -> None:
    """One mail of a kind that may be turned off has arrived."""
    await world.ruled(mandatory=["overdue"])
    await world.verified((HEAD, ADDRESS), OTHER)
    await world.assign()
    await world.rounds.once()


def linked(server: MailServer, sort: str, address: str = ADDRESS) -> str:
    (mail,) = server.to(address)
    return next(link for link in mail.links if f"/{sort}/" in link).removeprefix(PUBLIC)


async def chosen(world: World, kind: NoticeKind = KIND, address: str = ADDRESS) -> Choice:
    return (await world.book.current(NINH_THUAN)).terms(address).choice(kind)


@pytest.mark.usefixtures("mailed")
async def test_one_click_ends_a_kind_of_mails_and_looking_does_not(
    doors: Doors, world: World, server: MailServer
) -> None:
    """RFC 8058: the mail program posts to the address in the header, without a question; by GET nothing is ended."""
    mail = next(mail for mail in server.arrived if mail.to == ADDRESS)
    assert mail.message["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert b"\r\nList-Unsubscribe: <https://" in mail.raw
    link = str(mail.message["list-unsubscribe"]).strip("<>").removeprefix(PUBLIC)
    assert link == linked(server, "unsubscribe")
    anybody = doors.with_headers({})
    for method in ("GET", "HEAD"):
        await anybody.request(method, link)
    assert await chosen(world) is Choice.AT_ONCE
    asked = await anybody.get(link)
    assert (asked.status_code, "Được giao việc" in unescape(asked.text)) == (200, True)
    for _ in range(2):
        done = await anybody.post(link, data={"List-Unsubscribe": "One-Click"})
        assert (done.status_code, 'role="status"' in done.text) == (200, True)
    assert await chosen(world) is Choice.OFF
    assert await chosen(world, NoticeKind.REMINDER) is Choice.AT_ONCE
    assert await chosen(world, address=OTHER[1]) is Choice.AT_ONCE


@pytest.mark.usefixtures("mailed")
async def test_what_has_become_mandatory_since_is_refused_by_name(
    doors: Doors, world: World, server: MailServer
) -> None:
    link = linked(server, "unsubscribe")
    await world.ruled(mandatory=["assigned"])
    refused = await doors.with_headers({}).post(link)
    assert (refused.status_code, 'role="alert"' in refused.text) == (422, True)
    assert "“Được giao việc” là bắt buộc" in refused.text
    assert "“Work is assigned” is mandatory" in refused.text
    assert await chosen(world) is Choice.AT_ONCE


@pytest.mark.usefixtures("mailed")
async def test_a_person_chooses_on_a_page(doors: Doors, world: World, server: MailServer) -> None:
    link, anybody = linked(server, "settings"), doors.with_headers({})
    page = await anybody.get(link)
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    offered = {name: re.findall(r'value="(\w+)"', body) for name, body in _selects(page.text)}
    assert offered["overdue"] == ["at_once", "digest"], "mandatory"
    assert offered["assigned"] == ["at_once", "digest", "off"]
    assert "endpoint_disabled" not in offered
    assert all(f'<label for="{name}">' in page.text for name in offered)
    form = dict.fromkeys(offered, "at_once") | {"language": "en", "reminder": "digest", "assigned": "off"}
    saved = await anybody.post(link, data=form)
    assert (saved.status_code, 'role="status"' in saved.text) == (200, True)
    assert '<option value="off" selected>' in saved.text
    told = (await doors.as_("standing_officer").get("/v1/ninh-thuan/email/addresses")).json()["entries"][0]
    assert (told["language"], told["choices"]) == ("en", {"reminder": "digest", "assigned": "off"})
    assert told["delivery"]["overdue"] == "at_once"


def _selects(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<select id="(\w+)" name="\w+">(.*?)</select>', page)


WRONG: list[tuple[Any, str]] = [
    ({"overdue": "off"}, "“Việc quá hạn” là bắt buộc"),
    ({"overdue": "off"}, "“Overdue work” is mandatory"),
    ({"assigned": "never"}, "Lựa chọn không hợp lệ"),
    ({"nonsense": "off"}, "The choices could not be read"),
    ({"language": "fr"}, "The choices could not be read"),
    ({f"k{number}": "x" for number in range(40)}, "The choices could not be read"),
    ("ngôn ngữ", "The choices could not be read"),
]


@pytest.mark.usefixtures("mailed")
async def test_what_cannot_be_chosen_is_refused_in_both_languages_and_changes_nothing(
    doors: Doors, world: World, server: MailServer
) -> None:
    link, anybody = linked(server, "settings"), doors.with_headers({})
    for form, words in WRONG:
        sent = {"content": form.encode()} if isinstance(form, str) else {"data": {"reminder": "off", **form}}
        refused = await anybody.post(link, **sent)
        assert (refused.status_code, 'role="alert"' in refused.text) == (422, True), form
        assert words in refused.text
        assert "Chưa lưu" in refused.text
    assert await chosen(world, NoticeKind.REMINDER) is Choice.AT_ONCE


@pytest.mark.usefixtures("mailed")
async def test_links_that_open_nothing_are_answered_alike(doors: Doors, world: World, server: MailServer) -> None:
    settings, ending = linked(server, "settings"), linked(server, "unsubscribe")
    key = settings.rpartition("/")[2].partition(".")[0]
    wrong = [
        settings[:-1],
        ending[:-1],
        settings.replace("ninh-thuan", "nghe-an"),
        settings.replace("settings", "unsubscribe"),
        ending.replace("unsubscribe", "settings"),
        ending.replace(".assigned.", ".reminder."),
        ending.replace(".assigned.", ".digest."),
        f"/email/ninh-thuan/unsubscribe/{key}.x",
        f"/email/ninh-thuan/settings/{key}.é",
        f"/email/ninh-thuan/settings/{'0' * 24}.x",
        "/email/ninh-thuan/settings/nothing",
    ]
    await world.list_(OTHER)
    answers: set[tuple[int, str]] = set()
    for link in [*wrong, settings, ending]:
        for answer in (await doors.with_headers({}).get(link), await doors.with_headers({}).post(link)):
            answers.add((answer.status_code, answer.text))
    assert len(answers) == 1
    assert {status for status, _ in answers} == {404}


async def test_the_digest_is_ended_by_one_click_where_nothing_in_it_is_mandatory(
    doors: Doors, world: World, server: MailServer
) -> None:
    await world.ruled(mandatory=[], digest_for=["head"])
    await world.verified((HEAD, ADDRESS))
    await world.assign()
    world.clock.move_to(at("2024-09-05 07:30"))
    await world.rounds.once()
    (mail,) = server.arrived
    link = str(mail.message["list-unsubscribe"]).strip("<>").removeprefix(PUBLIC)
    assert (await doors.with_headers({}).post(link)).status_code == 200
    await world.assign(2)
    world.clock.move_to(at("2024-09-06 07:30"))
    await world.rounds.once()
    assert len(server.arrived) == 1
