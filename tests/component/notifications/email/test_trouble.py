"""Whatever the mail server does, and whoever dies: nothing is lost, and what comes again has the same Message-ID (G2)."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from services.notifications.domain.email.addresses import Standing
from services.notifications.usecases.inbox import Reader
from shared.storage import Store, StoreUnavailable
from shared.tenancy import TenantId
from tests.component.notifications.crashing import CrashingStore
from tests.component.notifications.email.world import ADDRESS, HEAD, OTHER, World
from tests.stacks.mail_server import MailServer
from tests.unit.notifications.cast import NINH_THUAN

AGENCY = "role:standing_officer", "thuongtruc@nt.example"


async def state(world: World, address: str = ADDRESS) -> Standing:
    return (await world.book.current(NINH_THUAN)).of(address).state


async def test_while_the_server_is_away_mails_wait_and_then_arrive_once(world: World, server: MailServer) -> None:
    await world.verified((HEAD, ADDRESS), OTHER)
    server.stop()
    for number in range(3):
        await world.assign(number + 1)
        await world.rounds.once()
        world.clock.advance(timedelta(days=3))
    assert await state(world) is Standing.VERIFIED, "the address is not to blame"
    server.start()
    await world.rounds.once()
    await world.rounds.once()
    assert Counter(mail.to for mail in server.arrived) == {ADDRESS: 3, OTHER[1]: 3}


async def test_what_is_put_off_is_tried_again_after_the_pauses_of_the_schedule(
    world: World, server: MailServer
) -> None:
    await world.verified((HEAD, ADDRESS), OTHER)
    server.manners[ADDRESS] = "451 greylisted"
    await world.assign()
    await world.rounds.once()
    await world.rounds.once()
    assert (len(server.refused), [mail.to for mail in server.arrived]) == (1, [OTHER[1]])
    server.manners.clear()
    world.clock.advance(timedelta(seconds=59))
    await world.rounds.once()
    assert len(server.arrived) == 1
    world.clock.advance(timedelta(seconds=1))
    await world.rounds.once()
    assert [mail.to for mail in server.arrived] == [OTHER[1], ADDRESS]


@pytest.mark.parametrize(("answer", "attempts"), [("550 no such user", 1), ("451 not now", 3)])
@pytest.mark.parametrize("place", ["manners", "after_data"])
async def test_an_address_that_takes_nothing_is_failing_and_its_agency_is_told(
    world: World, server: MailServer, answer: str, attempts: int, place: str
) -> None:
    await world.verified((HEAD, ADDRESS), AGENCY)
    getattr(server, place)[ADDRESS] = answer
    await world.assign()
    for _ in range(4):
        await world.rounds.once()
        world.clock.advance(timedelta(hours=1))
    assert len(server.refused) == attempts
    failing = (await world.book.current(NINH_THUAN)).of(ADDRESS)
    assert (failing.state, failing.reason) == (Standing.FAILING, answer[:3])
    page = await world.inboxes.page(NINH_THUAN, AGENCY[0], None, 10, None)  # type: ignore[arg-type]
    (notice,) = page.items
    assert notice.kind == "address_failing"
    assert notice.message.title.vi == "Thư điện tử không đến được: Giám đốc Sở Tư pháp"
    assert ADDRESS not in str(notice)
    assert [mail.subject for mail in server.to(AGENCY[1])] == [notice.message.title.vi]
    await world.assign(2)
    await world.rounds.once()
    assert len(server.refused) == attempts, "nothing more is sent to it"


async def test_a_failing_address_that_is_verified_anew_hears_again(world: World, server: MailServer) -> None:
    await world.verified((HEAD, ADDRESS))
    server.manners[ADDRESS] = "550 no such user"
    await world.assign()
    await world.rounds.once()
    assert await state(world) is Standing.FAILING
    server.manners.clear()
    world.clock.advance(timedelta(hours=2))
    await world.book.ask(NINH_THUAN, ADDRESS)
    await world.rounds.once()
    assert await state(world) is Standing.FAILING, "its owner has to say so"
    await world.book.verify(NINH_THUAN, server.arrived[-1].links[0].rpartition("/")[2])
    await world.assign(2)
    await world.rounds.once()
    assert len(server.news(ADDRESS)) == 1


async def test_two_replicas_send_nothing_twice(world: World, server: MailServer, store: Store) -> None:
    await world.verified((HEAD, ADDRESS), OTHER)
    other = World(store, server, world.clock)
    for number in range(5):
        await world.assign(number + 1)
    await asyncio.gather(world.rounds.once(), other.rounds.once(), world.rounds.once())
    ids = Counter(mail.message["message-id"] for mail in server.arrived)
    assert (len(ids), set(ids.values())) == (10, {1})


@pytest.mark.parametrize("lives", range(14))
async def test_a_store_that_dies_after_any_write_loses_nothing(
    world: World, server: MailServer, store: Store, lives: int
) -> None:
    """Writes: book, notices, counts, obligations, mails; then for each mail its claim and what became of it."""
    await world.verified((HEAD, ADDRESS), OTHER)
    dying = World(CrashingStore(store, lives), server, world.clock)
    for work in (dying.assign, dying.rounds.once):
        try:
            await work()
        except StoreUnavailable:
            break
    # Whoever folds the batch next folds it as a whole; a claim that nobody holds any more ends.
    await world.assign()
    world.clock.advance(timedelta(minutes=5))
    await world.rounds.once()
    await world.rounds.once()
    told = {(mail.to, mail.message["message-id"]) for mail in server.arrived}
    assert Counter(to for to, _ in told) == {ADDRESS: 1, OTHER[1]: 1}
    assert len(server.arrived) <= 4


async def test_a_process_that_is_cut_off_after_the_server_took_a_mail_sends_it_again_under_its_id(
    world: World, server: MailServer, store: Store
) -> None:
    await world.verified((HEAD, ADDRESS))
    await world.assign()
    taken, loop = asyncio.Event(), asyncio.get_running_loop()
    server.before_answer = lambda: loop.call_soon_threadsafe(taken.set) and None
    running = asyncio.create_task(world.rounds.run())
    await taken.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    again = World(store, server, world.clock)
    await again.rounds.once()
    assert len(server.arrived) == 1, "it is claimed"
    world.clock.advance(timedelta(minutes=5))
    await again.rounds.once()
    assert len({mail.message["message-id"] for mail in server.arrived}) == 1


async def test_a_province_with_many_mails_holds_up_no_other(world: World, server: MailServer) -> None:
    nghe_an = TenantId("nghe-an")
    await world.verified((HEAD, ADDRESS))
    await world.verified((HEAD, "motminh@na.example"), tenant=nghe_an)
    for number in range(80):
        await world.assign(number + 1)
    page = await world.inboxes.page(NINH_THUAN, Reader(NINH_THUAN, HEAD).mailbox, None, 1, None)  # type: ignore[arg-type]
    await world.inboxes.deliver(nghe_an, page.items)
    await world.rounds.once()
    assert len(server.arrived) == 81
    assert [mail.to for mail in server.arrived].index("motminh@na.example") < 20, "though others were queued before it"
