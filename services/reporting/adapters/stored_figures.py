"""The read model in the store, as questions see it."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence

from services.reporting.adapters.specifications import COUNTERS, HISTORY, NAMES, ROWS
from services.reporting.domain.arrivals import TENANT
from services.reporting.domain.boards import Sums, add
from services.reporting.domain.folding import Document, entries_of
from services.reporting.domain.moments import Term
from services.reporting.domain.names import Entry
from shared.messaging.subscription import POSITIONS
from shared.storage import Collection, CollectionSpec, In, Order, Range, Store, Where
from shared.tenancy import AcrossTenants, TenantId

_PAGE = 500


class StoredFigures:
    """Figures from a Store; `subscription` names the reading whose position says how far the fold is."""

    def __init__(self, store: Store, subscription: str) -> None:
        self._store = store
        self._subscription = subscription

    async def sequence(self, tenant: TenantId) -> int:
        """Read from the store each time: another process may be the one that folds."""
        position = await self._of(POSITIONS, tenant).get(self._subscription)
        return int(position["sequence"]) if position else 0

    async def span(self, tenant: TenantId) -> tuple[str, str] | None:
        history = self._of(HISTORY, tenant)
        first = await history.find({}, Order("at"), 1)
        last = await history.find({}, Order("at", descending=True), 1)
        if not first.items or not last.items:
            return None
        return first.items[0]["at"], last.items[0]["at"]

    async def sums(self, tenant: TenantId, terms: Iterable[Term], dimensions: Sequence[str]) -> Sums:
        sums: Sums = {}
        for term in terms:
            where: dict[str, str | In | Range] = {"level": term.level, "dimension": In(tuple(dimensions))}
            if term.after is not None or term.upto is not None:
                where["bucket"] = Range(gt=term.after, lte=term.upto)
            async for counter in _every(self._of(COUNTERS, tenant), where, Order("bucket")):
                add(sums, {counter["board"]: counter["cells"]}, term.sign)
        return sums

    async def effects(
        self, tenant: TenantId, after: str | None, upto: str | None, known_after: str | None = None
    ) -> Sums:
        where: dict[str, Range] = {}
        if after is not None or upto is not None:
            where["at"] = Range(gt=after, lte=upto)
        if known_after is not None:
            where["known"] = Range(gt=known_after)
        sums: Sums = {}
        async for effect in _every(self._of(HISTORY, tenant), where, Order("known" if known_after else "at")):
            add(sums, dict(effect["change"]))
        return sums

    async def count_effects(self, tenant: TenantId, after: str, upto: str) -> int:
        return await self._of(HISTORY, tenant).count({"at": Range(gt=after, lte=upto)})

    async def lists(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]:
        return await self._of(NAMES, tenant).get_many(keys)

    async def focus_rows(self, tenant: TenantId, limit: int) -> list[Document]:
        page = await self._of(ROWS, tenant).find({"focus_order": Range(gte=0)}, Order("focus_order"), limit)
        return page.items

    async def child_rows(self, tenant: TenantId, parent: str, limit: int) -> list[Document]:
        return (await self._of(ROWS, tenant).find({"parent": parent}, limit=limit)).items

    async def row(self, tenant: TenantId, key: str) -> Document | None:
        return await self._of(ROWS, tenant).get(key)

    async def count_rows(self, tenant: TenantId, work: str) -> int:
        return await self._of(ROWS, tenant).count({"work": work})

    async def tenants(self, reason: AcrossTenants) -> Mapping[TenantId, Entry]:
        names = self._store.across(NAMES, reason)
        found: dict[TenantId, Entry] = {}
        after: str | None = None
        while True:
            page = await names.find({"listed": TENANT}, _PAGE, after)
            for document in page.items:
                tenant = document["tenant"]
                found |= {TenantId(tenant): entry for key, entry in entries_of(document).items() if key == tenant}
            if page.after is None:
                return found
            after = page.after

    def _of(self, spec: CollectionSpec, tenant: TenantId) -> Collection:
        return self._store.collection(spec, tenant)


async def _every(collection: Collection, where: Where, order: Order) -> AsyncIterator[Document]:
    after: str | None = None
    while True:
        page = await collection.find(where, order, _PAGE, after)
        for document in page.items:
            yield document
        if page.after is None:
            return
        after = page.after
