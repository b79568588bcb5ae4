"""After a change of the key that secrets are kept with: whatever an older one has sealed is sealed with the new one."""

import logging
from dataclasses import dataclass

from services.notifications.domain.subscriptions.errors import SecretUnreadable, SubscriptionsNotConfigured
from services.notifications.domain.subscriptions.subscription import Secret, State, Subscription
from services.notifications.ports.delivering import Subscriptions, Vault
from services.notifications.usecases.subscriptions.post import sealed_for
from shared.tenancy import AcrossTenants, TenantId

_log = logging.getLogger(__name__)
_REASON = AcrossTenants("secrets of endpoints in any province, sealed with a key that is about to be taken away")


@dataclass
class Resealed:
    """Subscriptions: all that were looked at, those that were sealed anew, and those with a secret that no key opens."""

    looked_at: int = 0
    anew: int = 0
    unreadable: int = 0


class Resealing:
    """By the one process that sends, when it begins and every hour: another replica may still have sealed with an older key."""

    def __init__(self, subscriptions: Subscriptions, vault: Vault) -> None:
        self._subscriptions = subscriptions
        self._vault = vault

    async def __call__(self) -> Resealed:
        """May be cut off and repeated."""
        done = Resealed()
        for state in State:
            for tenant, subscription in await self._subscriptions.in_state(state, _REASON):
                done.looked_at += 1
                await self._one(tenant, subscription, done)
        if done.anew or done.unreadable:
            _log.warning("secrets of subscriptions were sealed with the first key", extra={**vars(done)})
        return done

    async def _one(self, tenant: TenantId, subscription: Subscription, done: Resealed) -> None:
        def sealed(current: Subscription) -> Subscription:
            return current.with_secrets_sealed(lambda secret: self._sealed_anew(tenant, current.id, secret))

        try:
            if sealed(subscription) == subscription:
                return
            await self._subscriptions.change(tenant, subscription.id, sealed)
        except (SecretUnreadable, SubscriptionsNotConfigured):
            done.unreadable += 1
            _log.error("no key opens a secret", extra={"tenant": tenant, "subscription": subscription.id})
        else:
            done.anew += 1

    def _sealed_anew(self, tenant: TenantId, subscription: str, secret: Secret) -> str | None:
        return self._vault.sealed_anew(secret.sealed, sealed_for(tenant, subscription, secret.number))
