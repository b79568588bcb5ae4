"""The owner of a disabled endpoint is told of it, in the mailbox of the standing agency: integrators have none."""

from typing import Protocol

from services.notifications.domain.subscriptions.notice import endpoint_disabled
from services.notifications.domain.subscriptions.progress import Progress
from services.notifications.domain.subscriptions.subscription import Subscription
from services.notifications.ports import Inboxes
from shared.calendar import Clock
from shared.tenancy import TenantId


class Tell(Protocol):
    async def disabled(self, tenant: TenantId, subscription: Subscription, reason: str, progress: Progress) -> None: ...


class TellStandingAgency:
    def __init__(self, inboxes: Inboxes, clock: Clock) -> None:
        self._inboxes = inboxes
        self._clock = clock

    async def disabled(self, tenant: TenantId, subscription: Subscription, reason: str, progress: Progress) -> None:
        """Once for each time that it is disabled, however often this is repeated."""
        notice = endpoint_disabled(tenant, subscription, reason, progress, self._clock.now())
        await self._inboxes.deliver(tenant, [notice])
