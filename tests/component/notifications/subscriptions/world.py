"""Deliveries without the doors: a real store, a real way out to real sockets, and a journal that grows as a test says."""

import asyncio
import contextlib
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson
from standardwebhooks import Webhook

from services.notifications.adapters.stored_inboxes import StoredInboxes
from services.notifications.adapters.webhooks.guarded import GuardedBackend, SystemResolver
from services.notifications.adapters.webhooks.http_sender import HttpSender
from services.notifications.adapters.webhooks.sealed import SealedVault
from services.notifications.adapters.webhooks.stored_deliveries import StoredDeliveries
from services.notifications.adapters.webhooks.stored_lease import StoredLease
from services.notifications.adapters.webhooks.stored_subscriptions import StoredSubscriptions
from services.notifications.domain.subscriptions.addresses import networks
from services.notifications.domain.subscriptions.attempts import Outcome
from services.notifications.domain.subscriptions.endpoints import Reach
from services.notifications.domain.subscriptions.progress import Schedule
from services.notifications.domain.subscriptions.subscription import State, Subscription, Wish
from services.notifications.usecases.subscriptions.administration import Administration, Desk
from services.notifications.usecases.subscriptions.courier import Round
from services.notifications.usecases.subscriptions.dispatch import Dispatch
from services.notifications.usecases.subscriptions.lanes import Lanes
from services.notifications.usecases.subscriptions.lines import Lines
from services.notifications.usecases.subscriptions.post import Post
from services.notifications.usecases.subscriptions.reach import Keeper
from services.notifications.usecases.subscriptions.telling import TellStandingAgency
from services.notifications.usecases.subscriptions.trying import Trying
from shared.calendar import Clock, SystemClock, to_wire
from shared.events.envelope import new_event_id
from shared.messaging.commands import Command
from shared.storage import Store
from shared.tenancy import TenantId
from tests.stacks.receiver import Arrival

NGHE_AN, NINH_THUAN = TenantId("nghe-an"), TenantId("ninh-thuan")
REACH = Reach(networks("127.0.0.1/32"), http=True)
QUICK = Schedule([0.02, 0.02, 0.02])
CHANGED = "vn.tiendo.task.status-changed.v1"


class Ledger:
    """The journals, and the bell that the bus is."""

    def __init__(self) -> None:
        self.journals: defaultdict[TenantId, list[bytes]] = defaultdict(list)
        self.reads = 0
        self.rings: list[Callable[[Mapping[TenantId, int]], None]] = []

    def add(self, tenant: TenantId = NGHE_AN, kind: str = CHANGED, unit: str = "NA-STP", number: int = 1) -> int:
        """Enters events and rings; the number of the last one."""
        journal = self.journals[tenant]
        for _ in range(number):
            journal.append(_event(tenant, len(journal) + 1, kind, unit))
        for ring in self.rings:
            ring({tenant: len(journal)})
        return len(journal)

    async def read(self, tenant: TenantId, after: int, limit: int) -> list[bytes]:
        self.reads += 1
        return self.journals[tenant][after : after + limit]

    async def heads(self) -> dict[TenantId, int]:
        return {tenant: len(journal) for tenant, journal in self.journals.items() if journal}

    async def listen(self, ring: Callable[[Mapping[TenantId, int]], None]) -> None:
        self.rings.append(ring)
        try:
            await asyncio.Event().wait()
        finally:
            self.rings.remove(ring)


class CountingMeter:
    def __init__(self) -> None:
        self.outcomes: Counter[tuple[TenantId, Outcome]] = Counter()

    def attempted(self, tenant: TenantId, outcome: Outcome) -> None:
        self.outcomes[tenant, outcome] += 1

    def delivered(self, recorded_at: str, now: datetime) -> None: ...

    def standing(self, states: Any, backlogs: Any) -> None: ...


