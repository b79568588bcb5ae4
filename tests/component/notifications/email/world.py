"""Notices by email without the doors: a real store, a real mail server, and a clock that stands where a test puts it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from services.notifications.adapters.email.meter import PrometheusEmailMeter
from services.notifications.adapters.email.smtp_mailer import Server, SmtpMailer
from services.notifications.adapters.email.stored_addresses import StoredAddresses
from services.notifications.adapters.email.stored_books import StoredBooks
from services.notifications.adapters.email.stored_mails import StoredMails
from services.notifications.adapters.email.stored_rules import StoredRules
from services.notifications.adapters.mailed_inboxes import MailedInboxes
from services.notifications.adapters.meter import PrometheusMeter
from services.notifications.adapters.stored_ladders import StoredLadders
from services.notifications.adapters.stored_obligations import StoredObligations
from services.notifications.adapters.stored_units import StoredUnits
from services.notifications.adapters.tenant_timetables import TenantTimetables
from services.notifications.domain.email.book import EntryWish, NewBook
from services.notifications.domain.email.links import Links, Place
from services.notifications.domain.email.rules import STARTING, NewRules
from services.notifications.domain.subscriptions.progress import Schedule
from services.notifications.ports import Stores
from services.notifications.usecases.email.book import AddressBook, Listed, Registry
from services.notifications.usecases.email.choosing import Choosing
from services.notifications.usecases.email.digests import Digests
from services.notifications.usecases.email.queue import Queue
from services.notifications.usecases.email.rounds import Nudge, Rounds, Sending
from services.notifications.usecases.email.rules import Hours, RuleSettings
from services.notifications.usecases.email.writing import Writing
from services.notifications.usecases.fire_reminders import FireReminders
from services.notifications.usecases.fold import Fold
from shared.calendar import FixedClock
from shared.events import Event
from shared.messaging.commands import Command
from shared.storage import Store
from shared.tenancy import TenantId
from tests.stacks.mail_server import MailServer
from tests.unit.notifications.cast import HEALTH, JUSTICE, NINH_THUAN, a_task, a_unit, an_event, at, registered

HEAD, ADDRESS = f"head:{JUSTICE}", "giamdoc@stp.example"
OTHER = f"head:{HEALTH}", "giamdoc@syt.example"
PUBLIC = "https://tiendo.example"
MINUTES = Schedule([60.0, 300.0, 900.0])


@dataclass
class World:
    """`clock` stands on a working morning."""

    store: Store
    server: MailServer
    clock: FixedClock = field(default_factory=lambda: FixedClock(at("2024-09-04 09:00")))

    def __post_init__(self) -> None:
        self.registry = Registry(
            StoredBooks(self.store), StoredRules(self.store), StoredAddresses(self.store), StoredMails(self.store)
        )
        self.links, self.units, nudge = Links("a key that only tests know"), StoredUnits(self.store), Nudge()
        self.inboxes = MailedInboxes(self.store, Queue(self.registry, self.clock), nudge)
        self.book = AddressBook(self.registry, self.units, self.links, self.clock, on=True)
        self.choosing, place = Choosing(self.registry, self.links), Place(PUBLIC)
        timetables = TenantTimetables({}, StoredLadders(self.store).current)
        stores = Stores(self.inboxes, StoredObligations(self.store), self.units)
        digests = Digests(self.registry, timetables, stores.obligations, self.inboxes, self.units, place, self.clock)
        writing = Writing(self.inboxes, self.registry, digests, self.units, self.links, place, "tiendo.example")
        hours = Hours(self.registry.rules, timetables)
        server = Server("127.0.0.1", self.server.port, starttls=False, seconds=20.0)
        mailer, meter = SmtpMailer(server, "thongbao@tiendo.example", self.clock), PrometheusEmailMeter()
        desk = self.registry, hours, digests, writing
        self.sending = Sending(*desk, mailer, self.inboxes, self.units, meter, self.clock, MINUTES, lambda: 0.0)
        self.rounds = Rounds(self.sending, nudge, 0.05)
        self.fold = Fold(stores, timetables)
        self.fire = FireReminders(stores, timetables, self.clock, PrometheusMeter())

    async def units_are_known(self, tenant: TenantId = NINH_THUAN) -> None:
        units = [a_unit(JUSTICE, "Sở Tư pháp", head_role_vi="Giám đốc Sở Tư pháp"), a_unit(HEALTH, "Sở Y tế")]
        await self.fold.apply(tenant, [an_event(unit, 1 + number) for number, unit in enumerate(units)])

    async def list_(self, *entries: tuple[str, str], tenant: TenantId = NINH_THUAN) -> Listed:
        command = Command(tenant, "standing_officer", datetime.now(UTC), "x")
        wishes = tuple(EntryWish(mailbox=mailbox, address=address) for mailbox, address in entries)
        return await self.book.set(command, NewBook(entries=wishes))

    async def verified(self, *entries: tuple[str, str], tenant: TenantId = NINH_THUAN) -> None:
        """The entries are in the book, and their owners have opened the links that they were sent."""
        await self.units_are_known(tenant)
        await self.list_(*entries, tenant=tenant)
        await self.rounds.once()
        for _, address in entries:
            link = next(mail for mail in self.server.to(address) if mail.is_verification).links[0]
            await self.book.verify(tenant, link.rpartition("/")[2])
        self.server.arrived.clear()

    async def assign(self, number: int = 1, **more: Any) -> Event:
        """A task of the Department of Justice is registered now; its head, officers and the coordinator are told."""
        event = an_event(registered(a_task(f"NT-T-{number:02}", **more)), 10 + number)
        event = event.model_copy(update={"recordedtime": self.clock.now()})
        await self.fold.apply(NINH_THUAN, [event])
        return event

    async def ruled(self, tenant: TenantId = NINH_THUAN, **other: Any) -> None:
        """The starting rules, with these others."""
        command = Command(tenant, "standing_officer", datetime.now(UTC), "x")
        await RuleSettings(self.registry.rules).set(command, NewRules(**{**STARTING.model_dump(), **other}))

    async def mails(self, tenant: TenantId = NINH_THUAN) -> list[dict[str, Any]]:
        from services.notifications.adapters.email.specifications import EMAILS  # noqa: PLC0415

        return (await self.store.collection(EMAILS, tenant).find({}, limit=1_000)).items
