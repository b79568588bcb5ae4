"""Deliveries: signed, in order, repeated with the same id, never lost, and nobody waits behind the dead (FR-X-03)."""

import asyncio
from datetime import timedelta

import pytest
from standardwebhooks import WebhookVerificationError

from services.notifications.domain.mailboxes import of_standing_agency
from services.notifications.domain.notices import NoticeKind
from services.notifications.domain.subscriptions.progress import Verdict
from services.notifications.domain.subscriptions.subscription import State, Subscription
from services.notifications.usecases.subscriptions.reach import Keeper
from tests.component.notifications.subscriptions.world import NGHE_AN, NINH_THUAN, World, eventually, verified
from tests.stacks.receiver import Arrival, Receiver, answers, drips, floods, hangs, in_turn

KEEPER = Keeper(NGHE_AN, None)


async def test_every_delivery_verifies_with_the_public_library_and_comes_in_order(
    world: World, receiver: Receiver
) -> None:
    """FR-X-03: the body is the journal's own text, `webhook-id` is the event's id."""
    subscription, secret = await world.subscribe(receiver.url())
    async with world.delivering():
        last = world.ledger.add(number=30)
        await eventually(lambda: len(receiver.events()) == last)
        await eventually(lambda: _level(world, subscription, last))
    assert receiver.sequences() == list(range(1, last + 1))
    assert [one.body for one in receiver.events()] == world.ledger.journals[NGHE_AN]
    for arrival in receiver.events():
        assert verified(arrival, secret)["tenant"] == NGHE_AN
        assert arrival.headers["content-type"] == "application/cloudevents+json; charset=UTF-8"
    other = await world.subscribe(receiver.url("/other"))
    with pytest.raises(WebhookVerificationError):
        verified(receiver.events()[0], other[1])


async def _level(world: World, subscription: Subscription, last: int) -> bool:
    return await world.cursor(subscription) == last


async def test_only_what_is_wanted_is_sent_and_the_rest_is_passed_over_for_good(
    world: World, receiver: Receiver
) -> None:
    subscription, _ = await world.subscribe(receiver.url(), types=("vn.tiendo.task.*",), units=("NA-STP",))
    async with world.delivering():
        world.ledger.add(kind="vn.tiendo.plan.registered.v1")
        world.ledger.add(unit="NA-SYT")
        world.ledger.add(tenant=NINH_THUAN, unit="NA-STP")
        wanted = world.ledger.add()
        world.ledger.add(unit="NA-SYT", number=1_500)
        await eventually(lambda: _level(world, subscription, 1_503))
    assert receiver.sequences() == [wanted]


async def test_a_failed_attempt_is_repeated_with_the_same_id_and_later_events_wait(
    world: World, receiver: Receiver
) -> None:
    receiver.manners["/"] = in_turn(answers(503), answers(500), answers(302), answers(200))
    subscription, secret = await world.subscribe(receiver.url())
    async with world.delivering():
        last = world.ledger.add(number=3)
        await eventually(lambda: _level(world, subscription, last))
    assert receiver.sequences() == [1, 1, 1, 1, 2, 3]
    ids = [verified(arrival, secret)["id"] for arrival in receiver.events()]
    assert len(set(ids)) == 3
    log = await world.administration.delivery(KEEPER, subscription.id, 1)
    assert [attempt.status for attempt in log.attempts] == [503, 500, 302, 200]
    assert (log.verdict, log.made) == (Verdict.DELIVERED, 4)


