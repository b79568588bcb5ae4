"""Mailboxes in the store: notices as documents, and a book for each mailbox that is written before them.

Whoever writes into the book that notices have arrived, counts them for operators too: that may be who delivers them, and as
well somebody who only looks into the mailbox at that moment.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from services.notifications.adapters.books import Book
from services.notifications.adapters.documents import acknowledgement_document, notice_document, notice_of, read_state
from services.notifications.adapters.meter import count_arrived
from services.notifications.adapters.racing import TRIES, lost_among, rewrite
from services.notifications.adapters.specifications import MAILBOXES, NOTICES
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.notices import Acknowledged, Notice
from services.notifications.ports import Counts, InboxPage, InvalidCursor
from shared.calendar import to_wire
from shared.storage import AlreadyExists, Document, Order, StaleRevision, Store, Where
from shared.tenancy import TenantId


class StoredInboxes:
    """Counts are exact after any crash and beside any other writer; the protocol is told in `books`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def deliver(self, tenant: TenantId, notices: Sequence[Notice]) -> None:
        waiting = list(notices)
        for _ in range(TRIES):
            if not waiting:
                return
            lost = await self._expect(tenant, waiting)
            await self._count(tenant, _by_mailbox(n for n in waiting if n.mailbox not in lost))
            waiting = [notice for notice in waiting if notice.mailbox in lost]
        raise StaleRevision(tuple({notice.mailbox for notice in waiting}))

    async def page(
        self, tenant: TenantId, mailbox: Mailbox, unread: bool | None, limit: int, after: str | None
    ) -> InboxPage:
        await self.tidy(tenant, mailbox)
        where: Where = {"mailbox": mailbox} if unread is None else {"mailbox": mailbox, "unread": unread}
        notices = self._store.collection(NOTICES, tenant)
        try:
            found = await notices.find(where, Order("arrival", descending=True), limit, after)
        except ValueError as problem:
            raise InvalidCursor(after) from problem
        return InboxPage([notice_of(document) for document in found.items], found.after)

    async def tidy(self, tenant: TenantId, mailbox: Mailbox) -> None:
        """Carries out the marks that the book remembers."""
        await self._carry_out(tenant, await self._book(tenant, mailbox))

    async def one(self, tenant: TenantId, mailbox: Mailbox, notice: str) -> Notice | None:
        document = await self._store.collection(NOTICES, tenant).get(notice)
        return notice_of(document) if document and document["mailbox"] == mailbox else None

    async def many(self, tenant: TenantId, ids: Collection[str]) -> list[Notice]:
        """Those that are stored, whatever mailbox they are in."""
        found = await self._store.collection(NOTICES, tenant).get_many(sorted(ids))
        return [notice_of(document) for document in found.values()]

    async def acknowledge(self, tenant: TenantId, notice: str, said: Acknowledged) -> bool:
        was_first = False

        def acknowledged(_: str, stored: Document | None) -> Document | None:
            nonlocal was_first
            was_first = stored is not None and stored.get("acknowledged") is None
            return {**(stored or {}), "acknowledged": acknowledgement_document(said)} if was_first else None

        await rewrite(self._store.collection(NOTICES, tenant), [notice], acknowledged)
        return was_first

    async def counts(self, tenant: TenantId, mailbox: Mailbox) -> Counts:
        book = await self._book(tenant, mailbox)
        # Usually nothing is under way, and this one document is the answer.
        if book.arriving:
            stored = await self._store.collection(NOTICES, tenant).get_many(sorted(book.arriving))
            await self._count(tenant, {mailbox: {n: notice_of(document) for n, document in stored.items()}})
            book = await self._book(tenant, mailbox)
        return book.counts

    async def mark(
        self, tenant: TenantId, mailbox: Mailbox, ids: Sequence[str], read_at: datetime | None
    ) -> dict[str, Notice]:
        wish = None if read_at is None else to_wire(read_at)
        for _ in range(TRIES):
            try:
                marked = await self._mark(tenant, mailbox, ids, wish)
            except StaleRevision:
                continue
            return {notice: notice_of(document) for notice, document in marked.items()}
        raise StaleRevision((mailbox,))

    async def recount(self, tenant: TenantId, mailbox: Mailbox) -> None:
        """Makes the counts agree with the notices that are stored, whatever they were."""
        notices = self._store.collection(NOTICES, tenant)
        for _ in range(TRIES):
            await self._carry_out(tenant, await self._book(tenant, mailbox))
            await self.counts(tenant, mailbox)
            book = await self._book(tenant, mailbox)
            total, unread = await notices.count({"mailbox": mailbox}), await notices.count(_unread(mailbox))
            # None that the book still expects was there when it was counted, and whatever comes now finds the book first.
            if book.marks or await notices.get_many(sorted(book.arriving)):
                continue
            right = replace(book, total=total, unread=unread)
            if right == book or not await lost_among(self._store.collection(MAILBOXES, tenant), [right.document]):
                return
        raise StaleRevision((mailbox,))

    async def _expect(self, tenant: TenantId, notices: Sequence[Notice]) -> frozenset[str]:
        """One attempt to store the notices; the mailboxes whose book somebody else wrote meanwhile are to be tried again."""
        own = _by_mailbox(notices)
        # The books are read before the notices: what a book does not expect and the store does not hold is new.
        books = await self._store.collection(MAILBOXES, tenant).get_many(list(own))
        stored = await self._store.collection(NOTICES, tenant).get_many([notice.id for notice in notices])
        announced = [
            book.expecting(new).document
            for mailbox, ids in own.items()
            if (new := ids.keys() - stored.keys() - (book := Book.of(mailbox, books.get(mailbox))).arriving)
        ]
        lost = await lost_among(self._store.collection(MAILBOXES, tenant), announced)
        await self._insert(tenant, [n for n in notices if n.mailbox not in lost and n.id not in stored])
        return lost

    async def _insert(self, tenant: TenantId, notices: Sequence[Notice]) -> None:
        documents = [notice_document(notice) for notice in notices]
        collection = self._store.collection(NOTICES, tenant)
        try:
            await collection.insert_many(documents)
        except AlreadyExists:
            # What is there already is the same notice, put in by another instance: the others are still to be stored.
            await lost_among(collection, documents)

    async def _count(self, tenant: TenantId, stored: Mapping[Mailbox, Mapping[str, Notice]]) -> None:
        """Counts what is stored and was not counted yet."""
        counted: dict[Mailbox, frozenset[str]] = {}

        def settled(key: str, document: Document | None) -> Document | None:
            mailbox = Mailbox(key)
            book = Book.of(mailbox, document)
            counted[mailbox] = book.arriving & stored[mailbox].keys()
            return book.arrived(counted[mailbox]).document if counted[mailbox] else None

        await rewrite(self._store.collection(MAILBOXES, tenant), stored, settled)
        count_arrived(tenant, [stored[mailbox][notice] for mailbox, ids in counted.items() for notice in ids])

    async def _mark(
        self, tenant: TenantId, mailbox: Mailbox, ids: Sequence[str], wish: str | None
    ) -> dict[str, Document]:
        book = await self._book(tenant, mailbox)
        found = await self._store.collection(NOTICES, tenant).get_many(ids)
        # A mark in the book is newer than what its notice says.
        own = {
            notice: {
                **document,
                **read_state(book.marks[notice].read_at if notice in book.marks else document["read_at"]),
            }
            for notice, document in found.items()
            if document["mailbox"] == mailbox
        }
        other = [notice for notice, document in own.items() if document["unread"] is not (wish is None)]
        if other:
            arrived = [notice_of(own[notice]) for notice in book.arriving & own.keys()]
            book = book.arrived(own).marked(other, wish)
            await self._store.collection(MAILBOXES, tenant).upsert_many([book.document])
            count_arrived(tenant, arrived)
            book = book.stored
        await self._carry_out(tenant, book)
        return {n: {**document, **read_state(wish)} if n in other else document for n, document in own.items()}

    async def _carry_out(self, tenant: TenantId, book: Book) -> None:
        """Writes the book's marks into their notices. Where the book has moved on, the next one to mark or list tidies it."""
        if not book.marks:
            return

        def marked(notice: str, stored: Document | None) -> Document | None:
            mark = book.marks[notice]
            if stored is None or stored["mark"] >= mark.serial:
                return None
            return {**stored, **read_state(mark.read_at), "mark": mark.serial}

        await rewrite(self._store.collection(NOTICES, tenant), book.marks, marked)
        done = book.carried_out(book.marks)
        await lost_among(self._store.collection(MAILBOXES, tenant), [done.document])

    async def _book(self, tenant: TenantId, mailbox: Mailbox) -> Book:
        return Book.of(mailbox, await self._store.collection(MAILBOXES, tenant).get(mailbox))


def _unread(mailbox: Mailbox) -> Where:
    return {"mailbox": mailbox, "unread": True}


def _by_mailbox(notices: Iterable[Notice]) -> dict[Mailbox, dict[str, Notice]]:
    """Those of each mailbox by their ids."""
    grouped: dict[Mailbox, dict[str, Notice]] = {}
    for notice in notices:
        grouped.setdefault(notice.mailbox, {})[notice.id] = notice
    return grouped
