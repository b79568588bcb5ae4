"""What the use cases need from outside, in their own words. Every operation is confined to one tenant, or says why not."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.notices import Notice
from services.notifications.domain.obligations import Obligation
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

    async def deliver(self, tenant: TenantId, notices: Sequence[Notice]) -> list[Notice]:
        """Puts in those that are not there yet, and returns them. May be repeated after a crash, and run beside itself."""
        ...

    async def page(
        self, tenant: TenantId, mailbox: Mailbox, unread: bool | None, limit: int, after: str | None
    ) -> InboxPage:
        """Raises InvalidCursor."""
        ...

    async def counts(self, tenant: TenantId, mailbox: Mailbox) -> Counts: ...

    async def mark(
        self, tenant: TenantId, mailbox: Mailbox, ids: Sequence[str], read_at: datetime | None
    ) -> dict[str, Notice]:
        """Marks as read at that time, or as unread. Returns the notices of this mailbox among the ids as they are now.

        What is as wished already keeps its time.
        """
        ...


Decision = Callable[[str, Obligation | None], Obligation]


@dataclass(frozen=True, slots=True)
class DuePage:
    items: list[tuple[TenantId, Obligation]]
    next: str | None


class Obligations(Protocol):
    """What is owed, one document per work."""

    async def change(self, tenant: TenantId, ids: Iterable[str], decide: Decision) -> None:
        """Stores what `decide` makes of each; asks again where somebody else was faster. Nothing is written for no change."""
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

    def of(self, tenant: TenantId) -> Timetable: ...


class Meter(Protocol):
    """Counts what happens, for operators."""

    def noticed(self, tenant: TenantId, notices: Iterable[Notice]) -> None: ...

    def reminded(self, step: str) -> None: ...
