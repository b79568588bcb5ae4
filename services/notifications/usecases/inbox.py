"""Reading one's mailbox, and marking what was read."""

from dataclasses import dataclass

from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.notices import Notice
from services.notifications.ports import Counts, Inboxes, InboxPage, ThreadPage, Threads
from shared.calendar import Clock
from shared.tenancy import TenantId

_BATCH = 200


class NoticeNotFound(Exception):
    """This mailbox holds no such notice; whether another one does is not told."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose mailbox is meant."""

    tenant: TenantId
    mailbox: Mailbox


class Inbox:
    """The reader's side of the mailboxes."""

    def __init__(self, inboxes: Inboxes, threads: Threads, clock: Clock) -> None:
        self._inboxes = inboxes
        self._threads = threads
        self._clock = clock

    async def page(self, reader: Reader, unread: bool | None, limit: int, cursor: str | None) -> InboxPage:
        """Newest first. Raises InvalidCursor."""
        return await self._inboxes.page(reader.tenant, reader.mailbox, unread, limit, cursor)

    async def threads(self, reader: Reader, unread: bool | None, limit: int, cursor: str | None) -> ThreadPage:
        """By their newest notices. Raises InvalidCursor."""
        return await self._threads.page(reader.tenant, reader.mailbox, unread, limit, cursor)

    async def thread(self, reader: Reader, subject: str, limit: int, cursor: str | None) -> InboxPage:
        """What was told about one obligation, newest first. Raises InvalidCursor."""
        return await self._threads.thread(reader.tenant, reader.mailbox, subject, limit, cursor)

    async def counts(self, reader: Reader) -> Counts:
        return await self._inboxes.counts(reader.tenant, reader.mailbox)

    async def mark_read(self, reader: Reader, notice: str) -> Notice:
        """Read once stays read at its first time. Raises NoticeNotFound."""
        return _only(await self._inboxes.mark(reader.tenant, reader.mailbox, [notice], self._clock.now()))

    async def mark_unread(self, reader: Reader, notice: str) -> Notice:
        """Raises NoticeNotFound."""
        return _only(await self._inboxes.mark(reader.tenant, reader.mailbox, [notice], None))

    async def mark_all_read(self, reader: Reader) -> Counts:
        """All that had arrived when it was asked for; what arrives meanwhile stays unread."""
        now, cursor = self._clock.now(), None
        while True:
            page = await self.page(reader, unread=True, limit=_BATCH, cursor=cursor)
            arrived = [notice.id for notice in page.items if notice.message.created_at <= now]
            await self._inboxes.mark(reader.tenant, reader.mailbox, arrived, now)
            if page.next is None:
                return await self.counts(reader)
            cursor = page.next


def _only(marked: dict[str, Notice]) -> Notice:
    if not marked:
        raise NoticeNotFound
    (notice,) = marked.values()
    return notice
