"""Obligations in the store, one document per work."""

from collections.abc import Iterable
from datetime import datetime

from services.notifications.adapters.documents import obligation_document, obligation_of
from services.notifications.adapters.racing import rewrite
from services.notifications.adapters.specifications import OBLIGATIONS
from services.notifications.domain.obligations import Obligation
from services.notifications.ports import Decision, DuePage
from shared.calendar import to_wire
from shared.storage import Document, Order, Range, Store, Where
from shared.tenancy import AcrossTenants, TenantId

_PAGE = 500


class StoredObligations:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def change(self, tenant: TenantId, ids: Iterable[str], decide: Decision) -> None:
        def decided(key: str, stored: Document | None) -> Document | None:
            before = None if stored is None else obligation_of(stored)
            after = decide(key, before)
            return None if after is None or after == before else obligation_document(after)

        await rewrite(self._store.collection(OBLIGATIONS, tenant), ids, decided)

    async def due(self, now: datetime, limit: int, after: str | None, reason: AcrossTenants) -> DuePage:
        where: Where = {"next_step_at": Range(lte=to_wire(now))}
        page = await self._store.across(OBLIGATIONS, reason).find(where, limit, after)
        return DuePage([(TenantId(item["tenant"]), obligation_of(item)) for item in page.items], page.after)

    async def with_deadline_between(self, tenant: TenantId, first: datetime, last: datetime) -> list[Obligation]:
        return await self._all(tenant, {"open": True, "due_at": _between(first, last)}, Order("due_at"))

    async def with_step_between(self, tenant: TenantId, first: datetime, last: datetime) -> list[Obligation]:
        return await self._all(tenant, {"next_step_at": _between(first, last)}, Order("next_step_at"))

    async def next_due(
        self, tenant: TenantId, unit: str | None, first: datetime, last: datetime, most: int
    ) -> list[Obligation]:
        page = await self._store.collection(OBLIGATIONS, tenant).find(_due(unit, first, last), Order("due_at"), most)
        return [obligation_of(item) for item in page.items]

    async def how_many_due(self, tenant: TenantId, unit: str | None, first: datetime, last: datetime) -> int:
        return await self._store.collection(OBLIGATIONS, tenant).count(_due(unit, first, last))

    async def planned_before(self, tenant: TenantId, version: int, limit: int) -> list[str]:
        obligations = self._store.collection(OBLIGATIONS, tenant)
        # What was stored before there were versions knows of none.
        older = [
            await obligations.find({"open": True, "ladder": known}, Order(), limit)
            for known in (None, Range(lt=version))
        ]
        return [item["id"] for page in older for item in page.items][:limit]

    async def _all(self, tenant: TenantId, where: Where, order: Order) -> list[Obligation]:
        found: list[Obligation] = []
        after: str | None = None
        while True:
            page = await self._store.collection(OBLIGATIONS, tenant).find(where, order, _PAGE, after)
            found += map(obligation_of, page.items)
            if page.after is None:
                return found
            after = page.after


def _due(unit: str | None, first: datetime, last: datetime) -> Where:
    whose: Where = {"owner_unit": unit} if unit else {}
    return {"open": True, **whose, "due_at": _between(first, last)}


def _between(first: datetime, last: datetime) -> Range:
    return Range(gte=to_wire(first), lte=to_wire(last))
