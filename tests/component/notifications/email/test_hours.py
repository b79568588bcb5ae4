"""Mails wait for the hours in which their tenant lets them go, and what nobody may miss goes at once."""

from datetime import timedelta

import pytest

from services.notifications.domain.email.preferences import Choice, Preferences
from services.notifications.domain.notices import NoticeKind
from shared.storage import Store
from tests.component.notifications.email.world import ADDRESS, HEAD, World
from tests.stacks.mail_server import MailServer
from tests.unit.notifications.cast import NINH_THUAN, at


async def test_what_is_told_at_night_arrives_in_the_morning(world: World, server: MailServer) -> None:
    await world.verified((HEAD, ADDRESS))
    for number, moment in enumerate(("2024-09-05 21:00", "2024-09-05 23:30", "2024-09-06 06:59")):
        world.clock.move_to(at(moment))
        await world.assign(number + 1, title_vi=f"Việc {number + 1}")
        await world.rounds.once()
    assert server.arrived == []
    world.clock.move_to(at("2024-09-06 07:00"))
    await world.rounds.once()
    assert sorted(mail.subject[-6:] for mail in server.arrived) == ["Việc 1", "Việc 2", "Việc 3"]


async def test_what_is_told_on_a_day_off_arrives_on_the_next_working_day(world: World, server: MailServer) -> None:
    await world.verified((HEAD, ADDRESS))
    world.clock.move_to(at("2024-09-07 10:00"))
    await world.assign()
    await world.rounds.once()
    world.clock.move_to(at("2024-09-08 10:00"))
    await world.rounds.once()
    assert server.arrived == []
    world.clock.move_to(at("2024-09-09 07:00"))
    await world.rounds.once()
    assert len(server.arrived) == 1


async def test_a_mail_that_the_server_put_off_waits_for_the_morning_too(world: World, server: MailServer) -> None:
    await world.verified((HEAD, ADDRESS))
    world.clock.move_to(at("2024-09-05 20:59"))
    server.manners[ADDRESS] = "451 greylisted"
    await world.assign()
    await world.rounds.once()
    server.manners.clear()
    world.clock.advance(timedelta(hours=1))
    await world.rounds.once()
    assert server.arrived == []
    world.clock.move_to(at("2024-09-06 07:00"))
    await world.rounds.once()
    assert len(server.arrived) == 1


async def test_rules_that_change_hold_for_what_waits_already(world: World, server: MailServer) -> None:
    await world.verified((HEAD, ADDRESS))
    world.clock.move_to(at("2024-09-05 22:00"))
    await world.assign()
    await world.ruled(quiet={"starts_at": "22:30", "ends_at": "06:00"})
    await world.rounds.once()
    assert len(server.arrived) == 1


async def test_urgent_kinds_are_sent_in_the_night_and_a_verification_too(world: World, server: MailServer) -> None:
    world.clock.move_to(at("2024-09-07 23:00"))
    await world.ruled(urgent=["assigned"])
    await world.verified((HEAD, ADDRESS))
    await world.assign()
    await world.rounds.once()
    (mail,) = server.arrived
    assert mail.message["list-unsubscribe"] is None


@pytest.mark.parametrize("choice", [Choice.OFF, Choice.DIGEST])
async def test_what_an_address_does_not_want_at_once_is_not_sent(
    world: World, server: MailServer, store: Store, choice: Choice
) -> None:
    await world.ruled(mandatory=[])
    await world.verified((HEAD, ADDRESS))
    await world.choosing.by_agency(NINH_THUAN, ADDRESS, Preferences(choices={NoticeKind.ASSIGNED: choice}))
    await world.assign()
    await world.rounds.once()
    assert [mail for mail in server.arrived if mail.subject.startswith("Được giao")] == []


async def test_what_was_turned_off_meanwhile_is_not_sent_any_more(world: World, server: MailServer) -> None:
    await world.ruled(mandatory=[])
    await world.verified((HEAD, ADDRESS))
    world.clock.move_to(at("2024-09-05 22:00"))
    await world.assign()
    await world.choosing.by_agency(NINH_THUAN, ADDRESS, Preferences(choices={NoticeKind.ASSIGNED: Choice.OFF}))
    world.clock.move_to(at("2024-09-06 08:00"))
    await world.rounds.once()
    assert server.arrived == []


async def test_mails_are_in_the_language_of_the_address(world: World, server: MailServer) -> None:
    await world.verified((HEAD, ADDRESS))
    await world.choosing.by_agency(NINH_THUAN, ADDRESS, Preferences(language="en"))
    await world.assign(title_en="Digitise civil-status data")
    await world.rounds.once()
    (mail,) = server.arrived
    assert mail.message["content-language"] == "en"
    assert mail.subject.endswith(": Digitise civil-status data")
    assert "Choose which mails you get" in mail.text
