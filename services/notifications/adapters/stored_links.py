"""Links to calendars in the store, one document per mailbox."""

from services.notifications.adapters.racing import rewrite
from services.notifications.adapters.specifications import CALENDAR_LINKS
from services.notifications.domain.calendar_links import CalendarLink
from services.notifications.domain.mailboxes import Mailbox
from shared.calendar import from_wire, to_wire
from shared.storage import Document, Store
from shared.tenancy import TenantId


class StoredLinks:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def put(self, tenant: TenantId, link: CalendarLink) -> None:
        document = {
            "id": link.mailbox,
            "handle": link.handle,
            "digest": link.digest,
            "made_at": to_wire(link.made_at),
            "made_by": link.made_by,
        }

        def replaced(_: str, stored: Document | None) -> Document:
            return document

        await rewrite(self._store.collection(CALENDAR_LINKS, tenant), [link.mailbox], replaced)

    async def of(self, tenant: TenantId, mailbox: Mailbox) -> CalendarLink | None:
        return _link(await self._store.collection(CALENDAR_LINKS, tenant).get(mailbox))

    async def by_handle(self, tenant: TenantId, handle: str) -> CalendarLink | None:
        page = await self._store.collection(CALENDAR_LINKS, tenant).find({"handle": handle}, limit=1)
        return _link(page.items[0] if page.items else None)

    async def drop(self, tenant: TenantId, mailbox: Mailbox) -> None:
        await self._store.collection(CALENDAR_LINKS, tenant).delete(mailbox)


def _link(document: Document | None) -> CalendarLink | None:
    if document is None:
        return None
    made_at = from_wire(document["made_at"])
    return CalendarLink(Mailbox(document["id"]), document["handle"], document["digest"], made_at, document["made_by"])
