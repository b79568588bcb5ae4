"""The daily digest: overdue first, one for each address and day, whatever happens; and no notice in two of them (G2)."""

import contextlib
from datetime import date, timedelta

import pytest

from services.notifications.domain.email.preferences import Choice, Preferences
from services.notifications.domain.notices import NoticeKind
from shared.storage import Store, StoreUnavailable
from tests.component.notifications.crashing import CrashingStore
from tests.component.notifications.email.world import ADDRESS, HEAD, OTHER, PUBLIC, World
from tests.stacks.mail_server import MailServer
from tests.unit.notifications.cast import NINH_THUAN, at

CHAIRMAN = "role:chairman", "chutich@nt.example"
IN_DIGEST = {"digest_for": ["head", "chairman"]}


async def digests(world: World, moment: str = "2024-09-05 07:30") -> None:
    world.clock.move_to(at(moment))
    await world.rounds.once()


async def test_what_is_owed_comes_overdue_first_then_what_was_told(world: World, server: MailServer) -> None:
    """FR-NA-18: an address of the head, and of the chairman, who sees what all units owe."""
    await world.ruled(**IN_DIGEST)
    await world.verified((HEAD, ADDRESS), CHAIRMAN)
    for number, due in enumerate((date(2024, 9, 6), date(2024, 9, 3), date(2024, 9, 5), date(2024, 12, 1))):
        await world.assign(number + 1, due=due, title_vi=f"Việc <{number + 1}>")
    await world.rounds.once()
    assert server.arrived == [], "nothing comes by itself"
    await digests(world)
    mails = {mail.to: mail for mail in server.arrived}
    assert mails.keys() == {ADDRESS, CHAIRMAN[1]}
    mail = mails[ADDRESS]
    assert mail.subject == (
        "Tổng hợp ngày 05/09/2024 – quá hạn: 1, đến hạn hôm nay: 1, đến hạn trong tuần này: 1, thông báo mới: 4"
    )
    heads = ("QUÁ HẠN (1)", "ĐẾN HẠN HÔM NAY (1)", "ĐẾN HẠN TRONG TUẦN NÀY (1)", "THÔNG BÁO MỚI (4)")
    places = [mail.text.index(each) for each in heads]
    assert places == sorted(places)
    assert "- Việc <2> – Sở Tư pháp, hạn 03/09/2024, quá hạn 2 ngày" in mail.text
    assert "Việc &lt;2&gt;" in mail.html
    assert "<h2" in mail.html
    assert f"{PUBLIC}/t/ninh-thuan/inbox?show=all&subject=" in mail.text
    assert "Thông báo mới" not in mails[CHAIRMAN[1]].html, "the chairman was told nothing"


async def test_one_for_a_day_and_none_where_there_is_nothing_to_say(world: World, server: MailServer) -> None:
    await world.ruled(**IN_DIGEST)
    await world.verified((HEAD, ADDRESS), OTHER)
    await world.assign(due=date(2024, 12, 1), coordinating_units=())
    await digests(world)
    await digests(world, "2024-09-05 09:00")
    assert [mail.to for mail in server.arrived] == [ADDRESS]
    await digests(world, "2024-09-06 07:30")
    assert len(server.arrived) == 1, "what was told is not told again"
    await world.assign(2, due=date(2024, 12, 1))
    await digests(world, "2024-09-08 09:00")
    assert len(server.arrived) == 1, "Sunday"
    await digests(world, "2024-09-09 07:29")
    assert len(server.arrived) == 1
    await digests(world, "2024-09-09 07:30")
    assert sorted(mail.to for mail in server.arrived) == sorted([ADDRESS, ADDRESS, OTHER[1]])


async def test_days_that_were_missed_are_not_made_up_for(world: World, server: MailServer, store: Store) -> None:
    await world.ruled(**IN_DIGEST)
    await world.verified((HEAD, ADDRESS))
    await world.assign()
    server.stop()
    for moment in ("2024-09-05 07:30", "2024-09-05 22:00", "2024-09-06 07:30", "2024-09-09 08:00"):
        await digests(world, moment)
    server.start()
    other = World(store, server, world.clock)
    await other.rounds.once()
    await world.rounds.once()
    (mail,) = server.arrived
    assert mail.subject == "Tổng hợp ngày 09/09/2024 – thông báo mới: 1"


async def test_two_replicas_send_one(world: World, server: MailServer, store: Store) -> None:
    await world.ruled(**IN_DIGEST)
    await world.verified((HEAD, ADDRESS))
    await world.assign()
    other = World(store, server, world.clock)
    world.clock.move_to(at("2024-09-05 07:30"))
    await world.sending.digests.queue(NINH_THUAN)
    await other.rounds.once()
    await world.rounds.once()
    assert len(server.arrived) == 1


@pytest.mark.parametrize("lives", range(8))
async def test_a_store_that_dies_after_any_write_sends_the_same_digest(
    world: World, server: MailServer, store: Store, lives: int
) -> None:
    """Writes: the digest, that it was looked at, its claim, what it told, what became of it."""
    await world.ruled(**IN_DIGEST)
    await world.verified((HEAD, ADDRESS))
    await world.assign()
    world.clock.move_to(at("2024-09-05 07:30"))
    dying = World(CrashingStore(store, lives), server, world.clock)
    with contextlib.suppress(StoreUnavailable):
        await dying.rounds.once()
    world.clock.advance(timedelta(minutes=5))
    await world.rounds.once()
    assert len({mail.message["message-id"] for mail in server.arrived}) == 1
    assert {mail.text.count("&subject=") for mail in server.arrived} == {1}
    await digests(world, "2024-09-06 07:30")
    assert len({mail.message["message-id"] for mail in server.arrived}) == 1, "and nothing is told in two"


async def test_whoever_chooses_it_gets_that_of_today_and_whoever_ends_it_what_was_gathered(
    world: World, server: MailServer
) -> None:
    await world.verified((HEAD, ADDRESS))
    await digests(world)
    await world.choosing.by_agency(NINH_THUAN, ADDRESS, Preferences(choices={NoticeKind.ASSIGNED: Choice.DIGEST}))
    await world.assign()
    await digests(world, "2024-09-05 10:00")
    assert [mail.text.count("&subject=") for mail in server.arrived] == [1]
    await world.assign(2)
    await world.choosing.by_agency(NINH_THUAN, ADDRESS, Preferences())
    await digests(world, "2024-09-05 11:00")
    assert len(server.arrived) == 1, "once a day"
    await digests(world, "2024-09-06 07:30")
    assert [mail.text.count("&subject=") for mail in server.arrived] == [1, 1]
    await digests(world, "2024-09-09 07:30")
    assert len(server.arrived) == 2


async def test_long_lists_are_counted(world: World, server: MailServer) -> None:
    await world.ruled(**IN_DIGEST)
    await world.verified((HEAD, ADDRESS))
    for number in range(25):
        await world.assign(number + 1, due=date(2024, 9, 2))
    await digests(world)
    (mail,) = server.arrived
    assert "QUÁ HẠN (25)" in mail.text
    assert mail.text.count("… và 5 mục khác") == 2
    assert mail.message["list-unsubscribe"] is None, "something mandatory is in it"
