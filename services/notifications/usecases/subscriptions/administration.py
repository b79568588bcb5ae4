"""What the owner of a subscription does with it (FR-X-03): make, read, change, pause, go on, remove, secrets."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import Any, NamedTuple

from services.notifications.domain.subscriptions import endpoints, interest
from services.notifications.domain.subscriptions.deliveries import Delivery
from services.notifications.domain.subscriptions.errors import SubscriptionNotFound, TooManySubscriptions
from services.notifications.domain.subscriptions.progress import Progress, Verdict
from services.notifications.domain.subscriptions.signatures import new_secret
from services.notifications.domain.subscriptions.subscription import Secret, Subscription, Wish
from services.notifications.ports.delivering import Deliveries, DeliveryPage, SubscriptionPage, Subscriptions, Vault
from services.notifications.usecases.subscriptions.lines import Lines
from services.notifications.usecases.subscriptions.post import sealed_for
from services.notifications.usecases.subscriptions.reach import Keeper
from shared.calendar import Clock
from shared.messaging.commands import Command
from shared.messaging.errors import KeyReused, VersionMismatch


class Shown(NamedTuple):
    """`secret` is there once: where it was just made."""

    subscription: Subscription
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What administration needs. `changed` is called after every change; `limit` is the most that one tenant may have."""

    subscriptions: Subscriptions
    deliveries: Deliveries
    lines: Lines
    vault: Vault
    clock: Clock
    reach: endpoints.Reach
    limit: int
    changed: Callable[[], None]


class Administration:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def create(self, keeper: Keeper, command: Command, wish: Wish) -> Shown:
        """Begins at the end of the journal. Repeated with the same key it changes nothing, and shows no secret again.

        Raises EndpointRefused, PatternMatchesNothing, TooManySubscriptions, KeyReused, SubscriptionsNotConfigured.
        """
        wish, key = self._checked(wish), _id(keeper, command)
        if (known := await self._desk.subscriptions.get(keeper.tenant, key)) is not None:
            return _repeated(known, command)
        if await self._desk.subscriptions.count(keeper.tenant) >= self._desk.limit:
            raise TooManySubscriptions(self._desk.limit)
        secret, kept = self._new_secret(keeper, key, 1)
        made = Subscription(
            id=key,
            owner=keeper.owner,
            wish=wish,
            secrets=(kept,),
            created_at=self._desk.clock.now(),
            fingerprint=command.fingerprint,
            progress=Progress(cursor=await self._desk.lines.head(keeper.tenant)),
        )
        if not await self._desk.subscriptions.add(keeper.tenant, made):
            return _repeated(await self.get(keeper, key), command)
        return Shown(made, secret)

    async def page(self, keeper: Keeper, limit: int, after: str | None) -> SubscriptionPage:
        """Raises InvalidCursor."""
        return await self._desk.subscriptions.page(keeper.tenant, keeper.owner, limit, after)

    async def get(self, keeper: Keeper, key: str) -> Subscription:
        """Raises SubscriptionNotFound."""
        found = await self._desk.subscriptions.get(keeper.tenant, key)
        if found is None or not keeper.keeps(found):
            raise SubscriptionNotFound
        return found

    async def change(self, keeper: Keeper, key: str, command: Command, given: Mapping[str, Any]) -> Subscription:
        """Changes what is given. Raises SubscriptionNotFound, VersionMismatch, EndpointRefused, PatternMatchesNothing."""

        def changed(current: Subscription) -> Subscription:
            if command.expected_version not in {None, current.version}:
                raise VersionMismatch(current.version)
            wish = self._checked(current.wish.model_copy(update=dict(given)))
            return current if wish == current.wish else current.changed(wish)

        return await self._change(keeper, key, changed)

    async def pause(self, keeper: Keeper, key: str) -> Subscription:
        """Raises SubscriptionNotFound, NotVerified."""
        return await self._change(keeper, key, Subscription.paused)

    async def resume(self, keeper: Keeper, key: str) -> Subscription:
        """Raises SubscriptionNotFound, NotVerified."""
        return await self._change(keeper, key, Subscription.resumed)

    async def remove(self, keeper: Keeper, key: str) -> None:
        """Raises SubscriptionNotFound."""
        await self.get(keeper, key)
        await self._desk.subscriptions.remove(keeper.tenant, key)
        self._desk.changed()

    async def rotate(self, keeper: Keeper, key: str, old_for: timedelta) -> Shown:
        """A new secret; the old one signs beside it for so long. Raises SubscriptionNotFound, TwoSecretsLive."""
        made: list[str] = []

        def exchanged(current: Subscription) -> Subscription:
            secret, kept = self._new_secret(keeper, key, current.next_secret)
            made[:] = [secret]
            return current.with_secret(kept, old_for)

        return Shown(await self._change(keeper, key, exchanged), made[0])

    async def drop_secret(self, keeper: Keeper, key: str, number: int) -> Subscription:
        """Raises SubscriptionNotFound, LastSecret."""
        now = self._desk.clock.now()
        return await self._change(keeper, key, lambda current: current.without_secret(number, now))

    async def deliveries(
        self, keeper: Keeper, key: str, verdict: Verdict | None, limit: int, after: str | None
    ) -> DeliveryPage:
        """Raises SubscriptionNotFound, InvalidCursor."""
        await self.get(keeper, key)
        return await self._desk.deliveries.page(keeper.tenant, key, verdict, limit, after)

    async def delivery(self, keeper: Keeper, key: str, sequence: int) -> Delivery:
        """Raises SubscriptionNotFound, also where nothing was tried for that event."""
        await self.get(keeper, key)
        found = await self._desk.deliveries.get(keeper.tenant, key, sequence)
        if found is None:
            raise SubscriptionNotFound
        return found

    async def _change(self, keeper: Keeper, key: str, decide: Callable[[Subscription], Subscription]) -> Subscription:
        def decided(current: Subscription) -> Subscription:
            if not keeper.keeps(current):
                raise SubscriptionNotFound
            return decide(current)

        changed = await self._desk.subscriptions.change(keeper.tenant, key, decided)
        if changed is None:
            raise SubscriptionNotFound
        self._desk.changed()
        return changed

    def _checked(self, wish: Wish) -> Wish:
        return wish.model_copy(
            update={
                "url": endpoints.checked(wish.url, self._desk.reach),
                "types": interest.checked(wish.types),
                "units": tuple(dict.fromkeys(wish.units)),
            }
        )

    def _new_secret(self, keeper: Keeper, key: str, number: int) -> tuple[str, Secret]:
        secret = new_secret()
        sealed = self._desk.vault.seal(secret, sealed_for(keeper.tenant, key, number))
        return secret, Secret(number=number, sealed=sealed, made_at=self._desk.clock.now())


def _id(keeper: Keeper, command: Command) -> str:
    """A repeated command finds what it made."""
    if command.key is None:
        return f"sub-{uuid.uuid4().hex}"
    named = "\n".join((keeper.tenant, keeper.owner or "", command.key))
    return f"sub-{blake2b(named.encode(), digest_size=16).hexdigest()}"


def _repeated(known: Subscription, command: Command) -> Shown:
    if known.fingerprint != command.fingerprint:
        raise KeyReused
    return Shown(known)
