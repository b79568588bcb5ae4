"""Notices: a message that one mailbox is told, once. Its id follows from its cause, so a repetition is the same notice."""

from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.phrases import Said
from shared.calendar import Precision, to_wire
from shared.tenancy import TenantId


class NoticeKind(StrEnum):
    """What happened."""

    ASSIGNED = "assigned"
    INVITED = "invited"
    STATUS_CHANGED = "status_changed"
    DEADLINE_MOVED = "deadline_moved"
    REMINDER = "reminder"
    OVERDUE = "overdue"
    ESCALATION = "escalation"
    ENDPOINT_DISABLED = "endpoint_disabled"
    ADDRESS_FAILING = "address_failing"


class Part(StrEnum):
    """Why this mailbox is told (FR-BP-26): it leads, it coordinates, or it watches over the work of others."""

    LEAD = "lead"
    COORDINATOR = "coordinator"
    OVERSIGHT = "oversight"


class Addressee(NamedTuple):
    mailbox: Mailbox
    part: Part


class Owed(NamedTuple):
    """The obligation that a notice is about; `step` is the ladder's step where the clock spoke, not an event.

    `tenant` is named only where a mailbox of another tenant is told.
    """

    id: str
    due_at: datetime | None = None
    due_precision: Precision = Precision.NONE
    step: str | None = None
    tenant: TenantId | None = None


class Message(NamedTuple):
    """What is told: `effective_at` is when the told thing took effect, `created_at` when it was told.

    `sequence` is the event that caused it; for a reminder, the last event that had shaped the obligation.
    """

    subject: str
    title: Said
    text: Said
    created_at: datetime
    effective_at: datetime
    sequence: int
    obligation: Owed
    sample: bool = False


class Acknowledged(NamedTuple):
    """“Tôi đã nhận”: when and by which role it was said, with what was added. The first time counts."""

    at: datetime
    by: str
    note: str | None = None


class Notice(NamedTuple):
    """A message in a mailbox; `read_at` is None until it is read. `snoozed_until` is known only where it is shown."""

    id: str
    mailbox: Mailbox
    kind: NoticeKind
    part: Part
    message: Message
    read_at: datetime | None = None
    acknowledged: Acknowledged | None = None
    snoozed_until: datetime | None = None


def notice_id(mailbox: Mailbox, *cause: str) -> str:
    """The same for the same mailbox and cause, whoever computes it and whenever."""
    return blake2b("\n".join((mailbox, *cause)).encode(), digest_size=16).hexdigest()


def due_text(due_at: datetime | None) -> str:
    return "" if due_at is None else to_wire(due_at)
