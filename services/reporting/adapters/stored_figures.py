"""The read model in the store, as questions see it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence

from services.reporting.adapters.specifications import COUNTERS, HISTORY, MEASURES, NAMES, ROWS
from services.reporting.domain.arrivals import TENANT
from services.reporting.domain.boards import Sums, add
from services.reporting.domain.folding import Document, entries_of
from services.reporting.domain.moments import Term
from services.reporting.domain.names import Entry
from services.reporting.ports import Answer, Figures, Standing
from shared.messaging.generations import GENERATION, Generation, Place, Places
from shared.storage import Collection, CollectionSpec, In, Order, Range, Store, Where
from shared.tenancy import AcrossTenants, TenantId

_PAGE = 500


class StoredFigures:
    """Figures from one generation."""

    def __init__(self, store: Store, standing: Standing) -> None:
        self._store = store
        self._standing = standing

    @property
    def generation(self) -> int:
        return self._standing.generation

    async def sequence(self, tenant: TenantId) -> int:
        return self._standing.sequence

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

    async def late_rows(self, tenant: TenantId, due_before: str, limit: int) -> list[Document]:
        page = await self._of(ROWS, tenant).find({"open_due": Range(lt=due_before)}, Order("open_due"), limit)
        return page.items

    async def rows(self, tenant: TenantId, keys: Sequence[str]) -> dict[str, Document]:
        return await self._of(ROWS, tenant).get_many(keys)

    async def touched(self, tenant: TenantId, after: str, known_after: str | None) -> set[str]:
        history = self._of(HISTORY, tenant)
        found = {effect["entity"] async for effect in _every(history, {"at": Range(gt=after)}, Order("at"))}
        if known_after is not None:
            late = _every(history, {"known": Range(gt=known_after)}, Order("known"))
            found |= {effect["entity"] async for effect in late}
        return found

    async def row(self, tenant: TenantId, key: str) -> Document | None:
        return await self._of(ROWS, tenant).get(key)

    async def count_rows(self, tenant: TenantId, work: str) -> int:
        return await self._of(ROWS, tenant).count({"work": work})

    async def definitions(self, tenant: TenantId, sort: str) -> list[Document]:
        return [document async for document in _every(self._of(MEASURES, tenant), {"sort": sort}, Order())]

    async def definition(self, tenant: TenantId, key: str) -> Document | None:
        return await self._of(MEASURES, tenant).get(key)

    def values(self, tenant: TenantId, indicator: str, last_day: str | None = None) -> AsyncIterator[Document]:
        where = {"indicator": indicator} | ({"last_day": last_day} if last_day else {})
        return _every(self._of(MEASURES, tenant), where, Order("last_day", descending=True))

    def _of(self, spec: CollectionSpec, tenant: TenantId) -> Collection:
        return self._store.collection(spec, tenant)


class StoredLiveFigures:
    """Which generation is live is read from the store each time: another process may be the one that folds and switches.

    `subscription` names the reading whose position says so.
    """

    def __init__(self, store: Store, subscription: str) -> None:
        self._store = store
        self._places = Places(store, subscription)

    async def standing(self, tenant: TenantId) -> Standing:
        return _standing(await self._places.of(tenant))

    async def asked(self, tenant: TenantId, ask: Callable[[Figures], Awaitable[Answer]]) -> Answer:
        return await self._places.asked(tenant, lambda place: ask(self._figures(place)))

    async def tenants(self, reason: AcrossTenants) -> Mapping[TenantId, Entry]:
        """Documents of every generation are seen here; those count that are of their tenant's live one."""
        found: dict[TenantId, Entry] = {}
        async for document in self._named_tenants(reason):
            tenant = TenantId(document["tenant"])
            standing = await self.standing(tenant)
            entry = entries_of(document).get(tenant)
            if entry is not None and document.get(GENERATION, 0) == standing.generation:
                found[tenant] = entry
        return found

    async def _named_tenants(self, reason: AcrossTenants) -> AsyncIterator[Document]:
        names = self._store.across(NAMES, reason)
        after: str | None = None
        while True:
            page = await names.find({"listed": TENANT}, _PAGE, after)
            for document in page.items:
                yield document
            if (after := page.after) is None:
                return

    def _figures(self, place: Place) -> StoredFigures:
        return StoredFigures(Generation(self._store, place.generation), _standing(place))


def _standing(place: Place) -> Standing:
    return Standing(place.generation, place.sequence)


async def _every(collection: Collection, where: Where, order: Order) -> AsyncIterator[Document]:
    after: str | None = None
    while True:
        page = await collection.find(where, order, _PAGE, after)
        for document in page.items:
            yield document
        if page.after is None:
            return
        after = page.after
