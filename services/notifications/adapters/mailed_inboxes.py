"""Mailboxes whose notices are also sent by email."""

from collections.abc import Callable, Sequence

from services.notifications.adapters.stored_inboxes import StoredInboxes
from services.notifications.domain.notices import Notice
from services.notifications.usecases.email.queue import Queue
from shared.storage import Store
from shared.tenancy import TenantId


class MailedInboxes(StoredInboxes):
    """Notices are stored before they are queued. Whoever died in between repeats both, as with any delivery."""

    def __init__(self, store: Store, queue: Queue, queued: Callable[[], None]) -> None:
        super().__init__(store)
        self._queue = queue
        self._queued = queued

    async def deliver(self, tenant: TenantId, notices: Sequence[Notice]) -> None:
        await super().deliver(tenant, notices)
        await self._queue.tell(tenant, notices)
        self._queued()
