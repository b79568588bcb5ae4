"""What a step of the ladder says, and to whom. Words follow the day on which they are said, also when the clock is late."""

from collections.abc import Iterable
from datetime import date, datetime

from services.notifications.domain.ladder import addressees
from services.notifications.domain.mailboxes import of_standing_agency
from services.notifications.domain.notices import (
    Addressee,
    Message,
    Notice,
    NoticeKind,
    Owed,
    Part,
    due_text,
    notice_id,
)
from services.notifications.domain.obligations import Obligation
from services.notifications.domain.phrases import (
    Said,
    deadline_label,
    headline,
    labelled,
    overdue_label,
    paragraph,
    status_label,
    time_left_label,
)
from services.notifications.domain.timetable import Moment, Timetable
from services.notifications.domain.units import Units, head_title, tenant_key, tenant_name, unit_name
from shared.calendar import local_date
from shared.tenancy import TenantId
from shared.tenancy.identifiers import CENTRAL


def remind(
    tenant: TenantId, obligation: Obligation, moment: Moment, told_at: datetime, around: tuple[Timetable, Units]
) -> list[Notice]:
    """The notices of one step, told at that instant. One id per obligation, deadline, step and mailbox."""
    timetable, units = around
    today = local_date(told_at)
    title, text = _words(obligation, today, timetable, units)
    message = Message(
        subject=obligation.id,
        title=title,
        text=text,
        created_at=told_at,
        effective_at=moment.at,
        sequence=obligation.sequence,
        obligation=Owed(obligation.id, obligation.due_at, obligation.due_precision, moment.step.name),
        sample=obligation.sample,
    )
    cause = (tenant, obligation.id, due_text(obligation.due_at), moment.step.name)
    return [
        Notice(
            notice_id(to.mailbox, *cause),
            to.mailbox,
            _kind(obligation, to, today),
            to.part,
            _to_central(tenant, message, units) if _goes_up(tenant, to) else message,
        )
        for to in addressees(moment.step, str(obligation.owner_unit), tenant)
    ]


def names_needed(tenant: TenantId, obligations: Iterable[Obligation]) -> list[str]:
    """Whose names reminders of these say."""
    return sorted({tenant_key(tenant), *(str(each.owner_unit) for each in obligations if each.owner_unit)})


def recipient(notice: Notice, tenant: TenantId) -> TenantId:
    """In whose mailboxes a reminder of that tenant's ladder is put: the central level has its own."""
    return tenant if notice.message.obligation.tenant is None else CENTRAL


def _goes_up(tenant: TenantId, to: Addressee) -> bool:
    return tenant != CENTRAL and to.mailbox == of_standing_agency(CENTRAL)


def _to_central(tenant: TenantId, message: Message, units: Units) -> Message:
    """The central level hears from many provinces, so it is told which one."""
    text = paragraph(message.text, labelled(Said("Địa phương", "Province"), tenant_name(tenant, units)))
    return message._replace(text=text, obligation=message.obligation._replace(tenant=tenant))


def _kind(obligation: Obligation, to: Addressee, today: date) -> NoticeKind:
    if not _days_over(obligation, today):
        return NoticeKind.REMINDER
    return NoticeKind.OVERDUE if to.part is Part.LEAD else NoticeKind.ESCALATION


def _words(obligation: Obligation, today: date, timetable: Timetable, units: Units) -> tuple[Said, Said]:
    owner = str(obligation.owner_unit)
    lead, when = unit_name(owner, units), _how_long(obligation, today, timetable)
    noun, title = obligation.noun, obligation.title
    text = paragraph(
        Said(
            f"{noun.vi.capitalize()} “{title.vi}” (chủ trì: {lead.vi}) {when.vi}",
            f"{noun.en.capitalize()} “{title.en}” (lead: {lead.en}): {when.en}",
        ),
        labelled(Said("Thời hạn", "Deadline"), deadline_label(obligation.due_at, obligation.due_precision)),
        labelled(Said("Tình trạng", "Status"), status_label(obligation.status)),
        labelled(Said("Chịu trách nhiệm", "Accountable"), head_title(owner, units)),
    )
    return headline(when, title), text


def _how_long(obligation: Obligation, today: date, timetable: Timetable) -> Said:
    if over := _days_over(obligation, today):
        return overdue_label(over)
    due = _due_day(obligation)
    return time_left_label(timetable.working_days_left(today, due), is_due_today=due == today)


def _days_over(obligation: Obligation, today: date) -> int:
    return max(0, (today - _due_day(obligation)).days)


def _due_day(obligation: Obligation) -> date:
    if obligation.due_at is None:
        raise ValueError(f"{obligation.id} has no deadline to be reminded of")
    return local_date(obligation.due_at)
