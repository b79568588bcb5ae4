"""The service without its doors, on a real store, and everything that it keeps."""

from dataclasses import dataclass, field
from typing import Any

from services.notifications.adapters.meter import PrometheusMeter
from services.notifications.adapters.specifications import MAILBOXES, NOTICES, OBLIGATIONS, UNITS
from services.notifications.adapters.stored_inboxes import StoredInboxes
from services.notifications.adapters.stored_ladders import StoredLadders
from services.notifications.adapters.stored_links import StoredLinks
from services.notifications.adapters.stored_obligations import StoredObligations
from services.notifications.adapters.stored_snoozes import StoredSnoozes
from services.notifications.adapters.stored_threads import StoredThreads
from services.notifications.adapters.stored_units import StoredUnits
from services.notifications.adapters.tenant_timetables import TenantTimetables
from services.notifications.ports import Counts, Stores
from services.notifications.usecases.acknowledge import Acknowledge
from services.notifications.usecases.calendars import Calendars
from services.notifications.usecases.fire_reminders import FireReminders
from services.notifications.usecases.fold import Fold
from services.notifications.usecases.inbox import Inbox, Reader
from services.notifications.usecases.ladders import LadderSettings, Replan
from services.notifications.usecases.preview_reminders import PreviewReminders
from services.notifications.usecases.snooze import Snoozing
from shared.calendar import FixedClock
from shared.storage import CollectionSpec, Document, Order, Store
from shared.tenancy import TenantId
from tests.unit.notifications.cast import NINH_THUAN, at

_MECHANICS = {"revision", "mark", "serial", "tenant"}


@dataclass
class Office:
    """`clock` stands on a working morning before the deadlines of the cast."""

    store: Store
    clock: FixedClock = field(default_factory=lambda: FixedClock(at("2024-09-04 09:00")))

    def __post_init__(self) -> None:
        self.inboxes, self.obligations = StoredInboxes(self.store), StoredObligations(self.store)
        stores = Stores(self.inboxes, self.obligations, StoredUnits(self.store))
        versions, meter = StoredLadders(self.store), PrometheusMeter()
        timetables = TenantTimetables({}, versions.current)
        self.fold = Fold(stores, timetables)
        self.fire = FireReminders(stores, timetables, self.clock, meter)
        self.inbox = Inbox(self.inboxes, StoredThreads(self.store, self.inboxes), self.clock)
        self.snoozing = Snoozing(self.inboxes, StoredSnoozes(self.store), timetables, self.clock)
        self.replan = Replan(versions, self.obligations, timetables, self.clock)
        self.ladders = LadderSettings(versions, self.replan)
        self.acknowledge = Acknowledge(self.inboxes, self.obligations, timetables, self.clock, meter)
        self.calendars = Calendars(StoredLinks(self.store), stores, self.clock)
        self.preview = PreviewReminders(stores, timetables)

    async def titles(self, mailbox: str, tenant: TenantId = NINH_THUAN) -> list[str]:
        """Newest first, all of them."""
        page = await self.inbox.page(Reader(tenant, mailbox), None, 1_000, None)  # type: ignore[arg-type]
        return [notice.message.title.vi for notice in page.items]

    async def kept(self, tenant: TenantId = NINH_THUAN) -> dict[str, Any]:
        """All that is stored for a tenant, without the numbers by which writers compete. Checks every count."""
        kept = {spec.name: await self._documents(spec, tenant) for spec in (NOTICES, MAILBOXES, OBLIGATIONS, UNITS)}
        for book in kept["mailboxes"].values():
            own = [notice for notice in kept["notices"].values() if notice["mailbox"] == book["id"]]
            unread = sum(notice["unread"] for notice in own)
            assert await self.inboxes.counts(tenant, book["id"]) == Counts(len(own), unread), (
                "the book counts what is there"
            )
        return kept

    async def _documents(self, spec: CollectionSpec, tenant: TenantId) -> dict[str, Document]:
        page = await self.store.collection(spec, tenant).find({}, Order(), 10_000)
        return {item["id"]: {key: item[key] for key in item if key not in _MECHANICS} for item in page.items}