@dataclass
class World:
    store: Store
    ledger: Ledger = field(default_factory=Ledger)
    clock: Clock = field(default_factory=SystemClock)
    schedule: Schedule = QUICK
    within: float = 0.5
    reach: Reach = REACH
    sender: Any = None
    limit: int = 200
    keys: str = "a key that only tests know"

    def __post_init__(self) -> None:
        self.subscriptions, self.deliveries = StoredSubscriptions(self.store), StoredDeliveries(self.store)
        self.inboxes, self.vault = StoredInboxes(self.store), SealedVault(self.keys)
        self.sender = self.sender or HttpSender(GuardedBackend(self.reach, SystemResolver()))
        self.meter, self.lanes, self.lines = CountingMeter(), Lanes(), Lines(self.ledger)
        self.post = Post(self.sender, self.vault, self.clock, self.meter, self.within, self.within)
        tell = TellStandingAgency(self.inboxes, self.clock)
        self.shared = Round(
            self.subscriptions, self.deliveries, self.lines, self.lanes, self.post, tell, self.schedule, lambda: 0.0
        )
        self.dispatch = self.a_dispatch()
        desk = Desk(
            self.subscriptions,
            self.deliveries,
            self.lines,
            self.vault,
            self.clock,
            self.reach,
            self.limit,
            self._changed,
        )
        self.administration = Administration(desk)
        self.trying = Trying(desk, self.administration, self.post, self.lanes)

    def _changed(self) -> None:
        self.dispatch.nudge()

    def a_dispatch(self, replica: str = "one") -> Dispatch:
        return Dispatch(self.shared, StoredLease(self.store, replica, self.clock), self.ledger.listen, 0.1)

    @contextlib.asynccontextmanager
    async def delivering(self) -> AsyncIterator[None]:
        running = asyncio.create_task(self.dispatch.run())
        try:
            yield
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    async def subscribe(
        self, url: str, tenant: TenantId = NGHE_AN, types: tuple[str, ...] = ("*",), units: tuple[str, ...] = ()
    ) -> tuple[Subscription, str]:
        """An active subscription, and its secret."""
        command = Command(tenant, "standing_officer", datetime.now(UTC), "x")
        keeper = Keeper(tenant, None)
        shown = await self.administration.create(keeper, command, Wish(url=url, types=types, units=units))
        assert shown.secret is not None
        active = await self.subscriptions.change(tenant, shown.subscription.id, Subscription.verified)
        assert active is not None
        self.dispatch.nudge()
        return active, shown.secret

    async def now(self, subscription: Subscription, tenant: TenantId = NGHE_AN) -> Subscription:
        found = await self.subscriptions.get(tenant, subscription.id)
        assert found is not None
        return found

    async def cursor(self, subscription: Subscription, tenant: TenantId = NGHE_AN) -> int:
        return (await self.now(subscription, tenant)).progress.cursor

    async def state(self, subscription: Subscription, tenant: TenantId = NGHE_AN) -> State:
        return (await self.now(subscription, tenant)).state


async def eventually(look: Callable[[], Any], seconds: float = 60.0) -> Any:
    """What `look` gives, awaited where it must be, once it is true."""
    async with asyncio.timeout(seconds):
        while True:
            seen = look()
            seen = await seen if asyncio.iscoroutine(seen) else seen
            if seen:
                return seen
            await asyncio.sleep(0.01)


def verified(arrival: Arrival, secret: str) -> dict[str, Any]:
    """As the public library of Standard Webhooks sees it. Raises WebhookVerificationError."""
    event: dict[str, Any] = Webhook(secret).verify(arrival.body, dict(arrival.headers))
    assert arrival.headers["webhook-id"] == event["id"]
    return event


def _event(tenant: TenantId, sequence: int, kind: str, unit: str) -> bytes:
    now = to_wire(datetime.now(UTC))
    return orjson.dumps(
        {
            "specversion": "1.0",
            "id": new_event_id(),
            "source": "tasks",
            "type": kind,
            "subject": f"T-{sequence}",
            "time": now,
            "tenant": tenant,
            "sequence": sequence,
            "recordedtime": now,
            "data": {"before": None, "after": {"lead_unit": unit, "title_vi": "Số hóa hộ tịch"}},
        }
    )
