"""Mailboxes: an official reads the mailbox of an office, never one of a person, so a change of staff loses nothing.

Nothing here is addressed to citizens, and nobody's contact data is held (FR-TW-11).
"""

from typing import NewType

from shared.tenancy import HEADS, OFFICERS, Principal, Role, TenantId
from shared.tenancy.identifiers import CENTRAL

Mailbox = NewType("Mailbox", str)

_WITHOUT_MAILBOX = frozenset({Role.OPS, Role.INTEGRATOR})


class NoMailbox(Exception):
    """The role acts for machines, or for one unit that the token does not name."""


def head_of(unit: str) -> Mailbox:
    """Read by the head of the unit, who is accountable (FR-BP-05)."""
    return Mailbox(f"head:{unit}")


def officers_of(unit: str) -> Mailbox:
    return Mailbox(f"officer:{unit}")


def of_role(role: Role) -> Mailbox:
    """Read by everybody who holds that role in the tenant."""
    return Mailbox(f"role:{role.value}")


def of_standing_agency(tenant: TenantId) -> Mailbox:
    """At the central level the standing agency is the Ministry of Public Security, whose officers hold a role of their own."""
    return of_role(Role.CENTRAL_OFFICER if tenant == CENTRAL else Role.STANDING_OFFICER)


def mailbox_of(principal: Principal) -> Mailbox:
    """The one mailbox that the caller reads in the own tenant. Raises NoMailbox."""
    if principal.role in HEADS | OFFICERS:
        if principal.unit is None:
            raise NoMailbox(principal.role)
        return head_of(principal.unit) if principal.heads(principal.unit) else officers_of(principal.unit)
    if principal.role in _WITHOUT_MAILBOX:
        raise NoMailbox(principal.role)
    if principal.is_standing_agency:
        return of_standing_agency(principal.tenant)
    return of_role(principal.role)
