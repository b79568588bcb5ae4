"""What sending notices by email needs from outside."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from services.notifications.domain.email.addresses import Address
from services.notifications.domain.email.book import Book
from services.notifications.domain.email.letters import Letter
from services.notifications.domain.email.mails import Mail, Outcome, Sort
from services.notifications.domain.email.rules import Rules
from services.notifications.domain.notices import Notice
from shared.tenancy import AcrossTenants, TenantId


class Books(Protocol):
    """The address book of each tenant: the one that is in force."""

    async def current(self, tenant: TenantId) -> Book: ...

    async def enter(self, tenant: TenantId, new: Book) -> bool:
        """In the place of the version before it. False where somebody else has entered that version."""
        ...

    async def tenants(self, reason: AcrossTenants) -> list[TenantId]:
        """Those that have ever set one."""
        ...


class RuleBooks(Protocol):
    """What each tenant has set for its mails: the version that is in force."""

    async def current(self, tenant: TenantId) -> Rules: ...

    async def enter(self, tenant: TenantId, new: Rules) -> bool:
        """In the place of the version before it. False where somebody else has entered that version."""
        ...


class Addresses(Protocol):
    """Where each address stands, by its key."""

    async def of(self, tenant: TenantId, keys: Collection[str]) -> Mapping[str, Address]:
        """Those that are known."""
        ...

    async def change(
        self, tenant: TenantId, keys: Collection[str], decide: Callable[[str, Address | None], Address | None]
    ) -> None:
        """Stores what `decide` makes of each; asks again where somebody else was faster. None leaves it as it is."""
        ...

    async def listed(self, tenant: TenantId) -> list[Address]:
        """All that are not removed."""
        ...


class Mails(Protocol):
    """What is to be sent, and what became of it."""

    async def add(self, tenant: TenantId, mails: Sequence[Mail]) -> None:
        """Those that are not there yet, whatever has become of the others."""
        ...

    async def due(self, tenant: TenantId, now: datetime, limit: int) -> list[Mail]:
        """The longest due first."""
        ...

    async def gathered(self, tenant: TenantId, address: str, limit: int) -> list[Mail]:
        """What waits for the next digest of that address."""
        ...

    async def told(self, tenant: TenantId, mails: Collection[str], now: datetime) -> None:
        """Those that were gathered are sent, by a digest."""
        ...

    async def put(self, tenant: TenantId, mail: Mail) -> Mail | None:
        """As it was decided upon what was read; None where somebody else has written it meanwhile."""
        ...

    async def forget(self, tenant: TenantId, before: datetime) -> None:
        """Those with which all was over before then."""
        ...


class Envelope(NamedTuple):
    """`message_id` is the same whenever it is sent again. `unsubscribe`: where a POST ends mails of this kind (RFC 8058)."""

    to: str
    sender_name: str
    message_id: str
    letter: Letter
    unsubscribe: str | None = None


class Posted(NamedTuple):
    """`reason`: a number of the mail server, or a word for why there is none; never words of the other side."""

    outcome: Outcome
    reason: str | None = None


class Mailer(Protocol):
    """The way to a mail server."""

    async def send(self, envelope: Envelope) -> Posted:
        """Never raises because of what the other side does."""
        ...


class Notices(Protocol):
    async def many(self, tenant: TenantId, ids: Collection[str]) -> list[Notice]:
        """Those that are stored."""
        ...


class EmailMeter(Protocol):
    """Counts mails, for operators."""

    def tried(self, tenant: TenantId, sort: Sort, posted: Posted) -> None: ...

    def waiting(self, tenant: TenantId, oldest: float) -> None:
        """The age in seconds of what should have gone out first."""
        ...