@pytest.mark.parametrize("status", [400, 404, 500, 301, 422])
async def test_an_event_that_is_refused_again_and_again_is_parked_and_the_line_goes_on(
    world: World, receiver: Receiver, status: int
) -> None:
    receiver.manners["/"] = in_turn(*[answers(status)] * 3, answers(200))
    subscription, _ = await world.subscribe(receiver.url())
    async with world.delivering():
        last = world.ledger.add(number=2)
        await eventually(lambda: _level(world, subscription, last))
        page = await world.administration.deliveries(KEEPER, subscription.id, Verdict.PARKED, 10, None)
        assert [(one.sequence, one.made) for one in page.items] == [(1, 3)]
        again = await world.trying.redeliver(KEEPER, subscription.id, 1)
        assert again.status == 200
    assert (await world.administration.delivery(KEEPER, subscription.id, 1)).verdict is Verdict.DELIVERED
    assert receiver.sequences() == [1, 1, 1, 2, 1]


async def test_an_endpoint_that_refuses_everything_parks_only_so_many(world: World, receiver: Receiver) -> None:
    receiver.manners["/"] = answers(400)
    subscription, _ = await world.subscribe(receiver.url())
    async with world.delivering():
        world.ledger.add(number=10)
        await eventually(lambda: len(receiver.events()) > 15)
        assert await world.cursor(subscription) == 3
        receiver.manners["/"] = answers(200)
        await eventually(lambda: _level(world, subscription, 10))


async def test_410_disables_at_once_and_the_standing_agency_is_told_once(world: World, receiver: Receiver) -> None:
    receiver.manners["/"] = in_turn(answers(410), answers(200))
    subscription, _ = await world.subscribe(receiver.url())
    async with world.delivering():
        last = world.ledger.add(number=2)
        await eventually(lambda: _is(world, subscription, State.DISABLED))
        world.ledger.add()
        page = await world.inboxes.page(NGHE_AN, of_standing_agency(NGHE_AN), None, 10, None)
        assert [(one.kind, one.message.subject) for one in page.items] == [
            (NoticeKind.ENDPOINT_DISABLED, subscription.id)
        ]
        assert receiver.sequences() == [1]
        resumed = await world.administration.resume(KEEPER, subscription.id)
        assert resumed.state is State.ACTIVE
        await eventually(lambda: _level(world, subscription, last + 1))
    assert receiver.sequences() == [1, 1, 2, 3]


async def _is(world: World, subscription: Subscription, state: State) -> bool:
    return await world.state(subscription) is state


async def test_an_endless_or_dripping_answer_costs_no_more_than_its_time(world: World, receiver: Receiver) -> None:
    receiver.manners |= {"/drips": drips, "/floods": floods, "/hangs": hangs}
    made = {path: (await world.subscribe(receiver.url(path)))[0] for path in receiver.manners}
    async with world.delivering():
        world.ledger.add()
        await eventually(lambda: _logged(world, made["/drips"].id))
        await eventually(lambda: _logged(world, made["/hangs"].id))
        await eventually(lambda: _level(world, made["/floods"], 1))
    log = await world.administration.delivery(KEEPER, made["/drips"].id, 1)
    assert log.attempts[0].error == "no whole answer within 0.5 s"
    flooded = await world.administration.delivery(KEEPER, made["/floods"].id, 1)
    assert (flooded.attempts[0].status, len(flooded.attempts[0].response_body)) == (200, 1_000)


async def _logged(world: World, key: str) -> bool:
    return await world.deliveries.get(NGHE_AN, key, 1) is not None


async def test_retry_after_is_waited_for(world: World, receiver: Receiver) -> None:
    receiver.manners["/"] = in_turn(answers(429, "retry-after: 1\r\n"), answers(200))
    subscription, _ = await world.subscribe(receiver.url())
    async with world.delivering():
        world.ledger.add()
        await eventually(lambda: _level(world, subscription, 1))
    first, second = receiver.events()
    assert second.at - first.at >= 0.95


