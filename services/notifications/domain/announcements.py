"""What an event means for inboxes: who is told, and in which words (FR-BP-03, FR-BP-05, FR-BP-26)."""

from collections.abc import Iterator
from typing import Any

from services.notifications.domain.duties import announce_duty
from services.notifications.domain.frames import deadline_of, message, of_coordinators, of_lead, of_work, told
from services.notifications.domain.leads import announce_lead_change
from services.notifications.domain.mailboxes import of_standing_agency
from services.notifications.domain.notices import Addressee, Notice, NoticeKind, Part
from services.notifications.domain.phrases import (
    Said,
    day_label,
    deadline_label,
    headline,
    in_both,
    labelled,
    paragraph,
    status_label,
)
from services.notifications.domain.units import Units, actor_title, head_title, joined_names, role_title, unit_name
from services.notifications.domain.works import Work
from shared.calendar import Precision, local_date
from shared.events import (
    DeadlineMove,
    DutyEvent,
    Event,
    ModelRegistered,
    ModelStatusChanged,
    Payload,
    StatusChange,
    TaskDeadlineMoved,
    TaskLeadChanged,
    TaskRegistered,
    TaskStatusChanged,
)
from shared.events.successions import ModelLeadChanged
from shared.tenancy import TenantId

# What the standing agency has to act on or report; the steps in between are on its dashboard (FR-BP-12, FR-BP-18).
_WATCHED = frozenset({"submitted", "on_hold", "basically_completed", "completed"})


def announce(event: Event, payload: Payload, work: Work, units: Units) -> list[Notice]:
    """The notices of one event about that work. The same event gives the same notices, whenever it is read."""
    match payload:
        case DutyEvent():
            return announce_duty(event, payload, work, units)
        case TaskRegistered() | ModelRegistered():
            return _assigned(event, work, units)
        case TaskDeadlineMoved():
            return _deadline_moved(event, work, payload, units)
        case TaskLeadChanged() | ModelLeadChanged():
            return announce_lead_change(event, payload, work, units)
        case TaskStatusChanged() | ModelStatusChanged():
            return _status_changed(event, work, payload.change, units)
        case _:
            return []


def _assigned(event: Event, work: Work, units: Units) -> list[Notice]:
    notices: list[Notice] = []
    if work.lead is not None:
        notices += told(event, NoticeKind.ASSIGNED, of_lead(work), message(event, work, *_to_lead(work, units)))
    if work.coordinators:
        to_coordinator = message(event, work, *_to_coordinator(work, units))
        notices += told(event, NoticeKind.ASSIGNED, of_coordinators(work), to_coordinator)
    return notices


def _to_lead(work: Work, units: Units) -> tuple[Said, Said]:
    lead = unit_name(str(work.lead), units)
    text = paragraph(
        Said(
            f"{lead.vi} được giao chủ trì {work.noun.vi} “{work.title.vi}”",
            f"{lead.en} is assigned to lead the {work.noun.en} “{work.title.en}”",
        ),
        labelled(Said("Hạn hoàn thành", "Deadline"), deadline_of(work)),
        labelled(Said("Sản phẩm", "Product"), work.product),
        labelled(Said("Chịu trách nhiệm", "Accountable"), head_title(str(work.lead), units)),
        labelled(Said("Đơn vị phối hợp", "Coordinating units"), joined_names(work.coordinators, units)),
        labelled(Said("Giao cho nhóm đơn vị", "Assigned to the class of units"), work.selector),
    )
    return headline(Said("Được giao chủ trì", "Assigned to lead"), work.title), text


