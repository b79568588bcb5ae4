"""The address book of a tenant: which addresses read the mailbox of an office by email. Set as a whole, in numbered versions.

Of older versions nothing is kept: addresses are personal data, and nobody needs those that are no longer used.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.email.addresses import LONGEST, is_address, key_of
from services.notifications.domain.email.errors import Fault, InvalidWish
from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.phrases import Said
from shared.tenancy import Role, TenantId, is_identifier
from shared.tenancy.roles import UNIT_ROLES

_MOST = 500
_OF_UNITS = ("head", "officer")
_OF_ROLES = frozenset(Role) - UNIT_ROLES - {Role.OPS, Role.INTEGRATOR}


class _Wish(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class EntryWish(_Wish):
    """One address of one mailbox; either may be named in several entries."""

    mailbox: str = Field(description="head:UNIT, officer:UNIT or role:ROLE, as notices name it", max_length=100)
    address: str = Field(description="Who reads that mailbox by email", max_length=LONGEST)


class NewBook(_Wish):
    """All entries of a tenant at once."""

    entries: tuple[EntryWish, ...] = Field(max_length=_MOST)
    note: str | None = Field(default=None, max_length=500, description="Why, or by which document")


class Book(NamedTuple):
    """`set_at` and `set_by` (a role, never a person) are None for the empty book that everybody starts with, version 0."""

    version: int = 0
    wish: NewBook = NewBook(entries=())
    set_at: datetime | None = None
    set_by: str | None = None

    @property
    def addresses(self) -> Mapping[Mailbox, tuple[str, ...]]:
        found: dict[Mailbox, tuple[str, ...]] = {}
        for entry in self.wish.entries:
            mailbox = Mailbox(entry.mailbox)
            found[mailbox] = (*found.get(mailbox, ()), entry.address)
        return found

    def mailboxes_of(self, tenant: TenantId, key: str) -> tuple[Mailbox, ...]:
        """Those that the address with that key reads."""
        return tuple(Mailbox(e.mailbox) for e in self.wish.entries if key_of(tenant, e.address) == key)

    def mailbox_of(self, tenant: TenantId, key: str) -> Mailbox | None:
        """The first of them."""
        return next(iter(self.mailboxes_of(tenant, key)), None)

    @property
    def units(self) -> set[str]:
        return {unit for entry in self.wish.entries if (unit := unit_in(entry.mailbox))}


_ADDRESS = Said("không phải địa chỉ thư điện tử hợp lệ", "is not a well-formed email address")
_MAILBOX = Said(
    "không phải hộp thư; viết head:ĐƠN_VỊ, officer:ĐƠN_VỊ hoặc role:VAI_TRÒ",
    "is no mailbox; write head:UNIT, officer:UNIT or role:ROLE",
)
_UNIT = Said("không có đơn vị này", "names no unit of this tenant")
_TWICE = Said("hộp thư này đã có địa chỉ đó", "this mailbox has that address already")


def unit_in(mailbox: str) -> str | None:
    """The unit whose mailbox the text names; None for those of roles, and for what names none."""
    sort, _, name = mailbox.partition(":")
    return name if sort in _OF_UNITS and is_identifier(name) else None


def check(book: NewBook, known_units: Mapping[str, object]) -> None:
    """Raises InvalidWish with everything that is wrong."""
    if faults := [*_faults(book, known_units)]:
        raise InvalidWish(faults)


def _faults(book: NewBook, known_units: Mapping[str, object]) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for number, entry in enumerate(book.entries):
        at, pair = f"entries.{number}", (entry.mailbox, entry.address.lower())
        if not is_address(entry.address):
            yield Fault(f"{at}.address", "invalid_address", _ADDRESS)
        elif pair in seen:
            yield Fault(f"{at}.address", "address_twice", _TWICE)
        seen.add(pair)
        unit = unit_in(entry.mailbox)
        if unit is None and not _is_of_role(entry.mailbox):
            yield Fault(f"{at}.mailbox", "unknown_mailbox", _MAILBOX)
        elif unit is not None and unit not in known_units:
            yield Fault(f"{at}.mailbox", "unknown_unit", _UNIT)


def _is_of_role(mailbox: str) -> bool:
    sort, _, name = mailbox.partition(":")
    return sort == "role" and name in {role.value for role in _OF_ROLES}
