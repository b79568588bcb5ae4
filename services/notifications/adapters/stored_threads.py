"""Threads from the notices themselves: nothing is kept for them, so nothing can disagree and telling costs no more."""

from collections.abc import Collection as Ids

from services.notifications.adapters.documents import notice_of
from services.notifications.adapters.specifications import NOTICES
from services.notifications.adapters.stored_inboxes import StoredInboxes
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.threads import Thread, threads_of
from services.notifications.ports import InboxPage, InvalidCursor, ThreadPage
from shared.storage import Collection, Document, In, Order, Page, Store, Where
from shared.tenancy import TenantId

_NEWEST = Order("arrival", descending=True)
_LOOKS = 10
_PORTION = 500


class StoredThreads:
    """Walks through the mailbox from the newest notice on. A thread is met first at its newest notice, and listed there;

    whoever meets it again further down sees that its newest notice lies elsewhere. What is read for a page depends on the
    threads on it, and not on how full the mailbox is.
    """

    def __init__(self, store: Store, inboxes: StoredInboxes) -> None:
        self._store = store
        self._inboxes = inboxes

    async def page(
        self, tenant: TenantId, mailbox: Mailbox, unread: bool | None, limit: int, after: str | None
    ) -> ThreadPage:
        await self._inboxes.tidy(tenant, mailbox)
        where: Where = {"mailbox": mailbox} if unread is None else {"mailbox": mailbox, "unread": unread}
        notices, found = self._store.collection(NOTICES, tenant), list[Thread]()
        for _ in range(_LOOKS):
            met = await _met(notices, where, limit - len(found), after)
            known = {document["id"] for document in met.items}
            found += await self._begun(notices, where, {d["subject"] for d in met.items}, known)
            after = met.after
            if after is None or len(found) >= limit:
                break
        return ThreadPage(found, after)

    async def thread(
        self, tenant: TenantId, mailbox: Mailbox, subject: str, limit: int, after: str | None
    ) -> InboxPage:
        await self._inboxes.tidy(tenant, mailbox)
        where: Where = {"mailbox": mailbox, "subject": subject}
        page = await _met(self._store.collection(NOTICES, tenant), where, limit, after)
        return InboxPage([notice_of(document) for document in page.items], page.after)

    async def _begun(self, notices: Collection, where: Where, subjects: Ids[str], met: Ids[str]) -> list[Thread]:
        """The threads of these subjects whose newest notice, of those that are asked for, was met just now."""
        if not subjects:
            return []
        whole, after = list[Document](), None
        while True:
            own = {"mailbox": where["mailbox"], "subject": In(tuple(sorted(subjects)))}
            page = await notices.find(own, _NEWEST, _PORTION, after)
            whole += page.items
            after = page.after
            if after is None:
                break
        threads = threads_of(map(notice_of, whole))
        return [thread for thread in threads if _first(thread, where.get("unread")) in met]


async def _met(notices: Collection, where: Where, limit: int, after: str | None) -> Page:
    try:
        return await notices.find(where, _NEWEST, limit, after)
    except ValueError as problem:
        raise InvalidCursor(after) from problem


def _first(thread: Thread, unread: object) -> str | None:
    asked = (n for n in thread.notices if unread is None or (n.read_at is None) is unread)
    return next((notice.id for notice in asked), None)
