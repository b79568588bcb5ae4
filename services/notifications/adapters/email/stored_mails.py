"""Mails in the store. A mail's id follows from what it tells and to whom, so whatever is queued twice is one document."""

from collections.abc import Collection, Sequence
from datetime import datetime

from services.notifications.adapters.email.specifications import EMAILS
from services.notifications.adapters.racing import lost_among, rewrite
from services.notifications.domain.email.mails import Fate, Mail
from shared.calendar import to_wire
from shared.storage import Document, Order, Range, Store, Where
from shared.tenancy import TenantId

_PAGE = 500


class StoredMails:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, tenant: TenantId, mails: Sequence[Mail]) -> None:
        await lost_among(self._store.collection(EMAILS, tenant), [mail.model_dump(mode="json") for mail in mails])

    async def due(self, tenant: TenantId, now: datetime, limit: int) -> list[Mail]:
        where = {"due_at": Range(lte=to_wire(now))}
        page = await self._store.collection(EMAILS, tenant).find(where, Order("due_at"), limit)
        return [Mail.model_validate(document) for document in page.items]

    async def gathered(self, tenant: TenantId, address: str, limit: int) -> list[Mail]:
        where: Where = {"address": address, "fate": Fate.GATHERED.value}
        page = await self._store.collection(EMAILS, tenant).find(where, Order(), limit)
        return [Mail.model_validate(document) for document in page.items]

    async def told(self, tenant: TenantId, mails: Collection[str], now: datetime) -> None:
        def sent(_: str, stored: Document | None) -> Document | None:
            if stored is None or stored["fate"] != Fate.GATHERED.value:
                return None
            return {**stored, **Mail.model_validate(stored).settled(Fate.SENT, now).model_dump(mode="json")}

        await rewrite(self._store.collection(EMAILS, tenant), mails, sent)

    async def put(self, tenant: TenantId, mail: Mail) -> Mail | None:
        if await lost_among(self._store.collection(EMAILS, tenant), [mail.model_dump(mode="json")]):
            return None
        return mail.model_copy(update={"revision": mail.revision + 1})

    async def forget(self, tenant: TenantId, before: datetime) -> None:
        mails = self._store.collection(EMAILS, tenant)
        while page := (await mails.find({"settled_at": Range(lt=to_wire(before))}, Order("settled_at"), _PAGE)).items:
            for document in page:
                await mails.delete(document["id"])
