"""Has everything arrived everywhere? Read from the stores themselves, past the services: heads, cursors, positions, outboxes."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from services.notifications.adapters.webhooks.specifications import SUBSCRIPTIONS
from services.tasks.adapters.records import AGGREGATES
from shared.messaging import CURSORS, JOURNAL, Journal
from shared.messaging.outbox import PENDING
from shared.messaging.publisher import published
from shared.messaging.subscription import POSITIONS
from shared.storage import Store, connect
from shared.tenancy import AcrossTenants, TenantId

CONSUMERS = ("reporting", "notifications")
_REASON = AcrossTenants("the judge of a drill looks at every tenant")


@dataclass(frozen=True, slots=True)
class Stores:
    """The stores of tasks and of the consumers, opened to look at."""

    tasks: Store
    consumers: Mapping[str, Store]

    async def heads(self) -> dict[str, int]:
        return {str(tenant): head for tenant, head in (await Journal(self.tasks).heads()).items()}

    async def behind(self, heads: Mapping[str, int]) -> list[str]:
        """What has not come to these numbers yet, in words."""
        missing = []
        for tenant, head in heads.items():
            noted = (await published(self.tasks, TenantId(tenant))).sequence
            if noted < head:
                missing.append(f"publisher of {tenant}: {noted} of {head}")
            for name, store in self.consumers.items():
                place = await store.collection(POSITIONS, TenantId(tenant)).get(name)
                position = place["sequence"] if place else 0
                if position < head:
                    missing.append(f"{name} of {tenant}: {position} of {head}")
        return missing

    async def endpoints_behind(self, heads: Mapping[str, int]) -> dict[str, str]:
        """By description and address, what the endpoints that are sent to have not come to; they all want everything."""
        page = await self.consumers["notifications"].across(SUBSCRIPTIONS, _REASON).find({"state": "active"}, limit=500)
        behind = {}
        for item in page.items:
            cursor, head = item["progress"]["cursor"], heads.get(item["tenant"], 0)
            if cursor < head:
                behind[item["wish"]["url"]] = f"endpoint {item['wish']['url']}: {cursor} of {head}"
        return behind

    async def waiting(self) -> int:
        """Aggregates whose outbox is not empty, 100 at most of each kind."""
        pages = [await self.tasks.across(spec, _REASON).find({PENDING: True}, limit=100) for spec in AGGREGATES]
        return sum(len(page.items) for page in pages)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Stores]:
    """Raises StorageError where the store is away."""
    async with AsyncExitStack() as stack:
        tasks = connect(url, "tasks")
        stack.push_async_callback(tasks.close)
        await tasks.open([*AGGREGATES, JOURNAL, CURSORS])
        consumers = {name: connect(url, name) for name in CONSUMERS}
        for store in consumers.values():
            stack.push_async_callback(store.close)
            await store.open([POSITIONS, SUBSCRIPTIONS])
        yield Stores(tasks, consumers)
