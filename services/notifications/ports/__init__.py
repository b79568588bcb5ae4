"""What the use cases need from outside, in their own words. Every operation is confined to one tenant, or says why not."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from services.notifications.domain.calendar_links import CalendarLink
from services.notifications.domain.ladder_settings import LadderVersion
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.notices import Acknowledged, Notice
from services.notifications.domain.obligations import Obligation
from services.notifications.domain.threads import Thread
from services.notifications.domain.timetable import Timetable
from services.notifications.domain.units import Unit
from shared.tenancy import AcrossTenants, TenantId


class InvalidCursor(ValueError):
    """The text is not a cursor that this list gave out."""


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Newest first; `next` continues behind the last item, None where there is no more."""

    items: list[Notice]
    next: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    total: int
    unread: int


class Inboxes(Protocol):
    """Notices by mailbox, with counts that cost the same however many there are."""

    async def deliver(self, tenant: TenantId, notices: Sequence[Notice]) -> None:
        """Puts in those that are not there yet. May be repeated after a crash, and run beside itself."""
        ...

    async def page(
        self, tenant: TenantId, mailbox: Mailbox, unread: bool | None, limit: int, after: str | None
    ) -> InboxPage:
        """Raises InvalidCursor."""
        ...

    async def counts(self, tenant: TenantId, mailbox: Mailbox) -> Counts: ...

    async def one(self, tenant: TenantId, mailbox: Mailbox, notice: str) -> Notice | None:
        """None where this mailbox holds no such notice."""
        ...

    async def acknowledge(self, tenant: TenantId, notice: str, said: Acknowledged) -> bool:
        """True where nobody had acknowledged the notice before; what was said first stays."""
        ...

    async def mark(
        self, tenant: TenantId, mailbox: Mailbox, ids: Sequence[str], read_at: datetime | None
    ) -> dict[str, Notice]:
        """Marks as read at that time, or as unread. Returns the notices of this mailbox among the ids as they are now.

        What is as wished already keeps its time.
        """
        ...


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """By their newest notices; `next` continues behind what was looked at, None where there is no more."""

    items: list[Thread]
    next: str | None


class Threads(Protocol):
    """The same notices by what they are about."""

    async def page(
        self, tenant: TenantId, mailbox: Mailbox, unread: bool | None, limit: int, after: str | None
    ) -> ThreadPage:
        """Those with a notice that is read or unread, where that is asked for. Raises InvalidCursor."""
        ...

    async def thread(
        self, tenant: TenantId, mailbox: Mailbox, subject: str, limit: int, after: str | None
    ) -> InboxPage:
        """The notices of one subject. Raises InvalidCursor."""
        ...


class Snooze(NamedTuple):
    """A notice that is put aside until then."""

    notice: str
    mailbox: Mailbox
    until: datetime


class Snoozes(Protocol):
    """What is put aside."""

    async def put(self, tenant: TenantId, snooze: Snooze) -> None:
        """Also where it was put aside until another time."""
        ...

    async def drop(self, tenant: TenantId, notice: str) -> None:
        """Also where it is not put aside."""
        ...

    async def of(self, tenant: TenantId, notices: Collection[str]) -> Mapping[str, datetime]:
        """Until when, of those that are put aside."""
        ...

    async def due(self, now: datetime, limit: int, reason: AcrossTenants) -> list[tuple[TenantId, Snooze]]:
        """Those of any tenant that are to come back."""
        ...


Decision = Callable[[str, Obligation | None], Obligation | None]


@dataclass(frozen=True, slots=True)
class DuePage:
    items: list[tuple[TenantId, Obligation]]
    next: str | None


class Obligations(Protocol):
    """What is owed, one document per work."""

    async def change(self, tenant: TenantId, ids: Iterable[str], decide: Decision) -> None:
        """Stores what `decide` makes of each; asks again where somebody else was faster. Nothing is written for no change
        or None."""
        ...

    async def due(self, now: datetime, limit: int, after: str | None, reason: AcrossTenants) -> DuePage:
        """Those of all tenants whose next step is due, tenant by tenant."""
        ...

    async def with_deadline_between(self, tenant: TenantId, first: datetime, last: datetime) -> list[Obligation]:
        """Open ones."""
        ...

    async def with_step_between(self, tenant: TenantId, first: datetime, last: datetime) -> list[Obligation]:
        """Those whose next step lies there."""
        ...

    async def next_due(
        self, tenant: TenantId, unit: str | None, first: datetime, last: datetime, most: int
    ) -> list[Obligation]:
        """Open ones of that unit, or of all, with a deadline between these; the earliest first, at most so many."""
        ...

    async def how_many_due(self, tenant: TenantId, unit: str | None, first: datetime, last: datetime) -> int:
        """Of those that `next_due` would find without its limit."""
        ...

    async def planned_before(self, tenant: TenantId, version: int, limit: int) -> list[str]:
        """The ids of open ones whose next step was found by ladders older than that version."""
        ...


class CalendarLinks(Protocol):
    """At most one link to the calendar of each mailbox."""

    async def put(self, tenant: TenantId, link: CalendarLink) -> None:
        """In the place of the one that was there."""
        ...

    async def of(self, tenant: TenantId, mailbox: Mailbox) -> CalendarLink | None: ...

    async def by_handle(self, tenant: TenantId, handle: str) -> CalendarLink | None: ...

    async def drop(self, tenant: TenantId, mailbox: Mailbox) -> None:
        """Also where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class VersionPage:
    """Newest first; `next` continues behind the last item."""

    items: list[LadderVersion]
    next: str | None


class LadderVersions(Protocol):
    """What tenants have set as their ladders."""

    async def current(self, tenant: TenantId) -> LadderVersion:
        """The one in force; the one that everybody starts with where nothing is set."""
        ...

    async def enter(self, tenant: TenantId, new: LadderVersion) -> bool:
        """From now on in force. False where somebody else has entered that version."""
        ...

    async def history(self, tenant: TenantId, limit: int, after: str | None) -> VersionPage:
        """Raises InvalidCursor."""
        ...

    async def unsettled(self, reason: AcrossTenants) -> list[tuple[TenantId, LadderVersion]]:
        """Versions of any tenant by which open obligations may still have to be planned anew."""
        ...

    async def settle(self, tenant: TenantId, version: int) -> None: ...


class UnitDirectory(Protocol):
    """What units are called, as far as events have told."""

    async def learn(self, tenant: TenantId, units: Sequence[Unit]) -> None: ...

    async def named(self, tenant: TenantId, ids: Iterable[str]) -> Mapping[str, Unit]:
        """Those that are known."""
        ...


@dataclass(frozen=True, slots=True)
class Stores:
    """All that the service keeps."""

    inboxes: Inboxes
    obligations: Obligations
    units: UnitDirectory


class Timetables(Protocol):
    """Each tenant's ladder on its working days."""

    async def of(self, tenant: TenantId) -> Timetable:
        """By the ladders that are in force now."""
        ...


class Meter(Protocol):
    """Counts what happens, for operators."""

    def reminded(self, step: str) -> None: ...

    def acknowledged(self, notice: Notice) -> None: ...