def _to_coordinator(work: Work, units: Units) -> tuple[Said, Said]:
    lead = unit_name(work.lead, units) if work.lead else None
    text = paragraph(
        Said(
            f"Đơn vị được giao phối hợp thực hiện {work.noun.vi} “{work.title.vi}”",
            f"Your unit is assigned to coordinate on the {work.noun.en} “{work.title.en}”",
        ),
        labelled(Said("Đơn vị chủ trì", "Lead unit"), lead),
        None if lead else labelled(Said("Giao cho nhóm đơn vị", "Assigned to the class of units"), work.selector),
        labelled(Said("Hạn hoàn thành", "Deadline"), deadline_of(work)),
        labelled(Said("Sản phẩm", "Product"), work.product),
    )
    return headline(Said("Được giao phối hợp", "Assigned to coordinate"), work.title), text


def _status_changed(event: Event, work: Work, change: StatusChange, units: Units) -> list[Notice]:
    # History that was taken over is not news: nobody acts on it today.
    if change.adopted:
        return []
    subject, before, after = _subject(work, units), status_label(change.from_), status_label(change.to)
    day = day_label(local_date(change.effective_at))
    text = paragraph(
        Said(
            f"{subject.vi} chuyển từ “{before.vi}” sang “{after.vi}” ngày {day}",
            f"{subject.en} moved from “{before.en}” to “{after.en}” on {day}",
        ),
        labelled(Said("Người cập nhật", "Updated by"), actor_title(event.actor, TenantId(event.tenant), units)),
        labelled(Said("Sản phẩm", "Product"), in_both(change.product)),
        labelled(Said("Lý do", "Reason"), in_both(change.reason)),
        labelled(Said("Ghi chú", "Note"), in_both(change.note)),
    )
    addressees = [*of_work(work), *_of_oversight(event, change.to)]
    return told(event, NoticeKind.STATUS_CHANGED, addressees, message(event, work, headline(after, work.title), text))


def _deadline_moved(event: Event, work: Work, payload: TaskDeadlineMoved, units: Units) -> list[Notice]:
    move = payload.change
    subject, before = _subject(work, units), deadline_label(move.from_due_at, _old_precision(payload))
    after = deadline_label(move.to_due_at, move.precision)
    text = paragraph(
        Said(
            f"{subject.vi} điều chỉnh thời hạn: từ {before.vi} sang {after.vi}",
            f"{subject.en} has a new deadline: {after.en} instead of {before.en}",
        ),
        *_basis(move, TenantId(event.tenant)),
    )
    title = headline(Said(f"Thời hạn mới {after.vi}", f"New deadline {after.en}"), work.title)
    return told(event, NoticeKind.DEADLINE_MOVED, of_work(work), message(event, work, title, text))


def _basis(move: DeadlineMove, tenant: TenantId) -> tuple[Said | None, ...]:
    """A moved deadline is told with its reason, document and decision maker (FR-X-08)."""
    return (
        labelled(Said("Lý do", "Reason"), in_both(move.reason)),
        labelled(Said("Căn cứ", "Document"), in_both(move.document)),
        labelled(Said("Người quyết định", "Decided by"), role_title(move.decided_by_role, tenant)),
    )


def _old_precision(payload: TaskDeadlineMoved) -> Precision:
    old: dict[str, Any] = (payload.before or {}).get("obligation") or {}
    return Precision(old.get("due_precision", Precision.DAY))


def _subject(work: Work, units: Units) -> Said:
    """`Nhiệm vụ “…” (chủ trì: Sở Tư pháp)`."""
    noun = Said(work.noun.vi.capitalize(), work.noun.en.capitalize())
    if work.lead is None:
        return Said(f"{noun.vi} “{work.title.vi}”", f"{noun.en} “{work.title.en}”")
    lead = unit_name(work.lead, units)
    return Said(f"{noun.vi} “{work.title.vi}” (chủ trì: {lead.vi})", f"{noun.en} “{work.title.en}” (lead: {lead.en})")


def _of_oversight(event: Event, status: str) -> Iterator[Addressee]:
    if status in _WATCHED:
        yield Addressee(of_standing_agency(TenantId(event.tenant)), Part.OVERSIGHT)