@pytest.mark.parametrize(
    "asked", ["9" * 400, "99999999999999", "-5", "1e9", "soon", "²", "Fri, 31 Dec 9999 23:59:59 GMT", ""]
)
async def test_whatever_an_endpoint_asks_for_its_attempt_is_noted_and_the_line_stands(
    world: World, receiver: Receiver, asked: str
) -> None:
    """Nothing that it says may end the courier, which would be sent out again at once, for ever."""
    receiver.manners["/"] = answers(429, f"retry-after: {asked}\r\n")
    subscription, _ = await world.subscribe(receiver.url())
    async with world.delivering():
        world.ledger.add()
        await eventually(lambda: _logged(world, subscription.id))
        await eventually(lambda: _waits(world, subscription))


async def _waits(world: World, subscription: Subscription) -> bool:
    progress = (await world.now(subscription)).progress
    return progress.next_at is not None and progress.next_at - world.clock.now() < timedelta(hours=6.1)


async def test_a_replay_sends_again_in_order_from_a_number_or_a_time(world: World, receiver: Receiver) -> None:
    subscription, _ = await world.subscribe(receiver.url())
    async with world.delivering():
        world.ledger.add(number=5)
        await eventually(lambda: _level(world, subscription, 5))
        since = world.clock.now()
        world.ledger.add(number=2)
        await eventually(lambda: _level(world, subscription, 7))
        await world.trying.replay(KEEPER, subscription.id, 3)
        await eventually(lambda: len(receiver.events()) == 11)
        await world.trying.replay(KEEPER, subscription.id, since)
        await eventually(lambda: len(receiver.events()) == 13)
    assert receiver.sequences()[7:] == [4, 5, 6, 7, 6, 7]


async def test_while_two_secrets_live_both_verify_and_nothing_is_lost(world: World, receiver: Receiver) -> None:
    """FR-X-03: rotation without loss; a dropped secret verifies nothing any more."""
    subscription, old = await world.subscribe(receiver.url())
    async with world.delivering():
        world.ledger.add()
        await eventually(lambda: _level(world, subscription, 1))
        shown = await world.administration.rotate(KEEPER, subscription.id, timedelta(0))
        assert shown.secret is not None
        ends = [secret.ends_at for secret in shown.subscription.secrets]
        assert ends[0] is None
        again = await world.administration.drop_secret(KEEPER, subscription.id, 1)
        assert len(again.live(world.clock.now())) == 1
        second = await world.administration.rotate(KEEPER, subscription.id, timedelta(hours=1))
        assert second.secret is not None
        world.ledger.add()
        await eventually(lambda: _level(world, subscription, 2))
    before, after = receiver.events()
    verified(before, old)
    for secret in (shown.secret, second.secret):
        verified(after, secret)
    with pytest.raises(WebhookVerificationError):
        verified(after, old)


async def test_a_secret_that_is_exchanged_while_events_are_on_their_way_repeats_none(
    world: World, receiver: Receiver
) -> None:
    """What was delivered meanwhile is noted all the same, and whoever is paused then is not sent to again."""
    reached = asyncio.Event()
    loop = asyncio.get_running_loop()

    async def slowly(arrival: Arrival, writer: asyncio.StreamWriter) -> None:
        loop.call_soon_threadsafe(reached.set)
        await answers(200, after=0.2)(arrival, writer)

    receiver.manners["/"] = slowly
    subscription, _ = await world.subscribe(receiver.url())
    async with world.delivering():
        for change in (
            lambda: world.administration.rotate(KEEPER, subscription.id, timedelta(hours=1)),
            lambda: world.administration.drop_secret(KEEPER, subscription.id, 1),
            lambda: world.administration.pause(KEEPER, subscription.id),
        ):
            reached.clear()
            last = world.ledger.add()
            await reached.wait()
            await change()
            await eventually(lambda last=last: _level(world, subscription, last))
        assert await world.state(subscription) is State.PAUSED
    assert receiver.sequences() == [1, 2, 3]


