"""What sending events to integrators needs from outside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.notifications.domain.subscriptions.attempts import Outcome, Reply
from services.notifications.domain.subscriptions.deliveries import Delivery
from services.notifications.domain.subscriptions.progress import Verdict
from services.notifications.domain.subscriptions.subscription import State, Subscription
from shared.tenancy import AcrossTenants, TenantId

Endpoint = tuple[TenantId, str]
"""A tenant, and the id of one of its subscriptions."""


@dataclass(frozen=True, slots=True)
class SubscriptionPage:
    items: list[Subscription]
    next: str | None


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """Newest event first."""

    items: list[Delivery]
    next: str | None


class JournalAway(Exception):
    """The journal cannot be read now, or what it answers is not what it must be."""


class Journal(Protocol):
    """The journal of every tenant; both raise JournalAway."""

    async def read(self, tenant: TenantId, after: int, limit: int) -> list[bytes]:
        """The texts of events with a number above `after`, in order."""
        ...

    async def heads(self) -> dict[TenantId, int]: ...


class Subscriptions(Protocol):
    """Subscriptions with their progress, one document each."""

    async def add(self, tenant: TenantId, subscription: Subscription) -> bool:
        """False where one with that id is there already."""
        ...

    async def get(self, tenant: TenantId, key: str) -> Subscription | None: ...

    async def change(
        self,
        tenant: TenantId,
        key: str,
        decide: Callable[[Subscription], Subscription],
        known: Subscription | None = None,
    ) -> Subscription | None:
        """Stores what `decide` makes of it; asks again where somebody else was faster. None where there is none any more.

        `known`, what was read before, saves reading it once more.
        """
        ...

    async def remove(self, tenant: TenantId, key: str) -> None: ...

    async def page(self, tenant: TenantId, owner: str | None, limit: int, after: str | None) -> SubscriptionPage:
        """Those of one owner, or of all. Raises InvalidCursor."""
        ...

    async def count(self, tenant: TenantId) -> int: ...

    async def in_state(self, state: State, reason: AcrossTenants) -> list[tuple[TenantId, Subscription]]:
        """Those of all tenants."""
        ...


class Deliveries(Protocol):
    """The delivery log, one document per endpoint and event."""

    async def change(
        self, tenant: TenantId, subscription: str, decide: Mapping[int, Callable[[Delivery | None], Delivery]]
    ) -> None:
        """What each event's entry becomes, by the event's number."""
        ...

    async def get(self, tenant: TenantId, subscription: str, sequence: int) -> Delivery | None: ...

    async def page(
        self, tenant: TenantId, subscription: str, verdict: Verdict | None, limit: int, after: str | None
    ) -> DeliveryPage:
        """Raises InvalidCursor."""
        ...

    async def forget(self, before: datetime, reason: AcrossTenants) -> None:
        """Removes those of all tenants at which nothing was done since."""
        ...


class Sender(Protocol):
    """The way out of the deployment. It judges where an address leads at the moment of connecting."""

    async def send(self, url: str, headers: Mapping[str, str], body: bytes, within: float) -> Reply:
        """One POST, without following anything; never raises because of what the other side does."""
        ...


class Vault(Protocol):
    """Keeps secrets readable for nobody who has the store alone; `context` is bound to the secret."""

    def seal(self, secret: str, context: str) -> str:
        """Raises SubscriptionsNotConfigured."""
        ...

    def open(self, sealed: str, context: str) -> str:
        """Raises SubscriptionsNotConfigured, SecretUnreadable."""
        ...

    def sealed_anew(self, sealed: str, context: str) -> str | None:
        """With the key that seals now; None where it is already. Raises SubscriptionsNotConfigured, SecretUnreadable."""
        ...


class Lease(Protocol):
    """One process at a time sends by itself."""

    async def hold(self) -> bool:
        """True while this process has it, for some more seconds each time."""
        ...

    async def release(self) -> None: ...


class DeliveryMeter(Protocol):
    """Counts deliveries, for operators."""

    def attempted(self, tenant: TenantId, outcome: Outcome) -> None: ...

    def delivered(self, recorded_at: str, now: datetime) -> None: ...

    def standing(self, states: Mapping[TenantId, Mapping[str, int]], backlogs: Mapping[Endpoint, float]) -> None:
        """How many endpoints of a tenant are in which state, and the age in seconds of what each of them waits for."""
        ...
