"""What is put aside, in the store: one document per notice until it has come back."""

from collections.abc import Collection, Mapping
from datetime import datetime

from services.notifications.adapters.racing import rewrite
from services.notifications.adapters.specifications import SNOOZES
from services.notifications.ports import Snooze
from shared.calendar import from_wire, to_wire
from shared.storage import Document, Range, Store
from shared.tenancy import AcrossTenants, TenantId


class StoredSnoozes:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def put(self, tenant: TenantId, snooze: Snooze) -> None:
        def put_aside(_: str, stored: Document | None) -> Document:
            return {"id": snooze.notice, "mailbox": snooze.mailbox, "until": to_wire(snooze.until)}

        await rewrite(self._store.collection(SNOOZES, tenant), [snooze.notice], put_aside)

    async def drop(self, tenant: TenantId, notice: str) -> None:
        await self._store.collection(SNOOZES, tenant).delete(notice)

    async def of(self, tenant: TenantId, notices: Collection[str]) -> Mapping[str, datetime]:
        found = await self._store.collection(SNOOZES, tenant).get_many(sorted(notices)) if notices else {}
        return {notice: from_wire(document["until"]) for notice, document in found.items()}

    async def due(self, now: datetime, limit: int, reason: AcrossTenants) -> list[tuple[TenantId, Snooze]]:
        page = await self._store.across(SNOOZES, reason).find({"until": Range(lte=to_wire(now))}, limit)
        return [(TenantId(document["tenant"]), _snooze(document)) for document in page.items]


def _snooze(document: Document) -> Snooze:
    return Snooze(document["id"], document["mailbox"], from_wire(document["until"]))
