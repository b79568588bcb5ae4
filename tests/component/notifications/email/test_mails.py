"""Notices reach the verified addresses of an office, in Vietnamese, as mails that any program reads; and nobody else."""

from datetime import timedelta
from email.headerregistry import Address

import pytest

from services.notifications.domain.email.addresses import Standing
from services.notifications.domain.email.errors import NoSuchLink
from shared.events import Source
from shared.storage import Store
from tests.component.notifications.email.world import ADDRESS, HEAD, OTHER, PUBLIC, World
from tests.stacks.mail_server import MailServer
from tests.unit.notifications.cast import JUSTICE, NGHE_AN, NINH_THUAN, at

OFFICERS = f"officer:{JUSTICE}", "chuyenvien@stp.example"


async def test_only_a_verification_is_sent_before_its_link_was_opened(world: World, server: MailServer) -> None:
    await world.units_are_known()
    await world.list_((HEAD, ADDRESS))
    await world.assign()
    await world.rounds.once()
    (mail,) = server.arrived
    assert mail.is_verification
    assert mail.subject == "Xác nhận nhận thông báo qua thư điện tử / Confirm that you want notices by email"
    (link,) = mail.links
    assert link.startswith(f"{PUBLIC}/email/ninh-thuan/verify/")
    assert "Số hóa" not in mail.text + mail.html


async def test_a_notice_arrives_in_vietnamese_as_text_and_html(world: World, server: MailServer) -> None:
    await world.verified((HEAD, ADDRESS))
    await world.assign(title_vi="Số hóa <hộ tịch> & đất đai")
    await world.rounds.once()
    (mail,) = server.arrived
    message = mail.message
    assert (mail.to, mail.sender) == (ADDRESS, "thongbao@tiendo.example")
    assert mail.subject == "Được giao chủ trì: Số hóa <hộ tịch> & đất đai"
    assert "Kính gửi: Giám đốc Sở Tư pháp" in mail.text
    assert "Sở Tư pháp được giao chủ trì nhiệm vụ “Số hóa <hộ tịch> & đất đai”." in mail.text
    assert "Số hóa &lt;hộ tịch&gt; &amp; đất đai" in mail.html
    assert "<hộ tịch>" not in mail.html
    assert mail.links[0].startswith(f"{PUBLIC}/t/ninh-thuan/inbox?show=all&subject=")
    assert message["from"].addresses == (Address("Tiendo, ninh-thuan", addr_spec="thongbao@tiendo.example"),)
    assert (message["auto-submitted"], message["content-language"]) == ("auto-generated", "vi")
    assert message["date"].datetime == world.clock.now()
    assert message["message-id"].endswith(".ninh-thuan@tiendo.example>")
    assert all(line.isascii() for line in mail.raw.partition(b"\r\n\r\n")[0].splitlines()), "RFC 2047"


async def test_each_office_reads_its_own(world: World, server: MailServer) -> None:
    await world.verified((HEAD, ADDRESS), (HEAD, "vanthu@stp.example"), OFFICERS, OTHER)
    await world.assign()
    await world.rounds.once()
    told = {mail.to: mail.subject.partition(":")[0] for mail in server.arrived}
    assert told == {
        ADDRESS: "Được giao chủ trì",
        "vanthu@stp.example": "Được giao chủ trì",
        OFFICERS[1]: "Được giao chủ trì",
        OTHER[1]: "Được giao phối hợp",
    }
    assert len({mail.message["message-id"] for mail in server.arrived}) == len(server.arrived) == 4


async def test_sample_data_is_labelled(world: World, server: MailServer) -> None:
    await world.verified((HEAD, ADDRESS))
    await world.assign(source=Source.SYNTHETIC)
    await world.rounds.once()
    (mail,) = server.arrived
    assert mail.subject == "[Dữ liệu mẫu] Được giao chủ trì: Số hóa dữ liệu hộ tịch"
    assert "[Dữ liệu mẫu]" in mail.text
    assert "[Dữ liệu mẫu]" in mail.html


@pytest.mark.parametrize("title", ["Số hóa\r\nBcc: nguoila@example.com", "Số hóa\nX-A: 1\r\n\r\nthân", "a" * 900])
async def test_no_title_becomes_a_header(world: World, server: MailServer, title: str) -> None:
    await world.verified((HEAD, ADDRESS))
    await world.assign(title_vi=title)
    await world.rounds.once()
    (mail,) = server.arrived
    assert {"Bcc", "X-A"}.isdisjoint(mail.message.keys())
    assert mail.subject.startswith("Được giao chủ trì: ")
    assert len(mail.subject) <= 180
    assert len(server.arrived) == 1


