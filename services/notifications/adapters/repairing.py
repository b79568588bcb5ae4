"""Puts inboxes right where they differ from what follows from events; what people and the clock have done stays."""

from collections.abc import Callable, Sequence

from services.notifications.adapters.deriving import DONE_TO_NOTICES, readable
from services.notifications.adapters.documents import notice_of, obligation_document, obligation_of
from services.notifications.adapters.racing import lost_among
from services.notifications.adapters.specifications import MAILBOXES, NOTICES, OBLIGATIONS, UNITS
from services.notifications.adapters.stored_inboxes import StoredInboxes
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.obligations import scheduled
from services.notifications.domain.timetable import Timetable
from shared.messaging.generations import pages
from shared.messaging.rebuilding import Pair
from shared.storage import CollectionSpec, Document, Store
from shared.tenancy import TenantId

Merge = Callable[[Document, Document], Document]


class Repair:
    """One tenant's inboxes. A document that has changed since it was compared is left for another pass."""

    def __init__(self, store: Store, tenant: TenantId, timetable: Timetable) -> None:
        self._store = store
        self._tenant = tenant
        self._timetable = timetable
        self._inboxes = StoredInboxes(store)
        self._mailboxes: set[Mailbox] = set()

    async def documents(self, spec: CollectionSpec, differing: Sequence[Pair]) -> None:
        merge = {UNITS.name: _exchanged, OBLIGATIONS.name: self._with_steps_told, NOTICES.name: _with_marks}[spec.name]
        if spec is NOTICES:
            found = [pair.live or pair.rebuilt or {} for pair in differing]
            self._mailboxes |= {Mailbox(document["mailbox"]) for document in found}
            missing = [pair.rebuilt for pair in differing if pair.rebuilt and pair.live is None]
            await self._inboxes.deliver(self._tenant, [notice_of(document) for document in missing])
        else:
            await self._insert(spec, differing)
        await self._replace(spec, differing, merge)
        await self._remove(spec, differing)

    async def counts(self) -> None:
        """The books of all mailboxes: notices may have gone, and a count may have been wrong before."""
        async for books in pages(self._store.collection(MAILBOXES, self._tenant)):
            self._mailboxes |= {Mailbox(book["id"]) for book in books}
        for mailbox in sorted(self._mailboxes):
            await self._inboxes.recount(self._tenant, mailbox)

    async def _insert(self, spec: CollectionSpec, differing: Sequence[Pair]) -> None:
        missing = [{**pair.rebuilt, "revision": 0} for pair in differing if pair.rebuilt and pair.live is None]
        await lost_among(self._store.collection(spec, self._tenant), missing)

    async def _replace(self, spec: CollectionSpec, differing: Sequence[Pair], merge: Merge) -> None:
        both = [(pair.live, pair.rebuilt) for pair in differing if pair.live and pair.rebuilt]
        merged = [{**merge(live, rebuilt), "revision": live["revision"]} for live, rebuilt in both]
        await lost_among(self._store.collection(spec, self._tenant), merged)

    async def _remove(self, spec: CollectionSpec, differing: Sequence[Pair]) -> None:
        for pair in differing:
            if pair.rebuilt is None:
                await self._store.collection(spec, self._tenant).delete(pair.id)

    def _with_steps_told(self, live: Document, rebuilt: Document) -> Document:
        """Steps are told for one deadline. Where the stored one was wrong, the ids of reminders still let none come twice."""
        before, after = readable(live), obligation_of(rebuilt)
        if before and (before.due_at, before.due_precision) == (after.due_at, after.due_precision):
            held = before.acknowledged if before.owner_unit == after.owner_unit else ()
            after = after._replace(fired=before.fired, acknowledged=held)
        return obligation_document(scheduled(after, self._timetable))


def _exchanged(live: Document, rebuilt: Document) -> Document:
    return rebuilt


def _with_marks(live: Document, rebuilt: Document) -> Document:
    return {**rebuilt, **{name: live[name] for name in DONE_TO_NOTICES & live.keys()}}
