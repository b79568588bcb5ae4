"""Events of types that this version does not know: ignored and counted, so that a newer producer never stops a reader.

Nothing that a reader does can depend on a type it has never heard of. A new version of a type that it does know is another
matter: it tells something that the reader answers for, in words that it cannot read. That event is parked (G7).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from shared.events import CATALOGUE, Event
from shared.messaging.subscription import Handler
from shared.observability import metrics
from shared.storage import CollectionSpec, Document, Index, StaleRevision, Store
from shared.tenancy import TenantId

IGNORED = CollectionSpec("ignored_events", (Index(("subscription",)),))

_FAMILIES = frozenset(name.rpartition(".v")[0] for name in CATALOGUE)
_PRODUCERS = frozenset(f"/{kind.producer}" for kind in CATALOGUE.values())
_PAGE = 500


class NotUnderstood(ValueError):
    """A new version of a known type, or an event from nowhere: it must not be passed over in silence."""


def sorted_out(events: Iterable[Event]) -> tuple[list[Event], list[Event]]:
    """Those of known types, and those to be ignored. Raises NotUnderstood."""
    known: list[Event] = []
    strangers: list[Event] = []
    for event in events:
        (known if event.type in CATALOGUE else strangers).append(event)
    for event in strangers:
        family, _, version = event.type.rpartition(".v")
        if family in _FAMILIES:
            raise NotUnderstood(f"version {version} of {family} is not known")
        if event.source not in _PRODUCERS:
            raise NotUnderstood(f"{event.source} is no known producer")
    return known, strangers


class IgnoredEvents:
    """How many events of which unknown types one subscription has passed over: one small document per type and tenant."""

    def __init__(self, store: Store, subscription: str) -> None:
        self._store = store
        self._subscription = subscription

    async def note(self, tenant: TenantId, events: Sequence[Event]) -> None:
        """Counts each event once, however often its batch is repeated: a type's events come in order."""
        by_type: defaultdict[str, list[int]] = defaultdict(list)
        for event in events:
            by_type[event.type].append(event.sequence)
        for kind, numbers in by_type.items():
            new = await self._count(tenant, kind, numbers)
            metrics.events_ignored.labels(self._subscription, kind).inc(new)

    async def of(self, tenant: TenantId) -> list[Document]:
        """`type`, `count`, and `first` and `last` as numbers of events."""
        page = await self._store.collection(IGNORED, tenant).find({"subscription": self._subscription}, limit=_PAGE)
        return page.items

    async def settle(self, tenant: TenantId, counted: Iterable[Document]) -> None:
        """What a rebuild has counted of each type stands, unless this subscription has gone further meanwhile."""
        for tally in counted:
            await self._count(tenant, tally["type"], [tally["last"]], tally["count"])

    async def forget_known(self, tenant: TenantId) -> None:
        """After a rebuild: types that this version knows have been taken in."""
        for tally in await self.of(tenant):
            if tally["type"] in CATALOGUE:
                await self._store.collection(IGNORED, tenant).delete(self._key(tally["type"]))

    async def _count(self, tenant: TenantId, kind: str, numbers: Sequence[int], total: int | None = None) -> int:
        """Adds those above the last one that was counted, or sets the total; returns how many were added."""
        collection = self._store.collection(IGNORED, tenant)
        while True:
            before = await collection.get(self._key(kind)) or {"count": 0, "last": 0, "revision": 0}
            new = [number for number in numbers if number > before["last"]]
            if not new:
                return 0
            count = before["count"] + len(new) if total is None else total
            about = {"id": self._key(kind), "subscription": self._subscription, "type": kind, "first": new[0]}
            try:
                await collection.upsert_many([{**about, **before, "count": count, "last": new[-1]}])
            except StaleRevision:
                continue
            added: int = count - before["count"]
            return added

    def _key(self, kind: str) -> str:
        return f"{self._subscription}:{kind}"


class Understanding:
    """A handler that is given events of known types only. Raises NotUnderstood; nothing is done then."""

    def __init__(self, handler: Handler, ignored: IgnoredEvents) -> None:
        self._handler = handler
        self._ignored = ignored

    async def apply(self, tenant: TenantId, events: Sequence[Event]) -> None:
        known, strangers = sorted_out(events)
        if strangers:
            await self._ignored.note(tenant, strangers)
        if known:
            await self._handler.apply(tenant, known)