async def test_what_is_folded_again_is_not_sent_again(world: World, server: MailServer) -> None:
    await world.verified((HEAD, ADDRESS))
    event = await world.assign()
    await world.rounds.once()
    await world.fold.apply(NINH_THUAN, [event])
    await world.rounds.once()
    assert len(server.arrived) == 1


async def test_what_was_told_before_the_address_was_verified_is_not_sent(world: World, server: MailServer) -> None:
    await world.units_are_known()
    event = await world.assign()
    world.clock.advance(timedelta(minutes=1))
    await world.verified((HEAD, ADDRESS))
    await world.fold.apply(NINH_THUAN, [event])
    await world.rounds.once()
    assert server.arrived == []


async def test_an_address_that_leaves_the_book_hears_nothing_more(world: World, server: MailServer) -> None:
    await world.verified((HEAD, ADDRESS), OTHER)
    await world.assign()
    await world.list_(OTHER)
    await world.rounds.once()
    assert [mail.to for mail in server.arrived] == [OTHER[1]]
    stored = str([await world.registry.addresses.listed(NINH_THUAN), await world.mails()])
    assert ADDRESS not in stored


async def test_another_province_hears_nothing(world: World, server: MailServer) -> None:
    await world.verified((HEAD, ADDRESS))
    await world.verified((HEAD, "kebenkia@na.example"), tenant=NGHE_AN)
    await world.assign()
    await world.rounds.once()
    assert [mail.to for mail in server.arrived] == [ADDRESS]


async def test_nobody_is_asked_twice_within_an_hour_whatever_becomes_of_the_book(
    world: World, server: MailServer
) -> None:
    await world.units_are_known()
    for entries in ([(HEAD, ADDRESS)], [], [(HEAD, ADDRESS)], [(HEAD, ADDRESS), OTHER]):
        await world.list_(*entries)
        await world.rounds.once()
    await world.book.ask(NINH_THUAN, ADDRESS)
    await world.rounds.once()
    assert len(server.to(ADDRESS)) == 1
    world.clock.advance(timedelta(hours=1))
    await world.book.ask(NINH_THUAN, ADDRESS)
    await world.rounds.once()
    assert len(server.to(ADDRESS)) == 2


async def test_a_link_opens_its_own_address_for_a_week_and_no_other(world: World, server: MailServer) -> None:
    await world.units_are_known()
    await world.units_are_known(NGHE_AN)
    await world.list_((HEAD, ADDRESS), OTHER)
    await world.list_((HEAD, ADDRESS), tenant=NGHE_AN)
    await world.rounds.once()
    links = {(mail.to, link.split("/")[4]): link.rpartition("/")[2] for mail in server.arrived for link in mail.links}
    first, second = links[ADDRESS, "ninh-thuan"], links[OTHER[1], "ninh-thuan"]
    swapped = f"{first.partition('.')[0]}.{second.partition('.')[2]}"
    for wrong in (swapped, first[:-1], "0" * 24 + ".x", first.partition(".")[0] + "."):
        with pytest.raises(NoSuchLink):
            await world.book.verify(NINH_THUAN, wrong)
    with pytest.raises(NoSuchLink):
        await world.book.verify(NGHE_AN, first)
    world.clock.advance(timedelta(days=7))
    with pytest.raises(NoSuchLink):
        await world.book.verify(NINH_THUAN, first)
    assert {address.state for address in await world.registry.addresses.listed(NINH_THUAN)} == {Standing.UNVERIFIED}


async def test_reminders_of_the_ladder_are_sent_too(world: World, server: MailServer, store: Store) -> None:
    await world.verified((HEAD, ADDRESS))
    await world.assign()
    await world.rounds.once()
    world.clock.move_to(at("2024-10-28 08:00"))
    await world.fire()
    await world.rounds.once()
    assert {mail.subject for mail in server.arrived} == {
        "Được giao chủ trì: Số hóa dữ liệu hộ tịch",
        "Còn 3 ngày làm việc: Số hóa dữ liệu hộ tịch",
    }