async def test_the_number_of_a_dropped_secret_is_never_given_again(world: World, receiver: Receiver) -> None:
    """A DELETE that was held up on its way must not meet the secret that is in use by now."""
    subscription, _ = await world.subscribe(receiver.url())
    hour = timedelta(hours=1)
    lost = await world.administration.rotate(KEEPER, subscription.id, hour)
    await world.administration.drop_secret(KEEPER, subscription.id, 2)
    made = await world.administration.rotate(KEEPER, subscription.id, hour)
    await world.administration.drop_secret(KEEPER, subscription.id, 1)
    after = await world.administration.drop_secret(KEEPER, subscription.id, 2)
    assert [one.number for one in lost.subscription.secrets] == [2, 1]
    assert [one.number for one in made.subscription.secrets] == [3, 1]
    assert [one.number for one in after.secrets] == [3]


async def test_a_secret_that_was_exchanged_at_once_signs_by_no_clock(world: World, receiver: Receiver) -> None:
    subscription, _ = await world.subscribe(receiver.url())
    shown = await world.administration.rotate(KEEPER, subscription.id, timedelta(0))
    long_ago = world.clock.now() - timedelta(days=1)
    assert [one.number for one in shown.subscription.live(long_ago)] == [2]


async def test_a_pause_holds_at_once_and_what_happened_meanwhile_comes_afterwards(
    world: World, receiver: Receiver
) -> None:
    subscription, _ = await world.subscribe(receiver.url())
    async with world.delivering():
        world.ledger.add()
        await eventually(lambda: _level(world, subscription, 1))
        await world.administration.pause(KEEPER, subscription.id)
        world.ledger.add(number=3)
        other, _ = await world.subscribe(receiver.url("/other"))
        last = world.ledger.add()
        await eventually(lambda: _level(world, other, last))
        assert receiver.sequences() == [1]
        await world.administration.resume(KEEPER, subscription.id)
        await eventually(lambda: _level(world, subscription, last))
    assert receiver.sequences() == [1, 2, 3, 4, 5]


async def test_secrets_are_neither_stored_nor_logged_nor_shown(
    world: World, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    subscription, secret = await world.subscribe(receiver.url("/?key=of-the-receiver"))
    receiver.manners["/"] = answers(200, body=secret.encode())
    async with world.delivering():
        world.ledger.add()
        await eventually(lambda: _level(world, subscription, 1))
    log = await world.administration.delivery(KEEPER, subscription.id, 1)
    kept = f"{await world.now(subscription)!r} {log!r} {caplog.text}"
    for word in (
        secret,
        secret.removeprefix("whsec_"),
        receiver.events("/?key=of-the-receiver")[0].headers["webhook-signature"],
    ):
        assert word not in kept
    assert log.attempts[0].response_body == "***"
    assert log.attempts[0].url.endswith("/?…")


async def test_one_process_sends_and_another_takes_over(world: World, receiver: Receiver) -> None:
    subscription, _ = await world.subscribe(receiver.url())
    other = World(world.store, ledger=world.ledger)
    other.dispatch = other.a_dispatch("two")
    async with world.delivering():
        world.ledger.add()
        await eventually(lambda: _level(world, subscription, 1))
        async with other.delivering():
            world.ledger.add(number=20)
            await eventually(lambda: _level(world, subscription, 21))
    async with other.delivering():
        world.ledger.add()
        await eventually(lambda: _level(world, subscription, 22))
    await other.sender.close()
    assert receiver.sequences() == list(range(1, 23))


async def test_a_journal_read_serves_all_endpoints_of_a_tenant(world: World, receiver: Receiver) -> None:
    made = [(await world.subscribe(receiver.url(f"/{number}")))[0] for number in range(20)]
    async with world.delivering():
        await eventually(lambda: world.ledger.rings)
        for _ in range(10):
            world.ledger.add()
            await asyncio.sleep(0)
        await eventually(lambda: len(receiver.arrivals) == 200)
        for one in made:
            await eventually(lambda one=one: _level(world, one, 10))
    assert world.ledger.reads <= 30
