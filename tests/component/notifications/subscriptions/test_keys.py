"""The key that secrets are kept with can be changed: nothing is lost, and endpoints notice nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from services.notifications.adapters.webhooks.sealed import SealedVault
from services.notifications.domain.subscriptions.errors import SecretUnreadable, SubscriptionsNotConfigured
from services.notifications.domain.subscriptions.subscription import Subscription
from services.notifications.usecases.subscriptions.post import sealed_for
from services.notifications.usecases.subscriptions.reach import Keeper
from services.notifications.usecases.subscriptions.resealing import Resealing
from shared.storage import Store
from tests.component.notifications.conftest import opened
from tests.component.notifications.subscriptions.world import NGHE_AN, World, eventually, verified
from tests.stacks.receiver import Receiver

OLD, NEW = "the key of last year", "the key of this year"
KEEPER = Keeper(NGHE_AN, None)
Change = Callable[[Subscription], Subscription]


def opened_by(keys: str, subscription: Subscription) -> list[str]:
    vault = SealedVault(keys)
    return [vault.open(one.sealed, sealed_for(NGHE_AN, subscription.id, one.number)) for one in subscription.secrets]


def test_the_first_key_seals_and_every_key_opens() -> None:
    sealed = SealedVault(OLD).seal("whsec_x", "here")
    both = SealedVault(f"{NEW}\n  {OLD}\n\n")
    assert both.open(sealed, "here") == "whsec_x"
    assert both.open(both.seal("whsec_x", "here"), "here") == "whsec_x"
    with pytest.raises(SecretUnreadable):
        SealedVault(OLD).open(both.seal("whsec_x", "here"), "here")
    with pytest.raises(SecretUnreadable):
        both.open(sealed, "elsewhere")
    with pytest.raises(SubscriptionsNotConfigured):
        SealedVault(" \n").open(sealed, "here")


@pytest.mark.parametrize("change", [None, Subscription.paused, lambda one: one.disabled("gone")])
async def test_what_an_older_key_sealed_is_sealed_with_the_new_one_whatever_its_state(
    world: World, receiver: Receiver, change: Change | None
) -> None:
    subscription, secret = await _sealed_with_the_old_one(world, receiver)
    if change is not None:
        await world.subscriptions.change(NGHE_AN, subscription.id, change)
    before = await world.now(subscription)
    reseal = Resealing(world.subscriptions, SealedVault(f"{NEW}\n{OLD}"))
    first, second = await reseal(), await reseal()
    after = await world.now(subscription)
    assert opened_by(NEW, after) == [secret]
    assert (first.anew, second.anew) == (1, 0)
    assert (after.version, after.progress, after.state) == (before.version, before.progress, before.state)


async def test_a_key_is_changed_between_two_events_and_the_endpoint_notices_nothing(
    tmp_path: Path, receiver: Receiver
) -> None:
    """FR-X-03: first opened with both, then with the new one alone; the process begins anew each time."""
    async with opened(tmp_path) as store:
        subscription, secret = await _sealed_with_the_old_one(World(store), receiver)
        for number, keys in enumerate((OLD, f"{NEW}\n{OLD}", NEW), 1):
            await _one_more_event(store, subscription, keys, number)
    assert receiver.sequences() == [1, 2, 3]
    for arrival in receiver.events():
        verified(arrival, secret)


async def test_without_the_key_nothing_is_sent_and_nothing_is_lost(
    tmp_path: Path, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path) as store:
        subscription, _ = await _sealed_with_the_old_one(World(store), receiver)
        blind = _world(store, NEW, 1)
        async with blind.delivering():
            await eventually(lambda: "an endpoint waits for a key" in caplog.text)
            await eventually(lambda: "no key opens a secret" in caplog.text)
        await blind.sender.close()
        assert receiver.events() == []
        await _one_more_event(store, subscription, OLD, 2)
    assert receiver.sequences() == [1, 2]


async def _sealed_with_the_old_one(world: World, receiver: Receiver) -> tuple[Subscription, str]:
    """A subscription whose secret only the old key opens."""
    subscription, secret = await world.subscribe(receiver.url())
    sealed = SealedVault(OLD).seal(secret, sealed_for(NGHE_AN, subscription.id, 1))
    changed = await world.subscriptions.change(
        NGHE_AN, subscription.id, lambda one: one.with_secrets_sealed(lambda _: sealed)
    )
    assert changed is not None
    return changed, secret


def _world(store: Store, keys: str, events: int) -> World:
    """A process with these keys, in whose journal are so many events."""
    world = World(store, keys=keys)
    world.ledger.add(number=events)
    return world


async def _one_more_event(store: Store, subscription: Subscription, keys: str, number: int) -> None:
    world = _world(store, keys, number)

    async def is_level() -> bool:
        return await world.cursor(subscription) == number

    async with world.delivering():
        await eventually(is_level)
        await eventually(lambda: _is_sealed_with(world, subscription, keys.splitlines()[0]))
    await world.sender.close()


async def _is_sealed_with(world: World, subscription: Subscription, key: str) -> bool:
    try:
        return bool(opened_by(key, await world.now(subscription)))
    except SecretUnreadable:
        return False
