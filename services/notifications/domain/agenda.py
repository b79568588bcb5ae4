"""What is owed, as days of a calendar: for a unit its own, for those above all of their province (FR-NA-18)."""

from datetime import date, datetime
from typing import NamedTuple

from services.notifications.domain.mailboxes import Mailbox
from services.notifications.domain.obligations import Obligation
from services.notifications.domain.phrases import Said, deadline_label, headline, labelled, paragraph, status_label
from services.notifications.domain.units import Units, head_title, unit_name
from shared.calendar import local_date
from shared.tenancy import TenantId


class Entry(NamedTuple):
    """A whole day. `revision` rises whenever something about it has changed."""

    uid: str
    revision: int
    day: date
    title: Said
    text: Said
    sort: Said
    sample: bool


class Agenda(NamedTuple):
    name: Said
    entries: list[Entry]
    made_at: datetime


def unit_of(mailbox: Mailbox) -> str | None:
    """The unit whose mailbox it is; None for those of roles."""
    sort, _, name = mailbox.partition(":")
    return None if sort == "role" else name


def entry(tenant: TenantId, obligation: Obligation, due_at: datetime, today: date, units: Units) -> Entry:
    day, owner = local_date(due_at), obligation.owner_unit
    late = day < today
    text = paragraph(
        labelled(Said("Chủ trì", "Lead"), unit_name(owner, units) if owner else None),
        labelled(Said("Thời hạn", "Deadline"), deadline_label(due_at, obligation.due_precision)),
        labelled(Said("Tình trạng", "Status"), status_label(obligation.status)),
        labelled(Said("Chịu trách nhiệm", "Accountable"), head_title(owner, units) if owner else None),
        Said("Dữ liệu mẫu", "Sample data") if obligation.sample else None,
    )
    return Entry(
        uid=f"{tenant}.{obligation.id}@tiendo",
        revision=obligation.sequence,
        day=day,
        title=headline(Said("quá hạn", "overdue") if late else Said("hạn", "due"), obligation.title),
        text=text,
        sort=obligation.noun,
        sample=obligation.sample,
    )
