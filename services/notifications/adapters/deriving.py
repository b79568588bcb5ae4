"""What of a stored document follows from events alone."""

from collections.abc import Callable, Sequence
from datetime import datetime

from services.notifications.adapters.documents import notice_document, obligation_of
from services.notifications.adapters.racing import lost_among
from services.notifications.adapters.specifications import NOTICES
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.notices import Acknowledged, Notice, NoticeKind
from services.notifications.domain.obligations import Obligation, scheduled
from services.notifications.domain.timetable import Timetable
from services.notifications.ports import Counts, InboxPage
from shared.messaging.rebuilding import whole
from shared.storage import Document, Store
from shared.tenancy import TenantId

DONE_TO_NOTICES = frozenset({"read_at", "unread", "mark", "acknowledged"})
_TOLD_BY_NO_EVENT = frozenset({NoticeKind.ENDPOINT_DISABLED, NoticeKind.ADDRESS_FAILING})
DONE_TO_OBLIGATIONS = frozenset({"fired", "next_step_at", "acknowledged", "ladder"})


class Derived:
    """How notices and obligations are compared."""

    def __init__(self, last_seen: Callable[[TenantId], Timetable]) -> None:
        """`last_seen`: a tenant's timetable; whoever compares has folded before, and has asked for it then."""
        self._last_seen = last_seen

    def notice(self, document: Document) -> Document | None:
        """A reminder is the clock's doing, a refusal that of a receiver: the journal knows nothing of them."""
        told_by_event = document.get("kind") not in _TOLD_BY_NO_EVENT
        if not told_by_event or (document.get("obligation") or {}).get("step") is not None:
            return None
        return {name: value for name, value in whole(document).items() if name not in DONE_TO_NOTICES}

    def obligation(self, document: Document) -> Document:
        """And whether its next step is the one that the ladder and the steps already told lead to."""
        derived = {name: value for name, value in whole(document).items() if name not in DONE_TO_OBLIGATIONS}
        return {**derived, "as_planned": self._as_planned(document)}

    def _as_planned(self, document: Document) -> bool:
        """A step that fell due outside office hours waits for the next working morning."""
        obligation, timetable = readable(document), self._last_seen(TenantId(document["tenant"]))
        if obligation is None:
            return False
        planned, stored = scheduled(obligation, timetable).next_step_at, obligation.next_step_at
        if planned is None or stored is None:
            return planned == stored
        return planned == stored or (planned < stored == timetable.next_morning(stored))


def readable(document: Document) -> Obligation | None:
    """The obligation, or None where the document is damaged."""
    try:
        return obligation_of(document)
    except (KeyError, TypeError, ValueError):
        return None


class UndeliveredInboxes:
    """Notices on paper: stored as they would be, in no mailbox, and without a book."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def deliver(self, tenant: TenantId, notices: Sequence[Notice]) -> None:
        await lost_among(self._store.collection(NOTICES, tenant), [notice_document(notice) for notice in notices])

    async def page(
        self, tenant: TenantId, mailbox: Mailbox, unread: bool | None, limit: int, after: str | None
    ) -> InboxPage:
        return InboxPage([], None)

    async def counts(self, tenant: TenantId, mailbox: Mailbox) -> Counts:
        return Counts(0, 0)

    async def one(self, tenant: TenantId, mailbox: Mailbox, notice: str) -> Notice | None:
        return None

    async def acknowledge(self, tenant: TenantId, notice: str, said: Acknowledged) -> bool:
        return False

    async def mark(
        self, tenant: TenantId, mailbox: Mailbox, ids: Sequence[str], read_at: datetime | None
    ) -> dict[str, Notice]:
        return {}
